//! One throw-away cluster and one Redis for all the tests of a checkout, kept between runs.

use std::{
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use local_servers::{Durability, Postgres, Redis};
use plie::Bases;
use uuid::Uuid;

use crate::authority;

/// The shared servers.
#[derive(Debug, Clone)]
pub struct Servers {
    postgres: Postgres,
    /// The shared Redis.
    pub redis: Redis,
    /// The migrated database of which each test takes a copy.
    pub template: String,
    /// Passwords of the roles.
    pub bases: Bases,
    /// File of the authority that signed their certificate, for the name [`crate::NAME`].
    pub authority: PathBuf,
}

/// Only this machine reaches these servers, and they hold nothing.
const PASSWORD: &str = "mot-de-passe-de-test";

impl Servers {
    /// URL of the administrator on a database.
    #[must_use]
    pub fn admin_url(&self, database: &str) -> String {
        self.postgres.admin_url(database)
    }

    /// `host:port` of Postgres.
    #[must_use]
    pub fn address(&self) -> String {
        self.postgres.address()
    }

    /// `host:port/database`.
    #[must_use]
    pub fn location(&self, database: &str) -> String {
        self.admin_url(database).split_once('@').map(|(_, location)| location.to_owned()).unwrap_or_default()
    }
}

impl Servers {
    /// A database of its own for a test: what a former version left in `dump`, or a copy of the template.
    pub async fn database(&self, dump: Option<&Path>) -> String {
        let base = format!("test_{}", Uuid::new_v4().simple());
        let template = dump.is_none().then_some(self.template.as_str());
        store::create_database(&self.admin_url("postgres"), &base, template).await.expect("a database");
        if let Some(dump) = dump {
            self.postgres.restore(&base, dump).unwrap_or_else(|error| panic!("{error}"));
        }
        base
    }

    /// Brings a database to the present version. Roles are those of every database: one at a time.
    pub async fn migrate(&self, base: &str) {
        let _lock = lock();
        let bases = Bases { location: self.location(base), ..self.bases.clone() };
        plie::migrate(&self.admin_url(base), &bases).await.expect("migrations");
    }
}

/// Where the servers of the tests live.
#[must_use]
fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/test-servers")
}

/// What only one process of the tests does at a time, until the file is closed.
fn lock() -> File {
    let directory = directory();
    std::fs::create_dir_all(&directory).expect("target can be written");
    let lock = File::create(directory.join("lock")).expect("target can be written");
    lock.lock().expect("a lock");
    lock
}

/// Starts what does not run, and migrates the template when the migrations have changed. Test processes
/// that come at the same instant wait for one another on a file.
pub async fn servers() -> Servers {
    let directory = std::path::absolute(directory()).expect("a path");
    let _lock = lock();
    let (authority, certificate) = authority::of_servers(&directory.join("tls"));
    let postgres = Postgres::start_over_tls(&directory.join("postgres"), PASSWORD, Durability::None, &certificate)
        .unwrap_or_else(|error| panic!("{error}"));
    let redis = Redis::start_over_tls(&directory.join("redis"), PASSWORD, &certificate)
        .unwrap_or_else(|error| panic!("{error}"));
    let template = format!("modele_{:016x}", fingerprint());
    let mut servers = Servers {
        postgres,
        redis,
        template: template.clone(),
        bases: Bases { location: String::new(), password: PASSWORD.to_owned(), owner_password: PASSWORD.to_owned() },
        authority,
    };
    servers.bases.location = servers.location(&template);
    let done = directory.join(&template);
    if !done.exists() {
        store::create_database(&servers.admin_url("postgres"), &template, None).await.expect("a database");
        plie::migrate(&servers.admin_url(&template), &servers.bases).await.expect("migrations");
        std::fs::write(done, "").expect("target can be written");
    }
    servers
}

/// A fingerprint of every migration of the suite, and of what makes the roles.
fn fingerprint() -> u64 {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = vec![root.join("libs/store/src/provision.rs")];
    for parent in [root.join("libs/store/migrations")]
        .into_iter()
        .chain(children(&root.join("services")).map(|one| one.join("migrations")))
    {
        files.extend(children(&parent).flat_map(|migration| children(&migration).collect::<Vec<_>>()));
    }
    files.sort();
    let mut hash = DefaultHasher::new();
    for file in files {
        file.strip_prefix(&root).unwrap_or(&file).hash(&mut hash);
        std::fs::read(&file).unwrap_or_default().hash(&mut hash);
    }
    hash.finish()
}

fn children(directory: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Stops the shared servers, if they run.
pub fn stop_servers() -> Result<(), local_servers::Error> {
    let directory = directory();
    if directory.exists() {
        let directory = std::path::absolute(directory)?;
        Postgres::start(&directory.join("postgres"), PASSWORD, Durability::None)?.stop()?;
        Redis::start(&directory.join("redis"), PASSWORD)?.stop()?;
    }
    Ok(())
}
