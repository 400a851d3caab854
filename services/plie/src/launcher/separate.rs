//! The same suite as separate processes, one per service.

use std::{
    io,
    net::TcpListener,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use plie::Layout;
use tokio::process::{Child, Command};

const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(15);

pub(super) struct Processes {
    pub(super) url: String,
    children: Vec<Child>,
}

impl Processes {
    /// Starts the binaries that stand beside this one.
    pub(super) async fn start(layout: &Layout) -> io::Result<Self> {
        let beside = std::env::current_exe()?.parent().map(PathBuf::from).unwrap_or_default();
        // The port of the gateway must be free before anything starts.
        drop(TcpListener::bind(("127.0.0.1", layout.port))?);
        let mut children = Vec::new();
        let mut probes = Vec::new();
        for process in plie::processes(layout)? {
            let mut command = Command::new(beside.join(process.binary));
            command.arg("serve").envs(process.environment).stdin(Stdio::null()).kill_on_drop(true);
            // Ctrl-C reaches the launcher, which stops each in turn.
            command.process_group(0);
            children.push(
                command
                    .spawn()
                    .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", process.binary)))?,
            );
            probes.push(process.probe);
        }
        let processes = Self { url: format!("http://127.0.0.1:{}", layout.port), children };
        processes.wait_until_ready(&probes).await?;
        Ok(processes)
    }

    async fn wait_until_ready(&self, probes: &[String]) -> io::Result<()> {
        let http = runtime::client::http().map_err(io::Error::other)?;
        let end = Instant::now() + START_LIMIT;
        for probe in probes {
            while !http.get(probe).send().await.is_ok_and(|answer| answer.status().is_success()) {
                if Instant::now() > end {
                    return Err(io::Error::other(format!("{probe} ne répond pas")));
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Ok(())
    }

    /// SIGTERM to each, the gateway first, and waits.
    pub(super) async fn stop(mut self) {
        for child in self.children.iter_mut().rev() {
            if let Some(pid) = child.id() {
                let _ = Command::new("kill").arg(pid.to_string()).status().await;
            }
            let _ = tokio::time::timeout(STOP_LIMIT, child.wait()).await;
        }
    }
}
