//! Second factor: TOTP (RFC 6238), each code accepted once.

use ::store::Tx;
use auth::WriteScope;
use problem::{Problem, Slug};
use runtime::Context;
use territoires_api::{CodeSecondFacteur, SecondFacteur};
use totp_rs::{Builder, Totp};

use crate::{
    comptes::compte::{self, store::Compte},
    etat::Etat,
    secrets,
};

fn totp(secret: Vec<u8>, courriel: &str) -> Result<Totp, Problem> {
    let builder =
        Builder::new().with_secret(secret).with_issuer(Some("PLIE")).with_account_name(courriel.replace(':', " "));
    builder.build().map_err(|error| Problem::internal(&error))
}

fn faux() -> Problem {
    Problem::new(Slug::SecondFacteur, "Le code du second facteur est attendu, ou n'est pas le bon.")
}

/// At login: nothing for an account without second factor, a fresh code otherwise.
pub(crate) async fn exiger(tx: &mut Tx, etat: &Etat, compte: &Compte, code: Option<&str>) -> Result<(), Problem> {
    if !compte.totp_actif {
        return Ok(());
    }
    consommer(tx, etat, compte, code.ok_or_else(faux)?).await
}

async fn consommer(tx: &mut Tx, etat: &Etat, compte: &Compte, code: &str) -> Result<(), Problem> {
    let sealed = compte.totp.as_deref().ok_or_else(faux)?;
    let secret = etat.coffre.ouvrir(sealed).map_err(|error| Problem::internal(&error))?;
    let now = u64::try_from(tx.now().timestamp()).unwrap_or_default();
    let step = totp(secret, &compte.courriel)?.check(code, now).ok_or_else(faux)?;
    let fresh = compte::store::consommer_totp(tx, compte.id.into(), i64::try_from(step).unwrap_or(i64::MAX)).await?;
    if fresh { Ok(()) } else { Err(faux()) }
}

/// Prepares a second factor; it is on once a first code has proved it.
pub(crate) async fn preparer(
    context: &Context,
    etat: &Etat,
    scope: &impl WriteScope,
) -> Result<SecondFacteur, Problem> {
    let secret = secrets::octets::<20>()?.to_vec();
    let sealed = etat.coffre.sceller(&secret).map_err(|error| Problem::internal(&error))?;
    let compte = context
        .db
        .tx(scope, async |tx| {
            let compte = soi(tx).await?;
            if compte.totp_actif {
                return Err(Problem::new(Slug::TransitionInterdite, "Un second facteur est déjà actif sur ce compte."));
            }
            tx.en_deploiement(async |tx| compte::store::preparer_totp(tx, compte.id.into(), &sealed).await).await?;
            Ok(compte)
        })
        .await?;
    let url = totp(secret, &compte.courriel)?.to_url().map_err(|error| Problem::internal(&error))?;
    Ok(SecondFacteur { url })
}

/// Turns the second factor on.
pub(crate) async fn activer(
    context: &Context,
    etat: &Etat,
    scope: &impl WriteScope,
    code: CodeSecondFacteur,
) -> Result<(), Problem> {
    context
        .db
        .tx(scope, async |tx| {
            let compte = soi(tx).await?;
            tx.en_deploiement(async |tx| consommer(tx, etat, &compte, &code.code).await).await
        })
        .await
}

/// The account of who acts.
pub(crate) async fn soi(tx: &mut Tx) -> Result<Compte, Problem> {
    let (territoire, id) = (tx.territoire(), tx.acteur().soi());
    let compte = tx.en_deploiement(async |tx| compte::store::du_membre(tx, territoire, id).await).await?;
    compte.ok_or_else(Problem::not_found)
}
