//! `GET /v1/registre/verification`.

use auth::permission::RegistreLire;
use emargement_api::Verification;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::registre::entree::app;

/// Vérifier le registre scellé
///
/// Recalcule chaque empreinte et nomme la première entrée rompue.
#[operation(get "/v1/registre/verification")]
pub(crate) async fn registre_verify(lecture: Lecture<RegistreLire>) -> Result<Reponse<Verification>, Problem> {
    let found = lecture.sans_personne(async |tx| app::verifier(tx).await).await?;
    Ok(Reponse::ok(found))
}
