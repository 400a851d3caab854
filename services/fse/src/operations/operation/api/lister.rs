//! `GET /v1/operations`.

use actix_web::web::Data;
use auth::{Grant, permission::OperationLire};
use fse_api::{FiltreOperations, OperationDto};
use problem::Problem;
use runtime::http::{self, Filtre, Reponse, operation};
use store::{Db, Page};

use crate::operations::operation::app;

/// Lister les opérations
///
/// Les plus récentes d’abord.
#[operation(get "/v1/operations")]
pub(crate) async fn operation_list(
    grant: Grant<OperationLire>,
    Filtre(filtre): Filtre<FiltreOperations>,
    db: Data<Db>,
) -> Result<Reponse<Page<OperationDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    let rows = db.read(&grant, async |tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |operation| operation.id)))
}
