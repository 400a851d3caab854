pub(crate) mod imprimer;
pub(crate) mod imprimer_portefeuille;
