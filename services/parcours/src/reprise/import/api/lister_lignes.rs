//! `GET /v1/imports-de-parcours/{id}/lignes`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ImportGerer};
use clients::ParticipantsClient;
use kernel::ImportId;
use parcours_api::LigneReprise;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::Page;
use suite_api::FiltreLignes;

use crate::reprise::import::app;

/// Regarder les lignes d'un import de parcours
///
/// Dans l'ordre du tableau : ce que chacune dit, de qui, ses problèmes, ce qu'elle deviendra.
#[operation(get "/v1/imports-de-parcours/{id}/lignes", tag = "imports")]
pub(crate) async fn import_parcours_line_list(
    lecture: Lecture<ImportGerer>,
    id: Path<ImportId>,
    Filtre(filtre): Filtre<FiltreLignes>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<LigneReprise>>, Problem> {
    let page = lecture.lire(async |tx| app::lignes::lister(tx, *id, &filtre).await).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
