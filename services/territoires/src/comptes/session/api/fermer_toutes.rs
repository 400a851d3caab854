//! `DELETE /v1/moi/sessions`.

use actix_web::web::Data;
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};

use crate::comptes::{second_facteur, session::app};

/// Fermer toutes ses autres sessions
///
/// Dans tous les territoires ; celle de ce jeton reste ouverte.
#[operation(delete "/v1/moi/sessions", tag = "comptes", answer = "Autres sessions fermées")]
pub(crate) async fn session_delete_others(grant: Grant<CompteSoi>, context: Data<Context>) -> Result<Rien, Problem> {
    let own = grant.claims().sid;
    let ended = context
        .db
        .tx(&grant, async |tx| {
            let compte = second_facteur::app::soi(tx).await?;
            tx.en_deploiement(async |tx| app::fermer_toutes(tx, compte.id.into(), None, own).await).await
        })
        .await?;
    app::annoncer(&context, &ended).await;
    Ok(Rien)
}
