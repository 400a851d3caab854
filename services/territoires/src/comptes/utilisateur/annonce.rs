//! What the other services are told of users.

use chrono::NaiveDate;
use events::annuaires::{Annonce, Fiche, RoleTenu, Utilisateur, annoncer};
use kernel::calendrier;
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
    let role =
        |one: HabilitationDto| RoleTenu { role: one.role, structure: one.structure, du: one.du, au: dernier_jour(&one) };
    let UtilisateurDto { id, prenom, nom, habilitations, .. } = dto;
    Utilisateur { id, prenom, nom, roles: habilitations.into_iter().map(role).collect() }
}

/// The last day on which somebody may be named for a role: the day before it was withdrawn, if it was.
fn dernier_jour(habilitation: &HabilitationDto) -> Option<NaiveDate> {
    let retrait = habilitation.retiree_le.map(|instant| calendrier::plus_jours(calendrier::jour(instant), -1));
    retrait.into_iter().chain(habilitation.au).min()
}
