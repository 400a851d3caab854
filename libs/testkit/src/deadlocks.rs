//! Transactions of a test that waited for one another.

use diesel::{QueryableByName, sql_query, sql_types::BigInt};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    deadlocks: i64,
}

/// Who else is connected says what it counted when it leaves.
const PART: &str = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// How often the server had to break a circle of transactions of this database. The one that it chose was told to come
/// again, so that no answer shows it: two commands lock the same rows in two orders.
pub(crate) async fn broken(admin_url: &str) -> i64 {
    let mut admin = AsyncPgConnection::establish(admin_url).await.unwrap();
    admin.batch_execute(PART).await.unwrap();
    let count = sql_query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    count.get_result::<Counted>(&mut admin).await.unwrap().deadlocks
}
