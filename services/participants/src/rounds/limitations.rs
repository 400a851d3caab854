//! Behind the requests: restrictions that the other services were not told of, before they were told or by a pod of the
//! former version.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::dossier::limitation;

const PERIOD: Duration = Duration::from_mins(1);
/// Files told of in one transaction.
const LOT: i64 = 100;

/// Tells of them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        while !context.tasks.is_stopping() {
            if context.db.tx(&scope, async |tx| limitation::app::redire(tx, LOT).await).await? == 0 {
                break;
            }
        }
        Ok(())
    })
}
