//! What the other services are told of users.

use events::annuaires::{Annonce, Fiche, RoleTenu, Utilisateur, annoncer};
use territoires_api::{HabilitationDto, UtilisateurDto};

use crate::comptes::utilisateur::store as rows;

/// A user who was added, or whose name or roles changed.
pub(crate) const UTILISATEURS: Annonce = Annonce {
    nature: Utilisateur::NATURE,
    dire: |tx, ids| {
        Box::pin(async move {
            let fiches: Vec<_> = rows::parmi(tx, &ids).await?.into_iter().map(fiche).collect();
            annoncer(tx, &fiches)
        })
    },
};

fn fiche(dto: UtilisateurDto) -> Utilisateur {
    let role = |one: HabilitationDto| RoleTenu { role: one.role, structure: one.structure, du: one.du, au: one.au };
    let UtilisateurDto { id, prenom, nom, habilitations, .. } = dto;
    Utilisateur { id, prenom, nom, roles: habilitations.into_iter().map(role).collect() }
}
