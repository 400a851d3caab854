//! What the others ask of territoires.

use kernel::{Service, TerritoireId};
use problem::Problem;
use runtime::Context;
use store::{Curseur, Page};
use territoires_api::StructureDto;

use crate::peer::Peer;

/// Structures of a page.
const PAGE: &str = "200";

/// Asks territoires.
#[derive(Clone)]
pub struct TerritoiresClient(Peer);

impl TerritoiresClient {
    /// The client of a service.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self(Peer::new(context, Service::Territoires))
    }

    /// Every structure of a territory.
    pub async fn structures(&self, territoire: TerritoireId) -> Result<Vec<StructureDto>, Problem> {
        let (mut structures, mut after) = (Vec::new(), None::<Curseur>);
        loop {
            let apres = after.as_ref().and_then(Curseur::texte).map(|one| ("apres", one));
            let query: Vec<_> = [("limite", PAGE)].into_iter().chain(apres).collect();
            let page: Page<StructureDto> = self.0.get(territoire, "/v1/structures", &query).await?;
            structures.extend(page.elements);
            after = page.suivant;
            if after.is_none() {
                return Ok(structures);
            }
        }
    }
}
