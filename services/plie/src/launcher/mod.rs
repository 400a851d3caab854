//! From nothing to a suite that runs, with progress for each long step.

mod secrets;
mod separate;
mod steps;

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use clap::Args;
use kernel::Clock;
use local_servers::{Durability, Postgres, Redis};
use plie::{Bases, Layout, Suite, demo};

use secrets::Secrets;
pub(crate) use secrets::random;
pub(crate) use steps::say;
use steps::step;

/// How the suite starts on this machine.
#[derive(Debug, Args)]
pub(crate) struct Start {
    /// Where data and secrets are kept.
    #[arg(long, default_value = ".plie")]
    directory: PathBuf,
    /// Forget everything and start anew.
    #[arg(long)]
    reset: bool,
    /// One process per service instead of one for all.
    #[arg(long)]
    separate: bool,
    /// Start without the demo territories.
    #[arg(long)]
    no_demo: bool,
    /// Port of the gateway.
    #[arg(long, env = "PLIE_PORT", default_value_t = 8000)]
    port: u16,
    /// A Postgres of yours: URL of an administrator, on the database to use.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// File of the authorities (PEM) that sign its certificate, unless the URL names one (`sslrootcert`).
    #[arg(long, env = "PLIE_BASE_CA")]
    database_ca: Option<PathBuf>,
    /// A Redis of yours: `redis://…`, or `rediss://…` over TLS.
    #[arg(long, env = "REDIS_URL", hide_env_values = true)]
    redis_url: Option<String>,
    /// File of the authorities (PEM) that sign the certificate of a Redis of yours.
    #[arg(long, env = "PLIE_REDIS_CA")]
    redis_ca: Option<PathBuf>,
    /// A store of files of yours: `file:///folder` or `s3://bucket/prefix`.
    #[arg(long, env = "PLIE_FICHIERS")]
    files: Option<String>,
    /// What carries messages to persons: `smtps://user:password@host`, or a folder (`file:///…`).
    #[arg(long, env = "PLIE_MESSAGES", hide_env_values = true)]
    messages: Option<String>,
    /// `host:port` of an antivirus (clamd).
    #[arg(long, env = "PLIE_ANTIVIRUS")]
    antivirus: Option<String>,
}

const BASE: &str = "plie";
const EXPLOITANT: &str = "exploitant@plie.example";

/// The servers that this launcher started, and must stop.
#[derive(Default)]
struct Own {
    postgres: Option<Postgres>,
    redis: Option<Redis>,
}

impl Own {
    fn stop(&self) {
        if let Some(redis) = &self.redis {
            step("Arrêt de Redis", || redis.stop()).ok();
        }
        if let Some(postgres) = &self.postgres {
            step("Arrêt de PostgreSQL", || postgres.stop()).ok();
        }
    }
}

pub(crate) async fn run(line: Start) -> Result<(), Box<dyn Error>> {
    let directory = prepare(&line)?;
    let mut own = Own::default();
    let result = live(&line, &directory, &mut own).await;
    own.stop();
    result
}

/// From the servers to the stop of the suite. Ctrl-C while it starts stops what has started.
async fn live(line: &Start, directory: &Path, own: &mut Own) -> Result<(), Box<dyn Error>> {
    let started = tokio::select! {
        started = start(line, directory, own) => started?,
        signal = runtime::stop_signal() => return Ok(signal?),
    };
    let (layout, running) = started;
    let served = tokio::select! {
        loaded = load_demo(line, directory, &layout, running.url()) => match loaded {
            Ok(demo) => {
                welcome(running.url(), &layout, demo);
                runtime::stop_signal().await.map_err(Into::into)
            }
            Err(error) => Err(error),
        },
        signal = runtime::stop_signal() => signal.map_err(Into::into),
    };
    say("");
    let stop = async {
        running.stop().await;
        Ok::<_, std::io::Error>(())
    };
    steps::step_async("Arrêt de la suite", stop).await?;
    served
}

/// The suite, in this process or in several.
enum Running {
    Together(Suite),
    Apart(separate::Processes),
}

impl Running {
    fn url(&self) -> &str {
        match self {
            Self::Together(suite) => &suite.url,
            Self::Apart(processes) => &processes.url,
        }
    }

    async fn stop(self) {
        match self {
            Self::Together(suite) => suite.stop().await,
            Self::Apart(processes) => processes.stop().await,
        }
    }
}

/// The directory of the data, empty after `--reset`.
fn prepare(line: &Start) -> Result<PathBuf, Box<dyn Error>> {
    let directory = std::path::absolute(&line.directory)?;
    if line.reset && directory.exists() {
        let secrets = Secrets::load(&directory)?;
        // Servers of a launcher that was killed may still run on this data.
        Postgres::discard(&directory.join("postgres"))?;
        Redis::start(&directory.join("redis"), &secrets.redis)?.stop()?;
        std::fs::remove_dir_all(&directory)?;
    }
    std::fs::create_dir_all(&directory)?;
    Ok(directory)
}

async fn start(line: &Start, directory: &Path, own: &mut Own) -> Result<(Layout, Running), Box<dyn Error>> {
    let secrets = Secrets::load(directory)?;
    let admin = postgres(line, directory, &secrets, own).await?;
    let redis = redis(line, directory, &secrets, own)?;
    let layout = Layout {
        bases: Bases {
            location: admin.split_once('@').map(|(_, location)| location.to_owned()).unwrap_or_default(),
            password: secrets.service.clone(),
            owner_password: secrets.owner.clone(),
        },
        redis,
        redis_authorities: line.redis_url.as_ref().and(line.redis_ca.clone()),
        redis_prefix: "plie".to_owned(),
        master_key: secrets.master.clone(),
        exploitant: (EXPLOITANT.to_owned(), secrets.exploitant.clone()),
        port: line.port,
        limits: (12_000, 12_000),
        files: line.files.clone().map_or_else(|| plie::folder_url(&directory.join("fichiers")), Ok)?,
        messages: line.messages.clone().map_or_else(|| plie::folder_url(&directory.join("messages")), Ok)?,
        antivirus: line.antivirus.clone(),
        database_timeout: None,
        clock: Clock::system(),
    };
    steps::step_async("Schémas et migrations", plie::migrate(&admin, &layout.bases)).await?;
    let running = if line.separate {
        Running::Apart(
            steps::step_async("Démarrage, un processus par service", separate::Processes::start(&layout)).await?,
        )
    } else {
        Running::Together(steps::step_async("Démarrage de la suite, un seul processus", Suite::start(&layout)).await?)
    };
    Ok((layout, running))
}

/// Loads the demo once; true when it is there.
async fn load_demo(line: &Start, directory: &Path, layout: &Layout, url: &str) -> Result<bool, Box<dyn Error>> {
    let loaded = directory.join("demo.loaded");
    if !line.no_demo && !loaded.exists() {
        let http = runtime::client::http()?;
        let exploitant = (layout.exploitant.0.as_str(), layout.exploitant.1.as_str());
        say("  Territoires de démonstration");
        let mailbox =
            layout.mailbox().ok_or("la démonstration lit ses messages dans un dossier : --no-demo, ou file:///…")?;
        demo::charger(&http, url, &mailbox, exploitant, |nom| say(&format!("    {nom}"))).await?;
        std::fs::write(&loaded, "")?;
    }
    Ok(loaded.exists())
}

async fn postgres(line: &Start, directory: &Path, secrets: &Secrets, own: &mut Own) -> Result<String, Box<dyn Error>> {
    if let Some(url) = &line.database_url {
        let authorities = line.database_ca.as_ref();
        return Ok(authorities.map_or_else(|| url.clone(), |file| store::with_authorities(url, file)));
    }
    let data = directory.join("postgres");
    let server = step("PostgreSQL privé", || Postgres::start(&data, &secrets.admin, Durability::Full))?;
    let url = server.admin_url(BASE);
    own.postgres = Some(server.clone());
    store::create_database(&server.admin_url("postgres"), BASE, None).await?;
    Ok(url)
}

fn redis(line: &Start, directory: &Path, secrets: &Secrets, own: &mut Own) -> Result<String, Box<dyn Error>> {
    if let Some(url) = &line.redis_url {
        return Ok(url.clone());
    }
    let server = step("Redis privé", || Redis::start(&directory.join("redis"), &secrets.redis))?;
    let url = server.url();
    own.redis = Some(server);
    Ok(url)
}

fn welcome(url: &str, layout: &Layout, demo: bool) {
    say(&format!("\nLa suite est prête.\n\n  Passerelle     {url}\n  Documentation  {url}/docs/\n"));
    say(&format!("  Exploitant     {} · {}", layout.exploitant.0, layout.exploitant.1));
    say(&format!(
        "  Messages       {}\n",
        layout.mailbox().map_or_else(|| "par SMTP".to_owned(), |_| layout.messages.clone())
    ));
    if demo {
        say(&format!("Comptes de démonstration, mot de passe « {} » :\n", demo::MOT_DE_PASSE));
        let codes: Vec<_> = demo::TERRITOIRES.iter().map(|(code, _)| *code).collect();
        let roles = [
            "referent",
            "animation",
            "direction",
            "membre_commission",
            "prescripteur",
            "operateur_etape",
            "gestionnaire_fse",
            "controleur",
            "admin",
        ];
        for role in roles {
            say(&format!("  {role}@<territoire>.example"));
        }
        say(&format!("\n  <territoire> : {}\n", codes.join(", ")));
    }
    say("Ctrl-C arrête tout.");
}
