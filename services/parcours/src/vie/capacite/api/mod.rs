pub(crate) mod fixer;
