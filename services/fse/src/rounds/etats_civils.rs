//! Reads again the sex and the day of birth of those whose file was corrected.

use std::time::Duration;

use ::store::partout::Attente;
use auth::Systeme;
use clients::ParticipantsClient;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::participations::participation::{app, store};

const PAUSE: Duration = Duration::from_secs(5);
const A_RELIRE: Attente = Attente::nomme("territoires_a_relire");
const LOT: i64 = 100;

/// Follows the corrections for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    rounds::follow_due(context, PAUSE, A_RELIRE, ParticipantsClient::new(context), passer);
}

/// participants is asked between the transactions: nothing is held while it answers.
fn passer<'a>(context: &'a Context, participants: &'a ParticipantsClient, scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        for (qui, depuis) in context.db.read(&scope, async |tx| store::a_relire(tx, LOT).await).await? {
            let personne = participants.participant(scope.0, qui).await?.into();
            context.db.tx(&scope, async |tx| app::relire(tx, personne, depuis).await).await?;
        }
        Ok(())
    })
}
