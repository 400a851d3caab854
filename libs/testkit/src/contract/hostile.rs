//! What nobody should send: before the first request of an operation that a test sees accepted, each value of it is sent
//! as something impossible. Each is refused where it stands, and the request is then accepted as it is.

use std::{
    collections::BTreeSet,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use http::Extensions;
use reqwest::Request;
use reqwest_middleware::{Next, Result};
use serde_json::Value;

use super::{
    Received, Sent,
    document::Operation,
    faults,
    variants::{Variant, variants},
};

/// The operations of which a test has seen a request accepted after everything impossible was refused.
static TRIED: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);

/// Sends a request with each of its values impossible, unless its operation was tried already; tells what was not refused
/// where it stands.
pub(super) async fn tries(
    operation: &Operation,
    request: &Request,
    extensions: &mut Extensions,
    next: &Next<'_>,
) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    if tried().contains(operation.id()) {
        return Ok(wrong);
    }
    for Variant { at, chosen, what, request } in variants(operation, request) {
        let sent = Sent::of(&request);
        let received = Received::read(next.clone().run(request, extensions).await?).await?;
        let said = || String::from_utf8_lossy(&received.body).chars().take(300).collect::<String>();
        if !refuses(&received, &at, chosen.as_deref()) {
            wrong.push(format!("{at} with {what}: answered {} {}", received.parts.status, said()));
        }
        let told = faults(operation, &sent, &received);
        wrong.extend(told.into_iter().map(|one| format!("{at} with {what}: {one}")));
    }
    Ok(wrong)
}

/// Notes that a request of an operation was accepted as it is.
pub(super) fn accepted(operation: &Operation) {
    tried().insert(operation.id());
}

/// The operations of which no test of this process has seen a request accepted after everything impossible was refused.
#[must_use]
pub fn untried() -> Vec<&'static str> {
    let tried = tried();
    super::document::ids().filter(|id| !tried.contains(id)).collect()
}

fn tried() -> MutexGuard<'static, BTreeSet<&'static str>> {
    TRIED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an answer refuses the value at a pointer.
fn refuses(received: &Received, at: &str, chosen: Option<&str>) -> bool {
    let problem: Value = serde_json::from_slice(&received.body).unwrap_or_default();
    let pointed = |error: &Value| {
        let pointer = error["pointer"].as_str().unwrap_or_default();
        pointer == at || chosen == Some(pointer) || pointer.strip_prefix(at).is_some_and(|rest| rest.starts_with('/'))
    };
    match received.parts.status.as_u16() {
        422 => problem["errors"].as_array().is_some_and(|errors| errors.iter().any(pointed)),
        404 => at.starts_with("{path}"),
        // A password is taken as it was sent, and is not that of the account.
        401 => problem["slug"] == "identifiants-refuses",
        status => status == 413,
    }
}
