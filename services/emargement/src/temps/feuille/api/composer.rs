//! `POST /v1/feuilles`.

use actix_web::web::Data;
use auth::{Grant, permission::TempsGerer};
use emargement_api::{FeuilleDto, NouvelleFeuille};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::temps::feuille::app;

/// Composer sa feuille de temps
///
/// Depuis l’agenda et les activités : rien ne se saisit deux fois.
#[operation(post "/v1/feuilles", tag = "temps")]
pub(crate) async fn feuille_create(
    grant: Grant<TempsGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleFeuille>,
) -> Result<Cree<FeuilleDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let feuille = app::composer(tx, corps).await?;
            Ok(Cree::a(format!("/v1/feuilles/{}", feuille.id), feuille))
        })
        .await
}
