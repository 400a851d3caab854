pub(crate) mod passer;
