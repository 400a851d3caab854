pub(crate) mod constater;
