//! A session, found, or locked and moved by a command.

use kernel::CommissionId;
use problem::Problem;
use store::Tx;

use crate::instances::commission::{
    domain::session::{Commande, Commission},
    store as rows,
};

/// A session, locked for the rest of the transaction, if `commande` may be done.
pub(crate) async fn avancer_session(tx: &mut Tx, id: CommissionId, commande: Commande) -> Result<Commission, Problem> {
    let mut session = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    session.avancer(commande)?;
    Ok(session)
}

/// A session, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: CommissionId) -> Result<Commission, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}
