//! Reads of participants at a million persons over a hundred territories, beside pgbench doing BEGIN,
//! set_config, the SELECT and COMMIT as separate round trips on the same base.

use std::{error::Error, fs, path::Path};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::Service;
use plie::demo::{Api, Equipe};

use crate::{
    load::{Throughput, fixed_rate, wrk, wrk_with},
    peer::{Peer, Transactions},
    report::{Bound, Report},
    setting::Servers,
};

const ROUNDS: usize = 5;
const SECONDS: u64 = 4;
const CONNECTIONS: u32 = 32;
const PERSONS: u32 = 1_000_000;
const TERRITORIES: u32 = 100;

pub(crate) async fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    let http = runtime::client::http()?;
    let processes = servers.processes(&http).await?;
    let url = |name: &str| {
        processes.iter().find(|(binary, ..)| *binary == name).map(|(_, url, _)| url.clone()).unwrap_or_default()
    };
    let anonymous = Api::new(http.clone(), &url("gateway"));
    let mailbox = servers.layout.mailbox().ok_or("messages are in a folder")?;
    let exploitant = anonymous.login(&servers.layout.exploitant.0, &servers.layout.exploitant.1).await?;
    let lyon = Equipe::creer(&exploitant, &anonymous, &mailbox, "lyon", "Lyon").await?;
    fill(&servers.postgres.admin_url("plie"), &lyon.territoire).await?;

    let own = PERSONS / TERRITORIES;
    let script = servers.directory().join("point.lua");
    fs::write(
        &script,
        format!(
            "request = function() return wrk.format('GET', string.format('/v1/participants/00000000-0000-7000-8000-%012x', math.random(1, {own}))) end\n"
        ),
    )?;
    let token = lyon.referent.token().to_owned();
    let service = url("participants");
    let page = format!("{service}/v1/participants?limite=50");
    let point = |seconds| wrk(&service, &token, seconds, Some(&script.display().to_string()));
    let peer = peer(&servers, &lyon.territoire, own)?;
    whole_way(report, &http, &url("gateway"), &token).await?;
    point(2)?;
    wrk(&page, &token, 2, None)?;
    let (mut points, mut pages) = (Beside::default(), Beside::default());
    let mut round = || -> Result<(), Box<dyn Error>> {
        points.push(point(SECONDS)?, peer.run("point", CONNECTIONS, SECONDS)?);
        pages.push(wrk(&page, &token, SECONDS, None)?, peer.run("page", CONNECTIONS, SECONDS)?);
        Ok(())
    };
    // A round that fails is the last one: those before it are told.
    let done = (0..ROUNDS).try_for_each(|_| round());
    points.tell(report, "point read", 1.2);
    pages.tell(report, "50-row page", 0.8);
    done?;
    search(report, &service, &token, servers.directory())
}

/// A thousand reads a second that pass by the gateway, before any part saturates the services.
async fn whole_way(report: &mut Report, http: &reqwest::Client, base: &str, token: &str) -> Result<(), Box<dyn Error>> {
    let urls: Vec<_> =
        (1..=1_000).map(|n| format!("{base}/v1/participants/00000000-0000-7000-8000-{n:012x}")).collect();
    fixed_rate(http, &urls, token, 1_000, 2).await?;
    let (mut whole, mut failed, mut done) = (Vec::new(), Vec::new(), Ok(()));
    for _ in 0..ROUNDS {
        match fixed_rate(http, &urls, token, 1_000, 4).await {
            Ok(paced) => {
                whole.push(paced.p99_ms);
                failed.push(paced.failed);
            }
            Err(error) => {
                done = Err(error);
                break;
            }
        }
    }
    let what = "whole way through the gateway at 1 000 requests/s";
    report.add(format!("{what}: p99"), "ms", whole, Some((Bound::AtMost, 2.0)));
    report.add_failed(what, failed);
    done
}

/// What the service and its peer did, round by round.
#[derive(Default)]
struct Beside {
    rates: Vec<f64>,
    ratios: Vec<f64>,
    p99: Vec<f64>,
    p99_ratios: Vec<f64>,
    failed: Vec<f64>,
}

impl Beside {
    fn push(&mut self, ours: Throughput, theirs: Transactions) {
        self.rates.push(ours.rate);
        self.ratios.push(ours.rate / theirs.rate);
        self.p99.push(ours.p99_ms);
        self.p99_ratios.push(ours.p99_ms / theirs.p99_ms);
        self.failed.push(ours.failed);
    }

    fn tell(self, report: &mut Report, what: &str, least: f64) {
        report.add(format!("{what}, service with RLS, 1 million persons"), "requests/s", self.rates, None);
        let name = format!("{what} / pgbench with four round trips");
        report.add(name, "ratio", self.ratios, Some((Bound::AtLeast, least)));
        report.add(format!("{what}: p99, 32 connections, saturated"), "ms", self.p99, None);
        let name = format!("{what}: p99 / that of pgbench, 32 connections, saturated");
        report.add(name, "ratio", self.p99_ratios, Some((Bound::AtMost, 1.5)));
        report.add_failed(what, self.failed);
    }
}

/// Sixteen searches at once, each by three letters: the beginnings of names, then their ends and sounds.
fn search(report: &mut Report, service: &str, token: &str, directory: &Path) -> Result<(), Box<dyn Error>> {
    let script = directory.join("search.lua");
    fs::write(
        &script,
        "local letters = 'abcdefghijklmnop'
local headers = { ['Content-Type'] = 'application/json' }
request = function()
  local word = ''
  for _ = 1, 3 do local rank = math.random(1, 16); word = word .. letters:sub(rank, rank) end
  headers['Authorization'] = wrk.headers['Authorization']
  return wrk.format('POST', nil, headers, '{\"nom\":\"' .. word .. '\"}')
end
",
    )?;
    let url = format!("{service}/v1/participants/recherche");
    let (mut rates, mut p99, mut failed) = (vec![], vec![], vec![]);
    wrk_with(16, &url, token, 2, script.to_str())?;
    let mut round = || -> Result<(), Box<dyn Error>> {
        let ours = wrk_with(16, &url, token, SECONDS, script.to_str())?;
        rates.push(ours.rate);
        p99.push(ours.p99_ms);
        failed.push(ours.failed);
        Ok(())
    };
    let done = (0..ROUNDS).try_for_each(|_| round());
    report.add("search by name, 1 million persons", "requests/s", rates, None);
    report.add("search by name: p99, 16 connections", "ms", p99, Some((Bound::AtMost, 50.0)));
    report.add_failed("search by name", failed);
    done
}

/// A million persons: those of the first territory are `territoire`'s, with identifiers that count.
async fn fill(admin: &str, territoire: &str) -> Result<(), Box<dyn Error>> {
    let mut conn = AsyncPgConnection::establish(admin).await?;
    let own = PERSONS / TERRITORIES;
    // A million cards told to the other services would be measured with the reads.
    conn.batch_execute("SET session_replication_role = replica").await?;
    conn.batch_execute(&format!(
        "INSERT INTO participants.participants (territoire_id, id, nom, prenom, nom_recherche, date_naissance, sexe, commune, cree_le,
           cles_version, dernier_contact)
         SELECT CASE WHEN n <= {own} THEN '{territoire}'::uuid ELSE ('00000000-0000-7000-9000-' || lpad(to_hex(n % {TERRITORIES}), 12, '0'))::uuid END,
                ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, initcap(nom), 'Prénom', nom,
                DATE '1980-01-01' + n % 9000, 'F', '69123', now(), 1, current_date
         FROM generate_series(1, {PERSONS}) AS n, translate(left(md5(n::text), 8), '0123456789', 'ghijklmnop') AS nom;
         INSERT INTO participants.recherche_cles SELECT territoire_id, unnest(array['n:' || nom_recherche, 'n:prenom', 'p:prenom',
           'p:' || left(nom_recherche, 5), 'd:' || date_naissance, 's:renom', 's:enom', 's:nom'] ||
           array(SELECT 's:' || substr(nom_recherche, k) FROM generate_series(2, 6) AS k)), id
         FROM participants.participants ON CONFLICT DO NOTHING"
    ))
    .await?;
    // Neither runs inside the transaction of a batch.
    conn.batch_execute("VACUUM ANALYZE participants.participants").await?;
    conn.batch_execute("VACUUM ANALYZE participants.recherche_cles").await?;
    conn.batch_execute("CHECKPOINT").await?;
    Ok(())
}

/// The same reads by pgbench.
fn peer<'a>(servers: &'a Servers, territoire: &str, own: u32) -> Result<Peer<'a>, Box<dyn Error>> {
    let columns = "territoire_id, id, version, nom, prenom, nom_recherche, date_naissance, sexe, commune, telephone, courriel, cree_le";
    let select = |end: &str| format!("SELECT {columns} FROM participants WHERE territoire_id = '{territoire}' {end};");
    let peer = Peer::new(servers, Service::Participants);
    let point = select("AND id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid");
    peer.write("point", territoire, &format!("\\set n random(1, {own})\n"), &point)?;
    let page = select(
        "AND (nom_recherche > '' OR nom_recherche = '' AND id > '00000000-0000-0000-0000-000000000000') ORDER BY nom_recherche, id LIMIT 51",
    );
    peer.write("page", territoire, "", &page)?;
    Ok(peer)
}
