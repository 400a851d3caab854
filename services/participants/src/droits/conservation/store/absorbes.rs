//! The files that were made one with others: they are forgotten with them.

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Colonne, Error, Tx};

use crate::schema::fusions as table;

/// The files that these absorbed.
pub(crate) async fn absorbes(tx: &mut Tx, gardes: &[ParticipantId]) -> Result<Vec<ParticipantId>, Error> {
    let query = table::table
        .filter(table::territoire_id.eq(tx.territoire().uuid()))
        .filter(table::garde.eq_any(gardes.iter().map(|one| one.uuid())))
        .filter(table::annule_le.is_null());
    let found: Vec<Colonne<ParticipantId>> = query.select(table::absorbe).load(tx.conn()).await?;
    Ok(found.into_iter().map(Into::into).collect())
}
