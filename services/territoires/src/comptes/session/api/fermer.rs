//! `DELETE /v1/moi/sessions/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CompteSoi};
use kernel::SessionId;
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};

use crate::comptes::{
    second_facteur,
    session::{app, store as rows},
};

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
            let compte = second_facteur::app::soi(tx).await?;
            tx.en_deploiement(async |tx| rows::fermer(tx, compte.id.into(), *id).await.map_err(Problem::from)).await
        })
        .await?;
    if !closed {
        return Err(Problem::not_found());
    }
    app::annoncer(&context, &[*id]).await;
    Ok(Rien)
}
