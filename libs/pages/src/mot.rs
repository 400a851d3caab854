//! Closed values, in the words that a page says them with.

use kernel::ModeSignature;
use participants_api::{
    CapaciteAdhesion, Evolution, NatureElement, NatureExperience, NiveauFrein, OrientationPreconisee, Origine, Theme,
};
use referentiel::Signataire;
use serde::{Serialize, Serializer};

/// A closed value that pages say.
pub trait Mots: Copy {
    /// What people read of it.
    fn mot(self) -> &'static str;
}

/// A closed value as a page says it: by its word, and not by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mot<T>(pub T);

impl<T: Mots> Serialize for Mot<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.mot())
    }
}

impl Mots for Theme {
    fn mot(self) -> &'static str {
        match self {
            Self::Logement => "Logement",
            Self::Emploi => "Emploi",
            Self::Formation => "Formation",
            Self::Administratif => "Administratif",
            Self::Finances => "Finances",
            Self::Mobilite => "Mobilité",
            Self::Sante => "Santé",
            Self::Famille => "Famille",
            Self::Langue => "Langue",
            Self::Numerique => "Numérique",
            Self::Isolement => "Isolement",
        }
    }
}

impl Mots for NatureElement {
    fn mot(self) -> &'static str {
        match self {
            Self::Frein => "Frein",
            Self::Atout => "Atout",
            Self::Objectif => "Objectif",
        }
    }
}

impl Mots for Origine {
    fn mot(self) -> &'static str {
        match self {
            Self::Personne => "Personne",
            Self::Prescripteur => "Prescripteur",
            Self::Referent => "Référent",
            Self::Partenaire => "Partenaire",
            Self::Document => "Document",
        }
    }
}

impl Mots for NiveauFrein {
    fn mot(self) -> &'static str {
        match self {
            Self::Aucun => "Aucun",
            Self::Leger => "Léger",
            Self::Marque => "Marqué",
            Self::Bloquant => "Bloquant",
        }
    }
}

impl Mots for NatureExperience {
    fn mot(self) -> &'static str {
        match self {
            Self::Emploi => "Emploi",
            Self::Formation => "Formation",
            Self::Accompagnement => "Accompagnement",
            Self::Benevolat => "Bénévolat",
            Self::Autre => "Autre",
        }
    }
}

impl Mots for CapaciteAdhesion {
    fn mot(self) -> &'static str {
        match self {
            Self::Acquise => "acquise",
            Self::ASoutenir => "à soutenir",
            Self::Insuffisante => "insuffisante",
        }
    }
}

impl Mots for OrientationPreconisee {
    fn mot(self) -> &'static str {
        match self {
            Self::Plie => "entrée dans le PLIE",
            Self::AutreMesure => "autre mesure",
        }
    }
}

impl Mots for Evolution {
    fn mot(self) -> &'static str {
        match self {
            Self::Leve => "Levé",
            Self::Allege => "Allégé",
            Self::Stable => "Stable",
            Self::Aggrave => "Aggravé",
        }
    }
}

impl Mots for Signataire {
    fn mot(self) -> &'static str {
        match self {
            Self::Participant => "La personne",
            Self::Prescripteur => "Le prescripteur",
            Self::Referent => "Le référent de parcours",
            Self::Direction => "La direction du PLIE",
            Self::President => "Le Président du PLIE",
        }
    }
}

impl Mots for ModeSignature {
    fn mot(self) -> &'static str {
        match self {
            Self::Dessinee => "signature dessinée",
            Self::Code => "code à usage unique",
            Self::Declaree | Self::Papier => "signature sur papier, attestée",
        }
    }
}
