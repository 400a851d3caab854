//! PDF answers: composed from data that were read, on a thread that does not serve.

use std::{sync::LazyLock, thread};

use actix_web::web;
use pages::{Document, composer};
use problem::Problem;
use runtime::http::{Fichier, Pdf};
use tokio::sync::Semaphore;

/// Documents that are set at once: as many as there are cores, for each takes one whole.
static PRESSES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(thread::available_parallelism().map_or(1, usize::from)));

/// A document as a download. The same data give the same bytes.
pub(crate) async fn repondre(document: impl Document + Send + 'static, nom: &str) -> Result<Fichier<Pdf>, Problem> {
    let _press = PRESSES.acquire().await.map_err(|error| Problem::internal(&error))?;
    let made = web::block(move || composer(&document)).await.map_err(|error| Problem::internal(&error))?;
    let pdf = made.map_err(|error| Problem::internal(&error))?;
    Ok(Fichier::new(nom, pdf))
}
