pub(crate) mod clore;
