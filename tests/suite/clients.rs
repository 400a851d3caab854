//! What generators make of the document compiles, and walks a candidature.

use std::{path::Path, process::Stdio};

use plie::demo::MOT_DE_PASSE;
use testkit::TestSuite;
use tokio::process::Command;

/// Makes the client of a language from the document and walks with it.
async fn walks(language: &str) {
    let suite = TestSuite::start().await;
    suite.territory("clermont").await;
    let walk = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(language).join("walk");
    let walked = Command::new(walk)
        .env("PLIE_URL", &suite.url)
        .env("PLIE_TERRITOIRE", "clermont")
        .env("PLIE_MOT_DE_PASSE", MOT_DE_PASSE)
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let told = String::from_utf8_lossy(&walked.stdout);
    assert!(walked.status.success(), "{told}\n{}", String::from_utf8_lossy(&walked.stderr));
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
