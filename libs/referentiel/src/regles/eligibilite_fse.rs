//! Whether the European fund may support the person in an operation. Another verdict than that of the
//! PLIE: a person may be eligible for one and not for the other.

use chrono::NaiveDate;

use super::eligibilite::{Conclusion, Critere, Etat, FaitSituation, Reponse};
use crate::{Fait, Referentiel, Verdict};
use kernel::phrase;

/// What is known of the person on the day of the entry in the operation.
#[derive(Debug, Clone, Default)]
pub struct Faits {
    /// Birth date.
    pub naissance: Option<NaiveDate>,
    /// Whether the postal code and the commune of the address go together.
    pub adresse_coherente: Option<bool>,
    /// Whether the level of education is known.
    pub niveau_connu: bool,
    /// Whether a telephone or an address for messages is known: the survey at six months needs one.
    pub contact_connu: bool,
    /// Situations in force.
    pub situations: Vec<FaitSituation>,
    /// First and last day of the operation, when one is named.
    pub operation: Option<(NaiveDate, NaiveDate)>,
}

/// Judges the person on `entree`, the day of the entry in the operation.
#[must_use]
pub fn juger(referentiel: &Referentiel, faits: &Faits, entree: NaiveDate) -> Verdict<Conclusion> {
    let criteres = vec![
        present("date_de_naissance", faits.naissance.is_some(), "date de naissance"),
        adresse(faits.adresse_coherente),
        present("niveau_de_formation", faits.niveau_connu, "niveau de formation"),
        present("contact", faits.contact_connu, "téléphone ou adresse électronique"),
        marche_du_travail(referentiel, faits),
        periode(faits.operation, entree),
    ];
    let etat = criteres.iter().map(|critere| critere.etat).max().unwrap_or(Etat::Inconnu);
    let sentence = match etat {
        Etat::Rempli => "peut être participant de l'opération",
        Etat::PreuveManquante => "peut être participant sous réserve d'un justificatif",
        Etat::Inconnu => "des réponses obligatoires manquent",
        Etat::NonRempli => "ne peut pas être participant de l'opération",
    };
    Verdict::new(referentiel, "eligibilite_fse", Conclusion { etat, criteres }, sentence)
        .fait("date d'entrée dans l'opération", entree)
}

fn critere(code: &str, etat: Etat, motif: impl Into<String>, faits: Vec<Fait>) -> Critere {
    Critere { code: code.to_owned(), etat, motif: motif.into(), faits }
}

fn present(code: &str, known: bool, libelle: &str) -> Critere {
    if known {
        critere(code, Etat::Rempli, format!("{libelle} : renseigné"), vec![])
    } else {
        critere(code, Etat::Inconnu, format!("{libelle} : non renseigné"), vec![])
    }
}

fn adresse(coherente: Option<bool>) -> Critere {
    let (etat, motif) = match coherente {
        None => (Etat::Inconnu, "aucune adresse à cette date"),
        Some(true) => (Etat::Rempli, "code postal et commune cohérents"),
        Some(false) => (Etat::NonRempli, "le code postal ne dessert pas la commune : l'import serait rejeté"),
    };
    critere("adresse", etat, motif, vec![])
}

/// Registration wins over inactivity; somebody in employment is supported where the territory says so.
fn marche_du_travail(referentiel: &Referentiel, faits: &Faits) -> Critere {
    let answer = |code: &str| faits.situations.iter().find(|one| one.code == code);
    let code = "marche_du_travail";
    let told = |one: &FaitSituation| Fait {
        libelle: one.code.clone(),
        valeur: format!("depuis le {}", phrase::jour(one.depuis)),
    };
    if let Some(job) = answer("en_emploi").filter(|one| one.reponse == Reponse::Oui) {
        let (etat, motif) = if referentiel.eligibilite_fse.en_emploi {
            (Etat::Rempli, "en emploi, admis par le référentiel")
        } else {
            (Etat::NonRempli, "en emploi à l'entrée : le référentiel ne l'admet pas")
        };
        return critere(code, etat, motif, vec![told(job)]);
    }
    let known = ["inscrit_france_travail", "en_emploi", "en_formation"];
    let decided = known.iter().filter_map(|code| answer(code));
    let decided: Vec<_> = decided.filter(|one| matches!(one.reponse, Reponse::Oui | Reponse::Non)).collect();
    let Some(first) = decided.iter().find(|one| one.reponse == Reponse::Oui).or_else(|| decided.first()) else {
        return critere(code, Etat::Inconnu, "situation sur le marché du travail non renseignée", vec![]);
    };
    let motif = match (first.code.as_str(), first.reponse) {
        ("inscrit_france_travail", Reponse::Oui) => "inscrit à France Travail : chômeur",
        _ => "ni en emploi ni inscrit : inactif",
    };
    critere(code, Etat::Rempli, motif, vec![told(first)])
}

fn periode(operation: Option<(NaiveDate, NaiveDate)>, entree: NaiveDate) -> Critere {
    let code = "periode_de_l_operation";
    let Some((debut, fin)) = operation else {
        return critere(code, Etat::Rempli, "aucune opération nommée", vec![]);
    };
    let inside = (debut..=fin).contains(&entree);
    let faits = vec![Fait {
        libelle: "opération".to_owned(),
        valeur: format!("du {} au {}", phrase::jour(debut), phrase::jour(fin)),
    }];
    if inside {
        critere(code, Etat::Rempli, "l'entrée est dans la période de l'opération", faits)
    } else {
        critere(code, Etat::NonRempli, "l'entrée est hors de la période de l'opération", faits)
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn complet() -> Faits {
        let situation = |code: &str, reponse| FaitSituation {
            code: code.to_owned(),
            reponse,
            depuis: d("2024-06-01"),
            source: "attestation".to_owned(),
        };
        Faits {
            naissance: Some(d("1985-01-10")),
            adresse_coherente: Some(true),
            niveau_connu: true,
            contact_connu: true,
            situations: vec![situation("inscrit_france_travail", Reponse::Oui)],
            operation: Some((d("2026-01-01"), d("2026-12-31"))),
        }
    }

    fn etat(faits: &Faits, entree: &str) -> Etat {
        juger(&livre("lyon").unwrap(), faits, d(entree)).conclusion.etat
    }

    #[test]
    fn the_entry_falls_in_the_period_of_the_operation_ends_included() {
        for (entree, expected) in [
            ("2025-12-31", Etat::NonRempli),
            ("2026-01-01", Etat::Rempli),
            ("2026-12-31", Etat::Rempli),
            ("2027-01-01", Etat::NonRempli),
        ] {
            assert_eq!(etat(&complet(), entree), expected, "{entree}");
        }
    }

    #[test]
    fn a_missing_answer_is_unknown_and_an_incoherent_address_is_a_no() {
        assert_eq!(etat(&Faits { niveau_connu: false, ..complet() }, "2026-03-02"), Etat::Inconnu);
        assert_eq!(etat(&Faits { situations: vec![], ..complet() }, "2026-03-02"), Etat::Inconnu);
        assert_eq!(etat(&Faits { adresse_coherente: Some(false), ..complet() }, "2026-03-02"), Etat::NonRempli);
    }

    #[test]
    fn employment_at_entry_is_a_rule_of_the_territory() {
        let mut faits = complet();
        faits.situations[0].code = "en_emploi".to_owned();
        assert_eq!(etat(&faits, "2026-03-02"), Etat::NonRempli);
        let mut lyon = livre("lyon").unwrap();
        lyon.eligibilite_fse.en_emploi = true;
        assert_eq!(juger(&lyon, &faits, d("2026-03-02")).conclusion.etat, Etat::Rempli);
    }
}
