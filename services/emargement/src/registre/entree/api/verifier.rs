//! `GET /v1/registre/verification`.

use actix_web::web::Data;
use auth::permission::RegistreLire;
use emargement_api::Verification;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::registre::{entree::app, racine::domain::Signataires};

/// Vérifier le registre scellé
///
/// Recalcule chaque empreinte, jusqu’où le registre est connu être allé, et nomme chaque rang changé, retiré ou rejoué ;
/// ce qu’un effacement a coupé n’est pas rompu.
#[operation(get "/v1/registre/verification")]
pub(crate) async fn registre_verify(
    lecture: Lecture<RegistreLire>,
    signataires: Data<Signataires>,
) -> Result<Reponse<Verification>, Problem> {
    let found = lecture.sans_personne(async |tx| app::verifier(tx, &signataires.actuel).await).await?;
    Ok(Reponse::ok(found))
}
