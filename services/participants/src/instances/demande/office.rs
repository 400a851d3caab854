//! Entries by a collective action come before the next commission by themselves, which takes note of them.

use events::annuaires::Annonce;
use kernel::{ActionCollectiveId, CandidatureId};
use participants_api::{ActionCollectiveDto, EtatCommission, NouveauRetenu};
use problem::Problem;
use referentiel::{NatureDemande, regles::decisions::COMMISSION};
use store::{Tx, limitations};

use crate::{
    entree::{
        action_collective::{self, domain::ActionCollective},
        candidature::{self, domain::Candidature},
    },
    instances::{
        commission::{domain::session::Commission, ouverture, store as sessions},
        demande::{
            domain::{Commande, Demande, EtatPresentation},
            store as rows,
        },
    },
};

/// What triggers of this schema note: an entry waits for a session, or somebody's file may be changed again.
pub(crate) const A_INSCRIRE: Annonce =
    Annonce { nature: "actes", dire: |tx, _| Box::pin(async move { reprendre(tx).await }) };

/// Puts the entries that wait on the agenda of the next session.
async fn reprendre(tx: &mut Tx) -> Result<(), Problem> {
    match prochaine(tx).await? {
        Some(next) => inscrire(tx, &next).await,
        None => Ok(()),
    }
}

/// The next session of the commission that is open, locked.
async fn prochaine(tx: &mut Tx) -> Result<Option<Commission>, Problem> {
    let today = tx.today();
    while let Some(next) = sessions::prochaine(tx, COMMISSION, today).await? {
        // One that was closed since it was looked for leaves its place to the one after.
        let found = sessions::verrouiller(tx, next).await?;
        if let Some(session) = found.filter(|session| session.etat == EtatCommission::Ouverte) {
            return Ok(Some(session));
        }
    }
    Ok(None)
}

/// Retains somebody for a collective action: they enter, and the next commission of the calendar has it on its agenda.
pub(crate) async fn retenir(
    tx: &mut Tx,
    id: ActionCollectiveId,
    retenu: NouveauRetenu,
) -> Result<ActionCollectiveDto, Problem> {
    // The session first, then the candidature, as whoever closes it takes them.
    let next = prochaine(tx).await?;
    let (action, entree) = action_collective::app::retenir(tx, id, retenu).await?;
    let demande = presenter(tx, &action, &entree);
    rows::ajouter(tx, &demande).await?;
    if let Some(session) = next {
        inscrire(tx, &session).await?;
    }
    action_collective::app::voir(tx, id).await
}

/// What the commission is told of an entry.
fn presenter(tx: &Tx, action: &ActionCollective, entree: &Candidature) -> Demande {
    Demande {
        id: tx.id(),
        participant: entree.participant,
        candidature: entree.id,
        nature: NatureDemande::EntreeCollective,
        instance: COMMISSION.to_owned(),
        pour_information: true,
        objet: action.objet(),
        motif: None,
        piece: None,
        demandee_le: action.le,
        etat: EtatPresentation::APresenter,
        reportee: false,
    }
}

/// Puts on the agenda of a locked session of the commission the entries of which it may take note; those of a restricted file
/// wait.
pub(crate) async fn inscrire(tx: &mut Tx, session: &Commission) -> Result<(), Problem> {
    if session.instance != COMMISSION || session.etat != EtatCommission::Ouverte {
        return Ok(());
    }
    let waiting = rows::a_presenter(tx, COMMISSION, Some(NatureDemande::EntreeCollective), 200).await?;
    let waiting: Vec<_> = waiting.into_iter().filter(|one| one.est_un_acte(session.tenue_le)).collect();
    let persons: Vec<_> = waiting.iter().map(|one| one.participant).collect();
    let restricted = limitations::parmi(tx, &persons).await?;
    for one in waiting.iter().filter(|one| !restricted.iter().any(|(qui, _)| *qui == one.participant)) {
        let Some(mut demande) = rows::verrouiller(tx, one.id).await? else { continue };
        if demande.avancer(Commande::Inscrire).is_ok() {
            rows::enregistrer(tx, &demande).await?;
            rows::inscrire(tx, session.id, demande.id).await?;
        }
    }
    ouverture::refaire(tx, session.id).await
}

/// The commission took note of an entry.
pub(crate) async fn acter(tx: &mut Tx, id: CandidatureId, session: &Commission) -> Result<(), Problem> {
    let mut entree = candidature::store::verrouiller(tx, id).await?;
    entree.acter(session.tenue_le)?;
    candidature::store::enregistrer(tx, &entree).await
}
