//! parcours.
