//! What the suite costs when nobody asks anything, with one territory and with many: services and Postgres.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use plie::demo::Api;
use serde_json::json;

use crate::{
    process::Process,
    report::{Bound, Report},
    setting::Servers,
};

const MANY: u32 = 130;
const ROUNDS: usize = 3;
/// After it was created, a territory is told to everybody.
const CALM: Duration = Duration::from_secs(15);
const LOOK: Duration = Duration::from_secs(20);

pub(crate) async fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    let http = runtime::client::http()?;
    let processes = servers.processes(&http).await?;
    let url =
        processes.iter().find(|(binary, ..)| *binary == "gateway").map(|(_, url, _)| url.clone()).unwrap_or_default();
    let exploitant = Api::new(http, &url).login(&servers.layout.exploitant.0, &servers.layout.exploitant.1).await?;
    territory(&exploitant, 1).await?;
    let one = look(&servers, &processes).await?;
    report.add("at rest with one territory: share of a core", "%", one.clone(), None);
    for rank in 2..=MANY {
        territory(&exploitant, rank).await?;
    }
    let many = look(&servers, &processes).await?;
    let ratios = many.iter().zip(&one).map(|(many, one)| many / one).collect();
    report.add("at rest with 130 territories: share of a core", "%", many, None);
    report.add("at rest, 130 territories / one", "ratio", ratios, Some((Bound::AtMost, 1.5)));
    Ok(())
}

async fn territory(exploitant: &Api, rank: u32) -> Result<(), Box<dyn Error>> {
    let admin = json!({ "courriel": format!("admin@plie-{rank}.example"), "prenom": "Alex", "nom": "Administration" });
    let body = json!({ "code": format!("plie-{rank}"), "nom": format!("PLIE {rank}"), "referentiel": "lyon", "administrateur": admin });
    exploitant.post("/v1/territoires", body).await?;
    Ok(())
}

async fn look(servers: &Servers, processes: &[(&'static str, String, Process)]) -> Result<Vec<f64>, Box<dyn Error>> {
    tokio::time::sleep(CALM).await;
    let spent = || -> Result<f64, Box<dyn Error>> {
        let services: f64 = processes.iter().map(|(_, _, process)| process.cpu_seconds()).sum();
        Ok(services + servers.postgres_cpu_seconds()?)
    };
    let mut shares = Vec::new();
    for _ in 0..ROUNDS {
        let (start, before) = (Instant::now(), spent()?);
        tokio::time::sleep(LOOK).await;
        shares.push((spent()? - before) / start.elapsed().as_secs_f64() * 100.0);
    }
    Ok(shares)
}
