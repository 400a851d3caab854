use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, StructureId};
use participants_api::AccordPartage;
use referentiel::regles::partage::Reponse;
use store::{Colonne, Error, Tx, fusions};

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

/// What persons answered about structures, those of each pair in the order in which they were given.
pub(crate) async fn reponses(
    tx: &mut Tx,
    participants: &[ParticipantId],
    structures: &[StructureId],
) -> Result<HashMap<(ParticipantId, StructureId), Vec<Reponse>>, Error> {
    type Answer = (bool, NaiveDate, Option<NaiveDate>, Option<NaiveDate>);
    let query = accords::table
        .filter(accords::territoire_id.eq(tx.territoire().uuid()))
        .filter(accords::participant_id.eq_any(participants.iter().map(|one| one.uuid())))
        .filter(accords::partenaire.eq_any(structures.iter().map(|one| one.uuid())))
        .order(accords::rang);
    let rows: Vec<((Colonne<ParticipantId>, Colonne<StructureId>), Answer)> = query
        .select((
            (accords::participant_id, accords::partenaire),
            (accords::accord, accords::recueilli_le, accords::expire_le, accords::retire_le),
        ))
        .load(tx.conn())
        .await?;
    let mut told: HashMap<_, Vec<_>> = HashMap::new();
    for ((Colonne(participant), Colonne(structure)), (accord, recueilli_le, expire_le, retire_le)) in rows {
        let answer = Reponse { accord, recueilli_le, expire_le, retire_le };
        told.entry((participant, structure)).or_default().push(answer);
    }
    Ok(told)
}
