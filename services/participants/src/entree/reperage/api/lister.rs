//! `GET /v1/reperages`.

use auth::permission::CandidatureDeposer;
use participants_api::{FiltreReperages, ReperageDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, apres, operation},
};
use store::{Page, Tx};

use crate::entree::reperage::app;

/// Lister les personnes repérées
///
/// Les dernières notées d’abord ; un prescripteur voit celles de ses structures.
#[operation(get "/v1/reperages", tag = "candidatures")]
pub(crate) async fn reperage_list(
    lecture: Lecture<CandidatureDeposer>,
    Filtre(filtre): Filtre<FiltreReperages>,
) -> Result<Reponse<Page<ReperageDto>>, Problem> {
    let apres = apres(filtre.apres.as_ref())?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| one.contenu.id, read).await?;
    Ok(Reponse::page(page.map(|one| one.contenu)))
}
