//! What of an appointment is for who sees files that are opened by name.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{ParticipantId, RessourceId};

use super::RendezVous;

/// Whose files are open to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ouverts {
    /// With whom they may begin something.
    pub(crate) suivis: BTreeSet<ParticipantId>,
    /// Whom they see in each appointment that they lead, and nowhere else.
    pub(crate) animes: BTreeMap<RessourceId, BTreeSet<ParticipantId>>,
}

impl Ouverts {
    /// Whether who sees these files sees this person in an appointment.
    fn montre(&self, rendez_vous: &RendezVous, qui: ParticipantId) -> bool {
        let own = self.animes.get(&rendez_vous.id.ressource());
        self.suivis.contains(&qui) || own.is_some_and(|expected| expected.contains(&qui))
    }

    /// Whether what was said at an appointment of this person, or of the whole séance, is for who sees these files.
    pub(crate) fn montrent(&self, rendez_vous: &RendezVous, de_qui: Option<ParticipantId>) -> bool {
        match de_qui {
            Some(qui) => self.montre(rendez_vous, qui),
            None => rendez_vous.presences.iter().any(|one| self.montre(rendez_vous, one.participant)),
        }
    }
}

/// An appointment as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Vu {
    /// With everybody who is expected.
    Entier(RendezVous),
    /// With those whom they see.
    EnPartie(RendezVous),
    /// Of nobody whom they see, with everybody: what reads it is refused until all of them are open to its reader.
    Cache(RendezVous),
}

impl RendezVous {
    /// As who sees these files sees it. Nothing of one whose persons they see in another alone, which they lead.
    pub(crate) fn vu_par(mut self, ouverts: &Ouverts) -> Option<Vu> {
        let seen = self.presences.iter().filter(|one| ouverts.montre(&self, one.participant));
        let shown: Vec<_> = seen.cloned().collect();
        if shown.len() == self.presences.len() {
            return Some(Vu::Entier(self));
        }
        if !shown.is_empty() {
            self.presences = shown;
            return Some(Vu::EnPartie(self));
        }
        let led = |one: &ParticipantId| ouverts.animes.values().any(|there| there.contains(one));
        let ailleurs = self.presences.iter().any(|one| led(&one.participant));
        (!ailleurs).then_some(Vu::Cache(self))
    }
}

impl Vu {
    /// What of it a read answers.
    pub(crate) fn lu(self) -> RendezVous {
        match self {
            Self::Entier(one) | Self::EnPartie(one) | Self::Cache(one) => one,
        }
    }
}

#[cfg(test)]
mod tests {
    use emargement_api::{EtatRendezVous, NatureRendezVous};
    use kernel::Id;
    use testdata::minute;

    use super::*;
    use crate::agenda::presence::domain::{Presence, Recueils, Signatures};

    /// A workshop for these persons.
    fn atelier(expected: &[u128]) -> RendezVous {
        RendezVous {
            id: Id::from_u128(50),
            version: 1,
            nature: NatureRendezVous::Atelier,
            titre: "Atelier CV".to_owned(),
            debut: minute(0),
            fin: minute(120),
            lieu: "salle Bocage".to_owned(),
            animateur: Id::MIN,
            operation: None,
            categorie: "collectif".to_owned(),
            etat: EtatRendezVous::Prevu,
            animateur_signe: Signatures::default(),
            animateur_recueil: Recueils::default(),
            presences: expected.iter().map(|one| Presence::attendue(Id::from_u128(*one))).collect(),
        }
    }

    /// To whom the files of `suivis` are open, and those of `animes` by the appointment `rendez_vous` that they lead.
    fn ouverts(suivis: &[u128], rendez_vous: u128, animes: &[u128]) -> Ouverts {
        Ouverts { suivis: dossiers(suivis), animes: BTreeMap::from([(Id::from_u128(rendez_vous), dossiers(animes))]) }
    }

    fn dossiers(all: &[u128]) -> BTreeSet<ParticipantId> {
        all.iter().map(|one| Id::from_u128(*one)).collect()
    }

    #[test]
    fn a_group_is_whole_in_part_or_hidden_by_whom_its_reader_sees_there() {
        let seen = |suivis: &[u128], animes: &[u128]| atelier(&[1, 2]).vu_par(&ouverts(suivis, 50, animes));
        assert_eq!(seen(&[1, 2, 3], &[]), Some(Vu::Entier(atelier(&[1, 2]))));
        assert_eq!(seen(&[], &[1, 2]), Some(Vu::Entier(atelier(&[1, 2]))), "who leads it");
        assert_eq!(seen(&[1], &[2]), Some(Vu::Entier(atelier(&[1, 2]))));
        assert_eq!(seen(&[2], &[]), Some(Vu::EnPartie(atelier(&[2]))));
        assert_eq!(seen(&[3], &[]), Some(Vu::Cache(atelier(&[1, 2]))), "seeing nobody is not seeing everybody");
        assert_eq!(atelier(&[]).vu_par(&ouverts(&[], 50, &[])), Some(Vu::Entier(atelier(&[]))), "nobody is expected");
    }

    #[test]
    fn whom_another_appointment_shows_is_seen_there_alone() {
        let seen = |suivis: &[u128], animes: &[u128]| atelier(&[1, 2]).vu_par(&ouverts(suivis, 51, animes));
        assert_eq!(seen(&[], &[1]), None);
        assert_eq!(seen(&[2], &[1]), Some(Vu::EnPartie(atelier(&[2]))));
        assert_eq!(seen(&[], &[3]), Some(Vu::Cache(atelier(&[1, 2]))));
    }

    #[test]
    fn what_was_said_is_for_who_follows_the_person_or_leads_there() {
        let read = |de_qui: Option<u128>, suivis: &[u128], rendez_vous, animes: &[u128]| {
            ouverts(suivis, rendez_vous, animes).montrent(&atelier(&[1, 2]), de_qui.map(Id::from_u128))
        };
        assert!(read(Some(1), &[1], 51, &[]) && read(Some(1), &[], 50, &[1, 2]));
        assert!(!read(Some(1), &[], 51, &[1]), "where they lead another");
        assert!(!read(Some(1), &[2], 50, &[]), "they follow the other one");
        assert!(read(None, &[2], 51, &[]) && read(None, &[], 50, &[1, 2]), "of the whole séance");
        assert!(!read(None, &[], 51, &[1, 2]) && !read(None, &[3], 51, &[]));
    }
}
