//! Changing a password, and replacing one that was forgotten. Either ends the other sessions, and tells the holder.

use ::store::{Db, Tx};
use chrono::TimeDelta;
use kernel::{CompteId, Fuseau, SessionId};
use problem::Problem;
use territoires_api::{ChangementMotDePasse, MotDePasseOublie, NouveauMotDePasse};

use crate::{
    comptes::{
        compte::{
            self,
            mot_de_passe::{hacher, verifier},
            store::Compte,
        },
        demande::store::{self as demandes, Demande, Objet},
        invitation::app::invalide,
        session,
    },
    courrier::{Code, Courrier},
    secrets,
    visiteur::Visiteur,
};

/// How long the code of a forgotten password serves.
const DUREE: TimeDelta = TimeDelta::hours(1);
/// How long it is worth telling that something has changed.
const NOUVELLE: TimeDelta = TimeDelta::days(3);

/// Changes the password of who is signed in; the sessions to announce as ended: all but theirs.
pub(crate) async fn changer(
    db: &Db,
    visiteur: &Visiteur,
    (compte, session): (Compte, Option<SessionId>),
    changement: ChangementMotDePasse,
) -> Result<Vec<SessionId>, Problem> {
    let essai = visiteur.essayer(&compte.courriel).await?;
    if !verifier(changement.actuel, Some(compte.mot_de_passe.clone())).await {
        return Err(session::app::faux());
    }
    let hash = hacher(changement.nouveau).await?;
    let ended = db
        .tx(visiteur, async |tx| {
            compte::store::changer_mot_de_passe(tx, compte.id.into(), &hash).await?;
            // A code that waits was asked for before: it opens nothing any more.
            demandes::oublier(tx, compte.id.into()).await?;
            let until = tx.now() + NOUVELLE;
            tx.send(Courrier::changement(
                &compte.courriel,
                "Le mot de passe de votre compte PLIE a été changé.",
                until,
            ));
            session::app::fermer_toutes(tx, compte.id.into(), None, session).await
        })
        .await?;
    essai.reussir().await;
    Ok(ended)
}

/// Sends a code to the address, when it has an account. Whether it has one is not told.
pub(crate) async fn oublier(
    db: &Db,
    courrier: &Courrier,
    visiteur: &Visiteur,
    oublie: MotDePasseOublie,
) -> Result<(), Problem> {
    // Counted apart from logins: whoever asks for messages in somebody's name locks nobody out.
    let _ = visiteur.essayer(&format!("oubli {}", oublie.courriel)).await?;
    let code = secrets::nouveau()?;
    let empreinte = secrets::empreinte(&code);
    db.tx(visiteur, async |tx| {
        let Some(compte) = compte::store::par_courriel(tx, &oublie.courriel).await? else { return Ok(()) };
        let (compte, adresse, expire_le) = (compte.id.into(), compte.courriel, tx.now() + DUREE);
        let demande = Demande { compte, objet: Objet::MotDePasse, empreinte: &empreinte, courriel: None, expire_le };
        if demandes::poser(tx, &demande).await? {
            let fuseau = horloge(tx, compte).await?;
            tx.send(courrier.mot_de_passe(&adresse, &Code { valeur: &code, expire_le, fuseau }));
        }
        Ok(())
    })
    .await
}

/// The clocks by which the holder of an account lives: those of their first territory.
async fn horloge(tx: &mut Tx, compte: CompteId) -> Result<Fuseau, Problem> {
    match compte::store::acces(tx, compte).await?.first() {
        Some((cible, _)) => tx.en_territoire(*cible, async |tx| Ok(tx.fuseau())).await,
        None => Ok(tx.fuseau()),
    }
}

/// Replaces a password by the code that was sent; the sessions to announce as ended: all of them.
pub(crate) async fn reinitialiser(
    db: &Db,
    visiteur: &Visiteur,
    nouveau: NouveauMotDePasse,
) -> Result<Vec<SessionId>, Problem> {
    let empreinte = secrets::empreinte(&nouveau.code);
    let asked = async |tx: &mut _| demandes::du_code(tx, Objet::MotDePasse, &empreinte).await;
    db.read(visiteur, asked).await?.ok_or_else(invalide)?;
    let hash = hacher(nouveau.mot_de_passe).await?;
    let (courriel, ended) = db
        .tx(visiteur, async |tx| {
            let taken = demandes::consommer(tx, Objet::MotDePasse, &empreinte).await?;
            let (compte, _) = taken.ok_or_else(invalide)?;
            compte::store::changer_mot_de_passe(tx, compte, &hash).await?;
            demandes::oublier(tx, compte).await?;
            let courriel = compte::store::par_id(tx, compte).await?.ok_or_else(invalide)?.courriel;
            let until = tx.now() + NOUVELLE;
            tx.send(Courrier::changement(&courriel, "Le mot de passe de votre compte PLIE a été remplacé.", until));
            let ended = session::app::fermer_toutes(tx, compte, None, None).await?;
            Ok::<_, Problem>((courriel, ended))
        })
        .await?;
    // Whoever reads the messages of the account enters from here, however many strangers try.
    if let Ok(essai) = visiteur.essayer(&courriel).await {
        essai.reussir().await;
    }
    Ok(ended)
}
