pub(crate) mod imprimer;
