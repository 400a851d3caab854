//! Which feeds of a producer have moved, asked once for all territories.

use std::collections::HashSet;

use kernel::{Service, TerritoireId};
use problem::Problem;
use runtime::{Context, client};
use store::{partout, territoires};

use crate::{
    Subscription, Tete, Tetes,
    subscriber::{Feed, incident},
};

/// Territories in one answer.
const PAGE: usize = 1000;

/// The feeds of `producteur` of which this service has not heard everything, in the territories that it knows.
pub(crate) async fn behind(
    context: &Context,
    subscriptions: &[Subscription],
    producteur: Service,
) -> Result<Vec<Feed>, Problem> {
    let heads = heads(context, producteur).await?;
    let heard = partout::entendus(&context.db, producteur).await?;
    let mut known: HashSet<_> = territoires::connus(&context.db).await?.into_iter().collect();
    known.insert(TerritoireId::DEPLOIEMENT);
    let (moved, still): (Vec<_>, Vec<_>) =
        heads.into_iter().partition(|head| head.seq > heard.get(&head.territoire).copied().unwrap_or_default());
    // One that could not go on may have been heard by another process since.
    if context.parked.count() > 0 {
        for head in &still {
            context.parked.close(&incident(producteur, head.territoire));
        }
    }
    let moved = moved.iter().map(|head| head.territoire).filter(|territoire| known.contains(territoire));
    Ok(moved.flat_map(|territoire| feeds(subscriptions, producteur, territoire)).collect())
}

/// The feeds of `producteur` in a territory: the first subscription is to the deployment's own, the others are not.
pub(crate) fn feeds(subscriptions: &[Subscription], producteur: Service, territoire: TerritoireId) -> Vec<Feed> {
    let deployment = territoire == TerritoireId::DEPLOIEMENT;
    let ranks = subscriptions
        .iter()
        .enumerate()
        .filter(|(rank, one)| one.producteur == producteur && (*rank == 0) == deployment)
        .map(|(rank, _)| (rank, territoire));
    ranks.collect()
}

async fn heads(context: &Context, producteur: Service) -> Result<Vec<Tete>, Problem> {
    let base = context.config.peers.url(producteur);
    let mut all: Vec<Tete> = Vec::new();
    loop {
        let mut query = vec![("limite", PAGE.to_string())];
        query.extend(all.last().map(|last| ("apres", last.territoire.to_string())));
        let token = context.tokens.get(TerritoireId::DEPLOIEMENT).await?;
        let request =
            context.http.get(format!("{base}/v1/evenements/{producteur}/tetes")).query(&query).bearer_auth(token);
        let Tetes { elements } = client::send(request).await?;
        let full = elements.len() == PAGE;
        all.extend(elements);
        if !full {
            return Ok(all);
        }
    }
}
