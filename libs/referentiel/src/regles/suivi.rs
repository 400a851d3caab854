//! What an exit that is followed still takes, and by when.

use chrono::NaiveDate;
use kernel::{calendrier, phrase};

use super::sortie::{Conclusion, Faits, echue, qualifier, tus};
use crate::{Attendu, Referentiel};

/// What an exit takes to be confirmed, as it is known on `jour`: what will be missing on the day on which it could be.
/// It stays followed until somebody says what became of it: what was awaited until a day stays asked, and late, once that day
/// has passed. Of a person whose history is known from a day on, what fell due
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
        Conclusion::NonPositive => echue(&referentiel.sortie, faits, jour).unwrap_or(Conclusion::NonPositive),
        said => said,
    };
    let days = referentiel.alertes.sortie;
    let of_one: String;
    let (rule, objet, limite) = match then {
        Conclusion::Positive { compte_le, .. } => {
            ("sortie_a_confirmer", "sortie à confirmer", calendrier::plus_jours(compte_le, days))
        }
        Conclusion::DocumentManquant { le, contrat: None } => {
            ("document_de_sortie", "document qui prouve la sortie à obtenir", le)
        }
        Conclusion::DocumentManquant { le, contrat: Some(debut) } => {
            of_one = format!("document qui prouve le contrat du {} à obtenir", phrase::jour(debut));
            ("document_de_sortie", of_one.as_str(), le)
        }
        Conclusion::AccordAttendu { le } => ("accord_de_sortie", "accord de la personne à recueillir", le),
        Conclusion::TitreAttendu { jusqu_au } => ("titre_attendu", "titre de la formation à recueillir", jusqu_au),
        Conclusion::RepriseAttendue { jusqu_au } => ("reprise_d_emploi", "reprise d'emploi à constater", jusqu_au),
        Conclusion::DecisionAttendue => {
            let last = calendrier::plus_mois(faits.debut, referentiel.sortie.suivi_mois);
            ("decision_de_sortie", "décision de l'équipe d'animation à prendre", last)
        }
        Conclusion::Inconnue => {
            let last = calendrier::plus_mois(faits.debut, referentiel.sortie.suivi_mois);
            of_one = format!("sortie à compléter ({})", tus(&referentiel.sortie, faits, jour).join(", "));
            ("sortie_a_completer", of_one.as_str(), last)
        }
        // Its rules changed, or it was told so by another program: somebody says that it is lost, and the parcours resumes.
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
    use kernel::Code as _;
    use rust_decimal::Decimal;
    use testdata::d;

    use super::*;
    use crate::{
        ConditionDecision, livre,
        regles::sortie::{Contrat, Decision, Insertion, Nature},
    };

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
    fn what_was_awaited_until_a_day_stays_asked_by_that_day_once_it_has_passed() {
        let training = |titre| Faits {
            accord_le: Some(d("2017-06-10")),
            ..Faits::nus(Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: titre }, d("2017-06-01"))
        };
        let awaited = Some(("titre_attendu".to_owned(), d("2018-08-01"), d("2018-08-31")));
        for jour in ["2017-06-02", "2018-08-31", "2018-09-01", "2019-06-01"] {
            assert_eq!(asked(&training(None), jour), awaited, "{jour}");
        }
        let summer = Faits::nus(cdd("2017-08-31"), d("2017-06-01"));
        for jour in ["2017-09-01", "2017-09-16", "2017-09-17", "2018-06-01"] {
            let one = attendu(&livre("guide-ave").unwrap(), &summer, d(jour), None).unwrap();
            assert_eq!((one.regle.as_str(), one.limite), ("reprise_d_emploi", d("2017-09-16")), "{jour}");
        }
    }

    #[test]
    fn what_can_no_longer_be_an_exit_is_still_to_be_said() {
        let broken = Faits { rompu_le: Some(d("2017-09-15")), ..cdi(None) };
        let lost = asked(&broken, "2017-09-16").unwrap();
        assert_eq!((lost.0.as_str(), lost.2), ("sortie_perdue", d("2017-09-15")));
    }

    #[test]
    fn what_another_program_did_not_say_is_asked_for_and_the_exit_is_not_lost() {
        let unsaid = Faits { repris: true, ..Faits::nus(Nature::Insertion(Insertion::default()), d("2017-06-01")) };
        let expected = Some(("sortie_a_completer".to_owned(), d("2017-11-01"), d("2017-12-01")));
        assert_eq!(asked(&unsaid, "2017-06-02"), expected);
        assert_eq!(asked(&unsaid, "2018-03-01"), expected);
        let declared = asked(&Faits { repris: false, ..unsaid }, "2017-06-02").unwrap();
        assert_eq!((declared.0.as_str(), declared.2), ("sortie_perdue", d("2017-06-01")));
    }

    fn cdd(fin: &str) -> Nature {
        Nature::Cdd { fin: d(fin), quotite: Decimal::ONE_HUNDRED, saisonnier: false }
    }

    #[test]
    fn the_document_that_is_asked_for_is_that_of_the_contract_that_nothing_proves() {
        let next = |justifie_le: Option<&str>| Contrat {
            debut: d("2017-09-09"),
            fin: Some(d("2017-12-31")),
            quotite: Decimal::ONE_HUNDRED,
            precedent_rompu_le: None,
            interim: None,
            justifie_le: justifie_le.map(d),
        };
        let asked = |justifie_le| {
            let chain = Faits { nature: cdd("2017-08-31"), suite: vec![next(justifie_le)], ..cdi(Some("2017-06-10")) };
            let one = attendu(&livre("guide-ave").unwrap(), &chain, d("2017-09-10"), None).unwrap();
            (one.regle, one.objet)
        };
        let named = "document qui prouve le contrat du 09/09/2017 à obtenir";
        assert_eq!(asked(None), ("document_de_sortie".to_owned(), named.to_owned()));
        assert_eq!(asked(Some("2017-09-10")).0, "sortie_a_confirmer");
    }

    #[test]
    fn what_is_decided_late_is_to_be_confirmed_from_the_day_of_the_decision() {
        let reponses = ConditionDecision::TOUS.iter().copied().map(|one| (one, true)).collect();
        let (fin, quotite) = (d("2018-02-28"), Decimal::ONE_HUNDRED);
        let pec = Faits {
            nature: Nature::ContratAide { fin, cdi: false, quotite, employeur: None },
            decision: Some(Decision { le: d("2018-03-15"), reponses }),
            ..cdi(Some("2017-06-10"))
        };
        let ready = ("sortie_a_confirmer".to_owned(), d("2018-03-15"), d("2018-04-14"));
        assert_eq!(asked(&pec, "2018-03-15"), Some(ready));
    }
}
