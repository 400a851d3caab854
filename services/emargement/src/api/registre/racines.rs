//! `GET /v1/registre/racines`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::RegistreLire};
use emargement_api::{JourRacine, RacineSignee};
use problem::Problem;
use runtime::http::{Filtre, Reponse};
use store::Db;

use crate::app;

/// Lire les racines signées du registre
///
/// Une par jour où le registre a reçu une entrée : ce qui était vrai ce soir-là reste prouvable.
#[utoipa::path(
    operation_id = "registre_racine_list",
    tag = "registre",
    params(JourRacine),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(RegistreLire::NOM))),
    responses((status = 200, body = Vec<RacineSignee>))
)]
#[get("/v1/registre/racines")]
pub(crate) async fn handler(
    grant: Grant<RegistreLire>,
    Filtre(filtre): Filtre<JourRacine>,
    db: Data<Db>,
) -> Result<Reponse<Vec<RacineSignee>>, Problem> {
    let roots = db.read(&grant, async |tx| app::racines::lister(tx, filtre.apres, filtre.limite).await).await?;
    Ok(Reponse::ok(roots))
}
