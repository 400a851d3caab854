//! The deadline of a diagnosis, and the appointments that it takes.

use referentiel::{Attendu, Raison, Referentiel, regles::diagnostic};

use crate::entree::candidature::domain::Candidature;

/// By when the diagnosis of a candidature is to be made, once a référent has it and until it is: before the entry, or, of who
/// entered by a collective action, for as long as they are followed.
pub(crate) fn delai(referentiel: &Referentiel, candidature: &Candidature) -> Option<Attendu> {
    let affectee_le = candidature.affectee_le.filter(|_| candidature.attend_le_diagnostic())?;
    diagnostic::delai(referentiel, affectee_le)
}

/// How many of the appointments that the diagnosis takes on average were kept (`tenus`), until it is made.
pub(crate) fn rendez_vous(referentiel: &Referentiel, candidature: &Candidature, tenus: usize) -> Option<Raison> {
    candidature.affectee_le.filter(|_| candidature.attend_le_diagnostic())?;
    diagnostic::rendez_vous(referentiel, tenus).map(|verdict| verdict.raison)
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use participants_api::EtatCandidature as E;
    use referentiel::{EtatEcheance, livre};
    use testdata::d;

    use super::*;

    /// Filed on 2 March 2015, and retained by a collective action of the 10th.
    fn retenue() -> Candidature {
        let mut one = Candidature::deposer(Id::MIN, Id::MIN, None, d("2015-03-02"));
        one.retenir(Id::MIN, d("2015-03-10"), Id::MIN).unwrap();
        one
    }

    #[test]
    fn who_entered_by_a_collective_action_has_six_weeks_from_their_entry() {
        let clermont = livre("clermont").unwrap();
        let due = delai(&clermont, &retenue()).unwrap();
        let on = |jour| due.le(d(jour)).conclusion;
        assert_eq!((on("2015-04-21"), on("2015-04-22")), (EtatEcheance::DernierJour, EtatEcheance::Depassee));
        let mut noted = retenue();
        noted.acter(d("2015-03-19")).unwrap();
        assert_eq!(delai(&clermont, &noted), Some(due), "that the commission took note changes nothing");
    }

    #[test]
    fn nothing_is_due_once_the_diagnosis_is_shared_or_the_person_has_left() {
        let clermont = livre("clermont").unwrap();
        let due = |one: Candidature| delai(&clermont, &one).is_some();
        assert!(!due(Candidature { diagnostiquee_le: Some(d("2015-03-20")), ..retenue() }));
        assert!(!due(Candidature { suivi_termine_le: Some(d("2015-03-20")), ..retenue() }));
        assert!(!due(Candidature { etat: E::Contractualisee, action: None, ..retenue() }), "entered by the commission");
        assert!(!due(Candidature { etat: E::NonEntree, action: None, entree_le: None, ..retenue() }));
    }
}
