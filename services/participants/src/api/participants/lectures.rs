//! `GET /v1/participants/{id}/lectures`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::JournalLire};
use kernel::Id;
use participants_api::{LectureDto, Participant};
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::store::{lectures, participants};

/// Lire qui a lu le dossier d'une personne
#[utoipa::path(
    operation_id = "participant_reads",
    tag = "participants",
    params(("id" = Uuid, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(JournalLire::NOM))),
    responses((status = 200, body = Vec<LectureDto>))
)]
#[get("/v1/participants/{id}/lectures")]
pub(crate) async fn handler(
    grant: Grant<JournalLire>,
    id: Path<Id<Participant>>,
    db: Data<Db>,
) -> Result<Reponse<Vec<LectureDto>>, Problem> {
    let reads = db
        .read(&grant, async |tx| {
            participants::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            lectures::lister(tx, *id).await.map_err(Problem::from)
        })
        .await?;
    Ok(Reponse::ok(reads))
}
