use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, RendezVousId};
use store::{Error, Tx};

use crate::schema::entretiens_diagnostic as entretiens;

/// Records what became of a diagnostic appointment; the last word wins.
pub(crate) async fn noter(
    tx: &mut Tx,
    rendez_vous: RendezVousId,
    participant: ParticipantId,
    jour: NaiveDate,
    tenu: bool,
) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(entretiens::table)
        .values((
            entretiens::territoire_id.eq(territoire),
            entretiens::rendez_vous_id.eq(rendez_vous.uuid()),
            entretiens::participant_id.eq(participant.uuid()),
            entretiens::jour.eq(jour),
            entretiens::tenu.eq(tenu),
        ))
        .on_conflict((entretiens::territoire_id, entretiens::rendez_vous_id))
        .do_update()
        .set((entretiens::jour.eq(jour), entretiens::tenu.eq(tenu)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Days of the appointments since `depuis`, and whether each was kept.
pub(crate) async fn depuis(
    tx: &mut Tx,
    participant: ParticipantId,
    depuis: NaiveDate,
) -> Result<Vec<(NaiveDate, bool)>, Error> {
    let query = entretiens::table
        .filter(entretiens::territoire_id.eq(tx.territoire().uuid()))
        .filter(entretiens::participant_id.eq(participant.uuid()))
        .filter(entretiens::jour.ge(depuis));
    Ok(query.order(entretiens::jour).limit(200).select((entretiens::jour, entretiens::tenu)).load(tx.conn()).await?)
}
