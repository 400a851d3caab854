//! `POST /v1/correspondances-de-parcours`.

use actix_web::web::Data;
use auth::{Grant, permission::ImportGerer};
use parcours_api::{CorrespondanceParcoursDto, NouvelleCorrespondanceParcours};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::reprise::correspondance::app;

/// Garder une correspondance de parcours
///
/// Comment se lit le tableau des parcours d'un ancien logiciel : une fois pour le territoire. `source` est celle du
/// tableau des personnes, dont les lignes reprennent les références. Un référent qui n'a pas de compte reste un nom.
#[operation(post "/v1/correspondances-de-parcours", tag = "imports")]
pub(crate) async fn correspondance_parcours_create(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleCorrespondanceParcours>,
) -> Result<Cree<CorrespondanceParcoursDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let kept = app::ajouter(tx, corps).await?;
            Ok(Cree::a(format!("/v1/correspondances-de-parcours/{}", kept.id), kept))
        })
        .await
}
