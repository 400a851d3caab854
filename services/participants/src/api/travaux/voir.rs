//! `GET /v1/travaux/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::TravailId;
use problem::Problem;
use runtime::http::Reponse;
use store::{Db, Travail};

/// Suivre un travail
///
/// Son état, son avancement et, s'il s'est arrêté, pourquoi.
#[utoipa::path(
    operation_id = "travail_view",
    tag = "travaux",
    params(("id" = TravailId, Path, description = "Le travail")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Travail))
)]
#[get("/v1/travaux/{id}")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<TravailId>,
    db: Data<Db>,
) -> Result<Reponse<Travail>, Problem> {
    let found = db.read(&grant, async |tx| ::store::travaux::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found.ok_or_else(Problem::not_found)?))
}
