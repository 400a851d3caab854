//! PDF answers: composed from data that were read, on a thread that does not serve, under the letterhead of the territory.

mod en_tete;
pub mod mention;

use std::{sync::LazyLock, thread, time::Duration};

use actix_web::web;
use pages::{Document, composer};
use problem::{Problem, Slug};
use runtime::http::{Fichier, Pdf};
use tokio::{sync::Semaphore, time::timeout};

pub use en_tete::{EnTetePage, lire};

/// Documents that are set at once in a process: as many as there are cores, for each takes one whole.
static PRESSES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(thread::available_parallelism().map_or(1, usize::from)));

/// How long a document waits for its turn.
const ATTENTE: Duration = Duration::from_secs(20);
/// When to come again, in seconds, if it did not come.
const REPRISE: u32 = 10;

/// A document that was read, and the logo of its sender.
#[derive(Debug)]
pub struct Impression<D> {
    /// What it says.
    pub document: D,
    /// The image of the logo, a PNG.
    pub logo: Option<Vec<u8>>,
}

impl<D: Document + Send + 'static> Impression<D> {
    /// The document as a download. The same data give the same bytes. Who goes away frees the press only once the page is
    /// set: no more are set at once than there are cores, however many leave.
    pub async fn repondre(self, nom: &str) -> Result<Fichier<Pdf>, Problem> {
        let busy =
            |_| Problem::new(Slug::Indisponible, "Trop de documents s'impriment à la fois.").retry_after(REPRISE);
        let press =
            timeout(ATTENTE, PRESSES.acquire()).await.map_err(busy)?.map_err(|error| Problem::internal(&error))?;
        let set = move || {
            let _held = press;
            composer(&self.document, self.logo.as_deref())
        };
        let made = web::block(set).await.map_err(|error| Problem::internal(&error))?;
        let pdf = made.map_err(|error| Problem::internal(&error))?;
        Ok(Fichier::new(nom, pdf))
    }
}
