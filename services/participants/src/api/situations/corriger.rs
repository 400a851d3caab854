//! `POST /v1/situations/{id}/correction`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::SituationId;
use participants_api::{Correction, NouvelleSituation, SituationDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Corriger une situation
///
/// L'enregistrement corrigé reste, avec l'auteur, la date et le motif de sa correction. Sans `fait`, il est
/// retiré.
#[utoipa::path(
    operation_id = "situation_correct",
    tag = "participants",
    params(("id" = SituationId, Path, description = "La situation")),
    request_body = Correction<NouvelleSituation>,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 201, body = SituationDto))
)]
#[post("/v1/situations/{id}/correction")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<SituationId>,
    db: Data<Db>,
    commande: Commande<Correction<NouvelleSituation>>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::situations::corriger(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/situations/{}", done.id), done))
        })
        .await
}
