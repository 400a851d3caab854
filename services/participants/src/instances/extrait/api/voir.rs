//! `GET /v1/extraits/{id}`.

use actix_web::web::Path;
use auth::{Scope, permission::PartenaireLire};
use kernel::DocumentId;
use participants_api::ExtraitDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::instances::extrait::app;

/// Lire un extrait de relevé de sa structure
///
/// Les décisions sur les personnes qui partagent encore avec elle ce qui les concerne.
#[operation(get "/v1/extraits/{id}", tag = "commissions", refuses(Interdit))]
pub(crate) async fn extrait_view(
    lecture: Lecture<PartenaireLire>,
    id: Path<DocumentId>,
) -> Result<Reponse<ExtraitDto>, Problem> {
    let vue = lecture.acteur().titres.vue();
    let found = lecture.lire(async |tx| app::voir(tx, &vue, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
