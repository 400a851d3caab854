//! Who decides of what in a parcours, and before which instance it comes (seeds 000 and 002).

use crate::{Decideur, NatureDemande, Referentiel};

/// The code of the commission of entries, which every territory has.
pub const COMMISSION: &str = "commission";

/// Who decides of a nature, and before which instance it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ressort<'a> {
    /// Who decides.
    pub par: Decideur,
    /// The instance, by its code.
    pub instance: &'a str,
}

/// How an instance sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenue<'a> {
    /// As people call it.
    pub libelle: &'a str,
    /// Days between two sessions, when there is a rhythm.
    pub rythme_jours: Option<u32>,
    /// Members present below which nothing is decided.
    pub quorum: usize,
}

/// Who decides of this: the animation team, where nothing is said. What was decided is corrected as it was decided.
#[must_use]
pub fn ressort(referentiel: &Referentiel, nature: NatureDemande) -> Ressort<'_> {
    let said = |nature| referentiel.decisions.iter().find(|rule| rule.nature == nature);
    let rule = said(nature).or_else(|| corrigee(nature).and_then(said));
    Ressort {
        par: rule.map_or(Decideur::Animation, |rule| rule.par),
        instance: rule.and_then(|rule| rule.instance.as_deref()).unwrap_or(COMMISSION),
    }
}

/// The strictest of those who decide of what is of several natures at once, and the nature of which they do: an instance in
/// session, then one that is told, then the animation team alone; of the first nature where others are decided as strictly.
#[must_use]
pub fn le_plus_strict<'r>(
    referentiel: &'r Referentiel,
    nature: NatureDemande,
    autres: &[NatureDemande],
) -> (NatureDemande, Ressort<'r>) {
    let first = (nature, ressort(referentiel, nature));
    let others = autres.iter().map(|nature| (*nature, ressort(referentiel, *nature)));
    others.fold(first, |held, one| if rigueur(one.1.par) > rigueur(held.1.par) { one } else { held })
}

/// How strict it is that these decide.
const fn rigueur(par: Decideur) -> u8 {
    match par {
        Decideur::Animation => 0,
        Decideur::Rapport => 1,
        Decideur::Session => 2,
    }
}

/// What a nature corrects: its rule holds where none is said of the correction.
const fn corrigee(nature: NatureDemande) -> Option<NatureDemande> {
    match nature {
        NatureDemande::CorrectionFin => Some(NatureDemande::SortieAutre),
        NatureDemande::CorrectionSortie => Some(NatureDemande::SortiePositive),
        NatureDemande::Suspension
        | NatureDemande::Veille
        | NatureDemande::Reprise
        | NatureDemande::Revue
        | NatureDemande::SortieAutre
        | NatureDemande::EntreeCollective
        | NatureDemande::SortiePositive
        | NatureDemande::Prolongation => None,
    }
}

/// How this instance sits; `None` when the territory has none of this code.
#[must_use]
pub fn tenue<'a>(referentiel: &'a Referentiel, instance: &str) -> Option<Tenue<'a>> {
    if let Some(own) = referentiel.instances.iter().find(|own| own.code == instance) {
        return Some(Tenue { libelle: &own.libelle, rythme_jours: own.rythme_jours, quorum: own.quorum });
    }
    let commission = &referentiel.commission;
    (instance == COMMISSION).then_some(Tenue {
        libelle: "Commission",
        rythme_jours: commission.rythme_jours,
        quorum: commission.quorum,
    })
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use kernel::Code;

    use super::*;
    use crate::{LIVRES, livre};

    fn par(slug: &str, nature: NatureDemande) -> (Decideur, String) {
        let rules = livre(slug).unwrap();
        let Ressort { par, instance } = ressort(&rules, nature);
        (par, instance.to_owned())
    }

    #[test]
    fn the_rhone_decides_of_suspensions_in_session_and_chalon_reports_them() {
        for slug in ["lyon", "uni-est", "sud-ouest-lyonnais"] {
            for nature in [NatureDemande::Suspension, NatureDemande::Veille, NatureDemande::Revue] {
                assert_eq!(par(slug, nature), (Decideur::Session, COMMISSION.to_owned()), "{slug}");
            }
        }
        let chalon = [NatureDemande::Suspension, NatureDemande::Veille, NatureDemande::Reprise];
        for nature in chalon {
            assert_eq!(par("grand-chalon", nature), (Decideur::Rapport, "comite_suivi".to_owned()));
        }
    }

    #[test]
    fn a_decision_comes_before_an_instance_that_the_rules_name_once() {
        let mut rules = livre("grand-chalon").unwrap();
        assert!(rules.validate().is_ok());
        rules.decisions[0].instance = Some("comite_absent".to_owned());
        assert!(rules.validate().is_err(), "nobody sits under that code");
        rules.decisions[0].instance = Some(COMMISSION.to_owned());
        assert!(rules.validate().is_ok());
        rules.instances.push(rules.instances[0].clone());
        assert!(rules.validate().is_err(), "two instances of one code");
        rules.instances[1].code = COMMISSION.to_owned();
        assert!(rules.validate().is_err(), "the commission is there already");
    }

    #[test]
    fn the_animation_team_decides_of_what_is_not_named() {
        for nature in NatureDemande::TOUS.iter().copied() {
            assert_eq!(par("dijon", nature).0, Decideur::Animation);
        }
    }

    #[test]
    fn who_decides_of_an_end_or_an_exit_decides_of_its_correction_unless_the_rules_say_another() {
        use NatureDemande::{CorrectionFin, CorrectionSortie, SortieAutre, SortiePositive};
        let named = |nature, par| crate::RegleDecision { nature, par, instance: None };
        for (decided, corrects, other) in
            [(SortieAutre, CorrectionFin, CorrectionSortie), (SortiePositive, CorrectionSortie, CorrectionFin)]
        {
            let mut rules = livre("dijon").unwrap();
            let par = |rules: &Referentiel| (ressort(rules, corrects).par, ressort(rules, other).par);
            assert_eq!(par(&rules), (Decideur::Animation, Decideur::Animation));
            rules.decisions.push(named(decided, Decideur::Session));
            assert_eq!(par(&rules), (Decideur::Session, Decideur::Animation), "the other one is not of it");
            rules.decisions.push(named(corrects, Decideur::Rapport));
            assert_eq!(par(&rules), (Decideur::Rapport, Decideur::Animation));
            assert_eq!(ressort(&rules, decided).par, Decideur::Session, "a correction decides of nothing else");
        }
    }

    #[test]
    fn of_several_natures_the_strictest_decider_decides_and_the_first_one_of_those_that_are_as_strict() {
        use NatureDemande::{Reprise, Suspension, Veille};
        let mut rules = livre("dijon").unwrap();
        for (nature, par) in [(Suspension, Decideur::Session), (Veille, Decideur::Rapport)] {
            rules.decisions.push(crate::RegleDecision { nature, par, instance: None });
        }
        let decided = |nature, autres: &[NatureDemande]| {
            let (nature, ressort) = le_plus_strict(&rules, nature, autres);
            (nature, ressort.par)
        };
        assert_eq!(decided(Reprise, &[]), (Reprise, Decideur::Animation));
        assert_eq!(decided(Reprise, &[Veille]), (Veille, Decideur::Rapport));
        assert_eq!(decided(Reprise, &[Veille, Suspension]), (Suspension, Decideur::Session));
        assert_eq!(decided(Suspension, &[Veille, Reprise]), (Suspension, Decideur::Session));
        rules.decisions.push(crate::RegleDecision { nature: Reprise, par: Decideur::Session, instance: None });
        assert_eq!(le_plus_strict(&rules, Reprise, &[Suspension]).0, Reprise);
    }

    #[test]
    fn every_instance_that_a_shipped_rule_names_sits() {
        for (slug, _) in LIVRES {
            let rules = livre(slug).unwrap();
            for nature in NatureDemande::TOUS.iter().copied() {
                assert!(tenue(&rules, ressort(&rules, nature).instance).is_some(), "{slug}: {nature:?}");
            }
        }
        assert_eq!(tenue(&livre("lyon").unwrap(), "comite_suivi"), None);
    }

    #[test]
    fn a_nature_has_one_rule() {
        let mut rules = livre("lyon").unwrap();
        rules.decisions.push(rules.decisions[0].clone());
        assert!(rules.validate().is_err());
    }
}
