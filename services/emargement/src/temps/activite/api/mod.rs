pub(crate) mod ajouter;
