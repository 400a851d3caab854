//! Renewing a session (ADR 21): a refresh token serves once, and its successor alone goes on.

use ::store::Tx;
use chrono::TimeDelta;
use kernel::{SessionId, TerritoireId, UtilisateurId};
use problem::{Problem, RefusOauth};
use territoires_api::Jetons;

use super::{
    Guichet,
    compte::{DEPLOIEMENT, acces},
    refuses,
};
use crate::{
    comptes::{
        compte,
        session::{self, app::annoncer},
    },
    secrets,
};

/// For how long a token that was exchanged gives its successor again, while that one has not served: who asked twice at once, or lost the
/// answer, is not a thief.
const REPRISE: TimeDelta = TimeDelta::seconds(30);

/// What became of a refresh token.
enum Renouvellement {
    Fait { territoire: TerritoireId, utilisateur: UtilisateurId, session: SessionId },
    Reutilise { session: SessionId },
    Refuse,
}

/// Exchanges a refresh token for its successor. One that comes back later was stolen, by whoever came first or second: the whole
/// session ends.
pub(super) async fn renouveler(guichet: Guichet<'_>, token: &str, dit: bool) -> Result<Jetons, RefusOauth> {
    let Guichet { context, etat, .. } = guichet;
    let refresh = etat.coffre.successeur(token);
    let (former, next) = (secrets::empreinte(token), secrets::empreinte(&refresh));
    let outcome = context.db.tx(&DEPLOIEMENT, async |tx| tourner(tx, &former, &next).await).await?;
    match outcome {
        Renouvellement::Fait { territoire, utilisateur, session } => {
            let access = acces(context, etat, territoire, utilisateur, session).await?;
            Ok(access.jetons(Some(refresh), dit))
        }
        Renouvellement::Reutilise { session } => {
            tracing::warn!(%session, "a refresh token was used twice; the session is ended");
            annoncer(context, &[session]).await;
            Err(refuses().into())
        }
        Renouvellement::Refuse => Err(refuses().into()),
    }
}

async fn tourner(tx: &mut Tx, former: &[u8], next: &[u8]) -> Result<Renouvellement, Problem> {
    let Some((session, used)) = session::store::du_jeton(tx, former).await? else { return Ok(Renouvellement::Refuse) };
    if session.fermee_le.is_some() || session.expire_le <= tx.now() {
        return Ok(Renouvellement::Refuse);
    }
    match used {
        None => {
            session::store::consommer_jeton(tx, session.id.into(), former).await?;
            session::store::ajouter_jeton(tx, session.id.into(), next).await?;
        }
        Some(used) if tx.now() < used + REPRISE && session::store::attend(tx, next).await? => {}
        Some(_) => {
            session::store::fermer(tx, session.compte_id.into(), session.id.into()).await?;
            return Ok(Renouvellement::Reutilise { session: session.id.into() });
        }
    }
    let acces = compte::store::acces(tx, session.compte_id.into()).await?;
    Ok(match acces.into_iter().find(|(cible, _)| *cible == session.cible.into()) {
        Some((territoire, utilisateur)) => Renouvellement::Fait { territoire, utilisateur, session: session.id.into() },
        None => Renouvellement::Refuse,
    })
}
