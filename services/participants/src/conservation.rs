//! The retention job: looks each hour at what is due, announces it, then does it.

use std::time::Duration;

use auth::Systeme;
use events::Passage;
use runtime::Context;

use crate::{
    app::{conservation, imports},
    fichiers::Fichiers,
};

const PAUSE: Duration = Duration::from_hours(1);
const LOT: i64 = 100;

/// Follows every territory.
pub(crate) fn suivre(context: &Context) {
    events::rounds(context, PAUSE, passer);
}

fn passer(context: &Context, scope: Systeme) -> Passage<'_> {
    Box::pin(async move {
        let fichiers = Fichiers::ouvrir(&context.config.files, &context.clock);
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
    })
}
