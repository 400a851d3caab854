//! Norm of persons per référent (seed 000: 80 for a full-time référent; seed 002: 70 places, some 90 persons a year).

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{NatureCapacite, Referentiel, UniteCapacite, Verdict};

/// How many persons (or places) a référent of `etp` has beyond the norm. `None` where the territory
/// sets no norm.
#[must_use]
pub fn depassement(referentiel: &Referentiel, etp: Decimal, suivis: u32) -> Option<Verdict<u32>> {
    let rule = referentiel.capacite?;
    let norm = norme(rule.par_etp, etp);
    let sentence = match rule.unite {
        UniteCapacite::FileActive if est_un_plafond(referentiel) => {
            format!("{suivis} suivis pour un plafond de {norm}")
        }
        UniteCapacite::FileActive => format!("{suivis} suivis pour une norme de {norm}"),
        UniteCapacite::Places => format!("{suivis} places occupées pour {norm}"),
    };
    Some(juger(referentiel, "capacite_referent", (etp, norm), suivis, sentence))
}

/// Whether nobody is handed over to a référent beyond their capacity.
#[must_use]
pub fn est_un_plafond(referentiel: &Referentiel) -> bool {
    referentiel.capacite.is_some_and(|rule| rule.nature == Some(NatureCapacite::Plafond))
}

/// Whether one more person may be handed over to a référent of `etp` who has `suivis` of them: always, unless the territory
/// sets a ceiling. A working time that nobody said is taken for a full time.
#[must_use]
pub fn accueille(referentiel: &Referentiel, etp: Option<Decimal>, suivis: u32) -> Option<Verdict<bool>> {
    let rule = referentiel.capacite.filter(|_| est_un_plafond(referentiel))?;
    let (etp, said) = (etp.unwrap_or(Decimal::ONE), etp.is_some());
    let ceiling = norme(rule.par_etp, etp);
    let free = suivis < ceiling;
    let sentence = if free {
        format!("{suivis} suivis pour un plafond de {ceiling}")
    } else {
        format!("{suivis} suivis : le plafond de {ceiling} est atteint")
    };
    let verdict = Verdict::new(referentiel, "plafond_referent", free, sentence);
    let etp = if said { etp.to_string() } else { format!("{etp} (non dit : temps plein)") };
    Some(verdict.fait("suivis", suivis).fait("ETP", etp).fait("plafond", ceiling))
}

/// How many persons a référent of `etp` accompanied in a year beyond the norm; places are not persons. `None` where
/// the territory sets no such norm.
#[must_use]
pub fn sur_l_annee(referentiel: &Referentiel, etp: Decimal, accompagnes: u32) -> Option<Verdict<u32>> {
    let norm = norme(referentiel.capacite?.personnes_par_an?, etp);
    let sentence = format!("{accompagnes} personnes accompagnées dans l'année pour une norme de {norm}");
    Some(juger(referentiel, "personnes_par_an", (etp, norm), accompagnes, sentence))
}

/// The norm of `par_etp` for this working time.
pub(crate) fn norme(par_etp: u32, etp: Decimal) -> u32 {
    let norm = (Decimal::from(par_etp) * etp).round_dp_with_strategy(0, RoundingStrategy::ToZero);
    u32::try_from(norm).unwrap_or(u32::MAX)
}

fn juger(
    referentiel: &Referentiel,
    regle: &str,
    (etp, norm): (Decimal, u32),
    counted: u32,
    sentence: String,
) -> Verdict<u32> {
    let over = counted.saturating_sub(norm);
    Verdict::new(referentiel, regle, over, sentence).fait("ETP", etp).fait("norme", norm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    #[test]
    fn a_half_time_referent_with_41_persons_is_one_over() {
        let over =
            |suivis| depassement(&livre("grand-chalon").unwrap(), Decimal::new(5, 1), suivis).unwrap().conclusion;
        assert_eq!((over(40), over(41)), (0, 1));
    }

    #[test]
    fn the_rhone_counts_seventy_places_and_ninety_persons_a_year() {
        let lyon = livre("lyon").unwrap();
        let places = depassement(&lyon, Decimal::ONE, 71).unwrap();
        assert_eq!((places.conclusion, places.raison.explication.as_str()), (1, "71 places occupées pour 70"));
        let year = |persons| sur_l_annee(&lyon, Decimal::ONE, persons).unwrap().conclusion;
        assert_eq!((year(90), year(91)), (0, 1));
        assert!(sur_l_annee(&livre("grand-chalon").unwrap(), Decimal::ONE, 91).is_none(), "Chalon says none");
    }

    #[test]
    fn a_ceiling_is_reached_by_the_last_person_that_it_lets_in_and_a_norm_never() {
        let mut nice = livre("grand-chalon").unwrap();
        assert_eq!(accueille(&nice, Some(Decimal::ONE), 200), None, "a norm forbids nothing");
        nice.capacite.as_mut().unwrap().nature = Some(NatureCapacite::Plafond);
        let free = |etp, suivis| accueille(&nice, etp, suivis).unwrap();
        assert!(free(Some(Decimal::ONE), 79).conclusion && !free(Some(Decimal::ONE), 80).conclusion);
        assert!(!free(Some(Decimal::new(5, 1)), 40).conclusion, "half a time, half a ceiling");
        let full = free(None, 80);
        assert_eq!(full.raison.explication, "80 suivis : le plafond de 80 est atteint");
        assert_eq!(full.raison.faits[1].valeur, "1 (non dit : temps plein)");
        let over = depassement(&nice, Decimal::ONE, 81).unwrap();
        assert_eq!((over.conclusion, over.raison.explication.as_str()), (1, "81 suivis pour un plafond de 80"));
    }
}
