//! How files stand, without what they say.

use std::collections::HashMap;

use diesel::{
    QueryableByName,
    sql_types::{Array, Integer, Nullable, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Colonne, Error, Tx};

/// How a file stands, for who only compares.
pub(crate) struct Version {
    pub(crate) version: i32,
    /// The file into which it was merged.
    pub(crate) fusionne_dans: Option<ParticipantId>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<ParticipantId>,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    fusionne_dans: Option<Colonne<ParticipantId>>,
}

/// The versions of many files. Each is looked up by its key: a join, or a list, would be planned on what the table was
/// before an import filled it.
pub(crate) async fn lire(tx: &mut Tx, files: &[ParticipantId]) -> Result<HashMap<ParticipantId, Version>, Error> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT p.id, p.version, p.fusionne_dans FROM unnest($2) AS w(id)
         CROSS JOIN LATERAL (SELECT * FROM participants WHERE territoire_id = $1 AND id = w.id LIMIT 1) p",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Array<SqlUuid>, _>(files.iter().map(|one| one.uuid()).collect::<Vec<_>>())
    .load(tx.conn())
    .await?;
    let version = |Row { id, version, fusionne_dans }: Row| {
        (id.into(), Version { version, fusionne_dans: fusionne_dans.map(Into::into) })
    };
    Ok(rows.into_iter().map(version).collect())
}
