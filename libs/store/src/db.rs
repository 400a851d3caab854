//! The pool, and the only ways to a transaction.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use auth::{ReadScope, Scope, WriteScope};
use deadpool::{
    Runtime,
    managed::{Hook, HookError},
};
use diesel::{ConnectionError, ConnectionResult, sql_types::Bool};
use diesel_async::{
    AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use kernel::{Clock, Fuseau, TerritoireId};
use tokio::{
    sync::{broadcast, mpsc},
    time,
};

use crate::{
    Conn, Error, Tx,
    fuseaux::{self, Fuseaux},
    server::{self, Address, Patience, Silence},
    tx::Done,
};

/// How to reach the database, as the service's own role.
#[derive(Clone)]
pub struct DbConfig {
    /// `postgres://plie_participants:…@host/base`, with `sslmode` and `sslrootcert` as `psql` reads them.
    pub url: String,
    /// Connections at most.
    pub connections: usize,
    /// How long a statement may take. A connection, a lock, are waited for a third of it; a server that says nothing
    /// for a third more is gone.
    pub patience: Duration,
}

impl DbConfig {
    /// How long a statement may take unless somebody says otherwise.
    pub const PATIENCE: Duration = Duration::from_secs(15);

    /// So many connections at most to that database.
    #[must_use]
    pub const fn new(url: String, connections: usize) -> Self {
        Self { url, connections, patience: Self::PATIENCE }
    }
}

impl fmt::Debug for DbConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DbConfig").field("connections", &self.connections).finish_non_exhaustive()
    }
}

/// What has just been committed to the outbox: the relay makes a hint of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The territory.
    pub territoire: TerritoireId,
    /// Its last sequence.
    pub seq: i64,
}

/// The service's database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    connections: Connections,
    clock: Clock,
    fuseaux: Arc<Fuseaux>,
    /// Whether it took no writes when it was last asked.
    closed: Arc<AtomicBool>,
    committed: mpsc::UnboundedSender<Committed>,
    mailed: broadcast::Sender<TerritoireId>,
}

/// Why a database is not one to write to.
#[derive(Debug, thiserror::Error)]
pub enum ReadOnly {
    /// It takes no writes.
    #[error("the database takes no writes: it is read-only")]
    Closed,
    /// It does not say.
    #[error(transparent)]
    Unknown(#[from] Error),
}

#[derive(diesel::QueryableByName)]
struct Ecriture {
    #[diesel(sql_type = Bool)]
    ouverte: bool,
}

/// Territories whose messages wait, at most, before whoever carries them looks for them by itself.
const MAILED: usize = 256;

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("status", &self.connections.pool.status()).finish_non_exhaustive()
    }
}

/// The connections of a service, or of one of its threads.
#[derive(Clone)]
struct Connections {
    pool: Pool<AsyncPgConnection>,
    /// How long one is waited for, or answers that it is there.
    opening: Duration,
    silence: Silence,
}

impl Connections {
    fn new(config: &DbConfig, silence: Silence) -> Result<Self, Error> {
        let address = Arc::new(Address::read(&config.url)?);
        let (limit, opening) = (config.patience, config.patience / 3);
        let patience = Patience { limit: limit + opening, silence: silence.clone() };
        let mut manager = ManagerConfig::default();
        manager.recycling_method = RecyclingMethod::Fast;
        manager.custom_setup = Box::new(move |_| {
            let (address, patience) = (address.clone(), patience.clone());
            Box::pin(async move { open(&address, patience, limit).await })
        });
        let manager = AsyncDieselConnectionManager::new_with_config(&config.url, manager);
        let fell = silence.clone();
        let pool = Pool::builder(manager)
            .max_size(config.connections)
            .wait_timeout(Some(opening))
            .create_timeout(Some(opening))
            // When one falls silent, those that were made before it are on the same way to nowhere.
            .pre_recycle(Hook::sync_fn(move |_, known| {
                if fell.since(known.created) { Err(HookError::message("made before a silence")) } else { Ok(()) }
            }))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| Error::Pool(Box::new(error)))?;
        Ok(Self { pool, opening, silence })
    }

    async fn get(&self) -> Result<Object<AsyncPgConnection>, Error> {
        self.pool.get().await.map_err(|error| Error::Pool(Box::new(error)))
    }

    /// Begins a transaction, which takes no time. A connection that died in the pool shows here, before any work, so
    /// that another one can be tried without risk.
    async fn begin(&self, sql: &str) -> Result<Object<AsyncPgConnection>, Error> {
        for _ in 0..self.pool.status().size {
            let mut conn = self.get().await?;
            match time::timeout(self.opening, conn.batch_execute(sql)).await {
                Ok(Ok(())) => return Ok(conn),
                Ok(Err(_)) => drop(Object::take(conn)),
                Err(silent) => {
                    self.silence.fell();
                    drop(Object::take(conn));
                    return Err(Error::Pool(Box::new(silent)));
                }
            }
        }
        let mut conn = self.get().await?;
        conn.batch_execute(sql).await?;
        Ok(conn)
    }
}

/// What every connection is, whatever its role set for itself by default, which no database can refuse a role: limits
/// of its own, and no territory before one is chosen. Queries are short: to compile one costs more than it saves, and the planner
/// would, for a table that was filled since it was last counted.
fn ouverture(limit: Duration) -> String {
    let [statement, lock, idle] = [limit, limit / 3, limit * 2].map(|limit| limit.as_millis());
    format!(
        "SET statement_timeout = {statement}; SET lock_timeout = {lock};
         SET idle_in_transaction_session_timeout = {idle}; SET jit = off;
         DO $$ BEGIN
           IF coalesce(current_setting('app.territoire', true), '') <> '' THEN
             RAISE EXCEPTION 'the role % has a territory by default', current_user;
           END IF;
         END $$"
    )
}

async fn open(address: &Address, patience: Patience, limit: Duration) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = server::open(address, Some(patience), limit / 3).await?;
    conn.batch_execute(&ouverture(limit)).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

impl Db {
    /// A lazy pool: the first connection is made by the first transaction. What is committed to the
    /// outbox is announced on the returned channel.
    pub fn new(config: &DbConfig, clock: Clock) -> Result<(Self, mpsc::UnboundedReceiver<Committed>), Error> {
        let (committed, receiver) = mpsc::unbounded_channel();
        let (mailed, _) = broadcast::channel(MAILED);
        let (fuseaux, closed) = (Arc::default(), Arc::default());
        let connections = Connections::new(config, Silence::default())?;
        Ok((Self { connections, clock, fuseaux, closed, committed, mailed }, receiver))
    }

    /// The same database with connections of its own. A thread that serves requests takes one for itself:
    /// a connection is driven by the thread that opened it, and waking another thread for each query
    /// costs more than the query. What one of them learns of the server holds for the others.
    pub fn with_own_connections(&self, config: &DbConfig) -> Result<Self, Error> {
        Ok(Self { connections: Connections::new(config, self.connections.silence.clone())?, ..self.clone() })
    }

    /// The clock of the service.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The territories in which a message was just committed, for whoever carries them.
    #[must_use]
    pub fn mailed(&self) -> broadcast::Receiver<TerritoireId> {
        self.mailed.subscribe()
    }

    /// Runs `work` in one transaction of the scope's territory: committed with its events when `work`
    /// answers `Ok`, rolled back otherwise.
    ///
    /// It is for whoever may change something; what only reads has no transaction to read by:
    ///
    /// ```
    /// use auth::{Grant, permission::ParticipantGerer};
    ///
    /// async fn write(db: &store::Db, grant: &Grant<ParticipantGerer>) -> Result<(), store::Error> {
    ///     db.tx(grant, async |_| Ok(())).await
    /// }
    /// ```
    ///
    /// ```compile_fail,E0277
    /// use auth::{Grant, permission::ParticipantLire};
    ///
    /// async fn write(db: &store::Db, grant: &Grant<ParticipantLire>) -> Result<(), store::Error> {
    ///     db.tx(grant, async |_| Ok(())).await
    /// }
    /// ```
    pub async fn tx<S, T, E>(&self, scope: &S, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E>
    where
        S: WriteScope,
        E: From<Error>,
    {
        let mut tx = self.begin(scope).await?.gardee();
        match work(&mut tx).await {
            Ok(value) => {
                let Done { events, mailed } = tx.commit().await?;
                for committed in events {
                    // Without a relay (migrations, tools) nobody listens, and consumers poll.
                    let _ = self.committed.send(committed);
                }
                for territoire in mailed {
                    // Nobody listens in a tool: a service that starts looks for what waits.
                    let _ = self.mailed.send(territoire);
                }
                Ok(value)
            }
            Err(refusal) => {
                tx.rollback().await;
                Err(refusal)
            }
        }
    }

    /// Runs `work`, which only reads, in the scope's territory. Each statement sees what is committed
    /// when it starts, as in a transaction.
    ///
    /// What a nominative permission shows is read through the helper that journals it, and cannot be here:
    ///
    /// ```
    /// use auth::{Grant, permission::StructureLire};
    ///
    /// async fn read(db: &store::Db, grant: &Grant<StructureLire>) -> Result<(), store::Error> {
    ///     db.read(grant, async |_| Ok(())).await
    /// }
    /// ```
    ///
    /// ```compile_fail,E0277
    /// use auth::{Grant, permission::ParticipantLire};
    ///
    /// async fn read(db: &store::Db, grant: &Grant<ParticipantLire>) -> Result<(), store::Error> {
    ///     db.read(grant, async |_| Ok(())).await
    /// }
    /// ```
    pub async fn read<S, T, E>(&self, scope: &S, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E>
    where
        S: ReadScope,
        E: From<Error>,
    {
        self.by_statement(scope, false, work).await
    }

    /// Runs `work`, which only reads what a command must know before it acts: before a file is received, before
    /// another service is asked. It says whether to go on and is no answer, so that it needs no line in the journal;
    /// it takes the grant of whoever may then write, and no other:
    ///
    /// ```
    /// use auth::{Grant, permission::ParticipantGerer};
    ///
    /// async fn check(db: &store::Db, grant: &Grant<ParticipantGerer>) -> Result<(), store::Error> {
    ///     db.check(grant, async |_| Ok(())).await
    /// }
    /// ```
    ///
    /// ```compile_fail,E0277
    /// use auth::{Grant, permission::ParticipantLire};
    ///
    /// async fn check(db: &store::Db, grant: &Grant<ParticipantLire>) -> Result<(), store::Error> {
    ///     db.check(grant, async |_| Ok(())).await
    /// }
    /// ```
    pub async fn check<S, T, E>(&self, scope: &S, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E>
    where
        S: WriteScope,
        E: From<Error>,
    {
        self.by_statement(scope, true, work).await
    }

    /// Lends a connection on which each statement carries its scope, and a write is refused.
    async fn by_statement<S, T, E>(
        &self,
        scope: &S,
        garde: bool,
        work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E>
    where
        S: Scope,
        E: From<Error>,
    {
        let territoire = scope.territoire();
        let fuseau = self.fuseau(territoire).await?;
        let conn = Conn::by_statement(self.connection().await?, territoire);
        let tx = Tx::new(conn, (territoire, fuseau), scope.acteur(), self.clock.clone());
        let mut tx = if garde { tx.gardee() } else { tx };
        let result = work(&mut tx).await;
        tx.end();
        result
    }

    /// Refuses a role that could escape row-level security: superuser, BYPASSRLS, or owner of a table; and one whose
    /// default settings are not those that it was made with.
    pub async fn check_role(&self) -> Result<(), Error> {
        let mut conn = self.connection().await?;
        conn.batch_execute(
            "DO $$ BEGIN
               IF EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls))
                  OR EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user)
                  OR has_schema_privilege(current_schema(), 'CREATE')
               THEN RAISE EXCEPTION 'the role % may escape row-level security', current_user;
               END IF;
               IF EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS one
                    WHERE r.rolname = current_user
                      AND (s.setdatabase <> 0 AND s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
                        OR s.setdatabase = 0 AND split_part(one, '=', 1) NOT IN
                          ('search_path', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'lc_messages')))
               THEN RAISE EXCEPTION 'the role % has settings that it was not made with', current_user;
               END IF;
             END $$",
        )
        .await?;
        Ok(())
    }

    /// Refuses a database that takes no writes: a standby, or one that its administrator closed to them, from this
    /// connection or from the next one. Connections keep what they were opened with: those that were opened meanwhile
    /// are not used again, also once it is open.
    pub async fn check_writable(&self) -> Result<(), ReadOnly> {
        let mut conn = self.connection().await?;
        let ecriture: Ecriture = diesel::sql_query(
            "SELECT current_setting('transaction_read_only') = 'off' AND NOT EXISTS (
               SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) AS one
               WHERE d.datname = current_database() AND s.setrole = 0
                 AND CASE split_part(one, '=', 1) WHEN 'default_transaction_read_only'
                     THEN split_part(one, '=', 2)::boolean ELSE false END) AS ouverte",
        )
        .get_result(&mut conn)
        .await
        .map_err(Error::from)?;
        if self.closed.swap(!ecriture.ouverte, Ordering::Relaxed) || !ecriture.ouverte {
            self.connections.silence.fell();
        }
        if ecriture.ouverte { Ok(()) } else { Err(ReadOnly::Closed) }
    }

    pub(crate) async fn connection(&self) -> Result<Object<AsyncPgConnection>, Error> {
        self.connections.get().await
    }

    /// The time zone of a territory, read once; that of the deployment for one that this service has not heard of yet.
    async fn fuseau(&self, territoire: TerritoireId) -> Result<Fuseau, Error> {
        if let Some(known) = self.fuseaux.lu(territoire) {
            return Ok(known);
        }
        let mut conn = Conn::by_statement(self.connection().await?, TerritoireId::DEPLOIEMENT);
        let told = fuseaux::lire(&mut conn, territoire).await?;
        if let Some(fuseau) = told {
            self.fuseaux.retenir(territoire, fuseau);
        }
        Ok(told.unwrap_or_default())
    }

    /// BEGIN and the scope go in one round trip.
    async fn begin<S: Scope>(&self, scope: &S) -> Result<Tx, Error> {
        let territoire = scope.territoire();
        let sql = format!("BEGIN; SET LOCAL app.territoire = '{territoire}'");
        let ou = (territoire, self.fuseau(territoire).await?);
        let conn = self.connections.begin(&sql).await?;
        Ok(Tx::new(Conn::in_transaction(conn), ou, scope.acteur(), self.clock.clone()))
    }
}
