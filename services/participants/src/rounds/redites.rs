//! Behind the requests: restrictions and answers on sharing that the other services were not told of, before they were told
//! or by a pod of the former version.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::dossier::{consentement, limitation};

const PERIOD: Duration = Duration::from_mins(10);
/// Files told of in one transaction.
const DOSSIERS: i64 = 100;
/// Answers told in one transaction.
const REPONSES: i64 = 200;

/// Tells of them for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, (), passer);
}

fn passer<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        let (tasks, db) = (&context.tasks, &context.db);
        let restrictions = rounds::exhaust(tasks, db, &scope, async |tx| limitation::app::redire(tx, DOSSIERS).await);
        let answers = rounds::exhaust(tasks, db, &scope, async |tx| consentement::app::redire(tx, REPONSES).await);
        // What stops one keeps the other from nothing.
        let (restrictions, answers) = (restrictions.await, answers.await);
        restrictions.and(answers)
    })
}
