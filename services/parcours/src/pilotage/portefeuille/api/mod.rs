pub(crate) mod voir;
