//! A territory's rules as typed, dated data, and the pure functions that read them.
//!
//! Every rule takes facts, a [`Referentiel`] and the day on which it is judged, and returns a
//! [`Verdict`]: the conclusion *with its reason*. Screens, alerts, exports and reports call the same
//! function, so they cannot disagree.

mod accueil;
mod attendu;
mod modele;
pub mod regles;
mod situations;
mod verdict;

pub use accueil::{Accueil, Designation, PointExplique, designation};
pub use attendu::{Attendu, Inconnu, ObjetEcheance, Reponse};
pub use modele::*;
pub use situations::{SITUATIONS, Sensibilite, Situation, situation};
pub use verdict::{EtatEcheance, Fait, Raison, Verdict};

/// The référentiels shipped with the suite: slug, TOML. The first six are transcribed from the seed documents, the last
/// three from what other PLIEs publish, which is less: the territory completes them.
pub const LIVRES: [(&str, &str); 9] = [
    ("grand-chalon", include_str!("../donnees/grand-chalon.toml")),
    ("dijon", include_str!("../donnees/dijon.toml")),
    ("lyon", include_str!("../donnees/lyon.toml")),
    ("uni-est", include_str!("../donnees/uni-est.toml")),
    ("sud-ouest-lyonnais", include_str!("../donnees/sud-ouest-lyonnais.toml")),
    ("clermont", include_str!("../donnees/clermont.toml")),
    ("toulouse", include_str!("../donnees/toulouse.toml")),
    ("grenoble", include_str!("../donnees/grenoble.toml")),
    ("guide-ave", include_str!("../donnees/guide-ave.toml")),
];

/// The shipped référentiel of this slug, if there is one.
#[must_use]
pub fn livre(slug: &str) -> Option<Referentiel> {
    let (_, text) = LIVRES.iter().find(|(name, _)| *name == slug)?;
    Referentiel::lire(text).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::CodeCommune;

    use super::*;

    fn every_one() -> Vec<(&'static str, Referentiel)> {
        let read = |slug, text| Referentiel::lire(text).unwrap_or_else(|error| panic!("{slug}: {error}"));
        LIVRES.map(|(slug, text)| (slug, read(slug, text))).to_vec()
    }

    /// Those of which the source lists no commune.
    const SANS_COMMUNES: [&str; 3] = ["toulouse", "grenoble", "guide-ave"];

    fn sans_double<T: Ord>(all: impl Iterator<Item = T>) -> bool {
        let all: Vec<_> = all.collect();
        all.iter().collect::<BTreeSet<_>>().len() == all.len()
    }

    #[test]
    fn every_shipped_referentiel_is_valid() {
        use garde::Validate as _;
        for (slug, one) in every_one() {
            one.validate().unwrap_or_else(|error| panic!("{slug}: {error}"));
        }
    }

    #[test]
    fn every_shipped_referentiel_says_where_its_persons_live_and_who_they_are() {
        for (slug, one) in every_one() {
            let Eligibilite { communes, categories, .. } = one.eligibilite;
            assert_eq!(communes.is_empty(), SANS_COMMUNES.contains(&slug), "{slug}: communes");
            assert!(sans_double(communes.iter().map(CodeCommune::as_str)), "{slug}: a commune comes twice");
            assert!(sans_double(categories.iter().map(|one| &one.situation)), "{slug}: a category comes twice");
            for category in categories {
                let asked =
                    std::iter::once(&category.situation).chain(category.duree.as_ref().map(|one| &one.situation));
                for code in asked {
                    assert!(situation(code).is_some(), "{slug}: no file may say {code}");
                }
            }
        }
    }

    #[test]
    fn no_shipped_commission_is_one_person_alone() {
        for (slug, one) in every_one() {
            assert!((2..=20).contains(&one.commission.quorum), "{slug}: {}", one.commission.quorum);
        }
    }

    #[test]
    fn the_person_signs_every_shipped_contract() {
        for (slug, one) in every_one() {
            assert!(one.contrat.signataires.contains(&Signataire::Participant), "{slug}");
        }
        for slug in ["lyon", "uni-est", "sud-ouest-lyonnais"] {
            let one = livre(slug).unwrap();
            assert_eq!(one.contrat.signataires, [Signataire::Participant], "{slug}: seed 002 asks no other signature");
        }
    }

    /// Seed 000, lines 91 to 97; seed 002, lines 187 to 195; seed 004, lines 72 to 75.
    #[test]
    fn the_categories_of_time_cover_what_the_seeds_ask_to_account_for() {
        const ALWAYS: [&str; 5] = ["entretien", "collectif", "parcours", "administratif", "reseau"];
        const RHONE: [&str; 3] = ["accueil_diagnostic", "preparation", "operateurs_entreprises"];
        for (slug, one) in every_one() {
            assert!(sans_double(one.temps.iter().map(|time| &time.code)), "{slug}");
            let rhone = RHONE.iter().filter(|_| one.source.contains("Rhône"));
            for code in ALWAYS.iter().chain(rhone) {
                assert!(one.temps.iter().any(|time| time.code == *code), "{slug}: {code}");
            }
        }
    }

    #[test]
    fn the_public_of_chalon_is_the_one_of_its_protocole() {
        let chalon: Vec<_> = livre("grand-chalon").unwrap().eligibilite.categories;
        let open: Vec<_> = chalon.iter().map(|one| one.situation.as_str()).collect();
        assert_eq!(
            open,
            [
                "deld",
                "jeune_sans_qualification",
                "primo_demandeur",
                "qualification_inadaptee",
                "rsa",
                "ass",
                "rqth",
                "fragilite_sociale",
                "emplois_precaires",
                "qpv",
                "discrimination",
                "immigration",
            ]
        );
    }

    #[test]
    fn every_minimum_social_proves_the_public_of_the_rhone() {
        for slug in ["lyon", "uni-est", "sud-ouest-lyonnais"] {
            let categories = livre(slug).unwrap().eligibilite.categories;
            let proved = |piece: &str| categories.iter().any(|one| one.piece == piece);
            assert!(proved("attestation_rsa") && proved("attestation_ass") && proved("attestation_aah"), "{slug}");
        }
    }

    /// What a pod of the former version reads: it refuses a field that it does not know.
    #[test]
    fn rules_of_before_are_written_as_they_were_read() {
        for slug in ["grand-chalon", "dijon", "clermont"] {
            let one = livre(slug).unwrap();
            let told = toml::to_string(&one).unwrap();
            let exits = toml::to_string(&one.sortie).unwrap();
            for field in ["_quotite", "partiel", "enchainement", "decision", "accord", "groupes", "appels"] {
                let own = (slug, field) == ("dijon", "groupes");
                assert_eq!(exits.contains(field), own, "{slug}: {field}");
            }
            assert!(!told.contains("fin_de_droit") && !told.contains("cibles"), "{slug}");
            assert_eq!(Referentiel::lire(&told).unwrap(), one, "{slug}");
        }
        for slug in LIVRES.map(|(slug, _)| slug) {
            let one = livre(slug).unwrap();
            assert_eq!(Referentiel::lire(&toml::to_string(&one).unwrap()).unwrap(), one, "{slug}");
        }
    }

    #[test]
    fn an_unknown_rule_is_refused_rather_than_ignored() {
        let text = format!("{}\n[inconnu]\nvaleur = 1\n", LIVRES[0].1);
        assert!(Referentiel::lire(&text).is_err());
    }
}
