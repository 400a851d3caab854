//! `GET /v1/operations/{id}/participations`.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipationLire};
use fse_api::ParticipationDto;
use kernel::OperationId;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::{app, store::participations};

/// Lister les participations d'une opération
#[utoipa::path(
    operation_id = "participation_list",
    tag = "participations",
    params(("id" = OperationId, Path, description = "L'opération"), Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationLire::NOM))),
    responses((status = 200, body = Page<ParticipationDto>))
)]
#[get("/v1/operations/{id}/participations")]
pub(crate) async fn handler(
    grant: Grant<ParticipationLire>,
    id: Path<OperationId>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db
        .read(&grant, async |tx| {
            app::operations::voir(tx, *id).await?;
            participations::lister(tx, *id, apres, page.limite + 1).await.map_err(Problem::from)
        })
        .await?;
    let page = Page::new(rows, page.limite, |participation| participation.id);
    Ok(http::page(&request, &page.map(ParticipationDto::from)))
}
