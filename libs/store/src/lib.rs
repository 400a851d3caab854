//! Postgres, the suite's way: a transaction always belongs to a territory and to someone, its events
//! commit with it, and row-level security holds whatever a query forgets.

pub mod annuaires;
mod colonne;
mod conn;
mod db;
mod ecarts;
pub mod elagage;
mod error;
mod fuseaux;
pub mod fusions;
pub mod historique;
pub mod idempotence;
pub mod journal;
mod json;
pub mod limitations;
pub mod messages;
mod migrate;
pub mod outbox;
pub mod ouvertures;
pub mod page;
pub mod partout;
mod provision;
pub mod referentiels;
pub mod schema;
mod server;
pub mod territoires;
pub mod travaux;
mod tri;
mod tx;

pub use colonne::Colonne;
pub use conn::Conn;
pub use db::{Committed, Db, DbConfig, ReadOnly};
pub use ecarts::ecarts;
pub use error::{Error, OnConstraint, read_code, read_json, write_json};
pub use json::Json;
pub use messages::Message;
pub use migrate::{MigrationError, Migrations, migrate, missing, revert};
pub use outbox::Evenement;
pub use page::{Page, Paginee, Paginer};
pub use provision::{Provision, create_database, drop_database, provision, role};
pub use server::{AddressError, check_url, connect, with_authorities};
pub use suite_api::{Curseur, CurseurInvalide, Travail};
pub use tri::CleDeTri;
pub use tx::Tx;
