//! The shape of requests and answers, the same in every service.

mod answer;
mod body;
mod command;
mod curseur;
mod errors;
mod etiquette;
mod file;
mod filter;
mod meter;
mod observe;
mod origine;
mod repetition;
mod response;
mod retouche;
mod verbatim;
mod version;

pub use answer::{Answer, Rien};
pub use command::{Commande, Vide};
pub use errors::{BODY_LIMIT, configure as configure_errors};
pub use file::{Csv, Fichier, Media, Pdf, Piece, Xlsx};
pub use filter::{Filtre, Pagination, apres, apres_selon};
pub use meter::measure;
pub use observe::{caller, observe, request_id};
pub use operation::operation;
pub use origine::{compte_pour, origine};
pub(crate) use repetition::CLE_MAX;
pub use response::{Cree, Repeatable, Reponse};
pub use retouche::Retouche;
pub use verbatim::{Form, Json};
pub use version::SiVersion;
