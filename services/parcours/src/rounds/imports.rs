//! Behind the requests: the tables of parcours are read, looked at again and integrated; what is in nothing is forgotten.

use std::time::Duration;

use auth::Systeme;
use imports::{Fichiers, travail};
use runtime::{
    Context,
    rounds::{self, Pass},
    travaux::{self, Execution},
};
use store::travaux::Prise;

use crate::reprise::import::app::{FaitsDeParcours, Imports};

const PAUSE: Duration = Duration::from_hours(1);
const LOT: i64 = 100;

/// Does the long works, and forgets, for as long as the service runs.
pub(crate) fn suivre(context: &Context) {
    travaux::suivre(context, executer);
    rounds::follow(context, PAUSE, Fichiers::ouvrir(&context.config.files), oublier);
}

fn executer<'a>(context: &'a Context, prise: &'a Prise) -> Execution<'a> {
    Box::pin(async move {
        let fichiers = Fichiers::ouvrir(&context.config.files);
        travail::executer::<FaitsDeParcours>(context, prise, &fichiers).await
    })
}

fn oublier<'a>(context: &'a Context, fichiers: &'a Fichiers, scope: Systeme) -> Pass<'a> {
    Box::pin(async move {
        for emplacement in context.db.tx(&scope, async |tx| Imports::oublier(tx, LOT).await).await? {
            fichiers.oublier(&emplacement).await;
        }
        Ok(())
    })
}
