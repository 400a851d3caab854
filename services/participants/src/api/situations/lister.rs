//! `GET /v1/participants/{id}/situations`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{Regard, SituationDto};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

use crate::app;

/// Lire les situations d'une personne
///
/// Sans date, tous les enregistrements en vigueur ; avec `au`, ceux qui valent ce jour-là ; avec `connu_au`, tels
/// qu'on les connaissait alors.
#[utoipa::path(
    operation_id = "situation_list",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<SituationDto>))
)]
#[get("/v1/participants/{id}/situations")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<SituationDto>>, Problem> {
    let found = db.read(&grant, async |tx| app::situations::lister(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "situation_list", Some(*id)).await;
    Ok(Reponse::ok(found))
}
