//! `POST /v1/cles/rotation`.

use actix_web::web::Data;
use auth::{Grant, permission::CleGerer};
use problem::Problem;
use runtime::{
    Context,
    http::{Commande, Reponse, operation},
};
use territoires_api::{CleDto, RotationCles};

use crate::{comptes::session::recente::Recente, etat::Etat, jetons::cle::app};

/// Changer la clé qui signe les jetons
///
/// Elle change d’elle-même tous les trente jours ; ceci la change maintenant.
#[operation(post "/v1/cles/rotation", tag = "exploitation", refuses(AuthentificationRecente))]
pub(crate) async fn cle_rotate(
    grant: Grant<CleGerer>,
    _: Recente,
    context: Data<Context>,
    etat: Data<Etat>,
    commande: Commande<RotationCles>,
) -> Result<Reponse<Vec<CleDto>>, Problem> {
    let tourner = async |tx: &mut _, rotation| Ok(Reponse::ok(app::tourner(tx, &etat, rotation).await?));
    let reponse = commande.executer(&context.db, &grant, tourner).await?;
    app::annoncer(&context, &etat).await?;
    Ok(reponse)
}
