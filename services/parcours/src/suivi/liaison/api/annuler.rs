//! `POST /v1/liaisons/{id}/annulation`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::LiaisonId;
use parcours_api::{AnnulationLiaison, LiaisonDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::liaison::app;

/// Annuler un échange prévu
///
/// Avec sa raison, sans détail médical.
#[operation(post "/v1/liaisons/{id}/annulation", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn liaison_cancel(
    grant: Grant<ParcoursGerer>,
    id: Path<LiaisonId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<AnnulationLiaison>,
) -> Result<Reponse<LiaisonDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::annuler(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
