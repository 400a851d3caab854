//! Tools of third parties: how they prove who they are, what they are given, how they are refused (RFC 6749, 7009, 7523).

use auth::Cle;
use chrono::{TimeDelta, Utc};
use futures_util::future::join_all;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kernel::{Clock, Fuseau, calendrier};
use plie::demo::{Api, Equipe, MOT_DE_PASSE};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const CREDENTIALS: (&str, &str) = ("grant_type", "client_credentials");

/// An answer: its status, its body, and by what it challenges.
struct Told {
    status: u16,
    body: Value,
    challenge: Option<String>,
}

impl Told {
    fn refused(&self) -> (u16, &str) {
        (self.status, self.body["error"].as_str().unwrap_or_default())
    }

    fn token(&self) -> &str {
        self.body["access_token"].as_str().unwrap_or_else(|| panic!("{}", self.body))
    }
}

async fn ask(suite: &TestSuite, path: &str, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Told {
    let request = suite.http.post(format!("{}{path}", suite.url)).form(form);
    let request = match basic {
        Some((id, secret)) => request.basic_auth(id, Some(secret)),
        None => request,
    };
    let answer = request.send().await.unwrap();
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (status, challenge) = (answer.status().as_u16(), header("www-authenticate"));
    if path == "/v1/jetons" {
        let said = ["content-type", "cache-control", "pragma"].map(|name| header(name).unwrap_or_default());
        assert_eq!(said, ["application/json", "no-store", "no-cache"], "{status}");
    }
    let body = answer.json().await.unwrap_or_default();
    Told { status, body, challenge }
}

async fn token(suite: &TestSuite, form: &[(&str, &str)]) -> Told {
    ask(suite, "/v1/jetons", form, None).await
}

/// A client of two permissions.
async fn client(lyon: &Equipe, more: Value) -> (String, Value) {
    let until = calendrier::plus_jours(Fuseau::Paris.jour(Utc::now()), 1);
    let mut asked = json!({ "nom": "Entrepôt", "scopes": ["participant:lire", "evenement:lire"], "expire_le": until });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = lyon.admin.post("/v1/clients", asked).await.unwrap();
    (made["client_id"].as_str().unwrap().to_owned(), made)
}

fn secret(made: &Value) -> &str {
    made["secret"].as_str().unwrap()
}

/// The token is refused everywhere, at once but for the announcement.
async fn cut(api: &Api) {
    for _ in 0..250 {
        if api.get("/v1/participants").await.is_err_and(|refus| refus.status == 401) {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the token is still accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_that_of_the_rfc_and_says_the_problem_of_the_suite_beside_it() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (id, made) = client(&lyon, json!({})).await;
    let (id, secret) = (("client_id", id.as_str()), ("client_secret", secret(&made)));
    let user = ("username", "referent@lyon.example");
    let password = ("grant_type", "password");
    for (form, status, error, slug) in [
        (vec![password, user, ("password", "faux")], 400, "invalid_grant", "identifiants-refuses"),
        (vec![password, user], 400, "invalid_request", "donnees-invalides"),
        (vec![password, user, ("password", "")], 400, "invalid_request", "donnees-invalides"),
        (vec![password, user, user], 400, "invalid_request", "donnees-invalides"),
        (vec![], 400, "invalid_request", "donnees-invalides"),
        (vec![("grant_type", "implicit")], 400, "unsupported_grant_type", "donnees-invalides"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "?")], 400, "invalid_grant", "identifiants-refuses"),
        (vec![CREDENTIALS], 401, "invalid_client", "identifiants-refuses"),
        (vec![CREDENTIALS, id], 401, "invalid_client", "identifiants-refuses"),
        (vec![CREDENTIALS, id, ("client_secret", "faux")], 401, "invalid_client", "identifiants-refuses"),
        (vec![CREDENTIALS, secret], 400, "invalid_request", "donnees-invalides"),
        (
            vec![CREDENTIALS, id, secret, ("scope", "participant:lire openid")],
            400,
            "invalid_scope",
            "donnees-invalides",
        ),
        (vec![password, user, ("password", MOT_DE_PASSE), id, secret], 400, "unauthorized_client", "interdit"),
    ] {
        let told = token(&suite, &form).await;
        assert_eq!((told.refused(), &told.body["slug"]), ((status, error), &json!(slug)), "{form:?}");
        let challenged = told.challenge.as_deref().is_some_and(|challenge| challenge.starts_with("Basic realm="));
        assert_eq!(challenged, status == 401, "{form:?}: a 401 says by what one may prove who one is");
        assert!(told.body["error_description"].as_str().is_some_and(|text| text.is_ascii() && !text.is_empty()));
    }
    let accents = token(&suite, &[("grant_type", "password"), user]).await.body;
    assert_eq!(accents["errors"][0]["pointer"], "/password");
    let forged = suite.http.post(format!("{}/v1/jetons", suite.url)).json(&json!({ "grant_type": "password" }));
    let forged: Value = forged.send().await.unwrap().json().await.unwrap();
    assert_eq!((&forged["error"], &forged["status"]), (&json!("invalid_request"), &json!(415)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_proves_who_it_is_in_one_way_and_is_told_what_it_may_do() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (id, made) = client(&lyon, json!({})).await;
    let secret = secret(&made);
    let basic = |form: Vec<(&'static str, &'static str)>| ask(&suite, "/v1/jetons", form.leak(), Some((&id, secret)));
    let all = basic(vec![CREDENTIALS, ("audience", "ignorée"), ("scope", "")]).await;
    assert_eq!((all.status, &all.body["scope"]), (200, &json!("participant:lire evenement:lire")));
    let some = basic(vec![CREDENTIALS, ("scope", "evenement:lire")]).await;
    assert_eq!(some.body["scope"], "evenement:lire");
    let api = suite.anonymous().with_token(some.token());
    api.get("/v1/evenements/fse").await.unwrap();
    assert_eq!(api.get("/v1/participants").await.unwrap_err().status, 403);
    let twice = [CREDENTIALS, ("client_id", id.as_str()), ("client_secret", secret)];
    assert_eq!(ask(&suite, "/v1/jetons", &twice, Some((&id, secret))).await.refused(), (400, "invalid_request"));
    let other = [CREDENTIALS, ("client_id", "un-autre")];
    assert_eq!(ask(&suite, "/v1/jetons", &other, Some((&id, secret))).await.refused(), (400, "invalid_request"));
    let wrong = ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((&id, "faux"))).await;
    assert_eq!(wrong.refused(), (401, "invalid_client"));
    assert!(wrong.challenge.unwrap().starts_with("Basic realm="));
    let named = [("grant_type", "password"), ("username", "admin@lyon.example"), ("password", MOT_DE_PASSE)];
    let nobody = ask(&suite, "/v1/jetons", &named, Some(("", ""))).await;
    assert_eq!((nobody.status, nobody.body.get("scope")), (200, None), "a page that has no client sends an empty one");
    let asked = [&named[..], &[("client_id", "portail"), ("scope", "openid")]].concat();
    let asked = token(&suite, &asked).await;
    let scope = asked.body["scope"].as_str().unwrap();
    assert!(scope.split(' ').any(|one| one == "client:gerer") && !scope.contains("openid"), "{scope}");
}

/// A key of a client, and what it signs.
struct Signataire {
    cle: Cle,
    client: String,
    url: String,
}

impl Signataire {
    async fn nouveau(suite: &TestSuite, lyon: &Equipe) -> Self {
        let cle = Cle::generer("2026".to_owned()).unwrap();
        let (client, made) = client(lyon, json!({ "jwks": { "keys": [cle.jwk()] } })).await;
        assert_eq!((made.get("secret"), &made["jwks"]["keys"][0]["kid"]), (None, &json!("2026")));
        Self { cle, client, url: suite.url.clone() }
    }

    fn signe(&self, jti: &str) -> String {
        let claims = json!({
            "iss": self.client, "sub": self.client, "aud": self.url, "jti": jti,
            "exp": (Utc::now() + TimeDelta::minutes(1)).timestamp(),
        });
        let header = Header { kid: Some("2026".to_owned()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(self.cle.pkcs8())).unwrap()
    }
}

async fn prove(suite: &TestSuite, signed: &str) -> Told {
    token(suite, &[CREDENTIALS, ("client_assertion_type", ASSERTION), ("client_assertion", signed)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_signs_proves_it_once_even_when_it_is_sent_many_times_at_once() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let signataire = Signataire::nouveau(&suite, &lyon).await;
    let first = signataire.signe("un");
    let told = prove(&suite, &first).await;
    suite.anonymous().with_token(told.token()).get("/v1/participants").await.unwrap();
    let again = prove(&suite, &first).await;
    assert_eq!(again.refused(), (401, "invalid_client"));
    assert!(again.body["detail"].as_str().unwrap().contains("jti"), "{}", again.body);
    let second = signataire.signe("deux");
    let many = join_all((0..8).map(|_| prove(&suite, &second))).await;
    assert_eq!(many.iter().filter(|told| told.status == 200).count(), 1);
    // The secret of a client that signs is none, not even the empty one.
    for secret in ["", "faux"] {
        let told = ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((&signataire.client, secret))).await;
        assert_eq!(told.refused(), (401, "invalid_client"), "{secret:?}");
    }
    let other = Signataire {
        client: signataire.client.clone(),
        cle: Cle::generer("2026".into()).unwrap(),
        url: suite.url.clone(),
    };
    assert_eq!(prove(&suite, &other.signe("trois")).await.refused(), (401, "invalid_client"));
    let form = [CREDENTIALS, ("client_assertion_type", "autre"), ("client_assertion", &signataire.signe("quatre"))];
    assert_eq!(token(&suite, &form).await.refused(), (400, "invalid_request"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_none_or_that_is_private_is_refused_where_it_stands() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let good = Cle::generer("2026".to_owned()).unwrap().jwk();
    for (member, value) in
        [("d", json!("secret")), ("crv", json!("P-256")), ("x", json!("AQAB")), ("kty", json!("oct"))]
    {
        let mut key = good.clone();
        key[member] = value;
        let body = json!({
            "nom": "Entrepôt", "scopes": ["participant:lire"], "expire_le": "2100-01-01", "jwks": { "keys": [good, key] },
        });
        let refused = lyon.admin.post("/v1/clients", body).await.unwrap_err();
        let pointed = refused.body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["pointer"] == format!("/jwks/keys/1/{member}"));
        assert!(refused.status == 422 && pointed, "{member}: {}", refused.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_ended_has_no_token_from_that_instant() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (id, made) = client(&lyon, json!({})).await;
    let (other, kept) = client(&lyon, json!({})).await;
    let api = async |id: &str, made: &Value| {
        let told = ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((id, secret(made)))).await;
        suite.anonymous().with_token(told.token())
    };
    let (first, second, neighbour) = (api(&id, &made).await, api(&id, &made).await, api(&other, &kept).await);
    for one in [&first, &second, &neighbour] {
        one.get("/v1/participants").await.unwrap();
    }
    let url = format!("{}/v1/clients/{}", suite.url, testkit::id(&made));
    let end = async || suite.http.delete(&url).bearer_auth(lyon.admin.token()).send().await.unwrap().status();
    assert_eq!(end().await, 204);
    cut(&first).await;
    cut(&second).await;
    neighbour.get("/v1/participants").await.expect("the other client goes on");
    assert_eq!(ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((&id, secret(&made)))).await.status, 401);
    assert_eq!(end().await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_given_back_by_whose_it_is() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (id, made) = client(&lyon, json!({})).await;
    let (other, others) = client(&lyon, json!({})).await;
    let ours = ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((&id, secret(&made)))).await;
    let api = suite.anonymous().with_token(ours.token());
    let give = async |token: &str, basic: Option<(&str, &str)>| {
        let form = [("token", token), ("token_type_hint", "refresh_token"), ("inconnu", "ignoré")];
        ask(&suite, "/v1/jetons/revocation", &form, basic).await
    };
    assert_eq!(give(ours.token(), None).await.refused(), (401, "invalid_client"), "a client proves who it is");
    assert_eq!(give(ours.token(), Some((&other, secret(&others)))).await.refused(), (400, "invalid_grant"));
    assert_eq!(give(ours.token(), Some((&id, "faux"))).await.refused(), (401, "invalid_client"));
    api.get("/v1/participants").await.expect("nobody else ends it");
    assert_eq!(give(ours.token(), Some((&id, secret(&made)))).await.status, 200);
    cut(&api).await;
    assert_eq!(give(ours.token(), Some((&id, secret(&made)))).await.status, 200, "again is no error");
    let next = ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((&id, secret(&made)))).await;
    suite.anonymous().with_token(next.token()).get("/v1/participants").await.expect("another session");
    assert_eq!(give("a.b.c", None).await.status, 200, "what is unknown is no error");
    assert_eq!(ask(&suite, "/v1/jetons/revocation", &[("jeton", "?")], None).await.refused(), (400, "invalid_request"));
    // The access token of an account ends its session, as its refresh token does.
    assert_eq!(give(lyon.referent.token(), Some((&id, secret(&made)))).await.refused(), (400, "invalid_grant"));
    assert_eq!(give(lyon.referent.token(), None).await.status, 200);
    cut(&lyon.referent).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_not_outlive_the_last_day_of_its_client() {
    let clock = Clock::fixed(t("2026-03-02T22:30:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let (id, made) = client(&lyon, json!({ "expire_le": "2026-03-02" })).await;
    let asked = async || ask(&suite, "/v1/jetons", &[CREDENTIALS], Some((&id, secret(&made)))).await;
    assert_eq!(asked().await.body["expires_in"], 600);
    clock.set(t("2026-03-02T22:57:00Z"));
    assert_eq!(asked().await.body["expires_in"], 180, "until midnight in Lyon");
    clock.set(t("2026-03-02T23:00:00Z"));
    assert_eq!(asked().await.refused(), (401, "invalid_client"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metadata_say_where_and_how_through_the_gateway() {
    let suite = TestSuite::start().await;
    let url = format!("{}/.well-known/oauth-authorization-server", suite.url);
    let told: Value = suite.http.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(told["issuer"], suite.url);
    assert_eq!(told["token_endpoint"], format!("{}/v1/jetons", suite.url));
    for place in ["token", "revocation"] {
        let methods = &told[format!("{place}_endpoint_auth_methods_supported")];
        assert_eq!(*methods, json!(["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]));
        let algorithms = &told[format!("{place}_endpoint_auth_signing_alg_values_supported")];
        assert_eq!(*algorithms, json!(["ES256", "RS256", "EdDSA", "Ed25519"]));
    }
    let scopes: Vec<_> = told["scopes_supported"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(scopes.contains(&"participant:lire") && !scopes.contains(&"utilisateur:gerer"), "{scopes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_too_many_tokens_reads_it_as_a_refusal_of_oauth_too() {
    let suite = TestSuite::with(Options { limits: Some((1_000_000, 5)), ..Options::default() }).await;
    for _ in 0..40 {
        let told = ask(&suite, "/v1/jetons", &[CREDENTIALS], None).await;
        if told.status == 429 {
            assert_eq!((told.refused().1, &told.body["slug"]), ("temporarily_unavailable", &json!("trop-de-requetes")));
            return;
        }
    }
    panic!("no limit");
}
