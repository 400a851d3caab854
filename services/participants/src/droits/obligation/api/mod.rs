pub(crate) mod obliger;
