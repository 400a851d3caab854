//! The channels of the suite: the feeds that anyone may read by cursor, and the hints that wake their
//! readers inside the deployment.

use kernel::Service;
use serde_json::{Map, Value, json};

use crate::events::schemas;

/// The AsyncAPI document.
pub(crate) fn document() -> Value {
    let mut channels = Map::new();
    let mut operations = Map::new();
    let mut messages = Map::new();
    for (kind, _) in schemas() {
        messages.insert(kind.to_owned(), message(kind));
    }
    for service in Service::tous() {
        let told: Map<_, _> = messages
            .keys()
            .filter(|kind| kind.split('.').next() == Some(service.nom()))
            .map(|kind| (kind.clone(), json!({ "$ref": format!("#/components/messages/{kind}") })))
            .collect();
        if told.is_empty() {
            continue;
        }
        channels.insert(service.nom().to_owned(), feed(service, &told));
        operations.insert(
            format!("lire_{service}"),
            json!({
                "action": "receive",
                "channel": { "$ref": format!("#/channels/{service}") },
                "summary": format!("Reads what {service} tells, by cursor (GET)."),
                "bindings": { "http": { "method": "GET" } },
            }),
        );
    }
    channels.insert("indices".to_owned(), hints());
    operations.insert(
        "entendre".to_owned(),
        json!({ "action": "receive", "channel": { "$ref": "#/channels/indices" }, "summary": "Wakes the readers of a feed." }),
    );
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "PLIE",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Ce que les services de la suite racontent. Un flux par service et par territoire, lu par curseur, sans trou ; chaque événement est une enveloppe CloudEvents 1.0. L'indice Redis ne porte aucune donnée : il réveille, le flux fait foi.",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages },
    })
}

fn feed(service: Service, told: &Map<String, Value>) -> Value {
    json!({
        "address": format!("/v1/evenements/{service}"),
        "title": format!("What {service} tells"),
        "description": "GET with `apres` (the last sequence read, 0 at first) and `limite`; the territory is that of the token. The answer is a page of envelopes and the cursor to pass next: see the OpenAPI document.",
        "messages": told,
        "bindings": { "http": {} },
    })
}

fn message(kind: &str) -> Value {
    json!({
        "name": kind,
        "contentType": "application/cloudevents+json",
        "headers": {
            "type": "object",
            "description": "Attributes of the envelope (CloudEvents 1.0), beside `data`.",
            "required": ["specversion", "id", "source", "type", "subject", "time", "territoire", "seq"],
            "properties": {
                "specversion": { "const": "1.0" },
                "id": { "type": "string", "format": "uuid" },
                "source": { "type": "string" },
                "type": { "const": kind },
                "subject": { "type": "string", "format": "uuid" },
                "time": { "type": "string", "format": "date-time" },
                "territoire": { "type": "string", "format": "uuid" },
                "seq": { "type": "integer", "minimum": 1 },
                "traceparent": { "type": "string" },
            },
        },
        "payload": { "$ref": format!("events/{kind}.json") },
    })
}

fn hints() -> Value {
    json!({
        "address": "{prefixe}:evenements",
        "title": "Hints",
        "description": "Redis pub/sub, inside the deployment only.",
        "parameters": { "prefixe": { "description": "PLIE_REDIS_PREFIXE of the deployment.", "default": "plie" } },
        "messages": {
            "indice": {
                "name": "indice",
                "contentType": "text/plain",
                "payload": { "type": "string", "description": "Service, territory and last sequence, without personal data." },
            },
        },
    })
}
