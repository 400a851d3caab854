//! What the suite leans on goes away and comes back: who asked hears so, and nothing is lost or done twice.

use std::collections::BTreeSet;

use diesel::sql_types::Text;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use serde_json::{Value, json};
use testkit::TestSuite;
use tokio::{sync::mpsc, task::JoinSet};

use crate::events::until;

/// Who writes at once, and how many files each opens.
const WRITERS: u8 = 8;
const FILES: u8 = 12;
/// Files opened between two cuts.
const BETWEEN_CUTS: u8 = 4;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    nom: String,
}

/// Ends every connection of a service to the database, each time that so many requests were done; how many were closed.
async fn cut(admin_url: String, mut done: mpsc::UnboundedReceiver<()>) -> usize {
    let mut admin = AsyncPgConnection::establish(&admin_url).await.unwrap();
    let (mut cuts, mut since) = (0, 0);
    while done.recv().await.is_some() {
        since += 1;
        if since == BETWEEN_CUTS {
            since = 0;
            let query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE datname = current_database() AND usename = 'plie_participants'";
            cuts += diesel::sql_query(query).execute(&mut admin).await.unwrap();
        }
    }
    cuts
}

/// Opens files, each asked again with its key for as long as the answer is to come again; what was answered otherwise.
async fn write(
    (http, url, token): (reqwest::Client, String, String),
    done: mpsc::UnboundedSender<()>,
    writer: u8,
) -> Vec<(u16, String)> {
    let mut others = Vec::new();
    for file in 0..FILES {
        let nom = format!("Nom{}{}", char::from(b'a' + writer), char::from(b'a' + file));
        let body = json!({ "nom": nom, "prenom": "Awa", "date_naissance": "1984-05-20", "sexe": "F" });
        loop {
            let request = http.post(format!("{url}/v1/participants")).bearer_auth(&token).json(&body);
            let answer = request.header("Idempotency-Key", &nom).send().await.unwrap();
            match answer.status().as_u16() {
                201 => break,
                503 => assert!(answer.headers().contains_key("retry-after")),
                status => {
                    others.push((status, answer.text().await.unwrap()));
                    break;
                }
            }
        }
        done.send(()).unwrap();
    }
    others
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_database_closes_under_writers_lose_and_double_nothing() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (done, acknowledged) = mpsc::unbounded_channel();
    let cutting = tokio::spawn(cut(suite.admin_url.clone(), acknowledged));
    let (http, token) = (reqwest::Client::new(), lyon.referent.token().to_owned());
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        writers.spawn(write((http.clone(), suite.url.clone(), token.clone()), done.clone(), writer));
    }
    drop(done);
    let others: Vec<_> = writers.join_all().await.into_iter().flatten().collect();
    let cuts = cutting.await.unwrap();
    assert!(cuts > 10, "{cuts} connections were closed: nothing was tried");
    assert_eq!(others, [], "201 or 503, after {cuts} cuts");

    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let kept: Vec<Line> =
        diesel::sql_query("SELECT nom FROM participants.participants").load(&mut admin).await.unwrap();
    let distinct: BTreeSet<_> = kept.iter().map(|line| &line.nom).collect();
    let wanted = usize::from(WRITERS) * usize::from(FILES);
    assert_eq!((kept.len(), distinct.len()), (wanted, wanted));
    let seen: Value = lyon.referent.get("/v1/participants?limite=200").await.unwrap();
    assert_eq!(seen["elements"].as_array().unwrap().len(), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_that_takes_no_writes_has_writers_come_again_and_the_service_not_ready() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let base = suite.admin_url.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let http = reqwest::Client::new();
    let write = async || {
        let body = json!({ "nom": "Bensaïd", "prenom": "Lina", "date_naissance": "1991-08-14", "sexe": "F" });
        let request = http.post(format!("{}/v1/participants", suite.url)).bearer_auth(lyon.referent.token());
        let answer = request.json(&body).send().await.unwrap();
        let again = answer.headers().contains_key("retry-after");
        (answer.status().as_u16(), again, answer.json::<Value>().await.unwrap()["slug"].clone())
    };
    admin
        .batch_execute(&format!(
            "ALTER DATABASE \"{base}\" SET default_transaction_read_only = on;
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND usename = 'plie_participants'"
        ))
        .await
        .unwrap();
    assert_eq!(write().await, (503, true, json!("indisponible")));
    let told = suite.readiness(Service::Participants).await;
    assert_eq!(told["pret"], false, "{told}");
    assert!(told["etats"]["base"].as_str().unwrap().contains("read-only"), "{told}");
    lyon.referent.get("/v1/participants").await.expect("it is read all the same");
    admin.batch_execute(&format!("ALTER DATABASE \"{base}\" RESET default_transaction_read_only")).await.unwrap();
    let ready = async || suite.readiness(Service::Participants).await["pret"] == true;
    until(ready, "connections of then are not used again").await;
    assert_eq!(write().await.0, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_statement_that_an_administrator_cancels_comes_again() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut report = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    report.batch_execute("BEGIN; LOCK TABLE participants.participants IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let (http, url, token) = (reqwest::Client::new(), suite.url.clone(), lyon.referent.token().to_owned());
    let reading = tokio::spawn(async move {
        let answer = http.get(format!("{url}/v1/participants")).bearer_auth(token).send().await.unwrap();
        (answer.status().as_u16(), answer.headers().contains_key("retry-after"))
    });
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let cancel = "SELECT pg_cancel_backend(pid)::text AS nom FROM pg_stat_activity
                  WHERE datname = current_database() AND usename = 'plie_participants' AND wait_event_type = 'Lock'";
    let mut cancelled = 0;
    while !reading.is_finished() {
        cancelled += diesel::sql_query(cancel).load::<Line>(&mut admin).await.unwrap().len();
        tokio::task::yield_now().await;
    }
    assert!(cancelled > 0, "it waited for the table");
    assert_eq!(reading.await.unwrap(), (503, true));
}

/// A column of the next version.
const NEXT: EmbeddedMigrations = embed_migrations!("suite/cuts/migrations");

#[tokio::test(flavor = "multi_thread")]
async fn while_a_report_holds_a_table_the_next_version_waits_for_it_and_the_present_one_serves() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut report = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    report.batch_execute("BEGIN; SELECT count(*) FROM participants.participants").await.unwrap();
    let owner = suite.layout.bases.migration_url(Service::Participants);
    let migrating = tokio::spawn(async move { store::migrate(&owner, || NEXT).await });
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let asked = "SELECT mode AS nom FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
                 AND relation = 'participants.participants'::regclass";
    for _ in 0..2 {
        // Behind the migration, which gives way to who reads.
        while diesel::sql_query(asked).load::<Line>(&mut admin).await.unwrap().is_empty() {
            assert!(!migrating.is_finished(), "it waits for the report");
            tokio::task::yield_now().await;
        }
        lyon.referent.get("/v1/participants").await.unwrap();
    }
    report.batch_execute("COMMIT").await.unwrap();
    migrating.await.unwrap().unwrap();
    diesel::sql_query("SELECT essai FROM participants.participants").execute(&mut admin).await.unwrap();
    lyon.referent.get("/v1/participants").await.expect("the former version knows nothing of the column");
}
