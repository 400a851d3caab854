use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{LectureDto, Participant};
use store::{Error, Tx, schema::journal_lecture};
use uuid::Uuid;

use crate::domain::lecture;

/// Who read a file, newest first.
pub(crate) async fn lister(tx: &mut Tx, participant: Id<Participant>) -> Result<Vec<LectureDto>, Error> {
    let query = journal_lecture::table
        .filter(journal_lecture::territoire_id.eq(tx.territoire().uuid()))
        .filter(journal_lecture::ressource.eq(participant.uuid()))
        .order(journal_lecture::lu_le.desc())
        .limit(500);
    let rows: Vec<(DateTime<Utc>, Uuid, String, String)> = query
        .select((journal_lecture::lu_le, journal_lecture::par, journal_lecture::sujet, journal_lecture::operation))
        .load(tx.conn())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(lu_le, par, sujet, operation)| {
            let phrase = lecture::phrase(&operation).to_owned();
            LectureDto { lu_le, par, sujet, operation, phrase }
        })
        .collect())
}
