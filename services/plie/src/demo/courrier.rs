//! What the people of the demo do with the messages that they receive.

use std::time::Duration;

use messages::Boite;
use serde_json::{Value, json};

use super::{Api, Refus};

/// The code of the next message to an address: a message takes a moment to arrive.
pub async fn code(mailbox: &Boite, courriel: &str) -> Result<String, Refus> {
    let missing =
        |detail: Value| Refus { method: "MESSAGE".to_owned(), path: courriel.to_owned(), status: 0, body: detail };
    for _ in 0..500 {
        let lettre = mailbox.relever(courriel).map_err(|error| missing(json!(error.to_string())))?;
        if let Some(code) = lettre.as_ref().and_then(|lettre| lettre.code()) {
            return Ok(code.to_owned());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err(missing(json!("attendu en vain")))
}

/// Somebody who was invited chooses their password and logs in.
pub async fn accepter(anonyme: &Api, mailbox: &Boite, courriel: &str, mot_de_passe: &str) -> Result<Api, Refus> {
    let code = code(mailbox, courriel).await?;
    let accepted = json!({ "code": code, "mot_de_passe": mot_de_passe });
    anonyme.post("/v1/invitations/acceptation", accepted).await?;
    anonyme.login(courriel, mot_de_passe).await
}
