//! The accompaniment of a person: contacts and hours, and what the territory's rules say of them.

use chrono::NaiveDate;
use emargement_api::NatureRendezVous;
use garde::Validate;
use kernel::{Duree, RendezVousId, UtilisateurId};
use referentiel::{PhaseContact, Raison};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which month of an accompaniment.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct MoisAccompagnement {
    /// Any day of the month; the current one by default.
    #[param(example = "2026-03-01")]
    pub mois: Option<NaiveDate>,
}

/// A month of accompaniment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Accompagnement {
    /// First day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// Whether someone else accompanies the person every day that month (ACI, training, job).
    pub delegue: bool,
    /// In which phase of its rhythm of contact the accompaniment is today, where the territory has one.
    #[serde(default)]
    pub phase: Option<PhaseContact>,
    /// The next contact that this rhythm asks for.
    #[serde(default)]
    pub prochain_contact: Option<ProchainContact>,
    /// The contacts of the month, oldest first.
    pub contacts: Vec<ContactCompte>,
    /// Minutes proved since the entry, group time included.
    #[schema(example = 1050)]
    pub minutes_total: Duree,
    /// What the rules say: the contact of the month, the norm of hours.
    pub regles: Vec<RegleAccompagnement>,
}

/// The next contact that the rhythm of a territory asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProchainContact {
    /// Its last day.
    #[schema(example = "2026-03-26")]
    pub au_plus_tard: NaiveDate,
    /// Why.
    pub raison: Raison,
}

/// A contact with the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactCompte {
    /// The appointment behind it.
    pub rendez_vous: RendezVousId,
    /// Its day.
    #[schema(example = "2026-03-12")]
    pub jour: NaiveDate,
    /// What it was.
    pub nature: NatureRendezVous,
    /// Minutes between the signatures.
    #[schema(example = 60)]
    pub minutes: Duree,
    /// Whether the signatures prove it.
    pub justifie: bool,
}

/// A rule of the territory, and whether the accompaniment keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RegleAccompagnement {
    /// Whether it is kept.
    pub tenue: bool,
    /// Why.
    pub raison: Raison,
}

/// The working time of a référent from a day on.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CapaciteReferent {
    /// The référent.
    pub referent: UtilisateurId,
    /// Share of a full time, above 0 and at most 1, to the hundredth.
    #[garde(custom(part))]
    #[schema(value_type = String, pattern = r"^[01](\.\d{1,2})?$", example = "0.5")]
    pub etp: Decimal,
    /// From this day on.
    #[schema(example = "2026-01-01")]
    pub des_le: NaiveDate,
    /// What was said of that very day before, when something was: this takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = r"^[01](\.\d{1,2})?$", example = "0.8")]
    pub remplace: Option<Decimal>,
}

fn part<Context>(etp: &Decimal, _: &Context) -> garde::Result {
    let within = *etp > Decimal::ZERO && *etp <= Decimal::ONE && etp.normalize().scale() <= 2;
    if within { Ok(()) } else { Err(garde::Error::new("attendu : plus de 0 et au plus 1, à deux décimales")) }
}
