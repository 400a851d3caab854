//! `GET /v1/registre/verification`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::RegistreLire};
use emargement_api::Verification;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Vérifier le registre scellé
///
/// Recalcule chaque empreinte et nomme la première entrée rompue.
#[utoipa::path(
    operation_id = "registre_verify",
    tag = "registre",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(RegistreLire::NOM))),
    responses((status = 200, body = Verification))
)]
#[get("/v1/registre/verification")]
pub(crate) async fn handler(grant: Grant<RegistreLire>, db: Data<Db>) -> Result<Reponse<Verification>, Problem> {
    db.read(&grant, async |tx| app::registre::verifier(tx).await).await.map(Reponse::ok)
}
