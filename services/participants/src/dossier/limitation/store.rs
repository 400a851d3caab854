use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, QueryDsl,
    sql_types::{BigInt, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Colonne, Error, Tx};

use crate::schema::participants;

pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, le: Option<NaiveDate>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(participants::table.find(key)).set(participants::limite_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct Dossier {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<ParticipantId>,
}

/// Files that are restricted and were not told so, then those that were told restricted and are no more.
pub(crate) async fn a_dire(tx: &mut Tx, limite: i64) -> Result<Vec<ParticipantId>, Error> {
    let query = diesel::sql_query(
        "SELECT p.id FROM participants p
           LEFT JOIN dossiers_limites d ON d.territoire_id = $1 AND d.dossier_id = p.id
         WHERE p.territoire_id = $1 AND p.limite_le IS NOT NULL AND d.limite_le IS DISTINCT FROM p.limite_le
         UNION ALL
         SELECT p.id FROM dossiers_limites d
           JOIN participants p ON p.territoire_id = d.territoire_id AND p.id = d.dossier_id
         WHERE d.territoire_id = $1 AND p.limite_le IS NULL
         LIMIT $2",
    );
    let bound = query.bind::<SqlUuid, _>(tx.territoire().uuid()).bind::<BigInt, _>(limite);
    let rows: Vec<Dossier> = bound.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| row.id.0).collect())
}
