//! `GET /v1/commissions`.

use auth::permission::CommissionLire;
use participants_api::CommissionDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::Page;

use crate::instances::commission::app;

/// Lister les commissions
///
/// Les plus récentes d’abord, sans leur ordre du jour.
#[operation(get "/v1/commissions")]
pub(crate) async fn commission_list(
    lecture: Lecture<CommissionLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<CommissionDto>>, Problem> {
    let apres = page.apres()?;
    let found = lecture.lire(async |tx| app::lister(tx, apres, page.limite).await).await?;
    Ok(Reponse::page(found.contenu))
}
