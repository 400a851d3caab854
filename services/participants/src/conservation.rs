//! The retention job: looks each hour at what is due, announces it, then does it.

use std::time::Duration;

use auth::Systeme;
use problem::{Problem, Slug};
use runtime::Context;

use crate::{
    app::{conservation, imports},
    fichiers::Fichiers,
};

const PAUSE: Duration = Duration::from_hours(1);
const LOT: i64 = 100;

/// Follows every territory.
pub(crate) fn suivre(context: &Context) {
    let (context, tasks) = (context.clone(), context.tasks.clone());
    context.tasks.clone().spawn(async move {
        let fichiers = Fichiers::ouvrir(&context.config.files, &context.clock);
        loop {
            match events::known_territories(&context.db).await {
                Ok(territories) => {
                    for territoire in territories {
                        if let Err(problem) = passer(&context, &fichiers, Systeme(territoire)).await
                            && problem.slug != Slug::ReferentielAbsent
                        {
                            tracing::error!(slug = problem.slug.as_str(), "the retention of files could not go on");
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

async fn passer(context: &Context, fichiers: &Fichiers, scope: Systeme) -> Result<(), Problem> {
    for cle in context.db.tx(&scope, async |tx| imports::oublier(tx, LOT).await).await? {
        fichiers.oublier(&cle).await;
    }
    while !context.tasks.is_stopping()
        && context.db.tx(&scope, async |tx| conservation::annoncer(tx, LOT).await).await? > 0
    {}
    loop {
        let (done, files) = context.db.tx(&scope, async |tx| conservation::appliquer(tx, LOT).await).await?;
        for cle in files {
            fichiers.oublier(&cle).await;
        }
        if done == 0 || context.tasks.is_stopping() {
            return Ok(());
        }
    }
}
