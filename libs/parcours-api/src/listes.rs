//! Which parcours, étapes, suspensions and exits a list shows.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ParcoursId, ParticipantId, StructureId, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::Curseur;
use utoipa::IntoParams;

use crate::{EtatEtape, EtatParcours, EtatSortie, NatureEtape};

kernel::codes! {
    /// In which order parcours are listed.
    pub enum TriParcours {
        /// The last opened first.
        Recents = "recents",
        /// The last entries in the PLIE first.
        Entree = "entree",
    }
}

/// Which parcours, and in which order.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreParcours {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one référent.
    pub referent: Option<UtilisateurId>,
    /// Those that stand there.
    pub etat: Option<EtatParcours>,
    /// Of who entered the PLIE on this day or later.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Of who entered the PLIE on this day or before.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// In which order; the last opened first when it is not said.
    #[serde(default = "recents")]
    #[param(inline)]
    pub tri: TriParcours,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// Which étapes.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreEtapes {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Run by one structure.
    pub operateur: Option<StructureId>,
    /// Of one nature.
    pub nature: Option<NatureEtape>,
    /// Those that stand there.
    pub etat: Option<EtatEtape>,
    /// Those that last, or are planned to, until this day at least.
    #[param(example = "2026-03-01")]
    pub du: Option<NaiveDate>,
    /// Those that begin on this day at the latest.
    #[param(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// Which suspensions.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreSuspensions {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Those that last until this day at least.
    #[param(example = "2026-03-01")]
    pub du: Option<NaiveDate>,
    /// Those that begin on this day at the latest.
    #[param(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
    /// Also those that were taken back.
    #[serde(default)]
    pub retirees: bool,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// Which exits.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreSorties {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Those that stand there.
    pub etat: Option<EtatSortie>,
    /// Those that begin on this day or later.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Those that begin on this day at the latest.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

const fn recents() -> TriParcours {
    TriParcours::Recents
}
