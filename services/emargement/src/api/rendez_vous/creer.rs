//! `POST /v1/rendez-vous`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::AgendaGerer};
use emargement_api::{NouveauRendezVous, RendezVousDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Prévoir un rendez-vous
///
/// Individuel ou collectif. Refusé si l’animateur ou un participant est déjà pris.
#[utoipa::path(
    operation_id = "rendez_vous_create",
    tag = "agenda",
    request_body = NouveauRendezVous,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaGerer::NOM))),
    responses((status = 201, body = RendezVousDto), (status = 409, description = "chevauchement, feuille-figee"))
)]
#[post("/v1/rendez-vous")]
pub(crate) async fn handler(
    grant: Grant<AgendaGerer>,
    db: Data<Db>,
    commande: Commande<NouveauRendezVous>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let rendez_vous = app::agenda::prevoir(tx, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/rendez-vous/{}", rendez_vous.id), rendez_vous))
        })
        .await
}
