use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ClientId, TerritoireId};
use serde_json::Value;
use store::{Colonne, Error, Tx};

use crate::schema::{assertions, clients};

/// A third-party tool that may ask for tokens.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = clients)]
pub(crate) struct Client {
    pub(crate) territoire_id: Colonne<TerritoireId>,
    pub(crate) id: Colonne<ClientId>,
    pub(crate) nom: String,
    /// SHA-256 of its secret; empty when it signs.
    pub(crate) secret: Vec<u8>,
    pub(crate) scopes: Vec<String>,
    pub(crate) expire_le: NaiveDate,
    pub(crate) dernier_usage: Option<DateTime<Utc>>,
    pub(crate) revoque_le: Option<DateTime<Utc>>,
    /// Its public keys, when it signs.
    pub(crate) jwks: Option<Value>,
}

pub(crate) async fn ajouter(tx: &mut Tx, client: &Client) -> Result<(), Error> {
    diesel::insert_into(clients::table).values(client).execute(tx.conn()).await?;
    Ok(())
}

/// A client, locked for the rest of the transaction: what it shows serves once, and its session is one.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ClientId) -> Result<Option<Client>, Error> {
    let one = clients::table.find((tx.territoire().uuid(), id.uuid()));
    Ok(one.select(Client::as_select()).for_no_key_update().first(tx.conn()).await.optional()?)
}

pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<Client>, Error> {
    let mine = clients::table.filter(clients::territoire_id.eq(tx.territoire().uuid()));
    Ok(mine.order(clients::id).limit(500).select(Client::as_select()).load(tx.conn()).await?)
}

pub(crate) async fn noter_usage(tx: &mut Tx, id: ClientId) -> Result<(), Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    diesel::update(clients::table.find((territoire, id.uuid())))
        .set(clients::dernier_usage.eq(now))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Ends a client; false when there is none such.
pub(crate) async fn revoquer(tx: &mut Tx, id: ClientId) -> Result<bool, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let one = clients::table.find((territoire, id.uuid())).filter(clients::revoque_le.is_null());
    Ok(diesel::update(one).set(clients::revoque_le.eq(now)).execute(tx.conn()).await? == 1)
}

/// Takes the name of an assertion, once; false when it has served. Names that nothing could bear any more are forgotten.
pub(crate) async fn consommer_assertion(
    tx: &mut Tx,
    client: ClientId,
    empreinte: &[u8],
    expire_le: DateTime<Utc>,
) -> Result<bool, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let of_client = assertions::table
        .filter(assertions::territoire_id.eq(territoire))
        .filter(assertions::client_id.eq(client.uuid()));
    diesel::delete(of_client.filter(assertions::expire_le.lt(now))).execute(tx.conn()).await?;
    let taken = diesel::insert_into(assertions::table)
        .values((
            assertions::territoire_id.eq(territoire),
            assertions::client_id.eq(client.uuid()),
            assertions::empreinte.eq(empreinte),
            assertions::expire_le.eq(expire_le),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(taken == 1)
}
