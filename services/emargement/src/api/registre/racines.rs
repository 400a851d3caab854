//! `GET /v1/registre/racines`.

use actix_web::get;
use auth::{Droit, permission::RegistreLire};
use emargement_api::{JourRacine, RacineSignee};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

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
#[get("/v1/registre/racines", name = "registre_racine_list")]
pub(crate) async fn handler(
    lecture: Lecture<RegistreLire>,
    Filtre(filtre): Filtre<JourRacine>,
) -> Result<Reponse<Vec<RacineSignee>>, Problem> {
    let found = lecture.sans_personne(async |tx| app::racines::lister(tx, filtre.apres, filtre.limite).await).await?;
    Ok(Reponse::ok(found))
}
