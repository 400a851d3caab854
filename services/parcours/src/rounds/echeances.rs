//! Behind the requests: what the rules ask for is said again, where facts changed, and where other rules came into force.

use std::time::Duration;

use auth::{Scope, Systeme};
use events::annuaires;
use runtime::{
    Context,
    rounds::{self, Pass},
};
use store::partout::Attente;

use crate::pilotage::echeance::{A_REVOIR, REGLES, reprendre, reste};

/// How soon facts that changed are seen when nobody reads the list meanwhile.
const FAITS: Duration = Duration::from_secs(5);
/// How soon rules are that come into force by their day alone.
const VERSIONS: Duration = Duration::from_mins(10);

/// Says them again for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow_due(context, FAITS, Attente::A_DIRE, (), passer);
    rounds::follow(context, VERSIONS, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        let (tasks, db) = (&context.tasks, &context.db);
        annuaires::dire(db, scope.territoire(), &A_REVOIR).await?;
        annuaires::dire(db, scope.territoire(), &[REGLES]).await?;
        rounds::exhaust_due(tasks, db, &scope, async |tx| reste(tx).await, async |tx| reprendre(tx).await).await
    })
}
