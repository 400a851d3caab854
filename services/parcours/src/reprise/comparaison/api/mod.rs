pub(crate) mod comparer;
