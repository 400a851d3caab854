pub(super) mod voir;
pub(super) mod voir_fse;
