//! `POST /v1/feuilles`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::TempsGerer};
use emargement_api::{FeuilleDto, NouvelleFeuille};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Composer sa feuille de temps
///
/// Depuis l’agenda et les activités : rien ne se saisit deux fois.
#[utoipa::path(
    operation_id = "feuille_create",
    tag = "temps",
    request_body = NouvelleFeuille,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsGerer::NOM))),
    responses((status = 201, body = FeuilleDto))
)]
#[post("/v1/feuilles")]
pub(crate) async fn handler(
    grant: Grant<TempsGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleFeuille>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let feuille = app::feuilles::composer(tx, corps).await?;
            Ok(Reponse::cree(format!("/v1/feuilles/{}", feuille.id), feuille))
        })
        .await
}
