//! `POST /v1/conges`.

use actix_web::web::Data;
use auth::{Grant, permission::TempsGerer};
use emargement_api::{CongeDto, NouveauConge};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::temps::conge::app;

/// Enregistrer ses congés
///
/// Refusés sur un mois dont la feuille est signée.
#[operation(post "/v1/conges", tag = "temps", refuses(FeuilleFigee))]
pub(crate) async fn conge_create(
    grant: Grant<TempsGerer>,
    db: Data<Db>,
    commande: Commande<NouveauConge>,
) -> Result<Cree<CongeDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Cree::a("/v1/conges", app::ajouter_conge(tx, corps).await?)))
        .await
}
