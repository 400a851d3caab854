//! Rates of exits over a period, and who is counted in them.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{Nominatif, ParcoursId, ParticipantId, Personnes, StructureId, UtilisateurId};
use referentiel::{GroupeSortie, MotifCloture, Raison};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

/// Of which exits.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreTaux {
    /// First day of the period; that of the current year by default.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Last day of the period, ten years later at most; today by default.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// Of whom this référent followed last.
    pub referent: Option<UtilisateurId>,
    /// Of whom a référent of this structure followed last.
    pub structure: Option<StructureId>,
}

/// Which persons behind a rate.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreSortiesComptees {
    /// First day of the period; that of the current year by default.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Last day of the period, ten years later at most; today by default.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// Of whom this référent followed last.
    pub referent: Option<UtilisateurId>,
    /// Of whom a référent of this structure followed last.
    pub structure: Option<StructureId>,
    /// Of one group.
    pub groupe: Option<GroupeSortie>,
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

impl FiltreSortiesComptees {
    /// The exits among which these persons are.
    #[must_use]
    pub const fn taux(&self) -> FiltreTaux {
        FiltreTaux { du: self.du, au: self.au, referent: self.referent, structure: self.structure }
    }
}

/// How far a figure is from what the protocole aims at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgressionCible {
    /// Whether the target is reached.
    pub atteinte: bool,
    /// What is missing, in the unit of the target; zero once it is reached.
    #[schema(value_type = String, pattern = r"^\d{1,12}(\.\d{1,4})?$", example = "2.75")]
    pub manque: Decimal,
    /// The target, what was reached, and the rules that say so.
    pub raison: Raison,
}

/// The rates of exits of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TauxSorties {
    /// First day of the period.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day of the period.
    #[schema(example = "2026-12-31")]
    pub au: NaiveDate,
    /// Confirmed positive exits: the numerator.
    #[schema(example = 42)]
    pub positives: u32,
    /// Other exits that count.
    #[schema(example = 65)]
    pub autres: u32,
    /// Neutral exits, which the rate leaves out.
    #[schema(example = 10)]
    pub neutres: u32,
    /// Positive and other exits: the denominator.
    #[schema(example = 107)]
    pub denominateur: u32,
    /// Positive exits in per cent of the denominator, to the hundredth; none while it is zero.
    #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "39.25")]
    pub taux: Option<Decimal>,
    /// Positive exits in per cent of all exits, neutral ones included.
    #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "35.9")]
    pub taux_sur_toutes: Option<Decimal>,
    /// How the rate was made, by the rules of the last day.
    pub raison: Raison,
    /// Entries of the period.
    #[schema(example = 120)]
    pub entrees: u32,
    /// How far the targets of the protocole are, of the territory or of the structure that is asked: those of entries and of renewal
    /// for a whole civil year and not for one référent, the renewal of the mean of the months that are over.
    pub cibles: Vec<ProgressionCible>,
}

/// A person behind a rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SortieComptee {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Who followed them last.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// First day out of the PLIE.
    #[schema(example = "2026-09-01")]
    pub le: NaiveDate,
    /// Its group, by the rules of that day.
    pub groupe: GroupeSortie,
    /// Why, of an exit that is not positive.
    pub motif: Option<MotifCloture>,
}

impl Nomme for SortieComptee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.referent, &mut self.referent_nom);
    }
}

impl Nominatif for SortieComptee {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}
