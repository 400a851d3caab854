//! When a month still takes what happens in it.

use emargement_api::EtatFeuille;

/// Whether a month whose sheet is in this state takes what happens in it: none signed it yet.
pub(crate) fn ouvert(feuille: EtatFeuille) -> bool {
    feuille == EtatFeuille::Composee
}
