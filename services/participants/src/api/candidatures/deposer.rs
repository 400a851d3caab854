//! `POST /v1/candidatures`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::CandidatureDeposer};
use participants_api::{CandidatureSuivie, NouvelleCandidature};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Déposer une candidature
///
/// Pour une personne, dont le dossier s’ouvre, ou pour le dossier qu’elle a déjà : l’un ou l’autre. Refusé tant
/// qu’une signature requise par le référentiel manque.
#[utoipa::path(
    operation_id = "candidature_create",
    tag = "candidatures",
    request_body = NouvelleCandidature,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureDeposer::NOM))),
    responses((status = 201, body = CandidatureSuivie))
)]
#[post("/v1/candidatures")]
pub(crate) async fn handler(
    grant: Grant<CandidatureDeposer>,
    db: Data<Db>,
    commande: Commande<NouvelleCandidature>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let candidature = app::candidatures::deposer(tx, nouvelle).await?;
            Ok(Reponse::cree(format!("/v1/candidatures/{}", candidature.id), candidature))
        })
        .await
}
