//! A private Redis.

use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::{Certificate, Error, free_port, postgres::wait_for_port};

const START_LIMIT: Duration = Duration::from_secs(10);

/// A running Redis. It runs beside this process and outlives it until [`Redis::stop`].
#[derive(Debug, Clone)]
pub struct Redis {
    port: u16,
    /// The port over TLS, and what it proves who it is with.
    tls: Option<(u16, Certificate)>,
    password: String,
    pid: PathBuf,
}

impl Redis {
    /// Starts the Redis of `directory` on a free port, or uses the one that runs there.
    pub fn start(directory: &Path, password: &str) -> Result<Self, Error> {
        Self::start_as(directory, password, None)
    }

    /// The same, spoken to over TLS as well as in clear; one that runs without is started again.
    pub fn start_over_tls(directory: &Path, password: &str, certificate: &Certificate) -> Result<Self, Error> {
        Self::start_as(directory, password, Some(certificate))
    }

    fn start_as(directory: &Path, password: &str, certificate: Option<&Certificate>) -> Result<Self, Error> {
        fs::create_dir_all(directory)?;
        fs::set_permissions(directory, fs::Permissions::from_mode(0o700))?;
        let running = Self { port: 0, tls: None, password: password.to_owned(), pid: directory.join("redis.pid") };
        let over_tls = |port: u16| Some(port).zip(certificate.cloned());
        if let Some(port) = running.running_port(directory) {
            match (certificate, port_of(directory, "tls-port")) {
                (None, _) => return Ok(Self { port, ..running }),
                (Some(_), Some(tls)) => return Ok(Self { port, tls: over_tls(tls), ..running }),
                (Some(_), None) => running.stop()?,
            }
        }
        let tls = if certificate.is_some() { over_tls(free_port()?) } else { None };
        Self { port: free_port()?, tls, ..running }.launch(directory)
    }

    /// Starts it again on the same port, after [`Redis::stop`].
    pub fn restart(&self, directory: &Path) -> Result<Self, Error> {
        self.clone().launch(directory)
    }

    /// URL, password included.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://:{}@127.0.0.1:{}/", self.password, self.port)
    }

    /// `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// URL over TLS, under this name.
    #[must_use]
    pub fn url_over_tls(&self, host: &str) -> Option<String> {
        self.tls.as_ref().map(|(port, _)| format!("rediss://:{}@{host}:{port}/", self.password))
    }

    /// Stops it, and waits until it has gone.
    pub fn stop(&self) -> Result<(), Error> {
        let Ok(pid) = fs::read_to_string(&self.pid) else { return Ok(()) };
        let status = Command::new("kill").arg(pid.trim()).stderr(Stdio::null()).status()?;
        while status.success() && self.pid.exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    fn launch(self, directory: &Path) -> Result<Self, Error> {
        let log = directory.join("redis.log");
        // The password stays out of the list of processes.
        let config = directory.join("redis.conf");
        let mut lines = vec![
            format!("port {}", self.port),
            "bind 127.0.0.1".to_owned(),
            format!("requirepass {}", self.password),
            "save \"\"".to_owned(),
            "appendonly no".to_owned(),
            "daemonize yes".to_owned(),
            format!("dir {}", directory.display()),
            format!("pidfile {}", self.pid.display()),
            format!("logfile {}", log.display()),
        ];
        if let Some((port, Certificate { certificate, key })) = &self.tls {
            lines.push(format!("tls-port {port}"));
            lines.push(format!("tls-cert-file {}", certificate.display()));
            lines.push(format!("tls-key-file {}", key.display()));
            lines.push("tls-auth-clients no".to_owned());
        }
        fs::write(&config, lines.join("\n"))?;
        let started = Command::new("redis-server")
            .arg(&config)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status();
        match started {
            Ok(_) if wait_for_port(self.port, START_LIMIT) => Ok(self),
            Ok(_) => Err(Error::NotReady { program: "redis-server", log }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::Missing { program: "redis-server", remedy: "apt-get install redis-server" })
            }
            Err(error) => Err(error.into()),
        }
    }

    fn running_port(&self, directory: &Path) -> Option<u16> {
        let pid = fs::read_to_string(&self.pid).ok()?;
        let alive = Command::new("kill").args(["-0", pid.trim()]).stderr(Stdio::null()).status().ok()?.success();
        let port = port_of(directory, "port")?;
        (alive && wait_for_port(port, Duration::from_millis(200))).then_some(port)
    }
}

/// A port that the Redis of `directory` was started on.
fn port_of(directory: &Path, setting: &str) -> Option<u16> {
    let config = fs::read_to_string(directory.join("redis.conf")).ok()?;
    config.lines().find_map(|line| line.strip_prefix(setting)?.strip_prefix(' '))?.parse().ok()
}
