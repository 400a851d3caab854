//! The life of a candidature.

use kernel::Code;
use participants_api::{Decision, EtatCandidature};

/// What one may want to do with a candidature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Give it to a référent.
    Affecter,
    /// Record its diagnosis.
    Diagnostiquer,
    /// Record its diagnosis again, once the commission has decided.
    Actualiser,
    /// Put it on the agenda of a commission.
    Inscrire,
    /// The commission decided.
    Decider(Decision),
    /// A new decision corrects the last one.
    Corriger(Decision),
    /// The contract bears its last signature.
    Contractualiser,
    /// The person does not enter.
    NePasEntrer,
}

/// An action that the state forbids, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{raison}")]
pub(crate) struct Refus {
    pub(crate) raison: &'static str,
}

impl Commande {
    /// Those that `actions` of the resource shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 4] = [
        ("affectation", Self::Affecter),
        ("diagnostic", Self::Diagnostiquer),
        ("inscription", Self::Inscrire),
        ("non-entree", Self::NePasEntrer),
    ];
}

/// The state after `commande`, or why the present one forbids it.
pub(crate) fn apres(etat: EtatCandidature, commande: Commande) -> Result<EtatCandidature, Refus> {
    use EtatCandidature as E;
    let no = |raison| Err(Refus { raison });
    match (commande, etat) {
        (Commande::Actualiser, E::Validee | E::Contractualisee) => Ok(etat),
        (Commande::Actualiser, _) => no("la personne n'est pas encore entrée : complétez le diagnostic"),
        (Commande::Corriger(decision), E::Validee | E::Refusee | E::Ajournee | E::Reorientee) => Ok(decidee(decision)),
        (Commande::Corriger(_), E::Contractualisee) => no("le contrat est signé : la personne sort par une sortie"),
        (Commande::Corriger(_), _) => no("aucune décision à corriger"),
        (_, E::Refusee | E::Reorientee | E::NonEntree) => no("la candidature est terminée"),
        (_, E::Contractualisee) => no("la personne est entrée et son contrat est signé"),
        (Commande::Affecter, E::Deposee | E::Affectee) => Ok(E::Affectee),
        (Commande::Affecter, _) => no("la candidature est déjà diagnostiquée"),
        (Commande::Diagnostiquer, E::Affectee | E::Diagnostic | E::Ajournee) => Ok(E::Diagnostic),
        (Commande::Diagnostiquer, E::Deposee) => no("la candidature n'est pas encore affectée à un référent"),
        (Commande::Diagnostiquer, _) => no("la candidature est déjà présentée à la commission"),
        (Commande::Inscrire, E::Diagnostic | E::Ajournee) => Ok(E::Presentee),
        (Commande::Inscrire, E::Presentee) => no("la candidature est déjà à l'ordre du jour d'une commission"),
        (Commande::Inscrire, E::Validee) => no("la commission a déjà décidé"),
        (Commande::Inscrire, _) => no("le diagnostic n'est pas encore établi"),
        (Commande::Decider(decision), E::Presentee) => Ok(decidee(decision)),
        (Commande::Decider(_), _) => no("la candidature n'est pas à l'ordre du jour de cette commission"),
        (Commande::Contractualiser, E::Validee) => Ok(E::Contractualisee),
        (Commande::Contractualiser, _) => no("la commission n'a pas validé l'entrée"),
        (Commande::NePasEntrer, E::Validee) => no("la commission a validé l'entrée"),
        (Commande::NePasEntrer, _) => Ok(E::NonEntree),
    }
}

const fn decidee(decision: Decision) -> EtatCandidature {
    match decision {
        Decision::Validee => EtatCandidature::Validee,
        Decision::Refusee => EtatCandidature::Refusee,
        Decision::Ajournee => EtatCandidature::Ajournee,
        Decision::Reorientee => EtatCandidature::Reorientee,
    }
}

impl Refus {
    /// The problem that says so.
    pub(crate) fn problem(self, etat: EtatCandidature) -> problem::Problem {
        let detail = format!("{} (état : {}).", self.raison, etat.code());
        problem::Problem::new(problem::Slug::TransitionInterdite, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EtatCandidature as E;

    const ALL: [Commande; 9] = [
        Commande::Affecter,
        Commande::Diagnostiquer,
        Commande::Inscrire,
        Commande::Decider(Decision::Validee),
        Commande::Decider(Decision::Refusee),
        Commande::Decider(Decision::Ajournee),
        Commande::Decider(Decision::Reorientee),
        Commande::Contractualiser,
        Commande::NePasEntrer,
    ];

    #[test]
    fn the_whole_way_leads_to_a_signed_contract() {
        let way = [
            Commande::Affecter,
            Commande::Diagnostiquer,
            Commande::Inscrire,
            Commande::Decider(Decision::Ajournee),
            Commande::Inscrire,
            Commande::Decider(Decision::Validee),
            Commande::Contractualiser,
        ];
        assert_eq!(way.iter().try_fold(E::Deposee, |etat, commande| apres(etat, *commande)), Ok(E::Contractualisee));
    }

    #[test]
    fn nothing_but_a_correction_moves_what_is_over() {
        for etat in [E::Refusee, E::Reorientee, E::NonEntree, E::Contractualisee] {
            for commande in ALL {
                assert!(apres(etat, commande).is_err(), "{etat:?} {commande:?}");
            }
        }
    }

    #[test]
    fn a_decision_is_corrected_until_the_contract_is_signed() {
        use Decision::{Refusee, Validee};
        assert_eq!(apres(E::Refusee, Commande::Corriger(Validee)), Ok(E::Validee));
        assert_eq!(apres(E::Validee, Commande::Corriger(Refusee)), Ok(E::Refusee));
        for etat in [E::Contractualisee, E::NonEntree, E::Presentee, E::Deposee] {
            assert!(apres(etat, Commande::Corriger(Validee)).is_err(), "{etat:?}");
        }
    }

    #[test]
    fn only_a_commission_validates_and_only_from_its_agenda() {
        for etat in E::TOUS {
            for commande in ALL {
                if apres(*etat, commande) == Ok(E::Validee) {
                    assert_eq!((*etat, commande), (E::Presentee, Commande::Decider(Decision::Validee)));
                }
            }
        }
    }
}
