//! Redis away means later; never lost, never twice.

use std::sync::atomic::{AtomicU32, Ordering};

use diesel::sql_types::{BigInt, Nullable, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::Service;
use local_servers::Redis;
use plie::demo::{Dossier, Equipe, Personne};
use testkit::{Options, TestSuite};
use uuid::Uuid;

static PERSONS: AtomicU32 = AtomicU32::new(0);

/// A person of Lyon who has just entered: participants tells it, parcours opens.
async fn someone_enters(equipe: &Equipe) -> Dossier {
    someone_of(equipe, "69123").await
}

async fn someone_of(equipe: &Equipe, commune: &'static str) -> Dossier {
    let n = PERSONS.fetch_add(1, Ordering::Relaxed);
    let nom: &'static str = Box::leak(format!("Personne{n}").into_boxed_str());
    let person = Personne { nom, prenom: "Noé", naissance: "1979-04-11", sexe: "M", commune };
    let dossier = equipe.deposer(person, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    dossier
}

async fn parcours_count(equipe: &Equipe) -> usize {
    equipe.referent.get("/v1/parcours?limite=200").await.unwrap()["elements"].as_array().unwrap().len()
}

fn own_redis() -> (Redis, std::path::PathBuf) {
    let directory = std::env::temp_dir().join(format!("plie-redis-{}", Uuid::new_v4().simple()));
    (Redis::start(&directory, "mot-de-passe").unwrap(), directory)
}

#[derive(diesel::QueryableByName)]
struct Cursor {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    gare_le: Option<chrono::DateTime<chrono::Utc>>,
}

async fn cursor(admin: &mut AsyncPgConnection, equipe: &Equipe) -> Cursor {
    let query = format!(
        "SELECT seq, gare_le FROM parcours.abonnement WHERE territoire_id = '{}' AND producteur = 'participants'",
        equipe.territoire
    );
    diesel::sql_query(query).get_result(admin).await.unwrap()
}

pub(crate) async fn until(mut holds: impl AsyncFnMut() -> bool, what: &str) {
    for _ in 0..750 {
        if holds().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_redis_stopped_events_arrive_later_and_at_once_again_when_it_is_back() {
    let (redis, directory) = own_redis();
    let suite = TestSuite::with(Options { redis: Some(redis.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    redis.stop().unwrap();
    let without = someone_enters(&lyon).await;
    lyon.parcours(&without).await.expect("by the slow poll");
    redis.restart(&directory).unwrap();
    let with = someone_enters(&lyon).await;
    lyon.parcours(&with).await.unwrap();
    assert_eq!(parcours_count(&lyon).await, 2);
    redis.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicated_hint_and_noise_change_nothing() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let dossier = someone_enters(&lyon).await;
    lyon.parcours(&dossier).await.unwrap();
    let channel = format!("{}:evenements", suite.layout.redis_prefix);
    let mut publish = std::process::Command::new("redis-cli");
    publish.args(["-u", &suite.layout.redis, "--no-auth-warning"]);
    for message in [
        format!("participants|{}|1", lyon.territoire),
        "n'importe quoi".to_owned(),
        format!("participants|{}|999", lyon.territoire),
    ] {
        let status = publish.args(["PUBLISH", &channel, &message]).output().unwrap();
        assert!(status.status.success());
        publish = std::process::Command::new("redis-cli");
        publish.args(["-u", &suite.layout.redis, "--no-auth-warning"]);
    }
    let after = someone_enters(&lyon).await;
    lyon.parcours(&after).await.unwrap();
    assert_eq!(parcours_count(&lyon).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_consumer_starts_from_zero_and_a_crash_before_the_cursor_applies_nothing_twice() {
    let mut suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    for _ in 0..3 {
        let dossier = someone_enters(&lyon).await;
        lyon.parcours(&dossier).await.unwrap();
    }
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let before = cursor(&mut admin, &lyon).await.seq;
    suite.stop().await;
    // As if parcours had never listened: cursor, marks and rows forgotten.
    let forget = "DELETE FROM parcours.abonnement; DELETE FROM parcours.inbox;
        DELETE FROM parcours.periodes; DELETE FROM parcours.affectations; DELETE FROM parcours.parcours;";
    admin.batch_execute(forget).await.unwrap();
    suite.restart().await;
    let caught_up = async |admin: &mut AsyncPgConnection| {
        let rows: Vec<Cursor> = diesel::sql_query(format!(
            "SELECT seq, gare_le FROM parcours.abonnement WHERE territoire_id = '{}' AND producteur = 'participants'",
            lyon.territoire
        ))
        .load::<Cursor>(admin)
        .await
        .unwrap();
        rows.as_slice().first().is_some_and(|row| row.seq == before)
    };
    until(async || caught_up(&mut admin).await, "the late consumer caught up").await;
    let again = suite.anonymous().login("referent@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    assert_eq!(again.get("/v1/parcours").await.unwrap()["elements"].as_array().unwrap().len(), 3);
    // The cursor alone goes back, as after a crash between apply and cursor: the inbox refuses the second time.
    suite.stop().await;
    admin.batch_execute("UPDATE parcours.abonnement SET seq = 0 WHERE producteur = 'participants'").await.unwrap();
    suite.restart().await;
    let parked = async |admin: &mut AsyncPgConnection| cursor(admin, &lyon).await.gare_le.is_some();
    until(async || parked(&mut admin).await, "a cursor that lies is parked, not believed").await;
    let again = suite.anonymous().login("referent@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    assert_eq!(again.get("/v1/parcours").await.unwrap()["elements"].as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poisoned_event_stops_its_own_territory_only_and_goes_on_once_mended() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let uni_est = suite.territory("uni-est").await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    // The database of parcours refuses whatever enters Lyon's parcours.
    admin
        .batch_execute(&format!(
            "ALTER TABLE parcours.parcours ADD CONSTRAINT poison CHECK (territoire_id <> '{}') NOT VALID",
            lyon.territoire
        ))
        .await
        .unwrap();
    let stuck = someone_enters(&lyon).await;
    until(async || cursor(&mut admin, &lyon).await.gare_le.is_some(), "parked after five tries").await;
    let elsewhere = someone_of(&uni_est, "69029").await;
    uni_est.contractualiser(&elsewhere, "2026-02-19").await.unwrap();
    uni_est.parcours(&elsewhere).await.expect("the next territory goes on");
    let readiness = suite.readiness(Service::Parcours).await;
    assert_eq!(readiness["pret"], true, "the other territories are served: {readiness}");
    let reported = readiness["etats"]["evenements"].as_str().unwrap();
    assert!(reported.contains(&format!("participants {}", lyon.territoire)), "{reported}");
    admin.batch_execute("ALTER TABLE parcours.parcours DROP CONSTRAINT poison").await.unwrap();
    lyon.parcours(&stuck).await.expect("mended, it goes on by itself");
    assert!(cursor(&mut admin, &lyon).await.gare_le.is_none());
    let mended = async || suite.readiness(Service::Parcours).await["etats"]["evenements"] == "ok";
    until(mended, "readiness forgets what is mended").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_that_dies_between_apply_and_cursor_has_applied_nothing_and_then_once() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let first = someone_enters(&lyon).await;
    lyon.parcours(&first).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let mut lock = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    // The event is half applied: its inbox mark is written, the parcours waits for the lock.
    lock.batch_execute("BEGIN; LOCK TABLE parcours.parcours IN EXCLUSIVE MODE").await.unwrap();
    let second = someone_enters(&lyon).await;
    let half_applied = "FROM pg_stat_activity WHERE datname = current_database() AND usename = 'plie_parcours'
                        AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \"parcours\"%'";
    let count = format!("SELECT count(*) AS seq, NULL::timestamptz AS gare_le {half_applied}");
    let waiting = async |admin: &mut AsyncPgConnection| {
        diesel::sql_query(&count).get_result::<Cursor>(admin).await.unwrap().seq > 0
    };
    until(async || waiting(&mut admin).await, "the consumer waits in the middle of its transaction").await;
    let entry = format!(
        "SELECT max(seq) AS seq, NULL::timestamptz AS gare_le FROM participants.outbox
         WHERE territoire_id = '{}' AND type = 'participants.entree_validee.v1'",
        lyon.territoire
    );
    let entered = diesel::sql_query(&entry).get_result::<Cursor>(&mut admin).await.unwrap().seq;
    admin.batch_execute(&format!("SELECT pg_terminate_backend(pid) {half_applied}")).await.unwrap();
    assert!(cursor(&mut admin, &lyon).await.seq < entered, "nothing of it stayed");
    lock.batch_execute("ROLLBACK").await.unwrap();
    lyon.parcours(&second).await.expect("applied by the next try");
    assert_eq!(parcours_count(&lyon).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_consumers_apply_each_event_once() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    // A second replica of the whole suite on the same database and the same Redis.
    let replica = plie::Suite::start(&suite.layout).await.unwrap();
    let mut dossiers = Vec::new();
    for _ in 0..10 {
        dossiers.push(someone_enters(&lyon).await);
    }
    for dossier in &dossiers {
        lyon.parcours(dossier).await.unwrap();
    }
    assert_eq!(parcours_count(&lyon).await, 10);
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    until(async || cursor(&mut admin, &lyon).await.gare_le.is_none(), "nobody failed").await;
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sequence_of_a_territory_has_no_gap_under_concurrent_writers_of_which_some_fail() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let signatures = serde_json::json!([
        { "signataire": "participant", "signe_le": "2026-01-12" }, { "signataire": "prescripteur", "signe_le": "2026-01-12" }
    ]);
    let mut filed = Vec::new();
    for n in 0..24 {
        let person = serde_json::json!({ "nom": format!("N{n}"), "prenom": "A", "date_naissance": "1984-05-20", "sexe": "F", "commune": null });
        let body = serde_json::json!({ "personne": person, "signatures": signatures, "deposee_le": "2026-01-12" });
        filed.push(lyon.prescripteur.post("/v1/candidatures", body).await.unwrap()["id"].as_str().unwrap().to_owned());
    }
    let tasks: Vec<_> = (0_usize..)
        .zip(filed)
        .map(|(n, id)| {
            let (api, referent) = (lyon.animation.clone(), lyon.referent_id.clone());
            // One in four is refused after its work has begun: assigned before it was filed.
            let day = if n.is_multiple_of(4) { "2026-01-01" } else { "2026-01-15" };
            tokio::task::spawn(async move {
                let body = serde_json::json!({ "referent": referent, "affectee_le": day });
                api.post(&format!("/v1/candidatures/{id}/affectation"), body).await.is_ok()
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += i64::from(task.await.unwrap());
    }
    assert_eq!(done, 18);
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let query = format!(
        "SELECT count(*) AS seq, NULL::timestamptz AS gare_le FROM participants.outbox WHERE territoire_id = '{}'",
        lyon.territoire
    );
    let count: Cursor = diesel::sql_query(query).get_result(&mut admin).await.unwrap();
    let query = format!(
        "SELECT count(*) AS seq, NULL::timestamptz AS gare_le FROM participants.outbox
         WHERE territoire_id = '{}' AND type = 'participants.candidature_affectee.v1'",
        lyon.territoire
    );
    let given: Cursor = diesel::sql_query(query).get_result(&mut admin).await.unwrap();
    let query = format!(
        "SELECT max(seq) AS seq, NULL::timestamptz AS gare_le FROM participants.outbox WHERE territoire_id = '{}'",
        lyon.territoire
    );
    let last: Cursor = diesel::sql_query(query).get_result(&mut admin).await.unwrap();
    assert_eq!((given.seq, last.seq), (18, count.seq), "and the cards of persons, as they are asked for");
}
