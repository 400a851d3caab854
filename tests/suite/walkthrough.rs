//! The pages that walk a candidature and a parcours in a few calls say what the suite does.

use std::collections::BTreeMap;

use plie::demo::Api;
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::chain;

struct Call {
    role: String,
    keep: Option<(String, String)>,
    path: String,
    body: String,
}

/// The requests of a page, in order.
fn calls(page: &str) -> Vec<Call> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../docs").join(page)).unwrap();
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

/// Sends the requests of a page, each by its role, with what the answers before gave; how many there are.
async fn replay(page: &str, roles: &BTreeMap<&str, &Api>, kept: &mut BTreeMap<String, String>) -> usize {
    let all = calls(page);
    let count = all.len();
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
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_calls_lead_from_the_entry_to_the_confirmed_exit() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let dossier = chain::g_in(&lyon).await;
    let parcours = id(&lyon.parcours(&dossier).await.unwrap());
    let roles: BTreeMap<&str, &Api> = [("referent", &lyon.referent), ("animation", &lyon.animation)].into();
    let mut kept = BTreeMap::from([
        ("participant".to_owned(), dossier.participant),
        ("parcours".to_owned(), parcours.clone()),
        ("operateur".to_owned(), lyon.operateur_structure.clone()),
    ]);
    assert_eq!(replay("parcours-in-ten-calls.md", &roles, &mut kept).await, 10);
    let ended = lyon.referent.get(&format!("/v1/parcours/{parcours}")).await.unwrap();
    assert_eq!((&ended["etat"], &ended["sorties"][0]["acquise_le"]), (&json!("sorti"), &json!("2018-07-08")));
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
    assert_eq!(replay("candidature-in-twelve-calls.md", &roles, &mut kept).await, 12);
    let candidature = clermont.referent.get(&format!("/v1/candidatures/{}", kept["candidature"])).await.unwrap();
    assert_eq!((&candidature["etat"], &candidature["entree_le"]), (&"validee".into(), &"2015-02-12".into()));
    let followed = clermont.prescripteur.post("/v1/suivi", json!({ "jeton": kept["jeton"] })).await.unwrap();
    assert_eq!(followed["commission_le"], "2015-02-12");
}
