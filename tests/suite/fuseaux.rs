//! A territory has its own days: instants, months and deadlines go by its clocks.

use kernel::{Clock, Code, Fuseau};
use plie::demo::{Equipe, Personne, Seance, rendez_vous_tenu};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

use crate::architecture::code;

const LEO: Personne = Personne { nom: "Marie", prenom: "Léo", naissance: "1990-04-02", sexe: "M", commune: "71076" };

async fn at(instant: &str) -> (TestSuite, Clock) {
    let clock = Clock::fixed(t(instant));
    (TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await, clock)
}

/// The days that a sheet counts.
async fn days(equipe: &Equipe, mois: &str) -> Vec<Value> {
    let sheet = equipe.referent.post("/v1/feuilles", json!({ "mois": mois })).await.unwrap();
    sheet["lignes"].as_array().unwrap().iter().map(|line| line["jour"].clone()).collect()
}

async fn worked(equipe: &Equipe, jour: &str) -> Result<Value, plie::demo::Refus> {
    let activity = json!({ "jour": jour, "minutes": 30, "categorie": "administratif", "libelle": "courriers" });
    equipe.referent.post("/v1/activites", activity).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_evening_of_the_antilles_counts_in_its_own_month() {
    let (suite, _) = at("2026-09-01T12:00:00Z").await;
    let antilles = suite.territory_in("grand-chalon", Fuseau::Guadeloupe).await;
    let person = json!({ "nom": LEO.nom, "prenom": LEO.prenom, "date_naissance": LEO.naissance, "sexe": LEO.sexe });
    let person = antilles.referent.post("/v1/participants", person).await.unwrap();
    let person = person["id"].as_str().unwrap();
    let evening = Seance { debut: "2026-08-31T19:00:00-04:00", fin: "2026-08-31T20:00:00-04:00" };
    let id = antilles.prevoir("entretien", "Suivi", &[person], evening, None).await.unwrap();
    rendez_vous_tenu(&antilles.referent, &id, &[person], evening).await.unwrap();
    assert_eq!(days(&antilles, "2026-08-01").await, [json!("2026-08-31")]);
    assert_eq!(days(&antilles, "2026-09-01").await, [Value::Null; 0]);
    let listed = async |jour: &str| {
        let page = antilles.referent.get(&format!("/v1/rendez-vous?du={jour}&au={jour}")).await.unwrap();
        page["elements"].as_array().unwrap().len()
    };
    assert_eq!((listed("2026-08-31").await, listed("2026-09-01").await), (1, 0));
    let again = Seance { debut: "2026-08-31T19:30:00-04:00", fin: "2026-08-31T20:30:00-04:00" };
    let refused = antilles.prevoir("entretien", "Suivi", &[person], again, None).await.unwrap_err();
    assert_eq!(refused.body["detail"], "L'animateur a déjà « Suivi » de 19:00 à 20:00.");
}

#[tokio::test(flavor = "multi_thread")]
async fn today_is_that_of_each_territory() {
    let (suite, clock) = at("2026-08-31T20:30:00Z").await;
    let reunion = suite.territory_in("clermont", Fuseau::Reunion).await;
    let antilles = suite.territory_in("grand-chalon", Fuseau::Guadeloupe).await;
    let lyon = suite.territory("lyon").await;
    worked(&reunion, "2026-09-01").await.expect("half past midnight there");
    for elsewhere in [&lyon, &antilles] {
        let refused = worked(elsewhere, "2026-09-01").await.unwrap_err();
        assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/jour")));
    }
    let sign = async |equipe: &Equipe| {
        let sheet = equipe.referent.post("/v1/feuilles", json!({ "mois": "2026-08-01" })).await.unwrap();
        equipe.referent.post(&format!("/v1/feuilles/{}/signatures", sheet["id"].as_str().unwrap()), json!({})).await
    };
    assert_eq!(sign(&reunion).await.unwrap()["etat"], "signee_agent");
    assert_eq!(sign(&lyon).await.unwrap_err().body["detail"], "le mois n'est pas terminé");
    clock.set(t("2026-08-31T22:30:00Z"));
    let again = async |equipe: &Equipe, code: &str| {
        let referent = suite.anonymous().login(&format!("referent@{code}.example"), plie::demo::MOT_DE_PASSE).await;
        worked(&Equipe { referent: referent.unwrap(), ..equipe.clone() }, "2026-09-01").await
    };
    again(&lyon, "lyon").await.expect("half past midnight in Paris");
    assert_eq!(again(&antilles, "grand-chalon").await.unwrap_err().status, 422, "half past six in the evening there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_territory_says_its_time_zone() {
    let suite = TestSuite::start().await;
    let exploitant = suite.exploitant().await;
    let reunion = suite.territory_in("clermont", Fuseau::Reunion).await;
    let lyon = suite.territory("lyon").await;
    for (equipe, fuseau) in [(&reunion, "Indian/Reunion"), (&lyon, "Europe/Paris")] {
        assert_eq!(equipe.referent.get("/v1/moi").await.unwrap()["fuseau"], fuseau);
        let all = exploitant.get("/v1/territoires").await.unwrap();
        let own = all.as_array().unwrap().iter().find(|one| one["id"] == equipe.territoire.as_str()).unwrap();
        assert_eq!(own["fuseau"], fuseau);
    }
    let admin = json!({ "courriel": "admin@ici.example", "prenom": "Alex", "nom": "Admin" });
    let nowhere =
        json!({ "code": "ici", "nom": "Ici", "referentiel": "lyon", "fuseau": "Europe/Ici", "administrateur": admin });
    let refused = exploitant.post("/v1/territoires", nowhere).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/fuseau")));
    let silent = json!({ "code": "ici", "nom": "Ici", "referentiel": "lyon", "administrateur": admin });
    assert_eq!(exploitant.post("/v1/territoires", silent).await.unwrap()["fuseau"], "Europe/Paris");
}

/// Where a zone is chosen rather than asked of the territory: their list, what the deployment itself goes by, what tells of a
/// territory of before, and the demonstration.
const CHOOSE: [&str; 4] = [
    "libs/kernel/src/fuseau.rs",
    "libs/store/src/fuseaux.rs",
    "libs/events/src/territories.rs",
    "services/plie/src/demo/equipe.rs",
];

/// What makes a day or a time of the clock of an instant.
const CONVERT: [&str; 9] = [
    "chrono_tz",
    "date_naive(",
    "naive_utc(",
    "naive_local(",
    "with_timezone(",
    "and_utc(",
    "Local::",
    "FixedOffset",
    "current_date",
];

#[test]
fn an_instant_falls_on_a_day_by_the_zone_of_its_territory_and_by_no_other() {
    let mut wrong = Vec::new();
    for (path, text) in code(&["gateway/src", "libs", "services"]) {
        let written = text.split("#[cfg(test)]").next().unwrap();
        for line in written.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let converts = CONVERT.iter().any(|way| line.contains(way)) && path != CHOOSE[0];
            let names = line.contains("Fuseau::") || Fuseau::TOUS.iter().any(|zone| line.contains(zone.code()));
            let chooses = names && !CHOOSE.contains(&path.as_str());
            // In SQL, the zone is bound, and only a day is cut from what is already a day.
            let at_a_zone = line.contains("AT TIME ZONE") && !line.contains("AT TIME ZONE $");
            if converts || chooses || at_a_zone {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
