//! `GET /v1/mandats`.

use auth::permission::MandatLire;
use fse_api::MandatDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::participations::mandat::store as rows;

/// Lister les mandats de contrôle
///
/// Les plus récents d’abord ; un contrôleur, ceux qui lui ouvrent des dossiers aujourd’hui.
#[operation(get "/v1/mandats", tag = "participations")]
pub(crate) async fn mandat_list(
    lecture: Lecture<MandatLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<MandatDto>>, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| {
        let found = rows::lister(tx, apres, page.limite).await?;
        Ok::<_, Problem>(found.into_iter().map(MandatDto::from).collect())
    };
    lecture.page(page.limite, |mandat| mandat.id, read).await.map(Reponse::page)
}
