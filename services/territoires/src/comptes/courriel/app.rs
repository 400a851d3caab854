//! Changing the address of an account: the new one proves that its holder reads it.

use ::store::{Db, Tx};
use chrono::TimeDelta;
use kernel::TerritoireId;
use problem::{Problem, Slug};
use territoires_api::ChangementCourriel;

use crate::{
    comptes::{
        compte::{self, store::Compte},
        demande::store::{self as demandes, Demande, Objet},
        invitation::app::invalide,
        second_facteur, utilisateur,
    },
    courrier::{Code, Courrier},
    secrets,
    visiteur::Visiteur,
};

/// How long the code serves.
const DUREE: TimeDelta = TimeDelta::hours(1);
/// How long it is worth telling that the address has changed.
const NOUVELLE: TimeDelta = TimeDelta::days(3);

/// Sends a code to the new address. Whether it has an account already is told to whoever reads it alone.
pub(crate) async fn changer(tx: &mut Tx, courrier: &Courrier, voulu: ChangementCourriel) -> Result<(), Problem> {
    let compte = second_facteur::app::soi(tx).await?;
    let code = secrets::nouveau()?;
    let (empreinte, expire_le) = (secrets::empreinte(&code), tx.now() + DUREE);
    let adresse = voulu.courriel;
    let asked = tx
        .en_deploiement(async |tx| {
            refuser_exploitant(tx, &compte).await?;
            let (compte, objet) = (compte.id.into(), Objet::Courriel);
            let demande = Demande { compte, objet, empreinte: &empreinte, courriel: Some(&adresse), expire_le };
            Ok::<_, Problem>(demandes::poser(tx, &demande).await?)
        })
        .await?;
    if !asked {
        let detail = "Un code vient de partir : attendez une minute avant d'en demander un autre.";
        return Err(Problem::new(Slug::TropDeRequetes, detail).retry_after(60));
    }
    let sent = Code { valeur: &code, expire_le, fuseau: tx.fuseau() };
    tx.send(courrier.adresse(&adresse, &sent));
    Ok(())
}

/// The account of the exploitant is that of the configuration: its address and its end are decided there.
pub(crate) async fn refuser_exploitant(tx: &mut Tx, compte: &Compte) -> Result<(), Problem> {
    let acces = compte::store::acces(tx, compte.id.into()).await?;
    if acces.iter().any(|(cible, _)| *cible == TerritoireId::DEPLOIEMENT) {
        let detail = "Le compte de l'exploitant est celui de la configuration : il change avec elle.";
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    Ok(())
}

/// The new address takes the place of the former one, in the account and in each territory that it opens.
pub(crate) async fn confirmer(db: &Db, visiteur: &Visiteur, code: &str) -> Result<(), Problem> {
    let empreinte = secrets::empreinte(code);
    db.tx(visiteur, async |tx| {
        let taken = demandes::consommer(tx, Objet::Courriel, &empreinte).await?;
        let (id, courriel) = taken.and_then(|(id, courriel)| Some((id, courriel?))).ok_or_else(invalide)?;
        let former = compte::store::par_id(tx, id).await?.ok_or_else(invalide)?.courriel;
        compte::store::changer_courriel(tx, id, &courriel).await?;
        for (cible, membre) in compte::store::acces(tx, id).await? {
            tx.en_territoire(cible, async |tx| utilisateur::store::changer_courriel(tx, membre, &courriel).await)
                .await?;
        }
        // A code that waits for the former address would give the account to whoever reads it.
        demandes::oublier(tx, id).await?;
        let told = "L'adresse de votre compte PLIE a été remplacée : celle-ci n'ouvre plus rien.";
        let until = tx.now() + NOUVELLE;
        tx.send(Courrier::changement(&former, told, until));
        Ok(())
    })
    .await
}
