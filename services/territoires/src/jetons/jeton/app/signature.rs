//! Signing an access token.

use auth::{Claims, Permission, Sujet, Titre};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{ActeurId, SessionId, TerritoireId};
use problem::Problem;
use runtime::Context;
use territoires_api::Jetons;

use super::ACCES;
use crate::etat::Etat;

/// Who a token is for.
pub(super) struct Titulaire {
    pub(super) sub: ActeurId,
    pub(super) sujet: Sujet,
    pub(super) territoire: TerritoireId,
    pub(super) titres: Vec<Titre>,
    pub(super) scopes: Vec<String>,
    pub(super) sid: Option<SessionId>,
    /// When what it may do ends, if that is soon.
    pub(super) fin: Option<DateTime<Utc>>,
}

/// A token that was signed, how long it lives, and what it lets do.
pub(super) struct Acces {
    pub(super) jeton: String,
    pub(super) duree: TimeDelta,
    pub(super) scope: String,
}

/// A token: it outlives nothing of what it bears.
pub(super) fn signer(context: &Context, etat: &Etat, titulaire: Titulaire) -> Result<Acces, Problem> {
    let now = context.clock.now();
    let exp = titulaire.fin.map_or(now + ACCES, |fin| fin.min(now + ACCES));
    let claims = Claims {
        iss: context.config.issuer.to_string(),
        aud: context.config.audience.clone(),
        sub: titulaire.sub,
        exp: exp.timestamp(),
        nbf: now.timestamp(),
        iat: now.timestamp(),
        jti: context.clock.id(),
        sujet: titulaire.sujet,
        territoire: titulaire.territoire,
        titres: titulaire.titres,
        scopes: titulaire.scopes,
        sid: titulaire.sid,
    };
    let scope = if claims.scopes.is_empty() {
        claims.permissions().map(Permission::nom).collect::<Vec<_>>().join(" ")
    } else {
        claims.scopes.join(" ")
    };
    Ok(Acces { jeton: etat.trousseau.signer(&claims, now)?, duree: exp - now, scope })
}

impl Acces {
    /// The answer. `dit` says whether it tells what the token lets do.
    pub(super) fn jetons(self, refresh_token: Option<String>, dit: bool) -> Jetons {
        Jetons {
            access_token: self.jeton,
            token_type: "Bearer".to_owned(),
            expires_in: self.duree.num_seconds(),
            refresh_token,
            scope: dit.then_some(self.scope),
        }
    }
}
