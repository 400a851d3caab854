//! `GET /v1/comptes-rendus`.

use actix_web::web::Data;
use auth::{Scope, permission::CompteRenduLire};
use clients::ParticipantsClient;
use emargement_api::{CompteRenduResume, FiltreComptesRendus};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::agenda::compte_rendu::app;

/// Lister les comptes rendus
///
/// Ceux qui sont validés et ses propres brouillons, les derniers commencés d’abord, sans ce qu’ils disent.
#[operation(get "/v1/comptes-rendus", tag = "agenda")]
pub(crate) async fn compte_rendu_list(
    lecture: Lecture<CompteRenduLire>,
    Filtre(filtre): Filtre<FiltreComptesRendus>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<CompteRenduResume>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| one.id, read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
