//! `POST /v1/operations/{id}/participations`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, Scope, permission::ParticipationGerer};
use fse_api::{NouvelleParticipation, ParticipationDto};
use kernel::OperationId;
use participants_api::ParticipantsClient;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Faire entrer une personne dans une opération
///
/// Une personne, une opération, une participation. Le dossier de la personne est dès lors à conserver aussi
/// longtemps que le financeur l'exige.
#[utoipa::path(
    operation_id = "participation_create",
    tag = "participations",
    params(("id" = OperationId, Path, description = "L'opération")),
    request_body = NouvelleParticipation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationGerer::NOM))),
    responses((status = 201, body = ParticipationDto), (status = 409, description = "conflit"))
)]
#[post("/v1/operations/{id}/participations")]
pub(crate) async fn handler(
    grant: Grant<ParticipationGerer>,
    id: Path<OperationId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleParticipation>,
) -> Result<HttpResponse, Problem> {
    let (territoire, qui) = (grant.territoire(), commande.corps().participant);
    let personne = participants.participant(territoire, qui).await?.into();
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let participation = app::participations::entrer(tx, *id, nouvelle, personne).await?;
            let obligation = app::participations::obligation(tx, *id).await?;
            participants.obliger(territoire, qui, &obligation).await?;
            Ok(Reponse::cree(format!("/v1/participations/{}", participation.id), participation))
        })
        .await
}
