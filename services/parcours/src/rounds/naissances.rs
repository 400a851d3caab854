//! Reads when those were born whose right an age ends, and reads it again once their file was corrected.

use std::time::Duration;

use auth::Systeme;
use clients::ParticipantsClient;
use runtime::{
    Context,
    rounds::{self, Pass},
};
use store::partout::Attente;

use crate::vie::parcours::store as rows;

const PAUSE: Duration = Duration::from_secs(5);
/// Where the rules end the right by age, and a file is still to be read.
const A_RELIRE: Attente = Attente::nomme("territoires_a_relire");
const LOT: i64 = 100;

/// Reads for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow_due(context, PAUSE, A_RELIRE, ParticipantsClient::new(context), passer);
}

/// participants is asked between the transactions: nothing is held while it answers.
fn passer<'a>(context: &'a Context, participants: &'a ParticipantsClient, scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        for (qui, depuis) in context.db.read(&scope, async |tx| rows::a_relire(tx, LOT).await).await? {
            let file = participants.participant(scope.0, qui).await?;
            let naissance = file.anonymise_le.is_none().then_some(file.date_naissance);
            context.db.tx(&scope, async |tx| rows::dater_la_naissance(tx, qui, naissance, depuis).await).await?;
        }
        Ok(())
    })
}
