//! `POST /v1/contrats/{id}/codes`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{CodeDeSignature, DemandeDeCode};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::contrat::app;

/// Tirer un code de signature
///
/// Six chiffres, quinze minutes, cinq essais. À porter au signataire par un autre moyen que cet écran.
#[operation(post "/v1/contrats/{id}/codes")]
pub(crate) async fn contrat_code(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<DemandeDeCode>,
) -> Result<Cree<CodeDeSignature>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::donner_code(tx, *id, corps.signataire).await?;
            Ok(Cree::a(format!("/v1/contrats/{id}"), done).dite_une_fois())
        })
        .await
}
