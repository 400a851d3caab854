//! The groups of exits and the rates made of them: neutral exits (moved, died, retired) leave the denominator of the
//! national figure; what the protocole aims at, and how far it is.

use kernel::{Code as _, StructureId, phrase};
use rust_decimal::Decimal;

use crate::{Cibles, GroupeSortie, MotifCloture, Referentiel, Sortie, Verdict};

/// The group of an exit that is not positive: that of the territory, or else the usual one.
#[must_use]
pub fn groupe(rule: &Sortie, motif: MotifCloture) -> GroupeSortie {
    let own = rule.groupes.iter().find(|one| one.motif == motif).map(|one| one.groupe);
    own.unwrap_or(match motif {
        MotifCloture::Demenagement | MotifCloture::Deces | MotifCloture::Retraite => GroupeSortie::Neutre,
        MotifCloture::Abandon
        | MotifCloture::Reorientation
        | MotifCloture::Sante
        | MotifCloture::Exclusion
        | MotifCloture::FinDeDroits => GroupeSortie::Autre,
    })
}

/// Exits of a period by group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Comptes {
    /// Positive ones.
    pub positives: u32,
    /// Neutral ones.
    pub neutres: u32,
    /// The others.
    pub autres: u32,
}

impl Comptes {
    /// With so many exits of a group more.
    #[must_use]
    pub const fn avec(mut self, groupe: GroupeSortie, nombre: u32) -> Self {
        let counted = match groupe {
            GroupeSortie::Positive => &mut self.positives,
            GroupeSortie::Neutre => &mut self.neutres,
            GroupeSortie::Autre => &mut self.autres,
        };
        *counted = counted.saturating_add(nombre);
        self
    }
}

/// A share in per cent, to the hundredth; none of nothing.
fn part(above: u32, below: u32) -> Option<Decimal> {
    let ratio = Decimal::from(above).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(below))?;
    Some(ratio.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}

/// A number as people read it.
fn nombre(valeur: Decimal) -> String {
    valeur.normalize().to_string().replace('.', ",")
}

/// Positive exits in per cent of all exits but the neutral ones; `None` while there is none.
#[must_use]
pub fn positif(referentiel: &Referentiel, comptes: Comptes) -> Verdict<Option<Decimal>> {
    let Comptes { positives, neutres, autres } = comptes;
    let below = positives.saturating_add(autres);
    let rate = part(positives, below);
    let sentence = rate.map_or_else(
        || "aucune sortie hors sorties neutres : pas de taux".to_owned(),
        |rate| {
            let rate = nombre(rate);
            format!("{positives} sorties positives ÷ {below} sorties, hors {neutres} sorties neutres : {rate} %")
        },
    );
    let verdict = Verdict::new(referentiel, "taux_sorties_positives", rate, sentence);
    let told = [GroupeSortie::Positive, GroupeSortie::Neutre, GroupeSortie::Autre]
        .into_iter()
        .zip([positives, neutres, autres]);
    told.fold(verdict, |verdict, (groupe, count)| verdict.fait(groupe.code(), count))
}

/// Positive exits in per cent of all exits.
#[must_use]
pub fn positif_sur_toutes(comptes: Comptes) -> Option<Decimal> {
    let all = comptes.positives.saturating_add(comptes.neutres).saturating_add(comptes.autres);
    part(comptes.positives, all)
}

/// The renewal of the file active over a year, in per cent: those who entered of the mean file active.
#[must_use]
pub fn renouvellement(entrees: u32, file_active_moyenne: Decimal) -> Option<Decimal> {
    let ratio = Decimal::from(entrees).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(file_active_moyenne)?;
    Some(ratio.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}

/// How far a figure is from what the protocole aims at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progression {
    /// Whether the target is reached.
    pub atteinte: bool,
    /// What is missing; zero once it is reached.
    pub manque: Decimal,
}

/// The figures of a year that the protocole may aim at, those that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Realise {
    /// Rate of positive exits, in per cent.
    pub taux_positif: Option<Decimal>,
    /// Entries.
    pub entrees: Option<u32>,
    /// Renewal of the file active, in per cent.
    pub renouvellement: Option<Decimal>,
}

/// What is aimed at of the territory, or of one operator: the share of positive exits of the whole is asked of each one of which
/// another is not said, its entries and its renewal only where they are said of it.
#[must_use]
pub fn cibles(referentiel: &Referentiel, operateur: Option<StructureId>) -> Cibles {
    let whole = referentiel.cibles.unwrap_or_default();
    let Some(operateur) = operateur else { return whole };
    let own = referentiel.cibles_operateurs.iter().find(|one| one.structure == operateur);
    let own = own.map(|one| one.cibles).unwrap_or_default();
    Cibles { taux_positif: own.taux_positif.or(whole.taux_positif), ..own }
}

/// How far each of these targets is, of those that are said and whose figure is known.
#[must_use]
pub fn progressions(referentiel: &Referentiel, cibles: Cibles, realise: Realise) -> Vec<Verdict<Progression>> {
    let Cibles { taux_positif, entrees, renouvellement } = cibles;
    let said = [
        ("sorties positives", "%", realise.taux_positif.zip(taux_positif)),
        ("entrées", "personne", realise.entrees.zip(entrees).map(|(here, asked)| (here.into(), asked.into()))),
        ("renouvellement de la file active", "%", realise.renouvellement.zip(renouvellement)),
    ];
    let known = said.into_iter().filter_map(|(objet, unite, both)| Some((objet, unite, both?)));
    known.map(|(objet, unite, (here, asked))| progression(referentiel, objet, unite, here, asked)).collect()
}

/// What a figure is of its target: `objet` says of what, `unite` in what.
fn progression(
    referentiel: &Referentiel,
    objet: &str,
    unite: &str,
    valeur: Decimal,
    cible: Decimal,
) -> Verdict<Progression> {
    let manque = (cible - valeur).max(Decimal::ZERO);
    let told = |combien| if unite == "%" { format!("{} %", nombre(combien)) } else { phrase::nombre(combien, unite) };
    let reached = if manque.is_zero() { "atteint".to_owned() } else { format!("il manque {}", told(manque)) };
    let sentence = format!("{objet} : {} pour un objectif de {}, {reached}", told(valeur), told(cible));
    let (here, asked) = (nombre(valeur), nombre(cible));
    let conclusion = Progression { atteinte: manque.is_zero(), manque };
    Verdict::new(referentiel, "cible_protocole", conclusion, sentence).fait("cible", asked).fait("réalisé", here)
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use kernel::Id;

    use super::*;
    use crate::{CiblesOperateur, GroupeDuMotif, livre};

    fn n(value: &str) -> Decimal {
        value.parse().unwrap()
    }

    #[test]
    fn who_moved_died_or_retired_leaves_the_rate_and_a_reorientation_does_not() {
        let lyon = livre("lyon").unwrap();
        let neutral: Vec<_> = MotifCloture::TOUS
            .iter()
            .copied()
            .filter(|one| groupe(&lyon.sortie, *one) == GroupeSortie::Neutre)
            .collect();
        assert_eq!(neutral, [MotifCloture::Demenagement, MotifCloture::Retraite, MotifCloture::Deces]);
        assert_eq!(groupe(&lyon.sortie, MotifCloture::Reorientation), GroupeSortie::Autre);
    }

    /// Seed 001: an exit towards a service that suits the person better is no failure.
    #[test]
    fn in_dijon_a_reorientation_leaves_the_rate_and_who_gives_up_does_not() {
        let dijon = livre("dijon").unwrap();
        assert_eq!(groupe(&dijon.sortie, MotifCloture::Reorientation), GroupeSortie::Neutre);
        assert_eq!(groupe(&dijon.sortie, MotifCloture::Abandon), GroupeSortie::Autre);
        let left = [MotifCloture::Reorientation, MotifCloture::Abandon];
        let year = left.into_iter().fold(Comptes { positives: 1, ..Comptes::default() }, |comptes, motif| {
            comptes.avec(groupe(&dijon.sortie, motif), 1)
        });
        assert_eq!(positif(&dijon, year).conclusion, Some(n("50")));
    }

    #[test]
    fn a_territory_has_its_own_groups() {
        let mut own = livre("lyon").unwrap();
        own.sortie.groupes = vec![GroupeDuMotif { motif: MotifCloture::Sante, groupe: GroupeSortie::Neutre }];
        assert_eq!(groupe(&own.sortie, MotifCloture::Sante), GroupeSortie::Neutre);
        assert_eq!(groupe(&own.sortie, MotifCloture::Deces), GroupeSortie::Neutre, "the usual one");
    }

    /// Domain, 4.2: 14 446 positive exits, 25 882 others of which 13.6 % moved, died or retired, in 2014.
    #[test]
    fn the_national_rate_of_2014_is_thirty_nine_per_cent() {
        let year = Comptes { positives: 14_446, neutres: 3_526, autres: 36_802 - 14_446 };
        let Verdict { conclusion, raison } = positif(&livre("guide-ave").unwrap(), year);
        assert_eq!(conclusion, Some(n("39.25")));
        let expected = "14446 sorties positives ÷ 36802 sorties, hors 3526 sorties neutres : 39,25 %";
        assert_eq!(raison.explication, expected);
        assert_eq!(positif_sur_toutes(year).map(|rate| rate.round_dp(1)), Some(n("35.8")));
        let figures = Realise { taux_positif: conclusion, ..Realise::default() };
        let guide = livre("guide-ave").unwrap();
        let missing = progressions(&guide, cibles(&guide, None), figures);
        assert_eq!(missing[0].conclusion, Progression { atteinte: false, manque: n("2.75") });
        let expected = "sorties positives : 39,25 % pour un objectif de 42 %, il manque 2,75 %";
        assert_eq!((missing.len(), missing[0].raison.explication.as_str()), (1, expected));
        let lyon = livre("lyon").unwrap();
        assert!(progressions(&lyon, cibles(&lyon, None), figures).is_empty(), "it aims at nothing");
    }

    #[test]
    fn of_nothing_there_is_no_rate() {
        let none = positif(&livre("lyon").unwrap(), Comptes { neutres: 2, ..Comptes::default() });
        assert_eq!(none.conclusion, None);
        let each = [GroupeSortie::Positive, GroupeSortie::Autre, GroupeSortie::Neutre];
        let one = each.into_iter().fold(Comptes::default(), |comptes, groupe| comptes.avec(groupe, 1));
        assert_eq!(positif(&livre("lyon").unwrap(), one).conclusion, Some(n("50")));
    }

    #[test]
    fn grenoble_renews_thirty_per_cent_of_its_file_active_in_a_year() {
        let grenoble = livre("grenoble").unwrap();
        let said = |entries| {
            let figures = Realise { renouvellement: renouvellement(entries, n("70")), ..Realise::default() };
            progressions(&grenoble, cibles(&grenoble, None), figures).remove(0)
        };
        assert!(said(21).conclusion.atteinte, "21 of 70");
        assert_eq!(said(20).conclusion.manque, n("1.43"));
        let aimed = Cibles { entrees: Some(150), ..Cibles::default() };
        let entered = progressions(&grenoble, aimed, Realise { entrees: Some(120), ..Realise::default() }).remove(0);
        let expected = "entrées : 120 personnes pour un objectif de 150 personnes, il manque 30 personnes";
        assert_eq!(entered.raison.explication, expected);
        assert_eq!(renouvellement(3, Decimal::ZERO), None);
    }

    #[test]
    fn an_operator_has_targets_of_its_own_and_the_rate_of_the_territory_where_none_is_said() {
        let (maison, mission): (StructureId, StructureId) = (Id::from_u128(1), Id::from_u128(2));
        let mut guide = livre("guide-ave").unwrap();
        let own = Cibles { entrees: Some(60), ..Cibles::default() };
        guide.cibles_operateurs = vec![CiblesOperateur { structure: maison, cibles: own }];
        let asked = guide.cibles.unwrap().taux_positif;
        assert_eq!(cibles(&guide, Some(maison)), Cibles { taux_positif: asked, ..own });
        assert_eq!(cibles(&guide, Some(mission)), Cibles { taux_positif: asked, ..Cibles::default() });
        assert_eq!(cibles(&guide, None).entrees, None, "those of one operator are not those of the territory");

        let entered = |entrees| {
            let realise = Realise { entrees: Some(entrees), ..Realise::default() };
            progressions(&guide, cibles(&guide, Some(maison)), realise).remove(0).conclusion
        };
        assert_eq!(entered(59), Progression { atteinte: false, manque: Decimal::ONE });
        assert_eq!(entered(60), Progression { atteinte: true, manque: Decimal::ZERO });

        guide.cibles_operateurs[0].cibles.taux_positif = Some(n("50"));
        assert_eq!(cibles(&guide, Some(maison)).taux_positif, Some(n("50")));
        assert_eq!(cibles(&guide, Some(mission)).taux_positif, asked);
        assert_eq!(guide.validate().map_err(|report| report.to_string()), Ok(()));
        guide.cibles_operateurs.push(CiblesOperateur { structure: maison, cibles: own });
        assert!(guide.validate().is_err(), "said twice");
    }
}
