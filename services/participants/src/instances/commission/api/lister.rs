//! `GET /v1/commissions`.

use auth::permission::CommissionLire;
use participants_api::{CommissionResume, FiltreCommissions};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, apres, operation},
};
use store::Page;

use crate::instances::commission::app;

/// Lister les commissions
///
/// Celles qui répondent à tous les critères, les plus récentes d’abord ; l’ordre du jour se lit avec chacune.
#[operation(get "/v1/commissions")]
pub(crate) async fn commission_list(
    lecture: Lecture<CommissionLire>,
    Filtre(filtre): Filtre<FiltreCommissions>,
) -> Result<Reponse<Page<CommissionResume>>, Problem> {
    let apres = apres(filtre.apres.as_ref())?;
    let found = lecture.lire(async |tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(found.contenu))
}
