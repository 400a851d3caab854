pub(crate) mod telecharger;
