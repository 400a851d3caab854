//! `POST /v1/rendez-vous/{id}/annulation`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::AgendaGerer};
use clients::ParticipantsClient;
use emargement_api::RendezVousDto;
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::agenda::rendez_vous::app;

/// Annuler un rendez-vous
///
/// Tant que personne n’a signé.
#[operation(post "/v1/rendez-vous/{id}/annulation", tag = "agenda", refuses(TransitionInterdite))]
pub(crate) async fn rendez_vous_cancel(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Vide>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let done = commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::annuler(tx, *id).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
