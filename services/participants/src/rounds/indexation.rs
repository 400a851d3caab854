//! Behind the requests: files recorded before their keys, or under a former way of making them, are indexed.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::dossier::recherche;

const PAUSE: Duration = Duration::from_mins(10);
const LOT: i64 = 200;

/// Indexes what is not, then looks again from time to time: a pod of the former version may still record
/// files.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PAUSE, (), passer);
}

/// A batch a transaction.
fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        while !context.tasks.is_stopping() {
            match context.db.tx(&scope, async |tx| recherche::app::indexer(tx, LOT).await).await? {
                0 => break,
                files => tracing::info!(files, "files indexed"),
            }
        }
        Ok(())
    })
}
