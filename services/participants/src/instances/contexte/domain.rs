//! What of a person's surroundings is shown to whom.

use auth::Titres;
use participants_api::Rubrique;

/// The memberships by which each part is granted to the reader, when it is.
#[derive(Debug, Default)]
pub(crate) struct Droits {
    pub(crate) situations: Option<Titres>,
    pub(crate) candidature: Option<Titres>,
    pub(crate) diagnostic: Option<Titres>,
    pub(crate) contrat: Option<Titres>,
}

impl Droits {
    /// Each part, with what grants it.
    pub(crate) const fn parts(&self) -> [(Option<&Titres>, Rubrique); 4] {
        let Self { situations, candidature, diagnostic, contrat } = self;
        [
            (situations.as_ref(), Rubrique::Situations),
            (candidature.as_ref(), Rubrique::Candidature),
            (diagnostic.as_ref(), Rubrique::Diagnostic),
            (contrat.as_ref(), Rubrique::Contrat),
        ]
    }
}
