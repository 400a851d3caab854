//! The page that walks a candidature in twelve calls says what the suite does.

use std::collections::BTreeMap;

use plie::demo::Api;
use serde_json::{Value, json};
use testkit::TestSuite;

struct Call {
    role: String,
    keep: Option<(String, String)>,
    path: String,
    body: String,
}

/// The requests of the page, in order.
fn calls() -> Vec<Call> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../docs/candidature-in-twelve-calls.md")).unwrap();
    let blocks = page.split("```http ").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    blocks
        .map(|block| {
            let mut lines = block.lines();
            let fence = lines.next().unwrap();
            let named =
                |key: &str| fence.split_whitespace().find_map(|part| part.strip_prefix(key)).map(ToOwned::to_owned);
            let request = lines.next().unwrap();
            Call {
                role: named("as=").unwrap(),
                keep: named("keep=").and_then(|text| text.split_once(':').map(|(a, b)| (a.to_owned(), b.to_owned()))),
                path: request.strip_prefix("POST ").unwrap().to_owned(),
                body: lines.collect::<Vec<_>>().join("\n"),
            }
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn twelve_calls_lead_from_the_referral_to_the_contract() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let roles: BTreeMap<&str, &Api> = [
        ("prescripteur", &clermont.prescripteur),
        ("referent", &clermont.referent),
        ("animation", &clermont.animation),
    ]
    .into();
    let mut kept = BTreeMap::from([
        ("referent".to_owned(), clermont.referent_id.clone()),
        ("animation".to_owned(), clermont.animation_id.clone()),
    ]);
    let operation = json!({
        "numero": "201500077", "intitule": "Accompagnement à l'emploi", "programme": "fse_2014_2020", "debut": "2015-01-01",
        "fin": "2015-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00",
    });
    clermont.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let all = calls();
    assert_eq!(all.len(), 12);
    for call in all {
        let fill = |text: &str| {
            kept.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
        };
        let body: Value = serde_json::from_str(&fill(&call.body)).unwrap();
        let answer = roles[call.role.as_str()].post(&fill(&call.path), body).await.unwrap();
        if let Some((name, pointer)) = call.keep {
            kept.insert(name, answer.pointer(&pointer).and_then(Value::as_str).unwrap().to_owned());
        }
    }
    let candidature = clermont.referent.get(&format!("/v1/candidatures/{}", kept["candidature"])).await.unwrap();
    assert_eq!((&candidature["etat"], &candidature["entree_le"]), (&"validee".into(), &"2015-02-12".into()));
    let followed = clermont.prescripteur.post("/v1/suivi", json!({ "jeton": kept["jeton"] })).await.unwrap();
    assert_eq!(followed["commission_le"], "2015-02-12");
}
