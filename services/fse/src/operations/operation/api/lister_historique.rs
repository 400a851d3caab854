//! `GET /v1/operations/{id}/historique`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::OperationLire};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};
use suite_api::ChangementDto;

use crate::operations::operation::app;

/// Lire l'historique d'une opération
///
/// Qui a changé quoi de sa convention, quand, de quoi en quoi, le plus récent d'abord. Ce qui a changé avant que les
/// valeurs ne soient gardées n'a que ses champs.
#[operation(get "/v1/operations/{id}/historique")]
pub(crate) async fn operation_historique_list(
    grant: Grant<OperationLire>,
    id: Path<OperationId>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let changes = db.read(&grant, async |tx| app::historique(tx, *id, avant, page.limite).await).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
