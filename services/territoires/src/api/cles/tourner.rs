//! `POST /v1/cles/rotation`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::CleGerer};
use problem::Problem;
use runtime::{
    Context,
    http::{Commande, Reponse},
};
use territoires_api::{CleDto, RotationCles};

use crate::app::{self, Etat};

/// Changer la clé qui signe les jetons
///
/// Elle change d’elle-même tous les trente jours ; ceci la change maintenant.
#[utoipa::path(
    operation_id = "cle_rotate",
    tag = "exploitation",
    request_body = RotationCles,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CleGerer::NOM))),
    responses((status = 200, body = Vec<CleDto>))
)]
#[post("/v1/cles/rotation")]
pub(crate) async fn handler(
    grant: Grant<CleGerer>,
    context: Data<Context>,
    etat: Data<Etat>,
    commande: Commande<RotationCles>,
) -> Result<HttpResponse, Problem> {
    let tourner = async |tx: &mut _, rotation| Ok(Reponse::ok(app::cles::tourner(tx, &etat, rotation).await?));
    let reponse = commande.executer(&context.db, &grant, tourner).await?;
    app::cles::annoncer(&context, &etat).await?;
    Ok(reponse)
}
