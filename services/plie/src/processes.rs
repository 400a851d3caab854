//! The suite as processes: which binary, with what environment.

use std::{collections::BTreeMap, io};

use kernel::Service;
use local_servers::free_port;
use runtime::Peers;
use territoires::Coffre;

use crate::layout::{self, Layout};

/// A process of the suite.
pub struct Process {
    /// Name of its binary.
    pub binary: &'static str,
    /// Its environment.
    pub environment: Vec<(String, String)>,
    /// URL of its API.
    pub url: String,
    /// URL of its readiness probe.
    pub probe: String,
}

/// Where a process listens: its API, its probes.
#[derive(Clone, Copy)]
struct Ports {
    api: u16,
    management: u16,
}

impl Ports {
    fn of(self, binary: &'static str, mut environment: Vec<(String, String)>) -> Process {
        let Self { api, management } = self;
        environment.push(("PLIE_ADRESSE".into(), format!("127.0.0.1:{api}")));
        environment.push(("PLIE_ADRESSE_GESTION".into(), format!("127.0.0.1:{management}")));
        let probe = format!("http://127.0.0.1:{management}/health/ready");
        Process { binary, environment, url: format!("http://127.0.0.1:{api}"), probe }
    }
}

/// The processes of a suite, the gateway last and at the port of the layout; the others where a port is free.
pub fn processes(layout: &Layout) -> io::Result<Vec<Process>> {
    let gateway = Ports { api: layout.port, management: free_port()? };
    let mut ports = BTreeMap::new();
    for service in Service::tous() {
        ports.insert(service, Ports { api: free_port()?, management: free_port()? });
    }
    let peers: Peers = ports.iter().map(|(one, ports)| (*one, format!("http://127.0.0.1:{}", ports.api))).collect();
    let common = common(layout, &peers);
    let service = |(service, ports): (Service, Ports)| {
        let environment = common.iter().cloned().chain(of_service(layout, service));
        ports.of(service.nom(), environment.collect())
    };
    let mut all: Vec<_> = ports.into_iter().map(service).collect();
    all.push(gateway.of("gateway", common.iter().cloned().chain(of_gateway(layout)).collect()));
    Ok(all)
}

/// What every process reads.
fn common(layout: &Layout, peers: &Peers) -> Vec<(String, String)> {
    let mut environment = vec![
        ("PLIE_REDIS".into(), layout.redis.clone()),
        ("PLIE_REDIS_PREFIXE".into(), layout.redis_prefix.clone()),
        ("PLIE_EMETTEUR".into(), format!("http://127.0.0.1:{}", layout.port)),
    ];
    let authorities = layout.redis_authorities.as_ref();
    environment.extend(authorities.map(|file| ("PLIE_REDIS_CA".into(), file.display().to_string())));
    environment.extend(Service::tous().map(|one| (Peers::variable(one), peers.url(one).to_owned())));
    environment
}

fn of_service(layout: &Layout, service: Service) -> Vec<(String, String)> {
    let secret = Coffre::new(&layout.master_key).secret_de_service(service);
    let mut environment = vec![
        ("PLIE_BASE".into(), layout.bases.url(service)),
        ("PLIE_SECRET_SERVICE".into(), secret),
        ("PLIE_FICHIERS".into(), layout.files.clone()),
        ("PLIE_MESSAGES".into(), layout.messages.clone()),
    ];
    environment.extend(layout.database_timeout.map(|seconds| ("PLIE_BASE_DELAI".into(), seconds.to_string())));
    environment.extend(layout.antivirus.clone().map(|address| ("PLIE_ANTIVIRUS".into(), address)));
    if service == Service::Territoires {
        let config = layout::territoires_config(layout);
        environment.push(("PLIE_CLE_MAITRE".into(), config.master_key.reveal().to_owned()));
        environment.push(("PLIE_EXPLOITANT_COURRIEL".into(), layout.exploitant.0.clone()));
        environment.push(("PLIE_EXPLOITANT_MOT_DE_PASSE".into(), layout.exploitant.1.clone()));
    }
    environment
}

fn of_gateway(layout: &Layout) -> Vec<(String, String)> {
    vec![
        ("PLIE_LIMITE_UTILISATEUR".into(), layout.limits.0.to_string()),
        ("PLIE_LIMITE_ANONYME".into(), layout.limits.1.to_string()),
    ]
}
