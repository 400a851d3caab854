//! `GET /v1/rendez-vous/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::AgendaLire};
use emargement_api::RendezVousDto;
use kernel::RendezVousId;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Lire un rendez-vous et ses présences
#[utoipa::path(
    operation_id = "rendez_vous_view",
    tag = "agenda",
    params(("id" = RendezVousId, Path, description = "Le rendez-vous")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaLire::NOM))),
    responses((status = 200, body = RendezVousDto))
)]
#[get("/v1/rendez-vous/{id}")]
pub(crate) async fn handler(
    grant: Grant<AgendaLire>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let rendez_vous = db.read(&grant, async |tx| app::agenda::voir(tx, *id).await).await?;
    for presence in &rendez_vous.presences {
        journal.lecture(&grant, "rendez_vous_view", Some(presence.participant)).await;
    }
    Ok(Reponse::ok(rendez_vous))
}
