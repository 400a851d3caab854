//! `POST /v1/filtres/{id}/execution`.

use actix_web::{post, web::Path};
use auth::{Droit, permission::ParticipantLire};
use kernel::FiltreId;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, Vide},
};

use crate::app;

/// Refaire une recherche gardée
#[utoipa::path(
    operation_id = "filtre_run",
    tag = "participants",
    params(("id" = FiltreId, Path, description = "La recherche gardée")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<ParticipantDto>))
)]
#[post("/v1/filtres/{id}/execution", name = "filtre_run")]
pub(crate) async fn handler(
    lecture: Lecture<ParticipantLire>,
    id: Path<FiltreId>,
    _commande: Commande<Vide>,
) -> Result<Reponse<Vec<ParticipantDto>>, Problem> {
    let found = lecture.lire(async |tx| app::recherche::executer(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
