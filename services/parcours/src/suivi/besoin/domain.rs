//! A need of a person, and what the animation team answers to it.

use chrono::NaiveDate;
use kernel::{ActeurId, BesoinId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, phrase};
use parcours_api::{EtatBesoin, NouveauBesoin, SuiteBesoin};
use participants_api::Theme;
use problem::FieldError;

use crate::vie::parcours::domain::Parcours;

/// A need of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Besoin {
    pub(crate) id: BesoinId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) theme: Theme,
    pub(crate) le: NaiveDate,
    pub(crate) texte: String,
    pub(crate) suite: Option<SuiteBesoin>,
    pub(crate) par: ActeurId,
}

impl Nominatif for Besoin {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Besoin {
    /// A need that was found in a parcours.
    pub(crate) fn signaler(
        id: BesoinId,
        parcours: &Parcours,
        nouveau: NouveauBesoin,
        par: ActeurId,
    ) -> Result<Self, FieldError> {
        let NouveauBesoin { theme, le, texte } = nouveau;
        parcours.couvre("/le", le)?;
        Ok(Self { id, parcours: parcours.id, participant: parcours.participant, theme, le, texte, suite: None, par })
    }

    /// Whether it waits for the animation team.
    pub(crate) const fn etat(&self) -> EtatBesoin {
        match self.suite {
            None => EtatBesoin::Ouvert,
            Some(_) => EtatBesoin::Clos,
        }
    }

    /// Whether it may still be answered, also once the person left; otherwise why not.
    pub(crate) fn peut_conclure(&self) -> Result<(), Refus> {
        match self.etat() {
            EtatBesoin::Ouvert => Ok(()),
            EtatBesoin::Clos => Err(Refus::new("La suite de ce besoin a été dite.")),
        }
    }

    /// What the animation team answers, from the day of the need on.
    pub(crate) fn conclure(&mut self, suite: SuiteBesoin) -> Result<(), FieldError> {
        if suite.le < self.le {
            let detail = format!("le besoin a été signalé le {}", phrase::jour(self.le));
            return Err(FieldError::new("/le", "incoherent", detail));
        }
        self.suite = Some(suite);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use parcours_api::IssueBesoin;
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    fn signale(le: &str) -> Result<Besoin, FieldError> {
        let nouveau = NouveauBesoin { theme: Theme::Mobilite, le: d(le), texte: "un permis à financer".to_owned() };
        Besoin::signaler(kernel::Id::MIN, &Parcours::exemple(Phase::EnCours), nouveau, kernel::Id::MIN)
    }

    fn suite(le: &str) -> SuiteBesoin {
        SuiteBesoin { issue: IssueBesoin::OffreExistante, le: d(le), precisions: None }
    }

    #[test]
    fn none_is_found_before_the_entry() {
        assert!(signale("2026-02-12").is_ok());
        assert_eq!(signale("2026-02-11").unwrap_err().pointer, "/le");
    }

    #[test]
    fn it_is_answered_once_from_its_own_day_on() {
        let mut one = signale("2026-03-12").unwrap();
        assert_eq!(one.conclure(suite("2026-03-11")).unwrap_err().pointer, "/le");
        assert_eq!(one.etat(), EtatBesoin::Ouvert);
        assert!(one.peut_conclure().is_ok());
        one.conclure(suite("2026-03-12")).unwrap();
        assert_eq!(one.etat(), EtatBesoin::Clos);
        assert!(one.peut_conclure().is_err());
    }
}
