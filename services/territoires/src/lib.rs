//! territoires.
