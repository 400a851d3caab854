//! What each service knows of the territory itself.

use diesel::{OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;

use crate::{Error, Tx, schema::territoires_connus};

/// The name of the transaction's territory, as documents print it.
pub async fn nom(tx: &mut Tx) -> Result<String, Error> {
    let own = tx.territoire().uuid();
    let found: Option<Option<String>> = tx
        .en_deploiement(async |tx| {
            let row = territoires_connus::table.find((tx.territoire().uuid(), own));
            row.select(territoires_connus::nom).first(tx.conn()).await.optional().map_err(Error::from)
        })
        .await?;
    Ok(found.flatten().unwrap_or_else(|| "PLIE".to_owned()))
}
