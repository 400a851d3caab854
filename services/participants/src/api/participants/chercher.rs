//! `POST /v1/participants/recherche`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ParticipantLire};
use participants_api::{Participant, ParticipantDto, Recherche};
use problem::Problem;
use runtime::{
    Journal,
    http::{Commande, Reponse},
};
use store::Db;

use crate::store::participants;

/// Persons found at most.
const LIMITE: i64 = 50;

/// Chercher des personnes par nom
///
/// Au plus 50 personnes, par début de nom. Un POST : aucun nom ne figure dans une adresse.
#[utoipa::path(
    operation_id = "participant_search",
    tag = "participants",
    request_body = Recherche,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<ParticipantDto>))
)]
#[post("/v1/participants/recherche")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    db: Data<Db>,
    journal: Data<Journal>,
    commande: Commande<Recherche>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, recherche| {
            let found = participants::chercher(tx, &recherche.nom, recherche.date_naissance, LIMITE).await?;
            journal.lecture::<Participant>(&grant, "participant_search", None).await;
            Ok(Reponse::ok(found))
        })
        .await
}
