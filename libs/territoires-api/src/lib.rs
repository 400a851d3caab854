//! territoires-api.
