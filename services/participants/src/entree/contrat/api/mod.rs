pub(crate) mod donner_code;
pub(crate) mod imprimer;
pub(crate) mod lister;
pub(crate) mod preparer;
pub(crate) mod renouveler;
pub(crate) mod signer;
pub(crate) mod terminer;
pub(crate) mod voir;
