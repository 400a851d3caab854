//! Under which mandate somebody sits, and whether they undertook under it to keep secret what they learn.

use chrono::NaiveDate;
use events::annuaires::RoleTenu;
use kernel::{
    EngagementSecretId, Role, UtilisateurId,
    calendrier::{self, Periode},
};

/// An undertaking that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Engagement {
    pub(crate) id: EngagementSecretId,
    pub(crate) utilisateur: UtilisateurId,
    /// First day of the mandate under which it was signed.
    pub(crate) mandat_du: NaiveDate,
    pub(crate) signe_le: NaiveDate,
    /// Of the text, as it was then.
    pub(crate) version: String,
    pub(crate) texte: String,
}

/// The first days of the mandates by which somebody sits on a day, the last first: those of a member of a commission, or else
/// whatever they are in the territory.
fn mandats(roles: &[RoleTenu], jour: NaiveDate) -> Vec<NaiveDate> {
    let held = || roles.iter().filter(|one| Periode { du: one.du, au: one.au }.contient(jour));
    let sits = held().any(|one| one.role == Role::MembreCommission);
    let mut found: Vec<_> =
        held().filter(|one| !sits || one.role == Role::MembreCommission).map(|one| one.du).collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found
}

/// The mandate under which somebody who has these roles signs on a day.
pub(crate) fn mandat(roles: &[RoleTenu], jour: NaiveDate) -> Option<NaiveDate> {
    mandats(roles, jour).into_iter().next()
}

/// What of these undertakings, one's own, holds for who sits on a day: one that was signed later says nothing of it.
pub(crate) fn couvrant<'a>(own: &'a [Engagement], roles: &[RoleTenu], jour: NaiveDate) -> Option<&'a Engagement> {
    let held = mandats(roles, jour);
    own.iter().find(|one| one.signe_le <= jour && held.contains(&one.mandat_du))
}

/// Somebody who sits, by what they are in the territory and what they undertook.
#[derive(Debug, Clone)]
pub(crate) struct Siege {
    pub(crate) utilisateur: UtilisateurId,
    pub(crate) roles: Vec<RoleTenu>,
    pub(crate) signes: Vec<Engagement>,
}

impl Siege {
    /// Whether an undertaking of theirs holds on a day.
    pub(crate) fn engage(&self, jour: NaiveDate) -> bool {
        couvrant(&self.signes, &self.roles, jour).is_some()
    }

    /// The days from which on that may be otherwise: mandates begin and end.
    pub(crate) fn tournants(&self) -> impl Iterator<Item = NaiveDate> {
        self.roles.iter().flat_map(|one| [Some(one.du), one.au.map(|last| calendrier::plus_jours(last, 1))]).flatten()
    }
}

/// The last day through which something stays what it is on `jour`, when it changes on one of the days `tournants`.
pub(crate) fn jusquau<T: PartialEq>(
    jour: NaiveDate,
    tournants: impl IntoIterator<Item = NaiveDate>,
    vaut: impl Fn(NaiveDate) -> T,
) -> Option<NaiveDate> {
    let now = vaut(jour);
    let coming = tournants.into_iter().filter(|one| *one > jour && vaut(*one) != now);
    coming.min().map(|change| calendrier::plus_jours(change, -1))
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn role(role: Role, du: &str, au: Option<&str>) -> RoleTenu {
        RoleTenu { role, structure: None, du: d(du), au: au.map(d) }
    }

    fn signe(mandat_du: &str) -> Engagement {
        let (version, texte) = ("1".to_owned(), "texte".to_owned());
        Engagement {
            id: Id::MIN,
            utilisateur: Id::MIN,
            mandat_du: d(mandat_du),
            signe_le: d(mandat_du),
            version,
            texte,
        }
    }

    #[test]
    fn who_sits_again_after_their_mandate_ended_signs_again() {
        let roles = [
            role(Role::MembreCommission, "2025-01-01", Some("2025-12-31")),
            role(Role::MembreCommission, "2026-02-01", None),
        ];
        assert_eq!(mandat(&roles, d("2025-12-31")), Some(d("2025-01-01")));
        assert_eq!((mandat(&roles, d("2026-01-31")), mandat(&roles, d("2026-02-01"))), (None, Some(d("2026-02-01"))));
        let own = [signe("2025-01-01")];
        let covered = |jour| couvrant(&own, &roles, d(jour)).is_some();
        assert_eq!((covered("2025-12-31"), covered("2026-02-01")), (true, false));
    }

    #[test]
    fn who_sat_before_they_signed_had_not_signed() {
        let roles = [role(Role::MembreCommission, "2026-01-01", None)];
        let own = [Engagement { signe_le: d("2026-04-01"), ..signe("2026-01-01") }];
        let covered = |jour| couvrant(&own, &roles, d(jour)).is_some();
        assert_eq!((covered("2026-03-31"), covered("2026-04-01")), (false, true));
    }

    #[test]
    fn a_member_of_a_commission_signs_as_such_whatever_else_they_are() {
        let roles = [role(Role::Referent, "2020-01-01", None), role(Role::MembreCommission, "2026-02-01", None)];
        assert_eq!(mandat(&roles, d("2026-03-10")), Some(d("2026-02-01")));
        assert!(couvrant(&[signe("2020-01-01")], &roles, d("2026-03-10")).is_none());
        assert_eq!(mandat(&roles[..1], d("2026-03-10")), Some(d("2020-01-01")), "who is called sits by what they are");
    }

    #[test]
    fn an_undertaking_holds_through_the_last_day_of_its_mandate() {
        let roles = vec![
            role(Role::MembreCommission, "2025-01-01", Some("2026-03-31")),
            role(Role::MembreCommission, "2026-04-01", None),
        ];
        let one = Siege { utilisateur: Id::MIN, roles, signes: vec![signe("2025-01-01")] };
        let until = |jour| jusquau(d(jour), one.tournants(), |day| one.engage(day));
        assert_eq!(until("2026-03-31"), Some(d("2026-03-31")), "the eve of the next mandate");
        assert_eq!(until("2026-04-01"), None, "nothing that is known opens the files again");
        let renewed = Siege { signes: vec![signe("2025-01-01"), signe("2026-04-01")], ..one };
        assert_eq!(jusquau(d("2026-04-01"), renewed.tournants(), |day| renewed.engage(day)), None);
    }

    #[test]
    fn what_changes_and_comes_back_changes_on_the_first_of_these_days() {
        let days = ["2026-03-20", "2026-03-15", "2026-03-01"].map(d);
        let strict = |day: NaiveDate| (d("2026-03-15")..d("2026-03-20")).contains(&day);
        assert_eq!(jusquau(d("2026-03-10"), days, strict), Some(d("2026-03-14")));
        assert_eq!(jusquau(d("2026-03-15"), days, strict), Some(d("2026-03-19")));
        assert_eq!(jusquau(d("2026-03-20"), days, strict), None);
    }
}
