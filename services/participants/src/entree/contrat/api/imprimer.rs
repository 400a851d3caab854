//! `GET /v1/contrats/{id}/pdf`.

use ::pages::reference;
use actix_web::web::Path;
use auth::permission::ContratLire;
use kernel::ContratId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::entree::contrat::imprime;

/// Imprimer un contrat
///
/// En PDF, avec la mention européenne de son opération, ou à défaut de ce qui finance le territoire ce jour-là, les signatures reçues et la place des autres.
#[operation(get "/v1/contrats/{id}/pdf", refuses(TransitionInterdite))]
pub(crate) async fn contrat_print(lecture: Lecture<ContratLire>, id: Path<ContratId>) -> Result<Fichier<Pdf>, Problem> {
    let found = lecture.lire(async |tx| imprime::imprimer(tx, *id).await).await?;
    found.contenu.repondre(&format!("contrat-{}", reference(*id))).await
}
