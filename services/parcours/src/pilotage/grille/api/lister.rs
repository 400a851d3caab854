//! `GET /v1/grilles`.

use auth::permission::ParcoursLire;
use parcours_api::{FiltreGrilles, GrilleResume};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::pilotage::grille::app;

/// Lister les états de présence figés
///
/// Les mois les plus récents d’abord.
#[operation(get "/v1/grilles", tag = "parcours")]
pub(crate) async fn grille_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreGrilles>,
) -> Result<Reponse<Page<GrilleResume>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre_de_liste(tx, &filtre).await).await?;
    let rows = lecture.sans_personne(async |tx: &mut Tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |one| (one.mois, one.id))))
}
