//! What every service says the same way.

mod curseur;
mod imports;
mod textes;
mod travaux;

pub use curseur::{Curseur, CurseurInvalide};
pub use imports::{
    ActionLigne, ChampImporte, ColonneImportee, ComptesImport, CorrectionLigne, Doute, EtatImport, EtatLigne,
    FiltreLignes, ImportDto, ImportResume, Integration, NouvelImport, ProblemeFrequent, ProblemeLigne, Reprise,
};
pub use textes::Textes;
pub use travaux::{EtatTravail, Travail};
