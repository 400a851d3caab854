//! Who read what the other services hold of a person: each answers the same operation for itself.

use kernel::{ParticipantId, Service, TerritoireId};
use problem::Problem;
use runtime::Context;
use store::journal::Lue;

use crate::peer::Peer;

/// Asks every other service that holds something of a person.
#[derive(Clone)]
pub struct LecturesClient {
    others: Vec<(Service, Peer)>,
}

impl LecturesClient {
    /// The client of a service.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        let others = Service::tous().filter(|one| one.tient_des_personnes() && *one != context.service);
        Self { others: others.map(|one| (one, Peer::new(context, one))).collect() }
    }

    /// The reads that the other services journalled. One that does not answer fails the whole: a list that
    /// lacks reads would not be the answer to "who read my file".
    pub async fn ailleurs(&self, territoire: TerritoireId, id: ParticipantId) -> Result<Vec<Lue>, Problem> {
        let mut all = Vec::new();
        for (service, peer) in &self.others {
            all.extend(peer.get::<Vec<_>>(territoire, &format!("/v1/lectures/{service}/{id}"), &[]).await?);
        }
        Ok(all)
    }
}
