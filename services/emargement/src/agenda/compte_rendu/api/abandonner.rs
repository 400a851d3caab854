//! `POST /v1/comptes-rendus/{id}/abandon`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::CompteRenduEcrire};
use clients::ParticipantsClient;
use emargement_api::CompteRenduDto;
use kernel::CompteRenduId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::agenda::compte_rendu::app;

/// Abandonner le brouillon d’un compte rendu
///
/// Par son auteur, tant qu’il n’est pas validé. Ce qu’il disait n’est gardé nulle part ; un autre peut être commencé à
/// sa place.
#[operation(post "/v1/comptes-rendus/{id}/abandon", tag = "agenda", refuses(TransitionInterdite))]
pub(crate) async fn compte_rendu_abandon(
    grant: Grant<CompteRenduEcrire>,
    id: Path<CompteRenduId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Vide>,
) -> Result<Reponse<CompteRenduDto>, Problem> {
    let done = commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::abandonner(tx, *id).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
