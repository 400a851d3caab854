//! Reads of participants at a million persons over a hundred territories, beside pgbench doing BEGIN,
//! set_config, the SELECT and COMMIT as separate round trips on the same base.

use std::{error::Error, fs, path::Path, process::Command};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::Service;
use plie::demo::{Api, Equipe};

use crate::{
    load::{fixed_rate, wrk, wrk_with},
    report::{Bound, Report},
    setting::Servers,
};

const ROUNDS: usize = 5;
const SECONDS: u64 = 4;
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
    let peers = Peer::write(&servers, servers.directory(), &lyon.territoire, own)?;
    point(2)?;
    wrk(&page, &token, 2, None)?;
    let (mut points, mut pages, mut point_p99, mut page_p99) = (vec![], vec![], vec![], vec![]);
    let (mut point_rates, mut page_rates) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        let (ours, theirs) = (point(SECONDS)?, peers.run("point.sql")?);
        points.push(ours.rate / theirs);
        point_rates.push(ours.rate);
        point_p99.push(ours.p99_ms);
        let (ours, theirs) = (wrk(&page, &token, SECONDS, None)?, peers.run("page.sql")?);
        pages.push(ours.rate / theirs);
        page_rates.push(ours.rate);
        page_p99.push(ours.p99_ms);
    }
    report.add("point read, service with RLS, 1 million persons", "requests/s", point_rates, None);
    report.add("50-row page, service with RLS, 1 million persons", "requests/s", page_rates, None);
    report.add("point read / pgbench with four round trips", "ratio", points, Some((Bound::AtLeast, 1.0)));
    report.add("50-row page / pgbench with four round trips", "ratio", pages, Some((Bound::AtLeast, 0.7)));
    report.add("point read: p99, 32 connections", "ms", point_p99, Some((Bound::AtMost, 10.0)));
    report.add("50-row page: p99, 32 connections", "ms", page_p99, Some((Bound::AtMost, 10.0)));
    search(report, &service, &token, servers.directory())?;
    let base = url("gateway");
    let urls: Vec<_> =
        (1..=1_000).map(|n| format!("{base}/v1/participants/00000000-0000-7000-8000-{n:012x}")).collect();
    let mut whole = Vec::new();
    for _ in 0..3 {
        whole.push(fixed_rate(&http, &urls, &token, 1_000, 5).await?);
    }
    report.add("whole way through the gateway at 1 000 requests/s: p99", "ms", whole, Some((Bound::AtMost, 3.0)));
    Ok(())
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
    let (mut rates, mut p99) = (vec![], vec![]);
    wrk_with(16, &url, token, 2, script.to_str())?;
    for _ in 0..ROUNDS {
        let ours = wrk_with(16, &url, token, SECONDS, script.to_str())?;
        rates.push(ours.rate);
        p99.push(ours.p99_ms);
    }
    report.add("search by name, 1 million persons", "requests/s", rates, None);
    report.add("search by name: p99, 16 connections", "ms", p99, Some((Bound::AtMost, 50.0)));
    Ok(())
}

/// A million persons: those of the first territory are `territoire`'s, with identifiers that count.
async fn fill(admin: &str, territoire: &str) -> Result<(), Box<dyn Error>> {
    let mut conn = AsyncPgConnection::establish(admin).await?;
    let own = PERSONS / TERRITORIES;
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

/// pgbench on the same base, as the same role.
struct Peer<'a> {
    servers: &'a Servers,
    directory: &'a Path,
}

impl<'a> Peer<'a> {
    fn write(servers: &'a Servers, directory: &'a Path, territoire: &str, own: u32) -> Result<Self, Box<dyn Error>> {
        let columns = "territoire_id, id, version, nom, prenom, nom_recherche, date_naissance, sexe, commune, telephone, courriel, cree_le";
        let scoped = |select: &str| {
            format!(
                "BEGIN;\nSELECT set_config('app.territoire', '{territoire}', true);\nSELECT {columns} FROM participants WHERE territoire_id = '{territoire}' {select};\nCOMMIT;\n"
            )
        };
        let point = scoped("AND id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid");
        fs::write(directory.join("point.sql"), format!("\\set n random(1, {own})\n{point}"))?;
        let page = scoped(
            "AND (nom_recherche > '' OR nom_recherche = '' AND id > '00000000-0000-0000-0000-000000000000') ORDER BY nom_recherche, id LIMIT 51",
        );
        fs::write(directory.join("page.sql"), page)?;
        Ok(Self { servers, directory })
    }

    /// Transactions a second.
    fn run(&self, script: &str) -> Result<f64, Box<dyn Error>> {
        let url = self.servers.layout.bases.url(Service::Participants);
        let output = Command::new("pgbench")
            .args(["-n", "-M", "prepared", "-c", "32", "-j", "1", "-T", &SECONDS.to_string(), "-f"])
            .arg(self.directory.join(script))
            .arg(url)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = || format!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr));
        let line = text.lines().find_map(|line| line.strip_prefix("tps = ")).ok_or_else(said)?;
        Ok(line.split_whitespace().next().unwrap_or_default().parse()?)
    }
}
