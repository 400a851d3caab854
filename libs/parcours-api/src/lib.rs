//! parcours-api.
