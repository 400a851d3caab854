//! `POST /v1/sorties/{id}/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieCorriger};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{NouvelleCorrectionSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Revenir sur une sortie confirmée
///
/// Par décision seulement : le parcours reprend, et la correction reste. Les mois suivis avant la sortie restent suivis, sauf si
/// l’emploi n’a jamais été celui de la personne ; rien n’est dû des jours où elle était tenue pour sortie. Là où une instance décide
/// des sorties, rien ne change jusqu’à ce qu’elle accorde la `demande`.
#[operation(post "/v1/sorties/{id}/correction", refuses(TransitionInterdite))]
pub(crate) async fn sortie_correct(
    grant: Grant<SortieCorriger>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleCorrectionSortie>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::corriger(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
