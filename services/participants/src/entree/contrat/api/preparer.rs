//! `POST /v1/contrats`.

use actix_web::web::Data;
use auth::{Grant, permission::ContratGerer};
use participants_api::{ContratDto, NouveauContrat};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::contrat::app;

/// Préparer un contrat d'engagement
#[operation(post "/v1/contrats", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn contrat_create(
    grant: Grant<ContratGerer>,
    db: Data<Db>,
    commande: Commande<NouveauContrat>,
) -> Result<Cree<ContratDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let contrat = app::preparer(tx, nouveau).await?;
            Ok(Cree::a(format!("/v1/contrats/{}", contrat.id), contrat))
        })
        .await
}
