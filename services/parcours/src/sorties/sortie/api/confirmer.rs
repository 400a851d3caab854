//! `POST /v1/sorties/{id}/confirmation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SortieConfirmer};
use kernel::SortieId;
use parcours_api::SortieDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Confirmer une sortie positive
///
/// Sans document, pas de sortie.
#[operation(post "/v1/sorties/{id}/confirmation", refuses(TransitionInterdite, PieceManquante))]
pub(crate) async fn sortie_confirm(
    grant: Grant<SortieConfirmer>,
    id: Path<SortieId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<SortieDto>, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::confirmer(tx, *id).await?))).await
}
