//! `GET /v1/taux-sorties`.

use auth::permission::ParcoursLire;
use parcours_api::{FiltreTaux, TauxSorties};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::Tx;

use crate::pilotage::taux::app;

/// Lire les taux de sortie d’une période
///
/// D’un référent, des référents d’une structure ou du territoire : sorties positives, numérateur et dénominateur, sorties
/// neutres qui n’y entrent pas, et où en sont les objectifs du protocole. Ces chiffres ne nomment personne et comptent tout le
/// monde, même pour qui ne voit que des dossiers ouverts nommément.
#[operation(get "/v1/taux-sorties", tag = "parcours")]
pub(crate) async fn taux_sorties_view(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreTaux>,
) -> Result<Reponse<TauxSorties>, Problem> {
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let found = lecture.sans_personne(async |tx: &mut Tx| app::dire(tx, &filtre).await).await?;
    Ok(Reponse::ok(found))
}
