use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use store::{Error, Tx};

use crate::schema::cles;

/// Only one process makes a key at a time.
pub(crate) async fn verrouiller(tx: &mut Tx) -> Result<(), Error> {
    tx.conn().batch_execute("SELECT pg_advisory_xact_lock(hashtext('plie.cles'))").await?;
    Ok(())
}

/// Every key: name, sealed bytes, instant from which it signs.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<(String, Vec<u8>, DateTime<Utc>)>, Error> {
    let mine = cles::table.filter(cles::territoire_id.eq(tx.territoire().uuid()));
    Ok(mine.select((cles::kid, cles::scellee, cles::signe_des)).order(cles::signe_des).load(tx.conn()).await?)
}

/// Forgets every key: what they signed is no longer accepted.
pub(crate) async fn oublier(tx: &mut Tx) -> Result<(), Error> {
    let mine = cles::table.filter(cles::territoire_id.eq(tx.territoire().uuid()));
    diesel::delete(mine).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn ajouter(tx: &mut Tx, kid: &str, scellee: &[u8], signe_des: DateTime<Utc>) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(cles::table)
        .values((
            cles::territoire_id.eq(territoire),
            cles::kid.eq(kid),
            cles::scellee.eq(scellee),
            cles::signe_des.eq(signe_des),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
