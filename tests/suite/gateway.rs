//! The edge by itself: what it says when a service is away, late, or when the request should not pass.

use std::{net::TcpListener, time::Duration};

use clap::Parser;
use diesel::sql_types::Text;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::{Clock, Service};
use plie::demo::{Api, Equipe, Personne};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

#[derive(Parser)]
struct Defaults {
    #[command(flatten)]
    config: gateway::Config,
}

/// A second gateway on the same territoires, with other neighbours and a delay of one second.
async fn beside(suite: &TestSuite, participants: String, parcours: String) -> (runtime::Running, String) {
    let issuer = format!("--issuer={}", suite.url);
    let redis = format!("--redis={}", suite.layout.redis);
    let args = ["gateway", &issuer, &redis, "--timeout=1", "--origins=https://portail.example", "--body-limit=1048576"];
    let mut config = Defaults::parse_from(args).config;
    config.peers = suite.peers.clone().with(Service::Participants, participants).with(Service::Parcours, parcours);
    let bind = || TcpListener::bind("127.0.0.1:0").unwrap();
    let running = gateway::start(config, Clock::system(), bind(), bind()).await.unwrap();
    let url = format!("http://{}", running.address);
    (running, url)
}

async fn ready(api: &Api) {
    for _ in 0..200 {
        if api.get("/v1/moi").await.is_ok() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the gateway has no keys");
}

async fn setting() -> (TestSuite, Equipe) {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    (suite, lyon)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_away_and_one_that_is_late_are_told_apart() {
    let (suite, lyon) = setting().await;
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let (running, url) =
        beside(&suite, format!("http://{closed}"), format!("http://{}", silent.local_addr().unwrap())).await;
    let api = Api::new(suite.http.clone(), &url).with_token(lyon.referent.token());
    ready(&api).await;
    let away = api.get("/v1/participants").await.unwrap_err();
    assert_eq!((away.status, away.slug()), (502, "service-injoignable"));
    assert_eq!(away.body["retry_after"], 1, "whoever asked knows when to come again");
    let late = api.get("/v1/parcours").await.unwrap_err();
    assert_eq!((late.status, late.slug()), (504, "delai-depasse"));
    api.get("/v1/rendez-vous?du=2026-01-01&au=2026-01-31").await.expect("the others serve");
    let (ready, told) = running.health.ready().await;
    assert!(ready && told["etats"]["redis"] == "ok", "{told}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_beyond_the_limit_never_reaches_the_service() {
    let (suite, lyon) = setting().await;
    let participants = suite.service(Service::Participants).to_owned();
    let (running, url) = beside(&suite, participants.clone(), participants).await;
    ready(&Api::new(suite.http.clone(), &url).with_token(lyon.referent.token())).await;
    let post = |body: reqwest::Body| {
        let request = suite.http.post(format!("{url}/v1/participants")).bearer_auth(lyon.referent.token());
        request.header("Content-Type", "application/json").body(body).send()
    };
    let announced = post(vec![b' '; 2 * 1024 * 1024].into()).await.unwrap();
    assert_eq!(announced.status(), 413);
    let pieces = futures_util::stream::iter((0..32).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
    let unannounced = post(reqwest::Body::wrap_stream(pieces)).await.unwrap();
    assert_eq!(unannounced.status(), 413);
    running.stop().await;
}

/// A body in pieces, one each time that the interval passes; the last never comes when there are more than `sent`.
fn pieces(all: Vec<&'static [u8]>, every: Duration, sent: usize) -> reqwest::Body {
    let ticking = tokio::time::interval(every);
    reqwest::Body::wrap_stream(futures_util::stream::unfold(
        (all, ticking, 0),
        move |(all, mut ticking, rank)| async move {
            let piece = *all.get(rank)?;
            if rank == sent {
                std::future::pending::<()>().await;
            }
            ticking.tick().await;
            Some((Ok::<_, std::io::Error>(piece), (all, ticking, rank + 1)))
        },
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_goes_on_is_waited_for_and_one_that_stops_is_not() {
    let (suite, lyon) = setting().await;
    let participants = suite.service(Service::Participants).to_owned();
    let (running, url) = beside(&suite, participants.clone(), participants).await;
    ready(&Api::new(suite.http.clone(), &url).with_token(lyon.referent.token())).await;
    let post = |body: reqwest::Body| {
        let request = reqwest::Client::new().post(format!("{url}/v1/participants")).bearer_auth(lyon.referent.token());
        request.header("Content-Type", "application/json").body(body).send()
    };
    let words: Vec<&'static [u8]> = vec![
        b"{ \"nom\": \"Diallo\",",
        b" \"prenom\":",
        b" \"Awa\",",
        b" \"date_naissance\": \"1984-05-20\",",
        b" \"sexe\": \"F\" }",
    ];
    // Longer in all than the gateway waits for an answer, and never as long for the next piece.
    let slow = post(pieces(words.clone(), Duration::from_millis(300), usize::MAX)).await.unwrap();
    assert_eq!(slow.status(), 201, "{}", slow.text().await.unwrap());
    let stopped = post(pieces(words, Duration::from_millis(1), 3)).await.unwrap();
    let (status, problem) = (stopped.status(), stopped.json::<Value>().await.unwrap());
    assert_eq!((status.as_u16(), &problem["slug"]), (408, &json!("envoi-interrompu")));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_the_head_alone_gets_that_of_the_answer() {
    let (suite, lyon) = setting().await;
    let plain = reqwest::Client::new();
    for path in ["/docs/", "/openapi.json", "/problemes", "/health", "/v1/participants", "/.well-known/jwks.json"] {
        let url = format!("{}{path}", suite.url);
        let head = plain.head(&url).bearer_auth(lyon.referent.token()).send().await.unwrap();
        let whole = plain.get(&url).bearer_auth(lyon.referent.token()).send().await.unwrap();
        assert_eq!(
            (head.status(), head.headers().get("content-type")),
            (whole.status(), whole.headers().get("content-type")),
            "{path}"
        );
        assert!(head.status().is_success() && head.bytes().await.unwrap().is_empty(), "{path}");
    }
    let stranger = plain.head(format!("{}/v1/participants", suite.url)).send().await.unwrap();
    assert_eq!(stranger.status(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_hides_how_much_it_is_goes_no_further_than_the_edge() {
    let suite = TestSuite::start().await;
    for coding in ["gzip", "br", "identity, gzip"] {
        let sent = suite.http.post(format!("{}/v1/jetons", suite.url)).header("Content-Encoding", coding).body("x");
        let refused = sent.send().await.unwrap();
        assert_eq!(refused.status(), 415, "{coding}");
        assert_eq!(refused.headers()["accept-encoding"], "identity", "{coding}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_forges_tokens_is_counted_by_where_they_come_from() {
    // Counts are of a minute, which does not end meanwhile.
    let clock = Clock::fixed(t("2026-11-26T08:00:10Z"));
    let suite = TestSuite::with(Options { limits: Some((1_000, 5)), clock: Some(clock), ..Options::default() }).await;
    let mut told = Vec::new();
    for rank in 0..8 {
        let request = suite.http.get(format!("{}/v1/participants", suite.url));
        let request = if rank % 2 == 0 { request.bearer_auth("eyJ.forged.token") } else { request };
        told.push(request.send().await.unwrap().status().as_u16());
    }
    assert_eq!(told, [401, 401, 401, 401, 401, 429, 429, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_configured_origin_may_call_from_a_browser() {
    let (suite, _) = setting().await;
    let participants = suite.service(Service::Participants).to_owned();
    let (running, url) = beside(&suite, participants.clone(), participants).await;
    let preflight = |origin: &'static str| {
        suite
            .http
            .request(reqwest::Method::OPTIONS, format!("{url}/v1/participants"))
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET")
            .header("Access-Control-Request-Headers", "authorization")
            .send()
    };
    let allowed = preflight("https://portail.example").await.unwrap();
    assert_eq!(allowed.headers()["access-control-allow-origin"], "https://portail.example");
    let refused = preflight("https://ailleurs.example").await.unwrap();
    assert!(refused.headers().get("access-control-allow-origin").is_none());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_docs_page_loads_nothing_from_outside_and_every_route_is_documented() {
    let (suite, lyon) = setting().await;
    let page = suite.http.get(format!("{}/docs/", suite.url)).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let text = page.text().await.unwrap();
    assert!(!text.contains("http://") && !text.contains("https://"), "{text}");
    let document: Value =
        suite.http.get(format!("{}/openapi.json", suite.url)).send().await.unwrap().json().await.unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    // What is not documented is not routed, though the service behind answers it.
    let inside = suite
        .http
        .get(format!("{}/interne/sessions-fermees", suite.service(Service::Territoires)))
        .send()
        .await
        .unwrap();
    assert_eq!(inside.status(), 200);
    assert_eq!(lyon.referent.get("/interne/sessions-fermees").await.unwrap_err().status, 404);
    assert_eq!(suite.http.get(format!("{}/metrics", suite.url)).send().await.unwrap().status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_id_of_the_client_comes_back_and_nonsense_is_replaced() {
    let (suite, lyon) = setting().await;
    let ask = async |id: &str| {
        let request = suite
            .http
            .get(format!("{}/v1/moi", suite.url))
            .bearer_auth(lyon.referent.token())
            .header("X-Request-Id", id);
        request.send().await.unwrap().headers()["x-request-id"].to_str().unwrap().to_owned()
    };
    assert_eq!(ask("ma-requete-12345").await, "ma-requete-12345");
    assert_ne!(ask("<script>").await, "<script>");
}

#[derive(diesel::QueryableByName)]
struct Told {
    #[diesel(sql_type = Text)]
    trace: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_goes_from_the_client_through_the_services_into_the_events() {
    let (suite, lyon) = setting().await;
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let caused = format!("00-{trace}-b7ad6b7169203331-01").parse().unwrap();
    let person = Personne { nom: "Trace", prenom: "Noé", naissance: "1979-04-11", sexe: "M", commune: "69123" };
    trace::within(caused, lyon.deposer(person, "2026-02-02", "2026-02-03")).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let Told { trace: told } =
        diesel::sql_query("SELECT trace FROM participants.outbox LIMIT 1").get_result(&mut admin).await.unwrap();
    assert!(told.starts_with(&format!("00-{trace}-")), "{told}");
}
