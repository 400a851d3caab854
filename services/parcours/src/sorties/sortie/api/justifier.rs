//! `POST /v1/sorties/{id}/justificatif`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SortieDeclarer};
use kernel::SortieId;
use parcours_api::{Justificatif, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Ajouter le justificatif d’une sortie
#[operation(post "/v1/sorties/{id}/justificatif", refuses(TransitionInterdite))]
pub(crate) async fn sortie_prove(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    commande: Commande<Justificatif>,
) -> Result<Reponse<SortieDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::justifier(tx, *id, corps).await?))).await
}
