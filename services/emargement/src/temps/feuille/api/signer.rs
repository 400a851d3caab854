//! `POST /v1/feuilles/{id}/signatures`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsSigner};
use emargement_api::FeuilleDto;
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::temps::feuille::app;

/// Signer une feuille de temps
///
/// L'agent la sienne, puis le supérieur que son habilitation nomme, ou la direction : elle est alors certifiée et figée.
#[operation(
    post "/v1/feuilles/{id}/signatures",
    tag = "temps",
    refuses(FeuilleFigee, FeuilleIncoherente, TransitionInterdite),
)]
pub(crate) async fn feuille_sign(
    grant: Grant<TempsSigner>,
    id: Path<FeuilleId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<FeuilleDto>, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::signer(tx, *id).await?))).await
}
