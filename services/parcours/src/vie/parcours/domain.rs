//! The life of a parcours.

use chrono::NaiveDate;
use kernel::{CandidatureId, ParcoursId, ParticipantId, Refus, UtilisateurId, calendrier::Periode};
use kernel::{Nominatif, Personnes};
use parcours_api::EtatParcours;
use problem::FieldError;
use referentiel::regles::file_active::Situation;

/// The way of a person from the entry to the confirmed exit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parcours {
    pub(crate) id: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) candidature: CandidatureId,
    pub(crate) referent: UtilisateurId,
    pub(crate) entree_le: NaiveDate,
    pub(crate) etat: EtatParcours,
    /// The parcours of the same person in favour of which it ended.
    pub(crate) reuni_a: Option<ParcoursId>,
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
    /// Another parcours of the person ends in its favour.
    Continuer,
    /// It ends in favour of another one of the person.
    Reunir,
}

impl Commande {
    /// Those that `actions` of a parcours shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 4] = [
        ("etapes", Self::Positionner),
        ("suspensions", Self::Suspendre),
        ("sorties", Self::Declarer),
        ("reunion", Self::Continuer),
    ];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatParcours, commande: Commande) -> Result<EtatParcours, Refus> {
    use Commande as C;
    use EtatParcours as E;
    match (commande, etat) {
        (C::Positionner | C::Suspendre | C::Continuer | C::Reunir, E::Sorti) => {
            Err(Refus::new("Le parcours est terminé."))
        }
        (C::Declarer | C::Suivre, E::Sorti) => Err(Refus::new("Le parcours est déjà terminé.")),
        (C::Reunir, E::EnAccompagnement | E::Suspendu) => Ok(E::Sorti),
        (C::Reunir, E::SuiviEmploi) => Err(Refus::new("Une sortie est suivie : dites d'abord ce qu'elle devient.")),
        (
            C::Positionner | C::Suspendre | C::Declarer | C::Continuer,
            E::EnAccompagnement | E::Suspendu | E::SuiviEmploi,
        ) => Ok(etat),
        (C::Suivre, E::EnAccompagnement | E::Suspendu | E::SuiviEmploi) => Ok(E::SuiviEmploi),
        (C::Reprendre, E::SuiviEmploi) => Ok(E::EnAccompagnement),
        (C::Sortir, E::SuiviEmploi) => Ok(E::Sorti),
        (C::Reprendre | C::Sortir, E::EnAccompagnement | E::Suspendu | E::Sorti) => {
            Err(Refus::new("Le parcours n'est pas suivi dans un emploi."))
        }
    }
}

impl Parcours {
    /// Whether its state allows this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.etat, commande).map(drop)
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// It ends in favour of another parcours of the person.
    pub(crate) fn reunir(&mut self, garde: ParcoursId) -> Result<(), Refus> {
        self.avancer(Commande::Reunir)?;
        self.reuni_a = Some(garde);
        Ok(())
    }

    /// What happens in a parcours begins with it, at the earliest.
    pub(crate) fn couvre(&self, pointer: &str, jour: NaiveDate) -> Result<(), FieldError> {
        if jour < self.entree_le {
            let detail = format!("la personne est entrée au PLIE le {}", self.entree_le);
            return Err(FieldError::new(pointer, "incoherent", detail));
        }
        Ok(())
    }

    /// Whether the rhythm of étapes is asked of it: not of who has a job, nor of who left.
    pub(crate) const fn doit_des_etapes(&self) -> bool {
        matches!(self.etat, EtatParcours::EnAccompagnement | EtatParcours::Suspendu)
    }

    /// What it is to the file active; `suivie` is that of the exit that is followed.
    pub(crate) const fn situation(&self, suivie: Option<Situation>) -> Situation {
        match (self.etat, suivie) {
            (EtatParcours::Suspendu, _) => Situation::Suspendu,
            (EtatParcours::SuiviEmploi, Some(suivie)) => suivie,
            (EtatParcours::Sorti, _) => Situation::Sorti,
            (EtatParcours::EnAccompagnement, _) | (EtatParcours::SuiviEmploi, None) => Situation::Accompagnement,
        }
    }
}

/// The days of a suspension.
pub(crate) fn suspension(du: NaiveDate, au: NaiveDate) -> Result<Periode, FieldError> {
    if au < du {
        return Err(FieldError::new("/au", "incoherent", "le dernier jour précède le premier"));
    }
    Ok(Periode { du, au: Some(au) })
}

/// Whether a suspension shares no day with those that were decided.
pub(crate) fn libre(decidees: &[Periode], nouvelle: Periode) -> bool {
    !decidees.iter().any(|other| other.croise(nouvelle))
}

#[cfg(test)]
impl Parcours {
    /// A parcours that began on 12 February 2026.
    pub(crate) fn exemple(etat: EtatParcours) -> Self {
        Self {
            id: kernel::Id::MIN,
            participant: kernel::Id::MIN,
            candidature: kernel::Id::MIN,
            referent: kernel::Id::MIN,
            entree_le: testdata::d("2026-02-12"),
            etat,
            reuni_a: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use EtatParcours as E;

    const COMMANDES: [Commande; 8] =
        [C::Positionner, C::Suspendre, C::Declarer, C::Suivre, C::Reprendre, C::Sortir, C::Continuer, C::Reunir];

    const TABLE: [(E, C, E); 19] = [
        (E::EnAccompagnement, C::Continuer, E::EnAccompagnement),
        (E::Suspendu, C::Continuer, E::Suspendu),
        (E::SuiviEmploi, C::Continuer, E::SuiviEmploi),
        (E::EnAccompagnement, C::Reunir, E::Sorti),
        (E::Suspendu, C::Reunir, E::Sorti),
        (E::EnAccompagnement, C::Positionner, E::EnAccompagnement),
        (E::EnAccompagnement, C::Suspendre, E::EnAccompagnement),
        (E::EnAccompagnement, C::Declarer, E::EnAccompagnement),
        (E::EnAccompagnement, C::Suivre, E::SuiviEmploi),
        (E::Suspendu, C::Positionner, E::Suspendu),
        (E::Suspendu, C::Suspendre, E::Suspendu),
        (E::Suspendu, C::Declarer, E::Suspendu),
        (E::Suspendu, C::Suivre, E::SuiviEmploi),
        (E::SuiviEmploi, C::Positionner, E::SuiviEmploi),
        (E::SuiviEmploi, C::Suspendre, E::SuiviEmploi),
        (E::SuiviEmploi, C::Declarer, E::SuiviEmploi),
        (E::SuiviEmploi, C::Suivre, E::SuiviEmploi),
        (E::SuiviEmploi, C::Reprendre, E::EnAccompagnement),
        (E::SuiviEmploi, C::Sortir, E::Sorti),
    ];

    #[test]
    fn a_parcours_does_what_its_table_says_and_nothing_else() {
        // No command leads to a suspended state yet: a suspension holds by its days.
        assert_eq!(ecarts(&[E::EnAccompagnement], E::TOUS, &COMMANDES, &TABLE, apres), ["Suspendu is never reached"]);
    }

    #[test]
    fn nothing_begins_before_the_entry() {
        assert!(Parcours::exemple(E::EnAccompagnement).couvre("/debut", d("2026-02-12")).is_ok());
        assert!(Parcours::exemple(E::EnAccompagnement).couvre("/debut", d("2026-02-11")).is_err());
    }

    #[test]
    fn no_etape_is_asked_of_who_has_a_job_nor_of_who_left() {
        let asked = E::TOUS.iter().copied().filter(|etat| Parcours::exemple(*etat).doit_des_etapes());
        assert_eq!(asked.collect::<Vec<_>>(), [E::EnAccompagnement, E::Suspendu]);
    }

    #[test]
    fn who_is_followed_in_a_job_counts_by_its_first_day() {
        let job = Situation::EnEmploi { debut: d("2026-05-04") };
        assert_eq!(Parcours::exemple(E::SuiviEmploi).situation(Some(job)), job);
        assert_eq!(Parcours::exemple(E::SuiviEmploi).situation(None), Situation::Accompagnement);
        assert_eq!(Parcours::exemple(E::Sorti).situation(Some(job)), Situation::Sorti);
    }

    #[test]
    fn two_suspensions_share_no_day() {
        let march = suspension(d("2026-03-01"), d("2026-03-31")).unwrap();
        assert!(libre(&[march], suspension(d("2026-04-01"), d("2026-04-01")).unwrap()));
        assert!(!libre(&[march], suspension(d("2026-03-31"), d("2026-04-30")).unwrap()));
        assert!(suspension(d("2026-03-02"), d("2026-03-01")).is_err());
        assert!(suspension(d("2026-03-01"), d("2026-03-01")).is_ok());
    }
}
