//! `POST /v1/rendez-vous/{id}/emargements`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::AgendaGerer};
use clients::ParticipantsClient;
use emargement_api::{NouvelEmargement, RendezVousDto};
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::agenda::rendez_vous::app;

/// Signer la feuille
///
/// Arrivée puis départ, pour chaque participant et pour l’animateur, qui signe pour soi. Chaque signature est scellée
/// dans le registre. Le rendez-vous terminé, ce qui manque s’ajoute avec un motif tant que la feuille du mois n’est pas
/// signée.
#[operation(
    post "/v1/rendez-vous/{id}/emargements",
    tag = "agenda",
    refuses(TransitionInterdite, Conflit, FeuilleFigee),
)]
pub(crate) async fn emargement_create(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelEmargement>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::emarger(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
