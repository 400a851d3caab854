//! `GET /v1/parcours`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreParcours, ParcoursDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::{pilotage::vue::app, vie::parcours::store::Cle};

/// Lister les parcours
///
/// Chacun avec ses étapes, ses suspensions, ses sorties et ses échéances ; les plus récents d’abord, ou par date d’entrée.
#[operation(get "/v1/parcours")]
pub(crate) async fn parcours_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreParcours>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<ParcoursDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| Cle::de(filtre.tri, one.entree_le, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
