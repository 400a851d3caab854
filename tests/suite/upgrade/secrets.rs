//! Who held something that only they know still holds it.

use serde_json::{Value, json};

use super::former::Upgraded;

#[tokio::test(flavor = "multi_thread")]
async fn what_only_its_holder_knows_opens_what_it_opened_and_a_request_that_was_done_is_not_done_again() {
    let mut upgraded = Upgraded::start().await;
    let known = |pointer: &str| upgraded.known.pointer(pointer).and_then(Value::as_str).unwrap();
    let tool = [
        ("grant_type", "client_credentials"),
        ("client_id", known("/client/id")),
        ("client_secret", known("/client/secret")),
    ];
    let tool = upgraded.token(&tool).await.unwrap();
    let read = upgraded.suite.anonymous().with_token(&tool).get("/v1/participants").await.unwrap();
    assert_ne!(read["elements"], json!([]));
    let session = [("grant_type", "refresh_token"), ("refresh_token", known("/rafraichissement"))];
    let session = upgraded.token(&session).await.unwrap();
    upgraded.suite.anonymous().with_token(&session).get("/v1/moi").await.unwrap();
    upgraded.suite.anonymous().post("/v1/suivi", json!({ "jeton": known("/lien") })).await.unwrap();

    let direction =
        [("grant_type", "password"), ("username", "direction@lyon.example"), ("password", plie::demo::MOT_DE_PASSE)];
    assert_eq!(upgraded.token(&direction).await.unwrap_err()["slug"], "second-facteur-requis");
    let direction = upgraded.somebody("direction", "lyon").await;
    direction.get("/v1/moi").await.unwrap();

    // The answer of a request whose answer did not come back is given again, to the same bytes.
    let referent = upgraded.somebody("referent", "dijon").await;
    let url = format!("{}/v1/participants", upgraded.suite.url);
    let request = upgraded.suite.http.post(url).bearer_auth(referent.token()).header("Idempotency-Key", "une-fois");
    let body = r#"{"nom": "Weber", "prenom": "Otto", "date_naissance": "1988-03-04", "sexe": "M", "commune": "69123"}"#;
    let answer = request.header("Content-Type", "application/json").body(body).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.json::<Value>().await.unwrap()["nom"], "Weber");
    let query = "SELECT 'Weber' AS nom, count(*) AS lignes FROM participants.participants WHERE nom = 'Weber'";
    assert_eq!(upgraded.counts(query).await[0].lignes, 1);
}
