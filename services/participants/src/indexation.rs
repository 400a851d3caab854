//! Behind the requests: files recorded before their keys, or under a former way of making them, are indexed.

use std::time::Duration;

use auth::Systeme;
use runtime::Context;

use crate::app;

const PAUSE: Duration = Duration::from_mins(10);
const LOT: i64 = 200;

/// Indexes what is not, a batch a transaction, then looks again from time to time: a pod of the former
/// version may still record files.
pub(crate) fn suivre(context: &Context) {
    let (db, tasks) = (context.db.clone(), context.tasks.clone());
    context.tasks.spawn(async move {
        loop {
            match events::known_territories(&db).await {
                Ok(territories) => {
                    for territoire in territories {
                        while !tasks.is_stopping() {
                            let done =
                                db.tx(&Systeme(territoire), async |tx| app::recherche::indexer(tx, LOT).await).await;
                            match done {
                                Ok(0) => break,
                                Ok(files) => tracing::info!(files, "files indexed"),
                                Err(problem) => {
                                    tracing::error!(slug = problem.slug.as_str(), "files could not be indexed");
                                    break;
                                }
                            }
                        }
                    }
                }
                Err(error) => tracing::error!(error = %error, "the territories could not be read"),
            }
            if tasks.pause(PAUSE).await {
                return;
            }
        }
    });
}
