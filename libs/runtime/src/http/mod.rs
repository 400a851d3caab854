//! The shape of requests and answers, the same in every service.

mod command;
mod errors;
mod filter;
mod meter;
mod observe;
mod response;
mod version;

pub use command::{Commande, Vide};
pub use errors::{BODY_LIMIT, configure as configure_errors};
pub use filter::{Filtre, Pagination};
pub use meter::measure;
pub use observe::{caller, observe, request_id};
pub use response::{Reponse, page};
pub use version::SiVersion;
