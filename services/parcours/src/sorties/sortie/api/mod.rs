pub(crate) mod confirmer;
pub(crate) mod decider;
pub(crate) mod declarer;
pub(crate) mod justifier;
pub(crate) mod lister;
pub(crate) mod rompre;
pub(crate) mod titrer;
pub(crate) mod voir;
