use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::TerritoireId;
use store::{Colonne, Error, Tx};

use crate::{
    registre::racine::domain::Racine,
    schema::{racines, registre},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = racines)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    jour: NaiveDate,
    seq: i64,
    empreinte: Vec<u8>,
    signature: Vec<u8>,
    cle_publique: Vec<u8>,
    signee_le: DateTime<Utc>,
}

/// A root with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signee {
    pub(crate) racine: Racine,
    pub(crate) signature: Vec<u8>,
    pub(crate) cle_publique: Vec<u8>,
    pub(crate) le: DateTime<Utc>,
}

/// The last entry written before `instant`: its rank, its seal and when it was written.
pub(crate) async fn tete_avant(
    tx: &mut Tx,
    instant: DateTime<Utc>,
) -> Result<Option<(i64, Vec<u8>, DateTime<Utc>)>, Error> {
    let mine = registre::table.filter(registre::territoire_id.eq(tx.territoire().uuid()));
    let before = mine.filter(registre::inscrite_le.lt(instant)).order(registre::seq.desc());
    let columns = (registre::seq, registre::empreinte, registre::inscrite_le);
    Ok(before.select(columns).first(tx.conn()).await.optional()?)
}

/// Keeps a root; the one that is there stays.
pub(crate) async fn garder(tx: &mut Tx, signee: &Signee) -> Result<(), Error> {
    let row = Row {
        territoire_id: signee.racine.territoire.into(),
        jour: signee.racine.jour,
        seq: signee.racine.seq,
        empreinte: signee.racine.empreinte.to_vec(),
        signature: signee.signature.clone(),
        cle_publique: signee.cle_publique.clone(),
        signee_le: signee.le,
    };
    diesel::insert_into(racines::table).values(&row).on_conflict_do_nothing().execute(tx.conn()).await?;
    Ok(())
}

/// The roots after the day `apres`, oldest first.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<NaiveDate>, limite: i64) -> Result<Vec<Signee>, Error> {
    let territoire = tx.territoire();
    let mut query = racines::table.filter(racines::territoire_id.eq(territoire.uuid())).into_boxed();
    if let Some(apres) = apres {
        query = query.filter(racines::jour.gt(apres));
    }
    let rows: Vec<Row> = query.order(racines::jour).limit(limite).select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter()
        .map(|row| {
            let empreinte = row.empreinte.try_into().map_err(|_| Error::Corrupt("racines.empreinte".to_owned()))?;
            Ok(Signee {
                racine: Racine { territoire, jour: row.jour, seq: row.seq, empreinte },
                signature: row.signature,
                cle_publique: row.cle_publique,
                le: row.signee_le,
            })
        })
        .collect()
}
