//! `GET /v1/moi/sessions`.

use actix_web::web::Data;
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::SessionDto;

use crate::comptes::{second_facteur, session::store as rows};

/// Lister ses sessions ouvertes
#[operation(get "/v1/moi/sessions", tag = "comptes")]
pub(crate) async fn session_list(grant: Grant<CompteSoi>, db: Data<Db>) -> Result<Reponse<Vec<SessionDto>>, Problem> {
    let open = db
        .read(&grant, async |tx| {
            let compte = second_facteur::app::soi(tx).await?;
            tx.en_deploiement(async |tx| rows::ouvertes(tx, compte.id.into()).await.map_err(Problem::from)).await
        })
        .await?;
    let current = grant.claims().sid;
    let dto = |session: rows::Session| SessionDto {
        id: session.id.into(),
        ouverte_le: session.ouverte_le,
        vue_le: session.vue_le,
        courante: Some(session.id) == current.map(Into::into),
    };
    Ok(Reponse::ok(open.into_iter().map(dto).collect()))
}
