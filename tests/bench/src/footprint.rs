//! Memory at rest and time to start, servers apart.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use crate::{
    process::{Process, binary},
    report::{Bound, Report},
    setting::Servers,
};

const ROUNDS: usize = 3;
/// The launcher makes its own secrets, so it has its own database.
const BASE: &str = "lanceur";
const REST: Duration = Duration::from_secs(3);

pub(crate) async fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    let http = runtime::client::http()?;
    store::create_database(&servers.postgres.admin_url("postgres"), BASE, None).await?;
    // The first start migrates: what is measured is a start on an existing database.
    drop(together(&servers, &http).await?);
    let (mut rounds, mut done) = (Rounds::default(), Ok(()));
    for _ in 0..ROUNDS {
        done = rounds.another(&servers, &http).await;
        if done.is_err() {
            // Those before it are told.
            break;
        }
    }
    report.add("memory at rest, six processes", "MiB", rounds.six, Some((Bound::AtMost, 140.0)));
    report.add("memory at rest, one process", "MiB", rounds.one, Some((Bound::AtMost, 60.0)));
    report.add("start to ready, one process, existing database", "s", rounds.starts, Some((Bound::AtMost, 2.0)));
    done
}

#[derive(Default)]
struct Rounds {
    six: Vec<f64>,
    one: Vec<f64>,
    starts: Vec<f64>,
}

impl Rounds {
    async fn another(&mut self, servers: &Servers, http: &reqwest::Client) -> Result<(), Box<dyn Error>> {
        // Roles belong to the cluster: the launcher has given them passwords of its own.
        servers.migrate().await?;
        let processes = servers.processes(http).await?;
        tokio::time::sleep(REST).await;
        self.six.push(processes.iter().map(|(_, _, process)| process.memory()).sum());
        drop(processes);
        let (process, seconds) = together(servers, http).await?;
        self.starts.push(seconds);
        tokio::time::sleep(REST).await;
        self.one.push(process.memory());
        Ok(())
    }
}

/// The launcher on the servers of the bench, and how long it took to answer.
async fn together(servers: &Servers, http: &reqwest::Client) -> Result<(Process, f64), Box<dyn Error>> {
    let directory = servers.directory().join("launcher");
    let port = local_servers::free_port()?;
    let environment = vec![
        ("DATABASE_URL".to_owned(), servers.postgres.admin_url(BASE)),
        ("REDIS_URL".to_owned(), servers.redis.url()),
        ("PLIE_PORT".to_owned(), port.to_string()),
    ];
    let args = ["--no-demo".to_owned(), "--directory".to_owned(), directory.display().to_string()];
    let start = Instant::now();
    let process = Process::start(&binary("plie")?, args, environment)?;
    // Ready: the keys are there, and a request without token is refused for want of one.
    while !http.get(format!("http://127.0.0.1:{port}/v1/moi")).send().await.is_ok_and(|answer| answer.status() == 401) {
        if start.elapsed() > Duration::from_mins(1) {
            return Err("the launcher does not start".into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok((process, start.elapsed().as_secs_f64()))
}
