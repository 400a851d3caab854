//! `GET /v1/comptes-rendus/{id}/versions`.

use actix_web::web::Path;
use auth::permission::CompteRenduLire;
use emargement_api::VersionCompteRendu;
use kernel::CompteRenduId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::agenda::compte_rendu::app;

/// Lister les versions remplacées d’un compte rendu
///
/// La plus récente d’abord, avec qui l’avait écrite, quand et pourquoi. Lues de qui lit la version présente ; chacune
/// aussi loin qu’elle allait.
#[operation(get "/v1/comptes-rendus/{id}/versions", tag = "agenda")]
pub(crate) async fn compte_rendu_version_list(
    lecture: Lecture<CompteRenduLire>,
    id: Path<CompteRenduId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<VersionCompteRendu>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::versions(tx, *id, avant, page.limite).await;
    let former = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(former, page.limite, |one| one.version)))
}
