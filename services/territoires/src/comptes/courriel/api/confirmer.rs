//! `POST /v1/courriels/confirmation`.

use actix_web::web::{Data, Json};
use problem::Problem;
use runtime::http::{Rien, operation};
use store::Db;
use territoires_api::CodeRecu;

use crate::{comptes::courriel::app, visiteur::Visiteur};

/// Confirmer sa nouvelle adresse
///
/// Avec le code du message ; l'ancienne adresse en est avertie.
#[operation(
    post "/v1/courriels/confirmation",
    tag = "comptes",
    public,
    answer = "Adresse remplacée",
    refuses(LienInvalide, Conflit)
)]
pub(crate) async fn courriel_confirm(visiteur: Visiteur, db: Data<Db>, recu: Json<CodeRecu>) -> Result<Rien, Problem> {
    problem::validate(&*recu)?;
    app::confirmer(&db, &visiteur, &recu.code).await?;
    Ok(Rien)
}
