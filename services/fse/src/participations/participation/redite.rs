//! How far the participations of operations whose last day moved are told again.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, dsl::exists, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{OperationId, ParticipationId};
use store::{Colonne, Error, Tx};

use crate::schema::redites;

/// Has those of these operations told again, from the first one on.
pub(crate) async fn recommencer(tx: &mut Tx, operations: &[OperationId]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let from_the_first = operations.iter().map(|one| {
        (
            redites::territoire_id.eq(territoire),
            redites::operation_id.eq(one.uuid()),
            redites::apres.eq(ParticipationId::MIN.uuid()),
        )
    });
    diesel::insert_into(redites::table)
        .values(from_the_first.collect::<Vec<_>>())
        .on_conflict((redites::territoire_id, redites::operation_id))
        .do_update()
        .set(redites::apres.eq(excluded(redites::apres)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whether some of the territory are to be told again.
pub(crate) async fn reste(tx: &mut Tx) -> Result<bool, Error> {
    let waiting = redites::table.filter(redites::territoire_id.eq(tx.territoire().uuid()));
    Ok(diesel::select(exists(waiting)).get_result(tx.conn()).await?)
}

/// Of which operation, held until the end of the transaction, and after which participation.
pub(crate) async fn prochaine(tx: &mut Tx) -> Result<Option<(OperationId, ParticipationId)>, Error> {
    let query = redites::table
        .filter(redites::territoire_id.eq(tx.territoire().uuid()))
        .order(redites::operation_id)
        .select((redites::operation_id, redites::apres))
        .for_update();
    let next: Option<(Colonne<OperationId>, Colonne<ParticipationId>)> = query.first(tx.conn()).await.optional()?;
    Ok(next.map(|(Colonne(operation), Colonne(apres))| (operation, apres)))
}

/// Notes that they were told to this one; without any, that none is left.
pub(crate) async fn avancer(
    tx: &mut Tx,
    operation: OperationId,
    derniere: Option<ParticipationId>,
) -> Result<(), Error> {
    let one = redites::table.find((tx.territoire().uuid(), operation.uuid()));
    match derniere {
        Some(last) => diesel::update(one).set(redites::apres.eq(last.uuid())).execute(tx.conn()).await?,
        None => diesel::delete(one).execute(tx.conn()).await?,
    };
    Ok(())
}
