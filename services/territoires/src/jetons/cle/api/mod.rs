pub(crate) mod tourner;
