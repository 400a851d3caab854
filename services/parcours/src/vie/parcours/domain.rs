//! The life of a parcours.

use chrono::NaiveDate;
use kernel::{CandidatureId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, UtilisateurId, phrase};
use problem::FieldError;

kernel::codes! {
    /// How far a parcours has come: what may still happen to it. Its state on a day is another thing, made of its facts.
    pub(crate) enum Phase {
        /// No exit is followed.
        EnCours = "en_accompagnement",
        /// An exit is followed until it has held.
        Suivi = "suivi_emploi",
        /// It is over.
        Termine = "sorti",
    }
}

/// The way of a person from the entry to the confirmed exit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parcours {
    pub(crate) id: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) candidature: CandidatureId,
    /// Who follows the person in the end: on a given day somebody may replace them.
    pub(crate) referent: UtilisateurId,
    pub(crate) entree_le: NaiveDate,
    pub(crate) phase: Phase,
    /// First day out of the PLIE.
    pub(crate) sorti_le: Option<NaiveDate>,
    /// The parcours of the same person in favour of which it ended.
    pub(crate) reuni_a: Option<ParcoursId>,
    /// First day of which all is known, of a parcours that was taken over, when it is after the entry: what a rule
    /// would read of before is not.
    pub(crate) connu_depuis: Option<NaiveDate>,
    /// When the person was born, where an age ends the right: elsewhere nobody asks.
    pub(crate) naissance: Option<NaiveDate>,
}

impl Nominatif for Parcours {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What may happen to a parcours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// An étape is proposed, accepted or begun.
    Positionner,
    /// What accompanies it is written: its plan, an exchange, a démarche, who is around.
    Accompagner,
    /// A suspension is decided. It holds by its own days.
    Suspendre,
    /// An exit is declared that can never be positive.
    Declarer,
    /// An exit is declared that is followed until it has held.
    Suivre,
    /// The job did not hold.
    Reprendre,
    /// The exit is confirmed.
    Sortir,
    /// The exit that was confirmed is taken back.
    Rouvrir,
    /// Another référent follows the person.
    Confier,
    /// It ends otherwise than by a positive exit.
    Clore,
    /// Another parcours of the person ends in its favour.
    Continuer,
    /// It ends in favour of another one of the person.
    Reunir,
}

impl Commande {
    /// Those that `actions` of a parcours shows, with [`Self::Clore`], of which more is asked: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 12] = [
        ("etapes", Self::Positionner),
        ("actions", Self::Accompagner),
        ("niveaux", Self::Accompagner),
        ("liaisons", Self::Accompagner),
        ("demarches", Self::Accompagner),
        ("besoins", Self::Accompagner),
        ("intervenants", Self::Accompagner),
        ("qualifications", Self::Accompagner),
        ("suspensions", Self::Suspendre),
        ("sorties", Self::Declarer),
        ("referent", Self::Confier),
        ("reunion", Self::Continuer),
    ];
}

/// The phase after `commande`, or why the present one forbids it.
fn apres(phase: Phase, commande: Commande) -> Result<Phase, Refus> {
    use Commande as C;
    use Phase as P;
    match (commande, phase) {
        (C::Positionner | C::Accompagner | C::Suspendre | C::Confier | C::Continuer | C::Reunir, P::Termine) => {
            Err(Refus::new("Le parcours est terminé."))
        }
        (C::Declarer | C::Suivre | C::Clore, P::Termine) => Err(Refus::new("Le parcours est déjà terminé.")),
        (C::Reunir | C::Clore, P::EnCours) => Ok(P::Termine),
        (C::Reunir | C::Clore, P::Suivi) => {
            Err(Refus::new("Une sortie est suivie : dites d'abord ce qu'elle devient."))
        }
        (
            C::Positionner | C::Accompagner | C::Suspendre | C::Declarer | C::Confier | C::Continuer,
            P::EnCours | P::Suivi,
        ) => Ok(phase),
        (C::Suivre, P::EnCours | P::Suivi) => Ok(P::Suivi),
        (C::Reprendre, P::Suivi) => Ok(P::EnCours),
        (C::Sortir, P::Suivi) => Ok(P::Termine),
        (C::Rouvrir, P::Termine) => Ok(P::EnCours),
        (C::Rouvrir, P::EnCours | P::Suivi) => Err(Refus::new("Le parcours n'est pas terminé.")),
        (C::Reprendre | C::Sortir, P::EnCours | P::Termine) => {
            Err(Refus::new("Le parcours n'est pas suivi dans un emploi."))
        }
    }
}

/// How a person leaves, or is about to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depart {
    /// They do not.
    Aucun,
    /// An exit is followed until it has held.
    Suivi,
    /// An exit was confirmed: from this day on they are out.
    Confirme(NaiveDate),
    /// It ended otherwise: from this day on they are out.
    Clos(NaiveDate),
}

impl Parcours {
    /// Whether its phase allows this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.phase, commande).map(drop)
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.phase = apres(self.phase, commande)?;
        Ok(())
    }

    /// It ends by an exit that was confirmed: from this day on the person is out.
    pub(crate) fn sortir(&mut self, le: NaiveDate) -> Result<(), Refus> {
        self.avancer(Commande::Sortir)?;
        self.sorti_le = Some(le);
        Ok(())
    }

    /// The exit that ended it is taken back: the person is out no more.
    pub(crate) fn rouvrir(&mut self) -> Result<(), Refus> {
        self.avancer(Commande::Rouvrir)?;
        self.sorti_le = None;
        Ok(())
    }

    /// It ends otherwise than by a positive exit: from this day on the person is out.
    pub(crate) fn clore(&mut self, le: NaiveDate) -> Result<(), Refus> {
        self.avancer(Commande::Clore)?;
        self.sorti_le = Some(le);
        Ok(())
    }

    /// Another program told how the person left, or corrected what it had told: whatever was known of it before.
    pub(crate) fn reprendre(&mut self, depart: Depart) -> Result<(), Refus> {
        match self.phase {
            Phase::EnCours => {}
            Phase::Suivi => self.avancer(Commande::Reprendre)?,
            Phase::Termine => self.rouvrir()?,
        }
        match depart {
            Depart::Aucun => Ok(()),
            Depart::Suivi => self.avancer(Commande::Suivre),
            Depart::Confirme(le) => {
                self.avancer(Commande::Suivre)?;
                self.sortir(le)
            }
            Depart::Clos(le) => self.clore(le),
        }
    }

    /// It ends on this day in favour of another parcours of the person.
    pub(crate) fn reunir(&mut self, garde: ParcoursId, le: NaiveDate) -> Result<(), Refus> {
        self.avancer(Commande::Reunir)?;
        (self.reuni_a, self.sorti_le) = (Some(garde), Some(le));
        Ok(())
    }

    /// The first day of which all is known: the entry, but of a parcours that was taken over.
    pub(crate) fn connu_des(&self) -> NaiveDate {
        self.connu_depuis.map_or(self.entree_le, |connu| connu.max(self.entree_le))
    }

    /// Whether all of a month, told by its first day, is known: of a month that was not, no breach is said.
    pub(crate) fn connait_le_mois(&self, premier: NaiveDate) -> bool {
        self.connu_depuis.is_none_or(|connu| connu <= premier)
    }

    /// What happens in a parcours begins with it, at the earliest.
    pub(crate) fn couvre(&self, pointer: &str, jour: NaiveDate) -> Result<(), FieldError> {
        if jour < self.entree_le {
            let detail = format!("la personne est entrée au PLIE le {}", phrase::jour(self.entree_le));
            return Err(FieldError::new(pointer, "incoherent", detail));
        }
        Ok(())
    }

    /// What happens in a parcours begins before the person leaves it.
    pub(crate) fn precede_la_sortie(&self, pointer: &str, jour: NaiveDate) -> Result<(), FieldError> {
        match self.sorti_le.filter(|sorti| jour >= *sorti) {
            Some(sorti) => {
                let detail = format!("la personne est sortie le {}", phrase::jour(sorti));
                Err(FieldError::new(pointer, "incoherent", detail))
            }
            None => Ok(()),
        }
    }

    /// Whether the rhythm of étapes is asked of it: not of who has a job, nor of who left.
    pub(crate) fn doit_des_etapes(&self) -> bool {
        self.phase == Phase::EnCours
    }
}

#[cfg(test)]
impl Parcours {
    /// A parcours that began on 12 February 2026.
    pub(crate) fn exemple(phase: Phase) -> Self {
        Self {
            id: kernel::Id::MIN,
            participant: kernel::Id::MIN,
            candidature: kernel::Id::MIN,
            referent: kernel::Id::MIN,
            entree_le: testdata::d("2026-02-12"),
            phase,
            sorti_le: None,
            reuni_a: None,
            connu_depuis: None,
            naissance: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use Phase as P;

    const COMMANDES: [Commande; 12] = [
        C::Positionner,
        C::Accompagner,
        C::Suspendre,
        C::Declarer,
        C::Suivre,
        C::Reprendre,
        C::Sortir,
        C::Rouvrir,
        C::Clore,
        C::Confier,
        C::Continuer,
        C::Reunir,
    ];

    const TABLE: [(P, C, P); 19] = [
        (P::EnCours, C::Accompagner, P::EnCours),
        (P::Suivi, C::Accompagner, P::Suivi),
        (P::EnCours, C::Confier, P::EnCours),
        (P::Suivi, C::Confier, P::Suivi),
        (P::EnCours, C::Clore, P::Termine),
        (P::EnCours, C::Continuer, P::EnCours),
        (P::Suivi, C::Continuer, P::Suivi),
        (P::EnCours, C::Reunir, P::Termine),
        (P::EnCours, C::Positionner, P::EnCours),
        (P::EnCours, C::Suspendre, P::EnCours),
        (P::EnCours, C::Declarer, P::EnCours),
        (P::EnCours, C::Suivre, P::Suivi),
        (P::Suivi, C::Positionner, P::Suivi),
        (P::Suivi, C::Suspendre, P::Suivi),
        (P::Suivi, C::Declarer, P::Suivi),
        (P::Suivi, C::Suivre, P::Suivi),
        (P::Suivi, C::Reprendre, P::EnCours),
        (P::Suivi, C::Sortir, P::Termine),
        (P::Termine, C::Rouvrir, P::EnCours),
    ];

    #[test]
    fn a_parcours_does_what_its_table_says_and_nothing_else() {
        assert_eq!(ecarts(&[P::EnCours], P::TOUS, &COMMANDES, &TABLE, apres), [""; 0]);
    }

    #[test]
    fn whatever_ends_a_parcours_says_on_what_day() {
        let mut confirmed = Parcours::exemple(P::Suivi);
        confirmed.sortir(d("2026-12-01")).unwrap();
        let (mut double, mut given_up) = (Parcours::exemple(P::EnCours), Parcours::exemple(P::EnCours));
        double.reunir(kernel::Id::MIN, d("2026-12-02")).unwrap();
        given_up.clore(d("2026-12-03")).unwrap();
        let told = [confirmed, double, given_up].map(|one| one.sorti_le);
        assert_eq!(told, ["2026-12-01", "2026-12-02", "2026-12-03"].map(|le| Some(d(le))));
    }

    #[test]
    fn nothing_begins_before_the_entry() {
        assert!(Parcours::exemple(P::EnCours).couvre("/debut", d("2026-02-12")).is_ok());
        assert!(Parcours::exemple(P::EnCours).couvre("/debut", d("2026-02-11")).is_err());
    }

    #[test]
    fn a_month_is_judged_once_its_first_day_is_known() {
        let taken_over = |connu| Parcours { connu_depuis: Some(d(connu)), ..Parcours::exemple(P::EnCours) };
        assert!(taken_over("2026-09-01").connait_le_mois(d("2026-09-01")));
        assert!(!taken_over("2026-09-02").connait_le_mois(d("2026-09-01")));
        assert!(Parcours::exemple(P::EnCours).connait_le_mois(d("2026-02-01")), "the month of the entry");
        assert_eq!(taken_over("2026-09-02").connu_des(), d("2026-09-02"));
        assert_eq!(taken_over("2026-01-05").connu_des(), d("2026-02-12"), "nothing is before the entry");
    }

    #[test]
    fn no_etape_is_asked_of_who_has_a_job_nor_of_who_left() {
        let asked = P::TOUS.iter().copied().filter(|phase| Parcours::exemple(*phase).doit_des_etapes());
        assert_eq!(asked.collect::<Vec<_>>(), [P::EnCours]);
    }
}
