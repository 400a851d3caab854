//! HTTP servers that run beside the caller.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use actix_web::dev::{Server, ServerHandle};

use crate::{StartError, Tasks, health::Health};

/// Opens the socket that `variable` names.
pub fn bind(variable: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|source| StartError::Bind { variable, address, source })
}

/// A process that runs: its API, its probes and its tasks.
pub struct Running {
    /// Where its API listens.
    pub address: SocketAddr,
    /// Where its probes listen.
    pub management_address: SocketAddr,
    /// What its probes answer.
    pub health: Health,
    tasks: Tasks,
    servers: Vec<ServerHandle>,
}

impl Running {
    /// Serves the API, as `serve` does, and the probes, each on its socket.
    pub fn start(
        health: Health,
        tasks: Tasks,
        listener: TcpListener,
        management: TcpListener,
        serve: impl FnOnce(TcpListener) -> Result<ServerHandle, StartError>,
    ) -> Result<Self, StartError> {
        let (address, management_address) = (listener.local_addr()?, management.local_addr()?);
        let servers = vec![serve(listener)?, health.clone().serve(management)?];
        Ok(Self { address, management_address, health, tasks, servers })
    }

    /// Stops cleanly: readiness off, requests in progress finished, then the tasks.
    pub async fn stop(self) {
        self.health.stop();
        for server in &self.servers {
            server.stop(true).await;
        }
        self.tasks.stop(Duration::from_secs(10)).await;
    }
}

/// Runs a server beside the caller; its handle stops it.
#[expect(clippy::disallowed_methods, reason = "a server is stopped by its handle, not by the tracker")]
#[must_use = "the handle is the only way to stop the server"]
pub fn detach(server: Server) -> ServerHandle {
    let handle = server.handle();
    tokio::spawn(server);
    handle
}
