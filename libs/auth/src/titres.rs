//! By which memberships something is granted, and what each of them lets somebody see.

use std::collections::BTreeSet;

use kernel::{Regard, StructureId, UtilisateurId};
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
    /// Who validates what they do, for who works in the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superieur: Option<UtilisateurId>,
    /// Whose files it shows, of who accompanies persons: what their territory sets on the day of the token.
    #[serde(default, skip_serializing_if = "est_tout_le_territoire")]
    pub regard: Regard,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn est_tout_le_territoire(regard: &Regard) -> bool {
    *regard == Regard::Territoire
}

impl Titre {
    /// The membership of a role that acts for no structure.
    #[must_use]
    pub const fn de(role: Role) -> Self {
        Self::pour(role, None)
    }

    /// The membership of a role that acts for a structure.
    #[must_use]
    pub const fn pour(role: Role, structure: Option<StructureId>) -> Self {
        Self { role, structure, superieur: None, regard: Regard::Territoire }
    }

    /// Whether it shows only the files that are opened by name.
    fn par_nom(self) -> bool {
        match self.role {
            Role::MembreCommission | Role::Controleur => true,
            Role::Referent => self.regard != Regard::Territoire,
            _ => false,
        }
    }

    /// What it adds to what somebody sees.
    fn ouvre(self, vue: &mut Vue) {
        match self.role {
            Role::Prescripteur | Role::OperateurEtape => vue.structures.extend(self.structure),
            _ if self.par_nom() => vue.par_nom = true,
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

    /// Whether they give this other permission too, of all that they show: one that shows only files that are opened to it by
    /// name gives nothing of those that another one shows.
    #[must_use]
    pub fn donnent(&self, permission: Permission) -> bool {
        let giving = self.qui_donnent(permission);
        !giving.vides() && (!giving.vue().par_nom_seulement() || giving.par.len() == self.par.len())
    }

    /// Those of them that give this other permission too: what it shows besides is seen by them alone.
    #[must_use]
    pub fn qui_donnent(&self, permission: Permission) -> Self {
        let par = self.par.iter().copied().filter(|titre| permission.roles().contains(&titre.role)).collect();
        Self::new(par, false)
    }

    /// Those of them that have this role.
    #[must_use]
    pub fn tenus_comme(&self, role: Role) -> Self {
        Self::new(self.par.iter().copied().filter(|titre| titre.role == role).collect(), false)
    }

    /// On whose behalf this role is held, by each of them that has it.
    pub fn tenus_pour(&self, role: Role) -> impl Iterator<Item = Option<StructureId>> {
        self.par.iter().filter(move |titre| titre.role == role).map(|titre| titre.structure)
    }

    /// The superior whom they name.
    #[must_use]
    pub fn superieur(&self) -> Option<UtilisateurId> {
        self.par.iter().find_map(|titre| titre.superieur)
    }

    /// The roles, of these memberships, to which files are opened by name.
    pub fn par_nom(&self) -> impl Iterator<Item = Role> {
        let named = self.par.iter().filter(|titre| titre.par_nom()).map(|titre| titre.role);
        named.collect::<BTreeSet<_>>().into_iter()
    }

    /// The structures of which they show whom another référent follows.
    pub fn equipes(&self) -> impl Iterator<Item = StructureId> {
        let shown = self.par.iter().filter(|titre| titre.role == Role::Referent && titre.regard == Regard::Structure);
        shown.filter_map(|titre| titre.structure)
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
    /// The files that are opened to one by name: by a mandate of control, by the agenda of a session, since one follows them.
    par_nom: bool,
}

impl Vue {
    /// Whether all of the territory is seen.
    #[must_use]
    pub const fn entiere(&self) -> bool {
        self.tout
    }

    /// The structures to which the view is limited; `None` when it is not limited to what is theirs.
    #[must_use]
    pub fn structures(&self) -> Option<&BTreeSet<StructureId>> {
        if self.tout || self.par_nom_seulement() { None } else { Some(&self.structures) }
    }

    /// Whether what concerns `structure` is seen as such.
    #[must_use]
    pub fn montre(&self, structure: StructureId) -> bool {
        self.tout || self.structures.contains(&structure)
    }

    /// Whether the files that are opened by name are seen beside what concerns a structure.
    #[must_use]
    pub const fn aussi_par_nom(&self) -> bool {
        self.par_nom && !self.tout
    }

    /// Whether nothing is seen but the files that are opened by name.
    #[must_use]
    pub fn par_nom_seulement(&self) -> bool {
        self.par_nom && !self.tout && self.structures.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id};

    use super::*;

    const FORGE: StructureId = Id::MIN;
    const CLAIRE_FONTAINE: StructureId = Id::MAX;

    fn operateur(structure: StructureId) -> Titre {
        Titre::pour(Role::OperateurEtape, Some(structure))
    }

    fn vue(permission: Permission, titres: &[Titre]) -> Vue {
        permission.titres(titres, &[]).vue()
    }

    #[test]
    fn a_second_role_that_does_not_grant_neither_widens_nor_narrows_what_an_operator_sees() {
        for role in Role::TOUS.iter().copied().filter(|role| !Permission::EtapeLire.roles().contains(role)) {
            let second = Titre::pour(role, Some(CLAIRE_FONTAINE));
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
    fn a_controleur_and_a_member_of_a_commission_see_what_is_opened_to_them_by_name() {
        assert!(vue(Permission::ParticipantLire, &[Titre::de(Role::Controleur)]).par_nom_seulement());
        let both = [Titre::de(Role::MembreCommission), Titre::de(Role::Controleur)];
        let granting: Vec<_> = Permission::CandidatureLire.titres(&both, &[]).par_nom().collect();
        assert_eq!(granting, [Role::MembreCommission], "a mandate opens no candidature");
        assert!(!vue(Permission::ParticipantLire, &[both[0], Titre::de(Role::Referent)]).par_nom_seulement());
        assert!(vue(Permission::RegistreLire, &[both[1]]).entiere(), "the ledger is verified whole or not at all");
    }

    #[test]
    fn what_another_permission_shows_is_seen_by_the_memberships_that_give_it() {
        let named = |roles: &[Role]| {
            let held: Vec<_> = roles.iter().copied().map(Titre::de).collect();
            Permission::BilanLire.titres(&held, &[]).qui_donnent(Permission::ParticipationLire)
        };
        assert!(named(&[Role::Direction]).vides(), "a direction reads figures");
        assert!(named(&[Role::GestionnaireFse]).vue().entiere());
        assert!(named(&[Role::Direction, Role::Controleur]).vue().par_nom_seulement(), "whom the mandate names");
        let tool = ["bilan:lire".to_owned()];
        assert!(Permission::BilanLire.titres(&[], &tool).qui_donnent(Permission::ParticipationLire).vides());
    }

    #[test]
    fn a_référent_who_sees_their_own_gives_nothing_of_what_another_membership_shows() {
        let own = Titre { regard: Regard::Siens, ..Titre::de(Role::Referent) };
        let sensitive =
            |held: &[Titre]| Permission::ParcoursLire.titres(held, &[]).donnent(Permission::DiagnosticGerer);
        assert!(sensitive(&[own]) && sensitive(&[Titre::de(Role::Referent), Titre::de(Role::Direction)]));
        assert!(!sensitive(&[own, Titre::de(Role::Direction)]), "the management sees everybody, and nothing sensitive");
        assert!(vue(Permission::ParcoursLire, &[own]).par_nom_seulement());
        assert!(vue(Permission::ParcoursLire, &[own, Titre::de(Role::Direction)]).entiere());
    }

    #[test]
    fn a_role_is_held_on_behalf_of_each_structure_that_gave_it_and_of_none_by_who_acts_for_none() {
        let held = [Titre::pour(Role::Referent, Some(FORGE)), Titre::de(Role::Referent), Titre::de(Role::Animation)];
        let titres = Permission::CompteRenduLire.titres(&held, &[]);
        assert_eq!(titres.tenus_pour(Role::Referent).collect::<Vec<_>>(), [Some(FORGE), None]);
        assert_eq!(titres.tenus_pour(Role::Direction).count(), 0);
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
