//! Starting and stopping the suite.

use std::{collections::BTreeMap, net::TcpListener, time::Duration};

use kernel::Service;
use runtime::{Definition, Peers, Running, StartError};

use crate::layout::{self, Layout, Sockets};

/// A suite that runs in this process.
pub struct Suite {
    /// Public URL: that of the gateway.
    pub url: String,
    /// Base URL of each service.
    pub peers: Peers,
    gateway: Running,
    services: BTreeMap<Service, Running>,
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

/// A service of the suite, with what territoires needs beyond the others.
#[must_use]
pub fn definition(service: Service, territoires: &territoires::Config) -> Definition {
    match service {
        Service::Territoires => territoires::service(territoires.clone()),
        Service::Participants => participants::service(),
        Service::Parcours => parcours::service(),
        Service::Emargement => emargement::service(),
        Service::Fse => fse::service(),
    }
}

impl Suite {
    /// Starts every service and the gateway on databases that are already migrated, and waits until all
    /// are ready.
    pub async fn start(layout: &Layout) -> Result<Self, SuiteError> {
        let territoires = layout::territoires_config(layout);
        let sockets = Sockets::open(layout.port)?;
        let peers = sockets.peers()?;
        let url = format!("http://{}", sockets.gateway.local_addr()?);
        let mut running = BTreeMap::new();
        for (service, listener) in sockets.services {
            let definition = definition(service, &territoires);
            let config = layout::service_config(layout, service, &peers, &url);
            let management = TcpListener::bind("127.0.0.1:0")?;
            let started = runtime::start(definition, config, layout.clock.clone(), listener, management).await;
            running.insert(service, started.map_err(|source| SuiteError::Start { part: service.nom(), source })?);
        }
        let config = layout::gateway_config(layout, &peers, &url);
        let management = TcpListener::bind("127.0.0.1:0")?;
        let gateway = gateway::start(config, layout.clock.clone(), sockets.gateway, management)
            .await
            .map_err(|source| SuiteError::Start { part: "gateway", source })?;
        let suite = Self { url, peers, gateway, services: running };
        suite.wait_until_ready().await?;
        Ok(suite)
    }

    /// Stops the gateway first: nothing accepted is lost.
    pub async fn stop(self) {
        self.gateway.stop().await;
        for service in self.services.into_values().rev() {
            service.stop().await;
        }
    }

    /// Stops one service: the others go on without it.
    pub async fn stop_service(&mut self, service: Service) {
        if let Some(running) = self.services.remove(&service) {
            running.stop().await;
        }
    }

    /// What the readiness probe of a service answers.
    pub async fn readiness(&self, service: Service) -> Option<serde_json::Value> {
        Some(self.services.get(&service)?.health.ready().await.1)
    }

    async fn wait_until_ready(&self) -> Result<(), SuiteError> {
        let probes: Vec<_> =
            self.services.values().map(|service| &service.health).chain([&self.gateway.health]).collect();
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
