//! An account belongs to its holder: nobody else chooses its password, nobody else is shown what was sent to them.

use std::collections::BTreeSet;

use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::{Clock, Service};
use local_servers::Redis;
use plie::demo::{Api, Equipe, MOT_DE_PASSE};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

use crate::{architecture::code, isolation::operations};

const NOUVEAU: &str = "une autre phrase, plus longue";
const AWA: &str = "awa@exemple.fr";

/// Invites somebody as a référent; the user.
async fn invite(admin: &Api, courriel: &str) -> Value {
    let role = json!({ "role": "referent", "structure": null, "du": "2020-01-01", "au": null });
    let body = json!({ "courriel": courriel, "prenom": "Awa", "nom": "Diop", "habilitations": [role] });
    admin.post("/v1/utilisateurs", body).await.unwrap()
}

async fn accept(suite: &TestSuite, code: &str, password: &str) -> Result<Value, plie::demo::Refus> {
    let body = json!({ "code": code, "mot_de_passe": password });
    suite.anonymous().post("/v1/invitations/acceptation", body).await
}

/// An access token and its refresh token.
async fn session(suite: &TestSuite, courriel: &str, password: &str) -> (Api, String) {
    let form = [("grant_type", "password"), ("username", courriel), ("password", password)];
    jetons(suite, &form).await
}

async fn renewed(suite: &TestSuite, refresh: &str) -> (Api, String) {
    jetons(suite, &[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await
}

async fn jetons(suite: &TestSuite, form: &[(&str, &str)]) -> (Api, String) {
    let answer = suite.http.post(format!("{}/v1/jetons", suite.url)).form(form).send().await.unwrap();
    let jetons: Value = answer.json().await.unwrap();
    let text = |key: &str| jetons[key].as_str().unwrap_or_else(|| panic!("{jetons}")).to_owned();
    (suite.anonymous().with_token(&text("access_token")), text("refresh_token"))
}

async fn delete(suite: &TestSuite, api: &Api, path: &str) -> u16 {
    let request = suite.http.delete(format!("{}{path}", suite.url)).bearer_auth(api.token());
    request.send().await.unwrap().status().as_u16()
}

/// Its token is refused everywhere, at once but for the announcement.
async fn cut(api: &Api) {
    for _ in 0..250 {
        if api.get("/v1/moi").await.is_err_and(|refus| refus.status == 401) {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the token is still accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_invites_knows_no_password_and_sees_no_code() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let given = json!({ "courriel": AWA, "prenom": "Awa", "nom": "Diop", "mot_de_passe": MOT_DE_PASSE });
    assert_eq!(lyon.admin.post("/v1/utilisateurs", given).await.unwrap_err().status, 422, "nobody gives a password");
    let user = invite(&lyon.admin, AWA).await;
    assert_eq!(user["acces"], "invite");
    let code = suite.code(AWA).await;
    assert!(!user.to_string().contains(&code));
    assert_eq!(accept(&suite, &code, "court").await.unwrap_err().status, 422);
    let opened = accept(&suite, &code, MOT_DE_PASSE).await.unwrap();
    assert_eq!((&opened["utilisateur"], &opened["courriel"]), (&user["id"], &json!(AWA)));
    let again = accept(&suite, &code, NOUVEAU).await.unwrap_err();
    assert_eq!((again.status, again.slug()), (404, "lien-invalide"), "a code serves once");
    suite.anonymous().login(AWA, MOT_DE_PASSE).await.unwrap().get("/v1/participants").await.unwrap();
    let path = format!("/v1/utilisateurs/{}", testkit::id(&user));
    assert_eq!(lyon.admin.get(&path).await.unwrap()["acces"], "ouvert");
    assert_eq!(lyon.admin.post(&format!("{path}/invitation"), json!({})).await.unwrap_err().status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_sent_again_withdrawn_and_expires() {
    let clock = Clock::fixed(t("2026-03-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let path = format!("/v1/utilisateurs/{}/invitation", testkit::id(&invite(&lyon.admin, AWA).await));
    let first = suite.code(AWA).await;
    lyon.admin.post(&path, json!({})).await.unwrap();
    let second = suite.code(AWA).await;
    assert_eq!(accept(&suite, &first, MOT_DE_PASSE).await.unwrap_err().status, 404, "the former one opens nothing");
    assert_eq!(delete(&suite, &lyon.admin, &path).await, 204);
    assert_eq!(accept(&suite, &second, MOT_DE_PASSE).await.unwrap_err().status, 404, "withdrawn");
    assert_eq!(delete(&suite, &lyon.admin, &path).await, 404, "none waits");
    lyon.admin.post(&path, json!({})).await.unwrap();
    let third = suite.code(AWA).await;
    clock.set(t("2026-03-09T09:00:00Z"));
    assert_eq!(accept(&suite, &third, MOT_DE_PASSE).await.unwrap_err().status, 404, "after seven days");
    let admin = suite.anonymous().login("admin@lyon.example", MOT_DE_PASSE).await.unwrap();
    let user = admin.get(path.trim_end_matches("/invitation")).await.unwrap();
    assert_eq!((&user["acces"], &user["invitation_expire_le"]), (&json!("ferme"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_territory_counts_once_its_holder_has_accepted_with_their_own_password() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let uni_est = suite.territory("uni-est").await;
    let lent = "referent@lyon.example";
    invite(&uni_est.admin, lent).await;
    let code = suite.code(lent).await;
    let other = json!({
        "grant_type": "password", "username": lent, "password": MOT_DE_PASSE, "territoire": uni_est.territoire,
    });
    let there = async || suite.http.post(format!("{}/v1/jetons", suite.url)).form(&other).send().await.unwrap();
    assert_eq!(there().await.status(), 400, "not before they accept");
    let refused = accept(&suite, &code, NOUVEAU).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (401, "identifiants-refuses"), "nobody gives them another password");
    suite.anonymous().login(lent, MOT_DE_PASSE).await.expect("theirs opens");
    assert!(suite.anonymous().login(lent, NOUVEAU).await.is_err());
    accept(&suite, &code, MOT_DE_PASSE).await.unwrap();
    assert_eq!(there().await.status(), 200);
    // Signed in, they accept without password; a code that was sent to somebody else is not theirs.
    invite(&uni_est.admin, "direction@lyon.example").await;
    let code = json!({ "code": suite.code("direction@lyon.example").await });
    let join = "/v1/moi/invitations/acceptation";
    assert_eq!(lyon.referent.post(join, code.clone()).await.unwrap_err().status, 404);
    let opened = lyon.direction.post(join, code).await.unwrap();
    assert_eq!(opened["territoire"], json!(uni_est.territoire));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_ends_is_cut_at_once_and_never_comes_back() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let users = lyon.admin.get("/v1/utilisateurs").await.unwrap();
    let role = |name: &str| {
        let user = users["elements"].as_array().unwrap().iter().find(|one| one["courriel"] == name).unwrap();
        format!("/v1/habilitations/{}/cloture", user["habilitations"][0]["id"].as_str().unwrap())
    };
    let referent = role("referent@lyon.example");
    lyon.referent.get("/v1/participants").await.unwrap();
    let ended = lyon.admin.post(&referent, json!({})).await.unwrap();
    assert!(ended["retiree_le"].is_string(), "{ended}");
    cut(&lyon.referent).await;
    assert!(suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.is_err());
    let revived = lyon.admin.post(&referent, json!({ "au": "2199-12-31" })).await.unwrap_err();
    assert_eq!((revived.status, revived.slug()), (409, "transition-interdite"));
    let past = role("direction@lyon.example");
    lyon.admin.post(&past, json!({ "au": "2020-12-31" })).await.unwrap();
    cut(&lyon.direction).await;
    assert_eq!(lyon.admin.post(&past, json!({ "au": "2199-12-31" })).await.unwrap_err().status, 409);
    let coming = role("animation@lyon.example");
    lyon.admin.post(&coming, json!({ "au": "2198-12-31" })).await.unwrap();
    assert_eq!(lyon.admin.post(&coming, json!({ "au": "2199-12-31" })).await.unwrap_err().status, 409);
    lyon.animation.get("/v1/participants").await.expect("a role that ends later holds meanwhile");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_territory_is_closed_to_a_user_whose_account_stays_theirs() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let user = format!("/v1/utilisateurs/{}", lyon.referent_id);
    assert_eq!(delete(&suite, &lyon.admin, &format!("{user}/sessions")).await, 204);
    cut(&lyon.referent).await;
    let back = suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.unwrap();
    let closed = lyon.admin.post(&format!("{user}/fermeture"), json!({})).await.unwrap();
    assert_eq!(closed["acces"], "ferme");
    cut(&back).await;
    assert!(suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.is_err());
    lyon.admin.post(&format!("{user}/invitation"), json!({})).await.unwrap();
    suite.accept("referent@lyon.example").await.get("/v1/participants").await.expect("invited again, they come back");
}

/// A body that each of them would take.
fn body(operation: &str) -> Value {
    let someone = json!({ "courriel": AWA, "prenom": "Awa", "nom": "Diop" });
    match operation {
        "POST /v1/cles/rotation" => json!({ "compromission": false }),
        "POST /v1/clients" => json!({ "nom": "Outil", "scopes": ["participant:lire"], "expire_le": "2026-12-31" }),
        "POST /v1/moi/courriel" => json!({ "courriel": AWA }),
        "POST /v1/moi/fermeture" => json!({ "courriel": "admin@lyon.example" }),
        "POST /v1/moi/mot-de-passe" => json!({ "actuel": MOT_DE_PASSE, "nouveau": NOUVEAU }),
        "POST /v1/territoires" => {
            json!({ "code": "dijon", "nom": "Dijon", "referentiel": "dijon", "administrateur": someone })
        }
        "POST /v1/utilisateurs" => someone,
        "POST /v1/utilisateurs/{id}/habilitations" => json!({ "role": "referent", "du": "2026-01-01" }),
        _ => json!({}),
    }
}

/// The operations that ask who one is again, by their document.
fn sensitive() -> BTreeSet<String> {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let asks = |path: &str, method: &str| {
        let refused = &document["paths"][path][method]["responses"]["401"]["description"];
        refused.as_str().is_some_and(|slugs| slugs.contains("authentification-recente-requise"))
    };
    let all = operations().into_iter().filter(|one| asks(&one.path, &one.method.to_lowercase()));
    all.map(|one| format!("{} {}", one.method, one.path)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_opens_an_account_or_gives_rights_asks_again_who_one_is() {
    let clock = Clock::fixed(t("2026-03-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    suite.territory("lyon").await;
    let (_, admin) = session(&suite, "admin@lyon.example", MOT_DE_PASSE).await;
    let (_, exploitant) = session(&suite, testkit::EXPLOITANT.0, testkit::EXPLOITANT.1).await;
    clock.set(t("2026-03-02T09:10:00Z"));
    // Whoever holds the token alone renews it: it proves nothing of who holds it.
    let ((admin, _), (exploitant, _)) = (renewed(&suite, &admin).await, renewed(&suite, &exploitant).await);
    let sensitive = sensitive();
    assert_eq!(
        sensitive.iter().map(String::as_str).collect::<Vec<_>>(),
        [
            "DELETE /v1/moi/second-facteur",
            "POST /v1/cles/rotation",
            "POST /v1/clients",
            "POST /v1/habilitations/{id}/cloture",
            "POST /v1/moi/courriel",
            "POST /v1/moi/fermeture",
            "POST /v1/moi/mot-de-passe",
            "POST /v1/moi/second-facteur",
            "POST /v1/territoires",
            "POST /v1/utilisateurs",
            "POST /v1/utilisateurs/{id}/fermeture",
            "POST /v1/utilisateurs/{id}/habilitations",
        ]
    );
    let nobody = "0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f";
    let ask = async |api: &Api, operation: &str| {
        let (method, path) = operation.split_once(' ').unwrap();
        let url = format!("{}{}", suite.url, path.replace("{id}", nobody));
        let request = suite.http.request(method.parse().unwrap(), url).bearer_auth(api.token()).json(&body(operation));
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json::<Value>().await.unwrap_or_default()["slug"].clone())
    };
    for operation in &sensitive {
        let deployment = operation.contains("/v1/territoires") || operation.contains("/v1/cles");
        let who = if deployment { &exploitant } else { &admin };
        assert_eq!(ask(who, operation).await, (401, json!("authentification-recente-requise")), "{operation}");
    }
    let wrong = admin.post("/v1/moi/authentification", json!({ "mot_de_passe": NOUVEAU })).await.unwrap_err();
    assert_eq!(wrong.slug(), "identifiants-refuses");
    admin.post("/v1/moi/authentification", json!({ "mot_de_passe": MOT_DE_PASSE })).await.unwrap();
    assert_eq!(ask(&admin, "POST /v1/moi/second-facteur").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_who_knows_it_and_replaced_by_who_reads_the_messages() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let who = "referent@lyon.example";
    let elsewhere = suite.anonymous().login(who, MOT_DE_PASSE).await.unwrap();
    let change = async |from: &str| {
        let body = json!({ "actuel": from, "nouveau": NOUVEAU });
        lyon.referent.post("/v1/moi/mot-de-passe", body).await
    };
    assert_eq!(change("pas celui-là, non").await.unwrap_err().slug(), "identifiants-refuses");
    change(MOT_DE_PASSE).await.unwrap();
    cut(&elsewhere).await;
    lyon.referent.get("/v1/moi").await.expect("the session that changed it goes on");
    assert!(suite.anonymous().login(who, MOT_DE_PASSE).await.is_err());

    let told = suite.mailbox.relever(who).unwrap();
    let forget =
        async |courriel: &str| suite.anonymous().post("/v1/mots-de-passe/oubli", json!({ "courriel": courriel })).await;
    assert_eq!(forget("personne@lyon.example").await.unwrap(), forget(who).await.unwrap(), "nobody learns who has one");
    let code = suite.code(who).await;
    assert!(told.is_none_or(|letter| letter.code().is_none()), "what tells of a change opens nothing");
    let reset = async |code: &str| {
        let body = json!({ "code": code, "mot_de_passe": MOT_DE_PASSE });
        suite.anonymous().post("/v1/mots-de-passe/reinitialisation", body).await
    };
    reset(&code).await.unwrap();
    cut(&lyon.referent).await;
    assert_eq!(reset(&code).await.unwrap_err().slug(), "lien-invalide", "once");
    suite.anonymous().login(who, MOT_DE_PASSE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_changes_once_the_new_one_has_answered() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    lyon.referent.post("/v1/moi/courriel", json!({ "courriel": AWA })).await.unwrap();
    let code = suite.code(AWA).await;
    suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.expect("still the address of the account");
    let confirm = async || suite.anonymous().post("/v1/courriels/confirmation", json!({ "code": code })).await;
    confirm().await.unwrap();
    assert_eq!(confirm().await.unwrap_err().slug(), "lien-invalide", "once");
    let api = suite.anonymous().login(AWA, MOT_DE_PASSE).await.unwrap();
    assert_eq!(api.get("/v1/moi").await.unwrap()["courriel"], AWA);
    assert!(suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.is_err());
    lyon.direction.post("/v1/moi/courriel", json!({ "courriel": AWA })).await.unwrap();
    let taken = json!({ "code": suite.code(AWA).await });
    assert_eq!(suite.anonymous().post("/v1/courriels/confirmation", taken).await.unwrap_err().status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_device_is_replaced_by_a_code_that_was_kept_on_paper() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let prepared = lyon.direction.post("/v1/moi/second-facteur", json!({})).await.unwrap();
    let codes: Vec<_> =
        prepared["codes_secours"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10);
    let totp = totp_rs::Totp::from_url(prepared["url"].as_str().unwrap()).unwrap();
    let now = u64::try_from(chrono::Utc::now().timestamp()).unwrap();
    let activation = json!({ "code": totp.generate(now).to_string() });
    lyon.direction.post("/v1/moi/second-facteur/activation", activation).await.unwrap();
    let enter = async |code: &str| {
        let form = [
            ("grant_type", "password"),
            ("username", "direction@lyon.example"),
            ("password", MOT_DE_PASSE),
            ("totp", code),
        ];
        suite.http.post(format!("{}/v1/jetons", suite.url)).form(&form).send().await.unwrap().status().as_u16()
    };
    assert_eq!(enter("AAAA-AAAA-AAAA-AAAA").await, 400);
    assert_eq!(enter(&codes[0].to_lowercase()).await, 200);
    assert_eq!(enter(&codes[0]).await, 400, "a code serves once");
    assert_eq!(delete(&suite, &lyon.direction, "/v1/moi/second-facteur").await, 204);
    assert!(suite.anonymous().login("direction@lyon.example", MOT_DE_PASSE).await.is_ok());
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

async fn count(suite: &TestSuite, sql: &str) -> i64 {
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    diesel::sql_query(sql).get_result::<Count>(&mut admin).await.unwrap().n
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_keeps_nothing_and_opens_nothing() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let close = async |api: &Api, courriel: &str| api.post("/v1/moi/fermeture", json!({ "courriel": courriel })).await;
    assert_eq!(close(&lyon.referent, AWA).await.unwrap_err().body["errors"][0]["pointer"], "/courriel");
    close(&lyon.referent, "referent@lyon.example").await.unwrap();
    cut(&lyon.referent).await;
    assert!(suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.is_err());
    let kept = "SELECT count(*) AS n FROM territoires.comptes WHERE courriel = 'referent@lyon.example'";
    assert_eq!(count(&suite, kept).await, 0);
    let user = lyon.admin.get(&format!("/v1/utilisateurs/{}", lyon.referent_id)).await.unwrap();
    assert_eq!((&user["acces"], &user["nom"]), (&json!("ferme"), &json!("Morel")), "what they did stays theirs");
    let exploitant = suite.exploitant().await;
    assert_eq!(close(&exploitant, testkit::EXPLOITANT.0).await.unwrap_err().status, 409, "that of the configuration");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_other_sessions_end_together() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let own = suite.anonymous().login("referent@lyon.example", MOT_DE_PASSE).await.unwrap();
    assert_eq!(delete(&suite, &own, "/v1/moi/sessions").await, 204);
    cut(&lyon.referent).await;
    assert_eq!(own.get("/v1/moi/sessions").await.unwrap().as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_leaves_nothing_behind_and_survives_the_process_that_wrote_it() {
    let mut suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let waiting = "SELECT count(*) AS n FROM territoires.messages";
    for _ in 0..250 {
        if count(&suite, waiting).await == 0 {
            break;
        }
    }
    assert_eq!(count(&suite, waiting).await, 0, "what was sent is nowhere any more");
    // Written and not sent, as by a process that died in between.
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    diesel::sql_query(
        "INSERT INTO territoires.messages (territoire_id, id, destinataire, sujet, corps, expire_le)
         VALUES ($1::uuid, gen_random_uuid(), 'awa@exemple.fr', 'Votre code', E'Bonjour,\\n\\n042917\\n', now() + interval '1 hour')",
    )
    .bind::<diesel::sql_types::Text, _>(&lyon.territoire)
    .execute(&mut admin)
    .await
    .unwrap();
    suite.restart().await;
    assert_eq!(suite.code(AWA).await, "042917");
}

/// Tries a wrong password as `who`, from an address; the status, and the seconds to wait.
async fn wrong(suite: &TestSuite, who: &str, from: &str) -> (u16, Option<String>) {
    attempt(suite, who, "faux", from).await
}

async fn attempt(suite: &TestSuite, who: &str, password: &str, from: &str) -> (u16, Option<String>) {
    let form = [("grant_type", "password"), ("username", who), ("password", password)];
    // As the gateway does, which says where a request comes from and lets no client say it.
    let request = suite.http.post(format!("{}/v1/jetons", suite.service(Service::Territoires))).form(&form);
    let answer = request.header("X-Forwarded-For", from).send().await.unwrap();
    let wait = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), wait)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_guesses_locks_nobody_out_of_where_they_work() {
    let suite = TestSuite::start().await;
    suite.territory("lyon").await;
    let (who, office, stranger) = ("referent@lyon.example", "192.0.2.10", "198.51.100.7");
    assert_eq!(attempt(&suite, who, MOT_DE_PASSE, office).await.0, 200);
    for _ in 0..10 {
        assert_eq!(wrong(&suite, who, stranger).await.0, 400);
    }
    let (status, wait) = wrong(&suite, who, stranger).await;
    assert_eq!(status, 429);
    assert!(wait.unwrap().parse::<u32>().unwrap() <= 60);
    // From many addresses at once, each below its own bound.
    for rank in 0..50 {
        wrong(&suite, who, &format!("203.0.113.{rank}")).await;
    }
    assert_eq!(wrong(&suite, who, "203.0.113.99").await.0, 429, "a stranger from elsewhere waits too");
    assert_eq!(attempt(&suite, who, MOT_DE_PASSE, office).await.0, 200, "the holder enters from where they work");
    assert_eq!(attempt(&suite, "direction@lyon.example", MOT_DE_PASSE, "203.0.113.99").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_network_of_ipv6_tries_no_more_often_than_another() {
    let suite = TestSuite::start().await;
    suite.territory("lyon").await;
    let who = "admin@lyon.example";
    for rank in 1..=10 {
        assert_eq!(wrong(&suite, who, &format!("2001:db8:5:8::{rank:x}")).await.0, 400);
    }
    assert_eq!(wrong(&suite, who, "[2001:db8:5:8:ffff::1]:4711").await.0, 429, "another address of the same network");
    assert_eq!(wrong(&suite, who, "2001:db8:5:9::1").await.0, 400, "another network");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_the_door_is_neither_wide_open_nor_locked() {
    let directory = tempfile::tempdir().unwrap();
    let redis = Redis::start(directory.path(), "mot-de-passe-de-test").unwrap();
    let suite = TestSuite::with(Options { redis: Some(redis.clone()), ..Options::default() }).await;
    let lyon: Equipe = suite.territory("lyon").await;
    redis.stop().unwrap();
    let (who, office, stranger) = ("referent@lyon.example", "192.0.2.10", "198.51.100.7");
    assert_eq!(attempt(&suite, who, MOT_DE_PASSE, office).await.0, 200);
    let mut refused = 0;
    for _ in 0..12 {
        refused += u32::from(wrong(&suite, who, stranger).await.0 == 429);
    }
    assert!(refused >= 1, "guessing is slowed down by each process");
    assert_eq!(attempt(&suite, who, MOT_DE_PASSE, office).await.0, 200, "and its holder enters");
    lyon.referent.get("/v1/moi").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_the_same_however_it_is_typed() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let user = invite(&lyon.admin, "  Awa@Exemple.FR ").await;
    assert_eq!(user["courriel"], AWA);
    accept(&suite, &suite.code(AWA).await, MOT_DE_PASSE).await.unwrap();
    for typed in [" AWA@exemple.fr", "awa@EXEMPLE.fr\n", "\u{feff}awa@exemple.fr\u{a0}"] {
        suite.anonymous().login(typed, MOT_DE_PASSE).await.unwrap_or_else(|refus| panic!("{typed:?}: {refus}"));
    }
    let again = json!({ "courriel": "AWA@EXEMPLE.FR", "prenom": "Awa", "nom": "Diop" });
    assert_eq!(lyon.admin.post("/v1/utilisateurs", again).await.unwrap_err().status, 409, "she is there already");
    suite.anonymous().post("/v1/mots-de-passe/oubli", json!({ "courriel": " Awa@exemple.fr " })).await.unwrap();
    let body = json!({ "code": suite.code(AWA).await, "mot_de_passe": NOUVEAU });
    suite.anonymous().post("/v1/mots-de-passe/reinitialisation", body).await.unwrap();
    let awa = suite.anonymous().login(AWA, NOUVEAU).await.unwrap();
    awa.post("/v1/moi/courriel", json!({ "courriel": "Awa.Diop@EXEMPLE.fr " })).await.unwrap();
    let code = json!({ "code": suite.code("awa.diop@exemple.fr").await });
    suite.anonymous().post("/v1/courriels/confirmation", code).await.unwrap();
    let awa = suite.anonymous().login("awa.diop@exemple.fr", NOUVEAU).await.unwrap();
    awa.post("/v1/moi/fermeture", json!({ "courriel": " AWA.DIOP@exemple.fr" })).await.unwrap();
    // Guesses count together, whatever is typed around the address.
    for rank in 0..10 {
        let typed = ["victime@lyon.example", " VICTIME@lyon.example", "victime@LYON.example "][rank % 3];
        assert_eq!(wrong(&suite, typed, "198.51.100.7").await.0, 400);
    }
    assert_eq!(wrong(&suite, "Victime@Lyon.Example", "198.51.100.7").await.0, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_opens_whatever_keyboard_composed_its_accents() {
    const COMPOSE: &str = "l'été à Sète !";
    const DECOMPOSE: &str = "l'e\u{301}te\u{301} a\u{300} Se\u{300}te\u{a0}!";
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    invite(&lyon.admin, AWA).await;
    let code = suite.code(AWA).await;
    // Twelve characters that are sent, eleven that are typed.
    assert_eq!(accept(&suite, &code, "e\u{301}23456789ab").await.unwrap_err().status, 422);
    accept(&suite, &code, COMPOSE).await.unwrap();
    let mac = suite.anonymous().login(AWA, DECOMPOSE).await.unwrap();
    mac.post("/v1/moi/authentification", json!({ "mot_de_passe": DECOMPOSE })).await.unwrap();
    for other in ["l'ete a Sete !", "L'été à Sète !", "l'été  à Sète !", "l'été à Sète"] {
        assert!(suite.anonymous().login(AWA, other).await.is_err(), "{other:?}");
    }
    mac.post("/v1/moi/mot-de-passe", json!({ "actuel": DECOMPOSE, "nouveau": DECOMPOSE.to_uppercase() }))
        .await
        .unwrap();
    suite.anonymous().login(AWA, &COMPOSE.to_uppercase()).await.unwrap();
}

/// The one place that knows how addresses compare is `kernel::saisie`.
#[test]
fn no_address_is_compared_by_a_rule_of_its_own() {
    for (path, text) in code(&["services/territoires/src", "libs/territoires-api/src"]) {
        assert!(!text.contains("to_lowercase"), "{path}: kernel::saisie::adresse says what an address is");
    }
}
