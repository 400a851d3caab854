//! The content of an access token.

use kernel::{ActeurId, JetonId, SessionId, StructureId, TerritoireId};
use serde::{Deserialize, Serialize};

use crate::Role;

/// The claims of an access token. The territory is one of them: nothing else that a client sends can
/// select a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom: the suite's own audience.
    pub aud: String,
    /// The user, API client or service.
    pub sub: ActeurId,
    /// Expiry, in seconds since 1970.
    pub exp: i64,
    /// First second of validity.
    pub nbf: i64,
    /// When it was issued.
    pub iat: i64,
    /// Its own identifier.
    pub jti: JetonId,
    /// What kind of subject it names.
    pub sujet: Sujet,
    /// The territory in which it is valid.
    pub territoire: TerritoireId,
    /// Roles of the subject in that territory, today.
    pub roles: Vec<Role>,
    /// Scopes of an API client: names of permissions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// The structure on whose behalf the subject acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<StructureId>,
    /// The session to which it belongs: ending the session revokes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<SessionId>,
}

/// What kind of subject a token names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sujet {
    /// A person with an account.
    Utilisateur,
    /// A third-party tool.
    Client,
    /// A service of the suite.
    Service,
    /// Whoever holds a link without account: no token ever names it.
    Lien,
}
