//! By which memberships something is granted, and what each of them lets somebody see.

use std::collections::BTreeSet;

use kernel::StructureId;
use serde::{Deserialize, Serialize};

use crate::{Permission, Role};

/// A membership that holds: a role in the territory, and the structure on whose behalf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Titre {
    /// The role.
    pub role: Role,
    /// The structure on whose behalf, for the roles that act for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<StructureId>,
}

impl Titre {
    /// The membership of a role that acts for no structure.
    #[must_use]
    pub const fn de(role: Role) -> Self {
        Self { role, structure: None }
    }

    /// What it adds to what somebody sees.
    fn ouvre(self, vue: &mut Vue) {
        match self.role {
            Role::Prescripteur | Role::OperateurEtape => vue.structures.extend(self.structure),
            Role::MembreCommission => vue.seances = true,
            _ => vue.tout = true,
        }
    }
}

/// The memberships by which one permission is granted to somebody. Whoever asks what may be seen or done asks them, and
/// them only: what somebody is besides neither widens nor narrows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Titres {
    par: Vec<Titre>,
    /// Granted without any: to a tool by its scope, to the suite itself.
    sans_borne: bool,
}

impl Titres {
    /// Those of `par`, or the scope of a tool.
    pub(crate) const fn new(par: Vec<Titre>, sans_borne: bool) -> Self {
        Self { par, sans_borne }
    }

    /// Those of the suite acting by itself.
    #[must_use]
    pub const fn suite() -> Self {
        Self { par: Vec::new(), sans_borne: true }
    }

    /// Whether nothing grants it.
    #[must_use]
    pub const fn vides(&self) -> bool {
        self.par.is_empty() && !self.sans_borne
    }

    /// Whether one of them has this role.
    #[must_use]
    pub fn comme(&self, role: Role) -> bool {
        self.par.iter().any(|titre| titre.role == role)
    }

    /// Whether one of them gives this other permission too.
    #[must_use]
    pub fn donnent(&self, permission: Permission) -> bool {
        self.par.iter().any(|titre| permission.roles().contains(&titre.role))
    }

    /// What they show together.
    #[must_use]
    pub fn vue(&self) -> Vue {
        let mut vue = Vue { tout: self.sans_borne, ..Vue::default() };
        for titre in &self.par {
            titre.ouvre(&mut vue);
        }
        vue
    }
}

/// What is seen of a territory: the union of what each membership shows, and nothing more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vue {
    /// All of it.
    tout: bool,
    /// What concerns these structures.
    structures: BTreeSet<StructureId>,
    /// What is on the agenda of one's commissions.
    seances: bool,
}

impl Vue {
    /// Whether all of the territory is seen.
    #[must_use]
    pub const fn entiere(&self) -> bool {
        self.tout
    }

    /// The structures to which the view is limited; `None` when it is not limited.
    #[must_use]
    pub const fn structures(&self) -> Option<&BTreeSet<StructureId>> {
        if self.tout { None } else { Some(&self.structures) }
    }

    /// Whether what concerns `structure` is seen as such.
    #[must_use]
    pub fn montre(&self, structure: StructureId) -> bool {
        self.tout || self.structures.contains(&structure)
    }

    /// Whether the files on the agenda of one's commissions are seen.
    #[must_use]
    pub const fn seances(&self) -> bool {
        self.seances
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id};

    use super::*;

    const FORGE: StructureId = Id::MIN;
    const CLAIRE_FONTAINE: StructureId = Id::MAX;

    fn operateur(structure: StructureId) -> Titre {
        Titre { role: Role::OperateurEtape, structure: Some(structure) }
    }

    fn vue(permission: Permission, titres: &[Titre]) -> Vue {
        permission.titres(titres, &[]).vue()
    }

    #[test]
    fn a_second_role_that_does_not_grant_neither_widens_nor_narrows_what_an_operator_sees() {
        for role in Role::TOUS.iter().copied().filter(|role| !Permission::EtapeLire.roles().contains(role)) {
            let second = Titre { role, structure: Some(CLAIRE_FONTAINE) };
            let seen = vue(Permission::EtapeLire, &[operateur(FORGE), second]);
            assert_eq!((seen.montre(FORGE), seen.montre(CLAIRE_FONTAINE)), (true, false), "{role:?}");
        }
    }

    #[test]
    fn each_membership_that_grants_adds_what_it_shows() {
        let two = vue(Permission::EtapeLire, &[operateur(FORGE), operateur(CLAIRE_FONTAINE)]);
        assert!(two.montre(FORGE) && two.montre(CLAIRE_FONTAINE) && !two.entiere());
        assert!(vue(Permission::EtapeLire, &[operateur(FORGE), Titre::de(Role::Referent)]).entiere());
    }

    #[test]
    fn an_operator_without_structure_sees_nothing_and_a_tool_what_its_scope_says() {
        let none = vue(Permission::EtapeLire, &[Titre::de(Role::OperateurEtape)]);
        assert_eq!(none.structures().map(BTreeSet::len), Some(0));
        let scopes = ["etape:lire".to_owned()];
        assert!(Permission::EtapeLire.titres(&[], &scopes).vue().entiere());
        assert!(Permission::EtapeGerer.titres(&[], &scopes).vides());
    }
}
