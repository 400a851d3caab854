//! `GET /v1/demarches`.

use actix_web::web::Data;
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use parcours_api::{DemarcheDto, FiltreDemarches};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::suivi::demarche::app;

/// Lister les démarches
///
/// Auprès du service public de l’emploi : inscriptions, renouvellements, réponses à des offres. Les dernières d’abord.
#[operation(get "/v1/demarches", tag = "parcours")]
pub(crate) async fn demarche_list(
    lecture: Lecture<SuiviLire>,
    Filtre(filtre): Filtre<FiltreDemarches>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<DemarcheDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.le, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
