//! `POST /v1/rendez-vous/{id}/absences`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::AgendaGerer};
use clients::ParticipantsClient;
use emargement_api::{NouvelleAbsence, RendezVousDto};
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::agenda::rendez_vous::app;

/// Constater une absence
///
/// Avec un motif, la personne est excusée ; jamais de détail médical.
#[operation(post "/v1/rendez-vous/{id}/absences", tag = "agenda", refuses(TransitionInterdite))]
pub(crate) async fn absence_create(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleAbsence>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::absenter(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
