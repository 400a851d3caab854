//! `POST /v1/suivi`.

use actix_web::{HttpResponse, post, web::Data};
use participants_api::{JetonDeLien, SuiviParLien};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::{app, liens::Sceau};

/// Suivre une candidature par un lien sans compte
///
/// Un POST : le jeton du lien ne figure dans aucune adresse. Ne montre rien du diagnostic.
#[utoipa::path(
    operation_id = "suivi_view",
    tag = "candidatures",
    request_body = JetonDeLien,
    responses((status = 200, body = SuiviParLien), (status = 404, description = "lien-invalide"))
)]
#[post("/v1/suivi")]
pub(crate) async fn handler(
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<JetonDeLien>,
) -> Result<HttpResponse, Problem> {
    let porteur = sceau.lire(&commande.corps().jeton)?;
    commande.executer(&db, &porteur, async |tx, _| Ok(Reponse::ok(app::liens::suivre(tx, porteur).await?))).await
}
