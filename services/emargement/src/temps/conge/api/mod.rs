pub(crate) mod creer;
