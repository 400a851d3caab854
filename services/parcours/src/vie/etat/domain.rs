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
    /// Days on which the person was held to be out, until a decision took the exit back.
    pub(crate) absences: Vec<Periode>,
    /// First day out of the PLIE.
    pub(crate) sorti_le: Option<NaiveDate>,
}

/// What an exit says of the days of its parcours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SortieDite {
    /// First day of the job, business or training.
    pub(crate) debut: NaiveDate,
    pub(crate) issue: Issue,
}

/// What came of an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issue {
    /// Nothing yet: it is followed.
    EnSuivi,
    Confirmee {
        /// First day out of the PLIE.
        acquise_le: NaiveDate,
    },
    /// It is not positive.
    Perdue(Perte),
}

/// What ended an exit that is not positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Perte {
    Rompue {
        /// Last day of the contract.
        le: NaiveDate,
    },
    Abandonnee {
        /// Last day on which it was followed, be it after the job broke.
        le: NaiveDate,
    },
    /// The team refused it, or another contract came too late; neither of one that could never be positive.
    Refusee {
        /// On what day the team decided whether it counts.
        decidee_le: Option<NaiveDate>,
        /// First day of the last contract that followed the first one.
        dernier_contrat: Option<NaiveDate>,
    },
    /// It was confirmed, and a decision took it back.
    Reprise(Retour),
}

/// That a decision took back an exit that was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Retour {
    pub(crate) le: NaiveDate,
    /// The first day out of the PLIE, as it was held.
    pub(crate) acquise_le: NaiveDate,
    /// Whether the person had the job all the same, and was followed in it.
    pub(crate) emploi_tenu: bool,
}

impl SortieDite {
    /// The days on which it was followed; none of one that never was, or of a job that was not theirs.
    pub(crate) fn suivie(&self) -> Option<Periode> {
        let au = match self.issue {
            Issue::EnSuivi => None,
            Issue::Confirmee { acquise_le } => Some(jour_d_avant(acquise_le)),
            Issue::Perdue(perte) => Some(perte.dernier_jour_suivi().filter(|au| *au >= self.debut)?),
        };
        Some(Periode { du: self.debut, au })
    }

    /// The days on which the person was held to be out, before a decision took it back.
    pub(crate) fn absence(&self) -> Option<Periode> {
        let Issue::Perdue(Perte::Reprise(Retour { le, acquise_le, .. })) = self.issue else { return None };
        (acquise_le < le).then(|| Periode { du: acquise_le, au: Some(jour_d_avant(le)) })
    }
}

impl Perte {
    fn dernier_jour_suivi(self) -> Option<NaiveDate> {
        match self {
            Self::Rompue { le } | Self::Abandonnee { le } => Some(le),
            Self::Refusee { decidee_le, dernier_contrat } => decidee_le.max(dernier_contrat.map(jour_d_avant)),
            Self::Reprise(Retour { acquise_le, emploi_tenu, .. }) => emploi_tenu.then(|| jour_d_avant(acquise_le)),
        }
    }
}

fn jour_d_avant(jour: NaiveDate) -> NaiveDate {
    calendrier::plus_jours(jour, -1)
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

/// The states in which no contact is asked for: a decision stopped the accompaniment, which is owed again on the day of
/// the return.
pub(crate) const ARRETS: [EtatParcours; 2] = [EtatParcours::EnVeille, EtatParcours::Suspendu];

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
    /// veille all that a suspension does not, a job that is followed goes before the étapes that led to it. Who was held to be
    /// out, and of whom nothing else is known on that day, was followed by nobody.
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
        } else if self.absences.iter().any(|jours| jours.contient(jour)) {
            Etat::Sorti
        } else {
            Etat::EnAccompagnement
        }
    }

    /// The days on which a state may begin: the entry, and those on which a fact begins or has just ended.
    fn bornes(&self) -> Vec<NaiveDate> {
        let arrets = self.arrets.iter().map(|(_, jours)| jours);
        let suivis = self.suivis.iter().map(|(_, jours)| jours);
        let spans = self.etapes.iter().chain(arrets).chain(suivis).chain(&self.absences);
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

/// Whether the accompaniment is stopped on this day.
pub(crate) fn arrete(periodes: &[PeriodeEtat], jour: NaiveDate) -> bool {
    le(periodes, jour).is_some_and(|etat| ARRETS.contains(&etat.code()))
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
        Faits {
            entree_le: d("2026-02-12"),
            etapes: vec![],
            arrets: vec![],
            suivis: vec![],
            absences: vec![],
            sorti_le: None,
        }
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

    fn depart(issue: Issue) -> SortieDite {
        SortieDite { debut: d("2026-04-01"), issue }
    }

    #[test]
    fn an_exit_that_is_not_positive_keeps_the_days_on_which_it_was_followed() {
        let until = |issue| depart(issue).suivie().map(|jours| jours.au);
        let le = |jour: &str| Some(d(jour));
        assert_eq!(until(Issue::EnSuivi), Some(None));
        assert_eq!(until(Issue::Confirmee { acquise_le: d("2026-10-01") }), Some(le("2026-09-30")));
        let lost = |perte| until(Issue::Perdue(perte));
        assert_eq!(lost(Perte::Rompue { le: d("2026-05-04") }), Some(le("2026-05-04")));
        assert_eq!(lost(Perte::Abandonnee { le: d("2026-11-30") }), Some(le("2026-11-30")));
        let refused = |decidee_le, dernier_contrat| lost(Perte::Refusee { decidee_le, dernier_contrat });
        assert_eq!(refused(None, None), None, "it could never be positive");
        assert_eq!(refused(le("2026-06-10"), None), Some(le("2026-06-10")));
        assert_eq!(refused(le("2026-04-01"), None), Some(le("2026-04-01")), "refused on the day on which it began");
        assert_eq!(refused(le("2026-03-31"), None), None, "refused the day before it began");
        let late = refused(le("2026-06-10"), le("2026-09-01"));
        assert_eq!(late, Some(le("2026-08-31")), "to the contract that came too late");
    }

    #[test]
    fn who_was_held_to_be_out_by_mistake_was_followed_before_and_by_nobody_meanwhile() {
        use EtatParcours as E;
        let back = |emploi_tenu| {
            let retour = Retour { le: d("2026-11-15"), acquise_le: d("2026-10-01"), emploi_tenu };
            let one = depart(Issue::Perdue(Perte::Reprise(retour)));
            let emploi = Suivi::Emploi { debut: one.debut };
            let suivis = one.suivie().map(|jours| (emploi, jours)).into_iter().collect();
            told(&Faits { suivis, absences: one.absence().into_iter().collect(), ..alone() })
        };
        let said = |all: &[(EtatParcours, &str, Option<&str>)]| {
            all.iter().map(|(etat, du, au)| (*etat, d(du), au.map(d))).collect::<Vec<_>>()
        };
        let tenu = [
            (E::EnAccompagnement, "2026-02-12", Some("2026-03-31")),
            (E::SuiviEmploi, "2026-04-01", Some("2026-09-30")),
            (E::Sorti, "2026-10-01", Some("2026-11-14")),
            (E::EnAccompagnement, "2026-11-15", None),
        ];
        assert_eq!(back(true), said(&tenu));
        let never = [
            (E::EnAccompagnement, "2026-02-12", Some("2026-09-30")),
            (E::Sorti, "2026-10-01", Some("2026-11-14")),
            (E::EnAccompagnement, "2026-11-15", None),
        ];
        assert_eq!(back(false), said(&never), "the job was never theirs");
        let same_day = Retour { le: d("2026-10-01"), acquise_le: d("2026-10-01"), emploi_tenu: true };
        let one = depart(Issue::Perdue(Perte::Reprise(same_day)));
        assert_eq!(one.absence(), None, "taken back on its very day");
    }

    #[test]
    fn what_is_known_of_the_days_of_an_absence_goes_before_it() {
        let emploi = Suivi::Emploi { debut: d("2026-10-15") };
        let faits = Faits {
            absences: vec![jours("2026-10-01", Some("2026-11-14"))],
            suivis: vec![(emploi, jours("2026-10-15", None))],
            ..alone()
        };
        let expected = [
            (EtatParcours::EnAccompagnement, d("2026-02-12"), Some(d("2026-09-30"))),
            (EtatParcours::Sorti, d("2026-10-01"), Some(d("2026-10-14"))),
            (EtatParcours::SuiviEmploi, d("2026-10-15"), None),
        ];
        assert_eq!(told(&faits), expected);
    }

    #[test]
    fn the_accompaniment_is_stopped_from_the_first_to_the_last_day_of_a_suspension_or_of_a_veille() {
        for nature in [NatureSuspension::Suspension, NatureSuspension::Veille] {
            let arrets = vec![(nature, jours("2026-03-10", Some("2026-03-31")))];
            let periodes = Faits { arrets, sorti_le: Some(d("2026-05-01")), ..alone() }.periodes();
            let days = ["2026-03-09", "2026-03-10", "2026-03-31", "2026-04-01", "2026-05-01"];
            assert_eq!(days.map(|jour| arrete(&periodes, d(jour))), [false, true, true, false, false], "{nature:?}");
        }
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
        let absences = prop::collection::vec(span(), 0..2);
        (prop::collection::vec(span(), 0..4), arrets, prop::collection::vec(suivi, 0..3), absences, out).prop_map(
            |(etapes, arrets, suivis, absences, out)| Faits {
                etapes,
                arrets,
                suivis,
                absences,
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
