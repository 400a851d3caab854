//! Taking tokens back (RFC 7009): whose token it is ends its session, and with it all the tokens of that session.

use auth::{Claims, Sujet, Systeme};
use kernel::SessionId;
use problem::{Problem, RefusOauth, Slug};
use runtime::Context;
use territoires_api::Revocation;

use super::{ACCES, Guichet, compte::DEPLOIEMENT};
use crate::{
    comptes::session::{self, app::annoncer},
    jetons::client::{
        app::{Reconnu, presenter, rendre},
        preuve::{self, Basic},
        session as session_client,
    },
    secrets,
};

/// Ends the session of a refresh token or of an access token. A token that is unknown is no error. The tokens of a client are taken
/// back by it alone; those of an account, by whoever holds them.
pub(crate) async fn revoquer(guichet: Guichet<'_>, basic: Basic, mut revocation: Revocation) -> Result<(), RefusOauth> {
    let client = presenter(guichet.context, guichet.visiteur, basic, revocation.presentation()).await?;
    let context = guichet.context;
    let ended = match context.verifier.verify(&revocation.token) {
        Ok(claims) => par_acces(context, &claims, client.as_ref()).await?,
        Err(_) => par_rafraichissement(context, &revocation.token, client.as_ref()).await?,
    };
    annoncer(context, ended.as_slice()).await;
    Ok(())
}

async fn par_rafraichissement(
    context: &Context,
    token: &str,
    client: Option<&Reconnu>,
) -> Result<Option<SessionId>, RefusOauth> {
    let empreinte = secrets::empreinte(token);
    context
        .db
        .tx(&DEPLOIEMENT, async |tx| {
            let Some((session, _)) = session::store::du_jeton(tx, &empreinte).await? else { return Ok(None) };
            if client.is_some() {
                return Err(autre());
            }
            let closed = session::store::fermer(tx, session.compte_id.into(), session.id.into()).await?;
            Ok(closed.then(|| session.id.into()))
        })
        .await
}

async fn par_acces(
    context: &Context,
    claims: &Claims,
    client: Option<&Reconnu>,
) -> Result<Option<SessionId>, RefusOauth> {
    match (claims.sujet, claims.sid, client) {
        (Sujet::Client, Some(sid), Some(client)) if client.session == sid => {
            let closed =
                context.db.tx(&Systeme(client.territoire), async |tx| rendre(tx, client.id, sid).await).await?;
            Ok(closed.then_some(sid))
        }
        (Sujet::Client, _, None) => {
            Err(preuve::inconnu("Le jeton d'un outil est rendu par cet outil : prouvez qui vous êtes."))
        }
        (Sujet::Utilisateur, Some(sid), None) => {
            let closed = context.db.tx(&DEPLOIEMENT, async |tx| session::store::cloturer(tx, sid).await).await?;
            Ok(closed.then_some(sid))
        }
        (Sujet::Service | Sujet::Lien, ..) | (Sujet::Utilisateur, None, None) => Ok(None),
        (Sujet::Client | Sujet::Utilisateur, _, Some(_)) => Err(autre()),
    }
}

/// The token is another's.
fn autre() -> RefusOauth {
    Problem::new(Slug::IdentifiantsRefuses, "Ce jeton n'a pas été remis à cet outil.").into()
}

/// Sessions ended while their access tokens may still live.
pub(crate) async fn sessions_fermees(context: &Context) -> Result<Vec<SessionId>, Problem> {
    let since = context.clock.now() - ACCES * 2;
    let ended = async |tx: &mut _| {
        let mut ended = session::store::fermees_depuis(tx, since).await?;
        ended.extend(session_client::fermees_depuis(tx, since).await?);
        Ok::<_, Problem>(ended)
    };
    context.db.read(&DEPLOIEMENT, ended).await
}
