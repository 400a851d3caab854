//! The demo data: six territories, filled by replaying the seeds' scenarios through the public API, as
//! a third-party tool would. No SQL.

mod api;
mod chaine;
mod chalon;
mod courrier;
mod dijon;
mod equipe;
mod file_active;
mod operation;
mod parcours;
mod sorties;
mod territoires;

pub use api::{Api, Refus, wait_for};
pub use chaine::{Dossier, Personne, Seance, rendez_vous_sans_depart, rendez_vous_tenu};
pub use courrier::{accepter, code};
pub use equipe::{Compte, Equipe};
pub use operation::Activite;
pub use territoires::{TERRITOIRES, charger, jouer_les_lettres, ouvrir, peupler};

/// Password of every demo account. The demo holds invented persons only.
pub const MOT_DE_PASSE: &str = "une phrase assez longue";
