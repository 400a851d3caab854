//! `GET /v1/operations/{id}/participations`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipationLire};
use fse_api::ParticipationDto;
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};

use crate::{app, store::participations};

/// Lister les participations d'une opération
#[operation(get "/v1/operations/{id}/participations", tag = "participations")]
pub(crate) async fn participation_list(
    grant: Grant<ParticipationLire>,
    id: Path<OperationId>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<ParticipationDto>>, Problem> {
    let apres = page.apres()?;
    let rows = db
        .read(&grant, async |tx| {
            app::operations::voir(tx, *id).await?;
            participations::lister(tx, *id, apres, page.limite + 1).await.map_err(Problem::from)
        })
        .await?;
    let page = Page::new(rows, page.limite, |participation| participation.id);
    Ok(Reponse::page(page.map(ParticipationDto::from)))
}
