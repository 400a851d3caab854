//! From the commit in one service to the fact applied in another.

use auth::Systeme;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::{Clock, Service, TerritoireId, kind};
use plie::demo::{Api, Equipe, Personne};
use redis::AsyncCommands;
use serde_json::json;
use std::{
    error::Error,
    time::{Duration, Instant},
};
use store::{Db, DbConfig, Evenement};

use crate::{
    report::{Bound, Report},
    setting::Servers,
};

const ASSIGNMENTS: u32 = 200;
const EVENTS: u32 = 5_000;
const RATE: u32 = 1_000;

#[derive(diesel::QueryableByName)]
struct Figure {
    #[diesel(sql_type = diesel::sql_types::Double)]
    value: f64,
}

pub(crate) async fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    let http = runtime::client::http()?;
    let processes = servers.processes(&http).await?;
    let url =
        processes.iter().find(|(binary, ..)| *binary == "gateway").map(|(_, url, _)| url.clone()).unwrap_or_default();
    let anonymous = Api::new(http.clone(), &url);
    let mailbox = servers.layout.mailbox().ok_or("messages are in a folder")?;
    let exploitant = anonymous.login(&servers.layout.exploitant.0, &servers.layout.exploitant.1).await?;
    let lyon = Equipe::creer(&exploitant, &anonymous, &mailbox, "lyon", "Lyon").await?;
    let person = Personne { nom: "Diallo", prenom: "Aminata", naissance: "1984-05-20", sexe: "F", commune: "69123" };
    let dossier = lyon.deposer(person, "2026-02-02", "2026-02-03").await?;
    let mut admin = AsyncPgConnection::establish(&servers.postgres.admin_url("plie")).await?;
    settle(&mut admin, &lyon.territoire).await?;

    // Each assignment is a commit and an event; thirty a second, so that none waits for another.
    let path = format!("/v1/candidatures/{}/affectation", dossier.candidature);
    let mut pace = tokio::time::interval(Duration::from_millis(33));
    let mut failed = 0_u32;
    for _ in 0..ASSIGNMENTS {
        pace.tick().await;
        let again = json!({ "referent": lyon.referent_id, "affectee_le": "2026-02-03", "remplace": lyon.referent_id });
        let told = lyon.animation.post(&path, again).await;
        failed += u32::from(told.is_err());
        if failed == ASSIGNMENTS {
            told?;
        }
    }
    report.add_failed("event, commit to applied in another service", vec![failed.into()]);
    settle(&mut admin, &lyon.territoire).await?;
    for (percent, target) in [(50, Some((Bound::AtMost, 20.0))), (99, None)] {
        let value = percentile(&mut admin, &lyon.territoire, percent).await?;
        report.add(format!("event, commit to applied in another service: p{percent}"), "ms", vec![value], target);
    }
    sustained(report, &servers, &lyon.territoire, &mut admin).await
}

/// Waits until parcours has read the whole feed of participants.
async fn settle(admin: &mut AsyncPgConnection, territoire: &str) -> Result<(), Box<dyn Error>> {
    for _ in 0..3_000 {
        if lag(admin, territoire).await? <= 0.0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err("the consumer does not catch up".into())
}

async fn lag(admin: &mut AsyncPgConnection, territoire: &str) -> Result<f64, Box<dyn Error>> {
    let query = format!(
        "SELECT (coalesce((SELECT seq FROM participants.outbox_tete WHERE territoire_id = '{territoire}'), 0)
               - coalesce((SELECT seq FROM parcours.abonnement WHERE territoire_id = '{territoire}' AND producteur = 'participants'), 0))::float8 AS value"
    );
    Ok(diesel::sql_query(query).get_result::<Figure>(admin).await?.value)
}

async fn percentile(admin: &mut AsyncPgConnection, territoire: &str, percent: u32) -> Result<f64, Box<dyn Error>> {
    let query = format!(
        "SELECT (percentile_cont({percent} / 100.0) WITHIN GROUP (ORDER BY extract(epoch FROM i.applique_le - o.survenu_le)) * 1000)::float8 AS value
         FROM participants.outbox o JOIN parcours.inbox i ON i.territoire_id = o.territoire_id AND i.evenement_id = o.id
         WHERE o.territoire_id = '{territoire}' AND o.seq > 2"
    );
    Ok(diesel::sql_query(query).get_result::<Figure>(admin).await?.value)
}

/// A thousand commits a second, each with its event and its hint, for five seconds.
async fn sustained(
    report: &mut Report,
    servers: &Servers,
    territoire: &str,
    admin: &mut AsyncPgConnection,
) -> Result<(), Box<dyn Error>> {
    let scope = Systeme(territoire.parse::<TerritoireId>()?);
    let (db, mut committed) =
        Db::new(&DbConfig::new(servers.layout.bases.url(Service::Participants), 8), Clock::system())?;
    let mut redis = redis::Client::open(servers.redis.url())?.get_multiplexed_async_connection().await?;
    let channel = format!("{}:evenements", servers.layout.redis_prefix);
    // Until the writers, who hold the other end, are over: a commit that failed is told by nobody.
    let hints = async {
        while let Some(done) = committed.recv().await {
            redis.publish::<_, _, ()>(&channel, format!("participants|{}|{}", done.territoire, done.seq)).await?;
        }
        Ok::<_, redis::RedisError>(())
    };
    let start = Instant::now();
    let writers = async move {
        let mut pace = tokio::time::interval(Duration::from_secs(1) / RATE);
        let mut running = tokio::task::JoinSet::new();
        for _ in 0..EVENTS {
            pace.tick().await;
            let db = db.clone();
            running.spawn(async move {
                db.tx(&scope, async |tx| {
                    let (id, now) = (tx.id::<kind::Evenement>(), tx.now());
                    tx.emit(Evenement::new("participants.mesure.v1", id, now, &json!({}))?);
                    Ok::<_, store::Error>(())
                })
                .await
            });
        }
        let mut failed = 0_u32;
        while let Some(done) = running.join_next().await {
            failed += u32::from(done?.is_err());
        }
        Ok::<_, Box<dyn Error>>(failed)
    };
    let (hinted, written) = tokio::join!(hints, writers);
    hinted?;
    let failed = written?;
    let rate = f64::from(EVENTS - failed) / start.elapsed().as_secs_f64();
    report.add("events whose transaction failed", "events", vec![failed.into()], Some((Bound::AtMost, 0.0)));
    let behind = lag(admin, territoire).await?;
    let drained = Instant::now();
    settle(admin, territoire).await?;
    report.add("events written while they are applied", "events/s", vec![rate], Some((Bound::AtLeast, 950.0)));
    report.add("events still to apply when the writers stop", "events", vec![behind], Some((Bound::AtMost, 500.0)));
    report.add("time to apply them", "s", vec![drained.elapsed().as_secs_f64()], None);
    Ok(())
}
