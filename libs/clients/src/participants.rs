//! What the others ask of participants.

use kernel::{ParticipantId, Service, TerritoireId};
use participants_api::{ConservationDto, Obligation, ParticipantDto, PieceDto};
use problem::{Problem, Slug};
use runtime::Context;

use crate::peer::Peer;

/// Asks participants.
#[derive(Clone)]
pub struct ParticipantsClient(Peer);

impl ParticipantsClient {
    /// The client of a service.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self(Peer::new(context, Service::Participants))
    }

    /// A person's file.
    pub async fn participant(&self, territoire: TerritoireId, id: ParticipantId) -> Result<ParticipantDto, Problem> {
        let file = self.0.get(territoire, &format!("/v1/participants/{id}"), &[]).await;
        file.map_err(|problem| absent(problem, "Le dossier de la personne ne peut être lu. Réessayez dans un instant."))
    }

    /// The pièces of a person's file, whatever has become of them. Nothing is proved while participants is away.
    pub async fn pieces(&self, territoire: TerritoireId, id: ParticipantId) -> Result<Vec<PieceDto>, Problem> {
        let pieces = self.0.get(territoire, &format!("/v1/participants/{id}/pieces"), &[]).await;
        pieces.map_err(|problem| absent(problem, "Les pièces ne peuvent être lues. Réessayez dans un instant."))
    }

    /// Poses a funder's duty to keep a person's file. Posed again for the same operation, the later day counts.
    pub async fn obliger(
        &self,
        territoire: TerritoireId,
        id: ParticipantId,
        obligation: &Obligation,
    ) -> Result<ConservationDto, Problem> {
        self.0.post(territoire, &format!("/v1/participants/{id}/obligations"), obligation).await
    }
}

/// What is told when participants does not answer: to try again.
fn absent(problem: Problem, detail: &str) -> Problem {
    match problem.slug {
        Slug::ServiceInjoignable | Slug::DelaiDepasse | Slug::Interne => Problem::new(Slug::Indisponible, detail),
        _ => problem,
    }
}
