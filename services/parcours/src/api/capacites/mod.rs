pub(super) mod fixer;
