//! What territoires says and understands: data transfer objects of its API.

mod comptes;
mod jetons;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    Fuseau, HabilitationId, NatureStructure, Role, SessionId, Siret, StructureId, TerritoireId, UtilisateurId,
};
use referentiel::Referentiel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use comptes::adresse;

pub use comptes::*;
pub use jetons::*;

/// A new territory.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauTerritoire {
    /// Short name, in the style of a URL.
    #[garde(pattern("^[a-z][a-z0-9-]{1,40}$"))]
    #[schema(example = "grand-chalon")]
    pub code: String,
    /// Name.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "PLIE du Grand Chalon")]
    pub nom: String,
    /// The shipped référentiel of which the territory starts with a copy.
    #[garde(pattern("^[a-z][a-z0-9-]{1,40}$"))]
    #[schema(example = "grand-chalon")]
    pub referentiel: String,
    /// Its time zone, by which its days go for ever; `Europe/Paris` by default.
    #[serde(default)]
    pub fuseau: Fuseau,
    /// Its first administrator.
    #[garde(dive)]
    pub administrateur: NouvelUtilisateur,
}

/// A territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TerritoireDto {
    /// Identifier.
    pub id: TerritoireId,
    /// Short name.
    #[schema(example = "grand-chalon")]
    pub code: String,
    /// Name.
    #[schema(example = "PLIE du Grand Chalon")]
    pub nom: String,
    /// Time zone.
    pub fuseau: Fuseau,
}

/// Why the signing keys change.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RotationCles {
    /// A key may be in other hands: the new one signs at once and the former ones verify nothing any more,
    /// so that every access token is to be renewed. Otherwise the new key is announced before it signs,
    /// and nobody notices.
    #[garde(skip)]
    #[schema(example = false)]
    pub compromission: bool,
}

/// A signing key: its public half is in the JWKS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CleDto {
    /// Its name in the JWKS and in the header of tokens.
    pub kid: String,
    /// From when it signs.
    pub signe_des: DateTime<Utc>,
}

/// Somebody to invite to the territory. Their account is theirs: they accept, and choose the password, by a code that
/// is sent to their address alone.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelUtilisateur {
    /// Address, with which the person logs in.
    #[serde(deserialize_with = "adresse")]
    #[garde(email, length(max = 200))]
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
    /// First name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Claire")]
    pub prenom: String,
    /// Last name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Morel")]
    pub nom: String,
    /// Roles given at once; they count once the person has accepted.
    #[garde(length(max = 10))]
    #[serde(default)]
    pub habilitations: Vec<NouvelleHabilitation>,
}

/// A role to give.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleHabilitation {
    /// The role.
    pub role: Role,
    /// The structure on whose behalf; required for a prescripteur and an étape operator.
    pub structure: Option<StructureId>,
    /// The superior, who reads and validates the time sheets; the management alone when nobody is named.
    #[serde(default)]
    pub superieur: Option<UtilisateurId>,
    /// First day.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day, included; a delegation ends by itself.
    #[schema(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
}

/// A user of the territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UtilisateurDto {
    /// Identifier.
    pub id: UtilisateurId,
    /// Address.
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
    /// First name.
    #[schema(example = "Claire")]
    pub prenom: String,
    /// Last name.
    #[schema(example = "Morel")]
    pub nom: String,
    /// Whether they may enter the territory.
    pub acces: EtatAcces,
    /// Until when their invitation may be accepted, while it waits.
    pub invitation_expire_le: Option<DateTime<Utc>>,
    /// Every role given, ended ones included.
    pub habilitations: Vec<HabilitationDto>,
}

/// A role given to a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HabilitationDto {
    /// Identifier.
    pub id: HabilitationId,
    /// The role.
    pub role: Role,
    /// The structure on whose behalf.
    pub structure: Option<StructureId>,
    /// The superior.
    pub superieur: Option<UtilisateurId>,
    /// First day.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// When it was withdrawn, if it was cut before the end of its last day.
    pub retiree_le: Option<DateTime<Utc>>,
}

/// The end of a role.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FinHabilitation {
    /// Last day, included. Without it the role is withdrawn at once, and the sessions in which it was held are ended.
    #[schema(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
}

/// Oneself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoiDto {
    /// Identifier in the territory.
    pub id: UtilisateurId,
    /// The territory of the token.
    pub territoire: TerritoireId,
    /// Its time zone: days are its own, and times are shown by its clocks.
    pub fuseau: Fuseau,
    /// Address.
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
    /// First name.
    #[schema(example = "Claire")]
    pub prenom: String,
    /// Last name.
    #[schema(example = "Morel")]
    pub nom: String,
    /// Roles today.
    pub roles: Vec<Role>,
    /// Names of the permissions that follow.
    pub permissions: Vec<String>,
    /// Whether a second factor is on.
    pub second_facteur: bool,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionDto {
    /// Identifier.
    pub id: SessionId,
    /// Login.
    pub ouverte_le: DateTime<Utc>,
    /// Last renewal.
    pub vue_le: DateTime<Utc>,
    /// Whether it is the one of this token.
    pub courante: bool,
}

/// A second factor to be confirmed, shown once to its holder.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFacteur {
    /// To show as a QR code to an authenticator.
    #[schema(example = "otpauth://totp/PLIE:referent%40grand-chalon.example?secret=…&issuer=PLIE")]
    pub url: String,
    /// Ten codes to keep on paper: each replaces the six digits once, when the device is lost.
    #[schema(example = json!(["7K2M-QX4T-9BHD-RW3F"]))]
    pub codes_secours: Vec<String>,
}

/// The code that confirms a second factor.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CodeSecondFacteur {
    /// Six digits.
    #[garde(pattern("^[0-9]{6}$"))]
    #[schema(example = "123456")]
    pub code: String,
}

/// A new structure of the directory.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleStructure {
    /// Name.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub nom: String,
    /// What it is to the PLIE.
    pub nature: NatureStructure,
    /// SIRET of the establishment.
    #[schema(example = "73282932000074")]
    pub siret: Option<Siret>,
}

/// A structure of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StructureDto {
    /// Identifier.
    pub id: StructureId,
    /// Name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub nom: String,
    /// What it is to the PLIE.
    pub nature: NatureStructure,
    /// SIRET of the establishment.
    #[schema(example = "73282932000074")]
    pub siret: Option<Siret>,
}

/// The day on which rules are asked.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct AuJour {
    /// Today by default.
    #[param(example = "2026-01-01")]
    pub au: Option<NaiveDate>,
}

/// A référentiel that the suite brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReferentielLivre {
    /// Its name, by which a new territory asks for a copy.
    #[schema(example = "grand-chalon")]
    pub code: String,
    /// Its rules, as the suite brings them now.
    pub referentiel: Referentiel,
}

/// A version of the territory's rules to publish.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauReferentiel {
    /// The whole of the rules; `version` must be the last one plus one, and `effet` not earlier than
    /// that of the last one.
    #[garde(dive)]
    pub referentiel: Referentiel,
}
