use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Error, Tx};

use crate::schema::participants;

pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, le: Option<NaiveDate>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(participants::table.find(key)).set(participants::limite_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}
