//! The manifests say what the binaries read, and nothing that they would not understand.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use clap::{Args, Command};
use kernel::Service;
use plie::cluster::{Passwords, Servers, secrets};
use serde_json::Value;

fn file(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../k8s").join(path)
}

fn documents(path: &str) -> Vec<Value> {
    let text = fs::read_to_string(file(path)).unwrap();
    serde_saphyr::from_multiple(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn deployment(path: &str) -> Value {
    documents(path).into_iter().find(|one| one["kind"] == "Deployment").unwrap()
}

/// The variables of a command: whether each is required.
fn variables(command: &Command) -> BTreeMap<String, bool> {
    let known = command
        .get_arguments()
        .filter_map(|argument| Some((argument.get_env()?.to_str()?.to_owned(), argument.is_required_set())));
    known.collect()
}

fn service_variables(service: Service) -> BTreeMap<String, bool> {
    let command = runtime::telemetry::Telemetry::augment_args(runtime::Config::augment_args(Command::new("service")));
    let command = if service == Service::Territoires { territoires::Config::augment_args(command) } else { command };
    variables(&command)
}

fn gateway_variables() -> BTreeMap<String, bool> {
    variables(&runtime::telemetry::Telemetry::augment_args(gateway::Config::augment_args(Command::new("gateway"))))
}

/// The variables that a container receives.
fn given(container: &Value, more: &[String]) -> BTreeSet<String> {
    let own = container["env"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned());
    let shared =
        documents("base/configuration.yaml")[0]["data"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    own.chain(shared).chain(more.iter().cloned()).collect()
}

/// The variables that a patch of a service's folder adds to the container.
fn patched(service: Service, container: &str) -> Vec<String> {
    let folder = documents(&format!("base/{service}/kustomization.yaml"));
    let mut added = Vec::new();
    for patch in folder[0]["patches"].as_array().unwrap() {
        let operations: Vec<Value> = serde_saphyr::from_str(patch["patch"].as_str().unwrap()).unwrap();
        for operation in operations {
            if operation["path"] == format!("/spec/template/spec/{container}/0/env/-") {
                added.push(operation["value"]["name"].as_str().unwrap().to_owned());
            }
        }
    }
    added
}

fn understood(what: &str, given: &BTreeSet<String>, known: &BTreeMap<String, bool>) {
    for name in given.iter().filter(|name| *name != "RUST_LOG") {
        assert!(known.contains_key(name), "{what} does not read {name}");
    }
    for (name, _) in known.iter().filter(|(_, required)| **required) {
        assert!(given.contains(name), "{what} needs {name}");
    }
}

#[test]
fn each_process_receives_what_it_reads() {
    let template = deployment("base/service/deployment.yaml");
    let pod = &template["spec"]["template"]["spec"];
    for service in Service::tous() {
        let known = service_variables(service);
        for list in ["initContainers", "containers"] {
            understood(&format!("{service}, {list}"), &given(&pod[list][0], &patched(service, list)), &known);
        }
    }
    let gateway = deployment("base/gateway/deployment.yaml");
    let container = &gateway["spec"]["template"]["spec"]["containers"][0];
    understood("gateway", &given(container, &[]), &gateway_variables());
}

#[test]
fn only_the_container_that_migrates_sees_the_role_that_changes_tables() {
    let template = deployment("base/service/deployment.yaml");
    let pod = &template["spec"]["template"]["spec"];
    let mounts = |list: &str| -> BTreeSet<String> {
        let mounts = pod[list][0]["volumeMounts"].as_array().unwrap();
        mounts.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(mounts("initContainers").contains("migration"));
    assert!(!mounts("containers").contains("migration"));
}

#[test]
fn every_container_runs_without_privilege() {
    let files = [
        "base/service/deployment.yaml",
        "base/gateway/deployment.yaml",
        "overlays/demo/redis.yaml",
        "overlays/demo/provision.yaml",
    ];
    for path in files {
        for document in documents(path) {
            let Some(pod) = document["spec"]["template"]["spec"].as_object() else { continue };
            assert_eq!(pod["securityContext"]["runAsNonRoot"], true, "{path}");
            assert_eq!(pod["automountServiceAccountToken"], false, "{path}");
            let containers = ["initContainers", "containers"].iter().filter_map(|list| pod.get(*list)?.as_array());
            for container in containers.flatten() {
                let context = &container["securityContext"];
                assert_eq!(context["allowPrivilegeEscalation"], false, "{path}");
                assert_eq!(context["readOnlyRootFilesystem"], true, "{path}");
                assert_eq!(context["capabilities"]["drop"][0], "ALL", "{path}");
            }
        }
    }
}

#[test]
fn the_management_port_is_in_no_service() {
    for path in ["base/service/service.yaml", "base/gateway/service.yaml"] {
        for service in documents(path).iter().filter(|one| one["kind"] == "Service") {
            let ports: Vec<_> =
                service["spec"]["ports"].as_array().unwrap().iter().map(|port| &port["targetPort"]).collect();
            assert_eq!(ports, ["http"], "{path}");
        }
    }
}

#[test]
fn the_secrets_of_the_demonstration_are_those_that_the_command_prints() {
    let servers = Servers {
        postgres: "postgres:5432/plie",
        redis: "redis://redis:6379",
        messages: "file:///var/lib/plie/messages",
    };
    let of_role = |_: &str| "demonstration".to_owned();
    let passwords = Passwords {
        master_key: "demonstration-demonstration-demonstration",
        exploitant: "exploitant de démonstration",
        of_role: &of_role,
    };
    let printed = secrets(servers, &passwords);
    let kept = fs::read_to_string(file("overlays/demo/secrets.yaml")).unwrap_or_default();
    assert_eq!(kept, printed, "overlays/demo/secrets.yaml is not what `plie secrets` prints:\n{printed}");
    let names: BTreeSet<_> = documents("overlays/demo/secrets.yaml")
        .iter()
        .map(|one| one["metadata"]["name"].as_str().unwrap().to_owned())
        .collect();
    let mut expected: BTreeSet<_> = ["plie-redis", "plie-messages", "plie-deployment"].map(ToOwned::to_owned).into();
    for service in Service::tous() {
        expected.extend([format!("plie-{service}"), format!("plie-{service}-migration")]);
    }
    assert_eq!(names, expected);
}

/// The values of a list, under a key of each of its elements.
fn under<'a>(list: &'a Value, key: &str) -> BTreeSet<&'a str> {
    list.as_array().unwrap().iter().filter_map(|one| one[key].as_str()).collect()
}

#[test]
fn the_manifests_name_every_service_and_no_other() {
    let services: BTreeSet<_> = Service::tous().map(Service::nom).collect();
    let base = &documents("base/kustomization.yaml")[0];
    let folders: BTreeSet<_> = base["resources"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let beside: BTreeSet<_> = ["configuration.yaml", "network.yaml", "gateway"].into();
    assert_eq!(&folders - &beside, services, "base/kustomization.yaml");

    let network = documents("base/network.yaml");
    let policy = network.iter().find(|one| one["metadata"]["name"] == "services").unwrap();
    let reached = &policy["spec"]["podSelector"]["matchExpressions"][0]["values"];
    assert_eq!(reached.as_array().unwrap().iter().filter_map(Value::as_str).collect::<BTreeSet<_>>(), services);

    let images = &documents("overlays/production/kustomization.yaml")[0]["images"];
    let images: BTreeSet<_> = under(images, "name").into_iter().filter_map(|one| one.strip_prefix("plie/")).collect();
    assert_eq!(&images - &["gateway"].into(), services, "overlays/production/kustomization.yaml");

    let overlay = &documents("overlays/production/kustomization.yaml")[0];
    let counted: BTreeSet<_> = under(&overlay["replicas"], "name").into_iter().collect();
    let patched = overlay["patches"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|one| one["target"]["name"].as_str()?.strip_prefix("gateway|"));
    let scaled: BTreeSet<_> = patched.unwrap().split('|').collect();
    assert!(counted.is_disjoint(&scaled), "counted by hand and by the autoscaler");
    assert_eq!(&counted | &scaled, services, "overlays/production/kustomization.yaml");

    let job = &documents("overlays/demo/provision.yaml")[0];
    let sources = job["spec"]["template"]["spec"]["volumes"][0]["projected"]["sources"].as_array().unwrap();
    let mounted: BTreeSet<_> = sources.iter().map(|one| one["secret"]["name"].as_str().unwrap().to_owned()).collect();
    let secrets = services.iter().flat_map(|one| [format!("plie-{one}"), format!("plie-{one}-migration")]);
    assert_eq!(mounted, secrets.chain(["plie-postgres".to_owned()]).collect(), "overlays/demo/provision.yaml");

    let image = fs::read_to_string(file("image/Dockerfile")).unwrap();
    let binaries = Service::tous().map(Service::nom).chain(["gateway", "plie"]).collect::<Vec<_>>().join(", ");
    assert!(image.contains(&format!("BINARY is one of {binaries}.")), "image/Dockerfile");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_made_from_the_mounted_secrets() {
    let servers = testkit::servers().await;
    let base = format!("provision_{}", uuid::Uuid::new_v4().simple());
    store::create_database(&servers.admin_url("postgres"), &base, None).await.unwrap();
    let mounted = std::env::temp_dir().join(&base);
    for service in Service::tous() {
        // The roles are the cluster's: the passwords stay those of the other tests.
        let bases = plie::Bases { location: servers.location(&base), ..servers.bases.clone() };
        for (name, url) in [
            (format!("plie-{service}"), bases.url(service)),
            (format!("plie-{service}-migration"), bases.migration_url(service)),
        ] {
            fs::create_dir_all(mounted.join(&name)).unwrap();
            fs::write(mounted.join(&name).join("base"), url).unwrap();
        }
    }
    plie::cluster::provision(&servers.admin_url(&base), &mounted).await.unwrap();
    for definition in openapi::definitions() {
        let bases = plie::Bases { location: servers.location(&base), ..servers.bases.clone() };
        store::migrate(&bases.migration_url(definition.service), definition.migrations).await.unwrap();
    }
    fs::remove_file(mounted.join("plie-fse/base")).unwrap();
    let refused = plie::cluster::provision(&servers.admin_url(&base), &mounted).await.unwrap_err();
    assert!(refused.to_string().contains("plie-fse/base"), "{refused}");
    fs::remove_dir_all(mounted).unwrap();
}
