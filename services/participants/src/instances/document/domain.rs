//! Documents of a session: the decision that one of them bears is communicated when it leaves.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{CandidatureId, CommissionId, DemandeId, DocumentId, ParticipantId, RessourceId, StructureId};
use pages::{Expediteur, convocation::PageConvocation, courrier::PageCourrier, releve::PageReleve};
use participants_api::{Canal, Envoi, NatureDocument};

/// A document that a session made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) id: DocumentId,
    /// What its printed reference stands for.
    pub(crate) reference: RessourceId,
    pub(crate) commission: CommissionId,
    pub(crate) nature: NatureDocument,
    /// The partner to whom it is addressed.
    pub(crate) structure: Option<StructureId>,
    /// The candidature of which it speaks, when it is one only.
    pub(crate) candidature: Option<CandidatureId>,
    /// The demande of which it speaks, when it is one.
    pub(crate) demande: Option<DemandeId>,
    pub(crate) cree_le: DateTime<Utc>,
    pub(crate) envoye_le: Option<NaiveDate>,
    pub(crate) canal: Option<Canal>,
    /// Whom it names, when it says so.
    pub(crate) personnes: Vec<ParticipantId>,
    /// From which day on what it announces holds no more.
    pub(crate) caduc_le: Option<NaiveDate>,
}

/// An extract that left, as its partner finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recu {
    pub(crate) id: DocumentId,
    /// What its printed reference stands for.
    pub(crate) reference: RessourceId,
    /// The instance that sat, by its code in the référentiel.
    pub(crate) instance: String,
    pub(crate) tenue_le: NaiveDate,
    /// For whom it was made.
    pub(crate) structure: StructureId,
    pub(crate) envoye_le: NaiveDate,
}

/// What a document says, frozen when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Papier {
    Releve(PageReleve),
    Extrait(PageReleve),
    Courrier(PageCourrier),
    Convocation(PageConvocation),
}

impl Papier {
    /// Who sends it.
    pub(crate) const fn expediteur(&self) -> &Expediteur {
        match self {
            Self::Releve(page) | Self::Extrait(page) => &page.expediteur,
            Self::Courrier(page) => &page.expediteur,
            Self::Convocation(page) => &page.expediteur,
        }
    }

    /// What its printed reference stands for: one for each paper, but for those that were made before.
    pub(crate) const fn reference(&self) -> RessourceId {
        match self {
            Self::Releve(page) | Self::Extrait(page) => page.reference,
            Self::Courrier(page) => page.reference,
            Self::Convocation(page) => page.reference,
        }
    }

    /// What it is.
    pub(crate) const fn nature(&self) -> NatureDocument {
        match self {
            Self::Releve(_) => NatureDocument::Releve,
            Self::Extrait(_) => NatureDocument::Extrait,
            Self::Courrier(_) => NatureDocument::Courrier,
            Self::Convocation(_) => NatureDocument::Convocation,
        }
    }
}

/// Why a document does not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RefusEnvoi {
    #[error("Ce document est déjà parti.")]
    DejaParti,
    #[error("Cette convocation ne vaut plus : la séance a été déplacée ou annulée.")]
    Caduc,
    #[error("une décision ne part pas avant la séance qui la prend")]
    AvantLaSeance,
}

impl Document {
    /// Whether it is still to leave.
    pub(crate) const fn a_envoyer(&self) -> Result<(), RefusEnvoi> {
        match (self.envoye_le, self.caduc_le) {
            (Some(_), _) => Err(RefusEnvoi::DejaParti),
            (None, Some(_)) => Err(RefusEnvoi::Caduc),
            (None, None) => Ok(()),
        }
    }

    /// Leaves, once; what bears a decision, on the day of the session at the earliest.
    pub(crate) fn envoyer(&mut self, envoi: Envoi, tenue_le: NaiveDate) -> Result<(), RefusEnvoi> {
        self.a_envoyer()?;
        if envoi.le < tenue_le && self.nature != NatureDocument::Convocation {
            return Err(RefusEnvoi::AvantLaSeance);
        }
        (self.envoye_le, self.canal) = (Some(envoi.le), Some(envoi.canal));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id};
    use testdata::d;

    use super::*;

    fn document(nature: NatureDocument) -> Document {
        Document {
            id: Id::MIN,
            reference: Id::MIN,
            commission: Id::MIN,
            nature,
            structure: None,
            candidature: None,
            demande: None,
            cree_le: DateTime::UNIX_EPOCH,
            envoye_le: None,
            canal: None,
            personnes: vec![],
            caduc_le: None,
        }
    }

    #[test]
    fn a_convocation_to_a_session_that_moved_leaves_no_more() {
        let mut old = Document { caduc_le: Some(d("2026-02-05")), ..document(NatureDocument::Convocation) };
        let envoi = Envoi { le: d("2026-02-05"), canal: Canal::TOUS[0] };
        assert_eq!(old.envoyer(envoi, d("2026-02-19")), Err(RefusEnvoi::Caduc));
        let left = Document { envoye_le: Some(d("2026-02-04")), ..old };
        assert_eq!(left.a_envoyer(), Err(RefusEnvoi::DejaParti), "it left before");
    }

    #[test]
    fn a_convocation_leaves_before_the_session_and_a_decision_after() {
        let tenue_le = d("2026-02-12");
        for nature in NatureDocument::TOUS.iter().copied() {
            let sent = |le| {
                let mut document = document(nature);
                let envoi = Envoi { le: d(le), canal: Canal::TOUS[0] };
                document.envoyer(envoi, tenue_le).and_then(|()| document.envoyer(envoi, tenue_le))
            };
            let before =
                if nature == NatureDocument::Convocation { RefusEnvoi::DejaParti } else { RefusEnvoi::AvantLaSeance };
            assert_eq!(sent("2026-02-11"), Err(before), "{nature:?}");
            assert_eq!(sent("2026-02-12"), Err(RefusEnvoi::DejaParti), "it leaves once: {nature:?}");
        }
    }
}
