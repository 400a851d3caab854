//! `GET /v1/operations`.

use actix_web::web::Data;
use auth::{Grant, permission::OperationLire};
use fse_api::OperationDto;
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};

use crate::operations::operation::store as rows;

/// Lister les opérations
///
/// Les plus récentes d’abord.
#[operation(get "/v1/operations")]
pub(crate) async fn operation_list(
    grant: Grant<OperationLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<OperationDto>>, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| rows::lister(tx, apres, page.limite).await).await?;
    let page = Page::new(rows, page.limite, |operation| operation.id);
    Ok(Reponse::page(page.map(OperationDto::from)))
}
