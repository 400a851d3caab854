pub(super) mod tourner;
