//! `GET /v1/imports-de-parcours/{id}`.

use actix_web::web::Path;
use auth::permission::ImportGerer;
use kernel::ImportId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};
use suite_api::ImportDto;

use crate::reprise::import::app::Imports;

/// Suivre un import de parcours
///
/// Combien de lignes en sont où, les problèmes les plus fréquents, l'avancement du dernier travail.
#[operation(get "/v1/imports-de-parcours/{id}", tag = "imports")]
pub(crate) async fn import_parcours_view(
    lecture: Lecture<ImportGerer>,
    id: Path<ImportId>,
) -> Result<Reponse<ImportDto>, Problem> {
    let found = lecture.sans_personne(async |tx| Imports::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
