//! A session, found, or locked and moved by a command.

use chrono::NaiveDate;
use events::annuaires::{Renvois, Utilisateur};
use kernel::{CandidatureId, CommissionId, UtilisateurId};
use problem::Problem;
use referentiel::regles::decisions;
use store::{Error, Tx, referentiels};

use crate::{
    entree::candidature::app::{modifiable_si_connue, verrouiller_la_personne},
    instances::commission::{
        domain::session::{Commande, Commission},
        store as rows,
    },
};

/// A session, locked for the rest of the transaction, if `commande` may be done.
pub(crate) async fn avancer_session(tx: &mut Tx, id: CommissionId, commande: Commande) -> Result<Commission, Problem> {
    let mut session = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    session.avancer(commande)?;
    Ok(session)
}

/// The same for what concerns one file, which may be changed then. The session is locked first, the person next, as
/// whoever closes it does: two at once would else wait for one another. What is corrected is weighed against the other
/// candidatures of the person, whom nobody else holds meanwhile.
pub(crate) async fn avancer_dossier(
    tx: &mut Tx,
    id: CommissionId,
    candidature: CandidatureId,
    commande: Commande,
) -> Result<Commission, Problem> {
    let mut session = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    if commande == Commande::Corriger {
        verrouiller_la_personne(tx, candidature).await?;
    } else {
        modifiable_si_connue(tx, candidature).await?;
    }
    session.avancer(commande)?;
    Ok(session)
}

/// A session, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: CommissionId) -> Result<Commission, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Whoever sits is somebody of the territory, on the day of the session.
pub(crate) async fn exiger_en_fonction(
    tx: &mut Tx,
    nommes: impl IntoIterator<Item = (String, UtilisateurId)>,
    tenue_le: NaiveDate,
) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, nommes, |qui: &Utilisateur| qui.en_fonction(tenue_le)).await?;
    renvois.conclure()
}

/// How many members must take part in each decision of a session, by the rules of its day; as for the commission of
/// entries, where these do not know its instance any more.
pub(crate) async fn quorum(tx: &mut Tx, session: &Commission) -> Result<usize, Error> {
    let rules = referentiels::en_vigueur(tx, session.tenue_le).await?;
    let own = decisions::tenue(&rules, &session.instance).map(|tenue| tenue.quorum);
    Ok(own.unwrap_or(rules.commission.quorum))
}
