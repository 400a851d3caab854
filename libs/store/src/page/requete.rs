//! The query of a page.

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
};
use diesel_async::{RunQueryDsl, methods::LoadQuery};

use crate::Conn;

/// How many rows a page is read by: the least that is enough. So a list has as many statements as there are sizes,
/// whatever its readers ask.
const TAILLES: [i64; 6] = [1, 10, 25, 50, 100, 200];

/// A query whose rows are read a page at a time.
pub trait Paginer: Sized {
    /// The rows of a page of `limite`, and one more when there are more.
    ///
    /// How many is written in the statement: of a number that comes with each read Postgres knows nothing when it plans, so
    /// that it would plan each read anew, which takes longer than to read.
    fn page(self, limite: i64) -> Paginee<Self> {
        Paginee { requete: self, limite }
    }
}

impl<Q: Query> Paginer for Q {}

/// A query with how many of its rows a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Paginee<Q> {
    requete: Q,
    limite: i64,
}

impl<Q> Paginee<Q> {
    /// Reads the page: of what was read to have a size, no more is kept than was asked, and one.
    pub async fn load<'query, U: Send>(self, conn: &mut Conn) -> QueryResult<Vec<U>>
    where
        Self: LoadQuery<'query, Conn, U> + 'query,
    {
        let kept = usize::try_from(self.limite).map_or(usize::MAX, |limite| limite.saturating_add(1));
        let mut rows = RunQueryDsl::load(self, conn).await?;
        rows.truncate(kept);
        Ok(rows)
    }

    fn lignes(&self) -> i64 {
        TAILLES.into_iter().find(|taille| *taille >= self.limite).unwrap_or(self.limite) + 1
    }
}

impl<Q: Query> Query for Paginee<Q> {
    type SqlType = Q::SqlType;
}

/// Statements differ by their size, which no type tells: they are known by their text.
impl<Q> QueryId for Paginee<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Paginee<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.requete.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&self.lignes().to_string());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::{QueryDsl, debug_query};

    use super::*;

    diesel::table! { personnes (id) { id -> Integer, } }

    #[test]
    fn a_page_reads_one_row_more_than_the_next_size() {
        let read = |limite| debug_query::<Pg, _>(&personnes::table.select(personnes::id).page(limite)).to_string();
        for (limite, lines) in [(1, 2), (2, 11), (10, 11), (11, 26), (50, 51), (51, 101), (200, 201), (500, 501)] {
            assert!(read(limite).ends_with(&format!(" LIMIT {lines} -- binds: []")), "{}", read(limite));
        }
    }
}
