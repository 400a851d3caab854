//! `POST /v1/rendez-vous/{id}/cloture`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::AgendaGerer};
use clients::ParticipantsClient;
use emargement_api::RendezVousDto;
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::agenda::rendez_vous::app;

/// Terminer un rendez-vous
///
/// Quand chaque présence est constatée. Son temps entre dans la feuille du mois : elle n’est pas signée.
#[operation(post "/v1/rendez-vous/{id}/cloture", tag = "agenda", refuses(TransitionInterdite, FeuilleFigee))]
pub(crate) async fn rendez_vous_close(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Vide>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let done = commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::terminer(tx, *id).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
