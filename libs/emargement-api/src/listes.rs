//! Which sheets, activities and days of leave a list shows.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{FeuilleId, OperationId, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::EtatFeuille;

/// A time sheet, as a line of a list: its lines are read with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeuilleResume {
    /// Identifier.
    pub id: FeuilleId,
    /// Whose.
    pub agent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub agent_nom: Option<String>,
    /// First day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// Version: one more at each reopening.
    #[schema(example = 1)]
    pub version: i32,
    /// Where it stands.
    pub etat: EtatFeuille,
    /// When the employee signed.
    pub agent_le: Option<DateTime<Utc>>,
    /// The superior who is to certify it, with the management; the management alone when nobody is named.
    pub superieur_designe: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Marc Dubois")]
    pub superieur_designe_nom: Option<String>,
    /// Who certified.
    pub superieur: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Marc Dubois")]
    pub superieur_nom: Option<String>,
    /// When.
    pub superieur_le: Option<DateTime<Utc>>,
}

impl Nomme for FeuilleResume {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.agent, &mut self.agent_nom);
        noms.place(self.superieur_designe, &mut self.superieur_designe_nom);
        noms.place(self.superieur, &mut self.superieur_nom);
    }
}

/// Which time sheets.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreFeuilles {
    /// Of one employee.
    pub agent: Option<UtilisateurId>,
    /// Of one month: any of its days.
    #[param(example = "2026-03-01")]
    pub mois: Option<NaiveDate>,
    /// Those that stand there.
    pub etat: Option<EtatFeuille>,
    /// Those of a month in which their employee gave time to this operation.
    pub operation: Option<OperationId>,
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

/// Which activities.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreActivites {
    /// Of one employee.
    pub agent: Option<UtilisateurId>,
    /// From this day on.
    #[param(example = "2026-03-01")]
    pub du: Option<NaiveDate>,
    /// Until this day, included.
    #[param(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
    /// Of one category of time of the référentiel.
    #[garde(inner(pattern("^[a-z][a-z0-9_]{0,39}$")))]
    #[param(example = "administratif")]
    pub categorie: Option<String>,
    /// Of one operation.
    pub operation: Option<OperationId>,
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

/// Which days of leave.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreConges {
    /// Of one employee.
    pub agent: Option<UtilisateurId>,
    /// Those that last until this day at least.
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
