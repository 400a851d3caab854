//! `GET /v1/contrats/{id}`.

use actix_web::web::Path;
use auth::permission::ContratLire;
use kernel::ContratId;
use participants_api::ContratDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::contrat::app;

/// Lire un contrat d'engagement
#[operation(get "/v1/contrats/{id}")]
pub(crate) async fn contrat_view(
    lecture: Lecture<ContratLire>,
    id: Path<ContratId>,
) -> Result<Reponse<ContratDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
