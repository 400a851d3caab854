//! The files on the agenda of a session are open to its members while it sits.

use kernel::{CommissionId, Role, calendrier::Periode};
use participants_api::EtatCommission;
use problem::{Problem, Slug};
use store::{Error, Tx, ouvertures};

use crate::{
    entree::candidature,
    instances::{
        commission::{domain::session::Commission, trouver::exiger},
        secret,
    },
};

/// Opens the files of the agenda as it now is to each member who is called, takes part in their decision and signed what the
/// territory obliges to sign; to nobody once the session is closed.
pub(crate) async fn refaire(tx: &mut Tx, id: CommissionId) -> Result<(), Problem> {
    let session = exiger(tx, id).await?;
    let mut opened = Vec::new();
    let excluded = secret::app::exclus(tx, &session).await?;
    let called = || session.membres.iter().map(|one| one.utilisateur).filter(|one| !excluded.contains(one));
    if session.etat == EtatCommission::Ouverte {
        let agenda: Vec<_> = session.points.iter().map(|point| point.candidature).collect();
        for file in candidature::store::parmi(tx, &agenda).await? {
            let part = called().filter(|membre| session.prend_part(*membre, file.id));
            opened.extend(part.map(|membre| (membre, file.participant)));
        }
        for point in &session.demandes {
            let part = called().filter(|membre| point.prend_part(*membre));
            opened.extend(part.map(|membre| (membre, point.demande.participant)));
        }
    }
    let periode = Periode { du: tx.today(), au: None };
    Ok(ouvertures::ouvrir(tx, id.ressource(), Role::MembreCommission, opened, periode).await?)
}

/// A session as who acts may see it: a member, while it sits and calls them, with the files in whose decision they take
/// part; a référent who sees whom they follow, with those persons; 404 otherwise.
pub(crate) async fn lisible(tx: &mut Tx, session: Commission) -> Result<Commission, Problem> {
    let titres = tx.acteur().titres.clone();
    if !titres.vue().par_nom_seulement() {
        return Ok(session);
    }
    let calls = session.etat == EtatCommission::Ouverte && session.appelle(tx.acteur().soi());
    if titres.comme(Role::Referent) && !(titres.comme(Role::MembreCommission) && calls) {
        return Ok(de_qui_suit(tx, session).await?);
    }
    du_membre(tx, session).await
}

/// What it says of the persons whom who acts follows.
async fn de_qui_suit(tx: &mut Tx, mut session: Commission) -> Result<Commission, Error> {
    let opened = ouvertures::ouverts(tx).await?;
    let agenda: Vec<_> = session.points.iter().map(|point| point.candidature).collect();
    let files = candidature::store::parmi(tx, &agenda).await?;
    let own: Vec<_> = files.iter().filter(|one| opened.contains(&one.participant)).map(|one| one.id).collect();
    session.points.retain(|point| own.contains(&point.candidature));
    session.deports.retain(|deport| own.contains(&deport.candidature));
    session.demandes.retain(|point| opened.contains(&point.demande.participant));
    Ok(session)
}

async fn du_membre(tx: &mut Tx, mut session: Commission) -> Result<Commission, Problem> {
    let me = tx.acteur().soi();
    if session.etat != EtatCommission::Ouverte || !session.appelle(me) {
        return Err(Problem::not_found());
    }
    if secret::app::exclus(tx, &session).await?.contains(&me) {
        let detail = "Signez d’abord l’engagement de secret : le territoire l’exige de qui siège.";
        return Err(Problem::new(Slug::Interdit, detail));
    }
    let away: Vec<_> = session.deports.iter().filter(|one| one.membre == me).map(|one| one.candidature).collect();
    session.points.retain(|point| !away.contains(&point.candidature));
    session.deports.retain(|deport| !away.contains(&deport.candidature));
    session.demandes.retain(|point| point.prend_part(me));
    Ok(session)
}
