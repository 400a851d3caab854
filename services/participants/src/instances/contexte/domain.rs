//! What of a person's surroundings is shown to whom.

use auth::Titres;

/// The memberships by which each part is granted to the reader, when it is.
#[derive(Debug, Default)]
pub(crate) struct Droits {
    pub(crate) situations: Option<Titres>,
    pub(crate) candidature: Option<Titres>,
    pub(crate) diagnostic: Option<Titres>,
    pub(crate) contrat: Option<Titres>,
}

/// Whether a part is shown beside a file that was opened by `dossier`. A right that shows files opened by name shows
/// those that the same memberships opened: another one may have opened this file.
pub(crate) fn montree(part: Option<&Titres>, dossier: &Titres) -> bool {
    part.is_some_and(|titres| !titres.vue().par_nom_seulement() || titres == dossier)
}

#[cfg(test)]
mod tests {
    use auth::{Permission, Role, Titre};

    use super::*;

    fn by(permission: Permission, roles: &[Role]) -> Titres {
        let titres: Vec<_> = roles.iter().copied().map(Titre::de).collect();
        permission.titres(&titres, &[])
    }

    #[test]
    fn a_part_is_shown_by_its_own_right() {
        let shown = |roles: &[Role]| {
            let part = by(Permission::DiagnosticLire, roles);
            montree(Some(&part).filter(|part| !part.vides()), &by(Permission::ParticipantLire, roles))
        };
        assert!(shown(&[Role::Referent]) && shown(&[Role::MembreCommission]));
        assert!(!shown(&[Role::GestionnaireFse]) && !shown(&[Role::Controleur]));
        assert!(!shown(&[Role::MembreCommission, Role::GestionnaireFse]), "the agenda did not open this file");
        assert!(!shown(&[Role::MembreCommission, Role::Controleur]), "the mandate may have");
    }
}
