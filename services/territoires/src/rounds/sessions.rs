//! Forgets sessions that ended long ago, and the tokens by which they were renewed.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::comptes::session;

const PERIOD: Duration = Duration::from_hours(6);
/// Sessions forgotten in one transaction.
const LOT: i64 = 1000;

/// Forgets them for as long as the service runs. They are rows of the deployment: a territory has none.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        rounds::exhaust(&context.tasks, &context.db, &scope, async |tx| session::store::oublier(tx, LOT).await).await
    })
}
