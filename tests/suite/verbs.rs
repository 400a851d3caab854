//! A verb speaks the language of its noun (ADR 12).

use std::collections::BTreeSet;

use kernel::Service;

use crate::architecture::code;

/// What English says of rows and lists; in a room, French says it.
const ENGLISH: [&str; 20] = [
    "add", "build", "create", "delete", "fetch", "find", "get", "insert", "list", "load", "make", "read", "remove",
    "save", "select", "send", "set", "update", "view", "write",
];

/// Where machines are spoken of.
const MACHINES: [&str; 27] = [
    "gateway/src",
    "libs/clients/src/peer.rs",
    "libs/events/src/apply.rs",
    "libs/events/src/cursor.rs",
    "libs/events/src/feed",
    "libs/events/src/hints.rs",
    "libs/events/src/relay.rs",
    "libs/events/src/subscriber.rs",
    "libs/local-servers/src",
    "libs/operation/src",
    "libs/runtime/src/client.rs",
    "libs/runtime/src/config.rs",
    "libs/runtime/src/health.rs",
    "libs/runtime/src/keys.rs",
    "libs/runtime/src/openapi",
    "libs/runtime/src/rounds.rs",
    "libs/runtime/src/service.rs",
    "libs/runtime/src/tasks.rs",
    "libs/runtime/src/telemetry.rs",
    "libs/store/src/conn.rs",
    "libs/store/src/db.rs",
    "libs/store/src/migrate.rs",
    "libs/store/src/outbox.rs",
    "libs/store/src/tx.rs",
    "libs/testkit/src",
    "libs/trace/src",
    "services/plie/src/launcher",
];

/// The first words of the functions of a source, its tests aside.
fn verbs(text: &str) -> BTreeSet<&str> {
    let text = text.split("mod tests {").next().unwrap();
    let names = text.lines().filter_map(|line| line.trim_start().split_once("fn ")).filter(|(before, _)| {
        before.split_whitespace().all(|word| matches!(word, "pub" | "pub(crate)" | "pub(super)" | "const" | "async"))
    });
    names.map(|(_, name)| name.split(|one: char| !one.is_alphabetic()).next().unwrap()).collect()
}

/// The sources of the rooms: use cases, stores and what the domain decides.
fn rooms() -> Vec<(String, String)> {
    let folders: Vec<_> = Service::tous().map(|service| format!("services/{service}/src")).collect();
    let folders: Vec<_> = folders.iter().map(String::as_str).collect();
    let of_a_layer = |path: &str| {
        ["app", "store", "domain"]
            .iter()
            .any(|layer| path.contains(&format!("/{layer}/")) || path.ends_with(&format!("/{layer}.rs")))
    };
    code(&folders).into_iter().filter(|(path, _)| of_a_layer(path)).collect()
}

#[test]
fn a_room_speaks_french() {
    let rooms = rooms();
    assert!(rooms.len() > 100, "the rooms were not found");
    for (path, text) in &rooms {
        let english: Vec<_> = verbs(text).into_iter().filter(|verb| ENGLISH.contains(verb)).collect();
        assert!(english.is_empty(), "{path}: {english:?}");
    }
}

#[test]
fn machines_are_spoken_of_in_english() {
    let rooms = rooms();
    let infinitive = |verb: &str| ["er", "ir", "re"].iter().any(|end| verb.len() > 4 && verb.ends_with(end));
    let french: BTreeSet<_> = rooms.iter().flat_map(|(_, text)| verbs(text)).filter(|verb| infinitive(verb)).collect();
    assert!(french.contains("affecter"), "{french:?}");
    for (path, text) in code(&MACHINES) {
        let spoken: Vec<_> = verbs(&text).into_iter().filter(|verb| french.contains(verb)).collect();
        assert!(spoken.is_empty(), "{path}: {spoken:?}");
    }
}
