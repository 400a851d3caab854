//! `POST /v1/sorties/{id}/decision`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieConfirmer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{DecisionEquipe, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Retenir un contrat aidé ou d’insertion
///
/// Sur décision motivée de l’équipe d’animation, qui répond à chaque condition du référentiel.
#[operation(post "/v1/sorties/{id}/decision", refuses(TransitionInterdite))]
pub(crate) async fn sortie_decide(
    grant: Grant<SortieConfirmer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<DecisionEquipe>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::decider(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
