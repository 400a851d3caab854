//! `GET /v1/actions-instances`.

use auth::permission::CommissionLire;
use participants_api::{ActionInstanceDto, FiltreActionsInstances};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::instances::plan::app;

/// Lister les actions des instances
///
/// Ce qui est à faire le plus tôt d’abord, avec ce que les séances ont noté ensuite.
#[operation(get "/v1/actions-instances", tag = "commissions")]
pub(crate) async fn instance_action_list(
    lecture: Lecture<CommissionLire>,
    Filtre(filtre): Filtre<FiltreActionsInstances>,
) -> Result<Reponse<Page<ActionInstanceDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.echeance, one.id), read).await?;
    Ok(Reponse::page(page))
}
