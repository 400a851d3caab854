//! `POST /v1/activites`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::TempsGerer};
use emargement_api::{ActiviteDto, NouvelleActivite};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Compter du temps hors rendez-vous
#[utoipa::path(
    operation_id = "activite_create",
    tag = "temps",
    request_body = NouvelleActivite,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsGerer::NOM))),
    responses((status = 201, body = ActiviteDto), (status = 409, description = "feuille-figee"))
)]
#[post("/v1/activites")]
pub(crate) async fn handler(
    grant: Grant<TempsGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleActivite>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            Ok(Reponse::cree("/v1/activites", app::temps::ajouter_activite(tx, corps).await?))
        })
        .await
}
