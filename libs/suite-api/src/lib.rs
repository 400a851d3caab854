//! What every service says the same way.

mod actions;
mod curseur;
mod historique;
mod imports;
mod noms;
mod textes;
mod travaux;

pub use actions::Action;
pub use curseur::{Curseur, CurseurInvalide, par_page};
pub use historique::{ChampModifie, ChangementDto};
pub use imports::{
    ActionLigne, ChampImporte, ColonneImportee, ComptesImport, CorrectionLigne, Doute, EtatImport, EtatLigne,
    FiltreLignes, ImportDto, ImportResume, Integration, NouvelImport, ProblemeFrequent, ProblemeLigne, Reprise,
};
pub use noms::{Connus, Designe, Innommes, Nomme, Noms, nommer};
pub use textes::Textes;
pub use travaux::{EtatTravail, Travail};
