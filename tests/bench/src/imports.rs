//! Taking over a base of 50 000 persons: how long until it is read, until it is integrated, and whether
//! the memory of participants grows with the table.

use std::{
    error::Error,
    fmt::Write,
    time::{Duration, Instant},
};

use plie::demo::{Api, Equipe};
use reqwest::Client;
use serde_json::{Value, json};

use crate::{
    process::Process,
    report::{Bound, Report},
    setting::Servers,
};

const LINES: u32 = 50_000;
const FEW: u32 = 5_000;
const LOOK: Duration = Duration::from_millis(50);

pub(crate) async fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    let http = runtime::client::http()?;
    let processes = servers.processes(&http).await?;
    let found = |name: &str| processes.iter().find(|(binary, ..)| *binary == name).ok_or("no such process");
    let (_, gateway, _) = found("gateway")?;
    let (_, _, participants) = found("participants")?;
    let anonymous = Api::new(http.clone(), gateway);
    let mailbox = servers.layout.mailbox().ok_or("messages are in a folder")?;
    let exploitant = anonymous.login(&servers.layout.exploitant.0, &servers.layout.exploitant.1).await?;
    let lyon = Equipe::creer(&exploitant, &anonymous, &mailbox, "lyon", "Lyon").await?;
    let api = Importer { http: &http, base: gateway, api: &lyon.animation, participants };

    let few = api.run(&lyon.referent_id, "few", FEW).await?;
    report.add("import of 5 000 lines: memory of participants at its peak", "MiB", vec![few.peak], None);
    let many = api.run(&lyon.referent_id, "many", LINES).await?;
    report.add("import of 50 000 lines: read", "s", vec![many.read], None);
    report.add("import of 50 000 lines: integrated", "s", vec![many.integrated], None);
    report.add(
        "import of 50 000 lines: from the file to the files of persons",
        "s",
        vec![many.read + many.integrated],
        Some((Bound::AtMost, 60.0)),
    );
    report.add("import of 50 000 lines: memory of participants at its peak", "MiB", vec![many.peak], None);
    report.add(
        "peak memory, 50 000 lines / 5 000 lines",
        "ratio",
        vec![many.peak / few.peak],
        Some((Bound::AtMost, 1.3)),
    );
    report.add_failed("following an import", vec![few.failed + many.failed]);
    Ok(())
}

struct Importer<'a> {
    http: &'a Client,
    base: &'a str,
    api: &'a Api,
    participants: &'a Process,
}

struct Measured {
    read: f64,
    integrated: f64,
    peak: f64,
    /// Looks at the work that were not answered.
    failed: f64,
}

/// The highest memory seen while a work went on.
#[derive(Default)]
struct Followed {
    peak: f64,
    failed: u32,
}

/// Looks in a row that may fail: then nobody knows any more whether the work goes on.
const UNANSWERED: u32 = 20;

impl Importer<'_> {
    async fn run(&self, referent: &str, source: &str, lines: u32) -> Result<Measured, Box<dyn Error>> {
        let mapping = self.api.post("/v1/correspondances", mapping(source, referent)).await?;
        let opened =
            json!({ "fichier": "base.csv", "correspondance": text(&mapping, "/id"), "arrete_le": "2026-01-05" });
        let import = self.api.post("/v1/imports", opened).await?;
        let path = format!("/v1/imports/{}", text(&import, "/id"));
        let start = Instant::now();
        let url = format!("{}{path}/fichier", self.base);
        let sent = self.http.put(url).bearer_auth(self.api.token()).body(table(source, lines)?).send().await?;
        let mut followed = Followed::default();
        self.wait(&sent.error_for_status()?.json().await?, &mut followed).await?;
        let read = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let begun = self.api.post(&format!("{path}/integration"), json!({})).await?;
        self.wait(&begun, &mut followed).await?;
        let integrated = start.elapsed().as_secs_f64();
        let done = self.api.get(&path).await?;
        if done.pointer("/comptes/integree") != Some(&json!(lines)) {
            return Err(format!("{lines} lines were to be integrated: {done}").into());
        }
        Ok(Measured { read, integrated, peak: followed.peak, failed: followed.failed.into() })
    }

    /// Waits for the work of an import.
    async fn wait(&self, import: &Value, followed: &mut Followed) -> Result<(), Box<dyn Error>> {
        let work = format!("/v1/travaux/{}", text(import, "/travail/id"));
        let mut in_a_row = 0;
        loop {
            followed.peak = followed.peak.max(self.participants.memory());
            let travail = match self.api.get(&work).await {
                Ok(travail) => travail,
                Err(error) => {
                    followed.failed += 1;
                    in_a_row += 1;
                    if in_a_row == UNANSWERED {
                        return Err(error.into());
                    }
                    tokio::time::sleep(LOOK).await;
                    continue;
                }
            };
            in_a_row = 0;
            match text(&travail, "/etat") {
                "termine" => return Ok(()),
                "en_attente" | "en_cours" => tokio::time::sleep(LOOK).await,
                _ => return Err(format!("the work stopped: {travail}").into()),
            }
        }
    }
}

pub(crate) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn mapping(source: &str, referent: &str) -> Value {
    let mut columns: Vec<_> = [
        "reference",
        "nom",
        "prenom",
        "date_naissance",
        "sexe",
        "telephone",
        "courriel",
        "voie",
        "code_postal",
        "commune",
        "niveau_formation",
        "entree_le",
    ]
    .map(|one| json!({ "titre": one, "champ": one }))
    .into();
    columns.push(json!({ "titre": "rsa", "champ": "situation", "situation": "rsa", "depuis": "rsa_depuis" }));
    columns.push(json!({ "titre": "deld", "champ": "situation", "situation": "deld" }));
    columns.push(json!({ "titre": "referent", "champ": "referent", "valeurs": { "Claire Morel": referent } }));
    json!({ "nom": source, "source": source, "colonnes": columns })
}

/// A base of persons: names, address, telephone, two situations, and an entry for one in two.
fn table(source: &str, lines: u32) -> Result<String, std::fmt::Error> {
    let mut table =
        "reference;nom;prenom;date_naissance;sexe;telephone;courriel;voie;code_postal;commune;niveau_formation;\
                     entree_le;rsa;rsa_depuis;deld;referent\n"
            .to_owned();
    for rank in 0..lines {
        let own = rank + u32::from(source == "many") * 10_000_000;
        let (nom, prenom) = (word(own.wrapping_mul(2_654_435_761)), word(rank % 700 + 40_000));
        let (day, month, year) = (rank % 28 + 1, rank % 12 + 1, 1960 + rank % 45);
        let entree = if rank % 2 == 0 { "01/03/2024" } else { "" };
        writeln!(
            table,
            "{source}-{rank};{nom};{prenom};{day:02}/{month:02}/{year};{};06{:08};{source}{rank}@courriel.example;\
             {} rue des Lilas;69003;LYON 03;cap_bep;{entree};oui;01/09/2023;non;Claire Morel",
            if rank % 3 == 0 { "M." } else { "Mme" },
            own,
            rank % 200 + 1,
        )?;
    }
    Ok(table)
}

/// A name that the number makes.
pub(crate) fn word(mut number: u32) -> String {
    let syllables =
        ["ba", "che", "di", "fo", "gui", "jan", "lou", "mar", "ne", "pou", "ri", "sal", "ti", "vau", "zé", "quin"];
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(syllables.get(usize::try_from(number % 16).unwrap_or_default()).copied().unwrap_or_default());
        number /= 16;
    }
    name
}
