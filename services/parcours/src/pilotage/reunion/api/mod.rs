pub(crate) mod reunir;
