//! PDF answers: composed from data that were read, on a thread that does not serve.

use actix_web::web;
use pages::{Document, composer};
use problem::Problem;
use runtime::http::{Fichier, Pdf};

/// A document as a download. The same data give the same bytes.
pub(crate) async fn repondre(document: impl Document + Send + 'static, nom: &str) -> Result<Fichier<Pdf>, Problem> {
    let made = web::block(move || composer(&document)).await.map_err(|error| Problem::internal(&error))?;
    let pdf = made.map_err(|error| Problem::internal(&error))?;
    Ok(Fichier::new(nom, pdf))
}
