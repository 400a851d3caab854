//! The persons of a référent, prepared for an interview of « appui à la gestion des parcours ».

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
