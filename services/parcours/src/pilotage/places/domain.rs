//! What conventions fund on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{ConventionPlacesId, StructureId, calendrier::Periode};
use parcours_api::ConventionPlaces;
use problem::FieldError;
use rust_decimal::Decimal;

/// Places and working time that a convention funds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Convention {
    pub(crate) id: ConventionPlacesId,
    pub(crate) version: i32,
    pub(crate) contenu: ConventionPlaces,
}

/// The days of a convention.
pub(crate) const fn jours(contenu: &ConventionPlaces) -> Periode {
    Periode { du: contenu.du, au: Some(contenu.au) }
}

impl Convention {
    /// A convention that ends after it begins.
    pub(crate) fn conclure(id: ConventionPlacesId, contenu: ConventionPlaces) -> Result<Self, FieldError> {
        if contenu.au < contenu.du {
            return Err(FieldError::new("/au", "incoherent", "le dernier jour précède le premier"));
        }
        Ok(Self { id, version: 1, contenu: ConventionPlaces { etp: contenu.etp.normalize(), ..contenu } })
    }

    /// The same convention, which says `contenu`: still of who holds it.
    pub(crate) fn modifier(&self, contenu: ConventionPlaces) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        for (pointer, changed) in [
            ("/structure", contenu.structure != self.contenu.structure),
            ("/referent", contenu.referent != self.contenu.referent),
        ] {
            if changed {
                let detail = "le titulaire d'une convention ne change pas : dites-en une autre";
                errors.push(FieldError::new(pointer, "incoherent", detail));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let next = Self::conclure(self.id, contenu).map_err(|error| vec![error])?;
        Ok(Self { version: self.version + 1, ..next })
    }
}

/// What is funded on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Financees {
    pub(crate) places: u32,
    pub(crate) etp: Decimal,
}

impl Financees {
    const RIEN: Self = Self { places: 0, etp: Decimal::ZERO };

    fn plus(self, one: &ConventionPlaces) -> Self {
        Self { places: self.places.saturating_add(one.places), etp: self.etp + one.etp }
    }
}

/// What these conventions fund on a day: of each structure, what it holds as a whole, or else what its référents hold, who share
/// what the structure holds when both are said. `None` where no convention runs.
pub(crate) fn financees<'a>(
    conventions: impl IntoIterator<Item = &'a ConventionPlaces>,
    jour: NaiveDate,
) -> Option<Financees> {
    let mut structures: BTreeMap<StructureId, (Option<Financees>, Option<Financees>)> = BTreeMap::new();
    for one in conventions.into_iter().filter(|one| jours(one).contient(jour)) {
        let (whole, shares) = structures.entry(one.structure).or_default();
        let held = if one.referent.is_none() { whole } else { shares };
        *held = Some(held.unwrap_or(Financees::RIEN).plus(one));
    }
    let held = structures.into_values().filter_map(|(whole, shares)| whole.or(shares));
    held.reduce(|all, one| Financees { places: all.places.saturating_add(one.places), etp: all.etp + one.etp })
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn convention(structure: u128, referent: Option<u128>, places: u32) -> ConventionPlaces {
        ConventionPlaces {
            structure: Id::from_u128(structure),
            referent: referent.map(Id::from_u128),
            du: d("2026-01-01"),
            au: d("2026-12-31"),
            places,
            etp: Decimal::ONE,
            reference: "Convention 2026-014".to_owned(),
        }
    }

    fn places(all: &[ConventionPlaces], jour: &str) -> Option<u32> {
        financees(all, d(jour)).map(|held| held.places)
    }

    #[test]
    fn a_convention_funds_from_its_first_day_to_its_last() {
        let one = [convention(1, None, 70)];
        assert_eq!(
            ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map(|jour| places(&one, jour)),
            [None, Some(70), Some(70), None]
        );
    }

    #[test]
    fn what_référents_hold_is_a_share_of_what_their_structure_holds() {
        let shared = [convention(1, None, 140), convention(1, Some(7), 70), convention(2, Some(8), 35)];
        assert_eq!(
            places(&shared, "2026-03-31"),
            Some(175),
            "140, and 35 of a structure of which nothing else is said"
        );
        assert_eq!(financees(&shared, d("2026-03-31")).unwrap().etp, Decimal::TWO);
    }

    #[test]
    fn a_convention_keeps_its_holder_and_ends_after_it_begins() {
        let former = Convention::conclure(Id::MIN, convention(1, Some(7), 70)).unwrap();
        let pointers = |contenu| {
            let refused: Vec<FieldError> = former.modifier(contenu).err().unwrap_or_default();
            refused.into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };
        assert_eq!(pointers(convention(2, None, 70)), ["/structure", "/referent"]);
        assert_eq!(pointers(ConventionPlaces { au: d("2025-12-31"), ..convention(1, Some(7), 70) }), ["/au"]);
        assert_eq!(former.modifier(convention(1, Some(7), 80)).unwrap().version, 2);
    }
}
