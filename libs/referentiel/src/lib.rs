//! A territory's rules as typed, dated data, and the pure functions that read them.
//!
//! Every rule takes facts, a [`Referentiel`] and the day on which it is judged, and returns a
//! [`Verdict`]: the conclusion *with its reason*. Screens, alerts, exports and reports call the same
//! function, so they cannot disagree.

mod modele;
pub mod regles;
mod situations;
mod verdict;

pub use modele::*;
pub use situations::{SITUATIONS, Sensibilite, Situation, situation};
pub use verdict::{Echeance, EtatEcheance, Fait, Raison, Verdict};

/// The référentiels shipped with the suite, transcribed from the seed documents: slug, TOML.
pub const LIVRES: [(&str, &str); 6] = [
    ("grand-chalon", include_str!("../donnees/grand-chalon.toml")),
    ("dijon", include_str!("../donnees/dijon.toml")),
    ("lyon", include_str!("../donnees/lyon.toml")),
    ("uni-est", include_str!("../donnees/uni-est.toml")),
    ("sud-ouest-lyonnais", include_str!("../donnees/sud-ouest-lyonnais.toml")),
    ("clermont", include_str!("../donnees/clermont.toml")),
];

/// The shipped référentiel of this slug, if there is one.
#[must_use]
pub fn livre(slug: &str) -> Option<Referentiel> {
    let (_, text) = LIVRES.iter().find(|(name, _)| *name == slug)?;
    Referentiel::lire(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_referentiel_is_valid() {
        for (slug, text) in LIVRES {
            Referentiel::lire(text).unwrap_or_else(|error| panic!("{slug}: {error}"));
        }
    }

    #[test]
    fn an_unknown_rule_is_refused_rather_than_ignored() {
        let text = format!("{}\n[inconnu]\nvaleur = 1\n", LIVRES[0].1);
        assert!(Referentiel::lire(&text).is_err());
    }
}
