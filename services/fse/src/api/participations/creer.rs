//! `POST /v1/operations/{id}/participations`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::Scope;
use auth::{Droit, Grant, permission::ParticipationGerer};
use fse_api::{NouvelleParticipation, Operation, ParticipationDto};
use kernel::Id;
use participants_api::ParticipantsClient;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Faire entrer une personne dans une opération
///
/// Une personne, une opération, une participation.
#[utoipa::path(
    operation_id = "participation_create",
    tag = "participations",
    params(("id" = Uuid, Path, description = "L'opération")),
    request_body = NouvelleParticipation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationGerer::NOM))),
    responses((status = 201, body = ParticipationDto), (status = 409, description = "conflit"))
)]
#[post("/v1/operations/{id}/participations")]
pub(crate) async fn handler(
    grant: Grant<ParticipationGerer>,
    id: Path<Id<Operation>>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleParticipation>,
) -> Result<HttpResponse, Problem> {
    let personne = participants.participant(grant.territoire(), commande.corps().participant.into()).await?;
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let participation = app::participations::entrer(tx, *id, nouvelle, &personne).await?;
            Ok(Reponse::cree(format!("/v1/participations/{}", participation.id), participation))
        })
        .await
}
