//! A session, found, or locked and moved by a command.

use kernel::{CandidatureId, CommissionId};
use problem::Problem;
use store::Tx;

use crate::{
    entree::candidature::app::modifiable_si_connue,
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

/// The same for what concerns one file, which may be changed then. The session is locked first, the file next, as
/// whoever closes it does: two at once would else wait for one another.
pub(crate) async fn avancer_dossier(
    tx: &mut Tx,
    id: CommissionId,
    candidature: CandidatureId,
    commande: Commande,
) -> Result<Commission, Problem> {
    let mut session = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    modifiable_si_connue(tx, candidature).await?;
    session.avancer(commande)?;
    Ok(session)
}

/// A session, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: CommissionId) -> Result<Commission, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}
