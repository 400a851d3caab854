//! Use cases of parcours.

pub(crate) mod accompagnement;
pub(crate) mod etapes;
pub(crate) mod file_active;
pub(crate) mod parcours;
pub(crate) mod sorties;
