//! The network between the suite and its servers is cut, slow or silent, and comes back.
//!
//! Who writes hears within seconds that it is to come again, never that something failed; once the network is back
//! everything goes on by itself, nothing is lost and nothing is done twice.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::Service;
use plie::demo::{Equipe, MOT_DE_PASSE};
use serde_json::json;
use testkit::{Network, Options, Proxy, TestSuite, Way};
use tokio::task::JoinSet;

use crate::events::until;

/// Seconds that a statement may take, so that a test sees the end of them.
const STATEMENT: u64 = 3;
/// What is later than anybody waits for.
const LATE: Duration = Duration::from_secs(6);
/// Within what an answer comes, whatever the network does: before the edge gives up.
const BOUND: Duration = Duration::from_secs(20);
/// Who writes at once.
const WRITERS: usize = 4;
/// Files that are opened in each state of the network that lets them.
const FILES: usize = 12;

/// What is between the suite and its servers.
struct Setting {
    suite: TestSuite,
    lyon: Equipe,
    postgres: Proxy,
    redis: Proxy,
}

impl Setting {
    async fn new() -> Self {
        let servers = testkit::servers().await;
        let postgres = Proxy::before(servers.address()).await.unwrap();
        let redis = Proxy::before(servers.redis.address()).await.unwrap();
        let way = Way {
            postgres: Some(postgres.address()),
            redis: Some(servers.redis.url().replace(&servers.redis.address(), &redis.address())),
            ..Way::default()
        };
        let options = Options { way, database_timeout: Some(STATEMENT), ..Options::default() };
        let suite = TestSuite::with(options).await;
        let lyon = suite.territory("lyon").await;
        Self { suite, lyon, postgres, redis }
    }

    async fn ready(&self, service: Service) -> (bool, bool, bool) {
        let told = self.suite.readiness(service).await;
        (told["pret"] == true, told["etats"]["base"] == "ok", told["etats"]["redis"] == "ok")
    }

    async fn until_all(&self, wanted: (bool, bool, bool), what: &str) {
        for service in Service::tous() {
            until(async || self.ready(service).await == wanted, &format!("{service}: {what}")).await;
        }
    }
}

/// What the writers were answered, together.
#[derive(Default)]
struct Told {
    created: AtomicUsize,
    to_come_again: AtomicUsize,
    enough: AtomicBool,
}

impl Told {
    async fn until(&self, count: &AtomicUsize, more: usize, what: &str) {
        let wanted = AtomicUsize::load(count, Ordering::Relaxed) + more;
        until(async || AtomicUsize::load(count, Ordering::Relaxed) >= wanted, what).await;
    }
}

/// Opens files until it is enough, each asked for again with its key until it is there; what was answered otherwise.
async fn write(url: String, token: String, writer: usize, told: Arc<Told>) -> Vec<String> {
    let http = reqwest::Client::builder().timeout(BOUND).build().unwrap();
    let mut others = Vec::new();
    for file in 0.. {
        let nom = format!("Nom{}{}", letters(writer), letters(file));
        let body = json!({ "nom": nom, "prenom": "Awa", "date_naissance": "1984-05-20", "sexe": "F" });
        loop {
            let request = http.post(format!("{url}/v1/participants")).bearer_auth(&token).json(&body);
            let asked = Instant::now();
            match request.header("Idempotency-Key", &nom).send().await {
                Ok(answer) if answer.status() == 201 => {
                    told.created.fetch_add(1, Ordering::Relaxed);
                    break;
                }
                Ok(answer) if answer.status() == 503 && answer.headers().contains_key("retry-after") => {
                    told.to_come_again.fetch_add(1, Ordering::Relaxed);
                }
                Ok(answer) => others.push(format!("{} {}", answer.status(), answer.text().await.unwrap())),
                Err(error) => others.push(format!("{error} after {:?}", asked.elapsed())),
            }
        }
        if AtomicBool::load(&told.enough, Ordering::Relaxed) {
            break;
        }
    }
    others
}

/// A number in letters: names have no figures.
fn letters(number: usize) -> String {
    number.to_string().bytes().map(|figure| char::from(b'a' + figure - b'0')).collect()
}

fn writers(setting: &Setting, told: &Arc<Told>) -> JoinSet<Vec<String>> {
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (url, token) = (setting.suite.url.clone(), setting.lyon.referent.token().to_owned());
        writers.spawn(write(url, token, writer, told.clone()));
    }
    writers
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    nom: String,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// As many files as were acknowledged, each once; and each told once to every other service.
async fn nothing_is_lost_or_done_twice(setting: &Setting, created: usize) {
    let mut admin = AsyncPgConnection::establish(&setting.suite.admin_url).await.unwrap();
    let kept: Vec<Name> =
        diesel::sql_query("SELECT nom FROM participants.participants").load(&mut admin).await.unwrap();
    let distinct: BTreeSet<_> = kept.iter().map(|line| &line.nom).collect();
    assert_eq!((kept.len(), distinct.len()), (created, created));
    let territoire = &setting.lyon.territoire;
    let mut of = async |query: String| diesel::sql_query(query).get_result::<Count>(&mut admin).await.unwrap().n;
    let told = format!("SELECT max(seq) AS n FROM participants.outbox WHERE territoire_id = '{territoire}'");
    let whole = format!("SELECT count(*) AS n FROM participants.outbox WHERE territoire_id = '{territoire}'");
    // emargement keeps a card of each person.
    let known = "SELECT count(*) AS n FROM emargement.annuaire WHERE nature = 'personne'";
    until(async || of(known.to_owned()).await == i64::try_from(created).unwrap(), "every person is told").await;
    for service in Service::tous().filter(|one| one.tient_des_personnes() && *one != Service::Participants) {
        let heard = format!(
            "SELECT seq AS n FROM {service}.abonnement
             WHERE producteur = 'participants' AND territoire_id = '{territoire}'"
        );
        until(async || of(heard.clone()).await == of(told.clone()).await, &format!("{service} hears all")).await;
    }
    assert_eq!(of(whole).await, of(told).await, "a sequence without gap");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_postgres_is_cut_late_or_silent_who_writes_is_told_to_come_again_and_nothing_is_lost() {
    let setting = Setting::new().await;
    let told = Arc::new(Told::default());
    let writers = writers(&setting, &told);
    for network in [Network::Cut, Network::Slow(LATE), Network::Silent] {
        told.until(&told.created, FILES, "files are opened").await;
        setting.postgres.becomes(network);
        setting.until_all((false, false, true), &format!("not ready, Postgres being {network:?}")).await;
        told.until(&told.to_come_again, 2 * WRITERS, "who writes is told so").await;
        setting.postgres.becomes(Network::Well);
        setting.until_all((true, true, true), "ready again").await;
        told.until(&told.created, FILES, "everything goes on by itself").await;
    }
    told.enough.store(true, Ordering::Relaxed);
    let others: Vec<_> = writers.join_all().await.concat();
    assert_eq!(others, Vec::<String>::new(), "201, or 503 with Retry-After");
    nothing_is_lost_or_done_twice(&setting, AtomicUsize::load(&told.created, Ordering::Relaxed)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_redis_is_cut_late_or_silent_everybody_is_served_and_it_is_reported() {
    let setting = Setting::new().await;
    let told = Arc::new(Told::default());
    let writers = writers(&setting, &told);
    for network in [Network::Cut, Network::Slow(LATE), Network::Silent] {
        setting.redis.becomes(network);
        setting.until_all((true, true, false), &format!("ready, and Redis reported as away, being {network:?}")).await;
        told.until(&told.created, FILES, "files are opened").await;
        let asked = Instant::now();
        setting.suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.unwrap();
        assert!(asked.elapsed() < Duration::from_secs(5), "who logs in does not wait for Redis: {:?}", asked.elapsed());
        setting.redis.becomes(Network::Well);
        setting.until_all((true, true, true), "Redis is back").await;
    }
    told.enough.store(true, Ordering::Relaxed);
    let others: Vec<_> = writers.join_all().await.concat();
    assert_eq!(
        (others, AtomicUsize::load(&told.to_come_again, Ordering::Relaxed)),
        (Vec::new(), 0),
        "201 and nothing else"
    );
    nothing_is_lost_or_done_twice(&setting, AtomicUsize::load(&told.created, Ordering::Relaxed)).await;
}
