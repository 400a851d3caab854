//! `POST /v1/parcours/{id}/liaisons`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{LiaisonDto, NouvelleLiaison};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::suivi::liaison::app;

/// Noter un échange avec un partenaire
///
/// Point d’étape avec France Travail ou le Département, contact avec le prescripteur ou le référent social : prévu, ou tenu
/// quand il dit ce qui a été convenu. Sans détail médical.
#[operation(post "/v1/parcours/{id}/liaisons", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn liaison_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleLiaison>,
) -> Result<Cree<LiaisonDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let one = app::noter(tx, *id, nouvelle).await?;
            Ok(Cree::a(format!("/v1/liaisons/{}", one.id), one))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
