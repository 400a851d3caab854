//! `POST /v1/territoires`.

use actix_web::web::Data;
use auth::{Grant, permission::TerritoireGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::{NouveauTerritoire, TerritoireDto};

use crate::{comptes::session::recente::Recente, courrier::Courrier, territoires::territoire::app};

/// Créer un territoire
///
/// Avec une copie d'un référentiel livré ; son premier administrateur est invité à son adresse.
#[operation(post "/v1/territoires", refuses(Conflit, AuthentificationRecente))]
pub(crate) async fn territoire_create(
    grant: Grant<TerritoireGerer>,
    _: Recente,
    db: Data<Db>,
    courrier: Data<Courrier>,
    commande: Commande<NouveauTerritoire>,
) -> Result<Cree<TerritoireDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let territoire = app::creer(tx, &courrier, nouveau).await?;
            Ok(Cree::a(format!("/v1/territoires/{}", territoire.id), territoire))
        })
        .await
}
