//! `POST /v1/mots-de-passe/reinitialisation`.

use actix_web::web::{Data, Json};
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
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
    nouveau: Json<NouveauMotDePasse>,
) -> Result<Rien, Problem> {
    problem::validate(&*nouveau)?;
    let ended = app::reinitialiser(&context.db, &visiteur, nouveau.into_inner()).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(Rien)
}
