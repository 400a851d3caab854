//! Behind the requests: the tables of persons are read, looked at again and integrated.

use imports::travail;
use runtime::{Context, travaux::Execution};
use store::travaux::Prise;

use crate::{fichiers::Fichiers, reprise::import::app::Dossiers};

/// Does one work on an import.
pub(crate) fn executer<'a>(context: &'a Context, prise: &'a Prise) -> Execution<'a> {
    Box::pin(async move {
        let fichiers = Fichiers::ouvrir(&context.config.files, &context.clock);
        travail::executer::<Dossiers>(context, prise, fichiers.tables()).await
    })
}
