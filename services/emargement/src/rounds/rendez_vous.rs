//! Tells the appointments that were over before it was told who was excused, by a pod of the former version too.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::agenda::rendez_vous::app;

const PERIOD: Duration = Duration::from_mins(1);
/// Appointments told in one transaction.
const LOT: i64 = 100;

/// Tells them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        if !context.db.read(&scope, async |tx| app::reste_a_dire(tx).await).await? {
            return Ok(());
        }
        rounds::exhaust(&context.tasks, &context.db, &scope, async |tx| app::redire(tx, LOT).await).await
    })
}
