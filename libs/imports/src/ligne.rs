//! The life of a staged line: read, decided of, integrated.

use std::collections::HashMap;

use kernel::{Id, Refus};
use problem::{FieldError, Problem};
use suite_api::{ActionLigne, Doute, EtatLigne, ProblemeLigne};

/// A staged line: it becomes a `K`, unless somebody doubts for a reason `D`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne<K, D> {
    /// Its number in the table.
    pub rang: i32,
    /// Where it stands.
    pub etat: EtatLigne,
    /// What integrating it does, or did.
    pub action: Option<ActionLigne>,
    /// What it completes, replaces or is in.
    pub objet: Option<Id<K>>,
    /// By what it is recognised when it comes again.
    pub reference: Option<String>,
    /// Two lines with the same one may tell of one thing.
    pub(crate) identite: Option<String>,
    /// Changes when, and only when, what the line tells does.
    pub(crate) empreinte: Option<String>,
    /// What is wrong with it.
    pub problemes: Vec<ProblemeLigne>,
    /// Why somebody must decide.
    pub hesitations: Vec<D>,
    /// `None` once it is integrated: what it is in says them.
    pub cellules: Option<Vec<String>>,
    /// When it is integrated among the lines of its group, or among those that stand alone: the smaller first, and in the
    /// order of the table where it is the same.
    pub ordre: i16,
    /// With which other lines of its import it is judged and integrated: those of the same group. `None` of a line that
    /// stands alone.
    pub groupe: Option<String>,
    /// The version of what it replaces that whoever decided of it could see.
    pub vue: Option<i32>,
}

/// A line that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lue<T> {
    /// What it tells.
    pub ligne: T,
    /// By what the line is recognised when it comes again: the identifier in the former program, or the
    /// identity.
    pub reference: String,
    /// Two lines with the same identity may tell of one thing.
    pub identite: String,
    /// Changes when, and only when, what the line tells does.
    pub empreinte: String,
}

/// What a former import left of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connue<K> {
    /// What it is here, or that into which it was merged.
    pub objet: Id<K>,
    /// What the line told.
    pub empreinte: String,
    /// The version that the import left.
    pub version: i32,
    /// Whether somebody changed it since.
    pub modifie_depuis: bool,
}

/// What may happen to a line that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Somebody leaves it out.
    Ecarter,
    /// Somebody says what becomes of it.
    Trancher,
    /// It becomes what it tells.
    Integrer,
    /// It could not.
    Rejeter,
    /// What it replaces was changed since somebody decided.
    Redemander,
}

/// The state after `commande`, or why the present one forbids it.
pub(crate) fn apres(etat: EtatLigne, commande: Commande) -> Result<EtatLigne, Refus> {
    use Commande as C;
    use EtatLigne as E;
    match (commande, etat) {
        (C::Ecarter, E::Rejetee | E::ADecider | E::Prete | E::Ecartee) => Ok(E::Ecartee),
        (C::Ecarter, E::Inchangee | E::Integree) => Err(Refus::new("est déjà intégrée")),
        // A line left out may come back.
        (C::Trancher, E::ADecider | E::Prete | E::Ecartee) => Ok(E::Prete),
        (C::Trancher, E::Rejetee | E::Inchangee | E::Integree) => Err(Refus::new("n'attend pas de décision")),
        (C::Integrer, E::Prete) => Ok(E::Integree),
        (C::Rejeter, E::Prete) => Ok(E::Rejetee),
        (C::Redemander, E::Prete) => Ok(E::ADecider),
        (
            C::Integrer | C::Rejeter | C::Redemander,
            E::Rejetee | E::ADecider | E::Inchangee | E::Integree | E::Ecartee,
        ) => Err(Refus::new("n'est pas prête")),
    }
}

impl<K, D: Doute<K>> Ligne<K, D> {
    /// A line that could not be read.
    #[must_use]
    pub const fn rejetee(rang: i32, cellules: Vec<String>, problemes: Vec<ProblemeLigne>) -> Self {
        Self {
            rang,
            etat: EtatLigne::Rejetee,
            action: None,
            objet: None,
            reference: None,
            identite: None,
            empreinte: None,
            problemes,
            hesitations: Vec::new(),
            cellules: Some(cellules),
            ordre: 0,
            groupe: None,
            vue: None,
        }
    }

    /// A line that could be read and is refused: by its reference, whoever it is about is found again.
    pub fn refusee<T>(rang: i32, lue: Lue<T>, cellules: Vec<String>, problemes: Vec<ProblemeLigne>) -> Self {
        Self { reference: Some(lue.reference), ..Self::rejetee(rang, cellules, problemes) }
    }

    /// A line that could be read: what is done with it, by what former imports left and by what resembles it.
    pub fn classer<T>(
        rang: i32,
        lue: Lue<T>,
        cellules: Vec<String>,
        connues: &HashMap<String, Connue<K>>,
        ressemblances: Vec<D>,
    ) -> Self {
        let known = connues.get(&lue.reference);
        let (etat, action, hesitations) = match known {
            Some(former) if former.empreinte == lue.empreinte => (EtatLigne::Inchangee, None, Vec::new()),
            Some(former) if former.modifie_depuis => (EtatLigne::ADecider, None, vec![D::change(former.objet)]),
            Some(_) => (EtatLigne::Prete, Some(ActionLigne::Remplacer), Vec::new()),
            None if ressemblances.is_empty() => (EtatLigne::Prete, Some(ActionLigne::Creer), Vec::new()),
            None => (EtatLigne::ADecider, None, ressemblances),
        };
        Self {
            rang,
            etat,
            action,
            objet: known.map(|former| former.objet),
            reference: Some(lue.reference),
            identite: Some(lue.identite),
            empreinte: Some(lue.empreinte),
            problemes: Vec::new(),
            hesitations,
            cellules: (etat != EtatLigne::Inchangee).then_some(cellules),
            ordre: 0,
            groupe: None,
            vue: None,
        }
    }

    /// The same, integrated in this order and judged with the lines of this group.
    #[must_use]
    pub fn rangee(self, ordre: i16, groupe: Option<String>) -> Self {
        Self { ordre, groupe, ..self }
    }

    /// The same, of which somebody decides again: what it replaces is not what whoever decided could see.
    ///
    /// # Errors
    /// When it is not ready.
    pub fn redemander(mut self) -> Result<Self, Refus> {
        self.avancer(Commande::Redemander)?;
        (self.action, self.vue) = (None, None);
        if self.hesitations.is_empty() {
            self.hesitations.extend(self.objet.map(D::change));
        }
        Ok(self)
    }

    /// Whether it can be integrated.
    #[must_use]
    pub fn est_prete(&self) -> bool {
        apres(self.etat, Commande::Integrer).is_ok()
    }

    fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// Somebody says what becomes of it (`objet` is what it completes or replaces; that of the hesitation when there
    /// is only one), or leaves it out.
    pub(crate) fn decider(&mut self, action: Option<ActionLigne>, objet: Option<Id<K>>) -> Result<(), FieldError> {
        let rang = self.rang;
        let refused = |detail: String| FieldError::new("/rangs", "incoherent", detail);
        let forbidden = |refus: Refus| refused(format!("la ligne {rang} {refus}"));
        let Some(action) = action else {
            self.avancer(Commande::Ecarter).map_err(forbidden)?;
            self.action = None;
            return Ok(());
        };
        // What could not be read is decided of by nobody, even left out.
        if self.empreinte.is_none() {
            return Err(refused(format!("la ligne {rang} n'attend pas de décision")));
        }
        self.avancer(Commande::Trancher).map_err(forbidden)?;
        let mut proposed = self.hesitations.iter().filter_map(Doute::objet);
        let only = proposed.next().filter(|_| proposed.next().is_none());
        self.objet = match action {
            ActionLigne::Creer if self.hesitations.iter().any(Doute::modifie_depuis) => {
                let detail =
                    format!("la ligne {rang} est déjà reprise : complétez ou remplacez ce qu'elle est devenue");
                return Err(refused(detail));
            }
            ActionLigne::Creer => None,
            ActionLigne::Completer | ActionLigne::Remplacer => {
                let told = objet.or(only);
                Some(told.ok_or_else(|| refused(format!("dites ce que la ligne {rang} complète ou remplace")))?)
            }
        };
        self.action = Some(action);
        Ok(())
    }

    /// It could not be integrated.
    pub(crate) fn rejeter(&mut self, problem: &Problem) -> Result<(), Refus> {
        self.avancer(Commande::Rejeter)?;
        self.action = None;
        let code = problem.slug.as_str().to_owned();
        self.problemes = vec![ProblemeLigne { colonne: None, code, detail: problem.detail.clone() }];
        Ok(())
    }
}

/// Of lines that are read group after group, those of whole groups, when there are more than `limite`: the last group may go
/// on. Of one group that has more, as many.
pub(crate) fn entieres<K, D>(mut lignes: Vec<Ligne<K, D>>, limite: usize) -> Vec<Ligne<K, D>> {
    if lignes.len() > limite {
        let last = lignes.last().and_then(|one| one.groupe.clone());
        let whole = lignes.iter().take_while(|one| one.groupe != last).count();
        lignes.truncate(if whole == 0 { limite } else { whole });
    }
    lignes
}

/// The numbers of the lines that are integrated together or not at all: those of a group, and each that stands alone.
pub(crate) fn ensembles<K, D>(lignes: &[Ligne<K, D>]) -> Vec<Vec<i32>> {
    let together = lignes.chunk_by(|one, next| one.groupe.is_some() && one.groupe == next.groupe);
    together.map(|lines| lines.iter().map(|one| one.rang).collect()).collect()
}

#[cfg(test)]
mod tests {
    use kernel::{Code, ParticipantId, kind, machine::ecarts};
    use serde::{Deserialize, Serialize};

    use super::*;
    use Commande as C;
    use EtatLigne as E;

    #[test]
    fn a_line_does_what_its_table_says_and_nothing_else() {
        let mut table = vec![
            (E::Prete, C::Integrer, E::Integree),
            (E::Prete, C::Rejeter, E::Rejetee),
            (E::Prete, C::Redemander, E::ADecider),
        ];
        for etat in [E::Rejetee, E::ADecider, E::Prete, E::Ecartee] {
            table.push((etat, C::Ecarter, E::Ecartee));
        }
        for etat in [E::ADecider, E::Prete, E::Ecartee] {
            table.push((etat, C::Trancher, E::Prete));
        }
        // Reading a line gives its first state.
        let first = [E::Rejetee, E::ADecider, E::Prete, E::Inchangee];
        let commandes = [C::Ecarter, C::Trancher, C::Integrer, C::Rejeter, C::Redemander];
        assert_eq!(ecarts(&first, E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    struct Hesitation {
        objet: Option<ParticipantId>,
        modifie_depuis: bool,
    }

    impl Doute<kind::Participant> for Hesitation {
        fn objet(&self) -> Option<ParticipantId> {
            self.objet
        }

        fn modifie_depuis(&self) -> bool {
            self.modifie_depuis
        }

        fn change(objet: ParticipantId) -> Self {
            Self { objet: Some(objet), modifie_depuis: true }
        }

        fn meme_identite() -> Self {
            Self { objet: None, modifie_depuis: false }
        }
    }

    fn hesitation(objet: u128, modifie_depuis: bool) -> Hesitation {
        Hesitation { objet: Some(Id::from_u128(objet)), modifie_depuis }
    }

    type Une = Ligne<kind::Participant, Hesitation>;

    fn ligne(etat: E, hesitations: Vec<Hesitation>) -> Une {
        Une { etat, hesitations, empreinte: Some(String::new()), ..Une::rejetee(12, vec![], vec![]) }
    }

    #[test]
    fn the_only_thing_that_resembles_a_line_is_the_one_to_complete() {
        let complete = Some(ActionLigne::Completer);
        let mut one = ligne(E::ADecider, vec![hesitation(1, false)]);
        one.decider(complete, None).unwrap();
        assert_eq!((one.etat, one.objet), (E::Prete, Some(Id::from_u128(1))));
        let mut two = ligne(E::ADecider, vec![hesitation(1, false), hesitation(2, false)]);
        assert!(two.decider(complete, None).is_err());
    }

    #[test]
    fn a_line_whose_thing_was_changed_since_makes_no_second_one() {
        let mut one = ligne(E::ADecider, vec![hesitation(1, true)]);
        assert!(one.decider(Some(ActionLigne::Creer), None).is_err());
    }

    #[test]
    fn a_decision_that_is_taken_again_forgets_what_was_decided_and_keeps_why() {
        let mut one = ligne(E::ADecider, vec![hesitation(1, true)]);
        one.decider(Some(ActionLigne::Remplacer), None).unwrap();
        one.vue = Some(4);
        let again = one.redemander().unwrap();
        assert_eq!((again.etat, again.action, again.vue), (E::ADecider, None, None));
        assert_eq!(again.hesitations, [hesitation(1, true)]);
        assert!(again.redemander().is_err(), "it waits already");
        let undecided = Une { objet: Some(Id::from_u128(7)), ..ligne(E::Prete, vec![]) };
        assert_eq!(undecided.redemander().unwrap().hesitations, [hesitation(7, true)]);
    }

    #[test]
    fn what_could_not_be_read_is_left_out_and_not_decided_of() {
        let mut one = Une { empreinte: None, ..ligne(E::Rejetee, vec![]) };
        assert!(one.decider(None, None).is_ok());
        assert_eq!(one.etat, E::Ecartee);
        assert!(one.decider(Some(ActionLigne::Creer), None).is_err());
    }

    /// Lines of these groups, in this order.
    fn groupees(groupes: &[Option<&str>]) -> Vec<Une> {
        let line = |(rang, groupe): (i32, Option<&str>)| Une {
            groupe: groupe.map(str::to_owned),
            ..Une::rejetee(rang, vec![], vec![])
        };
        (1..).zip(groupes.iter().copied()).map(line).collect()
    }

    #[test]
    fn a_batch_has_whole_groups_and_as_much_as_it_holds_of_one_that_no_batch_does() {
        let of = |groupes: &[Option<&str>], limite| entieres(groupees(groupes), limite).len();
        let (a, b) = (Some("a"), Some("b"));
        assert_eq!(of(&[a, a, b], 3), 3);
        assert_eq!(of(&[a, a, b, b], 3), 2, "the second group may go on");
        assert_eq!(of(&[a, a, a, b], 3), 3);
        assert_eq!(of(&[a, a, a, a], 3), 3, "it goes on in the next batch");
    }

    #[test]
    fn lines_of_a_group_are_integrated_together_and_others_each_by_itself() {
        let (a, b) = (Some("a"), Some("b"));
        assert_eq!(ensembles(&groupees(&[None, None, a, a, b])), [vec![1], vec![2], vec![3, 4], vec![5]]);
    }
}
