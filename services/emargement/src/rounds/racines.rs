//! Signs the head of each ledger, soon after midnight.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::registre::racine::{app, domain::Signataires};

const PERIOD: Duration = Duration::from_mins(10);

/// Signs the roots for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PERIOD, Signataires::of(&context.config), passer);
}

fn passer<'a>(context: &'a Context, signataires: &'a Signataires, scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        context.db.tx(&scope, async |tx| app::signer(tx, scope.0, signataires).await).await?;
        Ok(())
    })
}
