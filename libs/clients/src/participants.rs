//! What the others ask of participants.

use kernel::{ParticipantId, Service, TerritoireId};
use participants_api::{ConservationDto, Obligation, ParticipantDto};
use problem::Problem;
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
        self.0.get(territoire, &format!("/v1/participants/{id}"), &[]).await
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
