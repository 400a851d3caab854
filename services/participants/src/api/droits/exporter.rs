//! `POST /v1/participants/{id}/export`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, Scope, permission::DroitExercer};
use clients::LecturesClient;
use kernel::ParticipantId;
use participants_api::{Demande, ExportDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Exporter les données d'une personne
///
/// Tout ce que le service détient, qui l'a lu compris. L'export est inscrit au registre avant d'être donné.
#[utoipa::path(
    operation_id = "participant_export",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = Demande,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DroitExercer::NOM))),
    responses((status = 200, body = ExportDto))
)]
#[post("/v1/participants/{id}/export")]
pub(crate) async fn handler(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    autres: Data<LecturesClient>,
    commande: Commande<Demande>,
) -> Result<HttpResponse, Problem> {
    let ailleurs = autres.ailleurs(grant.territoire(), *id).await?;
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::droits::exporter(tx, *id, corps, ailleurs).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
