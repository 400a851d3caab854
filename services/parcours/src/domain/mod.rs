//! Pure rules of parcours. Those of the territory are in `referentiel`.

pub(crate) mod accompagnement;
pub(crate) mod etape;
pub(crate) mod parcours;
pub(crate) mod sortie;
