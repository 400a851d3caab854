//! Which roles may be given, and which hold today.

use auth::Role;
use chrono::NaiveDate;
use kernel::{NatureStructure, StructureId, calendrier::Periode};

/// A role given to someone for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Habilitation {
    /// The role.
    pub role: Role,
    /// The structure on whose behalf.
    pub(crate) structure: Option<StructureId>,
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
    let Habilitation { role, structure, periode } = habilitation;
    match role {
        Role::Exploitant | Role::Service => Err(Refus::RoleReserve),
        Role::Prescripteur | Role::OperateurEtape if structure.is_none() => Err(Refus::StructureRequise),
        Role::Controleur if periode.au.is_none() => Err(Refus::FinRequise),
        _ if periode.au.is_some_and(|au| au < periode.du) => Err(Refus::PeriodeInverse),
        _ => Ok(()),
    }
}

/// The roles that hold on `jour`, and the structure on whose behalf.
#[must_use]
pub(crate) fn en_cours(habilitations: &[Habilitation], jour: NaiveDate) -> (Vec<Role>, Option<StructureId>) {
    let held: Vec<_> = habilitations.iter().filter(|one| one.periode.contient(jour)).collect();
    let mut roles: Vec<_> = held.iter().map(|one| one.role).collect();
    roles.sort_unstable();
    roles.dedup();
    (roles, held.iter().find_map(|one| one.structure))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn given(role: Role, au: Option<&str>) -> Habilitation {
        Habilitation { role, structure: None, periode: Periode { du: d("2026-01-01"), au: au.map(d) } }
    }

    #[test]
    fn a_delegation_ends_by_itself() {
        let all = [given(Role::Referent, None), given(Role::Animation, Some("2026-06-30"))];
        assert_eq!(en_cours(&all, d("2026-06-30")).0, [Role::Referent, Role::Animation]);
        assert_eq!(en_cours(&all, d("2026-07-01")).0, [Role::Referent]);
        assert_eq!(en_cours(&all, d("2025-12-31")).0, []);
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
