pub(super) mod creer;
