//! `GET /v1/participants/{id}/adresses`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{AdresseDto, Regard};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

use crate::app;

/// Lire les adresses d'une personne
#[utoipa::path(
    operation_id = "adresse_list",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<AdresseDto>))
)]
#[get("/v1/participants/{id}/adresses")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<AdresseDto>>, Problem> {
    let found = db.read(&grant, async |tx| app::adresses::lister(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "adresse_list", Some(*id)).await;
    Ok(Reponse::ok(found))
}
