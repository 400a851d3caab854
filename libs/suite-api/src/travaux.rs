//! Long work: `/v1/travaux/{id}`.

use chrono::{DateTime, Utc};
use kernel::{ActeurId, RessourceId, TravailId};
use problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Nomme, Noms};

kernel::codes! {
    /// Where a long work stands.
    pub enum EtatTravail {
        /// Nobody took it yet.
        EnAttente = "en_attente",
        /// It is being done.
        EnCours = "en_cours",
        /// It is done.
        Termine = "termine",
        /// It stopped on a problem.
        Echoue = "echoue",
        /// It was stopped on demand; what was done stays.
        Annule = "annule",
    }
}

/// A long work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Travail {
    /// Identifier.
    pub id: TravailId,
    /// What is done.
    #[schema(example = "import_integration")]
    pub nature: String,
    /// What it is done on.
    pub objet: RessourceId,
    /// Where it stands.
    pub etat: EtatTravail,
    /// How much is done.
    #[schema(example = 12500)]
    pub fait: i64,
    /// How much there is to do, once it is known.
    #[schema(example = 50000)]
    pub total: Option<i64>,
    /// Why it stopped.
    pub probleme: Option<Problem>,
    /// Who asked.
    pub demande_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub demande_par_nom: Option<String>,
    /// When.
    pub demande_le: DateTime<Utc>,
    /// When somebody asked that it stop.
    pub annulation_le: Option<DateTime<Utc>>,
    /// When it ended.
    pub fini_le: Option<DateTime<Utc>>,
}

impl Nomme for Travail {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.demande_par, &mut self.demande_par_nom);
    }
}
