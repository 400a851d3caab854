//! Eligibility for the PLIE: residence, one category of public, each with its proof valid on the
//! reference date. FSE eligibility is another verdict, in another place.

use chrono::NaiveDate;
use kernel::{CodeCommune, calendrier, phrase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pieces::{FaitPiece, JUSTIFICATIF_DOMICILE, ValeurPiece, Validite, meilleure};
use crate::{CategoriePublic, Fait, Referentiel, Verdict};

kernel::codes! {
    /// One of four answers: silence is not a "no".
    pub enum Reponse {
        /// Yes.
        Oui = "oui",
        /// No.
        Non = "non",
        /// The person refuses to say.
        RefusDeRepondre = "refus_de_repondre",
        /// Asked, not obtained yet.
        NonObtenue = "non_obtenue",
    }
}

/// What is known of the person on the reference date.
#[derive(Debug, Clone, Default)]
pub struct Faits {
    /// Commune of residence.
    pub commune: Option<CodeCommune>,
    /// Birth date.
    pub naissance: Option<NaiveDate>,
    /// Situations in force, one a code.
    pub situations: Vec<FaitSituation>,
    /// Pièces of the file.
    pub pieces: Vec<FaitPiece>,
}

/// A situation in force on the reference date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitSituation {
    /// Its code.
    pub code: String,
    /// The answer.
    pub reponse: Reponse,
    /// Since when.
    pub depuis: NaiveDate,
    /// Where it comes from.
    pub source: String,
}

/// What a criterion is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Etat {
    /// Met, and proved.
    Rempli,
    /// Declared, but its proof is missing or too old.
    PreuveManquante,
    /// Not known: not asked, or refused.
    Inconnu,
    /// Not met.
    NonRempli,
}

/// One criterion of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Critere {
    /// `residence`, or the situation of the category.
    #[schema(example = "rsa")]
    pub code: String,
    /// What it is worth.
    pub etat: Etat,
    /// Why, in French.
    #[schema(example = "attestation_rsa de moins de 90 jours présente")]
    pub motif: String,
    /// The facts used.
    #[serde(default)]
    pub faits: Vec<Fait>,
}

/// The verdict: its state is the best of the categories, held back by the residence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The whole.
    pub etat: Etat,
    /// Residence, then each category of the référentiel.
    pub criteres: Vec<Critere>,
}

/// Judges the person on `reference`, the date that matters (the entry), never today.
#[must_use]
pub fn juger(referentiel: &Referentiel, faits: &Faits, reference: NaiveDate) -> Verdict<Conclusion> {
    let rules = &referentiel.eligibilite;
    let residence = residence(referentiel, faits, reference);
    let categories: Vec<_> = rules.categories.iter().map(|category| critere(category, faits, reference)).collect();
    let best = categories.iter().map(|critere| critere.etat).min().unwrap_or(Etat::NonRempli);
    let etat = best.max(residence.etat);
    let sentence = match etat {
        Etat::Rempli => "éligible au PLIE",
        Etat::PreuveManquante => "éligible sous réserve d'un justificatif",
        Etat::Inconnu => "éligibilité inconnue : des réponses manquent",
        Etat::NonRempli => "non éligible au PLIE",
    };
    let criteres = std::iter::once(residence).chain(categories).collect();
    Verdict::new(referentiel, "eligibilite_plie", Conclusion { etat, criteres }, sentence)
        .fait("date de référence", reference)
}

fn residence(referentiel: &Referentiel, faits: &Faits, reference: NaiveDate) -> Critere {
    let rules = &referentiel.eligibilite;
    let (etat, motif) = match &faits.commune {
        None => (Etat::Inconnu, "commune de résidence inconnue".to_owned()),
        Some(commune) if !rules.communes.is_empty() && !rules.communes.contains(commune) => {
            (Etat::NonRempli, format!("{} n'est pas une commune du PLIE", commune.nom()))
        }
        Some(_) => preuve(faits, JUSTIFICATIF_DOMICILE, Some(rules.residence_validite_jours), reference),
    };
    let commune = faits.commune.iter().map(|commune| fait("commune", format!("{} ({commune})", commune.nom())));
    Critere { code: "residence".to_owned(), etat, motif, faits: commune.collect() }
}

fn critere(category: &CategoriePublic, faits: &Faits, reference: NaiveDate) -> Critere {
    let mut used = Vec::new();
    let (etat, motif) = match hors_age(category, faits, reference, &mut used) {
        Some(refusal) => refusal,
        None => match reponse(category, faits, reference, &mut used) {
            None => (Etat::Inconnu, "question non posée".to_owned()),
            Some(Reponse::NonObtenue) => (Etat::Inconnu, "demandée, non obtenue".to_owned()),
            Some(Reponse::RefusDeRepondre) => (Etat::Inconnu, "la personne ne se prononce pas".to_owned()),
            Some(Reponse::Non) => (Etat::NonRempli, "réponse : non".to_owned()),
            Some(Reponse::Oui) => preuve(faits, &category.piece, category.validite_jours, reference),
        },
    };
    Critere { code: category.situation.clone(), etat, motif, faits: used }
}

fn fait(libelle: &str, valeur: impl std::fmt::Display) -> Fait {
    Fait { libelle: libelle.to_owned(), valeur: valeur.to_string() }
}

/// Why the age of the person closes the category, if it does.
fn hors_age(
    category: &CategoriePublic,
    faits: &Faits,
    reference: NaiveDate,
    used: &mut Vec<Fait>,
) -> Option<(Etat, String)> {
    if category.age_min.is_none() && category.age_max.is_none() {
        return None;
    }
    let Some(naissance) = faits.naissance else {
        return Some((Etat::Inconnu, "date de naissance inconnue".to_owned()));
    };
    let age = calendrier::age(naissance, reference);
    used.push(fait("âge", age));
    if let Some(max) = category.age_max.filter(|max| age > *max) {
        return Some((Etat::NonRempli, format!("{age} ans à la date de référence, pour {max} ans au plus")));
    }
    let min = category.age_min.filter(|min| age < *min)?;
    Some((Etat::NonRempli, format!("{age} ans à la date de référence, pour {min} ans au moins")))
}

/// The answer to the category's question: the one given, or "yes" by a situation that has lasted enough.
fn reponse(category: &CategoriePublic, faits: &Faits, reference: NaiveDate, used: &mut Vec<Fait>) -> Option<Reponse> {
    let given = trouver(faits, &category.situation);
    if let Some(situation) = given {
        used.push(fait(
            "réponse",
            format!("depuis le {}, source : {}", phrase::jour(situation.depuis), situation.source),
        ));
    }
    let given = given.map(|situation| situation.reponse);
    let Some(duree) = category.duree.as_ref().filter(|_| given != Some(Reponse::Oui)) else { return given };
    let Some(lasting) = trouver(faits, &duree.situation).filter(|one| one.reponse == Reponse::Oui) else {
        return given;
    };
    used.push(fait(&duree.situation, format!("depuis le {}", phrase::jour(lasting.depuis))));
    // "Plus d'un an": the day after the anniversary.
    let enough = reference > calendrier::plus_mois(lasting.depuis, duree.mois);
    Some(if enough { Reponse::Oui } else { given.unwrap_or(Reponse::Non) })
}

fn trouver<'a>(faits: &'a Faits, code: &str) -> Option<&'a FaitSituation> {
    faits.situations.iter().find(|situation| situation.code == code)
}

fn preuve(faits: &Faits, piece: &str, jours: Option<i64>, reference: NaiveDate) -> (Etat, String) {
    match meilleure(&faits.pieces, piece, Validite { jours, retard_jours: 0 }, reference) {
        None | Some((ValeurPiece::SansObjet, _)) => (Etat::PreuveManquante, format!("pièce manquante : {piece}")),
        Some((ValeurPiece::Valide, sentence)) => (Etat::Rempli, sentence),
        Some((_, sentence)) => (Etat::PreuveManquante, sentence),
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn piece(kind: &str, date: &str) -> FaitPiece {
        let etat = super::super::pieces::EtatPiece::Acceptee;
        FaitPiece { kind: kind.to_owned(), etat, date_document: Some(d(date)), expire_le: None }
    }

    fn situation(code: &str, reponse: Reponse, depuis: &str) -> FaitSituation {
        FaitSituation { code: code.to_owned(), reponse, depuis: d(depuis), source: "déclaration".to_owned() }
    }

    fn faits(reponse: Reponse, date: &str) -> Faits {
        Faits {
            commune: Some("63113".to_owned().try_into().unwrap()),
            naissance: Some(d("1980-05-20")),
            situations: vec![situation("rsa", reponse, "2014-01-01")],
            pieces: vec![piece("attestation_rsa", date), piece("justificatif_domicile", "2015-01-10")],
        }
    }

    fn etat(faits: &Faits) -> Etat {
        juger(&livre("clermont").unwrap(), faits, d("2015-02-12")).conclusion.etat
    }

    #[test]
    fn a_proof_is_judged_against_the_date_that_mattered() {
        assert_eq!(etat(&faits(Reponse::Oui, "2014-11-14")), Etat::Rempli, "90 days");
        assert_eq!(etat(&faits(Reponse::Oui, "2014-11-13")), Etat::PreuveManquante, "91 days");
        assert_eq!(etat(&faits(Reponse::Oui, "2015-02-13")), Etat::PreuveManquante, "dated after the reference");
    }

    #[test]
    fn silence_is_not_a_no() {
        assert_eq!(etat(&faits(Reponse::NonObtenue, "2015-01-10")), Etat::Inconnu);
        assert_eq!(etat(&faits(Reponse::RefusDeRepondre, "2015-01-10")), Etat::Inconnu);
    }

    #[test]
    fn a_commune_outside_the_territory_is_not_eligible() {
        let mut clermont = livre("clermont").unwrap();
        clermont.eligibilite.communes = vec!["63014".to_owned().try_into().unwrap()];
        let verdict = juger(&clermont, &faits(Reponse::Oui, "2015-01-10"), d("2015-02-12"));
        assert_eq!(verdict.conclusion.etat, Etat::NonRempli);
        assert_eq!(verdict.conclusion.criteres[0].motif, "Clermont-Ferrand n'est pas une commune du PLIE");
    }

    #[test]
    fn more_than_a_year_of_registration_opens_deld_on_the_day_after_the_anniversary() {
        let chalon = livre("grand-chalon").unwrap();
        let registered = Faits {
            situations: vec![situation("inscrit_france_travail", Reponse::Oui, "2018-06-15")],
            pieces: vec![piece("attestation_france_travail", "2019-06-01")],
            ..faits(Reponse::Non, "2019-06-01")
        };
        let on = |jour: &str| {
            let criteres = juger(&chalon, &registered, d(jour)).conclusion.criteres;
            criteres.into_iter().find(|critere| critere.code == "deld").unwrap()
        };
        assert_eq!(on("2019-06-15").etat, Etat::NonRempli, "one year exactly");
        assert_eq!(on("2019-06-16").etat, Etat::Rempli);
        assert_eq!(on("2019-06-16").faits[0].valeur, "depuis le 15/06/2018");
    }

    #[test]
    fn an_age_limit_is_counted_on_the_reference_date() {
        let mut chalon = livre("grand-chalon").unwrap();
        let category = chalon.eligibilite.categories.iter_mut().find(|one| one.situation == "rsa").unwrap();
        category.age_max = Some(25);
        let young = Faits { naissance: Some(d("1989-02-13")), ..faits(Reponse::Oui, "2015-01-10") };
        let rsa = |jour: &str| {
            let criteres = juger(&chalon, &young, d(jour)).conclusion.criteres;
            criteres.into_iter().find(|critere| critere.code == "rsa").unwrap().etat
        };
        assert_eq!(rsa("2015-02-12"), Etat::Rempli, "25 years, the day before the birthday");
        assert_eq!(rsa("2015-02-13"), Etat::NonRempli, "26 years");
    }

    #[test]
    fn a_received_piece_that_nobody_checked_proves_nothing_yet() {
        let mut received = faits(Reponse::Oui, "2015-01-10");
        for piece in &mut received.pieces {
            piece.etat = super::super::pieces::EtatPiece::Recue;
        }
        let verdict = juger(&livre("clermont").unwrap(), &received, d("2015-02-12"));
        assert_eq!(verdict.conclusion.etat, Etat::PreuveManquante);
    }
}
