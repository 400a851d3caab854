//! The files on the agenda of a session are open to its members while it sits, each day by the rules and the mandates of that
//! day.

use events::{Handling, annuaires::Annonce};
use kernel::{CommissionId, RessourceId, Role, UtilisateurId, calendrier::Periode};
use participants_api::EtatCommission;
use problem::{Problem, Slug};
use store::{Error, Tx, ouvertures, partout::Attente};

use crate::{
    entree::candidature,
    instances::{
        commission::{domain::session::Commission, store as rows, trouver::exiger},
        secret::{self, sieges::Ecartes},
    },
};

/// What triggers of this schema note: other rules, other mandates.
pub(crate) const A_REVOIR: [Annonce; 2] = [
    Annonce { nature: "seances_regles", dire: |tx, _| Box::pin(async move { revoir(tx, |_| true).await }) },
    Annonce { nature: "seances_membre", dire: des_membres },
];

/// Where the day may be over through which files were open to the same members.
pub(crate) const ECHUS: Attente = Attente::nomme("territoires_acces_echus");

/// Sessions looked at again in one transaction.
const LOT: i64 = 50;

/// Opens the files of the agenda as it now is to each member who is called, takes part in their decision and signed what the
/// territory obliges to sign; to nobody once the session is closed. They are open through the last day on which nothing of
/// that changes: whoever signed waits on the next one until it is looked at again ([`echoir`]), and who did not reads nothing.
pub(crate) async fn refaire(tx: &mut Tx, id: CommissionId) -> Result<(), Problem> {
    let session = exiger(tx, id).await?;
    let mut opened = Vec::new();
    let sits = session.etat == EtatCommission::Ouverte;
    let Ecartes { membres: away, jusquau } =
        if sits { secret::sieges::ecartes(tx, &session).await? } else { Ecartes::default() };
    let called = || session.membres.iter().map(|one| one.utilisateur).filter(|one| !away.contains(one));
    if sits {
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
    let periode = Periode { du: tx.today(), au: jusquau };
    rows::noter_acces(tx, id, jusquau).await?;
    Ok(ouvertures::ouvrir(tx, id.ressource(), Role::MembreCommission, opened, periode).await?)
}

/// Opens anew the files of the open sessions that `concerne` points at, each as it now is.
pub(crate) async fn revoir(tx: &mut Tx, concerne: impl Fn(&Commission) -> bool) -> Result<(), Problem> {
    let open = rows::ouvertes(tx).await?;
    for session in open.iter().filter(|session| !session.membres.is_empty() && concerne(session)) {
        rows::verrouiller(tx, session.id).await?;
        refaire(tx, session.id).await?;
    }
    Ok(())
}

fn des_membres(tx: &mut Tx, ids: Vec<RessourceId>) -> Handling<'_> {
    Box::pin(async move {
        let moved: Vec<UtilisateurId> = ids.into_iter().map(kernel::Id::of_kind).collect();
        revoir(tx, |session| moved.iter().any(|one| session.appelle(*one))).await
    })
}

/// Opens anew the files of the sessions whose day is over; says of how many.
pub(crate) async fn echoir(tx: &mut Tx) -> Result<usize, Problem> {
    let over = rows::acces_echus(tx, LOT).await?;
    for id in &over {
        rows::verrouiller(tx, *id).await?;
        refaire(tx, *id).await?;
    }
    Ok(over.len())
}

/// A session as who acts may see it: a member, while it sits and calls them, with the files in whose decision they take
/// part; a référent who sees whom they follow, with those persons; 404 otherwise.
pub(crate) async fn lisible(tx: &mut Tx, session: Commission) -> Result<Commission, Problem> {
    let (me, titres) = (tx.acteur().soi(), tx.acteur().titres.clone());
    if !titres.vue().par_nom_seulement() {
        return Ok(session);
    }
    let calls = titres.comme(Role::MembreCommission) && session.etat == EtatCommission::Ouverte && session.appelle(me);
    let away = calls && secret::sieges::ecartes(tx, &session).await?.membres.contains(&me);
    match (calls, titres.comme(Role::Referent)) {
        (true, _) if !away => Ok(du_membre(me, session)),
        (_, true) => Ok(de_qui_suit(tx, session).await?),
        (true, false) => {
            let detail = "Signez d’abord l’engagement de secret : le territoire l’exige de qui siège.";
            Err(Problem::new(Slug::Interdit, detail))
        }
        (false, false) => Err(Problem::not_found()),
    }
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

/// What it says of the files in whose decision a member takes part.
fn du_membre(me: UtilisateurId, mut session: Commission) -> Commission {
    let away: Vec<_> = session.deports.iter().filter(|one| one.membre == me).map(|one| one.candidature).collect();
    session.points.retain(|point| !away.contains(&point.candidature));
    session.deports.retain(|deport| !away.contains(&deport.candidature));
    session.demandes.retain(|point| point.prend_part(me));
    session
}
