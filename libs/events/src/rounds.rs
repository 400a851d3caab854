//! What is looked at from time to time, territory by territory.

use std::{future::Future, pin::Pin, time::Duration};

use auth::Systeme;
use kernel::TerritoireId;
use problem::{Problem, Slug};
use runtime::Context;
use store::{idempotence, territoires};

/// One territory being looked at.
pub type Passage<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;

/// How soon what failed is looked at again: twice as late each time, as late as a round at most.
const RETRY: Duration = Duration::from_secs(1);

/// Looks at the deployment and at every territory, then again after `pause`. What fails for one keeps no other
/// waiting.
pub fn rounds(context: &Context, pause: Duration, passer: for<'a> fn(&'a Context, Systeme) -> Passage<'a>) {
    let context = context.clone();
    context.tasks.clone().spawn(async move {
        let mut retry = RETRY;
        loop {
            let failed = round(&context, passer).await;
            retry = if failed { (retry * 2).min(pause) } else { RETRY };
            if context.tasks.pause(if failed { retry } else { pause }).await {
                return;
            }
        }
    });
}

/// Looks at each once; whether one failed. A territory whose rules have not arrived yet did not.
async fn round(context: &Context, passer: for<'a> fn(&'a Context, Systeme) -> Passage<'a>) -> bool {
    let known = match territoires::connus(&context.db).await {
        Ok(known) => known,
        Err(error) => {
            tracing::warn!(%error, "the territories could not be read");
            return true;
        }
    };
    let mut failed = false;
    for territoire in known.into_iter().chain([TerritoireId::DEPLOIEMENT]) {
        match passer(context, Systeme(territoire)).await {
            Err(problem) if problem.slug != Slug::ReferentielAbsent => {
                tracing::error!(slug = problem.slug.as_str(), %territoire, "a round could not go on");
                failed = true;
            }
            _ => {}
        }
    }
    failed
}

/// Forgets, each hour, the answers kept for requests that might have been sent twice.
pub fn forget_answers(context: &Context) {
    rounds(context, Duration::from_hours(1), |context, scope| {
        Box::pin(async move {
            context.db.tx(&scope, async |tx| idempotence::oublier(tx).await).await?;
            Ok(())
        })
    });
}
