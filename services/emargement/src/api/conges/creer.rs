//! `POST /v1/conges`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::TempsGerer};
use emargement_api::{CongeDto, NouveauConge};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer ses congés
#[utoipa::path(
    operation_id = "conge_create",
    tag = "temps",
    request_body = NouveauConge,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsGerer::NOM))),
    responses((status = 201, body = CongeDto))
)]
#[post("/v1/conges")]
pub(crate) async fn handler(
    grant: Grant<TempsGerer>,
    db: Data<Db>,
    commande: Commande<NouveauConge>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            Ok(Reponse::cree("/v1/conges", app::temps::ajouter_conge(tx, corps).await?))
        })
        .await
}
