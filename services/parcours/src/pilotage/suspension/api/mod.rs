pub(crate) mod suspendre;
