//! `GET /v1/actions-collectives`.

use auth::permission::CandidatureInstruire;
use participants_api::{ActionCollectiveResume, FiltreActionsCollectives};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, apres, operation},
};
use store::Page;

use crate::entree::action_collective::app;

/// Lister les actions collectives
///
/// Les plus récentes d’abord ; qui chacune a retenu se lit avec elle.
#[operation(get "/v1/actions-collectives", tag = "candidatures")]
pub(crate) async fn action_collective_list(
    lecture: Lecture<CandidatureInstruire>,
    Filtre(filtre): Filtre<FiltreActionsCollectives>,
) -> Result<Reponse<Page<ActionCollectiveResume>>, Problem> {
    let apres = apres(filtre.apres.as_ref())?;
    let found = lecture.sans_personne(async |tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(found))
}
