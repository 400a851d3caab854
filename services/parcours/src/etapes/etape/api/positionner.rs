//! `POST /v1/parcours/{id}/etapes`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{EtapeDto, NouvelleEtape};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::etapes::etape::app;

/// Positionner une personne sur une étape
#[operation(post "/v1/parcours/{id}/etapes", tag = "etapes", refuses(TransitionInterdite))]
pub(crate) async fn etape_create(
    grant: Grant<EtapeGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleEtape>,
) -> Result<Cree<EtapeDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let etape = app::positionner(tx, *id, nouvelle).await?;
            Ok(Cree::a(format!("/v1/etapes/{}", etape.id), etape))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
