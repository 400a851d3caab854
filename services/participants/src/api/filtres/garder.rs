//! `POST /v1/filtres`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ParticipantLire};
use participants_api::{FiltreDto, NouveauFiltre};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::store::filtres;

/// Garder une recherche
#[utoipa::path(
    operation_id = "filtre_create",
    tag = "participants",
    request_body = NouveauFiltre,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 201, body = FiltreDto))
)]
#[post("/v1/filtres")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    db: Data<Db>,
    commande: Commande<NouveauFiltre>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = filtres::ajouter(tx, corps).await?;
            Ok(Reponse::cree(format!("/v1/filtres/{}", done.id), done))
        })
        .await
}
