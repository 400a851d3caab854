//! What the other services are told of users.

use chrono::NaiveDate;
use events::annuaires::{Annonce, Fiche, RoleTenu, Utilisateur, annoncer};
use kernel::{Fuseau, calendrier};
use territoires_api::{HabilitationDto, UtilisateurDto};

use crate::comptes::utilisateur::store as rows;

/// A user who was added, or whose name or roles changed.
pub(crate) const UTILISATEURS: Annonce = Annonce {
    nature: Utilisateur::NATURE,
    dire: |tx, ids| {
        Box::pin(async move {
            let fiches: Vec<_> = rows::parmi(tx, &ids).await?.into_iter().map(|dto| fiche(dto, tx.fuseau())).collect();
            annoncer(tx, &fiches)
        })
    },
};

fn fiche(dto: UtilisateurDto, fuseau: Fuseau) -> Utilisateur {
    let role = |one: HabilitationDto| RoleTenu {
        role: one.role,
        structure: one.structure,
        du: one.du,
        au: dernier_jour(&one, fuseau),
    };
    let UtilisateurDto { id, prenom, nom, habilitations, .. } = dto;
    Utilisateur { id, prenom, nom, roles: habilitations.into_iter().map(role).collect() }
}

/// The last day on which somebody may be named for a role: the day before it was withdrawn, if it was.
fn dernier_jour(habilitation: &HabilitationDto, fuseau: Fuseau) -> Option<NaiveDate> {
    let retrait = habilitation.retiree_le.map(|instant| calendrier::plus_jours(fuseau.jour(instant), -1));
    retrait.into_iter().chain(habilitation.au).min()
}

#[cfg(test)]
mod tests {
    use auth::Role;
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn a_role_that_was_withdrawn_is_told_as_one_that_ended_the_day_before() {
        let ends = |au: Option<&str>, retrait: Option<&str>| {
            let retiree_le = retrait.map(|instant| instant.parse().unwrap());
            let (id, role, du) = (Id::MIN, Role::Referent, d("2026-01-01"));
            dernier_jour(
                &HabilitationDto {
                    id,
                    role,
                    structure: None,
                    structure_nom: None,
                    superieur: None,
                    superieur_nom: None,
                    du,
                    au: au.map(d),
                    retiree_le,
                    actions: vec![],
                },
                Fuseau::Paris,
            )
        };
        assert_eq!((ends(None, None), ends(Some("2026-06-30"), None)), (None, Some(d("2026-06-30"))));
        assert_eq!(ends(Some("2026-06-15"), Some("2026-06-15T09:00:00Z")), Some(d("2026-06-14")));
        assert_eq!(ends(Some("2026-05-31"), Some("2026-06-15T09:00:00Z")), Some(d("2026-05-31")), "it had ended");
    }
}
