//! The names of structures, asked of territoires.

use std::collections::HashMap;

use auth::Scope;
use kernel::StructureId;
use problem::Problem;
use runtime::{Context, client};
use store::Page;
use territoires_api::StructureDto;

/// Structures by identifier.
pub(crate) type Annuaire = HashMap<StructureId, String>;

/// The directory of the scope's territory.
pub(crate) async fn lire(context: &Context, scope: &impl Scope) -> Result<Annuaire, Problem> {
    let token = context.tokens.get(scope.territoire()).await?;
    let base = &context.config.peers.territoires;
    let (mut names, mut after) = (Annuaire::new(), None::<String>);
    loop {
        let mut request = context.http.get(format!("{base}/v1/structures")).query(&[("limite", "200")]);
        if let Some(after) = &after {
            request = request.query(&[("apres", after)]);
        }
        let page: Page<StructureDto> = client::send(request.bearer_auth(&token)).await?;
        names.extend(page.elements.into_iter().map(|one| (one.id, one.nom)));
        after = page.suivant;
        if after.is_none() {
            return Ok(names);
        }
    }
}
