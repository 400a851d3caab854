//! `PATCH /v1/rendez-vous/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::AgendaGerer};
use clients::ParticipantsClient;
use emargement_api::{PlanRendezVous, RendezVousDto};
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::agenda::rendez_vous::app;

/// Déplacer un rendez-vous
///
/// Son heure, son lieu, qui l’anime, tant que personne n’a signé. Ce qui n’est pas nommé reste (RFC 7396). Refusé si
/// l’animateur ou un participant est déjà pris, ou si quelqu’un l’a modifié depuis la lecture.
#[operation(
    patch "/v1/rendez-vous/{id}",
    versioned,
    tag = "agenda",
    refuses(Chevauchement, FeuilleFigee, TransitionInterdite),
)]
pub(crate) async fn rendez_vous_update(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    version: SiVersion,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Retouche<PlanRendezVous>>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, retouche| {
            let moved = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = moved.version;
            Ok(Reponse::ok(moved).version(version))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
