//! `POST /v1/actions/{id}/avancement`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ActionId;
use parcours_api::{ActionDto, AvancementAction};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::action::app;

/// Avancer une ligne du plan d’action
///
/// Elle est en cours, faite ou abandonnée ; ce qui est terminé dit ce qu’il en est advenu, sans détail médical.
#[operation(post "/v1/actions/{id}/avancement", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn action_advance(
    grant: Grant<ParcoursGerer>,
    id: Path<ActionId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<AvancementAction>,
) -> Result<Reponse<ActionDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::avancer(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
