use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, StructureId};
use participants_api::AccordPartage;
use referentiel::regles::partage::Reponse;
use store::{Error, Tx, fusions};

use crate::schema::accords;

/// Remembers an answer; told again, what is told last stays.
pub(crate) async fn noter(tx: &mut Tx, told: &AccordPartage) -> Result<(), Error> {
    let participant = fusions::dossier(tx, told.participant).await?;
    diesel::insert_into(accords::table)
        .values((
            accords::territoire_id.eq(tx.territoire().uuid()),
            accords::id.eq(told.consentement.uuid()),
            accords::participant_id.eq(participant.uuid()),
            accords::partenaire.eq(told.partenaire.uuid()),
            accords::accord.eq(told.accord),
            accords::recueilli_le.eq(told.recueilli_le),
            accords::expire_le.eq(told.expire_le),
            accords::retire_le.eq(told.retire_le),
        ))
        .on_conflict((accords::territoire_id, accords::id))
        .do_update()
        .set(accords::retire_le.eq(told.retire_le))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What a person answered about a structure, oldest first.
pub(crate) async fn reponses(
    tx: &mut Tx,
    participant: ParticipantId,
    structure: StructureId,
) -> Result<Vec<Reponse>, Error> {
    let query = accords::table
        .filter(accords::territoire_id.eq(tx.territoire().uuid()))
        .filter(accords::participant_id.eq(participant.uuid()))
        .filter(accords::partenaire.eq(structure.uuid()))
        .order(accords::id);
    let rows: Vec<(bool, NaiveDate, Option<NaiveDate>, Option<NaiveDate>)> = query
        .select((accords::accord, accords::recueilli_le, accords::expire_le, accords::retire_le))
        .load(tx.conn())
        .await?;
    let reponse = |(accord, recueilli_le, expire_le, retire_le)| Reponse { accord, recueilli_le, expire_le, retire_le };
    Ok(rows.into_iter().map(reponse).collect())
}
