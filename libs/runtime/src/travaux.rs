//! Long work, done behind the requests, one at a time in each process.

use std::{future::Future, pin::Pin, time::Duration};

use store::travaux::{self, Arret, Prise};

use crate::Context;

/// How long nobody looks whether there is work.
const PAUSE: Duration = Duration::from_millis(500);

/// A work being done.
pub type Execution<'a> = Pin<Box<dyn Future<Output = Result<(), Arret>> + Send + 'a>>;

/// Does the long works of the service, each by `executer`. Interrupted by a shutdown, a work goes on
/// elsewhere: `executer` looks at [`crate::Tasks::is_stopping`] between two steps.
pub fn suivre(context: &Context, executer: for<'a> fn(&'a Context, &'a Prise) -> Execution<'a>) {
    let context = context.clone();
    context.tasks.clone().spawn(async move {
        loop {
            let idle = match travaux::prendre(&context.db).await {
                Ok(None) => true,
                Ok(Some(prise)) => {
                    faire(&context, &prise, executer).await;
                    false
                }
                Err(error) if error.unavailable() => {
                    tracing::warn!(error = %error.with_causes(), "no long work could be taken yet");
                    true
                }
                Err(error) => {
                    tracing::error!(error = %error.with_causes(), "no long work could be taken");
                    true
                }
            };
            if context.tasks.is_stopping() || idle && context.tasks.pause(PAUSE).await {
                return;
            }
        }
    });
}

async fn faire(context: &Context, prise: &Prise, executer: for<'a> fn(&'a Context, &'a Prise) -> Execution<'a>) {
    let nature = prise.travail.nature.clone();
    tracing::info!(nature, "a long work begins");
    let ended = executer(context, prise).await;
    if let Err(error) = travaux::finir(&context.db, prise, ended).await {
        // Its lease ends, and another process takes it.
        if error.unavailable() {
            tracing::warn!(error = %error.with_causes(), nature, "the end of a long work is not recorded yet");
        } else {
            tracing::error!(error = %error.with_causes(), nature, "the end of a long work could not be recorded");
        }
    }
}
