//! `POST /v1/mots-de-passe/reinitialisation`.

use actix_web::web::Data;
use problem::Problem;
use runtime::{
    Context,
    http::{Json, Rien, operation},
};
use territoires_api::NouveauMotDePasse;

use crate::{
    comptes::{mot_de_passe::app, session},
    visiteur::Visiteur,
};

/// Réinitialiser son mot de passe
///
/// Avec le code du message. Ferme toutes les sessions du compte ; le second facteur reste demandé.
#[operation(
    post "/v1/mots-de-passe/reinitialisation",
    tag = "comptes",
    public,
    answer = "Mot de passe remplacé",
    refuses(LienInvalide)
)]
pub(crate) async fn mot_de_passe_reset(
    visiteur: Visiteur,
    context: Data<Context>,
    Json(nouveau): Json<NouveauMotDePasse>,
) -> Result<Rien, Problem> {
    let ended = app::reinitialiser(&context.db, &visiteur, nouveau).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(Rien)
}
