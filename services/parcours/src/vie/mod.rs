//! The years between entry and exit of a person.

pub(crate) mod parcours;
