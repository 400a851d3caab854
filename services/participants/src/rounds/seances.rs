//! Behind the requests: who reads the files of the open sessions, when other rules or mandates hold; the entries that wait for
//! a session.

use std::time::Duration;

use auth::{Scope, Systeme};
use events::annuaires;
use runtime::{
    Context,
    rounds::{self, Pass},
};
use store::partout::Attente;

use crate::instances::{commission::ouverture, demande::office};

/// How soon what was noted is seen.
const FAITS: Duration = Duration::from_secs(2);
/// How soon a day is that comes by itself.
const JOURS: Duration = Duration::from_secs(5);

/// Looks for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow_due(context, FAITS, Attente::A_DIRE, (), revoir);
    rounds::follow_due(context, JOURS, ouverture::ECHUS, (), echoir);
}

fn revoir<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        let (db, territoire) = (&context.db, scope.territoire());
        annuaires::dire(db, territoire, &ouverture::A_REVOIR).await?;
        annuaires::dire(db, territoire, &[office::A_INSCRIRE]).await
    })
}

fn echoir<'a>(context: &'a Context, (): &'a (), scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        rounds::exhaust(&context.tasks, &context.db, &scope, async |tx| ouverture::echoir(tx).await).await
    })
}
