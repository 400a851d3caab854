//! `GET /v1/moi/sessions`, `DELETE /v1/moi/sessions/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CompteSoi};
use kernel::SessionId;
use problem::Problem;
use runtime::{
    Context,
    http::{Reponse, Rien, operation},
};
use store::Db;
use territoires_api::SessionDto;

use crate::{
    app::{connexion, second_facteur},
    store::sessions,
};

/// Lister ses sessions ouvertes
#[operation(get "/v1/moi/sessions", tag = "comptes")]
pub(crate) async fn session_list(grant: Grant<CompteSoi>, db: Data<Db>) -> Result<Reponse<Vec<SessionDto>>, Problem> {
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
#[operation(delete "/v1/moi/sessions/{id}", tag = "comptes", answer = "Session fermée")]
pub(crate) async fn session_delete(
    grant: Grant<CompteSoi>,
    id: Path<SessionId>,
    context: Data<Context>,
) -> Result<Rien, Problem> {
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
    Ok(Rien)
}
