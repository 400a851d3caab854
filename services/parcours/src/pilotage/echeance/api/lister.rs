//! `GET /v1/echeances`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use events::annuaires;
use parcours_api::{EcheanceDto, FiltreEcheances};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Db, Page, Tx};

use crate::pilotage::echeance::{A_REVOIR, app};

/// Lister les échéances
///
/// Celles dont on est averti, les plus proches d’abord, de tous les services. Une échéance se ferme par les faits : rien
/// d’autre ne la retire de la liste.
#[operation(get "/v1/echeances", tag = "parcours")]
pub(crate) async fn echeance_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreEcheances>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<EcheanceDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    annuaires::rattraper(&db, lecture.territoire(), &A_REVOIR).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.limite, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
