//! `POST /v1/sorties/{id}/justificatif`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{Justificatif, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::{app, preuve};

/// Ajouter le justificatif d’une sortie
///
/// Une pièce acceptée du dossier de la personne, d’un type qui prouve cette sortie, datée autour d’elle. De contrats qui se
/// suivent, chacun a la sienne.
#[operation(post "/v1/sorties/{id}/justificatif", refuses(TransitionInterdite))]
pub(crate) async fn sortie_prove(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Justificatif>,
) -> Result<Reponse<SortieDto>, Problem> {
    let pieces = preuve::demander(&grant, &db, &participants, *id).await;
    // Within: an answer already given is given again, also while participants is away.
    let done = commande
        .executer(&db, &grant, async |tx, corps| {
            Ok(Reponse::ok(app::justifier(tx, *id, corps, &pieces.clone()?).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
