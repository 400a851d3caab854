//! Starting and stopping the suite.

use std::{net::TcpListener, time::Duration};

use runtime::{Service, StartError};

use crate::layout::{self, Layout, Sockets};

/// A suite that runs in this process.
pub struct Suite {
    /// Public URL: that of the gateway.
    pub url: String,
    /// Base URL of each service, by name.
    pub service_urls: Vec<(&'static str, String)>,
    gateway: gateway::Running,
    services: Vec<runtime::Running>,
}

/// Why a suite did not start.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// A part did not start.
    #[error("{part} n'a pas démarré")]
    Start {
        /// The part.
        part: &'static str,
        /// Why.
        #[source]
        source: StartError,
    },
    /// A socket could not be opened.
    #[error("impossible d'ouvrir un port")]
    Socket(#[from] std::io::Error),
    /// It started and did not become ready.
    #[error("la suite n'est pas prête : {0}")]
    NotReady(String),
}

/// The names of the services, in the order of [`services`].
pub(crate) const SERVICES: [&str; 5] = ["territoires", "participants", "parcours", "emargement", "fse"];

/// The services of the suite. Territoires comes first: the others ask it for keys and tokens.
#[must_use]
pub fn services(territoires: territoires::Config) -> Vec<Service> {
    vec![
        territoires::service(territoires),
        participants::service(),
        parcours::service(),
        emargement::service(),
        fse::service(),
    ]
}

impl Suite {
    /// Starts every service and the gateway on databases that are already migrated, and waits until all
    /// are ready.
    pub async fn start(layout: &Layout) -> Result<Self, SuiteError> {
        let services = services(layout::territoires_config(layout));
        let sockets = Sockets::open(services.len(), layout.port)?;
        let addresses: Vec<_> = sockets.services.iter().map(TcpListener::local_addr).collect::<Result<_, _>>()?;
        let peers = layout::peers(&addresses);
        let url = format!("http://{}", sockets.gateway.local_addr()?);
        let mut running = Vec::with_capacity(services.len());
        let mut service_urls = Vec::with_capacity(services.len());
        for ((service, listener), address) in services.into_iter().zip(sockets.services).zip(addresses) {
            let name = service.name;
            let config = layout::service_config(layout, &service, &peers, &url);
            let management = TcpListener::bind("127.0.0.1:0")?;
            let started = runtime::start(service, config, layout.clock.clone(), listener, management).await;
            running.push(started.map_err(|source| SuiteError::Start { part: name, source })?);
            service_urls.push((name, format!("http://{address}")));
        }
        let config = layout::gateway_config(layout, &peers, &url);
        let management = TcpListener::bind("127.0.0.1:0")?;
        let gateway = gateway::start(config, layout.clock.clone(), sockets.gateway, management)
            .map_err(|source| SuiteError::Start { part: "gateway", source })?;
        let suite = Self { url, service_urls, gateway, services: running };
        suite.wait_until_ready().await?;
        Ok(suite)
    }

    /// Stops the gateway first: nothing accepted is lost.
    pub async fn stop(self) {
        self.gateway.stop().await;
        for service in self.services.into_iter().rev() {
            service.stop().await;
        }
    }

    /// What the readiness probe of a service answers.
    pub async fn readiness(&self, service: &str) -> Option<serde_json::Value> {
        let rank = self.service_urls.iter().position(|(name, _)| *name == service)?;
        Some(self.services.get(rank)?.health.ready().await.1)
    }

    async fn wait_until_ready(&self) -> Result<(), SuiteError> {
        let probes: Vec<_> =
            self.services.iter().map(|service| &service.health).chain([&self.gateway.health]).collect();
        for _ in 0..500 {
            let mut all = true;
            for probe in &probes {
                all &= probe.ready().await.0;
            }
            if all {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let mut states = Vec::new();
        for probe in probes {
            states.push(probe.ready().await.1.to_string());
        }
        Err(SuiteError::NotReady(states.join(" · ")))
    }
}
