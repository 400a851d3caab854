//! `GET /v1/participants/{id}/lectures`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::JournalLire};
use clients::LecturesClient;
use kernel::ParticipantId;
use participants_api::LectureDto;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::{Db, journal};

use crate::{dossier::participant, droits::lecture::app, noms::nommer};

/// Lire qui a lu le dossier d'une personne
///
/// Dans tous les services, les plus récentes d'abord, et pourquoi en mots que la personne comprend.
#[operation(get "/v1/participants/{id}/lectures")]
pub(crate) async fn participant_reads(
    grant: Grant<JournalLire>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    autres: Data<LecturesClient>,
) -> Result<Reponse<Vec<LectureDto>>, Problem> {
    let mut reads = db
        .read(&grant, async |tx| {
            participant::app::exiger(tx, *id).await?;
            if !tx.voit(&[*id]).await? {
                return Err(Problem::not_found());
            }
            journal::lister(tx, *id).await.map_err(Problem::from)
        })
        .await?;
    reads.extend(autres.ailleurs(grant.territoire(), *id).await?);
    let told = app::raconter(reads);
    Ok(Reponse::ok(db.read(&grant, async |tx| nommer(tx, told).await).await?))
}
