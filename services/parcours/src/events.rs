//! What parcours learns from the other services.

use events::{Enveloppe, Handling, Subscription};
use participants_api::{ENTREE_VALIDEE, EntreeValidee};

use crate::store;

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![Subscription { producteur: "participants", appliquer: participants }]
}

/// A person entered: their parcours opens, at the date that the territory's rule gave.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == ENTREE_VALIDEE {
            let entered: EntreeValidee = event.lire()?;
            store::parcours::ouvrir(tx, &entered).await?;
        }
        Ok(())
    })
}
