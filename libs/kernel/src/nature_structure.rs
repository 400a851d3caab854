//! What an organisation of the directory is to a PLIE.

use crate::codes;

codes! {
    /// What a structure is to the PLIE.
    pub enum NatureStructure {
        /// Refers persons: CCAS, mission locale, France Travail, département…
        Prescripteur = "prescripteur",
        /// Employs référents.
        EmployeurReferent = "employeur_referent",
        /// Runs étapes without being an SIAE.
        OperateurEtape = "operateur_etape",
        /// Atelier et chantier d'insertion.
        Aci = "aci",
        /// Association intermédiaire.
        Ai = "ai",
        /// Entreprise d'insertion.
        Ei = "ei",
        /// Entreprise de travail temporaire d'insertion.
        Etti = "etti",
        /// Training body.
        OrganismeFormation = "organisme_formation",
    }
}
