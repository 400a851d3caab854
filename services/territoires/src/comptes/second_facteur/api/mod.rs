pub(crate) mod second_facteur;
