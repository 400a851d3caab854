//! `GET /v1/registre`.

use actix_web::get;
use auth::{Droit, permission::RegistreLire};
use emargement_api::{EntreeRegistre, RangRegistre};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

use crate::app;

/// Lire le registre scellé
///
/// Avec ce qu’il faut pour le vérifier hors de la suite.
#[utoipa::path(
    operation_id = "registre_list",
    tag = "registre",
    params(RangRegistre),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(RegistreLire::NOM))),
    responses((status = 200, body = Vec<EntreeRegistre>))
)]
#[get("/v1/registre", name = "registre_list")]
pub(crate) async fn handler(
    lecture: Lecture<RegistreLire>,
    Filtre(filtre): Filtre<RangRegistre>,
) -> Result<Reponse<Vec<EntreeRegistre>>, Problem> {
    let found = lecture.lire(async |tx| app::registre::lire(tx, filtre.apres, filtre.limite).await).await?;
    Ok(Reponse::ok(found.contenu))
}
