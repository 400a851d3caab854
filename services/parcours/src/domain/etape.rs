//! The life of an étape.

use kernel::Code;
use parcours_api::EtatEtape;

/// What may happen to an étape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evenement {
    Accepter,
    Demarrer,
    Terminer,
    Rompre,
}

/// The state after `evenement`, or why the present one forbids it.
pub(crate) fn apres(etat: EtatEtape, evenement: Evenement) -> Result<EtatEtape, String> {
    use EtatEtape as E;
    match (evenement, etat) {
        (Evenement::Accepter, E::Positionnee) => Ok(E::Acceptee),
        (Evenement::Demarrer, E::Positionnee | E::Acceptee) => Ok(E::Demarree),
        (Evenement::Terminer, E::Demarree) => Ok(E::Terminee),
        (Evenement::Rompre, E::Demarree) => Ok(E::Rompue),
        (Evenement::Rompre, E::Positionnee | E::Acceptee) => Ok(E::Abandonnee),
        (Evenement::Terminer, E::Positionnee | E::Acceptee) => Err("L'étape n'a pas démarré.".to_owned()),
        (_, etat) => Err(format!("L'étape est {}.", etat.code())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etape_ends_only_after_it_began_and_once() {
        assert!(apres(EtatEtape::Positionnee, Evenement::Terminer).is_err());
        assert_eq!(apres(EtatEtape::Acceptee, Evenement::Demarrer), Ok(EtatEtape::Demarree));
        assert_eq!(apres(EtatEtape::Demarree, Evenement::Rompre), Ok(EtatEtape::Rompue));
        for over in [EtatEtape::Terminee, EtatEtape::Rompue, EtatEtape::Abandonnee] {
            for event in [Evenement::Accepter, Evenement::Demarrer, Evenement::Terminer, Evenement::Rompre] {
                assert!(apres(over, event).is_err(), "{over:?} {event:?}");
            }
        }
    }

    #[test]
    fn an_etape_that_never_began_is_given_up_not_broken() {
        assert_eq!(apres(EtatEtape::Positionnee, Evenement::Rompre), Ok(EtatEtape::Abandonnee));
    }
}
