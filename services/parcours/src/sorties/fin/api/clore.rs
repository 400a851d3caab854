//! `POST /v1/parcours/{id}/fin`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParcoursGerer};
use kernel::ParcoursId;
use parcours_api::{FinParcours, NouvelleFin};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::fin::app;

/// Terminer un parcours autrement que par une sortie positive
///
/// Abandon, déménagement, réorientation… : la personne n’est plus suivie à partir de ce jour. Là où une instance en décide,
/// le parcours continue jusqu’à ce qu’elle accorde la `demande`.
#[operation(post "/v1/parcours/{id}/fin", refuses(TransitionInterdite))]
pub(crate) async fn parcours_end(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<NouvelleFin>,
) -> Result<Reponse<FinParcours>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::clore(tx, *id, corps).await?))).await
}
