//! `POST /v1/moi/second-facteur`.

use actix_web::web::Data;
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{
    Context,
    http::{Reponse, operation},
};
use territoires_api::SecondFacteur;

use crate::{
    comptes::{second_facteur::app, session::recente::Recente},
    etat::Etat,
};

/// Préparer un second facteur
///
/// L'adresse renvoyée se montre en code QR à une application d'authentification ; un premier code
/// l'active. Les codes de secours ne sont montrés que dans cette réponse.
#[operation(post "/v1/moi/second-facteur", tag = "comptes", refuses(TransitionInterdite, AuthentificationRecente))]
pub(crate) async fn second_facteur_create(
    grant: Grant<CompteSoi>,
    _: Recente,
    context: Data<Context>,
    etat: Data<Etat>,
) -> Result<Reponse<SecondFacteur>, Problem> {
    app::preparer(&context, &etat, &grant).await.map(Reponse::ok)
}
