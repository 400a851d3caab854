//! `POST /v1/parcours/{id}/besoins`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{BesoinDto, NouveauBesoin};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::besoin::app;

/// Signaler un besoin
///
/// À l’équipe d’animation : ce qu’il faudrait à la personne et qu’aucune étape ne lui offre encore.
#[operation(post "/v1/parcours/{id}/besoins", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn besoin_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauBesoin>,
) -> Result<Reponse<BesoinDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::signaler(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
