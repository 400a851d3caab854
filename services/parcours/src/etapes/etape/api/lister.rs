//! `GET /v1/etapes`.

use actix_web::web::Data;
use auth::{Scope, permission::EtapeLire};
use clients::ParticipantsClient;
use parcours_api::{EtapeDto, FiltreEtapes};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::etapes::etape::app;

/// Lister les étapes
///
/// Un opérateur ne voit que les siennes, et de qui accepte de partager avec lui.
#[operation(get "/v1/etapes")]
pub(crate) async fn etape_list(
    lecture: Lecture<EtapeLire>,
    Filtre(filtre): Filtre<FiltreEtapes>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<EtapeDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |etape| etape.id, read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
