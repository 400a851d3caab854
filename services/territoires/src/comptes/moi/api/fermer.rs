//! `POST /v1/moi/fermeture`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};
use territoires_api::FermetureCompte;

use crate::comptes::{
    moi::app,
    session::{self, recente::Recente},
};

/// Fermer son compte
///
/// Dans tous les territoires, aussitôt : il ne garde ni adresse, ni mot de passe. Ce qui a été fait reste au nom de
/// son auteur.
#[operation(
    post "/v1/moi/fermeture",
    tag = "comptes",
    answer = "Compte fermé",
    refuses(TransitionInterdite, AuthentificationRecente)
)]
pub(crate) async fn moi_close(
    grant: Grant<CompteSoi>,
    _: Recente,
    context: Data<Context>,
    fermeture: Json<FermetureCompte>,
) -> Result<Rien, Problem> {
    problem::validate(&*fermeture)?;
    let ended = context.db.tx(&grant, async |tx| app::fermer(tx, &fermeture).await).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(Rien)
}
