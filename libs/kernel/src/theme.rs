//! What a person's situation is told by: the one list, for a diagnosis as for what is said at an appointment.

crate::codes! {
    /// Themes of the diagnosis.
    pub enum Theme {
        /// Housing.
        Logement = "logement",
        /// Employment.
        Emploi = "emploi",
        /// Training.
        Formation = "formation",
        /// Administrative difficulties.
        Administratif = "administratif",
        /// Money.
        Finances = "finances",
        /// Mobility.
        Mobilite = "mobilite",
        /// Health: no medical detail.
        Sante = "sante",
        /// Family.
        Famille = "famille",
        /// French.
        Langue = "langue",
        /// Digital skills.
        Numerique = "numerique",
        /// Being alone (seed 002).
        Isolement = "isolement",
    }
}

impl Theme {
    /// Whether what is said of it stays with the référent and the animation team.
    #[must_use]
    pub const fn sensible(self) -> bool {
        match self {
            Self::Sante => true,
            Self::Logement
            | Self::Emploi
            | Self::Formation
            | Self::Administratif
            | Self::Finances
            | Self::Mobilite
            | Self::Famille
            | Self::Langue
            | Self::Numerique
            | Self::Isolement => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    #[test]
    fn what_is_said_of_health_stays_with_the_team() {
        let kept: Vec<_> = Theme::TOUS.iter().copied().filter(|one| one.sensible()).collect();
        assert_eq!(kept, [Theme::Sante]);
    }
}
