//! `GET /v1/moi/sessions`, `DELETE /v1/moi/sessions/{id}`.

use actix_web::{
    HttpResponse, delete, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CompteSoi};
use kernel::SessionId;
use problem::Problem;
use runtime::{Context, http::Reponse};
use store::Db;
use territoires_api::SessionDto;

use crate::{
    app::{connexion, second_facteur},
    store::sessions,
};

/// Lister ses sessions ouvertes
#[utoipa::path(
    operation_id = "session_list",
    tag = "comptes",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CompteSoi::NOM))),
    responses((status = 200, body = Vec<SessionDto>))
)]
#[get("/v1/moi/sessions")]
pub(crate) async fn lister(grant: Grant<CompteSoi>, db: Data<Db>) -> Result<Reponse<Vec<SessionDto>>, Problem> {
    let open = db
        .read(&grant, async |tx| {
            let compte = second_facteur::soi(tx).await?;
            tx.en_deploiement(async |tx| sessions::ouvertes(tx, compte.id.into()).await.map_err(Problem::from)).await
        })
        .await?;
    let current = grant.claims().sid;
    let dto = |session: sessions::Session| SessionDto {
        id: session.id.into(),
        ouverte_le: session.ouverte_le,
        vue_le: session.vue_le,
        courante: Some(session.id) == current.map(Into::into),
    };
    Ok(Reponse::ok(open.into_iter().map(dto).collect()))
}

/// Fermer une de ses sessions
///
/// Ses jetons cessent aussitôt d'être acceptés.
#[utoipa::path(
    operation_id = "session_delete",
    tag = "comptes",
    params(("id" = SessionId, Path, description = "La session")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CompteSoi::NOM))),
    responses((status = 204, description = "Session fermée"))
)]
#[delete("/v1/moi/sessions/{id}")]
pub(crate) async fn fermer(
    grant: Grant<CompteSoi>,
    id: Path<SessionId>,
    context: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let closed = context
        .db
        .tx(&grant, async |tx| {
            let compte = second_facteur::soi(tx).await?;
            tx.en_deploiement(async |tx| sessions::fermer(tx, compte.id.into(), *id).await.map_err(Problem::from)).await
        })
        .await?;
    if !closed {
        return Err(Problem::not_found());
    }
    connexion::annoncer(&context, *id).await;
    Ok(HttpResponse::NoContent().finish())
}
