//! The day of the last contact with a person.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Error, Tx};

use crate::schema::participants;

/// The day of the last contact.
pub(crate) async fn dernier_contact(tx: &mut Tx, id: ParticipantId) -> Result<Option<NaiveDate>, Error> {
    let query = participants::table.find((tx.territoire().uuid(), id.uuid()));
    let day: Option<Option<NaiveDate>> =
        query.select(participants::dernier_contact).first(tx.conn()).await.optional()?;
    Ok(day.flatten())
}

/// Records a contact; an older one changes nothing. Whether the person had left the active base: they are back.
pub(crate) async fn contact(tx: &mut Tx, participant: ParticipantId, jour: NaiveDate) -> Result<bool, Error> {
    let key = (tx.territoire().uuid(), participant.uuid());
    let later = participants::table
        .find(key)
        .filter(participants::anonymise_le.is_null())
        .filter(participants::dernier_contact.lt(jour));
    let back = diesel::update(later.filter(participants::archive_le.is_not_null()))
        .set(participants::archive_le.eq(None::<NaiveDate>))
        .execute(tx.conn())
        .await?;
    diesel::update(later).set(participants::dernier_contact.eq(jour)).execute(tx.conn()).await?;
    Ok(back > 0)
}
