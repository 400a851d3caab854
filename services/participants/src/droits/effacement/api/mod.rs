pub(crate) mod effacer;
