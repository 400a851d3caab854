//! `GET /v1/passations`.

use auth::permission::SuiviLire;
use parcours_api::{FiltrePassations, PassationDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::pilotage::passation::app;

/// Lister les passations
///
/// De quel référent à quel autre, pour combien de personnes : les dernières d’abord. Un référent lit celles qu’il a faites ou
/// reçues.
#[operation(get "/v1/passations", tag = "parcours")]
pub(crate) async fn passation_list(
    lecture: Lecture<SuiviLire>,
    Filtre(filtre): Filtre<FiltrePassations>,
) -> Result<Reponse<Page<PassationDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let found = lecture.sans_personne(async |tx: &mut Tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(found, filtre.limite, |one| one.id)))
}
