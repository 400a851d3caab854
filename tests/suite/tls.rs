//! The servers over TLS: whom the suite speaks to, and whom it does not.

use std::path::Path;

use diesel::sql_types::{BigInt, Bool};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::Service;
use local_servers::{Durability, Postgres};
use plie::demo::Personne;
use runtime::{Redis, Secret};
use testkit::{Authority, NAME, Options, Servers, TestSuite, Way};

/// A URL of the administrator of the shared servers, under this name.
fn admin(servers: &Servers, host: &str, parameters: &str) -> String {
    format!("{}?{parameters}", servers.admin_url("postgres").replace("127.0.0.1", host))
}

/// Parameters that name a file of authorities.
fn by(mode: &str, authorities: &Path) -> String {
    format!("sslmode={mode}&sslrootcert={}", authorities.display())
}

async fn refusal(url: &str) -> String {
    store::connect(url).await.err().unwrap_or_else(|| panic!("{url} was accepted")).with_causes()
}

#[derive(diesel::QueryableByName)]
struct Lines {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Bool)]
    encrypted: bool,
}

#[tokio::test(flavor = "multi_thread")]
async fn the_suite_is_served_over_tls_by_postgres_and_redis() {
    let servers = testkit::servers().await;
    let way = Way {
        postgres: Some(servers.address().replace("127.0.0.1", NAME)),
        parameters: format!("?{}", by("verify-full", &servers.authority)),
        redis: servers.redis.url_over_tls(NAME),
        redis_authorities: Some(servers.authority.clone()),
    };
    let suite = TestSuite::with(Options { way, ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let awa = Personne { nom: "Diallo", prenom: "Awa", naissance: "1984-05-20", sexe: "F", commune: "69123" };
    let dossier = lyon.deposer(awa, "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    lyon.parcours(&dossier).await.expect("told by the one, heard by the other");
    for service in Service::tous() {
        let readiness = suite.readiness(service).await;
        assert_eq!((&readiness["etats"]["base"], &readiness["etats"]["redis"]), (&"ok".into(), &"ok".into()));
    }
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let query =
        "SELECT count(*) AS count, bool_and(ssl) AS encrypted FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                 WHERE datname = current_database() AND usename LIKE 'plie\\_%' AND usename <> 'plie_admin'";
    let lines: Lines = diesel::sql_query(query).get_result(&mut admin).await.unwrap();
    assert!(lines.encrypted && lines.count >= 5, "{} connections", lines.count);
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_and_migrations_are_made_over_tls() {
    let servers = testkit::servers().await;
    let base = servers.database(None).await;
    let parameters = by("verify-full", &servers.authority);
    let location = format!("{}?{parameters}", servers.location(&base).replace("127.0.0.1", NAME));
    let bases = plie::Bases { location, ..servers.bases.clone() };
    let admin = format!("{}?{parameters}", servers.admin_url(&base).replace("127.0.0.1", NAME));
    plie::migrate(&admin, &bases).await.unwrap();
    store::drop_database(&servers.admin_url("postgres"), &base).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_authority_is_refused_whatever_is_verified_beside() {
    let servers = testkit::servers().await;
    let folder = tempfile::tempdir().unwrap();
    let stranger = Authority::new(folder.path()).file();
    for mode in ["require", "verify-ca", "verify-full"] {
        let refused = refusal(&admin(&servers, NAME, &by(mode, &stranger))).await;
        assert!(refused.contains("invalid peer certificate"), "{mode}: {refused}");
        // Those of the system did not sign it either.
        let refused = refusal(&admin(&servers, NAME, &format!("sslmode={mode}"))).await;
        assert!(refused.contains("invalid peer certificate"), "{mode}: {refused}");
    }
    for authorities in [Some(stranger), None] {
        let refused = redis(servers.redis.url_over_tls(NAME).unwrap(), authorities.as_deref()).await.unwrap_err();
        assert!(refused.contains("invalid peer certificate"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_certificate_of_another_name_is_refused_by_who_verifies_the_name() {
    let servers = testkit::servers().await;
    for mode in ["require", "verify-ca"] {
        store::connect(&admin(&servers, "127.0.0.1", &by(mode, &servers.authority))).await.unwrap();
    }
    let refused = refusal(&admin(&servers, "127.0.0.1", &by("verify-full", &servers.authority))).await;
    assert!(refused.contains("certificate not valid for name"), "{refused}");
    let url = servers.redis.url_over_tls("127.0.0.1").unwrap();
    let refused = redis(url, Some(&servers.authority)).await.unwrap_err();
    assert!(refused.contains("certificate not valid for name"), "{refused}");
    redis(servers.redis.url_over_tls(NAME).unwrap(), Some(&servers.authority)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_speaks_in_clear_is_refused_where_tls_is_asked_for() {
    let servers = testkit::servers().await;
    let folder = tempfile::tempdir().unwrap();
    let plain = Postgres::start(folder.path(), "mot-de-passe", Durability::None).unwrap();
    let refused = refusal(&format!("{}?{}", plain.admin_url("postgres"), by("require", &servers.authority))).await;
    assert!(refused.contains("server does not support TLS"), "{refused}");
    store::connect(&plain.admin_url("postgres")).await.unwrap();
    Postgres::discard(folder.path()).unwrap();
    let in_clear = servers.redis.url().replace("redis://", "rediss://");
    redis(in_clear, Some(&servers.authority)).await.unwrap_err();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_is_refused_stops_the_start_and_one_that_is_away_does_not() {
    let servers = testkit::servers().await;
    let folder = tempfile::tempdir().unwrap();
    let stranger = Authority::new(folder.path()).file();
    let start = async |url: String, authorities: Option<&Path>| {
        let redis =
            Redis { url: Secret::new(url), authorities: authorities.map(Path::to_owned), prefix: "plie".to_owned() };
        redis.ask(&redis.client().unwrap()).await.map_err(|error| error.to_string())
    };
    let over_tls = || servers.redis.url_over_tls(NAME).unwrap();
    start(over_tls(), Some(&servers.authority)).await.unwrap();
    let refused = start(over_tls(), Some(&stranger)).await.unwrap_err();
    assert!(refused.contains("invalid peer certificate"), "{refused}");
    let address = servers.redis.address();
    let refused = start(format!("redis://:une-autre-phrase@{address}"), None).await.unwrap_err();
    assert!(refused.contains("authentication failed"), "{refused}");
    start(format!("redis://{address}"), None).await.expect_err("nobody enters without a password");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    start(format!("redis://:une-autre-phrase@{closed}"), None).await.expect("it is waited for");
}

/// Opens a connection to a Redis.
async fn redis(url: String, authorities: Option<&Path>) -> Result<(), String> {
    let config =
        Redis { url: Secret::new(url), authorities: authorities.map(Path::to_owned), prefix: "plie".to_owned() };
    let client = config.client().map_err(|error| error.to_string())?;
    client.get_multiplexed_async_connection().await.map(drop).map_err(|error| error.to_string())
}
