pub(super) mod affecter;
pub(super) mod deposer;
pub(super) mod diagnostiquer;
pub(super) mod lire_diagnostic;
pub(super) mod lister;
pub(super) mod ne_pas_entrer;
pub(super) mod suivre;
pub(super) mod voir;
