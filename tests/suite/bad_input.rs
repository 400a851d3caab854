//! What is wrong is said precisely, in French, and nothing is half-written.

use plie::demo::Api;
use serde_json::{Value, json};
use testkit::TestSuite;

use crate::events::until;

fn person() -> Value {
    json!({ "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F", "commune": "69123" })
}

async fn raw(
    suite: &TestSuite,
    api: &Api,
    kind: &str,
    body: impl Into<reqwest::Body>,
    key: Option<&str>,
) -> (u16, Value, reqwest::header::HeaderMap) {
    let mut request = suite
        .http
        .post(format!("{}/v1/participants", suite.url))
        .bearer_auth(api.token())
        .header("Content-Type", kind)
        .body(body);
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, answer.json().await.unwrap_or_default(), headers)
}

async fn count(api: &Api) -> usize {
    api.get("/v1/participants").await.unwrap()["elements"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_field_is_pointed_at_in_french() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    for (field, value, pointer, detail) in [
        ("nir", json!("284057"), "/nir", "champ inconnu : `nir`"),
        ("nom", json!(12), "/nom", "type invalide : entier `12` ; attendu : un texte"),
        ("date_naissance", json!("2021-02-30"), "/date_naissance", "cette date n'existe pas"),
        ("date_naissance", json!("1904-01-01"), "/date_naissance", "attendu : une date passée, de moins de 120 ans"),
        ("commune", json!("69999"), "/commune", "aucune commune ne porte ce code INSEE"),
        ("commune", json!("Lyon"), "/commune", "un code commune INSEE compte 5 caractères"),
        ("sexe", json!("X"), "/sexe", "valeur inconnue : `X`"),
        ("courriel", json!("pas une adresse"), "/courriel", "adresse électronique invalide"),
    ] {
        let mut body = person();
        body[field] = value;
        let refused = lyon.referent.post("/v1/participants", body).await.unwrap_err();
        assert_eq!(refused.status, 422, "{field}: {}", refused.body);
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.body);
        let said = refused.body["errors"][0]["detail"].as_str().unwrap();
        assert!(said.contains(detail), "{field}: {said}");
    }
    let siret = json!({ "nom": "Garage", "nature": "ei", "siret": "73282932000079" });
    let refused = lyon.admin.post("/v1/structures", siret).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["detail"], "ce SIRET n'existe pas : sa clé de contrôle est fausse");
    assert_eq!(count(&lyon.referent).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_nobody_sees_and_a_date_of_nobody_s_time_are_refused_where_they_stand() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    for (field, value) in [
        ("nom", "a\0b"),
        ("nom", " "),
        ("nom", "\u{200b}"),
        ("nom", "Dia\u{202e}llo"),
        ("nom", "Dia\u{7}llo"),
        ("prenom", "Ami\nnata"),
        ("prenom", "✅"),
        ("date_naissance", "0026-05-20"),
        ("date_naissance", "-5000-05-20"),
        ("telephone", "06\0"),
        ("courriel", "a@b\0.example"),
    ] {
        let mut body = person();
        body[field] = json!(value);
        let refused = lyon.referent.post("/v1/participants", body).await.unwrap_err();
        assert_eq!(
            (refused.status, &refused.body["errors"][0]["pointer"]),
            (422, &json!(format!("/{field}"))),
            "{value:?}"
        );
    }
    for query in ["?apres=%00", "?limite=1%E2%80%8B0"] {
        let refused = lyon.referent.get(&format!("/v1/participants{query}")).await.unwrap_err();
        assert_eq!(refused.status, 422, "{query}: {}", refused.body);
    }
    let list = json!(["Diallo", "Aminata", "1984-05-20", "F"]);
    assert_eq!(lyon.referent.post("/v1/participants", list).await.unwrap_err().status, 422);
    assert_eq!(count(&lyon.referent).await, 0);
    let mut pasted = person();
    pasted["nom"] = json!("\u{202a} He\u{301}bert \u{202c}");
    pasted["telephone"] = json!("\u{202a}+33 (0)6 12 34 56 78");
    let kept = lyon.referent.post("/v1/participants", pasted).await.unwrap();
    assert_eq!((&kept["nom"], &kept["telephone"]), (&json!("Hébert"), &json!("06 12 34 56 78")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_json_or_too_large_or_elsewhere_is_refused_in_the_same_body() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let cases = [
        raw(&suite, &lyon.referent, "application/json", "{", None).await,
        raw(&suite, &lyon.referent, "text/plain", person().to_string(), None).await,
        raw(&suite, &lyon.referent, "application/json", vec![b' '; 300 * 1024], None).await,
        raw(&suite, &lyon.referent, "application/json", person().to_string(), Some("")).await,
    ];
    let slugs: Vec<_> = cases.iter().map(|(status, body, _)| (*status, body["slug"].as_str().unwrap())).collect();
    assert_eq!(
        slugs,
        [
            (400, "requete-illisible"),
            (415, "type-non-pris-en-charge"),
            (413, "corps-trop-grand"),
            (400, "cle-idempotence-invalide")
        ]
    );
    for (_, _, headers) in &cases {
        assert_eq!(headers["content-type"], "application/problem+json");
        assert!(headers.contains_key("x-request-id"));
    }
    assert_eq!(lyon.referent.get("/v1/nulle-part").await.unwrap_err().status, 404);
    assert_eq!(lyon.referent.get("/v1/participants/pas-un-uuid").await.unwrap_err().slug(), "introuvable");
    assert_eq!(lyon.referent.get("/v1/participants?limite=1000").await.unwrap_err().status, 422);
    let forged = lyon.referent.get("/v1/participants?apres=n'importe-quoi").await.unwrap_err();
    assert_eq!((forged.status, &forged.body["errors"][0]["pointer"]), (422, &json!("/apres")));
    let put = suite
        .http
        .put(format!("{}/v1/participants", suite.url))
        .bearer_auth(lyon.referent.token())
        .send()
        .await
        .unwrap();
    assert_eq!((put.status().as_u16(), &put.headers()["allow"]), (405, &"GET, POST".parse().unwrap()));
    assert_eq!(count(&lyon.referent).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_twice_at_the_same_instant_is_done_once() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let one = || raw(&suite, &lyon.referent, "application/json", person().to_string(), Some("cle-1"));
    let (a, b, c) = tokio::join!(one(), one(), one());
    assert_eq!((a.0, &a.1, &a.2["location"]), (b.0, &b.1, &b.2["location"]));
    assert_eq!((a.0, &a.1), (201, &c.1));
    assert_eq!(count(&lyon.referent).await, 1);
    let mut other = person();
    other["prenom"] = json!("Awa");
    let (status, refused, _) = raw(&suite, &lyon.referent, "application/json", other.to_string(), Some("cle-1")).await;
    assert_eq!((status, &refused["slug"]), (422, &json!("cle-idempotence-reutilisee")));
    let (status, ..) = raw(&suite, &lyon.animation, "application/json", person().to_string(), Some("cle-1")).await;
    assert_eq!(status, 201, "another person's key is another key");
    assert_eq!(count(&lyon.referent).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_leaves_its_key_free() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut wrong = person();
    wrong["date_naissance"] = json!("1884-01-01");
    assert_eq!(raw(&suite, &lyon.referent, "application/json", wrong.to_string(), Some("k")).await.0, 422);
    assert_eq!(raw(&suite, &lyon.referent, "application/json", person().to_string(), Some("k")).await.0, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_writer_with_an_old_version_overwrites_nothing_and_learns_who_changed_what() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = lyon.referent.post("/v1/participants", person()).await.unwrap();
    let url = format!("{}/v1/participants/{}", suite.url, file["id"].as_str().unwrap());
    let patch = async |api: &Api, version: Option<&str>, field: &str, value: &str| {
        let mut body = person();
        body[field] = json!(value);
        let mut request = suite.http.patch(&url).bearer_auth(api.token()).json(&body);
        if let Some(version) = version {
            request = request.header("If-Match", version);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.headers().get("etag").cloned(), answer.json::<Value>().await.unwrap())
    };
    assert_eq!(patch(&lyon.referent, None, "telephone", "0601020304").await.0, 428);
    let (status, etag, _) = patch(&lyon.referent, Some("\"1\""), "telephone", "0601020304").await;
    assert_eq!((status, etag.unwrap()), (200, "\"2\"".parse::<reqwest::header::HeaderValue>().unwrap()));
    let (status, _, refused) = patch(&lyon.animation, Some("\"1\""), "courriel", "a@b.example").await;
    assert_eq!((status, &refused["slug"]), (412, &json!("version-depassee")));
    assert_eq!(refused["errors"][0]["pointer"], "/telephone");
    for (tags, expected) in [("deux", 428), ("\"0badcafe\"", 412), ("W/\"1\", \"7\"", 412), ("\"1\", W/\"2\"", 200)] {
        assert_eq!(patch(&lyon.animation, Some(tags), "telephone", "0601020304").await.0, expected, "{tags}");
    }
    assert_eq!(patch(&lyon.animation, Some("*"), "telephone", "0601020304").await.0, 200, "there is a file");
    let me = lyon.referent.get("/v1/moi").await.unwrap();
    let name = format!("modifié par {} {}, le ", me["prenom"].as_str().unwrap(), me["nom"].as_str().unwrap());
    let named = async || {
        let (_, _, refused) = patch(&lyon.animation, Some("\"1\""), "courriel", "a@b.example").await;
        let detail = refused["errors"][0]["detail"].as_str().unwrap().to_owned();
        detail.starts_with(&name) && detail.ends_with("(version 2)")
    };
    until(named, "whoever comes too late is not told by whom").await;
    let kept = lyon.referent.get(&format!("/v1/participants/{}", file["id"].as_str().unwrap())).await.unwrap();
    assert_eq!((&kept["telephone"], &kept["courriel"]), (&json!("06 01 02 03 04"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transition_that_the_state_forbids_says_why_as_actions_did() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let signatures = json!([{ "signataire": "participant", "signe_le": "2026-01-12" }, { "signataire": "prescripteur", "signe_le": "2026-01-12" }]);
    let file = json!({ "personne": person(), "signatures": signatures, "deposee_le": "2026-01-12" });
    let filed = lyon.prescripteur.post("/v1/candidatures", file).await.unwrap();
    let path = format!("/v1/candidatures/{}", filed["id"].as_str().unwrap());
    let seen = lyon.referent.get(&path).await.unwrap();
    let action = seen["actions"].as_array().unwrap().iter().find(|one| one["nom"] == "diagnostic").unwrap().clone();
    assert_eq!(action["possible"], false);
    let diagnosis = json!({ "etabli_le": "2026-01-15", "elements": [{ "theme": "emploi", "nature": "atout", "texte": "motivée" }] });
    let refused = lyon.referent.post(&format!("{path}/diagnostic"), diagnosis).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    let why = action["raison"].as_str().unwrap();
    assert!(refused.body["detail"].as_str().unwrap().starts_with(why), "{why}");
    // The prescripteur follows the stage and no more.
    let followed = lyon.prescripteur.get("/v1/candidatures/suivies").await.unwrap();
    assert_eq!(followed["elements"][0]["etat"], "deposee");
    assert_eq!(lyon.prescripteur.get(&path).await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_walked_page_by_page_without_loss_nor_double() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    for n in 0..7 {
        let mut body = person();
        body["nom"] = json!(format!("Éloi {n}"));
        lyon.referent.post("/v1/participants", body).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut path = "/v1/participants?limite=3".to_owned();
    loop {
        let answer =
            suite.http.get(format!("{}{path}", suite.url)).bearer_auth(lyon.referent.token()).send().await.unwrap();
        let link = answer.headers().get("link").map(|value| value.to_str().unwrap().to_owned());
        let page: Value = answer.json().await.unwrap();
        seen.extend(page["elements"].as_array().unwrap().iter().map(|one| one["nom"].as_str().unwrap().to_owned()));
        match link {
            Some(link) => path = link.trim_start_matches('<').split('>').next().unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, (0..7).map(|n| format!("Éloi {n}")).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_as_it_was_sent_breaks_nothing_without_a_token_either() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let user = &lyon.comptes[1].courriel;
    let forms = [
        [("grant_type", "password"), ("username", "a\0b@lyon.example"), ("password", "une phrase")],
        [("grant_type", "password"), ("username", user.as_str()), ("password", "\0\u{202e}\u{1f4a3}")],
        [("grant_type", "refresh_token"), ("refresh_token", "\0"), ("client_id", "\0")],
        [("grant_type", "client_credentials"), ("client_id", "\0"), ("client_secret", "\0")],
        [("grant_type", "\0"), ("username", ""), ("password", "")],
    ];
    for form in forms {
        let sent = suite.http.post(format!("{}/v1/jetons", suite.url)).form(&form).send().await.unwrap();
        assert!(sent.status().is_client_error(), "{form:?}: {}", sent.status());
    }
    let code = "\0".repeat(30);
    let phrase = "\0\u{200b}\u{202e}".repeat(6);
    for (path, body) in [
        ("/v1/invitations/acceptation", json!({ "code": code, "mot_de_passe": phrase, "totp": "\0" })),
        ("/v1/mots-de-passe/oubli", json!({ "courriel": "a\0b@lyon.example" })),
        ("/v1/mots-de-passe/reinitialisation", json!({ "code": code, "mot_de_passe": phrase })),
        ("/v1/courriels/confirmation", json!({ "code": code })),
    ] {
        let refused = suite.anonymous().post(path, body).await.unwrap_err();
        assert!((400..500).contains(&refused.status), "{refused}");
        let endless = json!({ "code": "a".repeat(16 * 1024) });
        let refused = suite.anonymous().post(path, endless).await.unwrap_err();
        assert_eq!((refused.status, refused.slug()), (413, "corps-trop-grand"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_nobody_can_mean_is_refused_where_it_is_told() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let filed = |deposee_le: &str, naissance: &str| {
        let mut personne = person();
        personne["date_naissance"] = json!(naissance);
        let signed = |who: &str| json!({ "signataire": who, "signe_le": "2026-01-12" });
        let signatures =
            if deposee_le < "2026" { json!([]) } else { json!([signed("participant"), signed("prescripteur")]) };
        json!({ "personne": personne, "signatures": signatures, "deposee_le": deposee_le })
    };
    let refused = async |api: &Api, path: &str, body: Value, pointer: &str| {
        let refused = api.post(path, body).await.unwrap_err();
        let told = &refused.body["errors"][0];
        assert_eq!((refused.status, &told["pointer"]), (422, &json!(pointer)), "{path}: {}", refused.body);
        assert_eq!(told["detail"].as_str().map(str::is_empty), Some(false));
    };
    refused(&lyon.prescripteur, "/v1/candidatures", filed("1926-01-12", "1984-05-20"), "/deposee_le").await;
    refused(&lyon.prescripteur, "/v1/candidatures", filed("2026-01-12", "2026-01-20"), "/personne/date_naissance")
        .await;
    assert_eq!(count(&lyon.referent).await, 0, "no file is opened for a candidature that is refused");

    let mine = lyon.prescripteur.post("/v1/candidatures", filed("2026-01-12", "1984-05-20")).await.unwrap();
    let mine = lyon.referent.get(&format!("/v1/candidatures/{}", mine["id"].as_str().unwrap())).await.unwrap();
    let file = format!("/v1/participants/{}", mine["participant"].as_str().unwrap());
    let early = json!({ "code": "rsa", "reponse": "oui", "depuis": "1984-05-19", "source": "attestation" });
    refused(&lyon.referent, &format!("{file}/situations"), early, "/depuis").await;
    let home = json!({ "code_postal": "69003", "commune": "69123", "depuis": "1984-05-19", "source": "facture" });
    refused(&lyon.referent, &format!("{file}/adresses"), home, "/depuis").await;
    let born = suite.http.patch(format!("{}{file}", suite.url)).bearer_auth(lyon.referent.token());
    let born = born.header("If-Match", "\"1\"").json(&json!({ "date_naissance": "2026-01-13" })).send().await.unwrap();
    assert_eq!(born.status(), 422);
    let born: Value = born.json().await.unwrap();
    assert_eq!(born["errors"][0]["pointer"], "/date_naissance", "{born}");

    let meeting = |jour: &str| {
        json!({ "nature": "entretien", "titre": "Entretien", "debut": format!("{jour}T09:00:00Z"), "fin": format!("{jour}T10:00:00Z"),
            "lieu": "Bureau", "participants": [mine["participant"]], "categorie": "entretien" })
    };
    refused(&lyon.referent, "/v1/rendez-vous", meeting("2150-03-12"), "/debut").await;
    refused(&lyon.referent, "/v1/rendez-vous", meeting("1926-03-12"), "/debut").await;
    refused(&lyon.animation, "/v1/commissions", json!({ "tenue_le": "2150-03-12" }), "/tenue_le").await;
    for (path, pointer) in [
        ("/v1/referentiels/en-vigueur?au=1926-01-01", "/au"),
        ("/v1/file-active?au=1926-01-01", "/au"),
        ("/v1/file-active?au=2026-02-30", "/au"),
        ("/v1/file-active?au=26-2-8", "/au"),
        ("/v1/participants?limite=cent", "/limite"),
        ("/v1/participants?limite=99999999999999999999", "/limite"),
        ("/v1/participants?ordre=nom", "/ordre"),
    ] {
        let refused = lyon.animation.get(path).await.unwrap_err();
        assert_eq!(
            (refused.status, &refused.body["errors"][0]["pointer"]),
            (422, &json!(pointer)),
            "{path}: {}",
            refused.body
        );
    }
}

/// What no parameter of these kinds may break.
const HOSTILES: [&str; 10] = [
    "-5000-01-01",
    "0026-02-12",
    "26-2-8",
    "9999-12-31",
    "2026-02-30",
    "-5000",
    "99999999999999999999",
    "1e3",
    "",
    "%00",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_date_nor_number_of_a_query_breaks_an_operation() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let document: Value =
        suite.http.get(format!("{}/openapi.json", suite.url)).send().await.unwrap().json().await.unwrap();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(parameters) = item["get"]["parameters"].as_array() else { continue };
        let path = path
            .split('/')
            .map(|part| if part.starts_with('{') { "018f2f5e-7a10-7c3a-9d0e-2b1f6a4c8d21" } else { part });
        let path = path.collect::<Vec<_>>().join("/");
        let kinds = ["date", "date-time", "int32", "int64"].map(|kind| json!(kind));
        for parameter in
            parameters.iter().filter(|one| one["in"] == "query" && kinds.contains(&one["schema"]["format"]))
        {
            for value in HOSTILES {
                let asked = format!("{path}?{}={value}", parameter["name"].as_str().unwrap());
                for api in [&lyon.animation, &lyon.referent, &lyon.admin] {
                    let refused = api.get(&asked).await.expect_err(&asked);
                    assert!((400..500).contains(&refused.status), "{asked}: {refused}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried} requests");
}
