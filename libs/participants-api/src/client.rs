//! Typed client of participants.

use kernel::{ParticipantId, TerritoireId};
use problem::Problem;
use runtime::{Context, client};

use crate::{ConservationDto, Obligation, ParticipantDto};

/// Asks participants, in the name of the calling service.
#[derive(Clone)]
pub struct ParticipantsClient {
    context: Context,
}

impl ParticipantsClient {
    /// The client of a service.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self { context: context.clone() }
    }

    /// A person's file.
    pub async fn participant(&self, territoire: TerritoireId, id: ParticipantId) -> Result<ParticipantDto, Problem> {
        let token = self.context.tokens.get(territoire).await?;
        let url = format!("{}/v1/participants/{id}", self.context.config.peers.participants);
        client::send(self.context.http.get(url).bearer_auth(token)).await
    }

    /// Poses a funder's duty to keep a person's file. Posed again for the same operation, the later day counts.
    pub async fn obliger(
        &self,
        territoire: TerritoireId,
        id: ParticipantId,
        obligation: &Obligation,
    ) -> Result<ConservationDto, Problem> {
        let token = self.context.tokens.get(territoire).await?;
        let url = format!("{}/v1/participants/{id}/obligations", self.context.config.peers.participants);
        client::send(self.context.http.post(url).bearer_auth(token).json(obligation)).await
    }
}
