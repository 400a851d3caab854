//! `GET /v1/registre`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::RegistreLire};
use emargement_api::{EntreeRegistre, RangRegistre};
use problem::Problem;
use runtime::http::{Filtre, Reponse};
use store::Db;

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
#[get("/v1/registre")]
pub(crate) async fn handler(
    grant: Grant<RegistreLire>,
    Filtre(filtre): Filtre<RangRegistre>,
    db: Data<Db>,
) -> Result<Reponse<Vec<EntreeRegistre>>, Problem> {
    let entries = db.read(&grant, async |tx| app::registre::lire(tx, filtre.apres, filtre.limite).await).await?;
    Ok(Reponse::ok(entries))
}
