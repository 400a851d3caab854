//! The content of an access token.

use kernel::{ActeurId, JetonId, SessionId, StructureId, TerritoireId};
use serde::{Deserialize, Serialize};

use crate::{Permission, Role, Titre};

/// The claims of an access token. The territory is one of them: nothing else that a client sends can
/// select a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Ecrites", into = "Ecrites")]
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
    /// Memberships of the subject in that territory, today.
    pub titres: Vec<Titre>,
    /// Scopes of an API client: names of permissions.
    pub scopes: Vec<String>,
    /// The session to which it belongs: ending the session revokes it.
    pub sid: Option<SessionId>,
}

impl Claims {
    /// The roles of the subject, each once.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<_> = self.titres.iter().map(|titre| titre.role).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// What these memberships let the subject do.
    pub fn permissions(&self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |one| !one.titres(&self.titres, &[]).vides())
    }
}

/// Claims as they are written: `roles` and `structure` beside the memberships, for the services that read only those.
#[derive(Serialize, Deserialize)]
struct Ecrites {
    iss: String,
    aud: String,
    sub: ActeurId,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: JetonId,
    sujet: Sujet,
    territoire: TerritoireId,
    roles: Vec<Role>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    structure: Option<StructureId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<SessionId>,
    #[serde(default)]
    titres: Option<Vec<Titre>>,
}

impl From<Claims> for Ecrites {
    fn from(claims: Claims) -> Self {
        let roles = claims.roles();
        let Claims { iss, aud, sub, exp, nbf, iat, jti, sujet, territoire, titres, scopes, sid } = claims;
        let structure = titres.iter().find_map(|titre| titre.structure);
        let titres = Some(titres);
        Self { iss, aud, sub, exp, nbf, iat, jti, sujet, territoire, roles, scopes, structure, sid, titres }
    }
}

impl From<Ecrites> for Claims {
    /// A token that names no membership says one structure for all of its roles.
    fn from(written: Ecrites) -> Self {
        let Ecrites { iss, aud, sub, exp, nbf, iat, jti, sujet, territoire, roles, scopes, structure, sid, titres } =
            written;
        let titres = titres.unwrap_or_else(|| roles.into_iter().map(|role| Titre::pour(role, structure)).collect());
        Self { iss, aud, sub, exp, nbf, iat, jti, sujet, territoire, titres, scopes, sid }
    }
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

#[cfg(test)]
mod tests {
    use kernel::Id;
    use serde_json::json;

    use super::*;

    fn claims(titres: Vec<Titre>) -> Claims {
        Claims {
            iss: "plie".into(),
            aud: "suite".into(),
            sub: Id::MIN,
            exp: 600,
            nbf: 0,
            iat: 0,
            jti: Id::MIN,
            sujet: Sujet::Utilisateur,
            territoire: TerritoireId::MAX,
            titres,
            scopes: vec![],
            sid: None,
        }
    }

    #[test]
    fn each_role_keeps_its_own_structure_and_services_of_before_still_find_the_roles() {
        let two = claims(vec![Titre::pour(Role::OperateurEtape, Some(StructureId::MAX)), Titre::de(Role::Animation)]);
        let written = serde_json::to_value(&two).unwrap();
        assert_eq!(written["roles"], json!(["animation", "operateur_etape"]));
        assert_eq!(written["structure"], json!(StructureId::MAX));
        assert_eq!(serde_json::from_value::<Claims>(written).unwrap(), two);
    }

    #[test]
    fn a_token_signed_before_memberships_were_told_is_read_until_it_expires() {
        let mut written = serde_json::to_value(claims(vec![])).unwrap();
        written.as_object_mut().unwrap().remove("titres");
        written["roles"] = json!(["operateur_etape"]);
        written["structure"] = json!(StructureId::MAX);
        let read: Claims = serde_json::from_value(written).unwrap();
        assert_eq!(read.titres, [Titre::pour(Role::OperateurEtape, Some(StructureId::MAX))]);
    }
}
