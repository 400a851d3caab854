//! Every operation of every document, called by whoever should not reach it.

use auth::{Claims, Cle, Permission, Role};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Utc;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kernel::Service;
use plie::demo::{Equipe, Personne};
use serde_json::{Value, json};
use testkit::TestSuite;

/// One operation of the merged document.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) permission: Option<String>,
    pub(crate) body: bool,
}

/// Every operation that the gateway publishes.
pub(crate) fn operations() -> Vec<Operation> {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                permission: operation["x-permission"].as_str().map(ToOwned::to_owned),
                body: operation["requestBody"].is_object(),
            });
        }
    }
    all
}

/// Protected operations.
pub(crate) fn protected() -> Vec<(Operation, Permission)> {
    let permission = |name: &str| *Permission::ALL.iter().find(|one| one.nom() == name).unwrap();
    operations().into_iter().filter_map(|one| one.permission.clone().map(|name| (one, permission(&name)))).collect()
}

async fn call(suite: &TestSuite, operation: &Operation, path: &str, token: Option<&str>) -> (u16, String) {
    let method = operation.method.parse().unwrap();
    let mut request = suite.http.request(method, format!("{}{path}", suite.url));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if operation.body || operation.method == "POST" {
        request = request.json(&json!({}));
    }
    let response = request.header("If-Match", "\"1\"").send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

fn with_id(path: &str, id: &str) -> String {
    path.replace("{id}", id)
}

const NOBODY: &str = "0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f";

#[test]
fn every_operation_says_who_may_call_it() {
    let open: Vec<_> = operations().into_iter().filter(|one| one.permission.is_none()).map(|one| one.path).collect();
    assert_eq!(
        open,
        [
            "/v1/courriels/confirmation",
            "/v1/invitations/acceptation",
            "/v1/jetons",
            "/v1/jetons/revocation",
            "/v1/mots-de-passe/oubli",
            "/v1/mots-de-passe/reinitialisation",
            "/v1/suivi",
            "/v1/suivi/contenu",
            "/v1/suivi/coordonnees"
        ],
        "tokens are asked for without token, and a link or the code of a message is its own proof"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_forged_token_passes_anywhere() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let good = lyon.referent.token().to_owned();
    let mut parts = good.split('.');
    let (header, payload) = (parts.next().unwrap(), parts.next().unwrap());
    let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    let head: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    let kid = head["kid"].as_str().unwrap().to_owned();
    let jwks: Value =
        suite.http.get(format!("{}/.well-known/jwks.json", suite.url)).send().await.unwrap().json().await.unwrap();
    let public = jwks["keys"][0]["x"].as_str().unwrap();

    let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "kid": kid }).to_string());
    let confused = Header { kid: Some(kid.clone()), ..Header::new(Algorithm::HS256) };
    let other = Cle::generer(kid.clone()).unwrap();
    let now = Utc::now().timestamp();
    let forged = [
        ("alg: none", format!("{none}.{payload}.")),
        (
            "the public key as a secret",
            jsonwebtoken::encode(&confused, &claims, &EncodingKey::from_secret(public.as_bytes())).unwrap(),
        ),
        ("another key", other.signer(&claims).unwrap()),
        ("expired", other.signer(&Claims { exp: now - 3_600, ..claims.clone() }).unwrap()),
        ("another audience", other.signer(&Claims { aud: "autre".into(), ..claims }).unwrap()),
        ("altered", format!("{good}x")),
    ];
    for (operation, _) in protected() {
        let path = with_id(&operation.path, NOBODY);
        let (status, body) = call(&suite, &operation, &path, None).await;
        assert_eq!(status, 401, "no token: {} {path} {body}", operation.method);
        for (how, token) in &forged {
            let (status, body) = call(&suite, &operation, &path, Some(token)).await;
            assert_eq!(status, 401, "{how}: {} {path} {body}", operation.method);
        }
    }
    // The services themselves refuse what the gateway refuses: a leak inside the cluster opens nothing.
    for service in Service::tous() {
        let url = suite.service(service);
        let answer =
            suite.http.get(format!("{url}/v1/evenements/{service}")).bearer_auth(&forged[2].1).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{service}");
    }
}

/// The token of each role of a territory; `None` for those that no person holds.
pub(crate) fn tokens(equipe: &Equipe) -> Vec<(Role, String)> {
    [
        (Role::Referent, &equipe.referent),
        (Role::Animation, &equipe.animation),
        (Role::Direction, &equipe.direction),
        (Role::MembreCommission, &equipe.commission),
        (Role::Prescripteur, &equipe.prescripteur),
        (Role::OperateurEtape, &equipe.operateur),
        (Role::GestionnaireFse, &equipe.gestionnaire),
        (Role::Controleur, &equipe.controleur),
        (Role::AdminTerritoire, &equipe.admin),
    ]
    .into_iter()
    .map(|(role, api)| (role, api.token().to_owned()))
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_reaches_exactly_what_the_matrix_gives_it() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    for (role, token) in tokens(&lyon) {
        for (operation, permission) in protected() {
            let path = with_id(&operation.path, NOBODY);
            let (status, body) = call(&suite, &operation, &path, Some(&token)).await;
            let allowed = permission.roles().contains(&role);
            assert_eq!(status != 403, allowed, "{} {} {path}: {status} {body}", role.nom(), operation.method);
            assert_ne!(status, 500, "{} {} {path}: {body}", role.nom(), operation.method);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_of_the_next_territory_sees_nothing() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let uni_est = suite.territory("uni-est").await;
    let secret =
        Personne { nom: "Quasimodotus", prenom: "Zéphyrine", naissance: "1979-04-11", sexe: "F", commune: "69123" };
    let dossier = lyon.deposer(secret, "2026-02-02", "2026-02-03").await.unwrap();
    let ids = [
        dossier.candidature.clone(),
        dossier.participant.clone(),
        lyon.referent_id.clone(),
        lyon.operateur_structure.clone(),
    ];
    for (role, token) in tokens(&uni_est) {
        for (operation, permission) in protected() {
            if !permission.roles().contains(&role) {
                continue;
            }
            for id in &ids {
                let path = with_id(&operation.path, id);
                let (status, body) = call(&suite, &operation, &path, Some(&token)).await;
                let what = format!("{} {} {path}", role.nom(), operation.method);
                assert!(!body.contains("Quasimodotus") && !body.contains("Zéphyrine"), "{what}: {body}");
                if operation.path.contains("{id}") {
                    assert!(matches!(status, 404 | 422), "{what}: {status} {body}");
                }
            }
        }
    }
    let search = json!({ "nom": "quasi" });
    assert_eq!(uni_est.referent.post("/v1/participants/recherche", search.clone()).await.unwrap(), json!([]));
    assert_eq!(lyon.referent.post("/v1/participants/recherche", search).await.unwrap().as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_of_a_territory_is_read_with_its_own_token_only() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let secret =
        Personne { nom: "Quasimodotus", prenom: "Zéphyrine", naissance: "1979-04-11", sexe: "F", commune: "69123" };
    lyon.deposer(secret, "2026-02-02", "2026-02-03").await.unwrap();
    let uni_est = suite.territory("uni-est").await;
    let scope =
        json!({ "nom": "Entrepôt", "scopes": ["evenement:lire"], "expire_le": kernel::Fuseau::Paris.jour(Utc::now()) });
    let feed = async |equipe: &Equipe| {
        let client = equipe.admin.post("/v1/clients", scope.clone()).await.unwrap();
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", client["client_id"].as_str().unwrap()),
            ("client_secret", client["secret"].as_str().unwrap()),
        ];
        let token: Value =
            suite.http.post(format!("{}/v1/jetons", suite.url)).form(&form).send().await.unwrap().json().await.unwrap();
        let api = suite.anonymous().with_token(token["access_token"].as_str().unwrap());
        assert_eq!(api.get("/v1/participants").await.unwrap_err().status, 403, "only what its scopes give");
        for service in Service::tous() {
            api.get(&format!("/v1/evenements/{service}?limite=500")).await.unwrap();
            let heads = api.get(&format!("/v1/evenements/{service}/tetes")).await;
            assert_eq!(heads.unwrap_err().status, 403, "how far those of others go is theirs");
        }
        api.get("/v1/evenements/participants").await.unwrap()
    };
    let told = feed(&lyon).await;
    let mut told: Vec<_> =
        told["elements"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
    told.sort_unstable();
    let expected = ["candidature_affectee", "dossier_suivi", "personne_decrite", "situation_rsa"];
    let expected = expected.map(|kind| format!("participants.{kind}.v1"));
    assert_eq!(told, expected, "the file, to whom it was given, who sees it, and what the person lives on");
    assert_eq!(feed(&uni_est).await["elements"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_header_selects_a_territory() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let uni_est = suite.territory("uni-est").await;
    for name in ["X-Territoire", "X-Territoire-Id", "X-Tenant-Id", "X-Plie-Territoire", "Forwarded"] {
        let answer = suite
            .http
            .get(format!("{}/v1/moi", suite.url))
            .bearer_auth(uni_est.referent.token())
            .header(name, &lyon.territoire)
            .send()
            .await
            .unwrap();
        let me: Value = answer.json().await.unwrap();
        assert_eq!(me["territoire"], json!(uni_est.territoire), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_a_file_is_journalled() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let person = Personne { nom: "Garnier", prenom: "Gisèle", naissance: "1979-04-11", sexe: "F", commune: "69123" };
    let dossier = lyon.deposer(person, "2026-02-02", "2026-02-03").await.unwrap();
    let path = format!("/v1/participants/{}", dossier.participant);
    lyon.gestionnaire.get(&path).await.unwrap();
    let read = |lines: &Value| lines.as_array()?.iter().find(|line| line["operation"] == "participant_view").cloned();
    let line = plie::demo::wait_for(&lyon.admin, &format!("{path}/lectures"), read).await.unwrap();
    let me = lyon.gestionnaire.get("/v1/moi").await.unwrap();
    assert_eq!(line["par"], me["id"]);
}
