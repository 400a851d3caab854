//! `GET /v1/travaux/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ImportGerer};
use kernel::TravailId;
use problem::Problem;
use runtime::{Lecture, http::Reponse};
use store::Travail;

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
#[get("/v1/travaux/{id}", name = "travail_view")]
pub(crate) async fn handler(lecture: Lecture<ImportGerer>, id: Path<TravailId>) -> Result<Reponse<Travail>, Problem> {
    let found = lecture.sans_personne(async |tx| ::store::travaux::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found.ok_or_else(Problem::not_found)?))
}
