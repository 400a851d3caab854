//! What every service says the same way.

mod travaux;

pub use travaux::{EtatTravail, Travail};
