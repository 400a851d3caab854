//! `POST /v1/moi/mot-de-passe`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};
use territoires_api::ChangementMotDePasse;

use crate::{
    comptes::{mot_de_passe::app, second_facteur, session, session::recente::Recente},
    visiteur::Visiteur,
};

/// Changer son mot de passe
///
/// Ferme les autres sessions du compte, et le dit à son adresse. Rien n'est gardé de cette requête : une clé
/// d'idempotence y est sans effet.
#[operation(
    post "/v1/moi/mot-de-passe",
    tag = "comptes",
    answer = "Mot de passe changé",
    refuses(AuthentificationRecente, IdentifiantsRefuses)
)]
pub(crate) async fn mot_de_passe_change(
    grant: Grant<CompteSoi>,
    _: Recente,
    visiteur: Visiteur,
    context: Data<Context>,
    changement: Json<ChangementMotDePasse>,
) -> Result<Rien, Problem> {
    problem::validate(&*changement)?;
    let compte = context.db.read(&grant, async |tx| second_facteur::app::soi(tx).await).await?;
    let own = (compte, grant.claims().sid);
    let ended = app::changer(&context.db, &visiteur, own, changement.into_inner()).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(Rien)
}
