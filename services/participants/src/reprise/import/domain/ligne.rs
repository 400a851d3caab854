//! The life of a staged line: read, decided of, integrated.

use std::collections::HashMap;

use kernel::{ParticipantId, Refus};
use participants_api::{ActionLigne, DecisionLignes, EtatLigne, Hesitation, ProblemeLigne};
use problem::FieldError;

use crate::reprise::import::domain::lecteur::Lue;

/// A staged line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ligne {
    pub(crate) rang: i32,
    pub(crate) etat: EtatLigne,
    pub(crate) action: Option<ActionLigne>,
    pub(crate) participant: Option<ParticipantId>,
    pub(crate) reference: Option<String>,
    pub(crate) identite: Option<String>,
    pub(crate) empreinte: Option<String>,
    pub(crate) problemes: Vec<ProblemeLigne>,
    pub(crate) hesitations: Vec<Hesitation>,
    /// `None` once they are in a file.
    pub(crate) cellules: Option<Vec<String>>,
}

/// What a former import left of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReferenceConnue {
    /// The file, or the one into which it was merged.
    pub(crate) participant: ParticipantId,
    pub(crate) empreinte: String,
    /// Whether somebody changed the file since.
    pub(crate) modifie_depuis: bool,
}

/// What may happen to a line that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Somebody leaves it out.
    Ecarter,
    /// Somebody says what becomes of it.
    Trancher,
    /// It goes into a file of a person.
    Integrer,
    /// It could not.
    Rejeter,
}

/// The state after `commande`, or why the present one forbids it.
pub(crate) fn apres(etat: EtatLigne, commande: Commande) -> Result<EtatLigne, Refus> {
    use Commande as C;
    use EtatLigne as E;
    match (commande, etat) {
        (C::Ecarter, E::Rejetee | E::ADecider | E::Prete | E::Ecartee) => Ok(E::Ecartee),
        (C::Ecarter, E::Inchangee | E::Integree) => Err(Refus::new("est déjà dans un dossier")),
        // A line left out may come back.
        (C::Trancher, E::ADecider | E::Prete | E::Ecartee) => Ok(E::Prete),
        (C::Trancher, E::Rejetee | E::Inchangee | E::Integree) => Err(Refus::new("n'attend pas de décision")),
        (C::Integrer, E::Prete) => Ok(E::Integree),
        (C::Rejeter, E::Prete) => Ok(E::Rejetee),
        (C::Integrer | C::Rejeter, E::Rejetee | E::ADecider | E::Inchangee | E::Integree | E::Ecartee) => {
            Err(Refus::new("n'est pas prête"))
        }
    }
}

impl Ligne {
    /// A line that could not be read.
    pub(crate) const fn rejetee(rang: i32, cellules: Vec<String>, problemes: Vec<ProblemeLigne>) -> Self {
        Self {
            rang,
            etat: EtatLigne::Rejetee,
            action: None,
            participant: None,
            reference: None,
            identite: None,
            empreinte: None,
            problemes,
            hesitations: Vec::new(),
            cellules: Some(cellules),
        }
    }

    /// A line that could be read: what is done with it, by what former imports left and by the files that
    /// resemble it.
    pub(crate) fn classer(
        rang: i32,
        lue: Lue,
        cellules: Vec<String>,
        connues: &HashMap<String, ReferenceConnue>,
        ressemblances: Vec<Hesitation>,
    ) -> Self {
        let known = connues.get(&lue.reference);
        let (etat, action, hesitations) = match known {
            Some(former) if former.empreinte == lue.empreinte => (EtatLigne::Inchangee, None, Vec::new()),
            Some(former) if former.modifie_depuis => {
                let participant = Some(former.participant);
                let changed = Hesitation { participant, ligne: None, raisons: Vec::new(), modifie_depuis: true };
                (EtatLigne::ADecider, None, vec![changed])
            }
            Some(_) => (EtatLigne::Prete, Some(ActionLigne::Remplacer), Vec::new()),
            None if ressemblances.is_empty() => (EtatLigne::Prete, Some(ActionLigne::Creer), Vec::new()),
            None => (EtatLigne::ADecider, None, ressemblances),
        };
        Self {
            rang,
            etat,
            action,
            participant: known.map(|former| former.participant),
            reference: Some(lue.reference),
            identite: Some(lue.identite),
            empreinte: Some(lue.empreinte),
            problemes: Vec::new(),
            hesitations,
            cellules: (etat != EtatLigne::Inchangee).then_some(cellules),
        }
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// Somebody says what becomes of it, or leaves it out.
    pub(crate) fn decider(&mut self, decision: &DecisionLignes) -> Result<(), FieldError> {
        let rang = self.rang;
        let refused = |detail: String| FieldError::new("/rangs", "incoherent", detail);
        let forbidden = |refus: Refus| refused(format!("la ligne {rang} {refus}"));
        let Some(action) = decision.action else {
            self.avancer(Commande::Ecarter).map_err(forbidden)?;
            self.action = None;
            return Ok(());
        };
        // What could not be read is decided of by nobody, even left out.
        if self.empreinte.is_none() {
            return Err(refused(format!("la ligne {rang} n'attend pas de décision")));
        }
        self.avancer(Commande::Trancher).map_err(forbidden)?;
        let mut proposed = self.hesitations.iter().filter_map(|one| one.participant);
        let only = proposed.next().filter(|_| proposed.next().is_none());
        self.participant = match action {
            ActionLigne::Creer if self.hesitations.iter().any(|one| one.modifie_depuis) => {
                let detail = format!("la ligne {rang} est déjà un dossier : complétez-le ou remplacez-le");
                return Err(refused(detail));
            }
            ActionLigne::Creer => None,
            ActionLigne::Completer | ActionLigne::Remplacer => {
                let told = decision.participant.or(only);
                Some(told.ok_or_else(|| refused(format!("dites dans quel dossier va la ligne {rang}")))?)
            }
        };
        self.action = Some(action);
        Ok(())
    }

    /// It could not be integrated.
    pub(crate) fn rejeter(&mut self, probleme: ProblemeLigne) -> Result<(), Refus> {
        self.avancer(Commande::Rejeter)?;
        self.action = None;
        self.problemes = vec![probleme];
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};

    use super::*;
    use Commande as C;
    use EtatLigne as E;

    #[test]
    fn a_line_does_what_its_table_says_and_nothing_else() {
        let mut table = vec![(E::Prete, C::Integrer, E::Integree), (E::Prete, C::Rejeter, E::Rejetee)];
        for etat in [E::Rejetee, E::ADecider, E::Prete, E::Ecartee] {
            table.push((etat, C::Ecarter, E::Ecartee));
        }
        for etat in [E::ADecider, E::Prete, E::Ecartee] {
            table.push((etat, C::Trancher, E::Prete));
        }
        // Reading a line gives its first state.
        let first = [E::Rejetee, E::ADecider, E::Prete, E::Inchangee];
        let commandes = [C::Ecarter, C::Trancher, C::Integrer, C::Rejeter];
        assert_eq!(ecarts(&first, E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    fn hesitation(participant: u128, modifie_depuis: bool) -> Hesitation {
        let participant = Some(Id::from_u128(participant));
        Hesitation { participant, ligne: None, raisons: vec![], modifie_depuis }
    }

    fn ligne(etat: E, hesitations: Vec<Hesitation>) -> Ligne {
        Ligne { etat, hesitations, empreinte: Some(String::new()), ..Ligne::rejetee(12, vec![], vec![]) }
    }

    fn decision(action: Option<ActionLigne>) -> DecisionLignes {
        DecisionLignes { rangs: vec![12], action, participant: None }
    }

    #[test]
    fn the_only_file_that_resembles_a_line_is_the_one_to_complete() {
        let complete = decision(Some(ActionLigne::Completer));
        let mut one = ligne(E::ADecider, vec![hesitation(1, false)]);
        one.decider(&complete).unwrap();
        assert_eq!((one.etat, one.participant), (E::Prete, Some(Id::from_u128(1))));
        let mut two = ligne(E::ADecider, vec![hesitation(1, false), hesitation(2, false)]);
        assert!(two.decider(&complete).is_err());
    }

    #[test]
    fn a_line_whose_file_was_changed_since_makes_no_second_file() {
        let mut one = ligne(E::ADecider, vec![hesitation(1, true)]);
        assert!(one.decider(&decision(Some(ActionLigne::Creer))).is_err());
    }

    #[test]
    fn what_could_not_be_read_is_left_out_and_not_decided_of() {
        let mut one = Ligne { empreinte: None, ..ligne(E::Rejetee, vec![]) };
        assert!(one.decider(&decision(None)).is_ok());
        assert_eq!(one.etat, E::Ecartee);
        assert!(one.decider(&decision(Some(ActionLigne::Creer))).is_err());
    }
}
