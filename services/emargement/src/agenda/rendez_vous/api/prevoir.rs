//! `POST /v1/rendez-vous`.

use actix_web::web::Data;
use auth::{Grant, Scope, permission::AgendaGerer};
use clients::ParticipantsClient;
use emargement_api::{NouveauRendezVous, RendezVousDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::agenda::rendez_vous::app;

/// Prévoir un rendez-vous
///
/// Individuel ou collectif. Refusé si l’animateur ou un participant est déjà pris.
#[operation(post "/v1/rendez-vous", tag = "agenda", refuses(Chevauchement, FeuilleFigee))]
pub(crate) async fn rendez_vous_create(
    grant: Grant<AgendaGerer>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauRendezVous>,
) -> Result<Cree<RendezVousDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, nouveau| {
            let rendez_vous = app::prevoir(tx, nouveau).await?;
            Ok(Cree::a(format!("/v1/rendez-vous/{}", rendez_vous.id), rendez_vous))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
