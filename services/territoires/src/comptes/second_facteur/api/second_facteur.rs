//! `POST /v1/moi/second-facteur`, `POST /v1/moi/second-facteur/activation`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{
    Context,
    http::{Reponse, Rien, operation},
};
use territoires_api::{CodeSecondFacteur, SecondFacteur};

use crate::{comptes::second_facteur::app, etat::Etat};

/// Préparer un second facteur
///
/// L'adresse renvoyée se montre en code QR à une application d'authentification ; un premier code
/// l'active.
#[operation(post "/v1/moi/second-facteur", tag = "comptes", refuses(TransitionInterdite))]
pub(crate) async fn second_facteur_create(
    grant: Grant<CompteSoi>,
    context: Data<Context>,
    etat: Data<Etat>,
) -> Result<Reponse<SecondFacteur>, Problem> {
    app::preparer(&context, &etat, &grant).await.map(Reponse::ok)
}

/// Activer le second facteur
#[operation(post "/v1/moi/second-facteur/activation", tag = "comptes", answer = "Second facteur actif")]
pub(crate) async fn second_facteur_activate(
    grant: Grant<CompteSoi>,
    context: Data<Context>,
    etat: Data<Etat>,
    code: Json<CodeSecondFacteur>,
) -> Result<Rien, Problem> {
    problem::validate(&*code)?;
    app::activer(&context, &etat, &grant, code.into_inner()).await?;
    Ok(Rien)
}
