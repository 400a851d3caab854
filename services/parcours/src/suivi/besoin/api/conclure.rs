//! `POST /v1/besoins/{id}/suite`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::BesoinId;
use parcours_api::{BesoinDto, SuiteBesoin};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::besoin::app;

/// Répondre à un besoin
///
/// Ce que l’équipe d’animation en dit, une fois : une offre existe, elle est à créer, rien n’y répond, ou il n’a plus lieu
/// d’être.
#[operation(post "/v1/besoins/{id}/suite", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn besoin_conclude(
    grant: Grant<ParcoursGerer>,
    id: Path<BesoinId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<SuiteBesoin>,
) -> Result<Reponse<BesoinDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::conclure(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
