pub(crate) mod voir;
pub(crate) mod voir_fse;
