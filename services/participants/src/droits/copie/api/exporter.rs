//! `POST /v1/participants/{id}/export`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::DroitExercer};
use clients::LecturesClient;
use kernel::ParticipantId;
use participants_api::{Demande, ExportDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::droits::copie::app;

/// Exporter les données d'une personne
///
/// Tout ce que le service détient, qui l'a lu compris. L'export est inscrit au registre avant d'être donné.
#[operation(post "/v1/participants/{id}/export", tag = "droits")]
pub(crate) async fn participant_export(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    autres: Data<LecturesClient>,
    commande: Commande<Demande>,
) -> Result<Reponse<ExportDto>, Problem> {
    let ailleurs = autres.ailleurs(grant.territoire(), *id).await?;
    commande
        .chaque_fois(&db, &grant, async |tx, corps| {
            let done = app::exporter(tx, *id, corps, ailleurs).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
