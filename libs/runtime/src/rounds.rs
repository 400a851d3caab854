//! What is looked at from time to time, territory by territory.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

use auth::Systeme;
use chrono::Months;
use kernel::TerritoireId;
use problem::{Problem, Slug};
use store::{
    Db, Tx, elagage, idempotence, journal,
    partout::{self, Attente},
    territoires,
};

use crate::{Context, Tasks, tasks};

/// One territory being looked at.
pub type Pass<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;

/// Looks at one territory, with what was made once for all of them.
pub type Visit<S> = for<'a> fn(&'a Context, &'a S, Systeme) -> Pass<'a>;

/// How soon what failed is looked at again: twice as late each time, as late as a round at most.
const RETRY: Duration = Duration::from_secs(1);

/// Looks at the deployment and at every territory, then again after `pause`. What fails for one keeps no other
/// waiting. It costs as much as there are territories: what is looked at often is said by an [`Attente`].
pub fn follow<S: Send + Sync + 'static>(context: &Context, pause: Duration, with: S, visit: Visit<S>) {
    repeat(context, pause, None, with, visit);
}

/// The same, where `attente` says that something waits: one question for all territories.
pub fn follow_due<S: Send + Sync + 'static>(
    context: &Context,
    pause: Duration,
    attente: Attente,
    with: S,
    visit: Visit<S>,
) {
    repeat(context, pause, Some(attente), with, visit);
}

fn repeat<S: Send + Sync + 'static>(
    context: &Context,
    pause: Duration,
    attente: Option<Attente>,
    with: S,
    visit: Visit<S>,
) {
    let context = context.clone();
    context.tasks.clone().spawn(async move {
        let mut retry = RETRY;
        loop {
            let failed = round(&context, attente, &with, visit).await;
            let next = if failed { retry } else { pause };
            retry = if failed { (retry * 2).min(pause) } else { RETRY };
            if context.tasks.pause(tasks::about(next)).await {
                return;
            }
        }
    });
}

/// Looks at each once; whether one failed. A territory whose rules have not arrived yet did not.
async fn round<S>(context: &Context, attente: Option<Attente>, with: &S, visit: Visit<S>) -> bool {
    let looked_at = match attente {
        Some(attente) => partout::territoires(&context.db, attente).await,
        None => territoires::connus(&context.db).await.map(|mut known| {
            known.push(TerritoireId::DEPLOIEMENT);
            known
        }),
    };
    let looked_at = match looked_at {
        Ok(looked_at) => looked_at,
        Err(error) => {
            tracing::warn!(error = %error.with_causes(), "the territories could not be read");
            return true;
        }
    };
    let mut failed = false;
    for territoire in looked_at {
        match visit(context, with, Systeme(territoire)).await {
            Ok(()) => {}
            Err(problem) if problem.slug == Slug::ReferentielAbsent => {}
            Err(problem) if problem.slug.passes() => {
                tracing::warn!(slug = problem.slug.as_str(), %territoire, "a round is interrupted");
                failed = true;
            }
            Err(problem) => {
                tracing::error!(slug = problem.slug.as_str(), %territoire, "a round could not go on");
                failed = true;
            }
        }
    }
    failed
}

/// How much longer what is done behind requests rests than it works.
const REPOS: u32 = 2;

/// Does `work`, which says how much it did, a transaction at a time until nothing is left of it or the process stops. It
/// rests in between: what requests ask for meanwhile is not late for it.
pub async fn exhaust<N, E>(
    tasks: &Tasks,
    db: &Db,
    scope: &Systeme,
    mut work: impl AsyncFnMut(&mut Tx) -> Result<N, E>,
) -> Result<(), Problem>
where
    N: Default + PartialEq,
    E: From<store::Error>,
    Problem: From<E>,
{
    while !tasks.is_stopping() {
        let start = Instant::now();
        let done = db.tx(scope, async |tx| work(tx).await).await?;
        if done == N::default() || tasks.pause(start.elapsed() * REPOS).await {
            break;
        }
    }
    Ok(())
}

/// The same, where `due` says that there is some: to look costs no transaction.
pub async fn exhaust_due<N, E>(
    tasks: &Tasks,
    db: &Db,
    scope: &Systeme,
    mut due: impl AsyncFnMut(&mut Tx) -> Result<bool, store::Error>,
    work: impl AsyncFnMut(&mut Tx) -> Result<N, E>,
) -> Result<(), Problem>
where
    N: Default + PartialEq,
    E: From<store::Error>,
    Problem: From<E>,
{
    if db.read(scope, async |tx| due(tx).await).await? { exhaust(tasks, db, scope, work).await } else { Ok(()) }
}

/// Forgets, each hour, the answers kept for requests that might have been sent twice.
pub(crate) fn forget_answers(context: &Context) {
    follow(context, Duration::from_hours(1), (), |context, (), scope| {
        Box::pin(async move {
            context.db.tx(&scope, async |tx| idempotence::oublier(tx).await).await?;
            Ok(())
        })
    });
}

/// Takes away, four times a day, what has been kept long enough.
pub(crate) fn prune(context: &Context) {
    let journal = Months::new(context.config.journal_months);
    follow(context, Duration::from_hours(6), journal, |context, journal, scope| {
        let journal = *journal;
        Box::pin(async move {
            let prune = async move |tx: &mut Tx| elagage::elaguer(tx, journal).await;
            exhaust(&context.tasks, &context.db, &scope, prune).await
        })
    });
}

/// Lists spread in one transaction: some two thousand lines.
const LISTES: i64 = 40;

/// Spreads, each minute, the lists that were read to a line a person. They are told meanwhile.
pub(crate) fn spread_journal(context: &Context) {
    follow_due(context, Duration::from_mins(1), Attente::A_ETALER, (), |context, (), scope| {
        Box::pin(async move {
            exhaust(&context.tasks, &context.db, &scope, async |tx| journal::etaler(tx, LISTES).await).await
        })
    });
}
