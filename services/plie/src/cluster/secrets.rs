//! The Kubernetes secrets of a deployment, as `k8s/base` mounts them.

use std::fmt::Write;

use kernel::Service;
use territoires::Coffre;

/// Where the servers of the deployment are.
#[derive(Debug, Clone, Copy)]
pub struct Servers<'a> {
    /// `host:port/base` of Postgres, and parameters.
    pub postgres: &'a str,
    /// URL of Redis.
    pub redis: &'a str,
    /// URL of what carries messages to persons.
    pub messages: &'a str,
}

/// What only the deployment knows.
pub struct Passwords<'a> {
    /// Master key: seals signing keys, and the secrets of the services derive from it.
    pub master_key: &'a str,
    /// First password of the exploitant.
    pub exploitant: &'a str,
    /// A password for each role of Postgres.
    pub of_role: &'a dyn Fn(&str) -> String,
}

/// The manifests, for `kubectl apply -f -`.
#[must_use]
pub fn secrets(servers: Servers<'_>, passwords: &Passwords<'_>) -> String {
    let vault = Coffre::new(passwords.master_key);
    let url = |role: &str| format!("postgres://{role}:{}@{}", (passwords.of_role)(role), servers.postgres);
    let mut manifests = String::new();
    for service in Service::tous() {
        let (app, owner) = store::role(service);
        let secret = vault.secret_de_service(service);
        manifest(&mut manifests, &format!("plie-{service}"), &[("base", &url(&app)), ("secret", &secret)]);
        manifest(&mut manifests, &format!("plie-{service}-migration"), &[("base", &url(&owner))]);
    }
    manifest(&mut manifests, "plie-redis", &[("url", servers.redis)]);
    manifest(&mut manifests, "plie-messages", &[("url", servers.messages)]);
    manifest(
        &mut manifests,
        "plie-deployment",
        &[("master-key", passwords.master_key), ("exploitant-password", passwords.exploitant)],
    );
    manifests
}

fn manifest(out: &mut String, name: &str, values: &[(&str, &str)]) {
    let _ = write!(out, "---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: {name}\nstringData:\n");
    for (key, value) in values {
        // A JSON string is a YAML string.
        let _ = writeln!(out, "  {key}: {}", serde_json::Value::from(*value));
    }
}
