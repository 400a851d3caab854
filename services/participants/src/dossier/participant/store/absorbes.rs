//! The files that were made one with others: they are forgotten with them.

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Colonne, Error, Tx};

use crate::schema::participants;

/// The files that these absorbed.
pub(crate) async fn absorbes(tx: &mut Tx, gardes: &[ParticipantId]) -> Result<Vec<ParticipantId>, Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::fusionne_dans.eq_any(gardes.iter().map(|one| one.uuid())));
    let found: Vec<Colonne<ParticipantId>> = query.select(participants::id).load(tx.conn()).await?;
    Ok(found.into_iter().map(Into::into).collect())
}
