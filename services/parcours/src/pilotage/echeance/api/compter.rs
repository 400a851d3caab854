//! `GET /v1/echeances/synthese`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use events::annuaires;
use parcours_api::{FiltreSynthese, SyntheseEcheances};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::Db;

use crate::{
    pilotage::echeance::{A_REVOIR, app},
    vie::parcours,
};

/// Compter les échéances d’une semaine
///
/// Par référent et par règle : dépassées, de la semaine, à venir. Le récapitulatif hebdomadaire de chaque référent.
#[operation(get "/v1/echeances/synthese", tag = "parcours")]
pub(crate) async fn echeance_digest(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreSynthese>,
    db: Data<Db>,
) -> Result<Reponse<SyntheseEcheances>, Problem> {
    lecture.exiger(async |tx| parcours::app::exiger_filtre(tx, filtre.referent, None).await).await?;
    annuaires::rattraper(&db, lecture.territoire(), &A_REVOIR).await?;
    let found = lecture.sans_personne(async |tx| app::synthese(tx, filtre).await).await?;
    Ok(Reponse::ok(found))
}
