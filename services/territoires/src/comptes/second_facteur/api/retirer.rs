//! `DELETE /v1/moi/second-facteur`.

use actix_web::web::Data;
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::http::{Rien, operation};
use store::Db;

use crate::comptes::{second_facteur::app, session::recente::Recente};

/// Retirer le second facteur
///
/// Ses codes de secours ne servent plus non plus.
#[operation(
    delete "/v1/moi/second-facteur",
    tag = "comptes",
    answer = "Second facteur retiré",
    refuses(TransitionInterdite, AuthentificationRecente)
)]
pub(crate) async fn second_facteur_delete(grant: Grant<CompteSoi>, _: Recente, db: Data<Db>) -> Result<Rien, Problem> {
    db.tx(&grant, async |tx| app::retirer(tx).await).await?;
    Ok(Rien)
}
