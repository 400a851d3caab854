//! Pure rules of parcours. Those of the territory are in `referentiel`.

pub(crate) mod etape;
