//! What generators make of the document compiles, and walks a candidature; the OAuth clients that people have connect.

use std::{path::Path, process::Stdio};

use plie::demo::MOT_DE_PASSE;
use serde_json::json;
use testkit::TestSuite;
use tokio::process::Command;

/// What a client of others tells, once it has walked through the suite.
async fn walked(folder: &str) -> String {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    // The one that the contract of the walk names.
    let operation = json!({
        "numero": "201500077", "intitule": "Accompagnement à l'emploi", "programme": "fse_2014_2020", "debut": "2015-01-01",
        "fin": "2015-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00",
    });
    clermont.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let walk = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(folder).join("walk");
    let walked = Command::new(walk)
        .env("PLIE_URL", &suite.url)
        .env("PLIE_TERRITOIRE", "clermont")
        .env("PLIE_MOT_DE_PASSE", MOT_DE_PASSE)
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let told = String::from_utf8_lossy(&walked.stdout).into_owned();
    assert!(walked.status.success(), "{told}\n{}", String::from_utf8_lossy(&walked.stderr));
    told
}

/// Makes the client of a language from the document and walks with it.
async fn walks(language: &str) {
    let told = walked(language).await;
    assert!(told.starts_with("contrat "), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_in_typescript_is_made_of_the_document_compiles_strictly_and_walks_a_candidature() {
    walks("typescript").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_in_python_is_made_of_the_document_and_walks_a_candidature() {
    walks("python").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_oauth_clients_of_python_and_node_connect_as_the_page_says() {
    assert_eq!(walked("oauth").await.lines().collect::<Vec<_>>(), ["openid-client", "authlib"]);
}

#[test]
fn what_the_document_shows_of_a_client_is_what_the_page_says_and_runs() {
    let page = include_str!("../../docs/connecting-a-tool.md");
    let (_, document) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let shown = document["paths"]["/v1/jetons"]["post"]["description"].as_str().unwrap();
    let blocks: Vec<_> = shown.split("```").skip(1).step_by(2).collect();
    assert_eq!(blocks.len(), 2, "{shown}");
    for line in blocks.iter().flat_map(|block| block.lines().skip(1)) {
        assert!(page.contains(line.trim()), "{line}");
    }
}
