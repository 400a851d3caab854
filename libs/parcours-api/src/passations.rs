//! Handovers that were made, under which the sheets of that day are kept.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, PassationId, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

/// Which handovers.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltrePassations {
    /// By this référent.
    pub de: Option<UtilisateurId>,
    /// To this référent.
    pub vers: Option<UtilisateurId>,
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

/// A handover that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PassationDto {
    /// Identifier.
    pub id: PassationId,
    /// Who followed the persons.
    pub de: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub de_nom: Option<String>,
    /// Who follows them since.
    pub vers: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Dominique Martin")]
    pub vers_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-06-01")]
    pub des_le: NaiveDate,
    /// Last day, included, of who replaces somebody for a time.
    #[schema(example = "2026-08-31")]
    pub jusqu_au: Option<NaiveDate>,
    /// How many persons were handed over.
    #[schema(example = 62)]
    pub personnes: u32,
    /// When it was recorded: the sheets tell what was known then.
    pub le: DateTime<Utc>,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Karim Benali")]
    pub par_nom: Option<String>,
}

impl Nomme for PassationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.de, &mut self.de_nom);
        noms.place(self.vers, &mut self.vers_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}
