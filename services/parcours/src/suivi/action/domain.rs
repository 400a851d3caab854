//! The life of a line of the plan of action.

use std::cmp::Reverse;

use chrono::NaiveDate;
use kernel::{ActeurId, ActionId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, phrase};
use parcours_api::{ActionPrevueParcours, EtatAction, Porteur};
use problem::FieldError;

use crate::vie::parcours::domain::{Commande as CommandeParcours, Parcours};

/// Lines of a plan of action, at most: a plan is read whole.
pub(crate) const LIGNES: usize = 200;

/// A line of the plan of action of a parcours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Action {
    pub(crate) id: ActionId,
    /// Of what people edit.
    pub(crate) version: i32,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) ecrit: ActionPrevueParcours,
    pub(crate) etat: EtatAction,
    pub(crate) etat_le: NaiveDate,
    pub(crate) resultat: Option<String>,
    pub(crate) par: ActeurId,
}

impl Nominatif for Action {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What may happen to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// It is written otherwise.
    Modifier,
    /// It moves to another state.
    Avancer(EtatAction),
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatAction, commande: Commande) -> Result<EtatAction, Refus> {
    use Commande as C;
    use EtatAction as E;
    match (commande, etat) {
        (_, E::Faite | E::Abandonnee) => {
            Err(Refus::new(format!("La ligne est {} : ce qui continue s'écrit sur une autre.", etat.libelle())))
        }
        (C::Modifier, E::AFaire | E::EnCours) => Ok(etat),
        (C::Avancer(E::AFaire), _) | (C::Avancer(E::EnCours), E::EnCours) => {
            Err(Refus::new(format!("La ligne est {}.", etat.libelle())))
        }
        (C::Avancer(vers @ (E::EnCours | E::Faite | E::Abandonnee)), E::AFaire | E::EnCours) => Ok(vers),
    }
}

/// A line is carried by a named partner, or by none.
fn porter(ecrit: &ActionPrevueParcours) -> Result<(), FieldError> {
    match (ecrit.porteur, &ecrit.partenaire) {
        (Porteur::Partenaire, None) => Err(FieldError::new("/partenaire", "manquant", "attendu : quel partenaire")),
        (Porteur::Personne | Porteur::Referent, Some(_)) => {
            Err(FieldError::new("/partenaire", "incoherent", "la ligne n'est pas portée par un partenaire"))
        }
        (Porteur::Partenaire, Some(_)) | (Porteur::Personne | Porteur::Referent, None) => Ok(()),
    }
}

/// Written of this parcours, a line falls due within it.
fn admettre(ecrit: &ActionPrevueParcours, parcours: &Parcours) -> Result<(), FieldError> {
    porter(ecrit)?;
    ecrit.echeance.map_or(Ok(()), |jour| parcours.couvre("/echeance", jour))
}

impl Action {
    /// A line that is written today.
    pub(crate) fn prevoir(
        id: ActionId,
        parcours: &Parcours,
        ecrit: ActionPrevueParcours,
        (par, today): (ActeurId, NaiveDate),
    ) -> Result<Self, FieldError> {
        admettre(&ecrit, parcours)?;
        let (etat, etat_le, resultat) = (EtatAction::AFaire, today, None);
        let participant = parcours.participant;
        Ok(Self { id, version: 1, parcours: parcours.id, participant, ecrit, etat, etat_le, resultat, par })
    }

    /// Is written otherwise.
    pub(crate) fn modifier(&mut self, ecrit: ActionPrevueParcours, parcours: &Parcours) -> Result<(), FieldError> {
        admettre(&ecrit, parcours)?;
        self.ecrit = ecrit;
        Ok(())
    }

    /// Whether its state and that of its parcours allow this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande, parcours: &Parcours) -> Result<(), Refus> {
        parcours.peut(CommandeParcours::Accompagner)?;
        apres(self.etat, commande).map(drop)
    }

    /// Moves to another state on a day; what is over says what came of it.
    pub(crate) fn avancer(
        &mut self,
        vers: EtatAction,
        le: NaiveDate,
        resultat: Option<String>,
    ) -> Result<(), FieldError> {
        if le < self.etat_le && self.etat != EtatAction::AFaire {
            let detail = format!("la ligne est {} depuis le {}", self.etat.libelle(), phrase::jour(self.etat_le));
            return Err(FieldError::new("/le", "incoherent", detail));
        }
        match (vers, &resultat) {
            (EtatAction::Faite | EtatAction::Abandonnee, None) => {
                return Err(FieldError::new("/resultat", "manquant", "attendu : ce qu'il en est advenu"));
            }
            (EtatAction::AFaire | EtatAction::EnCours, Some(_)) => {
                return Err(FieldError::new("/resultat", "incoherent", "se dit d'une ligne faite ou abandonnée"));
            }
            _ => {}
        }
        (self.etat, self.etat_le, self.resultat) = (vers, le, resultat);
        Ok(())
    }

    /// Whether it is still to be done.
    pub(crate) const fn ouverte(&self) -> bool {
        matches!(self.etat, EtatAction::AFaire | EtatAction::EnCours)
    }

    /// In which order a plan shows it: what is open first, by its day, those without one last.
    pub(crate) fn rang(&self) -> (bool, bool, Option<NaiveDate>, Reverse<NaiveDate>, ActionId) {
        let due = self.ecrit.echeance.filter(|_| self.ouverte());
        let ended = if self.ouverte() { NaiveDate::MIN } else { self.etat_le };
        (!self.ouverte(), due.is_none(), due, Reverse(ended), self.id)
    }
}

#[cfg(test)]
impl Action {
    /// A line that the référent wrote on 12 March 2026.
    pub(crate) fn exemple(etat: EtatAction) -> Self {
        let ecrit = ActionPrevueParcours {
            nature: parcours_api::NatureAction::Action,
            intitule: "s'inscrire à l'auto-école sociale".to_owned(),
            theme: Some(kernel::Theme::Mobilite),
            porteur: Porteur::Personne,
            partenaire: None,
            echeance: Some(testdata::d("2026-06-30")),
            etape: None,
        };
        let (id, parcours, participant, par) = (kernel::Id::MIN, kernel::Id::MIN, kernel::Id::MIN, kernel::Id::MIN);
        let etat_le = testdata::d("2026-03-12");
        Self { id, version: 1, parcours, participant, ecrit, etat, etat_le, resultat: None, par }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, machine::ecarts};
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    #[test]
    fn a_line_does_what_its_table_says_and_nothing_else() {
        use Commande as C;
        use EtatAction as E;
        let commandes = [
            C::Modifier,
            C::Avancer(E::AFaire),
            C::Avancer(E::EnCours),
            C::Avancer(E::Faite),
            C::Avancer(E::Abandonnee),
        ];
        let table = [
            (E::AFaire, C::Modifier, E::AFaire),
            (E::EnCours, C::Modifier, E::EnCours),
            (E::AFaire, C::Avancer(E::EnCours), E::EnCours),
            (E::AFaire, C::Avancer(E::Faite), E::Faite),
            (E::AFaire, C::Avancer(E::Abandonnee), E::Abandonnee),
            (E::EnCours, C::Avancer(E::Faite), E::Faite),
            (E::EnCours, C::Avancer(E::Abandonnee), E::Abandonnee),
        ];
        assert_eq!(ecarts(&[E::AFaire], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn what_is_over_says_what_came_of_it_and_what_is_not_says_nothing() {
        let moved = |vers, resultat: Option<&str>| {
            Action::exemple(EtatAction::AFaire).avancer(vers, d("2026-05-12"), resultat.map(ToOwned::to_owned))
        };
        assert_eq!(moved(EtatAction::Faite, Some("code obtenu")), Ok(()));
        assert_eq!(moved(EtatAction::Faite, None).unwrap_err().pointer, "/resultat");
        assert_eq!(moved(EtatAction::Abandonnee, None).unwrap_err().pointer, "/resultat");
        assert_eq!(moved(EtatAction::EnCours, Some("code obtenu")).unwrap_err().pointer, "/resultat");
    }

    #[test]
    fn a_line_ends_on_the_day_on_which_it_began_at_the_earliest() {
        let ended = |le| {
            let mut begun = Action::exemple(EtatAction::EnCours);
            begun.avancer(EtatAction::Faite, d(le), Some("code obtenu".to_owned()))
        };
        assert_eq!(ended("2026-03-12"), Ok(()));
        assert_eq!(ended("2026-03-11").unwrap_err().pointer, "/le");
    }

    #[test]
    fn a_partner_is_named_when_they_carry_it_and_only_then() {
        let carried = |porteur, partenaire: Option<&str>| {
            let partenaire = partenaire.map(ToOwned::to_owned);
            porter(&ActionPrevueParcours { porteur, partenaire, ..Action::exemple(EtatAction::AFaire).ecrit })
        };
        assert_eq!(carried(Porteur::Partenaire, Some("Auto-école sociale")), Ok(()));
        assert_eq!(carried(Porteur::Partenaire, None).unwrap_err().pointer, "/partenaire");
        assert_eq!(carried(Porteur::Referent, Some("Auto-école sociale")).unwrap_err().pointer, "/partenaire");
    }

    #[test]
    fn nothing_falls_due_before_the_entry_nor_changes_after_the_end() {
        let parcours = Parcours::exemple(Phase::EnCours);
        let due = |jour| {
            let ecrit = ActionPrevueParcours { echeance: Some(d(jour)), ..Action::exemple(EtatAction::AFaire).ecrit };
            admettre(&ecrit, &parcours)
        };
        assert_eq!(due("2026-02-12"), Ok(()));
        assert_eq!(due("2026-02-11").unwrap_err().pointer, "/echeance");
        let open = Action::exemple(EtatAction::EnCours);
        assert!(open.peut(Commande::Modifier, &parcours).is_ok());
        assert!(open.peut(Commande::Modifier, &Parcours::exemple(Phase::Termine)).is_err());
    }

    #[test]
    fn a_plan_shows_first_what_falls_due_first_and_last_what_is_over() {
        let due = |echeance: Option<&str>, etat| {
            let mut one = Action::exemple(etat);
            one.ecrit.echeance = echeance.map(d);
            one
        };
        let mut all = [
            due(Some("2026-03-20"), EtatAction::Faite),
            due(None, EtatAction::AFaire),
            due(Some("2026-06-30"), EtatAction::AFaire),
            due(Some("2026-05-01"), EtatAction::EnCours),
        ];
        all.sort_by_key(Action::rang);
        let told: Vec<_> = all.iter().map(|one| (one.etat, one.ecrit.echeance)).collect();
        assert_eq!(told[0], (EtatAction::EnCours, Some(d("2026-05-01"))));
        assert_eq!(told[1], (EtatAction::AFaire, Some(d("2026-06-30"))));
        assert_eq!(told[2], (EtatAction::AFaire, None));
        assert_eq!(told[3].0, EtatAction::Faite);
    }
}
