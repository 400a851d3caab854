pub(crate) mod chercher;
