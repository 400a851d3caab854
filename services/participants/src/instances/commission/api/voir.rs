//! `GET /v1/commissions/{id}`.

use actix_web::web::Path;
use auth::permission::CommissionLire;
use kernel::CommissionId;
use participants_api::CommissionDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::instances::commission::app;

/// Lire une commission et son ordre du jour
#[operation(get "/v1/commissions/{id}")]
pub(crate) async fn commission_view(
    lecture: Lecture<CommissionLire>,
    id: Path<CommissionId>,
) -> Result<Reponse<CommissionDto>, Problem> {
    let found = lecture.lire(async |tx| app::consulter(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
