//! The suite as processes: which binary, with what environment.

use crate::{layout, layout::Layout, suite::SERVICES};
use territoires::Coffre;

/// A process of the suite.
pub struct Process {
    /// Name of its binary.
    pub binary: &'static str,
    /// Its environment.
    pub environment: Vec<(&'static str, String)>,
    /// URL of its readiness probe.
    pub probe: String,
}

/// The processes of a suite, the gateway last. `ports`: the gateway's, then two for each other.
#[must_use]
pub fn processes(layout: &Layout, ports: &[u16]) -> Vec<Process> {
    let port = |rank: usize| ports.get(rank).copied().unwrap_or_default();
    let url = |rank: usize| format!("http://127.0.0.1:{}", port(rank));
    let issuer = url(0);
    let vault = Coffre::new(&layout.master_key);
    let common = |api: u16, management: u16| {
        vec![
            ("PLIE_ADRESSE", format!("127.0.0.1:{api}")),
            ("PLIE_ADRESSE_GESTION", format!("127.0.0.1:{management}")),
            ("PLIE_REDIS", layout.redis.clone()),
            ("PLIE_REDIS_PREFIXE", layout.redis_prefix.clone()),
            ("PLIE_EMETTEUR", issuer.clone()),
            ("PLIE_URL_TERRITOIRES", url(1)),
            ("PLIE_URL_PARTICIPANTS", url(2)),
            ("PLIE_URL_PARCOURS", url(3)),
            ("PLIE_URL_EMARGEMENT", url(4)),
            ("PLIE_URL_FSE", url(5)),
        ]
    };
    let mut all: Vec<_> = (1..)
        .zip(SERVICES)
        .map(|(rank, binary)| {
            let mut environment = common(port(rank), port(rank + 5));
            environment.push(("PLIE_BASE", layout.bases.url(binary)));
            environment.push(("PLIE_SECRET_SERVICE", vault.secret_de_service(binary)));
            environment.push(("PLIE_FICHIERS", layout.files.clone()));
            environment.extend(layout.antivirus.clone().map(|address| ("PLIE_ANTIVIRUS", address)));
            if binary == "territoires" {
                let config = layout::territoires_config(layout);
                environment.push(("PLIE_CLE_MAITRE", config.master_key.reveal().to_owned()));
                environment.push(("PLIE_EXPLOITANT_COURRIEL", layout.exploitant.0.clone()));
                environment.push(("PLIE_EXPLOITANT_MOT_DE_PASSE", layout.exploitant.1.clone()));
            }
            Process { binary, environment, probe: format!("{}/health/ready", url(rank + 5)) }
        })
        .collect();
    let mut environment = common(port(0), port(11));
    environment.push(("PLIE_LIMITE_UTILISATEUR", layout.limits.0.to_string()));
    environment.push(("PLIE_LIMITE_ANONYME", layout.limits.1.to_string()));
    all.push(Process { binary: "gateway", environment, probe: format!("{}/health/ready", url(11)) });
    all
}
