pub(crate) mod proposer;
