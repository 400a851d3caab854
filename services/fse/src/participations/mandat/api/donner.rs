//! `POST /v1/operations/{id}/mandats`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::MandatDonner};
use clients::ParticipantsClient;
use fse_api::{MandatDto, NouveauMandat};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::participations::mandat::app;

/// Donner un mandat de contrôle
///
/// Les dossiers de l’échantillon, ou de toute l’opération, s’ouvrent en entier au contrôleur pendant sa durée ; il
/// n’en voit pas d’autre.
#[operation(post "/v1/operations/{id}/mandats", tag = "participations")]
pub(crate) async fn mandat_create(
    grant: Grant<MandatDonner>,
    id: Path<OperationId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauMandat>,
) -> Result<Cree<MandatDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, nouveau| {
            Ok(Cree::a("/v1/mandats".to_owned(), app::donner(tx, *id, nouveau).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
