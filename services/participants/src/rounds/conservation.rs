//! The retention job: looks each hour at what is due, announces it, then does it. What was erased less far is erased again,
//! and whoever was spotted long ago is forgotten.

use std::time::Duration;

use auth::Systeme;
use runtime::{
    Context,
    rounds::{self, Pass},
};

use crate::{droits::conservation, entree::reperage, fichiers::Fichiers, reprise::import};

const PAUSE: Duration = Duration::from_hours(1);
const LOT: i64 = 100;

/// Follows every territory.
pub(crate) fn suivre(context: &Context) {
    rounds::follow(context, PAUSE, Fichiers::ouvrir(&context.config.files, &context.clock), passer);
}

fn passer<'a>(context: &'a Context, fichiers: &'a Fichiers, scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        for emplacement in context.db.tx(&scope, async |tx| import::app::Imports::oublier(tx, LOT).await).await? {
            fichiers.oublier(&emplacement).await;
        }
        while let Some(files) = context.db.tx(&scope, async |tx| conservation::app::refaire(tx).await).await? {
            for emplacement in files {
                fichiers.oublier(&emplacement).await;
            }
            if context.tasks.is_stopping() {
                return Ok(());
            }
        }
        rounds::exhaust(&context.tasks, &context.db, &scope, async |tx| reperage::app::purger(tx, LOT).await).await?;
        rounds::exhaust(&context.tasks, &context.db, &scope, async |tx| conservation::app::annoncer(tx, LOT).await)
            .await?;
        loop {
            let (done, files) = context.db.tx(&scope, async |tx| conservation::app::appliquer(tx, LOT).await).await?;
            for emplacement in files {
                fichiers.oublier(&emplacement).await;
            }
            if done == 0 || context.tasks.is_stopping() {
                return Ok(());
            }
        }
    })
}
