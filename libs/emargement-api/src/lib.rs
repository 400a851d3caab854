//! emargement-api.
