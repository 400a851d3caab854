//! Whose time the memberships of somebody show them.

use auth::{Role, Titres};
use kernel::UtilisateurId;

/// The time that somebody reads: sheets, activities, days of leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Portee {
    /// Everybody's.
    Toute,
    /// Their own, and that of months whose sheet names them as the superior.
    Sienne(UtilisateurId),
}

impl Portee {
    /// The management and who answers for the operations read everybody's, and so does who controls them by a mandate in
    /// force.
    pub(crate) fn de(qui: UtilisateurId, titres: &Titres, mandat: bool) -> Self {
        let controls = mandat && titres.comme(Role::Controleur);
        let all = controls || titres.comme(Role::GestionnaireFse) || titres.comme(Role::Direction);
        if all { Self::Toute } else { Self::Sienne(qui) }
    }

    /// Whether it takes in a month of this employee, whose sheet names this superior.
    pub(crate) fn montre(self, agent: UtilisateurId, superieur: Option<UtilisateurId>) -> bool {
        match self {
            Self::Toute => true,
            Self::Sienne(qui) => agent == qui || superieur == Some(qui),
        }
    }
}
