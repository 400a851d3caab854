//! What people are in a territory.

use crate::{Code, codes};

codes! {
    /// What someone is in a territory.
    pub enum Role {
        /// Référent de parcours: accompanies the persons.
        Referent = "referent",
        /// Équipe d'animation: runs the PLIE.
        Animation = "animation",
        /// Management: signs and certifies.
        Direction = "direction",
        /// Sits in the commission.
        MembreCommission = "membre_commission",
        /// Refers persons and follows its own candidatures.
        Prescripteur = "prescripteur",
        /// Runs étapes (SIAE, training body) and sees its own participants.
        OperateurEtape = "operateur_etape",
        /// Manages the European operations.
        GestionnaireFse = "gestionnaire_fse",
        /// Controls, read-only, for a time.
        Controleur = "controleur",
        /// A person accompanied.
        Participant = "participant",
        /// Administers the territory's accounts and rules.
        AdminTerritoire = "admin_territoire",
        /// Runs the deployment; sees no personal data.
        Exploitant = "exploitant",
        /// A service of the suite.
        Service = "service",
    }
}

impl Role {
    /// The stable name used in the API and in the database.
    #[must_use]
    pub fn nom(self) -> &'static str {
        self.code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_survives_its_name() {
        for role in Role::TOUS {
            assert_eq!(Role::lire(role.nom()), Some(*role));
        }
    }
}
