//! emargement.
