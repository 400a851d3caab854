pub(crate) mod revoir;
