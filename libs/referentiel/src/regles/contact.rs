//! Monthly contact (seed 000: one interview of an hour, or one contact while délégué).

use kernel::Duree;

use crate::{Referentiel, Verdict};

/// How a person is accompanied during the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By the référent alone.
    Individuel,
    /// In an ACI, in training or in a job: someone else is there every day.
    Delegue,
}

/// One contact of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// A signed interview of this length.
    Entretien(Duree),
    /// A telephone call or a follow-up meeting.
    Autre,
}

/// Whether the month's contacts keep the rule. `None` where the territory has no rule.
#[must_use]
pub fn du_mois(referentiel: &Referentiel, mode: Mode, contacts: &[Contact]) -> Option<Verdict<bool>> {
    let rule = referentiel.contact?;
    let interviews = || {
        contacts.iter().filter_map(|contact| match contact {
            Contact::Entretien(duree) => Some(*duree),
            Contact::Autre => None,
        })
    };
    let verdict = match mode {
        Mode::Delegue => {
            let met = contacts.len() >= rule.contacts_delegue;
            let sentence = format!(
                "{} contact(s) sur {} dans le mois, accompagnement délégué",
                contacts.len(),
                rule.contacts_delegue
            );
            Verdict::new(referentiel, "contact_du_mois", met, sentence)
        }
        Mode::Individuel => {
            let required = Duree::try_from(rule.entretien_minutes).unwrap_or_default();
            let counted = if rule.cumulable { interviews().sum() } else { interviews().max().unwrap_or_default() };
            let short = required.moins(counted);
            let sentence = if short == Duree::ZERO {
                "entretien du mois tenu".to_owned()
            } else {
                format!("il manque {} min d'entretien dans le mois", short.minutes())
            };
            Verdict::new(referentiel, "contact_du_mois", short == Duree::ZERO, sentence)
                .fait("minutes manquantes", short.minutes())
        }
    };
    Some(verdict.fait("contacts du mois", contacts.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    const SHORT: Contact = Contact::Entretien(Duree::heures_minutes(0, 45));
    const QUARTER: Contact = Contact::Entretien(Duree::heures_minutes(0, 15));

    #[test]
    fn an_interview_of_45_minutes_is_15_short() {
        let verdict = du_mois(&livre("grand-chalon").unwrap(), Mode::Individuel, &[SHORT]).unwrap();
        assert!(!verdict.conclusion);
        assert_eq!(verdict.raison.explication, "il manque 15 min d'entretien dans le mois");
    }

    #[test]
    fn times_add_up_only_where_the_territory_lets_them() {
        let mut chalon = livre("grand-chalon").unwrap();
        assert!(!du_mois(&chalon, Mode::Individuel, &[SHORT, QUARTER]).unwrap().conclusion);
        chalon.contact.as_mut().unwrap().cumulable = true;
        assert!(du_mois(&chalon, Mode::Individuel, &[SHORT, QUARTER]).unwrap().conclusion);
    }

    #[test]
    fn one_telephone_call_is_enough_while_delegue_and_only_then() {
        let chalon = livre("grand-chalon").unwrap();
        assert!(du_mois(&chalon, Mode::Delegue, &[Contact::Autre]).unwrap().conclusion);
        assert!(!du_mois(&chalon, Mode::Delegue, &[]).unwrap().conclusion);
        assert!(!du_mois(&chalon, Mode::Individuel, &[Contact::Autre]).unwrap().conclusion);
    }
}
