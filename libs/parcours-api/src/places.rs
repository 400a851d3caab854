//! Places that conventions fund, and how they are occupied.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ConventionPlacesId, StructureId, UtilisateurId};
use referentiel::Raison;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

/// Places and working time that a convention funds, of a structure or of one of its référents, for some days.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ConventionPlaces {
    /// The structure that holds them.
    pub structure: StructureId,
    /// The référent of that structure who holds them; the structure as a whole when none is said.
    pub referent: Option<UtilisateurId>,
    /// First day.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-12-31")]
    pub au: NaiveDate,
    /// Places, on which several persons follow one another.
    #[garde(range(max = 10_000))]
    #[schema(example = 70)]
    pub places: u32,
    /// Full times that are funded, to the hundredth.
    #[garde(custom(temps))]
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "1")]
    pub etp: Decimal,
    /// What the convention is called.
    #[garde(length(chars, min = 2, max = 80), custom(problem::ligne))]
    #[schema(example = "Convention 2026-014")]
    pub reference: String,
}

/// No structure employs a thousand référents.
const ETP_MAX: Decimal = Decimal::ONE_THOUSAND;

fn temps<Context>(etp: &Decimal, _: &Context) -> garde::Result {
    let within = *etp >= Decimal::ZERO && *etp < ETP_MAX && etp.normalize().scale() <= 2;
    if within { Ok(()) } else { Err(garde::Error::new("attendu : de 0 à 999,99, à deux décimales")) }
}

/// The same, as it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConventionPlacesDto {
    /// Identifier.
    pub id: ConventionPlacesId,
    /// One more at each change.
    #[schema(example = 1)]
    pub version: i32,
    /// The structure that holds them.
    pub structure: StructureId,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Maison de l'emploi")]
    pub structure_nom: Option<String>,
    /// The référent who holds them.
    pub referent: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-12-31")]
    pub au: NaiveDate,
    /// Places.
    #[schema(example = 70)]
    pub places: u32,
    /// Full times.
    #[schema(value_type = String, example = "1")]
    pub etp: Decimal,
    /// What the convention is called.
    #[schema(example = "Convention 2026-014")]
    pub reference: String,
}

impl Nomme for ConventionPlacesDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        if let Some(referent) = self.referent {
            noms.place(referent, &mut self.referent_nom);
        }
    }
}

/// Which conventions.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreConventionsPlaces {
    /// Of one structure.
    pub structure: Option<StructureId>,
    /// Of one référent.
    pub referent: Option<UtilisateurId>,
    /// Those that run until this day at least.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Those that begin on this day at the latest.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// As they were known at the end of that day; now by default.
    #[param(example = "2026-04-05")]
    pub connu_le: Option<NaiveDate>,
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

/// Of which year, and of whom, the occupation is asked: of the whole territory when neither a référent nor a structure is said.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreOccupation {
    /// The current one by default.
    #[garde(inner(range(min = 1990, max = 2100)))]
    #[param(example = 2026)]
    pub annee: Option<i32>,
    /// Of one référent.
    pub referent: Option<UtilisateurId>,
    /// Of the référents of one structure.
    pub structure: Option<StructureId>,
    /// As it was known at the end of that day; now by default.
    #[param(example = "2026-04-05")]
    pub connu_le: Option<NaiveDate>,
}

/// How the places are occupied over a year: places are not persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Occupation {
    /// The year.
    #[schema(example = 2026)]
    pub annee: i32,
    /// As of the end of which day it is told.
    #[schema(example = "2026-04-05")]
    pub connu_le: NaiveDate,
    /// Of which référent, when of one.
    pub referent: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Of which structure, when of one.
    pub structure: Option<StructureId>,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Maison de l'emploi")]
    pub structure_nom: Option<String>,
    /// The twelve months.
    pub mois: Vec<MoisOccupation>,
    /// Mean of the places occupied at the ends of the months that are over; absent while none is.
    pub moyenne: Option<MoyennePlaces>,
    /// Persons accompanied in the year until that day, who left included.
    #[schema(example = 90)]
    pub personnes: u32,
    /// Places that will be occupied at the end of the year by what is known; absent once it is over.
    pub prevision: Option<PrevisionPlaces>,
    /// What the rules of the territory say of it.
    pub normes: Vec<NormeOccupation>,
}

impl Nomme for Occupation {
    fn nommer(&mut self, noms: &mut Noms) {
        if let Some(referent) = self.referent {
            noms.place(referent, &mut self.referent_nom);
        }
        if let Some(structure) = self.structure {
            noms.place(structure, &mut self.structure_nom);
        }
    }
}

/// A month of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoisOccupation {
    /// Its last day.
    #[schema(example = "2026-03-31")]
    pub fin: NaiveDate,
    /// Whether it is over: otherwise `occupees` is what is known of that day to come.
    pub echu: bool,
    /// Places that conventions fund on its last day; absent where none says.
    #[schema(example = 70)]
    pub places: Option<u32>,
    /// Full times that they fund, and that the référents work whom no convention covers; absent where nobody says.
    #[schema(value_type = Option<String>, example = "1")]
    pub etp: Option<Decimal>,
    /// Référents of some of these persons whom no convention covers and of whom nobody said what they work: `etp` is known but
    /// for them, and the norms that it bears are not judged.
    #[serde(default)]
    #[schema(example = 0)]
    pub sans_etp: u32,
    /// Persons in the file active on its last day: each occupies a place.
    #[schema(example = 68)]
    pub occupees: u32,
    /// Of these, those whose référent no convention covers.
    #[serde(default)]
    #[schema(example = 0)]
    pub hors_convention: u32,
    /// Persons accompanied on a day of it at least; absent of a month that has not begun.
    #[schema(example = 71)]
    pub personnes: Option<u32>,
    /// Occupied of what is funded, in per cent; absent where conventions do not cover everybody.
    #[schema(value_type = Option<String>, example = "97.1")]
    pub taux: Option<Decimal>,
    /// The same of those alone whom conventions cover.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "97.1")]
    pub taux_couvert: Option<Decimal>,
}

/// The mean of the places occupied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoyennePlaces {
    /// To the tenth.
    #[schema(value_type = String, example = "69.7")]
    pub valeur: Decimal,
    /// How.
    pub raison: Raison,
}

/// The places that will be occupied at the end of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrevisionPlaces {
    /// How many.
    #[schema(example = 67)]
    pub occupees: u32,
    /// How.
    pub raison: Raison,
}

/// A norm of the territory, and whether the year keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NormeOccupation {
    /// Whether it is not exceeded.
    pub tenue: bool,
    /// Why.
    pub raison: Raison,
}
