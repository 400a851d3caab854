//! `GET /v1/registre/verification`.

use actix_web::get;
use auth::{Droit, permission::RegistreLire};
use emargement_api::Verification;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

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
#[get("/v1/registre/verification", name = "registre_verify")]
pub(crate) async fn handler(lecture: Lecture<RegistreLire>) -> Result<Reponse<Verification>, Problem> {
    let found = lecture.sans_personne(async |tx| app::registre::verifier(tx).await).await?;
    Ok(Reponse::ok(found))
}
