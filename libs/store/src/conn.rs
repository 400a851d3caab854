//! The connection as queries see it.
//!
//! A write runs between BEGIN and COMMIT, the scope set once. A read needs no transaction: Postgres
//! takes a new snapshot for each statement anyway (READ COMMITTED), so each one carries its scope
//! itself and costs one round trip instead of three (ADR 0005).

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId},
    sql_types::Text,
};
use diesel_async::{
    AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection, pooled_connection::deadpool::Object,
};
use kernel::TerritoireId;

/// A connection on which every statement runs in one territory.
pub struct Conn {
    inner: Object<AsyncPgConnection>,
    /// The scope that each statement carries; `None` inside a transaction, which has it already.
    portee: Option<TerritoireId>,
}

impl Conn {
    /// Inside a transaction whose scope is set.
    pub(crate) const fn in_transaction(inner: Object<AsyncPgConnection>) -> Self {
        Self { inner, portee: None }
    }

    /// Outside any transaction: each statement sets the scope before it reads.
    pub(crate) const fn by_statement(inner: Object<AsyncPgConnection>, territoire: TerritoireId) -> Self {
        Self { inner, portee: Some(territoire) }
    }

    /// Changes the territory of the statements to come.
    pub(crate) async fn enter(&mut self, territoire: TerritoireId) -> QueryResult<()> {
        if self.portee.is_some() {
            self.portee = Some(territoire);
            return Ok(());
        }
        self.inner.batch_execute(&format!("SET LOCAL app.territoire = '{territoire}'")).await
    }

    /// Closes the connection instead of giving it back to the pool.
    pub(crate) fn close(self) {
        drop(Object::take(self.inner));
    }
}

impl SimpleAsyncConnection for Conn {
    /// Runs statements as they are: outside a transaction they have no scope, and row-level security
    /// refuses them.
    async fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        self.inner.batch_execute(query).await
    }
}

impl AsyncConnectionCore for Conn {
    type ExecuteFuture<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::ExecuteFuture<'conn, 'query>;
    type LoadFuture<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::LoadFuture<'conn, 'query>;
    type Stream<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Stream<'conn, 'query>;
    type Row<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = Pg;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Pg> + QueryId + 'query,
    {
        match self.portee {
            Some(territoire) => {
                self.inner.load(Portee { territoire: territoire.to_string(), lecture: source.as_query() })
            }
            None => self.inner.load(source),
        }
    }

    fn execute_returning_count<'conn, 'query, T>(&'conn mut self, source: T) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Pg> + QueryId + 'query,
    {
        match self.portee {
            Some(territoire) => {
                self.inner.execute_returning_count(Portee { territoire: territoire.to_string(), lecture: source })
            }
            None => self.inner.execute_returning_count(source),
        }
    }
}

/// A read that sets its scope in the same statement.
///
/// The read refers to the row of `portee` from behind an `OFFSET 0`, so the planner can neither merge
/// the two nor run the read first: the scope is set before any policy looks at it. A write is no
/// subquery, and Postgres refuses it here.
#[derive(QueryId)]
struct Portee<Q> {
    territoire: String,
    lecture: Q,
}

impl<Q: Query> Query for Portee<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Portee<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH portee AS MATERIALIZED (SELECT set_config('app.territoire', ");
        out.push_bind_param::<Text, _>(&self.territoire)?;
        out.push_sql(", true) AS pose) SELECT lecture.* FROM portee, LATERAL (SELECT dedans.* FROM (");
        self.lecture.walk_ast(out.reborrow())?;
        out.push_sql(") dedans WHERE portee.pose IS NOT NULL OFFSET 0) lecture");
        Ok(())
    }
}
