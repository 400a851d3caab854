//! `POST /v1/moi/courriel`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::http::{Rien, operation};
use store::Db;
use territoires_api::ChangementCourriel;

use crate::{
    comptes::{courriel::app, session::recente::Recente},
    courrier::Courrier,
};

/// Changer son adresse
///
/// Un code part à la nouvelle adresse ; l'ancienne reste celle du compte jusqu'à ce qu'il soit donné à
/// `POST /v1/courriels/confirmation`.
#[operation(
    post "/v1/moi/courriel",
    tag = "comptes",
    answer = "Code envoyé à la nouvelle adresse",
    refuses(AuthentificationRecente, TransitionInterdite)
)]
pub(crate) async fn courriel_change(
    grant: Grant<CompteSoi>,
    _: Recente,
    db: Data<Db>,
    courrier: Data<Courrier>,
    voulu: Json<ChangementCourriel>,
) -> Result<Rien, Problem> {
    problem::validate(&*voulu)?;
    db.tx(&grant, async |tx| app::changer(tx, &courrier, voulu.into_inner()).await).await?;
    Ok(Rien)
}
