//! `POST /v1/suivi/coordonnees`.

use actix_web::{HttpResponse, post, web::Data};
use participants_api::{CoordonneesParLien, SuiviParLien};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::{app, liens::Sceau};

/// Laisser de nouvelles coordonnées de la personne
///
/// Le référent les lit dans la candidature ; le dossier n'est changé que par le PLIE.
#[utoipa::path(
    operation_id = "suivi_contact",
    tag = "candidatures",
    request_body = CoordonneesParLien,
    responses((status = 200, body = SuiviParLien), (status = 404, description = "lien-invalide"))
)]
#[post("/v1/suivi/coordonnees")]
pub(crate) async fn handler(
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<CoordonneesParLien>,
) -> Result<HttpResponse, Problem> {
    let porteur = sceau.lire(&commande.corps().jeton)?;
    commande
        .executer(&db, &porteur, async |tx, corps| {
            app::liens::coordonnees(tx, porteur, corps.texte).await?;
            Ok(Reponse::ok(app::liens::suivre(tx, porteur).await?))
        })
        .await
}
