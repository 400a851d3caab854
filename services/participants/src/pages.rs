//! PDF answers: composed from data that were read, on a thread that does not serve.

use actix_web::web;
use pages::{Modele, composer};
use problem::Problem;
use runtime::http::{Fichier, Pdf};
use serde_json::Value;

/// A document as a download. The same data give the same bytes.
pub(crate) async fn repondre(modele: Modele, donnees: Value, nom: &str) -> Result<Fichier<Pdf>, Problem> {
    let made = web::block(move || composer(modele, &donnees)).await.map_err(|error| Problem::internal(&error))?;
    let pdf = made.map_err(|error| Problem::internal(&error))?;
    Ok(Fichier::new(nom, pdf))
}
