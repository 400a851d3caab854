//! `POST /v1/passations`.

use actix_web::web::Data;
use auth::{Grant, permission::ParcoursConfier};
use parcours_api::{NouvellePassation, Passation};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::passation::app;

/// Passer les personnes d’un référent à un autre
///
/// Toutes celles qu’il suit ce jour-là, ou celles qui sont nommées, définitivement ou pour un temps : absence, départ. Ce
/// qui ne peut être passé est dit, avec sa raison, et reste comme il était. La fiche de chaque personne est gardée telle
/// qu’elle est ce jour-là.
#[operation(post "/v1/passations", tag = "parcours")]
pub(crate) async fn passation_create(
    grant: Grant<ParcoursConfier>,
    db: Data<Db>,
    commande: Commande<NouvellePassation>,
) -> Result<Reponse<Passation>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::passer(tx, corps).await?))).await
}
