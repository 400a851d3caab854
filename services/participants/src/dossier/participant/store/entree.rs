//! The days of a person's candidatures, for what is judged on them.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Error, Tx};

use crate::schema::candidatures;

/// The person's last entry date.
pub(crate) async fn entree(tx: &mut Tx, participant: ParticipantId) -> Result<Option<NaiveDate>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq(participant.uuid()))
        .filter(candidatures::entree_le.is_not_null());
    let last: Option<Option<NaiveDate>> = query
        .order(candidatures::entree_le.desc())
        .select(candidatures::entree_le)
        .first(tx.conn())
        .await
        .optional()?;
    Ok(last.flatten())
}

/// The day of the person's first candidature.
pub(crate) async fn deposee(tx: &mut Tx, participant: ParticipantId) -> Result<Option<NaiveDate>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq(participant.uuid()));
    let first = query.order(candidatures::deposee_le.asc()).select(candidatures::deposee_le);
    Ok(first.first(tx.conn()).await.optional()?)
}
