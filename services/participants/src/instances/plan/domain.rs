//! The life of an action of an instance.

use chrono::NaiveDate;
use kernel::{ActeurId, ActionInstanceId, CommissionId, ParticipantId, Refus, phrase};
use participants_api::EtatActionInstance;
use problem::{FieldError, Problem};
use serde::{Deserialize, Serialize};

use crate::instances::commission::domain::session::Commission;

/// What a session decided that somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActionInstance {
    pub(crate) id: ActionInstanceId,
    /// The session that decided it, its instance and its day.
    pub(crate) commission: CommissionId,
    pub(crate) instance: String,
    pub(crate) decidee_le: NaiveDate,
    pub(crate) participant: Option<ParticipantId>,
    pub(crate) quoi: String,
    pub(crate) qui: String,
    pub(crate) echeance: NaiveDate,
    pub(crate) etat: EtatActionInstance,
    /// What following sessions noted, oldest first.
    pub(crate) suites: Vec<Suite>,
    pub(crate) creee_par: ActeurId,
}

/// What a following session noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Suite {
    pub(crate) commission: CommissionId,
    pub(crate) le: NaiveDate,
    pub(crate) etat: EtatActionInstance,
    pub(crate) resultat: String,
    pub(crate) echeance: Option<NaiveDate>,
    pub(crate) par: ActeurId,
}

/// The state after a session noted this one, or why the present one forbids it: what is over is first to be done again.
fn apres(etat: EtatActionInstance, notee: EtatActionInstance) -> Result<EtatActionInstance, Refus> {
    use EtatActionInstance as E;
    match (notee, etat) {
        (notee, E::AFaire) => Ok(notee),
        (E::AFaire, E::Faite | E::Abandonnee) => Ok(E::AFaire),
        (E::Faite | E::Abandonnee, E::Faite | E::Abandonnee) => {
            Err(Refus::new("L’action est terminée : dites d’abord qu’elle est à faire de nouveau."))
        }
    }
}

/// What is to be done is so until the day of the session that says it, at the earliest.
pub(crate) fn a_temps(echeance: NaiveDate, tenue_le: NaiveDate) -> Result<(), FieldError> {
    if echeance < tenue_le {
        let detail = format!("attendu : le {}, jour de la séance, ou plus tard", phrase::jour(tenue_le));
        return Err(FieldError::new("/echeance", "incoherent", detail));
    }
    Ok(())
}

impl ActionInstance {
    /// Notes what came of it in a session of its instance that follows.
    pub(crate) fn suivre(&mut self, session: &Commission, suite: Suite) -> Result<(), Problem> {
        if self.instance != session.instance {
            return Err(Problem::field("/action", "incoherent", "cette action est d'une autre instance"));
        }
        if self.commission == session.id || self.decidee_le > session.tenue_le {
            let detail = "une action se suit dans une séance qui vient après celle qui l'a décidée";
            return Err(Problem::field("/action", "incoherent", detail));
        }
        self.etat = apres(self.etat, suite.etat)?;
        if let Some(echeance) = suite.echeance {
            if self.etat != EtatActionInstance::AFaire {
                let detail = "une action terminée n'a plus d'échéance";
                return Err(Problem::field("/echeance", "incoherent", detail));
            }
            a_temps(echeance, session.tenue_le)?;
            self.echeance = echeance;
        }
        self.suites.push(suite);
        Ok(())
    }

    /// What came of it last.
    pub(crate) fn resultat(&self) -> Option<&str> {
        self.suites.last().map(|suite| suite.resultat.as_str())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use EtatActionInstance as E;

    fn seance(number: u128, instance: &str, tenue_le: &str) -> Commission {
        Commission::prevoir(Id::from_u128(number), instance.to_owned(), d(tenue_le), None)
    }

    fn action() -> ActionInstance {
        ActionInstance {
            id: Id::MIN,
            commission: Id::from_u128(1),
            instance: "comite_suivi".to_owned(),
            decidee_le: d("2026-03-12"),
            participant: None,
            quoi: "demander une place en crèche".to_owned(),
            qui: "Claire Petit".to_owned(),
            echeance: d("2026-04-15"),
            etat: E::AFaire,
            suites: vec![],
            creee_par: Id::MIN,
        }
    }

    fn suivie(one: &mut ActionInstance, session: &Commission, etat: E, echeance: Option<&str>) -> Result<(), Problem> {
        let (commission, le, echeance) = (session.id, session.tenue_le, echeance.map(d));
        let suite = Suite { commission, le, etat, resultat: "vu".to_owned(), echeance, par: Id::MIN };
        one.suivre(session, suite)
    }

    #[test]
    fn an_action_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::AFaire, E::AFaire, E::AFaire),
            (E::AFaire, E::Faite, E::Faite),
            (E::AFaire, E::Abandonnee, E::Abandonnee),
            (E::Faite, E::AFaire, E::AFaire),
            (E::Abandonnee, E::AFaire, E::AFaire),
        ];
        assert_eq!(ecarts(&[E::AFaire], E::TOUS, E::TOUS, &table, apres), [""; 0]);
    }

    #[test]
    fn an_action_is_followed_by_its_own_instance_in_a_later_session() {
        let next = seance(2, "comite_suivi", "2026-04-09");
        assert!(suivie(&mut action(), &seance(2, "commission", "2026-04-09"), E::Faite, None).is_err());
        assert!(suivie(&mut action(), &seance(1, "comite_suivi", "2026-03-12"), E::Faite, None).is_err(), "the same");
        assert!(suivie(&mut action(), &seance(2, "comite_suivi", "2026-03-11"), E::Faite, None).is_err(), "before it");
        let mut one = action();
        suivie(&mut one, &next, E::AFaire, Some("2026-05-15")).unwrap();
        assert_eq!((one.echeance, one.resultat()), (d("2026-05-15"), Some("vu")));
        suivie(&mut one, &next, E::Faite, None).unwrap();
        assert_eq!((one.etat, one.suites.len()), (E::Faite, 2), "what was noted before stays");
    }

    #[test]
    fn what_is_to_be_done_is_so_until_the_day_of_the_session_at_the_earliest() {
        let next = seance(2, "comite_suivi", "2026-04-09");
        let moved = |echeance| suivie(&mut action(), &next, E::AFaire, Some(echeance)).is_ok();
        assert_eq!((moved("2026-04-08"), moved("2026-04-09")), (false, true));
        assert!(suivie(&mut action(), &next, E::Faite, Some("2026-05-15")).is_err(), "it is done");
    }
}
