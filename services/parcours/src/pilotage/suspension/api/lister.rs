//! `GET /v1/suspensions`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreSuspensions, SuspensionDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::pilotage::suspension::app;

/// Lister les suspensions
///
/// Les dernières à commencer d’abord.
#[operation(get "/v1/suspensions", tag = "parcours")]
pub(crate) async fn suspension_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreSuspensions>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<SuspensionDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.du, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
