pub(super) mod voir;
