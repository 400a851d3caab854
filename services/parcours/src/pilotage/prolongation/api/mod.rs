pub(crate) mod prolonger;
