//! `POST /v1/consentements/{id}/retrait`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::ConsentementId;
use participants_api::{ConsentementDto, Retrait};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Retirer un accord
#[utoipa::path(
    operation_id = "consentement_withdraw",
    tag = "droits",
    params(("id" = ConsentementId, Path, description = "L'accord")),
    request_body = Retrait,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 200, body = Vec<ConsentementDto>))
)]
#[post("/v1/consentements/{id}/retrait")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<ConsentementId>,
    db: Data<Db>,
    commande: Commande<Retrait>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::droits::retirer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
