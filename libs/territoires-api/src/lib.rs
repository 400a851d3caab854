//! What territoires says and understands: data transfer objects of its API.

mod comptes;
mod en_tete;
mod jetons;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    CategoriePrescripteur, CodeCommune, CodePostal, Fuseau, HabilitationId, NatureStructure, Role, SessionId, Siret,
    StructureId, Telephone, TerritoireId, UtilisateurId,
};
use referentiel::Referentiel;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use comptes::adresse;

pub use comptes::*;
pub use en_tete::{EnTete, EnTeteDto};
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

/// What the team edits of a user: their address is theirs, and their roles are given.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FicheUtilisateur {
    /// First name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Claire")]
    pub prenom: String,
    /// Last name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Morel")]
    pub nom: String,
    /// Telephone at work.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// What they do, as colleagues and documents say it.
    #[garde(inner(length(chars, min = 2, max = 120), custom(problem::ligne)))]
    #[schema(example = "référente de parcours")]
    pub fonction: Option<String>,
}

/// A user of the territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UtilisateurDto {
    /// Identifier.
    pub id: UtilisateurId,
    /// Version, to be named in `If-Match`.
    #[schema(example = 1)]
    pub version: i32,
    /// Address.
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
    /// First name.
    #[schema(example = "Claire")]
    pub prenom: String,
    /// Last name.
    #[schema(example = "Morel")]
    pub nom: String,
    /// Telephone at work.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// What they do, as colleagues and documents say it.
    #[schema(example = "référente de parcours")]
    pub fonction: Option<String>,
    /// Whether they may enter the territory.
    pub acces: EtatAcces,
    /// Until when their invitation may be accepted, while it waits.
    pub invitation_expire_le: Option<DateTime<Utc>>,
    /// Every role given, ended ones included.
    pub habilitations: Vec<HabilitationDto>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for UtilisateurDto {
    fn nommer(&mut self, noms: &mut Noms) {
        self.habilitations.nommer(noms);
    }
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
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub structure_nom: Option<String>,
    /// The superior.
    pub superieur: Option<UtilisateurId>,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub superieur_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// When it was withdrawn, if it was cut before the end of its last day.
    pub retiree_le: Option<DateTime<Utc>>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for HabilitationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.superieur, &mut self.superieur_nom);
    }
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

/// Where a structure is.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AdresseStructure {
    /// Number and street.
    #[garde(inner(length(chars, min = 2, max = 200), custom(problem::ligne)))]
    #[schema(example = "3 place de l'Hôtel de Ville")]
    pub voie: Option<String>,
    /// Building, floor, service.
    #[garde(inner(length(chars, min = 1, max = 200), custom(problem::ligne)))]
    #[schema(example = "bâtiment B")]
    pub complement: Option<String>,
    /// Postal code.
    #[schema(example = "71100")]
    pub code_postal: CodePostal,
    /// INSEE code of the commune.
    #[schema(example = "71076")]
    pub commune: CodeCommune,
}

impl AdresseStructure {
    /// The lines of an envelope: what narrows, the street, the town in capitals (NF Z 10-011).
    #[must_use]
    pub fn lignes(&self) -> Vec<String> {
        let town = format!("{} {}", CodePostal::as_str(&self.code_postal), self.commune.nom().to_uppercase());
        self.complement.iter().chain(&self.voie).cloned().chain([town]).collect()
    }
}

/// A structure of the directory, as people write it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleStructure {
    /// Name.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub nom: String,
    /// What it is to the PLIE.
    pub nature: NatureStructure,
    /// What kind of prescripteur it is, when it refers persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categorie: Option<CategoriePrescripteur>,
    /// SIRET of the establishment.
    #[schema(example = "73282932000074")]
    pub siret: Option<Siret>,
    /// Where it is.
    #[garde(dive)]
    pub adresse: Option<AdresseStructure>,
    /// Telephone.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// Last day on which the PLIE works with it: no role is given on its behalf beyond.
    #[schema(example = "2027-12-31")]
    pub jusqua: Option<NaiveDate>,
}

/// A structure of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StructureDto {
    /// Identifier.
    pub id: StructureId,
    /// Version, to be named in `If-Match`.
    #[serde(default)]
    #[schema(example = 1)]
    pub version: i32,
    /// Name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub nom: String,
    /// What it is to the PLIE.
    pub nature: NatureStructure,
    /// What kind of prescripteur it is.
    pub categorie: Option<CategoriePrescripteur>,
    /// SIRET of the establishment.
    #[schema(example = "73282932000074")]
    pub siret: Option<Siret>,
    /// Where it is.
    pub adresse: Option<AdresseStructure>,
    /// Name of its commune.
    #[schema(example = "Chalon-sur-Saône")]
    pub commune_nom: Option<String>,
    /// Telephone.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// Last day on which the PLIE works with it.
    #[schema(example = "2027-12-31")]
    pub jusqua: Option<NaiveDate>,
}

/// What is looked for has a letter or a digit.
fn mot<Context>(texte: &str, _: &Context) -> garde::Result {
    if texte.chars().any(char::is_alphanumeric) {
        Ok(())
    } else {
        Err(garde::Error::new("attendu : une lettre ou un chiffre au moins"))
    }
}

/// Which structures to read: those that meet every criterion.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreStructures {
    /// Words of their name, in any order, begun or whole: accents and case aside.
    #[garde(inner(length(chars, min = 1, max = 80), custom(mot)))]
    #[param(example = "ccas chalon")]
    pub texte: Option<String>,
    /// What they are to the PLIE.
    pub nature: Option<NatureStructure>,
    /// Their SIRET.
    #[param(example = "73282932000074")]
    pub siret: Option<Siret>,
    /// With which the PLIE still works on that day.
    #[param(example = "2026-01-01")]
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

/// Which users to read: those that meet every criterion.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreUtilisateurs {
    /// Who hold this role on the day of `au`.
    pub role: Option<Role>,
    /// Who act for this structure on the day of `au`.
    pub structure: Option<StructureId>,
    /// The day on which roles must be held: today by default.
    #[param(example = "2026-01-01")]
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
