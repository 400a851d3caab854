//! A suite in its own processes, on servers of its own.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use kernel::Clock;
use local_servers::{Durability, Postgres, Redis, free_port};
use plie::{Bases, Layout, processes};

use crate::{
    leftovers::{self, Guard},
    process::{Process, binary, cpu_seconds_of},
};

const PASSWORD: &str = "mot-de-passe-de-mesure";

/// Starts the servers in a folder of their own, which goes with them even if one of them does not start.
fn servers() -> Result<(Postgres, Redis, PathBuf, [Guard; 2]), Box<dyn Error>> {
    let folder = tempfile::Builder::new().prefix("plie-bench").tempdir_in("/var/tmp")?;
    let directory = folder.path().to_owned();
    let cluster = directory.join("postgres");
    let end = leftovers::guard({
        let cluster = cluster.clone();
        move || {
            let _ = Postgres::discard(&cluster);
            drop(folder);
        }
    });
    let postgres = Postgres::start(&cluster, PASSWORD, Durability::Full)?;
    let redis = Redis::start(&directory.join("redis"), PASSWORD)?;
    let end_redis = leftovers::guard({
        let redis = redis.clone();
        move || {
            let _ = redis.stop();
        }
    });
    Ok((postgres, redis, directory, [end_redis, end]))
}

/// The servers of a bench: durable, as in production.
pub(crate) struct Servers {
    pub(crate) postgres: Postgres,
    pub(crate) redis: Redis,
    pub(crate) layout: Layout,
    directory: PathBuf,
    /// Redis, then Postgres with the folder.
    _ends: [Guard; 2],
}

impl Servers {
    pub(crate) async fn start() -> Result<Self, Box<dyn Error>> {
        let (postgres, redis, directory, ends) = leftovers::starting(servers)?;
        store::create_database(&postgres.admin_url("postgres"), "plie", None).await?;
        let admin = postgres.admin_url("plie");
        let layout = Layout {
            bases: Bases {
                location: admin.split_once('@').map(|(_, location)| location.to_owned()).unwrap_or_default(),
                password: PASSWORD.to_owned(),
                owner_password: PASSWORD.to_owned(),
            },
            redis: redis.url(),
            redis_authorities: None,
            redis_prefix: "bench".to_owned(),
            master_key: "clé maîtresse de mesure, de trente-deux octets et plus".to_owned(),
            exploitant: ("exploitant@plie.example".to_owned(), "une phrase de mesure".to_owned()),
            port: free_port()?,
            limits: (1_000_000_000, 1_000_000_000),
            files: plie::folder_url(&directory.join("files"))?,
            messages: plie::folder_url(&directory.join("messages"))?,
            antivirus: None,
            database_timeout: None,
            clock: Clock::system(),
        };
        let servers = Self { postgres, redis, layout, directory, _ends: ends };
        servers.migrate().await?;
        Ok(servers)
    }

    /// Roles with the passwords of the bench, and the schemas.
    pub(crate) async fn migrate(&self) -> Result<(), Box<dyn Error>> {
        Ok(plie::migrate(&self.postgres.admin_url("plie"), &self.layout.bases).await?)
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// CPU seconds that Postgres has used so far.
    pub(crate) fn postgres_cpu_seconds(&self) -> Result<f64, Box<dyn Error>> {
        let pid = fs::read_to_string(self.directory.join("postgres/data/postmaster.pid"))?;
        let pid = pid.lines().next().unwrap_or_default().parse()?;
        Ok(cpu_seconds_of(pid))
    }

    /// Starts the suite, a process each, and waits until all are ready. By name, with the URL of the API.
    pub(crate) async fn processes(
        &self,
        http: &reqwest::Client,
    ) -> Result<Vec<(&'static str, String, Process)>, Box<dyn Error>> {
        let mut started = Vec::new();
        let mut probes = Vec::new();
        for process in processes(&self.layout)? {
            let running = Process::start(&binary(process.binary)?, ["serve"], process.environment)?;
            started.push((process.binary, process.url, running));
            probes.push(process.probe);
        }
        let limit = Instant::now() + Duration::from_mins(1);
        for probe in probes {
            while !http.get(&probe).send().await.is_ok_and(|answer| answer.status().is_success()) {
                if Instant::now() > limit {
                    return Err(format!("{probe} does not answer").into());
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        Ok(started)
    }
}
