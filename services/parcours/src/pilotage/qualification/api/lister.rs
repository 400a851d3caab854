//! `GET /v1/qualifications`.

use actix_web::web::Data;
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreQualifications, QualificationDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::pilotage::qualification::app;

/// Lister les qualifications
///
/// Comment chaque personne d’un portefeuille a été qualifiée, quel jour, et ce qui suit : les dernières d’abord.
#[operation(get "/v1/qualifications", tag = "parcours")]
pub(crate) async fn qualification_list(
    lecture: Lecture<SuiviLire>,
    Filtre(filtre): Filtre<FiltreQualifications>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<QualificationDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.le, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
