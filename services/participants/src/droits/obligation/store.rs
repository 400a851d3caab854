use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, define_sql_function, sql_types::Date, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, kind};
use participants_api::Obligation;
use store::{Error, Tx};

use crate::schema::obligations;

define_sql_function! { fn greatest(one: Date, other: Date) -> Date; }

pub(crate) async fn obliger(tx: &mut Tx, participant: ParticipantId, obligation: &Obligation) -> Result<(), Error> {
    let (territoire, id, now, par) = (tx.territoire().uuid(), tx.id::<kind::Obligation>(), tx.now(), tx.acteur().id);
    diesel::insert_into(obligations::table)
        .values((
            obligations::territoire_id.eq(territoire),
            obligations::id.eq(id.uuid()),
            obligations::participant_id.eq(participant.uuid()),
            obligations::operation.eq(&obligation.operation),
            obligations::jusquau.eq(obligation.jusquau),
            obligations::saisi_le.eq(now),
            obligations::saisi_par.eq(par.uuid()),
        ))
        .on_conflict((obligations::territoire_id, obligations::participant_id, obligations::operation))
        .do_update()
        .set(obligations::jusquau.eq(greatest(obligations::jusquau, excluded(obligations::jusquau))))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The duties to keep an absorbed file hold for the one that is kept. They stay when the merge is undone: a
/// duty too many loses nothing.
pub(crate) async fn transmettre(tx: &mut Tx, de: ParticipantId, vers: ParticipantId) -> Result<(), Error> {
    for obligation in obligations(tx, de).await? {
        obliger(tx, vers, &obligation).await?;
    }
    Ok(())
}

pub(crate) async fn obligations(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Obligation>, Error> {
    let query = obligations::table
        .filter(obligations::territoire_id.eq(tx.territoire().uuid()))
        .filter(obligations::participant_id.eq(participant.uuid()))
        .order(obligations::jusquau.desc())
        .limit(200);
    let rows: Vec<(String, NaiveDate)> =
        query.select((obligations::operation, obligations::jusquau)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(operation, jusquau)| Obligation { operation, jusquau }).collect())
}
