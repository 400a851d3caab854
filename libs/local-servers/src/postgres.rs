//! A private Postgres cluster.

use std::{
    fs,
    io::Write,
    net::TcpStream,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::{Certificate, Error, account::Account, free_port};

const ADMIN: &str = "plie_admin";
const REMEDY: &str = "apt-get install postgresql";
const START_LIMIT: Duration = Duration::from_mins(1);
/// The setting by which a server speaks TLS.
const TLS: &str = "ssl=on";

/// What a crash of the machine may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed.
    Full,
    /// Everything: for tests.
    None,
}

/// A running cluster. It runs beside this process and outlives it until [`Postgres::stop`].
#[derive(Debug, Clone)]
pub struct Postgres {
    account: Account,
    bin: PathBuf,
    data: PathBuf,
    port: u16,
    password: String,
}

impl Postgres {
    /// Starts the cluster of `directory`, creating it the first time; one that already runs is used.
    pub fn start(directory: &Path, password: &str, durability: Durability) -> Result<Self, Error> {
        Self::start_as(directory, password, durability, None)
    }

    /// The same, spoken to over TLS as well as in clear; one that already runs without is started again.
    pub fn start_over_tls(
        directory: &Path,
        password: &str,
        durability: Durability,
        certificate: &Certificate,
    ) -> Result<Self, Error> {
        Self::start_as(directory, password, durability, Some(certificate))
    }

    fn start_as(
        directory: &Path,
        password: &str,
        durability: Durability,
        certificate: Option<&Certificate>,
    ) -> Result<Self, Error> {
        let account = Account::choose()?;
        let bin = binaries()?;
        let root = account.directory(directory)?;
        let data = root.join("data");
        if !data.join("PG_VERSION").exists() {
            initialise(account, &bin, &root, &data, password)?;
        }
        let mut server = Self { account, bin, data, port: 0, password: password.to_owned() };
        if let Some(port) = server.running_port() {
            server.port = port;
            if certificate.is_none() || server.speaks_tls() {
                return Ok(server);
            }
            server.stop()?;
        }
        server.port = free_port()?;
        let tls = certificate.map(|one| server.install(&root, one)).transpose()?.unwrap_or_default();
        server.launch(&root, durability, &tls)?;
        Ok(server)
    }

    /// `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// URL of the administrator on `database`.
    #[must_use]
    pub fn admin_url(&self, database: &str) -> String {
        self.url(ADMIN, &self.password, database)
    }

    /// URL of a role on `database`.
    #[must_use]
    pub fn url(&self, role: &str, password: &str, database: &str) -> String {
        format!("postgres://{role}:{password}@{}/{database}", self.address())
    }

    /// Plays a dump (plain SQL, compressed by gzip) in an empty database, all of it or nothing, as the administrator.
    pub fn restore(&self, database: &str, dump: &Path) -> Result<(), Error> {
        let mut unzip = Command::new("gzip").arg("-dc").arg(dump).stdout(Stdio::piped()).spawn()?;
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"])
            .args(["-h", "127.0.0.1", "-U", ADMIN, "-d", database, "-p"])
            .arg(self.port.to_string())
            .env("PGPASSWORD", &self.password)
            .stdin(unzip.stdout.take().map_or_else(Stdio::null, Stdio::from));
        let played = outcome("psql", &psql.output()?);
        unzip.wait()?;
        played
    }

    /// Stops the server of `directory` if it runs, and removes its data.
    pub fn discard(directory: &Path) -> Result<(), Error> {
        let account = Account::choose()?;
        let root = account.directory(directory)?;
        let data = root.join("data");
        if data.exists() {
            let bin = binaries()?;
            let stop =
                account.command(&bin.join("pg_ctl")).arg("stop").args(["-m", "immediate", "-D"]).arg(&data).output();
            // Nothing to stop is fine.
            drop(stop);
            fs::remove_dir_all(&data)?;
        }
        Ok(())
    }

    /// Stops it; what is committed is safe.
    pub fn stop(&self) -> Result<(), Error> {
        run(
            "pg_ctl stop",
            self.account.command(&self.bin.join("pg_ctl")).arg("stop").args(["-m", "fast", "-D"]).arg(&self.data),
        )
    }

    /// The port of the server that already runs on this data, if one does.
    fn running_port(&self) -> Option<u16> {
        let status =
            self.account.command(&self.bin.join("pg_ctl")).arg("status").arg("-D").arg(&self.data).output().ok()?;
        if !status.status.success() {
            return None;
        }
        // Line 4 of postmaster.pid is the port.
        let port: u16 =
            fs::read_to_string(self.data.join("postmaster.pid")).ok()?.lines().nth(3)?.trim().parse().ok()?;
        TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(port)
    }

    /// Whether the server that runs was started with a certificate: its command line is beside its data.
    fn speaks_tls(&self) -> bool {
        fs::read_to_string(self.data.join("postmaster.opts")).is_ok_and(|line| line.contains(TLS))
    }

    /// Puts a certificate where the server reads it, and says how it is told of it. It refuses a key that others read.
    fn install(&self, root: &Path, certificate: &Certificate) -> Result<String, Error> {
        let mut options = format!(" -c {TLS}");
        for (setting, name, from) in [
            ("ssl_cert_file", "server.crt", &certificate.certificate),
            ("ssl_key_file", "server.key", &certificate.key),
        ] {
            let file = root.join(name);
            fs::copy(from, &file)?;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
            if let Account::Service { uid, gid } = self.account {
                std::os::unix::fs::chown(&file, Some(uid), Some(gid))?;
            }
            options = format!("{options} -c {setting}={}", file.display());
        }
        Ok(options)
    }

    fn launch(&self, root: &Path, durability: Durability, tls: &str) -> Result<(), Error> {
        let log = root.join("postgres.log");
        let mut options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=256MB",
            self.port
        );
        options.push_str(match durability {
            Durability::Full => " -c max_connections=400",
            // Each scenario that runs beside others has a whole suite of its own.
            Durability::None => {
                " -c max_connections=1000 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=4GB"
            }
        });
        options.push_str(tls);
        let mut command = self.account.command(&self.bin.join("pg_ctl"));
        command.args(["start", "-w", "-t"]).arg(START_LIMIT.as_secs().to_string()).arg("-D").arg(&self.data);
        // A group of its own: Ctrl-C must reach the launcher first, which stops the cluster last.
        command
            .arg("-l")
            .arg(&log)
            .arg("-o")
            .arg(options)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if command.status()?.success() { Ok(()) } else { Err(Error::NotReady { program: "postgres", log }) }
    }
}

fn initialise(account: Account, bin: &Path, root: &Path, data: &Path, password: &str) -> Result<(), Error> {
    let file = root.join("admin.password");
    let mut write = fs::File::create(&file)?;
    writeln!(write, "{password}")?;
    // The service account reads it; nobody else enters the directory.
    fs::set_permissions(root, fs::Permissions::from_mode(0o700))?;
    if let Account::Service { uid, gid } = account {
        std::os::unix::fs::chown(&file, Some(uid), Some(gid))?;
    }
    let mut command = account.command(&bin.join("initdb"));
    command.args(["--auth=scram-sha-256", "--username", ADMIN, "--encoding=UTF8", "--locale=C.UTF-8"]);
    command.arg(format!("--pwfile={}", file.display())).arg("-D").arg(data);
    let result = run("initdb", &mut command);
    fs::remove_file(&file)?;
    result
}

/// The newest installed server.
fn binaries() -> Result<PathBuf, Error> {
    let debian =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let path = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    let version =
        |bin: &PathBuf| bin.parent().and_then(|dir| dir.file_name()?.to_str()?.parse::<u32>().ok()).unwrap_or_default();
    let newest = debian.filter(|bin| bin.join("initdb").exists()).max_by_key(version);
    newest
        .or_else(|| path.into_iter().find(|bin| bin.join("initdb").exists()))
        .ok_or(Error::Missing { program: "PostgreSQL", remedy: REMEDY })
}

fn run(what: &'static str, command: &mut Command) -> Result<(), Error> {
    outcome(what, &command.stdin(Stdio::null()).output()?)
}

fn outcome(what: &'static str, output: &Output) -> Result<(), Error> {
    if output.status.success() {
        Ok(())
    } else {
        Err(Error::Command { what, output: String::from_utf8_lossy(&output.stderr).into_owned() })
    }
}

/// Waits until `port` answers.
pub(crate) fn wait_for_port(port: u16, limit: Duration) -> bool {
    let end = Instant::now() + limit;
    while Instant::now() < end {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}
