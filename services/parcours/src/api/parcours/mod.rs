pub(super) mod accompagnement;
pub(super) mod file_active;
pub(super) mod lister;
pub(super) mod suspendre;
pub(super) mod voir;
