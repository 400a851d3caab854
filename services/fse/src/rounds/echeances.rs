//! Tells again what Europe asks of the participations of operations whose last day moved, a lot at a time.

use std::time::Duration;

use ::store::partout::Attente;
use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::participations::participation::{annonce, redite};

const PAUSE: Duration = Duration::from_secs(5);
const A_REDIRE: Attente = Attente::nomme("territoires_a_redire");

/// Tells them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow_due(context, PAUSE, A_REDIRE, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        let (tasks, db) = (&context.tasks, &context.db);
        rounds::exhaust_due(tasks, db, &scope, redite::reste, annonce::redire).await
    })
}
