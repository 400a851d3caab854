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

codes! {
    /// What kind of prescripteur a structure is, as référentiels list those that they authorise (seed 003).
    pub enum CategoriePrescripteur {
        /// Employment service of a commune, or CCAS.
        Commune = "commune",
        /// France Travail.
        FranceTravail = "france_travail",
        /// Mission locale.
        MissionLocale = "mission_locale",
        /// Social workers of the Département, or of the Métropole.
        Departement = "departement",
        /// SIAE.
        Siae = "siae",
        /// Operator of the PLIE.
        OperateurPlie = "operateur_plie",
        /// Another association.
        Association = "association",
        /// Anything else.
        Autre = "autre",
    }
}

impl CategoriePrescripteur {
    /// What people read.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Commune => "service emploi ou CCAS d'une commune",
            Self::FranceTravail => "France Travail",
            Self::MissionLocale => "mission locale",
            Self::Departement => "travailleurs sociaux du Département",
            Self::Siae => "structure de l'insertion par l'activité économique",
            Self::OperateurPlie => "opérateur du PLIE",
            Self::Association => "association",
            Self::Autre => "autre",
        }
    }
}
