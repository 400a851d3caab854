//! Behind the requests: answers on sharing that the other services were not told, before they were told or by a pod of the
//! former version.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::dossier::consentement;

const PERIOD: Duration = Duration::from_mins(1);
/// Answers told in one transaction.
const LOT: i64 = 200;

/// Tells them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        while !context.tasks.is_stopping() {
            if context.db.tx(&scope, async |tx| consentement::app::redire(tx, LOT).await).await? == 0 {
                break;
            }
        }
        Ok(())
    })
}
