//! The lists of parcours, with a million of them over 130 territories: the échéances of a référent and of a territory, the file
//! active of a past day beside the same SQL by hand, and how long a big territory takes to say its échéances again when its
//! rules change.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use diesel::{QueryableByName, sql_types::Bool};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::{Clock, Service, calendrier::plus_jours};
use plie::demo::{Api, Equipe};
use reqwest::Client;
use serde_json::json;

use crate::{
    load::{fixed_rate, wrk_with},
    peer::Peer,
    report::{Bound, Report},
    setting::Servers,
};

const ROUNDS: usize = 5;
const SECONDS: u64 = 4;
const PARCOURS: u32 = 1_000_000;
/// Territories beside the two that are measured.
const OTHERS: u32 = 128;
/// The first parcours are a territory's: so many run, the others are over.
const OWN: u32 = 8_000;
const RUNNING: u32 = 2_000;
/// Each référent follows 80 persons.
const REFERENTS: u32 = 25;
/// The next ones all run, in the territory whose rules change.
const BIG: u32 = 200_000;
/// How long ago the past day is; nobody entered or left since.
const JOURS: i64 = 60;
const LOOK: Duration = Duration::from_millis(50);

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
    let dijon = Equipe::creer(&exploitant, &anonymous, &mailbox, "dijon", "Dijon").await?;
    let mut base = AsyncPgConnection::establish(&servers.postgres.admin_url("plie")).await?;
    fill(&mut base, &lyon, &dijon).await?;

    let first = said_again(&mut base, &dijon.territoire, 0).await?;
    report.add("échéances of 200 000 parcours said first", "s", vec![first], None);
    said_again(&mut base, &lyon.territoire, 0).await?;
    let version = publish(&dijon.admin).await?;
    let again = said_again(&mut base, &dijon.territoire, version).await?;
    let what = "échéances of 200 000 parcours said again under other rules";
    report.add(what, "s", vec![again], Some((Bound::AtMost, 120.0)));
    settle(&mut base).await?;

    let token = lyon.animation.token().to_owned();
    let service = url("parcours");
    let whose: Vec<_> =
        (1..=REFERENTS).map(|n| format!("{service}/v1/echeances?referent={}", referent(&lyon, n))).collect();
    paced(report, &http, &whose, &token, ("échéances of a référent of 80 persons", 100, 20.0)).await?;
    let all = [format!("{service}/v1/echeances")];
    paced(report, &http, &all, &token, ("échéances of a territory of 2 000 persons", 20, 300.0)).await?;
    let digest = [format!("{service}/v1/echeances/synthese")];
    paced(report, &http, &digest, &token, ("digest of a territory of 2 000 persons", 20, 300.0)).await?;
    file_active(report, &servers, &service, &token, &lyon)
}

/// The nth référent of a territory.
fn referent(equipe: &Equipe, n: u32) -> String {
    if n == 1 { equipe.referent_id.clone() } else { format!("00000000-0000-7000-b000-{n:012x}") }
}

/// So many reads a second, whatever the others do.
async fn paced(
    report: &mut Report,
    http: &Client,
    urls: &[String],
    token: &str,
    (what, per_second, most): (&str, u32, f64),
) -> Result<(), Box<dyn Error>> {
    fixed_rate(http, urls, token, per_second, 2).await?;
    let (mut p99, mut failed) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        let paced = fixed_rate(http, urls, token, per_second, 4).await?;
        p99.push(paced.p99_ms);
        failed.push(paced.failed);
    }
    report.add(format!("{what}, {per_second} requests/s: p99"), "ms", p99, Some((Bound::AtMost, most)));
    report.add_failed(what, failed);
    Ok(())
}

/// The file active of a past day, one request at a time, beside the SQL that reads the same rows.
fn file_active(
    report: &mut Report,
    servers: &Servers,
    service: &str,
    token: &str,
    lyon: &Equipe,
) -> Result<(), Box<dyn Error>> {
    let jour = plus_jours(Clock::system().now().date_naive(), -JOURS);
    let peer = Peer::new(servers, Service::Parcours);
    let territoire = &lyon.territoire;
    let of = |table: &str| format!("{table}.territoire_id = '{territoire}'");
    let on = |table: &str| {
        format!(
            "{table}.du <= DATE '{jour}' AND ({table}.au IS NULL OR {table}.au >= DATE '{jour}') AND {table}.remplacee_le IS NULL"
        )
    };
    let places = format!(
        "SELECT a.referent, p.participant_id, s.* FROM parcours p JOIN periodes s ON s.parcours_id = p.id JOIN affectations a ON a.parcours_id = p.id
         WHERE {} AND {} AND {} AND {} AND {} ORDER BY a.referent, p.id",
        of("p"), of("s"), of("a"), on("s"), on("a"),
    );
    let year = format!(
        "SELECT a.referent, count(DISTINCT p.participant_id) FROM parcours p JOIN affectations a ON a.parcours_id = p.id
         WHERE {} AND {} AND a.remplacee_le IS NULL AND a.du <= DATE '{jour}'
         AND (a.au IS NULL OR a.au >= date_trunc('year', DATE '{jour}')) AND p.reuni_a IS NULL
         AND (p.sorti_le IS NULL OR p.sorti_le > date_trunc('year', DATE '{jour}') AND p.sorti_le > a.du) GROUP BY a.referent",
        of("p"), of("a"),
    );
    let lines = |sql: &str| sql.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    peer.write("file_active", territoire, "", &format!("{};\n{};", lines(&places), lines(&year)))?;
    let url = format!("{service}/v1/file-active?au={jour}");
    wrk_with(1, &url, token, 2, None)?;
    let (mut times, mut ratios, mut failed) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let ours = wrk_with(1, &url, token, SECONDS, None)?;
        let theirs = peer.run("file_active", 1, SECONDS)?;
        times.push(1_000.0 / ours.rate);
        ratios.push(theirs.rate / ours.rate);
        failed.push(ours.failed);
    }
    report.add("file active of a territory of 2 000 persons on a past day", "ms", times, None);
    report.add("file active on a past day / the same SQL by hand", "ratio", ratios, Some((Bound::AtMost, 1.5)));
    report.add_failed("file active on a past day", failed);
    Ok(())
}

/// Publishes other rules of étapes from today on; their version.
async fn publish(admin: &Api) -> Result<i64, Box<dyn Error>> {
    let published = admin.get("/v1/referentiels").await?;
    let version = published.as_array().map_or(0, Vec::len) + 1;
    let today = Clock::system().now().date_naive();
    let mut rules = admin.get(&format!("/v1/referentiels/en-vigueur?au={today}")).await?;
    let most = rules.pointer_mut("/etapes/ecart_max_mois").ok_or("étapes have a gap at most")?;
    *most = json!(2);
    for (name, value) in [("version", json!(version)), ("effet", json!(today))] {
        if let Some(object) = rules.as_object_mut() {
            object.insert(name.to_owned(), value);
        }
    }
    admin.post("/v1/referentiels", json!({ "referentiel": rules })).await?;
    Ok(i64::try_from(version)?)
}

/// Waits until the échéances of a territory are said to the end under a version of the rules, 0 for any; in seconds.
async fn said_again(base: &mut AsyncPgConnection, territoire: &str, version: i64) -> Result<f64, Box<dyn Error>> {
    #[derive(QueryableByName)]
    struct Said {
        #[diesel(sql_type = Bool)]
        done: bool,
    }
    let start = Instant::now();
    let query = format!(
        "SELECT coalesce(bool_or(apres IS NULL AND ({version} = 0 OR version = {version})), false) AS done
         FROM parcours.echeances_regles WHERE territoire_id = '{territoire}'"
    );
    while !diesel::sql_query(&query).get_result::<Said>(base).await?.done {
        tokio::time::sleep(LOOK).await;
    }
    Ok(start.elapsed().as_secs_f64())
}

/// What was written is where reads find it on a base that runs.
async fn settle(base: &mut AsyncPgConnection) -> Result<(), Box<dyn Error>> {
    for table in ["parcours", "periodes", "affectations", "etapes", "contacts", "echeances", "a_dire"] {
        base.batch_execute(&format!("VACUUM ANALYZE parcours.{table}")).await?;
    }
    base.batch_execute("CHECKPOINT").await?;
    Ok(())
}

/// A million parcours, each with its states, its référent and two étapes; those that run have contacts. Those of Lyon and of
/// Dijon are to be said.
async fn fill(base: &mut AsyncPgConnection, lyon: &Equipe, dijon: &Equipe) -> Result<(), Box<dyn Error>> {
    // What triggers would tell of each row is not what is measured.
    base.batch_execute("SET session_replication_role = replica").await?;
    let (lyon_id, dijon_id, claire) = (&lyon.territoire, &dijon.territoire, &lyon.referent_id);
    let last = OWN + BIG;
    base.batch_execute(&format!(
        "CREATE TEMP TABLE tous AS SELECT n,
           CASE WHEN n <= {OWN} THEN '{lyon_id}'::uuid WHEN n <= {last} THEN '{dijon_id}'::uuid
             ELSE ('00000000-0000-7000-9000-' || lpad(to_hex(n % {OTHERS}), 12, '0'))::uuid END AS territoire_id,
           ('00000000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid AS id,
           ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS participant_id,
           CASE WHEN n % {REFERENTS} = 0 AND n <= {OWN} THEN '{claire}'::uuid
             ELSE ('00000000-0000-7000-b000-' || lpad(to_hex(n % {REFERENTS} + 1), 12, '0'))::uuid END AS referent,
           current_date - {JOURS} - 101 - n % 900 AS entree_le,
           CASE WHEN n <= {RUNNING} OR n > {OWN} AND (n <= {last} OR n % 2 = 0) THEN NULL
             ELSE current_date - {JOURS} - 1 - n % 900 END AS sorti_le
         FROM generate_series(1, {PARCOURS}) AS n;
         INSERT INTO parcours.parcours (territoire_id, id, participant_id, candidature_id, referent, entree_le, etat, sorti_le)
           SELECT territoire_id, id, participant_id, id, referent, entree_le,
             CASE WHEN sorti_le IS NULL THEN 'en_accompagnement' ELSE 'sorti' END, sorti_le FROM tous;
         INSERT INTO parcours.affectations (territoire_id, id, parcours_id, referent, du, connue_le)
           SELECT territoire_id, gen_random_uuid(), id, referent, entree_le, now() FROM tous;
         INSERT INTO parcours.periodes (territoire_id, id, parcours_id, etat, du, au, connue_le)
           SELECT territoire_id, gen_random_uuid(), id, 'en_accompagnement', entree_le, entree_le + 29, now() FROM tous
           UNION ALL SELECT territoire_id, gen_random_uuid(), id, 'en_etape', entree_le + 30, sorti_le - 1, now() FROM tous
           UNION ALL SELECT territoire_id, gen_random_uuid(), id, 'sorti', sorti_le, NULL, now() FROM tous WHERE sorti_le IS NOT NULL;
         INSERT INTO parcours.etapes (territoire_id, id, parcours_id, participant_id, nature, operateur, intitule, debut, fin_prevue, fin, etat)
           SELECT territoire_id, gen_random_uuid(), id, participant_id, 'atelier', id, 'Atelier', entree_le + 10, entree_le + 20,
             entree_le + 20, 'terminee' FROM tous
           UNION ALL SELECT territoire_id, gen_random_uuid(), id, participant_id, 'aci', id, 'Chantier', entree_le + 30,
             entree_le + 700, sorti_le, CASE WHEN sorti_le IS NULL THEN 'demarree' ELSE 'terminee' END FROM tous;
         INSERT INTO parcours.contacts (territoire_id, rendez_vous, participant_id, jour, nature, minutes, justifie)
           SELECT territoire_id, gen_random_uuid(), participant_id, greatest(entree_le, current_date - 30 * mois), 'entretien', 60, true
           FROM tous, generate_series(1, 6) AS mois WHERE sorti_le IS NULL;
         INSERT INTO parcours.echeances (territoire_id, id, source, sujet, objet, objet_id, regle, participant_id, parcours_id,
             alerte_le, limite, contenu, reportable, connue_le)
           SELECT territoire_id, gen_random_uuid(), 'parcours', id, 'parcours', id, regle, participant_id, id,
             current_date + n % 90 - 30, current_date + n % 90, '{{}}', true, now()
           FROM tous, unnest(array['contact', 'ecart_sans_etape', 'revue_longue_duree']) AS regle
           WHERE sorti_le IS NULL AND n > {last};
         INSERT INTO parcours.annuaire (territoire_id, nature, id, fiche)
           SELECT territoire_id, nature, ('00000000-0000-7000-b000-' || lpad(to_hex(n), 12, '0'))::uuid,
             jsonb_set(fiche, '{{id}}', to_jsonb('00000000-0000-7000-b000-' || lpad(to_hex(n), 12, '0')))
           FROM parcours.annuaire, generate_series(2, {REFERENTS}) AS n WHERE id = '{claire}';
         INSERT INTO participants.participants (territoire_id, id, nom, prenom, nom_recherche, date_naissance, sexe, commune, cree_le,
             cles_version, dernier_contact)
           SELECT territoire_id, participant_id, 'Nom ' || n, 'Prénom', 'nom ' || n, DATE '1980-01-01', 'F', '69123', now(), 1, current_date
           FROM tous WHERE n <= {OWN}"
    ))
    .await?;
    settle(base).await?;
    base.batch_execute("VACUUM ANALYZE participants.participants").await?;
    for territoire in [lyon_id, dijon_id] {
        base.batch_execute(&format!(
            "DELETE FROM parcours.echeances_regles WHERE territoire_id = '{territoire}';
             INSERT INTO parcours.a_dire (territoire_id, nature, id) VALUES ('{territoire}', 'regles', '{territoire}')"
        ))
        .await?;
    }
    Ok(())
}
