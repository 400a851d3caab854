//! `POST /v1/parcours/{id}/fin/retrait`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SortieCorriger};
use kernel::ParcoursId;
use parcours_api::{FinParcours, RetraitFin};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::fin::app;

/// Revenir sur la fin d’un parcours
///
/// Par décision seulement : le parcours reprend, son référent suit de nouveau la personne, et la fin retirée reste dans
/// l’historique. Là où une instance en décide, il reste terminé jusqu’à ce qu’elle accorde la `demande`.
#[operation(post "/v1/parcours/{id}/fin/retrait", refuses(TransitionInterdite))]
pub(crate) async fn fin_withdraw(
    grant: Grant<SortieCorriger>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<RetraitFin>,
) -> Result<Reponse<FinParcours>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::retirer(tx, *id, corps).await?))).await
}
