//! The states of a parcours, day by day, made of its facts.

use chrono::NaiveDate;
use kernel::calendrier::{self, Periode};
use parcours_api::{EtatParcours, NatureSuspension};
use referentiel::regles::file_active::Situation;

/// What says in which state a parcours is on each day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Faits {
    pub(crate) entree_le: NaiveDate,
    /// Étapes that began.
    pub(crate) etapes: Vec<Periode>,
    /// Suspensions and veilles that were decided.
    pub(crate) arrets: Vec<(NatureSuspension, Periode)>,
    /// Days on which an exit was followed.
    pub(crate) suivis: Vec<(Suivi, Periode)>,
    /// First day out of the PLIE.
    pub(crate) sorti_le: Option<NaiveDate>,
}

/// What a followed exit is to the file active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suivi {
    /// A job or a business.
    Emploi {
        /// Its first day.
        debut: NaiveDate,
    },
    /// A qualifying training.
    Formation {
        /// Its last day.
        fin: NaiveDate,
        titre_obtenu_le: Option<NaiveDate>,
    },
}

/// The state of a parcours on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Etat {
    EnAccompagnement,
    EnEtape,
    EnVeille,
    Suspendu,
    Suivi(Suivi),
    Sorti,
}

impl Etat {
    /// Its word.
    pub(crate) const fn code(self) -> EtatParcours {
        match self {
            Self::EnAccompagnement => EtatParcours::EnAccompagnement,
            Self::EnEtape => EtatParcours::EnEtape,
            Self::EnVeille => EtatParcours::EnVeille,
            Self::Suspendu => EtatParcours::Suspendu,
            Self::Suivi(_) => EtatParcours::SuiviEmploi,
            Self::Sorti => EtatParcours::Sorti,
        }
    }

    /// What it is to the file active.
    pub(crate) const fn situation(self) -> Situation {
        match self {
            Self::EnAccompagnement | Self::EnEtape => Situation::Accompagnement,
            Self::EnVeille => Situation::EnVeille,
            Self::Suspendu => Situation::Suspendu,
            Self::Suivi(Suivi::Emploi { debut }) => Situation::EnEmploi { debut },
            Self::Suivi(Suivi::Formation { fin, titre_obtenu_le }) => Situation::EnFormation { fin, titre_obtenu_le },
            Self::Sorti => Situation::Sorti,
        }
    }
}

/// The days on which a parcours is in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeriodeEtat {
    pub(crate) etat: Etat,
    pub(crate) jours: Periode,
}

impl Faits {
    /// The state on a day that the parcours covers. Who left is in no other state; a suspension stops everything, a
    /// veille all that a suspension does not, a job that is followed goes before the étapes that led to it.
    fn etat(&self, jour: NaiveDate) -> Etat {
        let stopped = |nature| self.arrets.iter().any(|(one, jours)| *one == nature && jours.contient(jour));
        if self.sorti_le.is_some_and(|sorti| sorti <= jour) {
            Etat::Sorti
        } else if stopped(NatureSuspension::Suspension) {
            Etat::Suspendu
        } else if stopped(NatureSuspension::Veille) {
            Etat::EnVeille
        } else if let Some((suivi, _)) = self.suivis.iter().rev().find(|(_, jours)| jours.contient(jour)) {
            Etat::Suivi(*suivi)
        } else if self.etapes.iter().any(|jours| jours.contient(jour)) {
            Etat::EnEtape
        } else {
            Etat::EnAccompagnement
        }
    }

    /// The days on which a state may begin: the entry, and those on which a fact begins or has just ended.
    fn bornes(&self) -> Vec<NaiveDate> {
        let arrets = self.arrets.iter().map(|(_, jours)| jours);
        let suivis = self.suivis.iter().map(|(_, jours)| jours);
        let spans = self.etapes.iter().chain(arrets).chain(suivis);
        let ends = |jours: &Periode| [Some(jours.du), jours.au.map(|au| calendrier::plus_jours(au, 1))];
        let mut days: Vec<_> = spans.flat_map(ends).flatten().chain(self.sorti_le).collect();
        days.retain(|jour| *jour > self.entree_le);
        days.push(self.entree_le);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// From the entry on, each day in one period, each period in another state than the one before.
    pub(crate) fn periodes(&self) -> Vec<PeriodeEtat> {
        let mut told: Vec<PeriodeEtat> = Vec::new();
        for du in self.bornes() {
            let etat = self.etat(du);
            if let Some(last) = told.last_mut() {
                if last.etat == etat {
                    continue;
                }
                last.jours.au = Some(calendrier::plus_jours(du, -1));
            }
            told.push(PeriodeEtat { etat, jours: Periode { du, au: None } });
        }
        told
    }
}

/// The state on this day: the first one before the entry.
pub(crate) fn le(periodes: &[PeriodeEtat], jour: NaiveDate) -> Option<Etat> {
    let begun = periodes.iter().rev().find(|one| one.jours.du <= jour);
    begun.or(periodes.first()).map(|one| one.etat)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use testdata::d;

    use super::*;

    fn jours(du: &str, au: Option<&str>) -> Periode {
        Periode { du: d(du), au: au.map(d) }
    }

    fn alone() -> Faits {
        Faits { entree_le: d("2026-02-12"), etapes: vec![], arrets: vec![], suivis: vec![], sorti_le: None }
    }

    fn told(faits: &Faits) -> Vec<(EtatParcours, NaiveDate, Option<NaiveDate>)> {
        faits.periodes().iter().map(|one| (one.etat.code(), one.jours.du, one.jours.au)).collect()
    }

    #[test]
    fn a_parcours_is_told_from_its_entry_to_its_exit() {
        use EtatParcours as E;
        let emploi = Suivi::Emploi { debut: d("2026-09-01") };
        let faits = Faits {
            etapes: vec![jours("2026-03-02", Some("2026-08-31"))],
            arrets: vec![(NatureSuspension::Suspension, jours("2026-05-01", Some("2026-05-31")))],
            suivis: vec![(emploi, jours("2026-09-01", Some("2027-02-28")))],
            sorti_le: Some(d("2027-03-01")),
            ..alone()
        };
        let expected = [
            (E::EnAccompagnement, "2026-02-12", Some("2026-03-01")),
            (E::EnEtape, "2026-03-02", Some("2026-04-30")),
            (E::Suspendu, "2026-05-01", Some("2026-05-31")),
            (E::EnEtape, "2026-06-01", Some("2026-08-31")),
            (E::SuiviEmploi, "2026-09-01", Some("2027-02-28")),
            (E::Sorti, "2027-03-01", None),
        ];
        assert_eq!(told(&faits), expected.map(|(etat, du, au)| (etat, d(du), au.map(d))));
    }

    #[test]
    fn étapes_that_follow_each_other_are_one_period_and_a_veille_may_have_no_end() {
        use EtatParcours as E;
        let faits = Faits {
            etapes: vec![jours("2026-03-02", Some("2026-03-31")), jours("2026-04-01", Some("2026-04-30"))],
            arrets: vec![(NatureSuspension::Veille, jours("2026-06-01", None))],
            ..alone()
        };
        let expected = [
            (E::EnAccompagnement, d("2026-02-12"), Some(d("2026-03-01"))),
            (E::EnEtape, d("2026-03-02"), Some(d("2026-04-30"))),
            (E::EnAccompagnement, d("2026-05-01"), Some(d("2026-05-31"))),
            (E::EnVeille, d("2026-06-01"), None),
        ];
        assert_eq!(told(&faits), expected);
    }

    #[test]
    fn who_leaves_on_the_day_of_the_entry_was_never_accompanied() {
        let faits = Faits { sorti_le: Some(d("2026-02-12")), ..alone() };
        assert_eq!(told(&faits), [(EtatParcours::Sorti, d("2026-02-12"), None)]);
    }

    #[test]
    fn before_the_entry_the_state_is_the_first_one() {
        let periodes = alone().periodes();
        assert_eq!(le(&periodes, d("2026-02-11")), Some(Etat::EnAccompagnement));
        assert_eq!(le(&[], d("2026-02-11")), None);
    }

    fn span() -> impl Strategy<Value = Periode> {
        (-5i64..60, prop::option::of(0i64..20)).prop_map(|(du, last)| {
            let du = calendrier::plus_jours(d("2026-02-12"), du);
            Periode { du, au: last.map(|days| calendrier::plus_jours(du, days)) }
        })
    }

    fn some() -> impl Strategy<Value = Faits> {
        let nature = prop::sample::select(vec![NatureSuspension::Suspension, NatureSuspension::Veille]);
        let arrets = prop::collection::vec((nature, span()), 0..4);
        let suivi = span().prop_map(|jours| (Suivi::Emploi { debut: jours.du }, jours));
        let out = prop::option::of(0i64..80);
        (prop::collection::vec(span(), 0..4), arrets, prop::collection::vec(suivi, 0..3), out).prop_map(
            |(etapes, arrets, suivis, out)| Faits {
                etapes,
                arrets,
                suivis,
                sorti_le: out.map(|days| calendrier::plus_jours(d("2026-02-12"), days)),
                ..alone()
            },
        )
    }

    proptest! {
        #[test]
        fn each_day_has_one_state_and_it_is_the_one_of_the_facts(faits in some()) {
            let periodes = faits.periodes();
            for jour in (0..120).map(|days| calendrier::plus_jours(faits.entree_le, days)) {
                let on: Vec<_> = periodes.iter().filter(|one| one.jours.contient(jour)).collect();
                prop_assert_eq!(on.len(), 1);
                prop_assert_eq!(on[0].etat, faits.etat(jour));
                prop_assert_eq!(le(&periodes, jour), Some(on[0].etat));
            }
        }

        #[test]
        fn no_period_goes_on_in_the_next_one_and_the_last_one_has_no_end(faits in some()) {
            let periodes = faits.periodes();
            prop_assert_eq!(periodes[0].jours.du, faits.entree_le);
            for pair in periodes.windows(2) {
                prop_assert_ne!(pair[0].etat, pair[1].etat);
                prop_assert_eq!(pair[0].jours.au, Some(calendrier::plus_jours(pair[1].jours.du, -1)));
            }
            prop_assert_eq!(periodes.last().unwrap().jours.au, None);
        }
    }
}
