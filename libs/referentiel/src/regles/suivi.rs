//! What an exit that is followed still takes, and by when.

use chrono::NaiveDate;
use kernel::calendrier;

use super::sortie::{Conclusion, Faits, qualifier};
use crate::{Attendu, Referentiel};

/// What an exit takes to be confirmed, as it is known on `jour`: what will be missing on the day on which it could be.
/// It stays followed until somebody says what became of it. Of a person whose history is known from a day on, what fell due
/// before is asked from that day on: nobody knows whether it was done.
#[must_use]
pub fn attendu(
    referentiel: &Referentiel,
    faits: &Faits,
    jour: NaiveDate,
    connu_depuis: Option<NaiveDate>,
) -> Option<Attendu> {
    let then = match qualifier(referentiel, faits, jour).conclusion {
        Conclusion::EnSuivi { jusqu_au } => qualifier(referentiel, faits, jusqu_au).conclusion,
        said => said,
    };
    let days = referentiel.alertes.sortie;
    let (rule, objet, limite) = match then {
        Conclusion::Positive { compte_le, .. } => {
            ("sortie_a_confirmer", "sortie à confirmer", calendrier::plus_jours(compte_le, days))
        }
        Conclusion::DocumentManquant { le } => ("document_de_sortie", "document qui prouve la sortie à obtenir", le),
        Conclusion::AccordAttendu { le } => ("accord_de_sortie", "accord de la personne à recueillir", le),
        Conclusion::TitreAttendu { jusqu_au } => ("titre_attendu", "titre de la formation à recueillir", jusqu_au),
        Conclusion::RepriseAttendue { jusqu_au } => ("reprise_d_emploi", "reprise d'emploi à constater", jusqu_au),
        Conclusion::DecisionAttendue => {
            let last = calendrier::plus_mois(faits.debut, referentiel.sortie.suivi_mois);
            ("decision_de_sortie", "décision de l'équipe d'animation à prendre", last)
        }
        // Time alone made it so: somebody says that it is lost, and the parcours resumes.
        Conclusion::NonPositive => {
            ("sortie_perdue", "devenir de la sortie à dire", faits.rompu_le.unwrap_or(faits.debut))
        }
        Conclusion::EnSuivi { .. } => return None,
    };
    let inconnu_avant = connu_depuis.filter(|connu| *connu > limite);
    let limite = inconnu_avant.map_or(limite, |connu| calendrier::plus_jours(connu, days));
    let attendu = Attendu::new(referentiel, rule, objet, limite, days).fait("début", faits.debut);
    Some(attendu.inconnu_avant(inconnu_avant))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use testdata::d;

    use super::*;
    use crate::{livre, regles::sortie::Nature};

    fn cdi(justifie_le: Option<&str>) -> Faits {
        Faits {
            justifie_le: justifie_le.map(d),
            accord_le: Some(d("2017-06-10")),
            ..Faits::nus(Nature::Cdi { quotite: Decimal::ONE_HUNDRED }, d("2017-06-01"))
        }
    }

    fn asked(faits: &Faits, jour: &str) -> Option<(String, NaiveDate, NaiveDate)> {
        let one = attendu(&livre("lyon").unwrap(), faits, d(jour), None)?;
        Some((one.regle, one.alerte_le, one.limite))
    }

    #[test]
    fn the_document_is_asked_for_before_the_six_months_are_over_and_the_same_is_said_after() {
        let missing = Some(("document_de_sortie".to_owned(), d("2017-11-01"), d("2017-12-01")));
        assert_eq!(asked(&cdi(None), "2017-06-02"), missing);
        assert_eq!(asked(&cdi(None), "2018-03-01"), missing);
    }

    #[test]
    fn what_fell_due_before_the_history_is_known_is_asked_from_that_day_on() {
        let known = |jour| attendu(&livre("lyon").unwrap(), &cdi(None), d("2018-03-01"), Some(d(jour))).unwrap();
        let due = |one: &Attendu| (one.limite, one.inconnu_avant);
        assert_eq!(due(&known("2017-12-01")), (d("2017-12-01"), None), "on the last day itself it was known");
        assert_eq!(due(&known("2017-12-02")), (d("2018-01-01"), Some(d("2017-12-02"))));
    }

    #[test]
    fn what_is_proved_is_to_be_confirmed_from_the_day_on_which_it_counts() {
        let ready = |day: &str| Some(("sortie_a_confirmer".to_owned(), d(day), calendrier::plus_jours(d(day), 30)));
        assert_eq!(asked(&cdi(Some("2017-06-10")), "2017-07-01"), ready("2017-12-01"));
        assert_eq!(asked(&cdi(Some("2018-01-15")), "2018-02-01"), ready("2018-01-15"), "it came late");
    }

    #[test]
    fn what_time_alone_has_lost_is_still_to_be_said() {
        let training = |titre| Faits {
            accord_le: Some(d("2017-06-10")),
            ..Faits::nus(Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: titre }, d("2017-06-01"))
        };
        let awaited = Some(("titre_attendu".to_owned(), d("2018-08-01"), d("2018-08-31")));
        assert_eq!(asked(&training(None), "2018-08-31"), awaited);
        let lost = asked(&training(None), "2018-09-01").unwrap();
        assert_eq!((lost.0.as_str(), lost.2), ("sortie_perdue", d("2017-06-01")));
    }
}
