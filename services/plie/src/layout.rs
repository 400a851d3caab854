//! Where everything is: databases, secrets, sockets.

use std::{
    io,
    net::TcpListener,
    path::{Path, PathBuf},
};

use clap::Parser;
use kernel::{Clock, Service};
use messages::Boite;
use runtime::{Config, Peers, Secret};
use territoires::Coffre;
use url::Url;

/// What a suite in one process needs.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The database.
    pub bases: Bases,
    /// Redis.
    pub redis: String,
    /// File of the authorities that sign its certificate; those of the system without it.
    pub redis_authorities: Option<PathBuf>,
    /// Prefix in Redis: two suites may share one.
    pub redis_prefix: String,
    /// Master key of the deployment.
    pub master_key: String,
    /// Address and first password of the exploitant.
    pub exploitant: (String, String),
    /// Port of the gateway; 0 for a free one.
    pub port: u16,
    /// Requests a minute of one user, and without token from one address.
    pub limits: (u32, u32),
    /// The store of files: `file:///folder` or `s3://bucket/prefix`.
    pub files: String,
    /// What carries messages to persons: `smtps://…`, or `file:///folder`.
    pub messages: String,
    /// `host:port` of the antivirus.
    pub antivirus: Option<String>,
    /// Seconds that a statement of the database may take; that of the command line without it.
    pub database_timeout: Option<u64>,
    /// The time.
    pub clock: Clock,
}

/// How each role reaches the database.
#[derive(Debug, Clone)]
pub struct Bases {
    /// `host:port/base`, and parameters.
    pub location: String,
    /// What the passwords of the roles that serve derive from: each role has its own.
    pub password: String,
    /// What the passwords of the roles that migrate derive from.
    pub owner_password: String,
}

impl Bases {
    /// Password of the role that serves: whoever learns it is one service, and no other.
    #[must_use]
    pub fn password(&self, service: Service) -> String {
        Coffre::new(&format!("sert|{}", self.password)).secret_de_service(service)
    }

    /// Password of the role that migrates.
    #[must_use]
    pub fn owner_password(&self, service: Service) -> String {
        Coffre::new(&format!("migre|{}", self.owner_password)).secret_de_service(service)
    }

    /// URL of the role that serves.
    #[must_use]
    pub fn url(&self, service: Service) -> String {
        let (role, _) = store::role(service);
        format!("postgres://{role}:{}@{}", self.password(service), self.location)
    }

    /// URL of the role that migrates.
    #[must_use]
    pub fn migration_url(&self, service: Service) -> String {
        let (_, role) = store::role(service);
        format!("postgres://{role}:{}@{}", self.owner_password(service), self.location)
    }
}

/// Connections to the database of each service that shares a process with the others.
pub const CONNECTIONS: usize = 8;

/// The store of files in a folder of this machine, which is made when it is not there.
pub fn folder_url(folder: &Path) -> io::Result<String> {
    std::fs::create_dir_all(folder)?;
    let url = Url::from_directory_path(std::fs::canonicalize(folder)?);
    url.map(String::from).map_err(|()| io::Error::other("the folder of files has no URL"))
}

impl Layout {
    /// The folder where messages are put, when that is what carries them.
    #[must_use]
    pub fn mailbox(&self) -> Option<Boite> {
        Url::parse(&self.messages).ok()?.to_file_path().ok().map(Boite::new)
    }
}

/// The sockets of a suite, open before anything starts, so that each service knows its neighbours.
pub(crate) struct Sockets {
    pub(crate) services: Vec<(Service, TcpListener)>,
    pub(crate) gateway: TcpListener,
}

impl Sockets {
    pub(crate) fn open(port: u16) -> io::Result<Self> {
        let open = |service| Ok::<_, io::Error>((service, TcpListener::bind("127.0.0.1:0")?));
        let services = Service::tous().map(open).collect::<Result<_, _>>()?;
        Ok(Self { services, gateway: TcpListener::bind(("127.0.0.1", port))? })
    }

    /// Where each service will answer.
    pub(crate) fn peers(&self) -> io::Result<Peers> {
        let url = |(service, listener): &(Service, TcpListener)| {
            Ok::<_, io::Error>((*service, format!("http://{}", listener.local_addr()?)))
        };
        self.services.iter().map(url).collect()
    }
}

/// The configuration of a service, with the defaults of its command line.
pub(crate) fn service_config(layout: &Layout, service: Service, peers: &Peers, issuer: &str) -> Config {
    #[derive(Parser)]
    struct Defaults {
        #[command(flatten)]
        config: Config,
    }
    let secret = Coffre::new(&layout.master_key).secret_de_service(service);
    let required = [
        "plie".to_owned(),
        format!("--database={}", layout.bases.url(service)),
        format!("--redis={}", layout.redis),
        format!("--redis-prefix={}", layout.redis_prefix),
        format!("--issuer={issuer}"),
        format!("--service-secret={secret}"),
        format!("--files={}", layout.files),
        format!("--messages={}", layout.messages),
        format!("--database-connections={CONNECTIONS}"),
        // The services share this process: a thread each serves a small PLIE, and memory counts.
        "--workers=1".to_owned(),
    ];
    let timeout = layout.database_timeout.map(|seconds| format!("--database-timeout={seconds}"));
    let given = required.into_iter().chain(timeout).chain(redis_authorities(layout));
    let mut config = Defaults::parse_from(given).config;
    config.peers = peers.clone();
    config.files.antivirus.clone_from(&layout.antivirus);
    config
}

/// The configuration of the gateway, with the defaults of its command line.
pub(crate) fn gateway_config(layout: &Layout, peers: &Peers, issuer: &str) -> gateway::Config {
    #[derive(Parser)]
    struct Defaults {
        #[command(flatten)]
        config: gateway::Config,
    }
    let required = [
        "plie".to_owned(),
        format!("--redis={}", layout.redis),
        format!("--redis-prefix={}", layout.redis_prefix),
        format!("--issuer={issuer}"),
        format!("--user-limit={}", layout.limits.0),
        format!("--anonymous-limit={}", layout.limits.1),
    ];
    let mut config = Defaults::parse_from(required.into_iter().chain(redis_authorities(layout))).config;
    config.peers = peers.clone();
    config
}

fn redis_authorities(layout: &Layout) -> Option<String> {
    layout.redis_authorities.as_ref().map(|file| format!("--redis-ca={}", file.display()))
}

/// What territoires needs beyond the common configuration.
pub(crate) fn territoires_config(layout: &Layout) -> territoires::Config {
    territoires::Config {
        master_key: Secret::new(layout.master_key.clone()),
        exploitant: Some(layout.exploitant.0.clone()),
        exploitant_password: Some(Secret::new(layout.exploitant.1.clone())),
    }
}

/// The same, for what never serves.
pub(crate) fn territoires_config_empty() -> territoires::Config {
    territoires::Config { master_key: Secret::new(String::new()), exploitant: None, exploitant_password: None }
}
