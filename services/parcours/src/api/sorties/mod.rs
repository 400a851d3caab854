pub(super) mod confirmer;
pub(super) mod decider;
pub(super) mod declarer;
pub(super) mod justifier;
pub(super) mod rompre;
