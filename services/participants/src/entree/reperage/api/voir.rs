//! `GET /v1/reperages/{id}`.

use actix_web::web::Path;
use auth::permission::CandidatureDeposer;
use kernel::ReperageId;
use participants_api::ReperageDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::reperage::app;

/// Lire le repérage d’une personne
#[operation(get "/v1/reperages/{id}", tag = "candidatures")]
pub(crate) async fn reperage_view(
    lecture: Lecture<CandidatureDeposer>,
    id: Path<ReperageId>,
) -> Result<Reponse<ReperageDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
