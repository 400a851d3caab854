//! `POST /v1/jetons`.

use actix_web::web::Data;
use problem::Problem;
use runtime::{
    Context,
    http::{Form, Reponse, operation},
};
use territoires_api::{DemandeJeton, Jetons};

use crate::{etat::Etat, jetons::jeton::app, visiteur::Visiteur};

/// Obtenir des jetons
///
/// RFC 6749 : `password` (avec `totp` si le compte a un second facteur), `refresh_token` (rotation à
/// chaque usage ; un jeton réutilisé ferme la session) ou `client_credentials`.
#[operation(post "/v1/jetons", public, refuses(IdentifiantsRefuses, SecondFacteur))]
pub(crate) async fn jeton_create(
    visiteur: Visiteur,
    context: Data<Context>,
    etat: Data<Etat>,
    Form(demande): Form<DemandeJeton>,
) -> Result<Reponse<Jetons>, Problem> {
    app::demander(&context, &etat, &visiteur, demande).await.map(Reponse::ok)
}
