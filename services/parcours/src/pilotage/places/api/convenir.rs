//! `POST /v1/conventions-places`.

use actix_web::web::Data;
use auth::{Grant, permission::CapaciteFixer};
use parcours_api::{ConventionPlaces, ConventionPlacesDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::pilotage::places::app;

/// Convenir de places
///
/// Celles d’une structure, ou d’un de ses référents, pour un temps. Une place n’est pas une personne : plusieurs s’y succèdent.
#[operation(post "/v1/conventions-places", tag = "parcours", refuses(Chevauchement))]
pub(crate) async fn convention_places_create(
    grant: Grant<CapaciteFixer>,
    db: Data<Db>,
    commande: Commande<ConventionPlaces>,
) -> Result<Cree<ConventionPlacesDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, contenu| {
            let one = app::convenir(tx, contenu).await?;
            Ok(Cree::a(format!("/v1/conventions-places/{}", one.id), one))
        })
        .await
}
