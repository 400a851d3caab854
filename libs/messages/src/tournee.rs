//! The round: what was written is carried, and what could not be is tried again.

use std::time::Duration;

use auth::Systeme;
use problem::Problem;
use runtime::{Context, rounds};
use store::{
    messages::{self, AEnvoyer},
    partout::Attente,
};
use tokio::sync::broadcast::error::RecvError;

use crate::Facteur;

/// What a crash or an absent server left is looked at every minute.
const PAUSE: Duration = Duration::from_mins(1);

/// Carries the messages of this service: those that were just committed at once, those that a crash or an absent
/// server left when the round comes.
pub fn suivre(context: &Context) {
    let facteur = match Facteur::engager(&context.config.messages) {
        Ok(facteur) => facteur,
        Err(error) => return tracing::error!(%error, "no message will be sent"),
    };
    // Before the first round: what is committed meanwhile is not missed.
    let mut written = context.db.mailed();
    rounds::follow_due(context, PAUSE, Attente::A_SERVIR, facteur.clone(), |context, facteur, scope| {
        Box::pin(distribuer(context, facteur, scope))
    });
    let context = context.clone();
    context.tasks.clone().spawn(async move {
        loop {
            let territoire = tokio::select! {
                () = context.tasks.stopping() => return,
                next = written.recv() => match next {
                    Ok(territoire) => territoire,
                    // The round finds them.
                    Err(RecvError::Lagged(_)) => continue,
                    Err(RecvError::Closed) => return,
                },
            };
            if let Err(problem) = distribuer(&context, &facteur, Systeme(territoire)).await {
                tracing::warn!(slug = problem.slug.as_str(), %territoire, "messages wait for the next round");
            }
        }
    });
}

/// Carries what waits in one territory.
async fn distribuer(context: &Context, facteur: &Facteur, scope: Systeme) -> Result<(), Problem> {
    loop {
        let taken = context.db.tx(&scope, async |tx| messages::prendre(tx).await).await?;
        if taken.is_empty() || context.tasks.is_stopping() {
            return Ok(());
        }
        for lettre in taken {
            if porter(facteur, &lettre).await {
                context.db.tx(&scope, async |tx| messages::retirer(tx, lettre.id).await).await?;
            }
        }
    }
}

/// Whether nothing is left to do with a message. Its address and its text are in no log.
async fn porter(facteur: &Facteur, lettre: &AEnvoyer) -> bool {
    match facteur.porter(lettre).await {
        Ok(()) => true,
        Err(error) if error.est_definitif() => {
            tracing::error!(%error, message = %lettre.id, "a message cannot be sent; it is given up");
            true
        }
        Err(error) => {
            tracing::warn!(%error, message = %lettre.id, tries = lettre.essais, "a message will be sent again");
            false
        }
    }
}
