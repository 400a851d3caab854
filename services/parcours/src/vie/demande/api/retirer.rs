//! `POST /v1/demandes/{id}/retrait`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::DemandeId;
use parcours_api::{DemandeDto, RetraitDemande};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::vie::demande::app;

/// Retirer ce qui est demandé à une instance
///
/// Avant sa décision : la demande quitte l’ordre du jour où elle était inscrite.
#[operation(post "/v1/demandes/{id}/retrait", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn demande_withdraw(
    grant: Grant<ParcoursGerer>,
    id: Path<DemandeId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<RetraitDemande>,
) -> Result<Reponse<DemandeDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::retirer(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
