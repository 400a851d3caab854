//! `POST /v1/mots-de-passe/oubli`.

use actix_web::web::{Data, Json};
use problem::Problem;
use runtime::http::{Rien, operation};
use store::Db;
use territoires_api::MotDePasseOublie;

use crate::{comptes::mot_de_passe::app, courrier::Courrier, visiteur::Visiteur};

/// Oublier son mot de passe
///
/// Un code part à l'adresse, si elle a un compte ; la réponse est la même sinon.
#[operation(post "/v1/mots-de-passe/oubli", tag = "comptes", public, answer = "Un code part, si l'adresse a un compte")]
pub(crate) async fn mot_de_passe_forget(
    visiteur: Visiteur,
    db: Data<Db>,
    courrier: Data<Courrier>,
    oublie: Json<MotDePasseOublie>,
) -> Result<Rien, Problem> {
    problem::validate(&*oublie)?;
    app::oublier(&db, &courrier, &visiteur, oublie.into_inner()).await?;
    Ok(Rien)
}
