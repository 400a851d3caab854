//! `POST /v1/travaux/{id}/annulation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::TravailId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::{Db, Travail};

/// Annuler un travail
///
/// Aussitôt s'il attend, après le lot en cours sinon. Ce qui est fait reste fait.
#[utoipa::path(
    operation_id = "travail_cancel",
    tag = "travaux",
    params(("id" = TravailId, Path, description = "Le travail")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Travail))
)]
#[post("/v1/travaux/{id}/annulation")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<TravailId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, _corps| Ok(Reponse::ok(::store::travaux::annuler(tx, *id).await?))).await
}
