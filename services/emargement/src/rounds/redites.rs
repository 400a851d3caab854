//! Tells again what was told with less, before or by a pod of the former version: certified sheets without their days, the
//! end of appointments without who was excused.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::{agenda::rendez_vous, temps::feuille};

const PERIOD: Duration = Duration::from_mins(10);
/// Sheets, or appointments, told in one transaction.
const LOT: i64 = 100;

/// Tells them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        let (tasks, db) = (&context.tasks, &context.db);
        let sheets = rounds::exhaust_due(
            tasks,
            db,
            &scope,
            async |tx| feuille::app::reste_a_dire(tx).await,
            async |tx| feuille::app::redire(tx, LOT).await,
        );
        let appointments = rounds::exhaust_due(
            tasks,
            db,
            &scope,
            async |tx| rendez_vous::app::reste_a_dire(tx).await,
            async |tx| rendez_vous::app::redire(tx, LOT).await,
        );
        // What stops one keeps the other from nothing.
        let (sheets, appointments) = (sheets.await, appointments.await);
        sheets.and(appointments)
    })
}
