pub(crate) mod contrat;
pub(crate) mod ecrit;
pub(crate) mod texte;
