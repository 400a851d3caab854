//! Second factor: TOTP (RFC 6238), each code accepted once; or a code that was kept on paper.

use ::store::Tx;
use auth::WriteScope;
use chrono::TimeDelta;
use problem::{Problem, Slug};
use runtime::Context;
use territoires_api::{CodeSecondFacteur, SecondFacteur};
use totp_rs::{Builder, Totp};

use crate::{
    comptes::{
        compte::{self, store::Compte},
        second_facteur::store as rows,
    },
    courrier::Courrier,
    etat::Etat,
    secrets,
};

/// How many codes are given to be kept on paper.
const CODES: usize = 10;
/// How long it is worth telling that the second factor has changed.
const NOUVELLE: TimeDelta = TimeDelta::days(3);

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
    let code = code.ok_or_else(faux)?;
    // Six figures are those of the device; anything else is a code of the paper that was kept.
    if code.len() == 6 {
        return consommer(tx, etat, compte, code).await;
    }
    let empreinte = secrets::empreinte(&code.trim().to_uppercase());
    if rows::consommer(tx, compte.id.into(), &empreinte).await? { Ok(()) } else { Err(faux()) }
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
    let codes_secours = (0..CODES).map(|_| secrets::lisible()).collect::<Result<Vec<_>, _>>()?;
    let empreintes: Vec<_> = codes_secours.iter().map(|code| secrets::empreinte(code)).collect();
    let compte = context
        .db
        .tx(scope, async |tx| {
            let compte = soi(tx).await?;
            if compte.totp_actif {
                return Err(Problem::new(Slug::TransitionInterdite, "Un second facteur est déjà actif sur ce compte."));
            }
            tx.en_deploiement(async |tx| {
                compte::store::preparer_totp(tx, compte.id.into(), &sealed).await?;
                rows::remplacer(tx, compte.id.into(), &empreintes).await
            })
            .await?;
            Ok(compte)
        })
        .await?;
    let url = totp(secret, &compte.courriel)?.to_url().map_err(|error| Problem::internal(&error))?;
    Ok(SecondFacteur { url, codes_secours })
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
            tx.en_deploiement(async |tx| consommer(tx, etat, &compte, &code.code).await).await?;
            annoncer(tx, &compte, "Un second facteur est désormais demandé pour entrer dans votre compte PLIE.");
            Ok(())
        })
        .await
}

/// Turns the second factor of who acts off.
pub(crate) async fn retirer(tx: &mut Tx) -> Result<(), Problem> {
    let compte = soi(tx).await?;
    if !compte.totp_actif {
        return Err(Problem::new(Slug::TransitionInterdite, "Ce compte n'a pas de second facteur."));
    }
    tx.en_deploiement(async |tx| {
        compte::store::retirer_totp(tx, compte.id.into()).await?;
        rows::remplacer(tx, compte.id.into(), &[]).await
    })
    .await?;
    annoncer(tx, &compte, "Le second facteur de votre compte PLIE a été retiré.");
    Ok(())
}

fn annoncer(tx: &mut Tx, compte: &Compte, quoi: &str) {
    let until = tx.now() + NOUVELLE;
    tx.send(Courrier::changement(&compte.courriel, quoi, until));
}

/// The account of who acts.
pub(crate) async fn soi(tx: &mut Tx) -> Result<Compte, Problem> {
    let (territoire, id) = (tx.territoire(), tx.acteur().soi());
    let compte = tx.en_deploiement(async |tx| compte::store::du_membre(tx, territoire, id).await).await?;
    compte.ok_or_else(Problem::not_found)
}
