//! An open transaction.

use auth::Acteur;
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::SimpleAsyncConnection;
use kernel::{Clock, Fuseau, Id, Nominatif, ParticipantId, Personnes, TerritoireId, kind::Kind};
use problem::Problem;

use crate::{
    Committed, Conn, Error, Evenement, Message, fuseaux, messages,
    outbox::{self, Emis},
    ouvertures,
};

/// What use cases work on, and nothing else: one territory, in somebody's name. Opened by `Db::tx` it is
/// a transaction; by `Db::read`, a series of reads.
pub struct Tx {
    /// `None` once it is over.
    conn: Option<Conn>,
    territoire: TerritoireId,
    fuseau: Fuseau,
    acteur: Acteur,
    clock: Clock,
    now: DateTime<Utc>,
    events: Vec<Emis>,
    messages: Vec<(TerritoireId, Message)>,
    personnes: Personnes,
    /// Whether what is touched must be seen by who acts: they may change it.
    garde: bool,
}

/// What a commit leaves to be done after it.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What the outbox received.
    pub(crate) events: Vec<Committed>,
    /// The territories in which messages wait.
    pub(crate) mailed: Vec<TerritoireId>,
}

impl Tx {
    pub(crate) fn new(conn: Conn, (territoire, fuseau): (TerritoireId, Fuseau), acteur: Acteur, clock: Clock) -> Self {
        let now = clock.now();
        let (events, messages, personnes) = (Vec::new(), Vec::new(), Personnes::default());
        Self { conn: Some(conn), territoire, fuseau, acteur, clock, now, events, messages, personnes, garde: false }
    }

    /// The same, in which whoever sees only files that are opened to them by name touches no other.
    pub(crate) fn gardee(mut self) -> Self {
        self.garde = self.acteur.titres.vue().par_nom_seulement();
        self
    }

    /// The connection, for a query of the `store` module of a service.
    ///
    /// # Panics
    ///
    /// Never in use: the connection leaves only with the transaction itself.
    #[expect(clippy::expect_used, reason = "the connection is taken by commit, rollback and drop only")]
    pub fn conn(&mut self) -> &mut Conn {
        self.conn.as_mut().expect("the transaction is open")
    }

    /// The territory. Queries name it too, so that their index is used.
    #[must_use]
    pub const fn territoire(&self) -> TerritoireId {
        self.territoire
    }

    /// Who acts.
    #[must_use]
    pub const fn acteur(&self) -> &Acteur {
        &self.acteur
    }

    /// The instant of the transaction: the same for all that it records.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The time zone of the territory: its days and its times of the clock go by it.
    #[must_use]
    pub const fn fuseau(&self) -> Fuseau {
        self.fuseau
    }

    /// The day of the territory on which `instant` falls.
    #[must_use]
    pub fn jour(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.fuseau.jour(instant)
    }

    /// The day of the transaction in the territory.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.jour(self.now)
    }

    /// Refuses the day of the body at `pointer` when it is still to come.
    pub fn refuse_future(&self, pointer: &str, day: NaiveDate) -> Result<(), Problem> {
        if day > self.today() { Err(Problem::field(pointer, "futur", "cette date est à venir")) } else { Ok(()) }
    }

    /// The clock of the suite.
    pub(crate) const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A new identifier.
    #[must_use]
    pub fn id<K: Kind>(&self) -> Id<K> {
        self.clock.id()
    }

    /// For the batches that fill tables. Statements, and the checks of foreign keys, are planned once a
    /// connection: planned while a table is empty, they would read the whole of it for each line until the
    /// next ANALYZE. Every query has its index: this has them planned on it.
    pub async fn plan_on_index(&mut self) -> Result<(), Error> {
        Ok(self.conn().batch_execute("SET LOCAL enable_seqscan = off").await?)
    }

    /// Tells the other services, if and when this transaction commits.
    pub fn emit(&mut self, event: Evenement) {
        self.events.push(Emis { territoire: self.territoire, event, trace: trace::current() });
    }

    /// Sends a message to a person, if and when this transaction commits.
    pub fn send(&mut self, message: Message) {
        self.messages.push((self.territoire, message));
    }

    /// Says whose data this works on, where it is read: a request that comes again is journalled under them, and their
    /// erasure reaches what was kept of its answer.
    ///
    /// # Errors
    ///
    /// [`Error::HorsDeVue`] in what may change something, when whoever acts does not see the file of one of them.
    pub async fn concerner(&mut self, lu: &impl Nominatif) -> Result<(), Error> {
        let shown = lu.personnes();
        // Whom this worked on already was seen.
        if self.garde && !self.personnes.comprennent(&shown) && !shown.parmi(&ouvertures::ouverts(self).await?) {
            return Err(Error::HorsDeVue);
        }
        lu.montrer(&mut self.personnes);
        Ok(())
    }

    /// Whether who acts may know that these persons have a file: always, unless they see only those that are opened to them
    /// by name.
    pub async fn voit(&mut self, dossiers: &[ParticipantId]) -> Result<bool, Error> {
        let opened = ouvertures::borne(self).await?;
        Ok(opened.is_none_or(|opened| dossiers.iter().all(|one| opened.contains(one))))
    }

    /// Whose data this has worked on so far.
    #[must_use]
    pub const fn personnes(&self) -> &Personnes {
        &self.personnes
    }

    /// Runs `work` in the deployment's own scope within this transaction, then comes back to the
    /// territory: accounts and sign-in cross territories, nothing else does.
    pub async fn en_deploiement<T, E: From<Error>>(
        &mut self,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.in_scope(TerritoireId::DEPLOIEMENT, work).await
    }

    /// Runs `work` in the scope of a territory that this transaction of the deployment creates.
    ///
    /// # Errors
    ///
    /// [`Error::Scope`] in a transaction of a territory: none opens another's.
    pub async fn en_territoire<T, E: From<Error>>(
        &mut self,
        territoire: TerritoireId,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.territoire != TerritoireId::DEPLOIEMENT {
            return Err(Error::Scope.into());
        }
        let own = fuseaux::lire(self.conn(), territoire).await?.unwrap_or_default();
        let former = std::mem::replace(&mut self.fuseau, own);
        let result = self.in_scope(territoire, work).await;
        self.fuseau = former;
        result
    }

    async fn in_scope<T, E: From<Error>>(
        &mut self,
        territoire: TerritoireId,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let former = self.territoire;
        self.enter(territoire).await?;
        let result = work(self).await;
        // After a failed statement the transaction is lost anyway, and this fails with it.
        let back = self.enter(former).await;
        let value = result?;
        back?;
        Ok(value)
    }

    pub(crate) async fn enter(&mut self, territoire: TerritoireId) -> Result<(), Error> {
        self.territoire = territoire;
        Ok(self.conn().enter(territoire).await?)
    }

    pub(crate) async fn commit(mut self) -> Result<Done, Error> {
        let mut mailed = Vec::new();
        for (territoire, message) in std::mem::take(&mut self.messages) {
            messages::ecrire(&mut self, territoire, message).await?;
            mailed.push(territoire);
        }
        let events = std::mem::take(&mut self.events);
        let events = outbox::append(&mut self, events).await?;
        self.conn().batch_execute("COMMIT").await?;
        self.release();
        Ok(Done { events, mailed })
    }

    /// Ends a series of reads: nothing is open.
    pub(crate) fn end(mut self) {
        self.release();
    }

    pub(crate) async fn rollback(mut self) {
        // A connection on which even ROLLBACK fails is closed by the drop below.
        if self.conn().batch_execute("ROLLBACK").await.is_ok() {
            self.release();
        }
    }

    /// Gives the connection back to the pool: nothing is open on it any more.
    fn release(&mut self) {
        drop(self.conn.take());
    }
}

impl Drop for Tx {
    /// A transaction dropped open (a handler that timed out) takes its connection with it: in the pool
    /// its locks would stay until the next checkout.
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            conn.close();
        }
    }
}
