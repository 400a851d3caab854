//! What each service knows of the territory itself.

use auth::Systeme;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, Fuseau, TerritoireId};

use crate::{Colonne, Db, Error, Tx, schema::territoires_connus};

/// Learns of a territory, in the scope of the deployment; told twice, it is known once, as it was told first.
pub async fn connaitre(tx: &mut Tx, id: TerritoireId, nom: &str, fuseau: Fuseau) -> Result<(), Error> {
    let deploiement = tx.territoire().uuid();
    diesel::insert_into(territoires_connus::table)
        .values((
            territoires_connus::territoire_id.eq(deploiement),
            territoires_connus::id.eq(id.uuid()),
            territoires_connus::nom.eq(nom),
            territoires_connus::fuseau.eq(fuseau.code()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The territories that this service knows of.
pub async fn connus(db: &Db) -> Result<Vec<TerritoireId>, Error> {
    let ids: Vec<Colonne<TerritoireId>> = db
        .read(&Systeme(TerritoireId::DEPLOIEMENT), async |tx| {
            territoires_connus::table
                .filter(territoires_connus::territoire_id.eq(tx.territoire().uuid()))
                .select(territoires_connus::id)
                .load(tx.conn())
                .await
                .map_err(Error::from)
        })
        .await?;
    Ok(ids.into_iter().map(TerritoireId::from).collect())
}

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
