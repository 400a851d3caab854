//! `GET /v1/file-active`.

use auth::permission::ParcoursLire;
use parcours_api::{FileActive, FileActiveAu};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::pilotage::file_active::app;

/// Compter la file active
///
/// Par référent, avec les parcours derrière chaque chiffre, un jour quelconque, tel que ce jour était connu un autre jour, et la part
/// des personnes sans étape : d’un référent, des référents d’une structure ou du territoire. Un chiffre compte tout le monde ; qui
/// ne voit que des dossiers ouverts nommément ne voit derrière que ceux-là.
#[operation(get "/v1/file-active", tag = "parcours")]
pub(crate) async fn file_active_view(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FileActiveAu>,
) -> Result<Reponse<FileActive>, Problem> {
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let found = lecture.sans_personne(async |tx| app::compter(tx, filtre).await).await?;
    Ok(Reponse::ok(found))
}
