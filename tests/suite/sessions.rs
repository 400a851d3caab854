//! Login, renewal, ends of sessions.

use std::time::Instant;

use kernel::Clock;
use plie::demo::{Api, MOT_DE_PASSE, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

async fn token(suite: &TestSuite, form: &[(&str, &str)]) -> (u16, Value) {
    let answer = suite.http.post(format!("{}/v1/jetons", suite.url)).form(form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn login(suite: &TestSuite, who: &str, password: &str) -> (u16, Value) {
    token(suite, &[("grant_type", "password"), ("username", who), ("password", password)]).await
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_user_cannot_be_told_apart() {
    let suite = TestSuite::start().await;
    suite.territory("lyon").await;
    let known = login(&suite, "referent@lyon.example", "faux").await;
    let unknown = login(&suite, "personne@lyon.example", "faux").await;
    assert_eq!(known, unknown);
    assert_eq!(known.0, 400);
    // Both hash a password: neither answers at once. Medians, so that a busy machine does not decide.
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..4 {
        for (rank, who) in ["referent@lyon.example", "personne@lyon.example"].into_iter().enumerate() {
            let start = Instant::now();
            login(&suite, who, "faux").await;
            times[rank].push(start.elapsed());
        }
    }
    for list in &mut times {
        list.sort();
    }
    let ratio = times[0][2].as_secs_f64() / times[1][2].as_secs_f64();
    assert!((0.33..3.0).contains(&ratio), "{times:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down_and_says_when_to_come_back() {
    let suite = TestSuite::start().await;
    for _ in 0..10 {
        assert_eq!(login(&suite, "victime@lyon.example", "faux").await.0, 400);
    }
    let answer = suite
        .http
        .post(format!("{}/v1/jetons", suite.url))
        .form(&[("grant_type", "password"), ("username", "VICTIME@lyon.example"), ("password", "faux")])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 429);
    assert!(answer.headers().contains_key("retry-after"));
}

/// A suite whose clock stands still, and a session of the référent.
async fn connected(clock: &Clock) -> (TestSuite, String) {
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    suite.territory("lyon").await;
    let (_, session) = login(&suite, "referent@lyon.example", MOT_DE_PASSE).await;
    (suite, text(&session, "refresh_token"))
}

async fn renew(suite: &TestSuite, refresh: &str) -> (u16, Value) {
    token(suite, &[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_whose_successor_has_served_ends_the_session() {
    let (suite, first) = connected(&Clock::fixed(t("2026-03-02T09:00:00Z"))).await;
    let (status, second) = renew(&suite, &first).await;
    assert_eq!(status, 200);
    let (_, third) = renew(&suite, &text(&second, "refresh_token")).await;
    let api = suite.anonymous().with_token(&text(&third, "access_token"));
    api.get("/v1/moi").await.unwrap();
    assert_eq!(renew(&suite, &first).await.0, 400, "a stolen one came back, in the same second");
    assert_eq!(renew(&suite, &text(&third, "refresh_token")).await.0, 400, "and the whole session is ended");
    refused_soon(&api).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_that_comes_back_later_ends_the_session() {
    let clock = Clock::fixed(t("2026-03-02T09:00:00Z"));
    let (suite, first) = connected(&clock).await;
    let (_, second) = renew(&suite, &first).await;
    clock.set(t("2026-03-02T09:00:30Z"));
    assert_eq!(renew(&suite, &first).await.0, 400, "half a minute later");
    assert_eq!(renew(&suite, &text(&second, "refresh_token")).await.0, 400, "and the whole session is ended");
    refused_soon(&suite.anonymous().with_token(&text(&second, "access_token"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_answer_asks_again_within_half_a_minute() {
    let clock = Clock::fixed(t("2026-03-02T09:00:00Z"));
    let (suite, first) = connected(&clock).await;
    let (_, lost) = renew(&suite, &first).await;
    clock.set(t("2026-03-02T09:00:29Z"));
    let (status, found) = renew(&suite, &first).await;
    assert_eq!((status, text(&found, "refresh_token")), (200, text(&lost, "refresh_token")), "one successor");
    suite.anonymous().with_token(&text(&found, "access_token")).get("/v1/moi").await.unwrap();
    assert_eq!(renew(&suite, &text(&found, "refresh_token")).await.0, 200, "and the session goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_that_renew_at_once_go_on_together() {
    let (suite, mut refresh) = connected(&Clock::fixed(t("2026-03-02T09:00:00Z"))).await;
    for _ in 0..5 {
        let tabs = futures_util::future::join_all((0..8).map(|_| renew(&suite, &refresh))).await;
        let next: std::collections::BTreeSet<_> = tabs.iter().map(|(_, told)| text(told, "refresh_token")).collect();
        assert_eq!(next.len(), 1, "{tabs:?}");
        for (status, told) in &tabs {
            assert_eq!(*status, 200);
            suite.anonymous().with_token(&text(told, "access_token")).get("/v1/moi").await.unwrap();
        }
        refresh = next.into_iter().next().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_gives_a_refresh_token_back_has_no_session_any_more() {
    let suite = TestSuite::start().await;
    suite.territory("lyon").await;
    let (_, session) = login(&suite, "referent@lyon.example", MOT_DE_PASSE).await;
    let given = [("token", text(&session, "refresh_token"))];
    for _ in 0..2 {
        let answer = suite.http.post(format!("{}/v1/jetons/revocation", suite.url)).form(&given).send().await.unwrap();
        assert_eq!(answer.status(), 200, "a token that is unknown is no error (RFC 7009)");
    }
    assert_eq!(renew(&suite, &given[0].1).await.0, 400);
    refused_soon(&suite.anonymous().with_token(&text(&session, "access_token"))).await;
}

/// The access token of an ended session is refused everywhere, at once but for the announcement.
async fn refused_soon(api: &Api) {
    for _ in 0..100 {
        if api.get("/v1/moi").await.is_err_and(|refus| refus.status == 401) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the token of an ended session is still accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let other = suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.unwrap();
    let sessions = other.get("/v1/moi/sessions").await.unwrap();
    let all = sessions.as_array().unwrap();
    assert_eq!(all.iter().filter(|one| one["courante"] == true).count(), 1);
    let older = all.iter().find(|one| one["courante"] == false).unwrap();
    let url = format!("{}/v1/moi/sessions/{}", suite.url, older["id"].as_str().unwrap());
    assert_eq!(suite.http.delete(url).bearer_auth(other.token()).send().await.unwrap().status(), 204);
    refused_soon(&lyon.referent).await;
    other.get("/v1/moi").await.expect("the other session goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_ends_by_itself_and_an_ended_account_does_not_log_in() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let past = json!({
        "courriel": "interim@lyon.example", "prenom": "Ida", "nom": "Intérim",
        "habilitations": [{ "role": "referent", "structure": null, "du": "2020-01-01", "au": "2020-12-31" }],
    });
    lyon.admin.post("/v1/utilisateurs", past).await.unwrap();
    let accepted = json!({ "code": suite.code("interim@lyon.example").await, "mot_de_passe": MOT_DE_PASSE });
    suite.anonymous().post("/v1/invitations/acceptation", accepted).await.unwrap();
    let (status, refused) = login(&suite, "interim@lyon.example", MOT_DE_PASSE).await;
    assert_eq!((status, &refused["slug"]), (400, &json!("identifiants-refuses")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_asked_once_it_is_on() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let prepared = lyon.direction.post("/v1/moi/second-facteur", json!({})).await.unwrap();
    assert!(text(&prepared, "url").starts_with("otpauth://totp/"));
    assert_eq!(login(&suite, "direction@lyon.example", MOT_DE_PASSE).await.0, 200, "not on yet");
    let wrong =
        lyon.direction.post("/v1/moi/second-facteur/activation", json!({ "code": "000000" })).await.unwrap_err();
    assert_eq!(wrong.slug(), "second-facteur-requis");
    let totp = totp_rs::Totp::from_url(text(&prepared, "url")).unwrap();
    let now = u64::try_from(chrono::Utc::now().timestamp()).unwrap();
    let (code, next) = (totp.generate(now).to_string(), totp.generate(now + 30).to_string());
    let activate = async |code: &str| {
        let url = format!("{}/v1/moi/second-facteur/activation", suite.url);
        let request = suite.http.post(url).bearer_auth(lyon.direction.token()).json(&json!({ "code": code }));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(activate(&code).await, 204, "the right code turns it on");
    let with = async |code: &str| {
        let form = [
            ("grant_type", "password"),
            ("username", "direction@lyon.example"),
            ("password", MOT_DE_PASSE),
            ("totp", code),
        ];
        token(&suite, &form).await
    };
    let (status, refused) = login(&suite, "direction@lyon.example", MOT_DE_PASSE).await;
    assert_eq!((status, &refused["slug"]), (400, &json!("second-facteur-requis")));
    assert_eq!(with(&code).await.0, 400, "a code serves once, and this one has turned the factor on");
    assert_eq!(with(&next).await.0, 200);
    assert_eq!(with(&next).await.0, 400, "a code serves once");
    let again = lyon.direction.post("/v1/moi/second-facteur", json!({})).await.unwrap_err();
    assert_eq!(again.status, 409, "who holds a token cannot replace the factor");
}

async fn keys(suite: &TestSuite) -> usize {
    let url = format!("{}/.well-known/jwks.json", suite.url);
    let jwks: Value = suite.http.get(url).send().await.unwrap().json().await.unwrap();
    jwks["keys"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planned_change_of_key_is_announced_and_nobody_notices() {
    let suite = TestSuite::start().await;
    let exploitant = suite.exploitant().await;
    let after = exploitant.post("/v1/cles/rotation", json!({ "compromission": false })).await.unwrap();
    assert_eq!(after.as_array().unwrap().len(), 2);
    assert_eq!(keys(&suite).await, 2, "published before it signs");
    exploitant.get("/v1/moi").await.expect("the former key verifies still");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_key_verifies_nothing_any_more_and_sessions_go_on() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (_, session) = login(&suite, "referent@lyon.example", MOT_DE_PASSE).await;
    let exploitant = suite.exploitant().await;
    exploitant.post("/v1/cles/rotation", json!({ "compromission": true })).await.unwrap();
    refused_soon(&lyon.referent).await;
    assert_eq!(keys(&suite).await, 1);
    let refresh = text(&session, "refresh_token");
    let (status, renewed) = token(&suite, &[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await;
    assert_eq!(status, 200);
    let api = suite.anonymous().with_token(&text(&renewed, "access_token"));
    wait_until_accepted(&api, "/v1/moi").await;
    wait_until_accepted(&api, "/v1/participants").await;
}

async fn wait_until_accepted(api: &Api, path: &str) {
    for _ in 0..100 {
        match api.get(path).await {
            Err(refus) if refus.status == 401 => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            other => return drop(other.unwrap()),
        }
    }
    panic!("the new key is not accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_client_has_its_scopes_until_it_is_ended() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let tomorrow = kernel::calendrier::plus_jours(kernel::Fuseau::Paris.jour(chrono::Utc::now()), 1);
    let asked = json!({ "nom": "Tableau de bord", "scopes": ["participant:lire"], "expire_le": tomorrow });
    let client = lyon.admin.post("/v1/clients", asked).await.unwrap();
    let (id, secret) = (text(&client, "client_id"), text(&client, "secret"));
    let form = [("grant_type", "client_credentials"), ("client_id", id.as_str()), ("client_secret", secret.as_str())];
    let (status, jetons) = token(&suite, &form).await;
    assert_eq!((status, jetons.get("refresh_token")), (200, None));
    let api = suite.anonymous().with_token(&text(&jetons, "access_token"));
    api.get("/v1/participants").await.unwrap();
    assert_eq!(api.get("/v1/candidatures").await.unwrap_err().status, 403);
    let url = format!("{}/v1/clients/{}", suite.url, text(&client, "id"));
    assert_eq!(suite.http.delete(url).bearer_auth(lyon.admin.token()).send().await.unwrap().status(), 204);
    assert_eq!(token(&suite, &form).await.0, 401);
    let powers = json!({ "nom": "Trop", "scopes": ["utilisateur:gerer"], "expire_le": tomorrow });
    assert_eq!(lyon.admin.post("/v1/clients", powers).await.unwrap_err().status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_user_too_eager_is_limited_and_the_others_are_not() {
    let suite = TestSuite::with(Options { limits: Some((40, 1_000_000)), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let mut refused = None;
    for _ in 0..60 {
        if let Err(refus) = lyon.referent.get("/v1/moi").await {
            refused = Some(refus);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert_eq!((refused.status, refused.slug()), (429, "trop-de-requetes"));
    assert!(refused.body["retry_after"].as_u64().unwrap() <= 60);
    lyon.animation.get("/v1/moi").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_version_of_the_rules_leaves_the_past_its_own() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut rules = lyon.admin.get("/v1/referentiels/en-vigueur").await.unwrap();
    rules["version"] = json!(2);
    rules["effet"] = json!("2026-07-01");
    rules["commission"]["quorum"] = json!(5);
    lyon.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
    let quorum = async |au: &str| {
        lyon.admin.get(&format!("/v1/referentiels/en-vigueur?au={au}")).await.unwrap()["commission"]["quorum"].clone()
    };
    assert_eq!((quorum("2026-06-30").await, quorum("2026-07-01").await), (json!(2), json!(5)));
    let again = lyon.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap_err();
    assert_eq!(again.body["errors"][0]["pointer"], "/referentiel/version");
    let versions = wait_for(&lyon.admin, "/v1/referentiels", |all| (all.as_array()?.len() == 2).then(|| all.clone()))
        .await
        .unwrap();
    assert_eq!(versions[0]["version"], 1);
}
