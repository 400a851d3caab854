//! `GET /v1/suivis`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreSuivis, SortieDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::sorties::sortie::app;

/// Lister les suivis à appeler
///
/// Les sorties en suivi dont la personne n’a pas répondu dans le mois, avec les appels déjà faits ; les plus anciennes
/// d’abord.
#[operation(get "/v1/suivis", tag = "sorties")]
pub(crate) async fn suivi_sortie_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreSuivis>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<SortieDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_suivis(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::a_appeler(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |sortie| sortie.id, read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
