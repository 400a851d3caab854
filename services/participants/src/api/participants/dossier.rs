//! `GET /v1/participants/{id}/dossier`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{DossierDto, Regard};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

use crate::app;

/// Lire le dossier d'une personne à une date
///
/// Le dossier au jour `au`, tel qu'il était connu à la fin du jour `connu_au`.
#[utoipa::path(
    operation_id = "participant_dossier",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = DossierDto))
)]
#[get("/v1/participants/{id}/dossier")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<DossierDto>, Problem> {
    let found = db.read(&grant, async |tx| app::dossier::voir(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "participant_dossier", Some(*id)).await;
    Ok(Reponse::ok(found))
}
