//! `GET /v1/conventions-places`.

use auth::permission::ParcoursLire;
use parcours_api::{ConventionPlacesDto, FiltreConventionsPlaces};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::pilotage::places::app;

/// Lister les conventions de places
///
/// Les dernières dites d’abord, telles qu’elles étaient connues un jour quelconque.
#[operation(get "/v1/conventions-places", tag = "parcours")]
pub(crate) async fn convention_places_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreConventionsPlaces>,
) -> Result<Reponse<Page<ConventionPlacesDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let rows = lecture.sans_personne(async |tx: &mut Tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |one| one.id)))
}
