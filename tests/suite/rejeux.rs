//! A request that comes again is answered again, to whoever may still make it, from what tells nothing to whoever reads
//! the tables.

use std::collections::BTreeSet;

use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::Service;
use plie::demo::{Api, Personne, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::architecture::code;

/// In no commune, no code and no text of the suite.
const NOM: &str = "Zyxwvuts";
const CLE: &str = "formulaire-du-guichet-4";

/// Sends a request with the key.
async fn send(suite: &TestSuite, api: &Api, path: &str, body: &Value) -> (u16, Value, reqwest::header::HeaderMap) {
    let request = suite.http.post(format!("{}{path}", suite.url)).bearer_auth(api.token()).json(body);
    let answer = request.header("Idempotency-Key", CLE).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, answer.json().await.unwrap_or_default(), headers)
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    n: i64,
    #[diesel(sql_type = Text)]
    texte: String,
}

/// How many requests a service remembers, and all that it keeps of them.
async fn kept(suite: &TestSuite, service: Service) -> (i64, String) {
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let query = format!(
        "SELECT count(*) AS n, coalesce(string_agg(t::text || encode(coalesce(t.scellee, ''), 'escape'), ' '), '') AS texte
         FROM {}.idempotence t",
        service.nom()
    );
    let row = diesel::sql_query(query).get_result::<Row>(&mut admin).await.unwrap();
    (row.n, row.texte)
}

/// What tells a secret, by the name of its field.
const SECRETS: [&str; 4] = ["secret", "jeton", "mot_de_passe", "codes"];

/// Answers whose schema has such a field, which they leave empty, and why.
const TOLD_BEFORE: [(&str, &str); 1] = [("lien_revoke", "the token of a link is told when it is made")];

/// The schemas that one leads to.
fn reach<'a>(document: &'a Value, schema: &'a Value, seen: &mut BTreeSet<&'a str>) {
    match schema {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| match (key.as_str(), value.as_str()) {
            ("$ref", Some(named)) => {
                let name = named.rsplit('/').next().unwrap();
                if seen.insert(name) {
                    reach(document, &document["components"]["schemas"][name], seen);
                }
            }
            _ => reach(document, value, seen),
        }),
        Value::Array(all) => all.iter().for_each(|one| reach(document, one, seen)),
        _ => {}
    }
}

#[test]
fn no_answer_that_tells_a_secret_is_kept() {
    let (_, document) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let handlers = code(&["services"]);
    let mut told = 0;
    for operation in document["paths"].as_object().unwrap().values().filter_map(|path| path.get("post")) {
        let id = operation["operationId"].as_str().unwrap();
        let mut schemas = BTreeSet::new();
        let answers = operation["responses"].as_object().unwrap().iter().filter(|(status, _)| status.starts_with('2'));
        answers.for_each(|(_, answer)| reach(&document, answer, &mut schemas));
        let tells = |schema: &&str| {
            let fields = document["components"]["schemas"][*schema]["properties"].as_object();
            fields.is_some_and(|all| SECRETS.iter().any(|one| all.contains_key(*one)))
        };
        if !schemas.iter().any(tells) || TOLD_BEFORE.iter().any(|(spared, _)| *spared == id) {
            continue;
        }
        let (path, text) = handlers.iter().find(|(_, text)| text.contains(&format!("async fn {id}("))).unwrap();
        let kept = text.contains(".executer(") && !text.contains(".dite_une_fois(");
        assert!(!kept, "{path}: its answer tells a secret, and is kept for who repeats the request");
        told += 1;
    }
    assert!(told >= 2, "the sweep found {told} answers that tell a secret");
}

/// The lines of `operation` by `api` under a person.
async fn lines(reader: &Api, personne: &str, operation: &str, expected: usize) {
    let path = format!("/v1/participants/{personne}/lectures");
    let count = |lines: &Value| {
        let lines = lines.as_array()?.iter().filter(|line| line["operation"] == operation);
        (lines.count() >= expected).then_some(json!(true))
    };
    wait_for(reader, &path, count).await.unwrap();
    let told = reader.get(&path).await.unwrap();
    let told = told.as_array().unwrap().iter().filter(|line| line["operation"] == operation).count();
    assert_eq!(told, expected, "{operation}");
}

fn person() -> Value {
    json!({ "nom": NOM, "prenom": "Anne", "date_naissance": "1984-05-20", "sexe": "F" })
}

#[tokio::test(flavor = "multi_thread")]
async fn who_repeats_a_request_reads_its_answer_and_is_written_down_each_time() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (status, first, headers) = send(&suite, &lyon.referent, "/v1/participants", &person()).await;
    assert_eq!(status, 201);
    let personne = id(&first);
    for _ in 0..2 {
        let (status, again, same) = send(&suite, &lyon.referent, "/v1/participants", &person()).await;
        assert_eq!((status, &again, &same["location"]), (201, &first, &headers["location"]));
    }
    lines(&lyon.admin, &personne, "participant_create", 2).await;
    let (n, texte) = kept(&suite, Service::Participants).await;
    assert_eq!(n, 1);
    for told in [NOM, "1984-05-20", CLE] {
        assert!(!texte.contains(told), "{told} is kept: {texte}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_no_longer_see_an_etape_is_not_answered_about_it_again() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let c = Personne { nom: "Ceccaldi", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
    let dossier = chalon.deposer(c, "2018-05-14", "2018-05-17").await.unwrap();
    chalon.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    chalon.commission(&[&dossier], "2018-06-07").await.unwrap();
    chalon.contractualiser(&dossier, "2018-06-07").await.unwrap();
    let parcours = id(&chalon.parcours(&dossier).await.unwrap());
    let etape = json!({
        "nature": "aci", "operateur": chalon.operateur_structure, "intitule": "Espaces verts",
        "debut": "2018-07-02", "fin_prevue": "2018-12-31",
    });
    let etape = id(&chalon.referent.post(&format!("/v1/parcours/{parcours}/etapes"), etape).await.unwrap());
    chalon.confier(&dossier.participant, &etape, "2018-06-08").await.unwrap();
    let path = format!("/v1/etapes/{etape}/acceptation");
    let (status, first, _) = send(&suite, &chalon.operateur, &path, &json!({})).await;
    assert_eq!(status, 200);
    let (status, again, _) = send(&suite, &chalon.operateur, &path, &json!({})).await;
    assert_eq!((status, again), (200, first), "accepted already, and told so");
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let given = "UPDATE parcours.etapes SET operateur = gen_random_uuid()";
    admin.batch_execute(given).await.unwrap();
    let (status, refused, _) = send(&suite, &chalon.operateur, &path, &json!({})).await;
    assert_eq!((status, &refused["slug"]), (404, &json!("introuvable")), "it is another operator's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_told_once_and_kept_nowhere() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let tool = json!({ "nom": "Portail", "scopes": ["participant:lire"], "expire_le": (kernel::Fuseau::Paris.jour(chrono::Utc::now()) + chrono::TimeDelta::days(30)).to_string() });
    let (status, told, _) = send(&suite, &lyon.admin, "/v1/clients", &tool).await;
    assert_eq!(status, 201, "{told}");
    let (status, again, _) = send(&suite, &lyon.admin, "/v1/clients", &tool).await;
    assert_eq!((status, &again["slug"]), (409, &json!("reponse-non-gardee")));
    assert_eq!(lyon.admin.get("/v1/clients").await.unwrap().as_array().unwrap().len(), 1, "it is made once");
    let (_, texte) = kept(&suite, Service::Territoires).await;
    assert!(!texte.contains(told["secret"].as_str().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_what_is_held_of_a_person_is_read_anew_each_time() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let personne = id(&lyon.referent.post("/v1/participants", person()).await.unwrap());
    let path = format!("/v1/participants/{personne}/export");
    let because = json!({ "motif": "à la demande de la personne" });
    let (status, first, _) = send(&suite, &lyon.animation, &path, &because).await;
    assert_eq!(status, 200, "{first}");
    let (status, second, _) = send(&suite, &lyon.animation, &path, &because).await;
    assert_eq!(status, 200);
    assert_ne!(first["fait_le"], second["fait_le"]);
    let (n, texte) = kept(&suite, Service::Participants).await;
    assert_eq!((n, texte), (0, String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_erased_is_not_in_what_was_answered_before() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (_, opened, _) = send(&suite, &lyon.referent, "/v1/participants", &person()).await;
    let erase = json!({ "motif": "demande écrite de la personne" });
    lyon.animation.post(&format!("/v1/participants/{}/effacement", id(&opened)), erase).await.unwrap();
    let (status, again, _) = send(&suite, &lyon.referent, "/v1/participants", &person()).await;
    assert_eq!((status, &again["slug"]), (409, &json!("reponse-non-gardee")));
    let all = lyon.referent.get("/v1/participants").await.unwrap();
    assert!(all["elements"].as_array().unwrap().is_empty(), "nor is the file opened again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_names_nobody_and_opens_for_its_own_list_only() {
    let suite = TestSuite::start().await;
    let (lyon, dijon) = (suite.territory("lyon").await, suite.territory("dijon").await);
    for prenom in ["Anne", "Bea", "Zoé"] {
        let mut body = person();
        body["prenom"] = json!(prenom);
        lyon.referent.post("/v1/participants", body).await.unwrap();
    }
    let page = lyon.referent.get("/v1/participants?limite=1").await.unwrap();
    let cursor = page["suivant"].as_str().unwrap().to_owned();
    let readable = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &cursor).unwrap();
    let readable = String::from_utf8_lossy(&readable).to_lowercase();
    assert!(!readable.contains(&NOM.to_lowercase()) && !readable.contains("anne"), "{readable}");
    let next = lyon.referent.get(&format!("/v1/participants?limite=1&apres={cursor}")).await.unwrap();
    assert_ne!(next["elements"][0]["id"], page["elements"][0]["id"]);
    let mut forged = cursor.clone().into_bytes();
    forged[20] = if forged[20] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    let foreign = [
        (&dijon.referent, format!("/v1/participants?apres={cursor}")),
        (&lyon.referent, format!("/v1/candidatures?apres={cursor}")),
        (&lyon.referent, format!("/v1/participants?apres={forged}")),
        (&lyon.referent, "/v1/participants?apres=".to_owned()),
        (&lyon.referent, "/v1/participants?apres=WyJaIiwxXQ".to_owned()),
    ];
    for (api, path) in foreign {
        let refused = api.get(&path).await.expect_err(&path);
        assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/apres")), "{path}");
    }
}
