//! A private Redis.

use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::{Error, free_port, postgres::wait_for_port};

const START_LIMIT: Duration = Duration::from_secs(10);

/// A running Redis. It runs beside this process and outlives it until [`Redis::stop`].
#[derive(Debug, Clone)]
pub struct Redis {
    port: u16,
    password: String,
    pid: PathBuf,
}

impl Redis {
    /// Starts the Redis of `directory` on a free port, or uses the one that runs there.
    pub fn start(directory: &Path, password: &str) -> Result<Self, Error> {
        fs::create_dir_all(directory)?;
        fs::set_permissions(directory, fs::Permissions::from_mode(0o700))?;
        let running = Self { port: 0, password: password.to_owned(), pid: directory.join("redis.pid") };
        if let Some(port) = running.running_port(directory) {
            return Ok(Self { port, ..running });
        }
        Self { port: free_port()?, ..running }.launch(directory)
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
        let lines = [
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
        let config = fs::read_to_string(directory.join("redis.conf")).ok()?;
        let port = config.lines().find_map(|line| line.strip_prefix("port "))?.parse().ok()?;
        (alive && wait_for_port(port, Duration::from_millis(200))).then_some(port)
    }
}
