//! `GET /v1/participations`.

use actix_web::web::Data;
use auth::{Scope, permission::ParticipationLire};
use clients::ParticipantsClient;
use fse_api::{FiltreParticipations, ParticipationDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::participations::participation::app;

/// Lister les participations
///
/// Les dernières enregistrées d’abord, de toutes les opérations ou de l’une d’elles.
#[operation(get "/v1/participations")]
pub(crate) async fn participation_list_all(
    lecture: Lecture<ParticipationLire>,
    Filtre(filtre): Filtre<FiltreParticipations>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<ParticipationDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| one.id, read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
