//! What proves an exit (seeds 000 and 002): the contract, pay slips, the employer's certificate, the certificate of
//! the training. No document, no exit.

use chrono::NaiveDate;
use kernel::{
    calendrier::{dernier_du_mois, jours_entre, plus_jours, plus_mois},
    phrase,
};

use super::{
    pieces::{FaitPiece, ValeurPiece, Validite, valeur},
    sortie::{Faits, Nature},
};
use crate::{Evenement, FamilleSortie, Referentiel, RegleDePiece, Verdict};

/// How many days before the exit its proof may be dated, where the territory's rules do not say: half a year, which
/// no document of a PLIE gives.
const ANCIENNETE_JOURS: i64 = 183;

/// A type of pièce that the seeds name.
struct Connue {
    kind: &'static str,
    prouve: FamilleSortie,
    /// How many days after the exit it may be dated: a document of the last day of follow-up, a certificate after it.
    retard_jours: i64,
}

/// A contract of employment: it proves itself alone.
const CONTRAT: &str = "contrat_de_travail";
/// A pay slip, dated of the end of its month: it proves the contract of that month alone.
const BULLETIN: &str = "bulletin_de_salaire";

/// What proves an exit where the territory's rules name no type for it.
const CONNUES: [Connue; 6] = {
    use FamilleSortie::{Creation, Emploi, Formation};
    const fn connue(kind: &'static str, prouve: FamilleSortie, retard_jours: i64) -> Connue {
        Connue { kind, prouve, retard_jours }
    }
    [
        connue(CONTRAT, Emploi, 183),
        connue(BULLETIN, Emploi, 183),
        connue("attestation_employeur", Emploi, 365),
        connue("justificatif_creation", Creation, 365),
        connue("attestation_formation", Formation, 183),
        connue("diplome", Formation, 365),
    ]
};

fn connue(kind: &str) -> Option<&'static Connue> {
    CONNUES.iter().find(|one| one.kind == kind)
}

impl Nature {
    /// What it leads to, by what proves it.
    #[must_use]
    pub const fn famille(self) -> FamilleSortie {
        match self {
            Self::Cdi { .. } | Self::Cdd { .. } | Self::Insertion(_) | Self::ContratAide { .. } => {
                FamilleSortie::Emploi
            }
            Self::Creation => FamilleSortie::Creation,
            Self::Formation { .. } => FamilleSortie::Formation,
        }
    }
}

/// The types of pièces that prove an exit to `famille`.
#[must_use]
pub fn attendues(referentiel: &Referentiel, famille: FamilleSortie) -> Vec<&str> {
    let rules = referentiel.pieces.iter().filter(|rule| rule.evenement == Evenement::Sortie);
    let own: Vec<_> = rules.filter(|rule| prouve(rule, famille)).map(|rule| rule.piece.as_str()).collect();
    if own.is_empty() {
        return CONNUES.iter().filter(|one| one.prouve == famille).map(|one| one.kind).collect();
    }
    own
}

fn prouve(rule: &RegleDePiece, famille: FamilleSortie) -> bool {
    if rule.sorties.is_empty() {
        return connue(&rule.piece).is_none_or(|one| one.prouve == famille);
    }
    rule.sorties.contains(&famille)
}

/// How far from the exit a pièce of this type may be dated; `own` is the territory's rule for it.
pub(super) fn validite(kind: &str, own: Option<&RegleDePiece>) -> Validite {
    let late = connue(kind).map_or(0, |one| one.retard_jours);
    let (age, late) = own.map_or((None, late), |rule| (rule.validite_jours, rule.retard_jours));
    Validite { jours: Some(age.unwrap_or(ANCIENNETE_JOURS)), retard_jours: late }
}

/// The day around which the proof is dated: the first of a job or of a business, that of a title, or else the last
/// of the training.
const fn reference(faits: &Faits) -> NaiveDate {
    match faits.nature {
        Nature::Formation { titre_obtenu_le: Some(jour), .. } | Nature::Formation { fin: jour, .. } => jour,
        Nature::Cdi { .. }
        | Nature::Cdd { .. }
        | Nature::Creation
        | Nature::Insertion(_)
        | Nature::ContratAide { .. } => faits.debut,
    }
}

/// Whether a pièce of this type proves one contract of an exit and no other one; a certificate may tell of several.
#[must_use]
pub fn d_un_seul_contrat(kind: &str) -> bool {
    [CONTRAT, BULLETIN].contains(&kind)
}

/// Until when a pay slip may be dated: who admits a document of the last day of follow-up admits the slip of that month.
fn jusqu_au_bulletin(referentiel: &Referentiel, faits: &Faits, reference: NaiveDate, admise: Validite) -> Validite {
    let dernier = plus_jours(plus_mois(faits.debut, referentiel.sortie.suivi_mois), -1);
    if jours_entre(reference, dernier) > admise.retard_jours {
        return admise;
    }
    let slip = jours_entre(reference, dernier_du_mois(dernier));
    Validite { retard_jours: admise.retard_jours.max(slip), ..admise }
}

/// Whether a pièce of the person's file proves their exit, and why not: of an exit of several contracts, the one that began on
/// `contrat`, or the first one.
#[must_use]
pub fn juger(referentiel: &Referentiel, faits: &Faits, contrat: Option<NaiveDate>, piece: &FaitPiece) -> Verdict<bool> {
    let (reference, expected) =
        (contrat.unwrap_or_else(|| reference(faits)), attendues(referentiel, faits.nature.famille()));
    let slip = piece.kind == BULLETIN;
    let of_before = piece.date_document.filter(|date| slip && contrat.is_some() && *date < reference);
    let (proves, sentence) = if let Some(date) = of_before {
        let (date, debut) = (phrase::jour(date), phrase::jour(reference));
        (false, format!("{BULLETIN} du {date} : d'un contrat d'avant celui du {debut}"))
    } else if expected.contains(&piece.kind.as_str()) {
        let own = super::pieces::regle(referentiel, &piece.kind, Evenement::Sortie);
        let validite = if slip { jusqu_au_bulletin(referentiel, faits, reference, own) } else { own };
        let (worth, sentence) = valeur(piece, validite, reference);
        (worth == ValeurPiece::Valide, sentence)
    } else {
        (false, format!("{} ne prouve pas cette sortie : attendu {}", piece.kind, expected.join(", ")))
    };
    Verdict::new(referentiel, "preuve_sortie", proves, sentence).fait("date de référence", reference)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use testdata::d;

    use super::*;
    use crate::{livre, regles::pieces::EtatPiece};

    fn cdi() -> Faits {
        let nature = Nature::Cdi { quotite: Decimal::ONE_HUNDRED };
        Faits::nus(nature, d("2019-04-01"))
    }

    fn piece(kind: &str, date: &str) -> FaitPiece {
        let date_document = Some(d(date));
        FaitPiece { kind: kind.to_owned(), etat: EtatPiece::Acceptee, date_document, expire_le: None }
    }

    fn proves(faits: &Faits, piece: &FaitPiece) -> bool {
        juger(&livre("grand-chalon").unwrap(), faits, None, piece).conclusion
    }

    #[test]
    fn a_slip_of_the_month_in_which_the_follow_up_ends_proves_the_job() {
        let job = Faits { debut: d("2017-07-15"), ..cdi() };
        let slip = |referentiel: &Referentiel, date| {
            juger(referentiel, &job, None, &piece("bulletin_de_salaire", date)).conclusion
        };
        let chalon = livre("grand-chalon").unwrap();
        assert_eq!((slip(&chalon, "2018-01-31"), slip(&chalon, "2018-02-01")), (true, false));
        assert!(!proves(&job, &piece("contrat_de_travail", "2018-01-31")), "of a slip alone");
        let mut strict = chalon;
        for rule in &mut strict.pieces {
            rule.retard_jours = 30;
        }
        assert_eq!((slip(&strict, "2017-08-14"), slip(&strict, "2017-08-15")), (true, false), "a rule of its own");
    }

    #[test]
    fn a_contract_that_followed_is_proved_around_its_own_first_day() {
        let chain = Faits { debut: d("2017-06-01"), ..cdi() };
        let on = |kind, date| {
            let guide = livre("guide-ave").unwrap();
            juger(&guide, &chain, Some(d("2017-09-09")), &piece(kind, date)).conclusion
        };
        assert!(on("contrat_de_travail", "2017-09-05"));
        assert_eq!((on("bulletin_de_salaire", "2017-08-31"), on("bulletin_de_salaire", "2017-09-30")), (false, true));
        assert!(on("attestation_employeur", "2018-01-10"));
        assert!(!on("contrat_de_travail", "2017-03-09"), "184 days before it");
        let alone = ["contrat_de_travail", "bulletin_de_salaire", "attestation_employeur"].map(d_un_seul_contrat);
        assert_eq!(alone, [true, true, false], "an employer certifies all that was worked");
    }

    #[test]
    fn a_job_is_proved_by_a_document_of_a_job_dated_around_its_first_day() {
        let on = |kind, date| proves(&cdi(), &piece(kind, date));
        assert!(on("contrat_de_travail", "2019-03-28"));
        assert_eq!((on("contrat_de_travail", "2018-09-30"), on("contrat_de_travail", "2018-09-29")), (true, false));
        assert_eq!((on("bulletin_de_salaire", "2019-10-01"), on("bulletin_de_salaire", "2019-10-02")), (true, false));
        assert!(on("attestation_employeur", "2020-03-31"), "the employer writes after the six months");
        assert!(!on("contrat_de_travail", "2010-03-28"), "another job");
        for kind in ["piece_identite", "diplome", "justificatif_creation"] {
            assert!(!on(kind, "2019-03-28"), "{kind}");
        }
    }

    #[test]
    fn only_an_accepted_document_proves() {
        for etat in [EtatPiece::Demandee, EtatPiece::Recue, EtatPiece::Retournee, EtatPiece::SansObjet] {
            let contract = FaitPiece { etat, ..piece("contrat_de_travail", "2019-03-28") };
            assert!(!proves(&cdi(), &contract), "{etat:?}");
        }
    }

    #[test]
    fn a_training_is_proved_around_its_title_and_a_business_by_its_registration() {
        let (fin, titre_obtenu_le) = (d("2019-12-20"), Some(d("2020-02-14")));
        let training = Faits { nature: Nature::Formation { fin, titre_obtenu_le }, ..cdi() };
        assert!(proves(&training, &piece("diplome", "2020-02-14")));
        assert!(!proves(&training, &piece("diplome", "2019-04-01")), "the day it began");
        assert!(!proves(&training, &piece("contrat_de_travail", "2020-02-14")));
        let business = Faits { nature: Nature::Creation, ..cdi() };
        assert!(proves(&business, &piece("justificatif_creation", "2019-05-02")));
    }

    #[test]
    fn the_rules_of_the_territory_come_first() {
        let mut own = livre("grand-chalon").unwrap();
        let rule = |piece: &str, sorties| RegleDePiece {
            piece: piece.to_owned(),
            evenement: Evenement::Sortie,
            sorties,
            validite_jours: Some(10),
            retard_jours: 0,
        };
        own.pieces = vec![rule("releve_carriere", vec![FamilleSortie::Emploi]), rule("dpae", vec![])];
        assert_eq!(attendues(&own, FamilleSortie::Emploi), ["releve_carriere", "dpae"]);
        assert_eq!(attendues(&own, FamilleSortie::Formation), ["dpae"], "a type of which nothing is known proves any");
        let on = |date| juger(&own, &cdi(), None, &piece("releve_carriere", date)).conclusion;
        assert_eq!((on("2019-03-22"), on("2019-03-21"), on("2019-04-02")), (true, false, false));
        own.pieces = vec![];
        assert_eq!(attendues(&own, FamilleSortie::Creation), ["justificatif_creation"]);
        let refused = juger(&own, &cdi(), None, &piece("piece_identite", "2019-03-28")).raison.explication;
        let expected = "contrat_de_travail, bulletin_de_salaire, attestation_employeur";
        assert_eq!(refused, format!("piece_identite ne prouve pas cette sortie : attendu {expected}"));
    }
}
