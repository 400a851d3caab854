//! `GET /v1/sorties`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreSorties, SortieDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::sorties::sortie::app;

/// Lister les sorties
///
/// Les dernières déclarées d’abord, chacune avec ce que la règle en dit aujourd’hui.
#[operation(get "/v1/sorties")]
pub(crate) async fn sortie_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreSorties>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<SortieDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |sortie| sortie.id, read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
