//! `GET /v1/occupation`.

use auth::permission::ParcoursLire;
use parcours_api::{FiltreOccupation, Occupation};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::Tx;

use crate::pilotage::occupation::app;

/// Lire l’occupation des places sur une année
///
/// Douze fins de mois, leur moyenne, les personnes accompagnées dans l’année et ce qui est prévu d’ici sa fin : d’un référent,
/// des référents d’une structure ou du territoire, telle qu’elle était connue un jour quelconque. Ces chiffres ne nomment
/// personne et comptent tout le monde, même pour qui ne voit que des dossiers ouverts nommément.
#[operation(get "/v1/occupation", tag = "parcours")]
pub(crate) async fn occupation_view(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreOccupation>,
) -> Result<Reponse<Occupation>, Problem> {
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let found = lecture.sans_personne(async |tx: &mut Tx| app::dire(tx, filtre).await).await?;
    Ok(Reponse::ok(found))
}
