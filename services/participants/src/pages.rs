//! PDF answers: composed from data that were read, on a thread that does not serve.

use actix_web::{HttpResponse, http::header, web};
use pages::{Modele, composer};
use problem::Problem;
use serde_json::Value;

/// A document as a download. The same data give the same bytes.
pub(crate) async fn repondre(modele: Modele, donnees: Value, nom: &str) -> Result<HttpResponse, Problem> {
    let made = web::block(move || composer(modele, &donnees)).await.map_err(|error| Problem::internal(&error))?;
    let pdf = made.map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{nom}.pdf\"")))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(pdf))
}
