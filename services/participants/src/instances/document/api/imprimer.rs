//! `GET /v1/documents/{id}/pdf`.

use ::pages::reference;
use actix_web::web::Path;
use auth::permission::CommissionGerer;
use impression::Impression;
use kernel::DocumentId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::instances::document::{app, domain::Papier};

/// Ouvrir un document
///
/// En PDF. Ses données sont figées : le même document donne toujours les mêmes octets.
#[operation(get "/v1/documents/{id}/pdf", tag = "commissions")]
pub(crate) async fn document_print(
    lecture: Lecture<CommissionGerer>,
    id: Path<DocumentId>,
) -> Result<Fichier<Pdf>, Problem> {
    let found = lecture.lire(async |tx| app::imprimer(tx, *id).await).await?;
    let Impression { document, logo } = found.contenu;
    let nom = format!("document-{}", reference(document.reference()));
    match document {
        Papier::Releve(document) | Papier::Extrait(document) => Impression { document, logo }.repondre(&nom).await,
        Papier::Courrier(document) => Impression { document, logo }.repondre(&nom).await,
        Papier::Convocation(document) => Impression { document, logo }.repondre(&nom).await,
    }
}
