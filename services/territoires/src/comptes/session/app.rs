//! Ends of sessions, and the proof that their holder was there a moment ago.

use ::store::{Db, Tx};
use chrono::TimeDelta;
use kernel::{CompteId, SessionId, TerritoireId};
use problem::{Problem, Slug};
use runtime::{Context, keys};

use crate::{
    comptes::{
        compte::{mot_de_passe, store::Compte},
        second_facteur,
        session::store as rows,
    },
    etat::Etat,
    visiteur::Visiteur,
};
use territoires_api::Authentification;

/// How long a proof of who one is serves for what touches the account or the rights of others.
const RECENTE: TimeDelta = TimeDelta::minutes(10);

/// Tells every verifier at once that sessions have ended; without Redis they learn it within half a minute.
pub(crate) async fn annoncer(context: &Context, sessions: &[SessionId]) {
    let channel = keys::channel(&context.config.redis.prefix);
    for session in sessions {
        context.verifier.revoke(*session);
        if let Err(error) = keys::announce(&context.redis, &channel, keys::Hint::Ended(*session)).await {
            tracing::warn!(%error, "the end of a session was not announced; verifiers will read it");
        }
    }
}

/// Ends the sessions of an account: in one territory or everywhere, all or all but one. The transaction is that of
/// the deployment; whom it ends is to be announced once it has committed.
pub(crate) async fn fermer_toutes(
    tx: &mut Tx,
    compte: CompteId,
    cible: Option<TerritoireId>,
    sauf: Option<SessionId>,
) -> Result<Vec<SessionId>, Problem> {
    Ok(rows::fermer_toutes(tx, compte, cible, sauf).await?)
}

/// Refuses a session whose holder proved who they are too long ago.
pub(crate) async fn exiger_recente(db: &Db, scope: &Visiteur, session: Option<SessionId>) -> Result<(), Problem> {
    let since = match session {
        Some(session) => db.read(scope, async |tx| rows::authentifiee_le(tx, session).await).await?,
        None => None,
    };
    match since {
        Some(since) if db.clock().now() < since + RECENTE => Ok(()),
        _ => {
            let detail = format!(
                "Cette action demande votre mot de passe donné depuis moins de {} minutes : donnez-le à nouveau.",
                RECENTE.num_minutes()
            );
            Err(Problem::new(Slug::AuthentificationRecente, detail))
        }
    }
}

/// Proves again, within a session, who one is.
pub(crate) async fn confirmer(
    db: &Db,
    etat: &Etat,
    visiteur: &Visiteur,
    (compte, session): (Compte, SessionId),
    preuve: Authentification,
) -> Result<(), Problem> {
    let essai = visiteur.essayer(&compte.courriel).await?;
    if !mot_de_passe::verifier(preuve.mot_de_passe, Some(compte.mot_de_passe.clone())).await {
        return Err(faux());
    }
    db.tx(visiteur, async |tx| {
        second_facteur::app::exiger(tx, etat, &compte, preuve.totp.as_deref()).await?;
        Ok::<_, Problem>(rows::authentifier(tx, session).await?)
    })
    .await?;
    essai.reussir().await;
    Ok(())
}

/// The password of somebody who is signed in is not the right one.
pub(crate) fn faux() -> Problem {
    Problem::new(Slug::IdentifiantsRefuses, "Ce n'est pas le mot de passe de votre compte.")
}
