pub(super) mod affecter_agent;
pub(super) mod creer;
pub(super) mod lister;
pub(super) mod voir;
