//! The name beside an identifier. A field `referent` that names a user, a structure, an operation or a person has
//! `referent_nom` beside it, and a list `presents` has `presents_noms`, in the same order: absent when nobody is known under
//! that identifier.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    De, Id, ParticipantId, RessourceId,
    kind::{self, Kind},
};

/// What shows identifiers of users, structures, operations or persons, each with its name beside it.
pub trait Nomme {
    /// Tells each identifier with the place of its name.
    fn nommer(&mut self, noms: &mut Noms);
}

/// The names of what identifiers identify.
pub type Connus = HashMap<RessourceId, String>;

/// Whom and what something shows without their names yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Innommes {
    /// Persons: their names stay with their files.
    pub personnes: BTreeSet<ParticipantId>,
    /// Users, structures and operations, and other authors.
    pub autres: BTreeSet<RessourceId>,
}

/// The two passes over what shows identifiers: what has no name yet is told, then, once looked up at once, written.
#[derive(Debug, Default)]
pub struct Noms {
    innommes: Innommes,
    connus: Connus,
}

impl Noms {
    /// Those that are known, to be written.
    #[must_use]
    pub fn connus(connus: Connus) -> Self {
        Self { connus, ..Self::default() }
    }

    /// Says that `id` is shown, and writes its name beside it when it is known; what stands there stays otherwise.
    pub fn place(&mut self, id: impl Designe, nom: &mut Option<String>) {
        if nom.is_none() {
            *nom = id.ressource().and_then(|id| self.connus.get(&id).cloned());
        }
        if nom.is_none() {
            id.dire(&mut self.innommes);
        }
    }

    /// The same of a list: as many names as identifiers, in their order.
    pub fn places<K: Kind>(&mut self, ids: &[Id<K>], noms: &mut Vec<Option<String>>) {
        noms.resize(ids.len(), None);
        for (id, nom) in ids.iter().zip(noms) {
            self.place(*id, nom);
        }
    }
}

/// `chose` with the names that `chercher` knows of what it shows, all looked up at once.
pub async fn nommer<T: Nomme, E>(
    mut chose: T,
    chercher: impl AsyncFnOnce(&Innommes) -> Result<Connus, E>,
) -> Result<T, E> {
    let mut noms = Noms::default();
    chose.nommer(&mut noms);
    if noms.innommes != Innommes::default() {
        let connus = chercher(&noms.innommes).await?;
        chose.nommer(&mut Noms::connus(connus));
    }
    Ok(chose)
}

/// What identifies somebody or something, or nobody.
pub trait Designe: Copy {
    /// Whom or what.
    fn ressource(self) -> Option<RessourceId>;

    /// Adds it to what has no name yet.
    fn dire(self, innommes: &mut Innommes);
}

impl<K: Kind> Designe for Id<K> {
    fn ressource(self) -> Option<RessourceId> {
        Some(Self::ressource(self))
    }

    fn dire(self, innommes: &mut Innommes) {
        let id = Self::ressource(self);
        if K::NOM == kind::Participant::NOM {
            innommes.personnes.insert(id.of_kind());
        } else {
            innommes.autres.insert(id);
        }
    }
}

impl<K: Kind> Designe for Option<Id<K>> {
    fn ressource(self) -> Option<RessourceId> {
        self.map(Id::ressource)
    }

    fn dire(self, innommes: &mut Innommes) {
        if let Some(id) = self {
            id.dire(innommes);
        }
    }
}

impl<T: Nomme> Nomme for Vec<T> {
    fn nommer(&mut self, noms: &mut Noms) {
        for one in self {
            one.nommer(noms);
        }
    }
}

impl<T: Nomme> Nomme for Option<T> {
    fn nommer(&mut self, noms: &mut Noms) {
        if let Some(one) = self {
            one.nommer(noms);
        }
    }
}

impl<T: Nomme> Nomme for De<T> {
    fn nommer(&mut self, noms: &mut Noms) {
        self.contenu.nommer(noms);
    }
}

#[cfg(test)]
mod tests {
    use kernel::{StructureId, UtilisateurId};

    use super::*;

    #[derive(Default)]
    struct Seance {
        president: Option<UtilisateurId>,
        president_nom: Option<String>,
        structures: Vec<StructureId>,
        structures_noms: Vec<Option<String>>,
        invite: Option<ParticipantId>,
        invite_nom: Option<String>,
    }

    impl Nomme for Seance {
        fn nommer(&mut self, noms: &mut Noms) {
            noms.place(self.president, &mut self.president_nom);
            noms.places(&self.structures, &mut self.structures_noms);
            noms.place(self.invite, &mut self.invite_nom);
        }
    }

    #[test]
    fn names_are_looked_up_at_once_and_stand_beside_their_identifiers() {
        let (claire, ccas, unknown) =
            (UtilisateurId::from_u128(1), StructureId::from_u128(2), StructureId::from_u128(3));
        let aminata = ParticipantId::from_u128(4);
        let mut seance = Seance {
            president: Some(claire),
            structures: vec![unknown, ccas],
            invite: Some(aminata),
            ..Seance::default()
        };
        let asked = |seance: &mut Seance| {
            let mut noms = Noms::default();
            seance.nommer(&mut noms);
            noms.innommes
        };
        let first = asked(&mut seance);
        assert_eq!((first.personnes, first.autres.len()), ([aminata].into(), 3));
        let connus = [(claire.ressource(), "Claire Morel"), (ccas.ressource(), "CCAS de Chalon")];
        let connus = connus.map(|(id, nom)| (id, nom.to_owned())).into();
        seance.nommer(&mut Noms::connus(connus));
        assert_eq!(seance.president_nom.as_deref(), Some("Claire Morel"));
        assert_eq!(seance.structures_noms, [None, Some("CCAS de Chalon".to_owned())]);
        let next = asked(&mut seance);
        assert_eq!(next, Innommes { personnes: [aminata].into(), autres: [unknown.ressource()].into() });
    }
}
