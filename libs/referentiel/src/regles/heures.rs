//! Norm of hours of accompaniment (seed 002: 18 to 22 hours a person).

use kernel::Duree;

use crate::{Referentiel, Verdict};

/// How a total stands to the norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Under the least.
    EnDessous,
    /// Within, both ends included.
    Dans,
    /// Over the most.
    AuDessus,
}

/// How `total` stands to the territory's norm; `None` where it has none.
#[must_use]
pub fn norme(referentiel: &Referentiel, total: Duree) -> Option<Verdict<Position>> {
    let rule = referentiel.heures?;
    let position = if total < Duree::heures_minutes(rule.min, 0) {
        Position::EnDessous
    } else if total > Duree::heures_minutes(rule.max, 0) {
        Position::AuDessus
    } else {
        Position::Dans
    };
    let sentence = format!("{total} d'accompagnement pour une norme de {} à {} heures", rule.min, rule.max);
    Some(Verdict::new(referentiel, "norme_heures", position, sentence).fait("total", total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    #[test]
    fn the_norm_of_the_rhone_runs_from_18_to_22_hours() {
        let lyon = livre("lyon").unwrap();
        let position = |h, m| norme(&lyon, Duree::heures_minutes(h, m)).unwrap().conclusion;
        assert_eq!(position(17, 30), Position::EnDessous);
        assert_eq!(position(18, 0), Position::Dans);
        assert_eq!(position(20, 0), Position::Dans);
        assert_eq!(position(22, 0), Position::Dans);
        assert_eq!(position(22, 15), Position::AuDessus);
    }
}
