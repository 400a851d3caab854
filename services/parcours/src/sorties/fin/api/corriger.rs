//! `POST /v1/parcours/{id}/fin/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SortieCorriger};
use kernel::ParcoursId;
use parcours_api::{CorrectionFin, FinParcours};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::fin::app;

/// Corriger comment un parcours s’est terminé
///
/// Par décision seulement : un autre motif, un autre jour, une autre destination. L’ancienne fin reste dans l’historique. Là où
/// une instance en décide, rien ne change jusqu’à ce qu’elle accorde la `demande`.
#[operation(post "/v1/parcours/{id}/fin/correction", refuses(TransitionInterdite))]
pub(crate) async fn fin_correct(
    grant: Grant<SortieCorriger>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<CorrectionFin>,
) -> Result<Reponse<FinParcours>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::corriger(tx, *id, corps).await?))).await
}
