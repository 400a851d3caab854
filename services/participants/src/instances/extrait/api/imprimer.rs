//! `GET /v1/extraits/{id}/pdf`.

use ::pages::reference;
use actix_web::web::Path;
use auth::{Scope, permission::PartenaireLire};
use kernel::DocumentId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::instances::extrait::app;

/// Ouvrir un extrait de relevé de sa structure
///
/// En PDF, sans les personnes qui ne partagent plus avec elle ce qui les concerne.
#[operation(get "/v1/extraits/{id}/pdf", tag = "commissions", refuses(Interdit))]
pub(crate) async fn extrait_print(
    lecture: Lecture<PartenaireLire>,
    id: Path<DocumentId>,
) -> Result<Fichier<Pdf>, Problem> {
    let vue = lecture.acteur().titres.vue();
    let found = lecture.lire(async |tx| app::imprimer(tx, &vue, *id).await).await?;
    let nom = format!("extrait-{}", reference(found.contenu.document.reference));
    found.contenu.repondre(&nom).await
}
