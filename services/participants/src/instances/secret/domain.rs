//! Under which mandate somebody sits, and whether they undertook under it to keep secret what they learn.

use chrono::NaiveDate;
use events::annuaires::RoleTenu;
use kernel::{EngagementSecretId, Role, UtilisateurId, calendrier::Periode};

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
}
