use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, IntoSql, JoinOnDsl, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper, sql_types::Bool,
};
use diesel_async::RunQueryDsl;
use kernel::{CompteId, Id, SessionId, TerritoireId};
use store::{Colonne, Error, Tx};

use crate::schema::{rafraichissements, sessions};

/// A login of an account into a territory.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub(crate) struct Session {
    pub(crate) territoire_id: Colonne<TerritoireId>,
    pub(crate) id: Colonne<SessionId>,
    pub(crate) compte_id: Colonne<CompteId>,
    pub(crate) cible: Colonne<TerritoireId>,
    pub(crate) ouverte_le: DateTime<Utc>,
    pub(crate) vue_le: DateTime<Utc>,
    pub(crate) expire_le: DateTime<Utc>,
    pub(crate) fermee_le: Option<DateTime<Utc>>,
    pub(crate) authentifiee_le: Option<DateTime<Utc>>,
}

pub(crate) async fn ouvrir(
    tx: &mut Tx,
    compte: CompteId,
    cible: TerritoireId,
    duree: TimeDelta,
) -> Result<Session, Error> {
    let now = tx.now();
    let session = Session {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        compte_id: compte.into(),
        cible: cible.into(),
        ouverte_le: now,
        vue_le: now,
        expire_le: now + duree,
        fermee_le: None,
        authentifiee_le: Some(now),
    };
    diesel::insert_into(sessions::table).values(&session).execute(tx.conn()).await?;
    Ok(session)
}

pub(crate) async fn ajouter_jeton(tx: &mut Tx, session: SessionId, empreinte: &[u8]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(rafraichissements::table)
        .values((
            rafraichissements::territoire_id.eq(territoire),
            rafraichissements::empreinte.eq(empreinte),
            rafraichissements::session_id.eq(session.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The session of a refresh token, locked, and when the token was used.
pub(crate) async fn du_jeton(tx: &mut Tx, empreinte: &[u8]) -> Result<Option<(Session, Option<DateTime<Utc>>)>, Error> {
    let query = rafraichissements::table
        .inner_join(
            sessions::table.on(sessions::territoire_id
                .eq(rafraichissements::territoire_id)
                .and(sessions::id.eq(rafraichissements::session_id))),
        )
        .filter(rafraichissements::territoire_id.eq(tx.territoire().uuid()))
        .filter(rafraichissements::empreinte.eq(empreinte));
    Ok(query
        .select((Session::as_select(), rafraichissements::utilise_le))
        .for_update()
        .first(tx.conn())
        .await
        .optional()?)
}

pub(crate) async fn consommer_jeton(tx: &mut Tx, session: SessionId, empreinte: &[u8]) -> Result<(), Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    diesel::update(rafraichissements::table.find((territoire, empreinte)))
        .set(rafraichissements::utilise_le.eq(now))
        .execute(tx.conn())
        .await?;
    diesel::update(sessions::table.find((territoire, session.uuid())))
        .set(sessions::vue_le.eq(now))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whether a refresh token has not served yet.
pub(crate) async fn attend(tx: &mut Tx, empreinte: &[u8]) -> Result<bool, Error> {
    let waiting = rafraichissements::table
        .find((tx.territoire().uuid(), empreinte))
        .filter(rafraichissements::utilise_le.is_null());
    let found: Option<Colonne<SessionId>> =
        waiting.select(rafraichissements::session_id).first(tx.conn()).await.optional()?;
    Ok(found.is_some())
}

/// Ends a session, whosever it is; false when it is not open.
pub(crate) async fn cloturer(tx: &mut Tx, session: SessionId) -> Result<bool, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let open = sessions::table.find((territoire, session.uuid())).filter(sessions::fermee_le.is_null());
    Ok(diesel::update(open).set(sessions::fermee_le.eq(now)).execute(tx.conn()).await? == 1)
}

/// Ends a session of the account; false when it has none such open.
pub(crate) async fn fermer(tx: &mut Tx, compte: CompteId, session: SessionId) -> Result<bool, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let open = sessions::table
        .find((territoire, session.uuid()))
        .filter(sessions::compte_id.eq(compte.uuid()))
        .filter(sessions::fermee_le.is_null());
    Ok(diesel::update(open).set(sessions::fermee_le.eq(now)).execute(tx.conn()).await? == 1)
}

/// Ends the open sessions of an account, in one territory or in all, but for one.
pub(crate) async fn fermer_toutes(
    tx: &mut Tx,
    compte: CompteId,
    cible: Option<TerritoireId>,
    sauf: Option<SessionId>,
) -> Result<Vec<SessionId>, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let (partout, toutes) = (cible.is_none().into_sql::<Bool>(), sauf.is_none().into_sql::<Bool>());
    let open = sessions::table
        .filter(sessions::territoire_id.eq(territoire))
        .filter(sessions::compte_id.eq(compte.uuid()))
        .filter(sessions::cible.eq(cible.unwrap_or(Id::MIN).uuid()).or(partout))
        .filter(sessions::id.ne(sauf.unwrap_or(Id::MIN).uuid()).or(toutes))
        .filter(sessions::fermee_le.is_null())
        .filter(sessions::expire_le.gt(now));
    let ids: Vec<Colonne<SessionId>> =
        diesel::update(open).set(sessions::fermee_le.eq(now)).returning(sessions::id).get_results(tx.conn()).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// When the holder of an open session last proved who they are.
pub(crate) async fn authentifiee_le(tx: &mut Tx, session: SessionId) -> Result<Option<DateTime<Utc>>, Error> {
    let open = sessions::table.find((tx.territoire().uuid(), session.uuid())).filter(sessions::fermee_le.is_null());
    let row: Option<Session> = open.select(Session::as_select()).first(tx.conn()).await.optional()?;
    Ok(row.map(|session| session.authentifiee_le.unwrap_or(session.ouverte_le)))
}

/// Records that the holder of a session proved who they are.
pub(crate) async fn authentifier(tx: &mut Tx, session: SessionId) -> Result<(), Error> {
    let (key, now) = ((tx.territoire().uuid(), session.uuid()), tx.now());
    diesel::update(sessions::table.find(key)).set(sessions::authentifiee_le.eq(now)).execute(tx.conn()).await?;
    Ok(())
}

/// The open sessions of an account, newest first.
pub(crate) async fn ouvertes(tx: &mut Tx, compte: CompteId) -> Result<Vec<Session>, Error> {
    let query = sessions::table
        .filter(sessions::territoire_id.eq(tx.territoire().uuid()))
        .filter(sessions::compte_id.eq(compte.uuid()))
        .filter(sessions::fermee_le.is_null())
        .filter(sessions::expire_le.gt(tx.now()));
    Ok(query.order(sessions::ouverte_le.desc()).limit(100).select(Session::as_select()).load(tx.conn()).await?)
}

/// Sessions ended since `depuis`: their access tokens may still be alive.
pub(crate) async fn fermees_depuis(tx: &mut Tx, depuis: DateTime<Utc>) -> Result<Vec<SessionId>, Error> {
    let query = sessions::table
        .filter(sessions::territoire_id.eq(tx.territoire().uuid()))
        .filter(sessions::fermee_le.gt(depuis));
    let ended: Vec<Colonne<SessionId>> = query.select(sessions::id).load(tx.conn()).await?;
    Ok(ended.into_iter().map(Into::into).collect())
}

/// How long a session that ended by itself is remembered.
const MEMOIRE: TimeDelta = TimeDelta::days(30);

/// Forgets sessions that ended long ago, `limite` at most; how many.
pub(crate) async fn oublier(tx: &mut Tx, limite: i64) -> Result<usize, Error> {
    let (territoire, avant) = (tx.territoire().uuid(), tx.now() - MEMOIRE);
    let ended: Vec<Colonne<SessionId>> = sessions::table
        .filter(sessions::territoire_id.eq(territoire))
        .filter(sessions::expire_le.lt(avant))
        .order(sessions::expire_le)
        .limit(limite)
        .select(sessions::id)
        .load(tx.conn())
        .await?;
    let tokens = rafraichissements::table
        .filter(rafraichissements::territoire_id.eq(territoire))
        .filter(rafraichissements::session_id.eq_any(&ended));
    diesel::delete(tokens).execute(tx.conn()).await?;
    let gone = sessions::table.filter(sessions::territoire_id.eq(territoire)).filter(sessions::id.eq_any(&ended));
    Ok(diesel::delete(gone).execute(tx.conn()).await?)
}
