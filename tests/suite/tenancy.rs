//! The database holds the wall by itself: whatever a query forgets.

use auth::Systeme;
use diesel::sql_types::{Array, Bool, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::{Clock, Service, TerritoireId};
use store::{Db, DbConfig, Error};
use testkit::{TestSuite, servers};
use uuid::Uuid;

#[derive(diesel::QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    enclosed: bool,
}

/// The schemas of the suite.
fn schemas() -> Vec<&'static str> {
    Service::tous().map(Service::nom).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_enclosed_in_its_territory() {
    let servers = servers().await;
    let mut admin = AsyncPgConnection::establish(&servers.admin_url(&servers.template)).await.unwrap();
    // Security enabled and forced, the one policy, the territory first in the primary key; the owner of the schema alone may
    // be shown a table whole.
    let tables: Vec<Table> = diesel::sql_query(
        "SELECT n.nspname || '.' || c.relname AS name,
                c.relrowsecurity AND c.relforcerowsecurity
                AND (SELECT count(*) = 1 AND bool_and(p.polname = 'territoire' AND p.polcmd = '*' AND p.polwithcheck IS NOT NULL)
                     FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname <> 'proprietaire')
                AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'proprietaire'
                     AND (p.polcmd <> 'r' OR p.polroles <> ARRAY[c.relowner]))
                AND (SELECT a.attname = 'territoire_id' FROM pg_index i
                     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                     WHERE i.indrelid = c.oid AND i.indisprimary) AS enclosed
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY ($1)
           AND c.relname <> '__diesel_schema_migrations'
         ORDER BY 1",
    )
    .bind::<Array<Text>, _>(schemas())
    .load(&mut admin)
    .await
    .unwrap();
    assert!(tables.len() > 60, "{} tables", tables.len());
    let open: Vec<_> = tables.iter().filter(|table| !table.enclosed).map(|table| &table.name).collect();
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_as_the_owner_answers_territories_and_ranks_at_most_and_heeds_no_table_of_the_caller() {
    let servers = servers().await;
    let mut admin = AsyncPgConnection::establish(&servers.admin_url(&servers.template)).await.unwrap();
    let questions: Vec<Table> = diesel::sql_query(
        "SELECT n.nspname || '.' || p.proname AS name,
                (pg_get_function_result(p.oid) IN ('SETOF uuid', 'TABLE(territoire uuid, seq bigint)') AND p.provolatile = 's'
                  OR pg_get_function_result(p.oid) = 'void')
                AND p.proconfig = ARRAY['search_path=' || n.nspname || ', pg_temp'] AS enclosed
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.prosecdef AND n.nspname = ANY ($1) ORDER BY 1",
    )
    .bind::<Array<Text>, _>(schemas())
    .load(&mut admin)
    .await
    .unwrap();
    assert!(questions.len() >= 5 * schemas().len(), "{} questions", questions.len());
    let more: Vec<_> = questions.iter().filter(|one| !one.enclosed).map(|one| &one.name).collect();
    assert!(more.is_empty(), "{more:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_unique_and_foreign_key_leads_with_the_territory() {
    let servers = servers().await;
    let mut admin = AsyncPgConnection::establish(&servers.admin_url(&servers.template)).await.unwrap();
    let keys: Vec<Table> = diesel::sql_query(
        "SELECT n.nspname || '.' || c.relname || ' ' || i.indexrelid::regclass AS name, a.attname = 'territoire_id' AS enclosed
         FROM pg_index i
         JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
         WHERE i.indisunique AND n.nspname = ANY ($1)
           AND c.relname <> '__diesel_schema_migrations'
         UNION ALL
         SELECT k.conrelid::regclass || ' ' || k.conname, a.attname = 'territoire_id'
         FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
         WHERE k.contype = 'f'",
    )
    .bind::<Array<Text>, _>(schemas())
    .load(&mut admin)
    .await
    .unwrap();
    let open: Vec<_> = keys.iter().filter(|key| !key.enclosed).map(|key| &key.name).collect();
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_scope_is_an_error_before_and_after_a_first_use() {
    let suite = TestSuite::start().await;
    for service in Service::tous() {
        let mut conn = AsyncPgConnection::establish(&suite.layout.bases.url(service)).await.unwrap();
        let forgotten = "SELECT count(*) FROM outbox";
        assert!(conn.batch_execute(forgotten).await.is_err(), "{service}");
        let scoped =
            format!("BEGIN; SELECT set_config('app.territoire', '{}', true); {forgotten}; COMMIT", Uuid::nil());
        conn.batch_execute(&scoped).await.unwrap();
        assert!(conn.batch_execute(forgotten).await.is_err(), "{service}, after a first use");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_set_itself_a_territory_or_no_limit_by_default_serves_neither() {
    let suite = TestSuite::start().await;
    let url = suite.layout.bases.url(Service::Fse);
    let open = || Db::new(&DbConfig::new(url.clone(), 1), Clock::system()).unwrap().0;
    let base = url.rsplit('/').next().unwrap().split('?').next().unwrap();
    let mut role = AsyncPgConnection::establish(&url).await.unwrap();
    let by_default = async |role: &mut AsyncPgConnection, setting: &str| {
        role.batch_execute(&format!("ALTER ROLE CURRENT_USER IN DATABASE \"{base}\" {setting}")).await.unwrap();
    };
    let scope = Systeme(TerritoireId::from_u128(1));
    // Postgres lets any role do so; the service takes neither for its own.
    by_default(&mut role, "SET statement_timeout = 0").await;
    let unlimited = open();
    let limit = unlimited.read(&scope, async |tx| {
        let query = "SELECT current_setting('statement_timeout') AS name, true AS enclosed";
        diesel::sql_query(query).get_result::<Table>(tx.conn()).await.map_err(Error::from)
    });
    assert_eq!(limit.await.unwrap().name, "15s");
    assert!(open().check_role().await.is_err(), "and does not start");
    by_default(&mut role, "RESET ALL").await;
    open().check_role().await.unwrap();
    // A territory takes an administrator; it is refused all the same.
    let territory = format!("ALTER ROLE plie_fse IN DATABASE \"{base}\" SET app.territoire = '{}'", Uuid::from_u128(1));
    assert!(role.batch_execute(&territory).await.unwrap_err().to_string().contains("permission denied"));
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin.batch_execute(&territory).await.unwrap();
    let placed = open();
    let read =
        placed.read(&scope, async |tx| diesel::sql_query("SELECT 1").execute(tx.conn()).await.map_err(Error::from));
    assert!(read.await.is_err(), "a forgotten scope would be that territory's");
    assert!(open().check_role().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_has_a_password_of_its_own() {
    let suite = TestSuite::start().await;
    let bases = &suite.layout.bases;
    let urls = Service::tous().flat_map(|service| [bases.url(service), bases.migration_url(service)]);
    let passwords: std::collections::BTreeSet<_> =
        urls.map(|url| url.rsplit_once('@').unwrap().0.rsplit_once(':').unwrap().1.to_owned()).collect();
    assert_eq!(passwords.len(), 2 * Service::tous().count());
    let stolen = bases.url(Service::Fse).replace("plie_fse:", "plie_parcours:");
    assert!(AsyncPgConnection::establish(&stolen).await.is_err(), "the password of one opens another");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_into_another_territory() {
    let suite = TestSuite::start().await;
    let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut conn = AsyncPgConnection::establish(&suite.layout.bases.url(Service::Participants)).await.unwrap();
    let write = format!(
        "BEGIN; SELECT set_config('app.territoire', '{here}', true);
         INSERT INTO commissions (territoire_id, id, tenue_le, etat) VALUES ('{there}', '{there}', '2026-01-01', 'ouverte'); COMMIT"
    );
    assert!(conn.batch_execute(&write).await.unwrap_err().to_string().contains("row-level security"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_could_escape_is_refused_at_start() {
    let suite = TestSuite::start().await;
    let (app, _) = Db::new(&DbConfig::new(suite.layout.bases.url(Service::Fse), 1), Clock::system()).unwrap();
    app.check_role().await.expect("the role that serves");
    for url in [suite.admin_url.clone(), suite.layout.bases.migration_url(Service::Fse)] {
        let (db, _) = Db::new(&DbConfig::new(url, 1), Clock::system()).unwrap();
        assert!(db.check_role().await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_dropped_open_leaves_no_lock_behind() {
    let suite = TestSuite::start().await;
    let (db, _) = Db::new(&DbConfig::new(suite.layout.bases.url(Service::Participants), 2), Clock::system()).unwrap();
    let scope = Systeme(TerritoireId::from_u128(7));
    let lock = "LOCK TABLE commissions IN ROW EXCLUSIVE MODE; SELECT pg_advisory_xact_lock(4242)";
    let endless = db.tx(&scope, async |tx| {
        tx.conn().batch_execute(lock).await.map_err(Error::from)?;
        std::future::pending::<Result<(), Error>>().await
    });
    let cut = tokio::time::timeout(std::time::Duration::from_millis(300), endless).await;
    assert!(cut.is_err(), "the handler timed out");
    db.tx(&scope, async |tx| {
        tx.conn()
            .batch_execute("SET LOCAL lock_timeout = '4s'; SELECT pg_advisory_xact_lock(4242)")
            .await
            .map_err(Error::from)
    })
    .await
    .expect("the lock went with its connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_migration_goes_up_down_and_up_again() {
    let servers = servers().await;
    let base = format!("migrations_{}", Uuid::new_v4().simple());
    store::create_database(&servers.admin_url("postgres"), &base, None).await.unwrap();
    let bases = plie::Bases { location: servers.location(&base), ..servers.bases.clone() };
    plie::migrate(&servers.admin_url(&base), &bases).await.unwrap();
    for definition in openapi::definitions() {
        store::revert(&bases.migration_url(definition.service), definition.migrations).await.unwrap();
    }
    let mut admin = AsyncPgConnection::establish(&servers.admin_url(&base)).await.unwrap();
    let left: Vec<Table> = diesel::sql_query(
        "SELECT schemaname || '.' || tablename AS name, true AS enclosed FROM pg_tables
         WHERE schemaname = ANY ($1) AND tablename <> '__diesel_schema_migrations'",
    )
    .bind::<Array<Text>, _>(schemas())
    .load(&mut admin)
    .await
    .unwrap();
    assert!(left.is_empty(), "{:?}", left.iter().map(|table| &table.name).collect::<Vec<_>>());
    plie::migrate(&servers.admin_url(&base), &bases).await.unwrap();
}

#[derive(diesel::QueryableByName)]
struct Code {
    #[diesel(sql_type = Text)]
    code: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_sets_its_scope_before_the_policy_looks_at_it_whatever_the_plan() {
    let suite = TestSuite::start().await;
    let config = DbConfig::new(suite.layout.bases.url(Service::Participants), 1);
    let (db, _) = Db::new(&config, Clock::system()).unwrap();
    let scopes = [7, 8].map(|n| Systeme(TerritoireId::from_u128(n)));
    for (scope, decision) in scopes.iter().zip(["ouverte", "close"]) {
        let insert = format!(
            "INSERT INTO commissions (territoire_id, id, tenue_le, etat)
             SELECT current_setting('app.territoire')::uuid, gen_random_uuid(), DATE '2026-01-01' + n, '{decision}' FROM generate_series(1, 50) AS n"
        );
        db.tx(scope, async |tx| tx.conn().batch_execute(&insert).await.map_err(Error::from)).await.unwrap();
    }
    let plans = [
        "",
        "SET enable_nestloop = off",
        "SET enable_indexscan = off; SET enable_bitmapscan = off",
        "SET enable_material = off; SET plan_cache_mode = force_generic_plan",
    ];
    let reads = [
        "SELECT etat AS code FROM commissions WHERE territoire_id = $own ORDER BY tenue_le, id LIMIT 20",
        "SELECT DISTINCT etat AS code FROM commissions WHERE territoire_id = $own",
        "SELECT a.etat AS code FROM commissions a JOIN commissions b ON b.territoire_id = $own AND b.tenue_le = a.tenue_le
         WHERE a.territoire_id = $own AND b.etat = a.etat",
        "SELECT a.etat AS code FROM commissions a LEFT JOIN commissions b ON b.territoire_id = $own AND b.id = a.id
         WHERE a.territoire_id = $own AND NOT EXISTS (SELECT FROM commissions c WHERE c.territoire_id = $own AND c.etat <> a.etat)",
        "SELECT max(etat) AS code FROM commissions WHERE territoire_id = $own",
    ];
    for plan in plans {
        for (scope, own) in scopes.iter().zip(["ouverte", "close"]) {
            for read in reads {
                let read = read.replace("$own", &format!("'{}'", scope.0));
                let codes: Vec<Code> = db
                    .read(scope, async |tx| {
                        tx.conn().batch_execute(plan).await?;
                        diesel::sql_query(&read).load(tx.conn()).await.map_err(Error::from)
                    })
                    .await
                    .unwrap();
                assert!(!codes.is_empty() && codes.iter().all(|row| row.code == own), "{plan}: {read}");
            }
        }
    }
    // The planner looks at the policy too: what does not say its territory is refused, never read too widely.
    for unsaid in
        ["SELECT etat AS code FROM commissions", "SELECT max(etat) AS code FROM commissions WHERE etat = 'ouverte'"]
    {
        let refused = db
            .read(&scopes[0], async |tx| diesel::sql_query(unsaid).load::<Code>(tx.conn()).await.map_err(Error::from));
        assert!(refused.await.is_err(), "{unsaid}");
    }
    let forgotten = db.read(&scopes[0], async |tx| {
        tx.conn().batch_execute("SELECT count(*) FROM commissions").await.map_err(Error::from)
    });
    assert!(forgotten.await.is_err(), "the scope leaves with its statement");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_cannot_write() {
    let suite = TestSuite::start().await;
    let (db, _) = Db::new(&DbConfig::new(suite.layout.bases.url(Service::Participants), 1), Clock::system()).unwrap();
    let scope = Systeme(TerritoireId::from_u128(7));
    let write = "INSERT INTO commissions (territoire_id, id, tenue_le, etat)
                 SELECT current_setting('app.territoire')::uuid, gen_random_uuid(), DATE '2026-01-01', 'ouverte' RETURNING etat AS code";
    let written =
        db.read(&scope, async |tx| diesel::sql_query(write).load::<Code>(tx.conn()).await.map_err(Error::from)).await;
    assert!(written.is_err());
    let executed =
        db.read(&scope, async |tx| diesel::sql_query(write).execute(tx.conn()).await.map_err(Error::from)).await;
    assert!(executed.is_err());
    let left: Vec<Code> = db
        .read(&scope, async |tx| {
            let query = format!("SELECT etat AS code FROM commissions WHERE territoire_id = '{}'", scope.0);
            diesel::sql_query(query).load(tx.conn()).await.map_err(Error::from)
        })
        .await
        .unwrap();
    assert!(left.is_empty());
}
