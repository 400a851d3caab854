//! Which roles may be given, and which hold today.

use auth::{Role, Titre};
use chrono::NaiveDate;
use kernel::{
    NatureStructure, Regard, StructureId, UtilisateurId,
    calendrier::{self, Periode},
    phrase,
};
use problem::{Problem, Slug};

/// A role given to someone for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Habilitation {
    /// The role.
    pub role: Role,
    /// The structure on whose behalf.
    pub(crate) structure: Option<StructureId>,
    /// Who validates what they do.
    pub(crate) superieur: Option<UtilisateurId>,
    /// From when to when.
    pub periode: Periode,
}

/// Why a role cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refus {
    /// It acts for a structure, and none is named.
    #[error("ce rôle agit pour une structure : indiquez laquelle")]
    StructureRequise,
    /// It belongs to the deployment or to the suite itself.
    #[error("ce rôle ne se donne pas dans un territoire")]
    RoleReserve,
    /// A control has an end.
    #[error("un contrôleur est habilité pour une durée : indiquez le dernier jour")]
    FinRequise,
    /// It would end before it starts.
    #[error("le dernier jour précède le premier")]
    PeriodeInverse,
    /// It acts for a structure beyond its last day.
    #[error("le PLIE ne travaille avec cette structure que jusqu'au {}", phrase::jour(.0))]
    StructureFinie(NaiveDate),
    /// It acts for a structure of another nature.
    #[error("cette structure n'est pas de celles pour lesquelles ce rôle agit : choisissez-en une autre")]
    AutreNature,
}

/// Checks that a role may act for a structure of this nature: a prescripteur refers, an operator runs étapes.
pub(crate) const fn admettre(role: Role, nature: NatureStructure) -> Result<(), Refus> {
    use NatureStructure as S;
    match (role, nature) {
        (Role::Prescripteur, S::Prescripteur) => Ok(()),
        (Role::Prescripteur, _) | (Role::OperateurEtape, S::Prescripteur | S::EmployeurReferent) => {
            Err(Refus::AutreNature)
        }
        _ => Ok(()),
    }
}

/// Checks a role before it is given in a territory.
pub(crate) fn verifier(habilitation: &Habilitation) -> Result<(), Refus> {
    let Habilitation { role, structure, periode, .. } = habilitation;
    match role {
        Role::Exploitant | Role::Service => Err(Refus::RoleReserve),
        Role::Prescripteur | Role::OperateurEtape if structure.is_none() => Err(Refus::StructureRequise),
        Role::Controleur if periode.au.is_none() => Err(Refus::FinRequise),
        _ if periode.au.is_some_and(|au| au < periode.du) => Err(Refus::PeriodeInverse),
        _ => Ok(()),
    }
}

/// Why a role cannot be ended on that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RefusFin {
    /// It has ended, or ends earlier: what has ended is given again, not prolonged.
    #[error("Ce rôle prend fin le {} : il ne se prolonge pas, un autre se donne.", phrase::jour(.0))]
    DejaFini(NaiveDate),
    /// It would have ended before it began.
    #[error("ce rôle a commencé le {} : sa fin ne le précède pas ; sans date, il est retiré à l'instant", phrase::jour(.0))]
    AvantLeDebut(NaiveDate),
}

impl From<RefusFin> for Problem {
    fn from(refus: RefusFin) -> Self {
        match refus {
            RefusFin::DejaFini(_) => Self::new(Slug::TransitionInterdite, refus.to_string()),
            RefusFin::AvantLeDebut(_) => Self::field("/au", "incoherent", refus.to_string()),
        }
    }
}

impl Habilitation {
    fn titre(&self, referents: Regard) -> Titre {
        let regard = if self.role == Role::Referent { referents } else { Regard::default() };
        Titre { superieur: self.superieur, regard, ..Titre::pour(self.role, self.structure) }
    }

    /// Whether it is held beyond this day.
    pub(crate) fn deborde(&self, jour: NaiveDate) -> bool {
        self.periode.au.is_none_or(|au| au > jour)
    }

    /// Ends the role on `au`, or at once without it; true when it does not hold any more. An end only ever comes nearer.
    pub(crate) fn cloturer(&mut self, au: Option<NaiveDate>, jour: NaiveDate) -> Result<bool, RefusFin> {
        let Periode { du, au: ancien } = self.periode;
        if let Some(ancien) = ancien.filter(|ancien| *ancien < jour || au.is_some_and(|au| au >= *ancien)) {
            return Err(RefusFin::DejaFini(ancien));
        }
        match au {
            Some(au) if au < du => Err(RefusFin::AvantLeDebut(du)),
            Some(au) => {
                self.periode.au = Some(au);
                Ok(au < jour)
            }
            None => {
                // A role that has not begun never holds; its last day cannot precede its first.
                self.periode.au = Some(jour.max(du));
                Ok(true)
            }
        }
    }
}

/// The first day on which one of the roles that hold on `jour` does not hold any more.
pub(crate) fn premiere_fin(habilitations: &[Habilitation], jour: NaiveDate) -> Option<NaiveDate> {
    let held = habilitations.iter().filter(|one| one.periode.contient(jour));
    held.filter_map(|one| one.periode.au).min().map(|last| calendrier::plus_jours(last, 1))
}

/// The memberships that hold on `jour`, each with the structure on whose behalf; those of référents, with whose files the
/// territory lets them see.
#[must_use]
pub(crate) fn en_cours(habilitations: &[Habilitation], jour: NaiveDate, referents: Regard) -> Vec<Titre> {
    let held = habilitations.iter().filter(|one| one.periode.contient(jour));
    let mut titres: Vec<_> = held.map(|one| one.titre(referents)).collect();
    titres.sort_unstable();
    titres.dedup();
    titres
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn given(role: Role, au: Option<&str>) -> Habilitation {
        Habilitation { role, structure: None, superieur: None, periode: Periode { du: d("2026-01-01"), au: au.map(d) } }
    }

    #[test]
    fn a_delegation_ends_by_itself() {
        let all = [given(Role::Referent, None), given(Role::Animation, Some("2026-06-30"))];
        assert_eq!(
            en_cours(&all, d("2026-06-30"), Regard::Territoire),
            [Role::Referent, Role::Animation].map(Titre::de)
        );
        assert_eq!(en_cours(&all, d("2026-07-01"), Regard::Territoire), [Role::Referent].map(Titre::de));
        assert_eq!(en_cours(&all, d("2025-12-31"), Regard::Territoire), []);
    }

    #[test]
    fn what_référents_see_is_said_of_référents_alone() {
        let all = [given(Role::Referent, None), given(Role::Animation, None)];
        let seen: Vec<_> =
            en_cours(&all, d("2026-06-30"), Regard::Siens).iter().map(|one| (one.role, one.regard)).collect();
        assert_eq!(seen, [(Role::Referent, Regard::Siens), (Role::Animation, Regard::Territoire)]);
    }

    #[test]
    fn a_role_ends_once_and_its_end_only_comes_nearer() {
        let today = d("2026-06-15");
        let end = |from: Option<&str>, au: Option<&str>| {
            let mut role = given(Role::Referent, from);
            role.cloturer(au.map(d), today).map(|cut| (cut, role.periode.au))
        };
        assert_eq!(end(None, Some("2026-06-30")), Ok((false, Some(d("2026-06-30")))));
        assert_eq!(end(None, Some("2026-06-15")), Ok((false, Some(today))), "it holds until the evening");
        assert_eq!(end(None, Some("2026-06-14")), Ok((true, Some(d("2026-06-14")))));
        assert_eq!(end(Some("2026-12-31"), Some("2026-06-30")), Ok((false, Some(d("2026-06-30")))));
        assert_eq!(end(Some("2026-12-31"), None), Ok((true, Some(today))));
        assert_eq!(end(Some("2026-06-15"), None), Ok((true, Some(today))), "on its last day");
        let over = Err(RefusFin::DejaFini(d("2026-06-14")));
        assert_eq!((end(Some("2026-06-14"), Some("9999-12-31")), end(Some("2026-06-14"), None)), (over, over));
        assert_eq!(end(Some("2026-12-31"), Some("9999-12-31")), Err(RefusFin::DejaFini(d("2026-12-31"))));
        assert_eq!(end(None, Some("2025-12-31")), Err(RefusFin::AvantLeDebut(d("2026-01-01"))));
    }

    #[test]
    fn a_token_outlives_none_of_the_roles_that_it_bears() {
        let all = [given(Role::Referent, None), given(Role::Animation, Some("2026-06-30"))];
        assert_eq!(premiere_fin(&all, d("2026-06-30")), Some(d("2026-07-01")));
        assert_eq!(premiere_fin(&all, d("2026-07-01")), None);
    }

    #[test]
    fn nobody_is_made_exploitant_in_a_territory() {
        assert_eq!(verifier(&given(Role::Exploitant, None)), Err(Refus::RoleReserve));
        assert_eq!(verifier(&given(Role::Service, None)), Err(Refus::RoleReserve));
    }

    #[test]
    fn a_prescripteur_acts_for_a_structure_and_a_controleur_for_a_time() {
        assert_eq!(verifier(&given(Role::Prescripteur, None)), Err(Refus::StructureRequise));
        assert_eq!(verifier(&given(Role::Controleur, None)), Err(Refus::FinRequise));
        assert_eq!(verifier(&given(Role::Controleur, Some("2026-03-31"))), Ok(()));
    }
}
