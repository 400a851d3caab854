//! A running PLIE comes over: 20 000 persons who are accompanied, and what happened in their parcours. How long until they are in
//! the suite.

use std::{
    error::Error,
    fmt::Write,
    time::{Duration, Instant},
};

use diesel::{QueryableByName, sql_types::BigInt};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use plie::demo::{Api, Equipe};
use reqwest::Client;
use serde_json::{Value, json};

use crate::{
    imports::{text, word},
    report::{Bound, Report},
    setting::Servers,
};

const PARCOURS: u32 = 20_000;
/// From when their history is known, a référent of the past, two étapes and a contact.
const FACTS: u32 = 5;
const LOOK: Duration = Duration::from_millis(100);
/// After which a bench says that it does not end.
const LIMIT: Duration = Duration::from_mins(15);

pub(crate) async fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    let http = runtime::client::http()?;
    let processes = servers.processes(&http).await?;
    let gateway = processes.iter().find(|(binary, ..)| *binary == "gateway").map(|(_, url, _)| url.clone());
    let gateway = gateway.ok_or("no gateway")?;
    let anonymous = Api::new(http.clone(), &gateway);
    let mailbox = servers.layout.mailbox().ok_or("messages are in a folder")?;
    let exploitant = anonymous.login(&servers.layout.exploitant.0, &servers.layout.exploitant.1).await?;
    let lyon = Equipe::creer(&exploitant, &anonymous, &mailbox, "lyon", "Lyon").await?;
    let api = Importer { http: &http, base: &gateway, api: &lyon.animation };

    let start = Instant::now();
    let (known, persons) =
        api.run("imports", "correspondances", mapping_of_persons(&lyon), &persons()?, PARCOURS).await?;
    let mut base = AsyncPgConnection::establish(&servers.postgres.admin_url("plie")).await?;
    let opened = open(&mut base).await?;
    let nouns = ("imports-de-parcours", "correspondances-de-parcours");
    let (read, facts) = api.run(nouns.0, nouns.1, mapping_of_facts(&lyon), &facts()?, PARCOURS * FACTS).await?;
    let whole = start.elapsed().as_secs_f64();
    report.add("20 000 persons with their entry: read", "s", vec![known], None);
    report.add("20 000 persons with their entry: integrated", "s", vec![persons], None);
    report.add("their parcours: open after that", "s", vec![opened], None);
    report.add("100 000 facts of them: read", "s", vec![read], None);
    report.add("100 000 facts of them: integrated", "s", vec![facts], None);
    let what = "20 000 parcours with their étapes, from the two files on";
    report.add(what, "s", vec![whole], Some((Bound::AtMost, 120.0)));
    Ok(())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Waits until every parcours is open: seconds.
async fn open(base: &mut AsyncPgConnection) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        let query = diesel::sql_query("SELECT count(*) AS n FROM parcours.parcours");
        let counted: Count = query.get_result(base).await?;
        if counted.n == i64::from(PARCOURS) {
            return Ok(start.elapsed().as_secs_f64());
        }
        tokio::time::sleep(LOOK).await;
    }
    Err("the parcours did not open".into())
}

struct Importer<'a> {
    http: &'a Client,
    base: &'a str,
    api: &'a Api,
}

impl Importer<'_> {
    /// Takes a table over: seconds until it is read, and until it is integrated.
    async fn run(
        &self,
        noun: &str,
        mappings: &str,
        mapping: Value,
        table: &str,
        lines: u32,
    ) -> Result<(f64, f64), Box<dyn Error>> {
        let mapping = self.api.post(&format!("/v1/{mappings}"), mapping).await?;
        let opened =
            json!({ "fichier": "base.csv", "correspondance": text(&mapping, "/id"), "arrete_le": "2026-01-05" });
        let path = format!("/v1/{noun}/{}", text(&self.api.post(&format!("/v1/{noun}"), opened).await?, "/id"));
        let start = Instant::now();
        let url = format!("{}{path}/fichier", self.base);
        let sent = self.http.put(url).bearer_auth(self.api.token()).body(table.to_owned()).send().await?;
        sent.error_for_status()?;
        self.wait(&path).await?;
        let read = start.elapsed().as_secs_f64();
        let start = Instant::now();
        self.api.post(&format!("{path}/integration"), json!({})).await?;
        let done = self.wait(&path).await?;
        if done.pointer("/comptes/integree") != Some(&json!(lines)) {
            return Err(format!("{lines} lines were to be integrated: {done}").into());
        }
        Ok((read, start.elapsed().as_secs_f64()))
    }

    /// Waits for the work of an import: the import afterwards.
    async fn wait(&self, path: &str) -> Result<Value, Box<dyn Error>> {
        let start = Instant::now();
        while start.elapsed() < LIMIT {
            let import = self.api.get(path).await?;
            match text(&import, "/travail/etat") {
                "termine" => return Ok(import),
                "en_attente" | "en_cours" => tokio::time::sleep(LOOK).await,
                _ => return Err(format!("the work stopped: {import}").into()),
            }
        }
        Err("the work does not end".into())
    }
}

fn column(champ: &str) -> Value {
    json!({ "titre": champ, "champ": champ })
}

fn mapping_of_persons(lyon: &Equipe) -> Value {
    let mut columns: Vec<_> = ["reference", "nom", "prenom", "date_naissance", "sexe", "entree_le"].map(column).into();
    columns.push(json!({ "titre": "referent", "champ": "referent", "valeurs": { "Claire Morel": lyon.referent_id } }));
    json!({ "nom": "personnes", "source": "ancien_logiciel", "colonnes": columns })
}

fn mapping_of_facts(lyon: &Equipe) -> Value {
    let champs = ["reference", "fait", "du", "au", "fin_prevue", "nature", "intitule", "referent", "minutes"];
    let mut columns: Vec<_> = champs.map(column).into();
    let operateur = json!({ "Les Jardins": lyon.operateur_structure });
    columns.push(json!({ "titre": "operateur", "champ": "operateur", "valeurs": operateur }));
    json!({ "nom": "parcours", "source": "ancien_logiciel", "colonnes": columns })
}

fn persons() -> Result<String, std::fmt::Error> {
    let mut table = "reference;nom;prenom;date_naissance;sexe;entree_le;referent\n".to_owned();
    for rank in 0..PARCOURS {
        let (nom, prenom) = (word(rank.wrapping_mul(2_654_435_761)), word(rank % 700 + 40_000));
        let (day, month, year) = (rank % 28 + 1, rank % 12 + 1, 1960 + rank % 45);
        writeln!(table, "{rank};{nom};{prenom};{day:02}/{month:02}/{year};F;01/03/2024;Claire Morel")?;
    }
    Ok(table)
}

fn facts() -> Result<String, std::fmt::Error> {
    let mut table = "reference;fait;du;au;fin_prevue;nature;intitule;referent;minutes;operateur\n".to_owned();
    for rank in 0..PARCOURS {
        writeln!(table, "{rank};parcours;01/03/2024;;;;;;;")?;
        writeln!(table, "{rank};referent;01/03/2024;31/08/2024;;;;Jeanne Petit;;")?;
        writeln!(table, "{rank};etape;06/05/2024;31/10/2024;;aci;Espaces verts;;;Les Jardins")?;
        writeln!(table, "{rank};etape;05/05/2025;;30/04/2026;aci;Repassage;;;Les Jardins")?;
        writeln!(table, "{rank};contact;12/12/2025;;;entretien;;;60;")?;
    }
    Ok(table)
}
