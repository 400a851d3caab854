//! pgbench on the same base, as the same role: BEGIN, set_config, what is read and COMMIT as separate round trips.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use kernel::Service;

use crate::{load::percentile, setting::Servers};

pub(crate) struct Peer<'a> {
    servers: &'a Servers,
    service: Service,
}

/// What pgbench did.
#[derive(Clone, Copy)]
pub(crate) struct Transactions {
    /// Transactions a second.
    pub(crate) rate: f64,
    /// 99th percentile, in milliseconds.
    pub(crate) p99_ms: f64,
}

impl<'a> Peer<'a> {
    /// A peer that reads the schema of a service.
    pub(crate) const fn new(servers: &'a Servers, service: Service) -> Self {
        Self { servers, service }
    }

    /// Keeps what a transaction in the territory reads, after these settings of pgbench.
    pub(crate) fn write(
        &self,
        name: &str,
        territoire: &str,
        settings: &str,
        reads: &str,
    ) -> Result<(), Box<dyn Error>> {
        let script =
            format!("{settings}BEGIN;\nSELECT set_config('app.territoire', '{territoire}', true);\n{reads}\nCOMMIT;\n");
        Ok(fs::write(self.script(name), script)?)
    }

    fn script(&self, name: &str) -> PathBuf {
        self.servers.directory().join(name).with_extension("sql")
    }

    /// Reads it again and again over so many connections.
    pub(crate) fn run(&self, name: &str, connections: u32, seconds: u64) -> Result<Transactions, Box<dyn Error>> {
        let output = Command::new("pgbench")
            .args(["-n", "-M", "prepared", "-j", "1", "-l"])
            .args(["-c", &connections.to_string(), "-T", &seconds.to_string(), "--log-prefix"])
            .arg(self.servers.directory().join("pgbench"))
            .arg("-f")
            .arg(self.script(name))
            .arg(self.servers.layout.bases.url(self.service))
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = || format!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr));
        let line = text.lines().find_map(|line| line.strip_prefix("tps = ")).ok_or_else(said)?;
        let rate = line.split_whitespace().next().unwrap_or_default().parse()?;
        Ok(Transactions { rate, p99_ms: logged(self.servers.directory())? })
    }
}

/// The 99th percentile of the log that pgbench left, which is taken away. Each line has a transaction, its third word
/// the microseconds that it took.
fn logged(directory: &Path) -> Result<f64, Box<dyn Error>> {
    let mut times = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("pgbench.")) {
            let text = fs::read_to_string(&path)?;
            let micros = text.lines().filter_map(|line| line.split_whitespace().nth(2)?.parse().ok());
            times.extend(micros.map(Duration::from_micros));
            fs::remove_file(path)?;
        }
    }
    Ok(percentile(times, 99) * 1_000.0)
}
