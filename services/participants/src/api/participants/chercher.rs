//! `POST /v1/participants/recherche`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ParticipantLire};
use kernel::kind;
use participants_api::{ParticipantDto, Recherche};
use problem::Problem;
use runtime::{
    Journal,
    http::{Commande, Reponse},
};
use store::Db;

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
#[post("/v1/participants/recherche")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    db: Data<Db>,
    journal: Data<Journal>,
    commande: Commande<Recherche>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, recherche| {
            let found = app::recherche::chercher(tx, &recherche).await?;
            journal.lecture::<kind::Participant>(&grant, "participant_search", None).await;
            Ok(Reponse::ok(found))
        })
        .await
}
