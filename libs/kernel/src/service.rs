//! The services of the suite: the one list of their names.

use std::fmt;

use crate::{Code, codes};

codes! {
    /// A service of the suite. Its name is that of its schema, of the roles behind it, of its binary and its
    /// image, of the peer that others call, of its feed and of its document.
    pub enum Service {
        /// Tenancy, rules, directory, accounts and tokens. It comes first: the others ask it for keys and tokens.
        Territoires = "territoires",
        /// Up to the entry in the PLIE.
        Participants = "participants",
        /// From the entry to the confirmed exit.
        Parcours = "parcours",
        /// Agenda, presences, the ledger and time sheets.
        Emargement = "emargement",
        /// Operations of Europe.
        Fse = "fse",
    }
}

impl Service {
    /// Its name.
    #[must_use]
    pub fn nom(self) -> &'static str {
        self.code()
    }

    /// Every service, in the order in which they start.
    #[must_use]
    pub fn tous() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        Self::TOUS.iter().copied()
    }

    /// Whether it holds something of the persons accompanied, and not only of those who accompany.
    #[must_use]
    pub fn tient_des_personnes(self) -> bool {
        self != Self::Territoires
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.nom())
    }
}
