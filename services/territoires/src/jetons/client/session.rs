//! The session of a client: what its tokens bear, so that they end together, and at once. A client that is asked for a token opens
//! one when it has none; whoever ends its tokens closes it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ClientId, SessionId, TerritoireId};
use store::{Colonne, Error, Tx};

use crate::schema::sessions_clients as sessions;

/// How long a session that was closed is remembered: longer than a token lives.
const MEMOIRE: TimeDelta = TimeDelta::days(1);

/// The open session of a client of the transaction's territory, opened when there is none. The client is locked.
pub(crate) async fn ouverte(tx: &mut Tx, client: ClientId) -> Result<SessionId, Error> {
    if let Some(session) = courante(tx, client).await? {
        return Ok(session);
    }
    let cible = tx.territoire();
    tx.en_deploiement(async |tx| ouvrir(tx, cible, client).await).await
}

/// The session that the tokens of a client of the transaction's territory bear now.
pub(crate) async fn courante(tx: &mut Tx, client: ClientId) -> Result<Option<SessionId>, Error> {
    let cible = tx.territoire();
    tx.en_deploiement(async |tx| {
        let query = sessions::table
            .filter(sessions::territoire_id.eq(tx.territoire().uuid()))
            .filter(sessions::cible.eq(cible.uuid()))
            .filter(sessions::client_id.eq(client.uuid()))
            .filter(sessions::fermee_le.is_null());
        let id: Option<Colonne<SessionId>> = query.select(sessions::id).first(tx.conn()).await.optional()?;
        Ok(id.map(Into::into))
    })
    .await
}

async fn ouvrir(tx: &mut Tx, cible: TerritoireId, client: ClientId) -> Result<SessionId, Error> {
    let (territoire, now, id) = (tx.territoire().uuid(), tx.now(), tx.id());
    let forgotten = sessions::table
        .filter(sessions::territoire_id.eq(territoire))
        .filter(sessions::cible.eq(cible.uuid()))
        .filter(sessions::client_id.eq(client.uuid()))
        .filter(sessions::fermee_le.lt(now - MEMOIRE));
    diesel::delete(forgotten).execute(tx.conn()).await?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::territoire_id.eq(territoire),
            sessions::id.eq(id.uuid()),
            sessions::cible.eq(cible.uuid()),
            sessions::client_id.eq(client.uuid()),
            sessions::ouverte_le.eq(now),
        ))
        .execute(tx.conn())
        .await?;
    Ok(id)
}

/// Closes a session, which is to be announced; false when it was closed. The client is locked.
pub(crate) async fn fermer(tx: &mut Tx, session: SessionId) -> Result<bool, Error> {
    tx.en_deploiement(async |tx| {
        let (territoire, now) = (tx.territoire().uuid(), tx.now());
        let open = sessions::table.find((territoire, session.uuid())).filter(sessions::fermee_le.is_null());
        Ok(diesel::update(open).set(sessions::fermee_le.eq(now)).execute(tx.conn()).await? == 1)
    })
    .await
}

/// Sessions closed since `depuis`: their access tokens may still be alive. The transaction is that of the deployment.
pub(crate) async fn fermees_depuis(tx: &mut Tx, depuis: DateTime<Utc>) -> Result<Vec<SessionId>, Error> {
    let query = sessions::table
        .filter(sessions::territoire_id.eq(tx.territoire().uuid()))
        .filter(sessions::fermee_le.gt(depuis));
    let ended: Vec<Colonne<SessionId>> = query.select(sessions::id).load(tx.conn()).await?;
    Ok(ended.into_iter().map(Into::into).collect())
}
