//! Contacts and hours of a person, and how many persons a référent has (scenarios S0 and S2).

use plie::demo::{Equipe, Personne, Seance, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::TestSuite;

const A: Personne = Personne { nom: "Arnaud", prenom: "Aline", naissance: "1985-01-10", sexe: "F", commune: "71076" };

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap().to_owned()
}

/// Someone who entered on 12 February 2026: the person and the path of the parcours.
async fn entered(equipe: &Equipe) -> (String, String) {
    entered_from(equipe, A.commune).await
}

/// The same, who lives in a town.
async fn entered_from(equipe: &Equipe, commune: &'static str) -> (String, String) {
    let dossier = equipe.deposer(Personne { commune, ..A }, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = equipe.parcours(&dossier).await.unwrap();
    (dossier.participant, format!("/v1/parcours/{}", text(&parcours, "id")))
}

async fn interview(equipe: &Equipe, person: &str, debut: &'static str, fin: &'static str) {
    let seance = Seance { debut, fin };
    let id = equipe.prevoir("entretien", "Suivi", &[person], seance, None).await.unwrap();
    rendez_vous_tenu(&equipe.referent, &id, &[person], seance).await.unwrap();
}

/// A call, for which the référent alone signs.
async fn call(equipe: &Equipe, person: &str, debut: &'static str, fin: &'static str) {
    let id = equipe.prevoir("telephone", "Appel", &[person], Seance { debut, fin }, None).await.unwrap();
    let path = format!("/v1/rendez-vous/{id}");
    for (moment, le) in [("arrivee", debut), ("depart", fin)] {
        let sign = json!({ "signataire": "animateur", "participant": null, "moment": moment, "signe_le": le, "mode": "dessinee" });
        equipe.referent.post(&format!("{path}/emargements"), sign).await.unwrap();
    }
    let ended = equipe.referent.post(&format!("{path}/cloture"), json!({})).await.unwrap();
    assert_eq!(
        (&ended["presences"][0]["issue"], &ended["presences"][0]["justifiee"]),
        (&json!("present"), &json!(true))
    );
}

/// The month of March once `contacts` have arrived.
async fn march(equipe: &Equipe, parcours: &str, contacts: usize) -> Value {
    month(equipe, parcours, "2026-03-01", contacts).await
}

async fn month(equipe: &Equipe, parcours: &str, mois: &str, contacts: usize) -> Value {
    let path = format!("{parcours}/accompagnement?mois={mois}");
    let arrived = |month: &Value| (month["contacts"].as_array()?.len() == contacts).then(|| month.clone());
    wait_for(&equipe.referent, &path, arrived).await.unwrap()
}

fn rule(month: &Value, rule: &str) -> (bool, String) {
    let all = month["regles"].as_array().unwrap();
    let one = all.iter().find(|one| one["raison"]["regle"] == rule).unwrap_or_else(|| panic!("{month}"));
    (one["tenue"].as_bool().unwrap(), text(&one["raison"], "explication"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interview_of_45_minutes_is_not_the_hour_that_chalon_asks_and_times_do_not_add_up() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (person, parcours) = entered(&chalon).await;
    interview(&chalon, &person, "2026-03-10T09:00:00+01:00", "2026-03-10T09:45:00+01:00").await;
    let month = march(&chalon, &parcours, 1).await;
    let short = (false, "il manque 15 min d'entretien dans le mois".to_owned());
    assert_eq!((&month["delegue"], rule(&month, "contact_du_mois")), (&json!(false), short.clone()));
    interview(&chalon, &person, "2026-03-12T09:00:00+01:00", "2026-03-12T09:15:00+01:00").await;
    assert_eq!(rule(&march(&chalon, &parcours, 2).await, "contact_du_mois"), short);
    call(&chalon, &person, "2026-03-13T09:00:00+01:00", "2026-03-13T09:20:00+01:00").await;
    assert_eq!(rule(&march(&chalon, &parcours, 3).await, "contact_du_mois"), short, "nor does a call");
    interview(&chalon, &person, "2026-03-17T09:00:00+01:00", "2026-03-17T10:00:00+01:00").await;
    assert!(rule(&march(&chalon, &parcours, 4).await, "contact_du_mois").0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_that_was_signed_the_day_before_the_entry_is_the_contact_of_no_month_on_the_page_nor_in_the_list() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (person, parcours) = entered(&chalon).await;
    let due = async |limite: &str| {
        let query = format!("/v1/echeances?regle=contact_du_mois&participant={person}");
        let there = |page: &Value| (page["elements"].get(0)?["limite"] == limite).then_some(Value::Null);
        wait_for(&chalon.referent, &query, there).await.unwrap();
    };
    interview(&chalon, &person, "2026-02-11T09:00:00+01:00", "2026-02-11T10:00:00+01:00").await;
    call(&chalon, &person, "2026-02-12T09:00:00+01:00", "2026-02-12T09:20:00+01:00").await;
    let february = month(&chalon, &parcours, "2026-02-01", 1).await;
    assert!(!rule(&february, "contact_du_mois").0, "{february}");
    due("2026-02-28").await;
    interview(&chalon, &person, "2026-02-12T10:00:00+01:00", "2026-02-12T11:00:00+01:00").await;
    assert!(rule(&month(&chalon, &parcours, "2026-02-01", 2).await, "contact_du_mois").0, "the very day of the entry");
    due("2026-03-31").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_call_is_enough_while_an_aci_accompanies_every_day() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (person, parcours) = entered(&chalon).await;
    let etape = json!({
        "nature": "aci", "operateur": chalon.operateur_structure, "intitule": "Espaces verts", "debut": "2026-03-02", "fin_prevue": "2026-08-31",
    });
    let etape = chalon.referent.post(&format!("{parcours}/etapes"), etape).await.unwrap();
    chalon.confier(&person, &text(&etape, "id"), "2026-02-26").await.unwrap();
    chalon
        .operateur
        .post(&format!("/v1/etapes/{}/demarrage", text(&etape, "id")), json!({ "le": "2026-03-02" }))
        .await
        .unwrap();
    call(&chalon, &person, "2026-03-13T09:00:00+01:00", "2026-03-13T09:20:00+01:00").await;
    let month = march(&chalon, &parcours, 1).await;
    assert_eq!(month["delegue"], true);
    assert!(rule(&month, "contact_du_mois").0);
    assert_eq!(month["minutes_total"], 0, "a call is no hour of accompaniment");
}

#[tokio::test(flavor = "multi_thread")]
async fn group_time_counts_in_the_hours_that_the_rhone_asks() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (person, parcours) = entered_from(&lyon, "69383").await;
    // 8 h 30 and 9 h of workshops: 17 h 30, for a norm of 18 to 22.
    for seance in [
        Seance { debut: "2026-03-10T08:30:00+01:00", fin: "2026-03-10T17:00:00+01:00" },
        Seance { debut: "2026-03-11T08:00:00+01:00", fin: "2026-03-11T17:00:00+01:00" },
    ] {
        let id = lyon.prevoir("atelier", "Atelier CV", &[&person], seance, None).await.unwrap();
        rendez_vous_tenu(&lyon.referent, &id, &[&person], seance).await.unwrap();
    }
    let month = march(&lyon, &parcours, 2).await;
    assert_eq!((&month["minutes_total"], rule(&month, "norme_heures").0), (&json!(1_050), false));
    interview(&lyon, &person, "2026-03-12T09:00:00+01:00", "2026-03-12T09:30:00+01:00").await;
    assert!(rule(&march(&lyon, &parcours, 3).await, "norme_heures").0, "18 hours are within");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_active_is_compared_with_the_working_time_of_the_referent() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    entered(&chalon).await;
    let part = |etp: &str| json!({ "referent": chalon.referent_id, "etp": etp, "des_le": "2026-01-01" });
    let refused = chalon.direction.post("/v1/capacites", part("1.5")).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/etp")));
    let before = chalon.direction.get("/v1/file-active").await.unwrap();
    assert_eq!(before["referents"][0]["depassement"], Value::Null, "not known is not zero");
    // The norm of Chalon is 80 persons for a full time: none for a hundredth of it.
    chalon.direction.post("/v1/capacites", part("0.01")).await.unwrap();
    let file = chalon.direction.get("/v1/file-active").await.unwrap();
    assert_eq!(file["referents"][0]["depassement"], 1);
    assert_eq!(file["referents"][0]["norme"]["explication"], "1 suivis pour une norme de 0");
    let mut half = part("0.5");
    assert_eq!(chalon.direction.post("/v1/capacites", half.clone()).await.unwrap_err().slug(), "conflit");
    half["remplace"] = json!("0.01");
    chalon.direction.post("/v1/capacites", half).await.unwrap();
    assert_eq!(chalon.direction.get("/v1/file-active").await.unwrap()["referents"][0]["depassement"], 0);
}
