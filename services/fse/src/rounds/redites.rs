//! Tells operations again to who began to hear of them: those of before, and those that a pod of the former version opens.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::operations::operation::store;

const PERIOD: Duration = Duration::from_mins(10);

/// Tells them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        let (tasks, db) = (&context.tasks, &context.db);
        rounds::exhaust_due(tasks, db, &scope, store::reste_a_dire, store::redire).await
    })
}
