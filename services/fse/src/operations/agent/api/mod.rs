pub(crate) mod affecter;
