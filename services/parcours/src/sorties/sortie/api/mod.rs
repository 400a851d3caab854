pub(crate) mod confirmer;
pub(crate) mod decider;
pub(crate) mod declarer;
pub(crate) mod justifier;
pub(crate) mod rompre;
pub(crate) mod titrer;
