//! `POST /v1/sorties/{id}/confirmation`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieConfirmer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::SortieDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::sorties::sortie::{app, preuve};

/// Confirmer une sortie positive
///
/// Sans document, pas de sortie.
#[operation(post "/v1/sorties/{id}/confirmation", refuses(TransitionInterdite, PieceManquante))]
pub(crate) async fn sortie_confirm(
    grant: Grant<SortieConfirmer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Vide>,
) -> Result<Reponse<SortieDto>, Problem> {
    let pieces = preuve::demander(&grant, &db, &participants, *id).await;
    // Within: an answer already given is given again, also while participants is away.
    let done = commande
        .executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::confirmer(tx, *id, &pieces.clone()?).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
