//! `POST /v1/etapes/{id}/bilans`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeDeclarer};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::{EtapeDto, NouveauBilan};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::etapes::etape::app;

/// Enregistrer un bilan tripartite
#[operation(post "/v1/etapes/{id}/bilans", refuses(TransitionInterdite))]
pub(crate) async fn bilan_tripartite_create(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauBilan>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::ajouter_bilan(tx, *id, corps).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
