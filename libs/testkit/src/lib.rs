//! A whole suite for a test: its own database, copied from a migrated template, on the shared servers
//! of the checkout. No mocks, no shared state.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test that cannot be set up has failed"
)]

mod authority;
mod contract;
mod deadlocks;
mod proxy;
mod servers;
mod started;

use std::path::PathBuf;

use kernel::{Clock, Fuseau, Service};
use local_servers::Redis;
use messages::Boite;
use plie::{
    Bases, Layout, Suite,
    demo::{self, Api, Equipe},
};
use reqwest_middleware::ClientWithMiddleware;
use runtime::Peers;
use started::Started;
use tempfile::TempDir;

pub use authority::{Authority, NAME};
pub use contract::untried;
pub use proxy::{Network, Proxy};
pub use servers::{Servers, servers, stop_servers};
pub use started::until_no_more_than;
pub use testdata::{d, t};

/// A suite that runs, with its own database and its own prefix in Redis.
pub struct TestSuite {
    /// How it was started.
    pub layout: Layout,
    /// URL of the gateway.
    pub url: String,
    /// URL of each service.
    pub peers: Peers,
    /// The HTTP client of the test: each exchange is compared with the document.
    pub http: ClientWithMiddleware,
    /// URL of the administrator of the test's own database.
    pub admin_url: String,
    /// Where its files are.
    pub files: TempDir,
    /// Where the messages that it sends are read.
    pub mailbox: Boite,
    /// The folder behind it.
    _messages: TempDir,
    suite: Option<Suite>,
    _started: Started,
}

/// What a test may change before its suite starts.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The time; that of the machine by default.
    pub clock: Option<Clock>,
    /// A Redis of its own, to be stopped and started.
    pub redis: Option<Redis>,
    /// The way to the servers; straight and in clear by default.
    pub way: Way,
    /// Seconds that a statement of the database may take.
    pub database_timeout: Option<u64>,
    /// Requests a minute of one user, and without token from one address.
    pub limits: Option<(u32, u32)>,
    /// `host:port` of an antivirus.
    pub antivirus: Option<String>,
    /// A database that a former version left: it is brought to the present one, and is then the test's own.
    pub base: Option<String>,
}

/// How a suite reaches its servers.
#[derive(Debug, Clone, Default)]
pub struct Way {
    /// `host:port` of Postgres.
    pub postgres: Option<String>,
    /// What its URLs end with: `?sslmode=…`.
    pub parameters: String,
    /// URL of Redis.
    pub redis: Option<String>,
    /// File of the authorities of Redis.
    pub redis_authorities: Option<PathBuf>,
}

/// Address and password of the exploitant of a test suite.
pub const EXPLOITANT: (&str, &str) = ("exploitant@plie.example", "une phrase de test");

impl TestSuite {
    /// Starts a suite.
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// Starts a suite that differs.
    pub async fn with(options: Options) -> Self {
        let started = Started::new();
        let servers = servers().await;
        let base = match options.base {
            Some(former) => {
                servers.migrate(&former).await;
                former
            }
            None => servers.database(None).await,
        };
        // What counts requests, or stands still, is not asked more than the test asks.
        let Way { postgres, parameters, redis, redis_authorities } = options.way;
        let hostile = options.limits.is_none() && options.redis.is_none() && postgres.is_none();
        let address = postgres.unwrap_or_else(|| servers.address());
        let (files, messages) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let layout = Layout {
            bases: Bases { location: format!("{address}/{base}{parameters}"), ..servers.bases.clone() },
            redis: redis.unwrap_or_else(|| options.redis.as_ref().unwrap_or(&servers.redis).url()),
            redis_authorities,
            redis_prefix: base.clone(),
            master_key: "clé maîtresse de test".to_owned(),
            exploitant: (EXPLOITANT.0.to_owned(), EXPLOITANT.1.to_owned()),
            port: 0,
            limits: options.limits.unwrap_or((1_000_000, 1_000_000)),
            files: plie::folder_url(files.path()).expect("a folder"),
            messages: plie::folder_url(messages.path()).expect("a folder"),
            antivirus: options.antivirus,
            database_timeout: options.database_timeout,
            clock: options.clock.unwrap_or_else(Clock::system),
        };
        let admin_url = servers.admin_url(&base);
        let mailbox = layout.mailbox().expect("a folder");
        let mut suite = Self {
            layout,
            url: String::new(),
            peers: Peers::default(),
            http: contract::client(runtime::client::http().expect("a client"), hostile),
            admin_url,
            files,
            mailbox,
            _messages: messages,
            suite: None,
            _started: started,
        };
        suite.restart().await;
        suite
    }

    /// Stops the suite cleanly.
    pub async fn stop(&mut self) {
        if let Some(suite) = self.suite.take() {
            suite.stop().await;
        }
    }

    /// Stops one of its services.
    pub async fn stop_service(&mut self, service: Service) {
        self.suite.as_mut().expect("a suite that runs").stop_service(service).await;
    }

    /// Starts it again on the same database.
    pub async fn restart(&mut self) {
        self.stop().await;
        let suite = Suite::start(&self.layout).await.expect("the suite starts");
        self.url.clone_from(&suite.url);
        self.peers.clone_from(&suite.peers);
        self.suite = Some(suite);
    }

    /// An anonymous caller.
    #[must_use]
    pub fn anonymous(&self) -> Api {
        Api::new(self.http.clone(), &self.url)
    }

    /// The exploitant, logged in. Their account is opened in the first moments of the suite.
    pub async fn exploitant(&self) -> Api {
        for _ in 0..200 {
            if let Ok(api) = self.anonymous().login(EXPLOITANT.0, EXPLOITANT.1).await {
                return api;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the exploitant cannot log in")
    }

    /// A territory of the shipped référentiel `code`, with its people logged in.
    pub async fn territory(&self, code: &str) -> Equipe {
        let exploitant = self.exploitant().await;
        Equipe::creer(&exploitant, &self.anonymous(), &self.mailbox, code, code).await.unwrap()
    }

    /// The same, in this time zone.
    pub async fn territory_in(&self, code: &str, fuseau: Fuseau) -> Equipe {
        let exploitant = self.exploitant().await;
        Equipe::creer_a(&exploitant, &self.anonymous(), &self.mailbox, (code, code), fuseau).await.unwrap()
    }

    /// The code of the next message to somebody.
    pub async fn code(&self, courriel: &str) -> String {
        demo::code(&self.mailbox, courriel).await.unwrap()
    }

    /// Somebody who was invited accepts, with the password of everybody in tests, and logs in.
    pub async fn accept(&self, courriel: &str) -> Api {
        demo::accepter(&self.anonymous(), &self.mailbox, courriel, demo::MOT_DE_PASSE).await.unwrap()
    }

    /// What the readiness probe of a service answers.
    pub async fn readiness(&self, service: Service) -> serde_json::Value {
        self.suite.as_ref().expect("a suite that runs").readiness(service).await.expect("a service")
    }

    /// What only shows once a test is over; without any, the database goes.
    async fn closing(&self) -> Vec<String> {
        let mut wrong = contract::faults_of_events(&self.admin_url).await;
        match deadlocks::broken(&self.admin_url).await {
            0 => {}
            broken => wrong.push(format!("{broken} times, transactions waited for one another")),
        }
        if wrong.is_empty() {
            let (server, base) = self.admin_url.rsplit_once('/').expect("a database");
            store::drop_database(&format!("{server}/postgres"), base).await.expect("the database goes");
        }
        wrong
    }

    /// URL of a service, behind the gateway's back.
    #[must_use]
    pub fn service(&self, service: Service) -> &str {
        self.peers.url(service)
    }
}

impl Drop for TestSuite {
    /// Looks for what no answer shows and drops the database, unless the test has failed already: what it left behind
    /// is then there to be read.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let wrong = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(self.closing()));
        assert!(wrong.is_empty(), "at the end of the test:\n  {}", wrong.join("\n  "));
    }
}

/// The identifier of what an answer tells of.
#[must_use]
pub fn id(answer: &serde_json::Value) -> String {
    answer.get("id").and_then(serde_json::Value::as_str).unwrap_or_else(|| panic!("no id: {answer}")).to_owned()
}
