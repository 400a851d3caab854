//! Tokens and the tools of third parties: what OAuth 2 has one send (RFC 6749, 7009, 7523), and what the suite answers.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ClientId, TerritoireId};
use serde::{Deserialize, Deserializer, Serialize, de::IgnoredAny};
use utoipa::ToSchema;

/// A request for tokens (RFC 6749), as a form. Its parameters that the suite does not know are ignored, as section 3.2 has it.
#[operation::bounded]
#[derive(Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct DemandeJeton {
    /// `password`, `refresh_token` or `client_credentials`.
    #[schema(example = "client_credentials")]
    #[garde(length(max = 80))]
    pub grant_type: String,
    /// With `password`: the address of the account.
    #[schema(example = "referent@grand-chalon.example")]
    #[garde(inner(length(max = 1000)))]
    pub username: Option<String>,
    /// With `password`.
    #[schema(example = "une phrase assez longue")]
    #[garde(inner(length(max = 1000)))]
    pub password: Option<String>,
    /// With `password`, when the account has a second factor: the six digits, or a recovery code.
    #[garde(inner(length(max = 1000)))]
    pub totp: Option<String>,
    /// With `password`, for an account of several territories: which of its own. The first otherwise.
    pub territoire: Option<TerritoireId>,
    /// With `refresh_token`.
    #[garde(inner(length(max = 1000)))]
    pub refresh_token: Option<String>,
    /// With `client_credentials`: some of the permissions of the client, separated by spaces. All of them otherwise. An account has
    /// those of its roles, whatever is asked.
    #[schema(example = "participant:lire")]
    #[garde(inner(length(max = 4000)))]
    pub scope: Option<String>,
    /// The client, unless `Authorization: Basic` or the assertion names it.
    #[garde(inner(length(max = 1000)))]
    pub client_id: Option<String>,
    /// Its secret (`client_secret_post`), unless `Authorization: Basic` holds it.
    #[garde(inner(length(max = 1000)))]
    pub client_secret: Option<String>,
    /// With `client_assertion`: `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    #[garde(inner(length(max = 200)))]
    pub client_assertion_type: Option<String>,
    /// A JWT signed by a key of the client (`private_key_jwt`, RFC 7523).
    #[garde(inner(length(max = 8000)))]
    pub client_assertion: Option<String>,
}

/// A token to revoke (RFC 7009), as a form. `token_type_hint` and what the suite does not know are ignored.
#[operation::bounded]
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Revocation {
    /// The refresh token, or the access token, whose session ends.
    #[garde(length(max = 12000))]
    pub token: String,
    /// The client, unless `Authorization: Basic` or the assertion names it.
    #[garde(inner(length(max = 1000)))]
    pub client_id: Option<String>,
    /// Its secret, unless `Authorization: Basic` holds it.
    #[garde(inner(length(max = 1000)))]
    pub client_secret: Option<String>,
    /// With `client_assertion`: `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    #[garde(inner(length(max = 200)))]
    pub client_assertion_type: Option<String>,
    /// A JWT signed by a key of the client.
    #[garde(inner(length(max = 8000)))]
    pub client_assertion: Option<String>,
}

/// How the body of a form says which client sends it.
#[derive(Default)]
pub struct Presentation {
    /// Which client (`client_id`).
    pub id: Option<String>,
    /// Its secret (`client_secret`).
    pub secret: Option<String>,
    /// What kind of assertion it shows (`client_assertion_type`).
    pub assertion_type: Option<String>,
    /// Its assertion (`client_assertion`).
    pub assertion: Option<String>,
}

/// What both forms say of the client, and neither shows in a log.
macro_rules! presente {
    ($($form:ident)*) => {
        $(
            impl $form {
                /// Which client sends it, and how it proves it: taken out of the form.
                pub fn presentation(&mut self) -> Presentation {
                    Presentation {
                        id: self.client_id.take(),
                        secret: self.client_secret.take(),
                        assertion_type: self.client_assertion_type.take(),
                        assertion: self.client_assertion.take(),
                    }
                }
            }

            impl fmt::Debug for $form {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($form)).finish_non_exhaustive()
                }
            }
        )*
    };
}

presente! { DemandeJeton Revocation }

/// Tokens (RFC 6749).
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Jetons {
    /// To send as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: String,
    /// Seconds of validity of the access token.
    #[schema(example = 600)]
    pub expires_in: i64,
    /// To exchange once for new tokens; absent for API clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The permissions that the access token gives, separated by spaces: to a client, and to who asked for some.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "participant:lire")]
    pub scope: Option<String>,
}

impl fmt::Debug for Jetons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jetons").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// The name of a permission, as a schema says it.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, pattern = "^[a-z_]+:[a-z_]+$", max_length = 60, example = "participant:lire")]
pub struct NomPermission(());

kernel::codes! {
    /// The kind of a public key (RFC 7518).
    pub enum TypeCle {
        /// An elliptic curve: P-256, which signs ES256.
        Ec = "EC",
        /// Ed25519, which signs EdDSA.
        Okp = "OKP",
        /// RSA, of 2 048 bits at least, which signs RS256.
        Rsa = "RSA",
    }
}

/// A public key, as a JWK (RFC 7517). Its members that the suite does not use are ignored.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct CleClient {
    /// Its kind.
    pub kty: TypeCle,
    /// Its name, which an assertion says when the client has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-01")]
    #[garde(inner(length(max = 200)))]
    pub kid: Option<String>,
    /// `P-256` or `Ed25519`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "P-256")]
    #[garde(inner(length(max = 20)))]
    pub crv: Option<String>,
    /// Of a curve: the coordinate x.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")]
    #[garde(inner(length(max = 100)))]
    pub x: Option<String>,
    /// Of P-256: the coordinate y.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]
    #[garde(inner(length(max = 100)))]
    pub y: Option<String>,
    /// Of RSA: the modulus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(max = 1400)))]
    pub n: Option<String>,
    /// Of RSA: the exponent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(max = 20)))]
    pub e: Option<String>,
    /// Whether somebody sent the private half: it is refused, and kept nowhere.
    #[serde(default, skip_serializing)]
    #[schema(ignore)]
    pub d: Option<MoitiePrivee>,
}

/// The private half of a key, of which nothing is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoitiePrivee;

impl<'de> Deserialize<'de> for MoitiePrivee {
    fn deserialize<D: Deserializer<'de>>(lecteur: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(lecteur).map(|_| Self)
    }
}

/// The public keys of a client (RFC 7517): the secret halves stay with it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct JeuDeCles {
    /// One to five keys: a second one serves while the first one is replaced.
    #[garde(length(min = 1, max = 5), dive)]
    pub keys: Vec<CleClient>,
}

/// A new API client.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauClient {
    /// What it is for.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "Tableau de bord du Département")]
    pub nom: String,
    /// Permissions given, by name.
    #[garde(length(min = 1, max = 40))]
    #[schema(value_type = Vec<NomPermission>, example = json!(["participant:lire"]))]
    pub scopes: Vec<String>,
    /// Last day of validity, included; at most one year away.
    #[schema(example = "2026-12-31")]
    pub expire_le: NaiveDate,
    /// Its public keys, when it proves who it is by signing (`private_key_jwt`): it then has no secret.
    #[serde(default)]
    #[garde(dive)]
    pub jwks: Option<JeuDeCles>,
}

/// An API client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClientDto {
    /// Identifier.
    pub id: ClientId,
    /// To send as `client_id`.
    pub client_id: String,
    /// What it is for.
    #[schema(example = "Tableau de bord du Département")]
    pub nom: String,
    /// Permissions given.
    #[schema(example = json!(["participant:lire"]))]
    pub scopes: Vec<String>,
    /// Last day of validity.
    #[schema(example = "2026-12-31")]
    pub expire_le: NaiveDate,
    /// Last time that it asked for a token.
    pub dernier_usage: Option<DateTime<Utc>>,
    /// When it was ended.
    pub revoque_le: Option<DateTime<Utc>>,
    /// Its public keys, when it proves who it is by signing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwks: Option<JeuDeCles>,
    /// The secret of a client without keys, in the answer to its creation and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}
