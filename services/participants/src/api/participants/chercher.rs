//! `POST /v1/participants/recherche`.

use actix_web::post;
use auth::{Droit, permission::ParticipantLire};
use participants_api::{ParticipantDto, Recherche};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse},
};

use crate::app;

/// Chercher des personnes
///
/// Au plus 50 personnes : d'abord celles dont un nom commence ainsi, puis celles dont un nom contient le mot ou
/// sonne de même. Un POST : aucun nom ne figure dans une adresse.
#[utoipa::path(
    operation_id = "participant_search",
    tag = "participants",
    request_body = Recherche,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<ParticipantDto>))
)]
#[post("/v1/participants/recherche", name = "participant_search")]
pub(crate) async fn handler(
    lecture: Lecture<ParticipantLire>,
    commande: Commande<Recherche>,
) -> Result<Reponse<Vec<ParticipantDto>>, Problem> {
    let found = lecture.lire(async |tx| app::recherche::chercher(tx, commande.corps()).await).await?;
    Ok(Reponse::ok(found))
}
