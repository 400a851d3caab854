//! `POST /v1/parcours/{id}/demarches`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{DemarcheDto, NouvelleDemarche};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::demarche::app;

/// Noter une démarche
///
/// Auprès du service public de l’emploi : une inscription, son renouvellement, une réponse à une offre, et ce qu’il en est
/// advenu quand on le sait déjà.
#[operation(post "/v1/parcours/{id}/demarches", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn demarche_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleDemarche>,
) -> Result<Reponse<DemarcheDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::noter(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
