//! `POST /v1/demarches/{id}/suite`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::DemarcheId;
use parcours_api::{DemarcheDto, SuiteDemarche};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::demarche::app;

/// Conclure une démarche
///
/// Ce qu’il en est advenu, une fois ; une inscription obtenue dit jusqu’à quand elle vaut.
#[operation(post "/v1/demarches/{id}/suite", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn demarche_conclude(
    grant: Grant<ParcoursGerer>,
    id: Path<DemarcheId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<SuiteDemarche>,
) -> Result<Reponse<DemarcheDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::conclure(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
