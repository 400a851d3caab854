//! A caller of the public API.

use std::time::Duration;

use reqwest_middleware::{ClientWithMiddleware, RequestBuilder};
use runtime::client;
use serde_json::{Value, json};

/// Calls the gateway with one person's token.
#[derive(Debug, Clone)]
pub struct Api {
    http: ClientWithMiddleware,
    url: String,
    token: Option<String>,
}

/// The gateway refused.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{method} {path} : {status} {body}")]
pub struct Refus {
    /// Method of the request.
    pub method: String,
    /// Path of the request.
    pub path: String,
    /// Status of the answer; 0 when there was none.
    pub status: u16,
    /// Body of the answer.
    pub body: Value,
}

impl Refus {
    /// The slug of the problem.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.body.get("slug").and_then(Value::as_str).unwrap_or_default()
    }
}

impl Api {
    /// An anonymous caller.
    #[must_use]
    pub fn new(http: impl Into<ClientWithMiddleware>, url: &str) -> Self {
        Self { http: http.into(), url: url.to_owned(), token: None }
    }

    /// The same caller with this token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The caller logged in.
    pub async fn login(&self, courriel: &str, mot_de_passe: &str) -> Result<Self, Refus> {
        let form = [("grant_type", "password"), ("username", courriel), ("password", mot_de_passe)];
        let jetons =
            self.send("POST", "/v1/jetons", self.http.post(format!("{}/v1/jetons", self.url)).form(&form)).await?;
        Ok(self.with_token(jetons.get("access_token").and_then(Value::as_str).unwrap_or_default()))
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, Refus> {
        self.send("GET", path, self.http.get(format!("{}{path}", self.url))).await
    }

    /// Posts. While a service has not received the territory's rules yet it says so, and the request is
    /// sent again.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, Refus> {
        let mut left = 100;
        loop {
            let request = self.http.post(format!("{}{path}", self.url)).json(&body);
            match self.send("POST", path, request).await {
                Err(refus) if refus.slug() == "referentiel-absent" && left > 0 => {
                    left -= 1;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                answer => return answer,
            }
        }
    }

    /// Sends a file.
    pub async fn put(&self, path: &str, file: Vec<u8>) -> Result<Value, Refus> {
        self.send("PUT", path, self.http.put(format!("{}{path}", self.url)).body(file)).await
    }

    async fn send(&self, method: &str, path: &str, request: RequestBuilder) -> Result<Value, Refus> {
        let refus = |status, body| Refus { method: method.to_owned(), path: path.to_owned(), status, body };
        let request = match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let response = request
            .headers(client::trace_headers())
            .send()
            .await
            .map_err(|error| refus(0, json!(error.to_string())))?;
        let status = response.status();
        let body = response.json().await.unwrap_or(Value::Null);
        if status.is_success() { Ok(body) } else { Err(refus(status.as_u16(), body)) }
    }
}

/// Reads until `found` recognises what it looks for: events take a moment to arrive.
pub async fn wait_for(api: &Api, path: &str, found: impl Fn(&Value) -> Option<Value>) -> Result<Value, Refus> {
    let mut last = Value::Null;
    for _ in 0..500 {
        last = api.get(path).await?;
        if let Some(value) = found(&last) {
            return Ok(value);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err(Refus { method: "GET".to_owned(), path: path.to_owned(), status: 0, body: json!({ "attendu_en_vain": last }) })
}
