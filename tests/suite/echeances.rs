//! One list of what the rules ask for by a day: announced before the breach, closed by facts, put off with a motive.

use std::collections::BTreeMap;

use kernel::Clock;
use plie::demo::{Api, Dossier, Equipe, MOT_DE_PASSE, Personne, Refus, Seance, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

async fn a(code: &str, le: &str) -> (Clock, TestSuite, Equipe) {
    let clock = Clock::fixed(t(le));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let equipe = suite.territory(code).await;
    (clock, suite, equipe)
}

/// Another day comes: the référent signs in again.
async fn le(clock: &Clock, suite: &TestSuite, equipe: Equipe, code: &str, instant: &str) -> Equipe {
    clock.set(t(instant));
    let login =
        async |role: &str| suite.anonymous().login(&format!("{role}@{code}.example"), MOT_DE_PASSE).await.unwrap();
    Equipe {
        referent: login("referent").await,
        animation: login("animation").await,
        operateur: login("operateur_etape").await,
        ..equipe
    }
}

async fn deposer(equipe: &Equipe, prenom: &'static str, commune: &'static str) -> Dossier {
    let personne = Personne { nom: "Fabre", prenom, naissance: "1988-09-02", sexe: "F", commune };
    equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap()
}

/// Somebody who entered on 12 February 2026: their file and the path of their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str, commune: &'static str) -> (Dossier, String) {
    let dossier = deposer(equipe, prenom, commune).await;
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&equipe.parcours(&dossier).await.unwrap()));
    (dossier, parcours)
}

async fn liste(api: &Api, query: &str) -> Vec<Value> {
    api.get(&format!("/v1/echeances?{query}")).await.unwrap()["elements"].as_array().unwrap().clone()
}

/// The one échéance of a rule, once the list has it.
async fn une(api: &Api, query: &str) -> Value {
    wait_for(api, &format!("/v1/echeances?{query}"), |page| page["elements"].get(0).cloned()).await.unwrap()
}

fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn four_months_without_étape_are_announced_then_a_breach_until_one_begins() {
    let (clock, suite, dijon) = a("dijon", "2026-03-02T09:00:00Z").await;
    let (_, parcours) = entre(&dijon, "Fanny", "21231").await;
    let query = format!("regle=ecart_sans_etape&referent={}", dijon.referent_id);
    assert_eq!(liste(&dijon.referent, &query).await, Vec::<Value>::new(), "nothing is near");
    let coming = liste(&dijon.referent, &format!("{query}&au=2026-05-13")).await;
    assert_eq!(
        (coming[0]["alerte_le"].as_str(), coming[0]["limite"].as_str()),
        (Some("2026-05-13"), Some("2026-06-12"))
    );
    assert_eq!(coming[0]["attendu"], "étape à commencer");
    assert_eq!(coming[0]["participant_nom"], "Fanny Fabre");
    let dijon = le(&clock, &suite, dijon, "dijon", "2026-06-12T09:00:00Z").await;
    assert_eq!(liste(&dijon.referent, &query).await[0]["etat"], "dernier_jour");
    let dijon = le(&clock, &suite, dijon, "dijon", "2026-06-13T09:00:00Z").await;
    let late = liste(&dijon.referent, &query).await;
    assert_eq!((&late[0]["etat"], &late[0]["raison"]["jours_restants"]), (&json!("depassee"), &json!(-1)));
    let seen = dijon.referent.get(&parcours).await.unwrap();
    let said = seen["echeances"].as_array().unwrap().iter().find(|one| one["regle"] == "ecart_sans_etape").unwrap();
    assert_eq!(*said, late[0]["raison"], "the page of the parcours says the same");
    let step = json!({ "nature": "atelier", "operateur": dijon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-06-13", "fin_prevue": "2026-06-30" });
    let step = id(&dijon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap());
    assert_eq!(liste(&dijon.referent, &query).await.len(), 1, "it has not begun");
    dijon.referent.post(&format!("/v1/etapes/{step}/demarrage"), json!({ "le": "2026-06-13" })).await.unwrap();
    assert_eq!(liste(&dijon.referent, &query).await, Vec::<Value>::new(), "closed by the fact");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_moves_the_last_day_and_an_essay_says_so_before() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-02T09:00:00Z").await;
    let (_, parcours) = entre(&dijon, "Fanny", "21231").await;
    let essai = async |body: Value| dijon.referent.post(&format!("{parcours}/echeances/essai"), body).await;
    let limite = |all: &Value| {
        let one = all.as_array().unwrap().iter().find(|one| one["raison"]["regle"] == "ecart_sans_etape").cloned();
        one.map(|one| one["limite"].as_str().unwrap().to_owned())
    };
    let march = json!({ "suspendu_le": "2026-03-01", "suspendu_jusqu_au": "2026-03-31" });
    let tried = essai(march).await.unwrap();
    let both = (limite(&tried["aujourd_hui"]), limite(&tried["alors"]));
    assert_eq!(both, (Some("2026-06-12".to_owned()), Some("2026-07-13".to_owned())), "{tried}");
    let tried = essai(json!({ "etape_le": "2026-06-20" })).await.unwrap();
    assert_eq!(limite(&tried["alors"]), None, "it runs");
    let tried = essai(json!({ "etape_le": "2026-05-20", "etape_jusqu_au": "2026-06-19" })).await.unwrap();
    assert_eq!(limite(&tried["alors"]), Some("2026-10-19".to_owned()));
    let backwards = json!({ "etape_le": "2026-06-20", "etape_jusqu_au": "2026-06-19" });
    assert_eq!(refused(&essai(backwards).await.unwrap_err()), (422, "/etape_jusqu_au"));
    assert_eq!(refused(&essai(json!({ "suspendu_jusqu_au": "2026-06-19" })).await.unwrap_err()), (422, "/suspendu_le"));
    let query = format!("regle=ecart_sans_etape&referent={}&au=2026-12-31", dijon.referent_id);
    assert_eq!(liste(&dijon.referent, &query).await[0]["limite"], "2026-06-12", "nothing was written");
    let stopped = json!({ "du": "2026-03-01", "au": "2026-03-31", "motif": "décision du comité du 26 février" });
    dijon.referent.post(&format!("{parcours}/suspensions"), stopped).await.unwrap();
    assert_eq!(liste(&dijon.referent, &query).await[0]["limite"], "2026-07-13");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_étape_that_ended_before_its_time_asks_for_the_bilans_of_the_days_that_it_had() {
    let (_clock, _suite, lyon) = a("lyon", "2026-11-02T09:00:00Z").await;
    let (dossier, parcours) = entre(&lyon, "Camille", "69383").await;
    let query = format!("/v1/echeances?regle=bilans_tripartites&participant={}", dossier.participant);
    let step = async |debut: &str, fin_prevue: &str| {
        let body = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
            "debut": debut, "fin_prevue": fin_prevue });
        let step = id(&lyon.referent.post(&format!("{parcours}/etapes"), body).await.unwrap());
        let path = format!("/v1/etapes/{step}");
        lyon.referent.post(&format!("{path}/demarrage"), json!({ "le": debut })).await.unwrap();
        path
    };
    let asked = |etape: &Value| (etape["suivi_bilans"]["attendus"].clone(), etape["suivi_bilans"]["restants"].clone());
    let path = step("2026-05-01", "2026-10-31").await;
    assert_eq!(asked(&lyon.referent.get(&path).await.unwrap()), (json!(2), json!(2)));
    let due = |page: &Value| (page["elements"].get(0)?["limite"] == "2026-07-31").then_some(Value::Null);
    wait_for(&lyon.referent, &query, due).await.unwrap();
    let ended = lyon.referent.post(&format!("{path}/fin"), json!({ "le": "2026-06-15" })).await.unwrap();
    assert_eq!(asked(&ended), (json!(0), json!(0)), "one whole month");
    let none = |page: &Value| page["elements"].as_array()?.is_empty().then_some(Value::Null);
    wait_for(&lyon.referent, &query, none).await.unwrap();

    let path = step("2026-03-01", "2026-04-30").await;
    let ended = lyon.referent.post(&format!("{path}/fin"), json!({ "le": "2026-05-31" })).await.unwrap();
    assert_eq!(asked(&ended), (json!(1), json!(1)), "it went on a month after it was to end");
    let due = |page: &Value| (page["elements"].get(0)?["limite"] == "2026-05-31").then_some(Value::Null);
    wait_for(&lyon.referent, &query, due).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_essay_of_a_suspension_moves_the_contact_of_the_month_as_the_suspension_would() {
    let (_clock, _suite, chalon) = a("grand-chalon", "2026-03-02T09:00:00Z").await;
    let (dossier, parcours) = entre(&chalon, "Aline", "71076").await;
    let seance = Seance { debut: "2026-02-16T09:00:00+01:00", fin: "2026-02-16T10:00:00+01:00" };
    let meeting = chalon.prevoir("entretien", "Suivi", &[&dossier.participant], seance, None).await.unwrap();
    plie::demo::rendez_vous_tenu(&chalon.referent, &meeting, &[&dossier.participant], seance).await.unwrap();
    let query = format!("/v1/echeances?regle=contact_du_mois&participant={}&au=2026-12-31", dossier.participant);
    let march = |page: &Value| (page["elements"][0]["limite"] == "2026-03-31").then_some(Value::Null);
    wait_for(&chalon.referent, &query, march).await.unwrap();
    let stopped = json!({ "suspendu_le": "2026-03-01", "suspendu_jusqu_au": "2026-03-31" });
    let tried = chalon.referent.post(&format!("{parcours}/echeances/essai"), stopped).await.unwrap();
    let limite = |all: &Value| {
        let mut all = all.as_array().unwrap().iter();
        all.find(|one| one["raison"]["regle"] == "contact_du_mois").map(|one| one["limite"].clone())
    };
    assert_eq!(
        (limite(&tried["aujourd_hui"]), limite(&tried["alors"])),
        (Some(json!("2026-03-31")), Some(json!("2026-04-30"))),
        "{tried}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lasts_as_long_as_the_parcours_is_asked_while_the_job_is_followed() {
    let (clock, suite, dijon) = a("dijon", "2026-04-20T09:00:00Z").await;
    let (dossier, parcours) = entre(&dijon, "Fanny", "21231").await;
    let held = json!({ "interlocuteur": "france_travail", "le": "2026-03-01",
        "compte_rendu": { "moyen": "telephone", "convenu": "le projet avance" } });
    dijon.referent.post(&format!("{parcours}/liaisons"), held).await.unwrap();
    let job = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2026-04-15", "employeur": "Boulangerie Perrin" });
    let exit = id(&dijon.referent.post(&format!("{parcours}/sorties"), job).await.unwrap());
    let dijon = le(&clock, &suite, dijon, "dijon", "2026-09-02T09:00:00Z").await;
    let said = async |regle: &str| {
        let query = format!("participant={}&regle={regle}&au=2026-12-31", dossier.participant);
        let all = liste(&dijon.referent, &query).await;
        all.iter().map(|one| (one["limite"].clone(), one["etat"].clone())).collect::<Vec<_>>()
    };
    let due = said("point_partenaire").await;
    assert!(due.contains(&(json!("2026-09-01"), json!("depassee"))), "six months after the last one: {due:?}");
    assert_eq!(said("ecart_sans_etape").await, [], "she has a job");
    let given_up = json!({ "le": "2026-08-31", "motif": "refus" });
    dijon.referent.post(&format!("/v1/sorties/{exit}/abandon"), given_up).await.unwrap();
    let essai = json!({ "etape_le": "2026-12-01" });
    let tried = dijon.referent.post(&format!("{parcours}/echeances/essai"), essai).await.unwrap();
    let mut asked = tried["aujourd_hui"].as_array().unwrap().iter();
    let gap = asked.find(|one| one["raison"]["regle"] == "ecart_sans_etape").unwrap();
    assert_eq!(gap["limite"], "2026-10-29", "four months after the entry, and 139 days in the job");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_put_off_with_a_motive_and_not_beyond_what_the_territory_allows() {
    let (clock, suite, dijon) = a("dijon", "2026-06-01T09:00:00Z").await;
    let (_, _parcours) = entre(&dijon, "Fanny", "21231").await;
    let query = format!("regle=ecart_sans_etape&referent={}", dijon.referent_id);
    let one = liste(&dijon.referent, &query).await[0].clone();
    assert_eq!(one["actions"], json!([{ "nom": "report", "possible": true, "raison": null }]));
    let path = format!("/v1/echeances/{}/report", id(&one));
    let report = async |au: &str, remplace: Value| {
        let body = json!({ "au": au, "motif": "étape convenue, début le 1er juillet", "remplace": remplace });
        dijon.referent.post(&path, body).await
    };
    assert_eq!(refused(&report("2026-06-01", Value::Null).await.unwrap_err()), (422, "/au"), "a day to come");
    assert_eq!(refused(&report("2026-07-13", Value::Null).await.unwrap_err()), (422, "/au"), "31 days after the last");
    let put_off = report("2026-07-01", Value::Null).await.unwrap();
    assert_eq!((&put_off["limite"], &put_off["report"]["au"]), (&json!("2026-06-12"), &json!("2026-07-01")));
    assert!(put_off["report"]["par_nom"].is_string(), "{put_off}");
    assert_eq!(report("2026-07-12", Value::Null).await.unwrap_err().status, 409, "unseen");
    report("2026-07-12", json!("2026-07-01")).await.unwrap();
    assert_eq!(liste(&dijon.referent, &query).await, Vec::<Value>::new());
    assert_eq!(liste(&dijon.referent, &format!("{query}&reportees=true")).await.len(), 1);
    let dijon = le(&clock, &suite, dijon, "dijon", "2026-07-12T09:00:00Z").await;
    let again = liste(&dijon.referent, &query).await;
    assert_eq!(
        (&again[0]["etat"], again[0]["id"].as_str()),
        (&json!("depassee"), one["id"].as_str()),
        "still a breach"
    );
    let counted = dijon.animation.get("/v1/echeances/synthese").await.unwrap();
    let lines = counted["lignes"].as_array().unwrap();
    let gap = lines.iter().find(|line| line["regle"] == "ecart_sans_etape").unwrap();
    assert_eq!((&gap["depassees"], &gap["de_la_semaine"], &gap["reportees"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!(gap["referent"], json!(dijon.referent_id));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contact_of_the_month_is_due_until_it_was_made() {
    let (clock, suite, chalon) = a("grand-chalon", "2026-02-25T09:00:00Z").await;
    let (dossier, _) = entre(&chalon, "Aline", "71076").await;
    let query = format!("regle=contact_du_mois&participant={}", dossier.participant);
    let due = une(&chalon.referent, &query).await;
    assert_eq!((&due["alerte_le"], &due["limite"]), (&json!("2026-02-21"), &json!("2026-02-28")));
    let chalon = le(&clock, &suite, chalon, "grand-chalon", "2026-03-02T09:00:00Z").await;
    assert_eq!(liste(&chalon.referent, &query).await[0]["etat"], "depassee");
    let seance = Seance { debut: "2026-03-02T09:00:00+01:00", fin: "2026-03-02T10:00:00+01:00" };
    let meeting = chalon.prevoir("entretien", "Suivi", &[&dossier.participant], seance, None).await.unwrap();
    let chalon = le(&clock, &suite, chalon, "grand-chalon", "2026-03-02T10:00:00Z").await;
    plie::demo::rendez_vous_tenu(&chalon.referent, &meeting, &[&dossier.participant], seance).await.unwrap();
    let kept = |page: &Value| {
        let one = page["elements"].get(0)?;
        (one["limite"] == "2026-04-30").then(|| one.clone())
    };
    let next = wait_for(&chalon.referent, &format!("/v1/echeances?{query}&au=2026-04-30"), kept).await.unwrap();
    assert_eq!(next["alerte_le"], "2026-04-23", "March was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_contact_stands_in_the_list_by_the_phase_of_its_day() {
    let (clock, suite, lyon) = a("lyon", "2026-03-02T08:00:00Z").await;
    let (dossier, parcours) = entre(&lyon, "Camille", "69383").await;
    let query = format!("regle=rythme_de_contact&participant={}", dossier.participant);
    let until = async |api: &Api, limite: &str| {
        let there = |page: &Value| {
            let one = page["elements"].get(0)?;
            (one["limite"] == limite).then(|| one.clone())
        };
        wait_for(api, &format!("/v1/echeances?{query}&au=2026-12-31"), there).await.unwrap()
    };
    let due = until(&lyon.referent, "2026-03-05").await;
    assert_eq!((&due["attendu"], &due["alerte_le"]), (&json!("contact, début de parcours"), &json!("2026-02-26")));
    let page = lyon.referent.get(&format!("{parcours}/accompagnement")).await.unwrap();
    assert_eq!(page["prochain_contact"]["raison"], due["raison"], "the page of the parcours says the same");

    let seance = Seance { debut: "2026-03-02T09:00:00+01:00", fin: "2026-03-02T10:00:00+01:00" };
    let meeting = lyon.prevoir("entretien", "Suivi", &[&dossier.participant], seance, None).await.unwrap();
    let lyon = le(&clock, &suite, lyon, "lyon", "2026-03-02T10:00:00Z").await;
    plie::demo::rendez_vous_tenu(&lyon.referent, &meeting, &[&dossier.participant], seance).await.unwrap();
    until(&lyon.referent, "2026-03-23").await;

    let body = json!({ "etape_le": "2026-03-10" });
    let tried = lyon.referent.post(&format!("{parcours}/echeances/essai"), body).await.unwrap();
    let of = |all: &Value| {
        let one = all.as_array().unwrap().iter().find(|one| one["raison"]["regle"] == "rythme_de_contact").cloned();
        one.unwrap()["limite"].clone()
    };
    assert_eq!((of(&tried["aujourd_hui"]), of(&tried["alors"])), (json!("2026-03-23"), json!("2026-04-09")));
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-02", "fin_prevue": "2026-06-30" });
    let step = id(&lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap());
    lyon.referent.post(&format!("/v1/etapes/{step}/demarrage"), json!({ "le": "2026-03-02" })).await.unwrap();
    assert_eq!(until(&lyon.referent, "2026-04-09").await["attendu"], "contact, en étape");

    let often = json!({ "qualification": "bloque", "le": "2026-03-02", "cadre": "appui_gestion", "renforce": true });
    lyon.animation.post(&format!("{parcours}/qualifications"), often).await.unwrap();
    assert_eq!(until(&lyon.referent, "2026-03-16").await["etat"], "en_cours");
    let lyon = le(&clock, &suite, lyon, "lyon", "2026-03-17T09:00:00Z").await;
    assert_eq!(liste(&lyon.referent, &query).await[0]["etat"], "depassee", "no fact changed, a day passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_owes_no_contact_and_is_late_again_on_the_day_of_the_return() {
    let (clock, suite, lyon) = a("lyon", "2026-03-10T08:00:00Z").await;
    let (dossier, parcours) = entre(&lyon, "Camille", "69383").await;
    let query = format!("regle=rythme_de_contact&participant={}", dossier.participant);
    let asked = async |lyon: &Equipe| {
        let list = liste(&lyon.referent, &query).await;
        let page = lyon.referent.get(&format!("{parcours}/accompagnement")).await.unwrap();
        let whole = lyon.referent.get(&parcours).await.unwrap();
        let said = |one: &Value| one["regle"] == "rythme_de_contact";
        let counted = lyon.referent.get("/v1/echeances/synthese").await.unwrap();
        [
            list.first().map(|one| one["limite"].clone()).unwrap_or_default(),
            page["prochain_contact"]["au_plus_tard"].clone(),
            json!(whole["echeances"].as_array().unwrap().iter().any(said)),
            json!(counted["lignes"].as_array().unwrap().iter().any(said)),
        ]
    };
    assert_eq!(une(&lyon.referent, &query).await["etat"], "depassee");
    let late = [json!("2026-03-05"), json!("2026-03-05"), json!(true), json!(true)];
    assert_eq!(asked(&lyon).await, late);
    let stopped = json!({ "du": "2026-03-10", "au": "2026-03-31", "motif": "garde d’enfant à organiser" });
    lyon.referent.post(&format!("{parcours}/suspensions"), stopped).await.unwrap();
    assert_eq!(asked(&lyon).await, late, "nobody decided");
    lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    let nothing = [Value::Null, Value::Null, json!(false), json!(false)];
    assert_eq!(asked(&lyon).await, nothing);
    let lyon = le(&clock, &suite, lyon, "lyon", "2026-03-31T09:00:00Z").await;
    assert_eq!(asked(&lyon).await, nothing, "the last day");
    let far = format!("{query}&au=2026-12-31");
    assert_eq!(liste(&lyon.referent, &far).await, Vec::<Value>::new(), "whatever day is looked at from there");
    let lyon = le(&clock, &suite, lyon, "lyon", "2026-04-01T09:00:00Z").await;
    assert_eq!(asked(&lyon).await, late, "no fact changed, a day passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_candidature_and_the_operation_ask_stands_in_the_same_list() {
    let (_clock, _suite, dijon) = a("dijon", "2026-02-25T09:00:00Z").await;
    let dossier = deposer(&dijon, "Diane", "21231").await;
    for (debut, fin) in [
        ("2026-02-10T09:00:00+01:00", "2026-02-10T10:00:00+01:00"),
        ("2026-02-17T09:00:00+01:00", "2026-02-17T10:00:00+01:00"),
    ] {
        dijon.rendez_vous_manque(&dossier, Seance { debut, fin }).await.unwrap();
    }
    let query = format!("regle=absences_avant_entree&referent={}", dijon.referent_id);
    let due = une(&dijon.referent, &query).await;
    assert_eq!(
        (&due["source"], &due["objet"], &due["alerte_le"]),
        (&json!("participants"), &json!("candidature"), &json!("2026-02-17"))
    );
    assert_eq!((&due["objet_id"], &due["parcours"]), (&json!(dossier.candidature), &Value::Null));
    let call = json!({ "avec": "prescripteur", "le": "2026-02-24", "moyen": "telephone", "abouti": true });
    dijon.referent.post(&format!("/v1/candidatures/{}/contacts", dossier.candidature), call).await.unwrap();
    let closed = |page: &Value| page["elements"].as_array()?.is_empty().then_some(Value::Null);
    wait_for(&dijon.referent, &format!("/v1/echeances?{query}"), closed).await.unwrap();

    let operation = json!({
        "numero": "202600042", "intitule": "Accompagnement renforcé", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "60200.00",
    });
    let operation = id(&dijon.gestionnaire.post("/v1/operations", operation).await.unwrap());
    let (entered, _) = entre(&dijon, "Fanny", "21231").await;
    let enters = json!({ "participant": entered.participant, "entree_le": "2026-02-12" });
    dijon.referent.post(&format!("/v1/operations/{operation}/participations"), enters).await.unwrap();
    let asked = une(&dijon.referent, &format!("source=fse&participant={}&au=2026-02-27", entered.participant)).await;
    assert_eq!((&asked["raison"]["regle"], &asked["limite"]), (&json!("recueil_entree"), &json!("2026-03-14")));
    assert_eq!(asked["actions"][0]["possible"], false, "a window of Europe is not put off");
    let body = json!({ "au": "2026-03-20", "motif": "personne absente", "remplace": null });
    let refus = dijon.referent.post(&format!("/v1/echeances/{}/report", id(&asked)), body).await.unwrap_err();
    assert_eq!((refus.status, refus.slug()), (409, "transition-interdite"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frein_that_threatens_the_entry_is_in_the_list_of_the_team_until_somebody_answers() {
    let (clock, suite, dijon) = a("dijon", "2026-02-09T09:00:00Z").await;
    let dossier = deposer(&dijon, "Diane", "21231").await;
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let contact = |le: &str, more: Value| {
        let mut one = json!({ "avec": "structure_animation", "le": le, "moyen": "telephone", "abouti": true });
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    let threat = json!({ "frein": "mobilite", "note": "plus de véhicule" });
    dijon.referent.post(&format!("{path}/contacts"), contact("2026-02-09", threat)).await.unwrap();
    let query = "regle=frein_signale";
    let due = une(&dijon.animation, query).await;
    assert_eq!((&due["source"], &due["objet_id"]), (&json!("participants"), &json!(dossier.candidature)));
    assert_eq!((&due["alerte_le"], &due["limite"]), (&json!("2026-02-09"), &json!("2026-02-16")));
    assert!(!due.to_string().contains("mobilite"), "which one stays with the team: {due}");
    let told = |one: &Value| one["echeances"].as_array().unwrap().iter().any(|one| one["regle"] == "frein_signale");
    assert!(told(&dijon.animation.get(&path).await.unwrap()));

    let dijon = le(&clock, &suite, dijon, "dijon", "2026-02-17T09:00:00Z").await;
    assert_eq!(liste(&dijon.animation, query).await[0]["etat"], "depassee");
    let found = json!({ "note": "un scooter est prêté" });
    dijon.animation.post(&format!("{path}/contacts"), contact("2026-02-17", found)).await.unwrap();
    let closed = |page: &Value| page["elements"].as_array()?.is_empty().then_some(Value::Null);
    wait_for(&dijon.animation, &format!("/v1/echeances?{query}"), closed).await.unwrap();
    assert!(!told(&dijon.animation.get(&path).await.unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_an_age_ends_the_right_its_day_follows_the_birth_that_the_file_says() {
    let (_clock, suite, dijon) = a("dijon", "2026-03-10T09:00:00Z").await;
    let fanny = Personne { nom: "Fabre", prenom: "Fanny", naissance: "2000-06-10", sexe: "F", commune: "21231" };
    let dossier = dijon.deposer(fanny, "2026-02-02", "2026-02-03").await.unwrap();
    dijon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    dijon.commission(&[&dossier], "2026-02-12").await.unwrap();
    dijon.contractualiser(&dossier, "2026-02-12").await.unwrap();
    dijon.parcours(&dossier).await.unwrap();
    let mut rules = dijon.admin.get("/v1/referentiels/en-vigueur?au=2026-03-10").await.unwrap();
    let published = dijon.admin.get("/v1/referentiels").await.unwrap();
    (rules["version"], rules["effet"]) = (json!(published.as_array().unwrap().len() + 1), json!("2026-03-10"));
    rules["fin_de_droit"] = json!({ "age": 26, "relais": true, "alerte_jours": 90 });
    dijon.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
    let query = format!("/v1/echeances?regle=fin_de_droit&participant={}&au=2035-12-31", dossier.participant);
    let ends = async |limite: &'static str| {
        let said = move |page: &Value| {
            let one = page["elements"].get(0)?;
            (one["limite"] == limite).then(|| one.clone())
        };
        wait_for(&dijon.referent, &query, said).await.unwrap()
    };
    let due = ends("2026-06-09").await;
    assert_eq!(due["alerte_le"], "2026-03-11");
    assert!(due["attendu"].as_str().unwrap().contains("relais"), "{due}");

    let file = format!("{}/v1/participants/{}", suite.url, dossier.participant);
    let right = json!({ "date_naissance": "2001-06-10" });
    let corrected = suite.http.patch(file).bearer_auth(dijon.referent.token()).json(&right);
    let corrected = corrected.header("If-Match", "\"1\"").send().await.unwrap();
    assert_eq!(corrected.status(), 200, "{}", corrected.text().await.unwrap());
    ends("2027-06-09").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_rules_say_every_échéance_again() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-02T09:00:00Z").await;
    let (_, parcours) = entre(&dijon, "Fanny", "21231").await;
    let query = format!("/v1/echeances?regle=ecart_sans_etape&referent={}&au=2026-12-31", dijon.referent_id);
    let before = dijon.referent.get(&query).await.unwrap();
    assert_eq!(before["elements"][0]["limite"], "2026-06-12");
    let mut rules = dijon.admin.get("/v1/referentiels/en-vigueur?au=2026-03-02").await.unwrap();
    let published = dijon.admin.get("/v1/referentiels").await.unwrap();
    let published = published.as_array().unwrap().len();
    rules["version"] = json!(published + 1);
    rules["effet"] = json!("2026-03-02");
    rules["etapes"]["ecart_max_mois"] = json!(2);
    dijon.admin.post("/v1/referentiels", json!({ "referentiel": rules.clone() })).await.unwrap();
    let moved = |page: &Value| {
        let one = page["elements"].get(0)?;
        (one["limite"] == "2026-04-12").then(|| one.clone())
    };
    let said = wait_for(&dijon.referent, &query, moved).await.unwrap();
    assert_eq!(said["raison"]["version"], rules["version"]);
    assert!(parcours.ends_with(said["parcours"].as_str().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_the_person_sees_it_and_a_partner_does_not() {
    let (_clock, _suite, dijon) = a("dijon", "2026-06-20T09:00:00Z").await;
    entre(&dijon, "Fanny", "21231").await;
    let other = dijon.recruter("Dominique", "referent", None).await.unwrap();
    assert_eq!(liste(&dijon.animation, &format!("referent={other}")).await, Vec::<Value>::new());
    assert!(!liste(&dijon.animation, "").await.is_empty(), "a team sees all");
    let refus = dijon.operateur.get("/v1/echeances").await.unwrap_err();
    assert_eq!(refus.status, 403);
    let unknown =
        dijon.animation.get("/v1/echeances?structure=0197a5c0-0000-7000-8000-000000000001").await.unwrap_err();
    assert_eq!(refused(&unknown), (422, "/structure"));
}

/// Until nothing that is asked for is left in a list.
async fn plus_rien(api: &Api, query: &str) {
    let closed = |page: &Value| page["elements"].as_array()?.is_empty().then_some(Value::Null);
    wait_for(api, &format!("/v1/echeances?{query}"), closed).await.unwrap();
}

/// Until a list asks for one thing only, of this person.
async fn une_de(api: &Api, query: &str, participant: &str) -> Value {
    let theirs = |page: &Value| {
        let all = page["elements"].as_array()?;
        (all.len() == 1 && all[0]["participant"] == participant).then(|| all[0].clone())
    };
    wait_for(api, &format!("/v1/echeances?{query}"), theirs).await.unwrap()
}

/// Somebody of whom the territory has a file and nothing else.
async fn ouvrir(equipe: &Equipe, prenom: &str) -> String {
    let person = json!({ "nom": "Petit", "prenom": prenom, "date_naissance": "1985-01-10", "sexe": "F" });
    id(&equipe.referent.post("/v1/participants", person).await.unwrap())
}

const ENTRETIEN: Seance<'static> = Seance { debut: "2026-03-02T09:00:00+01:00", fin: "2026-03-02T10:00:00+01:00" };

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_is_to_be_closed_from_the_day_after_until_somebody_says_what_came_of_it() {
    let (clock, suite, dijon) = a("dijon", "2026-03-02T07:30:00Z").await;
    let (dossier, _) = entre(&dijon, "Fanny", "21231").await;
    let meeting = dijon.prevoir("entretien", "Suivi", &[&dossier.participant], ENTRETIEN, None).await.unwrap();
    let query = format!("regle=rendez_vous_a_clore&participant={}", dossier.participant);
    let due = une(&dijon.referent, &format!("{query}&au=2026-03-03")).await;
    assert_eq!(
        (&due["source"], &due["objet"], &due["objet_id"]),
        (&json!("emargement"), &json!("rendez_vous"), &json!(meeting))
    );
    assert_eq!((&due["alerte_le"], &due["limite"]), (&json!("2026-03-03"), &json!("2026-03-09")));
    assert_eq!((&due["participant_nom"], &due["animateur"]), (&json!("Fanny Fabre"), &json!(dijon.referent_id)));
    assert!(due["animateur_nom"].is_string(), "{due}");
    assert_eq!(due["attendu"], "rendez-vous du 02/03/2026 à clore, à annuler, ou absence à constater");
    assert_eq!(liste(&dijon.referent, &query).await, Vec::<Value>::new(), "not on its own day");

    let dijon = le(&clock, &suite, dijon, "dijon", "2026-03-03T09:00:00Z").await;
    assert_eq!(liste(&dijon.referent, &query).await[0]["etat"], "proche");
    let dijon = le(&clock, &suite, dijon, "dijon", "2026-03-10T09:00:00Z").await;
    assert_eq!(liste(&dijon.referent, &query).await[0]["etat"], "depassee", "no fact changed, days passed");
    let report = json!({ "au": "2026-03-16", "motif": "référente en congé, retour le 16 mars", "remplace": null });
    dijon.referent.post(&format!("/v1/echeances/{}/report", id(&due)), report).await.unwrap();
    assert_eq!(liste(&dijon.referent, &query).await, Vec::<Value>::new());
    let query = format!("{query}&reportees=true");
    assert_eq!(liste(&dijon.referent, &query).await.len(), 1, "put off, and not closed");
    let missed = json!({ "participant": dossier.participant, "motif": "transport" });
    dijon.referent.post(&format!("/v1/rendez-vous/{meeting}/absences"), missed).await.unwrap();
    plus_rien(&dijon.referent, &query).await;
}

/// How many échéances of each rule somebody has in their list until the end of a week, put off or not.
async fn dans_la_liste(api: &Api, referent: &str, au: &str) -> BTreeMap<String, u64> {
    let mut told = BTreeMap::new();
    for one in liste(api, &format!("referent={referent}&au={au}&reportees=true&limite=200")).await {
        *told.entry(one["raison"]["regle"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    told
}

/// The same as the digest of the week counts them, asked of the path.
async fn dans_la_synthese(api: &Api, path: &str, referent: &str) -> BTreeMap<String, u64> {
    let counted = api.get(path).await.unwrap();
    let theirs = counted["lignes"].as_array().unwrap().iter().filter(|line| line["referent"] == referent);
    let sum = |line: &Value| {
        ["depassees", "de_la_semaine", "a_venir"].iter().filter_map(|one| line[*one].as_u64()).sum::<u64>()
    };
    theirs.map(|line| (line["regle"].as_str().unwrap().to_owned(), sum(line))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digest_counts_for_each_what_their_list_holds_whether_they_follow_lead_or_were_the_last_to_follow() {
    let (_clock, _suite, chalon) = a("grand-chalon", "2026-03-03T09:00:00Z").await;
    let (followed, _) = entre(&chalon, "Aline", "71076").await;
    let (left, parcours) = entre(&chalon, "Odile", "71076").await;
    let stranger = ouvrir(&chalon, "Anne").await;
    let (claire, lead) = (chalon.referent_id.as_str(), chalon.animation_id.as_str());
    let workshop = json!({
        "nature": "atelier", "titre": "Atelier CV", "debut": ENTRETIEN.debut, "fin": ENTRETIEN.fin,
        "lieu": "Maison de l'emploi", "participants": [followed.participant, left.participant], "animateur": lead,
        "operation": null, "categorie": "collectif",
    });
    chalon.animation.post("/v1/rendez-vous", workshop).await.unwrap();
    chalon.prevoir("entretien", "Suivi", &[&stranger], ENTRETIEN, None).await.unwrap();
    let gone = json!({ "motif": "demenagement", "le": "2026-03-02" });
    chalon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();

    let open = |many: usize| {
        move |page: &Value| {
            let all = page["elements"].as_array()?;
            (all.len() == many).then(|| page["elements"].clone())
        }
    };
    let list = |who: &str| format!("/v1/echeances?regle=rendez_vous_a_clore&referent={who}");
    let theirs = wait_for(&chalon.animation, &list(lead), open(2)).await.unwrap();
    for one in theirs.as_array().unwrap() {
        assert_eq!((&one["referent"], &one["animateur"]), (&json!(claire), &json!(lead)), "follows or was the last to");
    }
    wait_for(&chalon.animation, &list(claire), open(3)).await.unwrap();

    let digest = "/v1/echeances/synthese";
    for (who, meetings) in [(claire, 3), (lead, 2)] {
        let list = dans_la_liste(&chalon.animation, who, "2026-03-09").await;
        assert_eq!(list.get("rendez_vous_a_clore"), Some(&meetings), "{list:?}");
        assert_eq!(dans_la_synthese(&chalon.animation, digest, who).await, list);
        let own = format!("{digest}?referent={who}");
        assert_eq!(dans_la_synthese(&chalon.animation, &own, who).await, list, "asked of one alone");
    }
    let own = chalon.animation.get(&format!("{digest}?referent={lead}")).await.unwrap();
    assert!(own["lignes"].as_array().unwrap().iter().all(|line| line["referent"] == lead), "{own}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_that_is_cancelled_asks_for_nothing_and_each_of_a_group_is_asked_about() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-02T08:30:00Z").await;
    let (fanny, odile) = (ouvrir(&dijon, "Fanny").await, ouvrir(&dijon, "Odile").await);
    let workshop = dijon.prevoir("atelier", "Atelier CV", &[&fanny, &odile], ENTRETIEN, None).await.unwrap();
    let query = format!("regle=rendez_vous_a_clore&referent={}&au=2026-12-31", dijon.referent_id);
    let both = |page: &Value| (page["elements"].as_array()?.len() == 2).then_some(Value::Null);
    wait_for(&dijon.referent, &format!("/v1/echeances?{query}"), both).await.unwrap();
    let missed = json!({ "participant": odile, "motif": null });
    dijon.referent.post(&format!("/v1/rendez-vous/{workshop}/absences"), missed).await.unwrap();
    let left = une_de(&dijon.referent, &query, &fanny).await;
    assert_eq!((&left["objet_id"], &left["parcours"]), (&json!(workshop), &Value::Null));
    assert_eq!(
        (&left["referent"], &left["animateur"]),
        (&Value::Null, &json!(dijon.referent_id)),
        "nobody follows her"
    );

    let later = Seance { debut: "2026-03-20T09:00:00+01:00", fin: "2026-03-20T10:00:00+01:00" };
    let meeting = dijon.prevoir("entretien", "Suivi", &[&odile], later, None).await.unwrap();
    let query = format!("regle=rendez_vous_a_clore&participant={odile}&au=2026-12-31");
    assert_eq!(une(&dijon.referent, &query).await["limite"], "2026-03-27");
    dijon.referent.post(&format!("/v1/rendez-vous/{meeting}/annulation"), json!({})).await.unwrap();
    plus_rien(&dijon.referent, &query).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_that_is_missing_is_asked_for_until_it_comes_or_the_month_is_signed() {
    let (_clock, _suite, chalon) = a("grand-chalon", "2026-04-02T09:00:00Z").await;
    let (dossier, _) = entre(&chalon, "Aline", "71076").await;
    let meeting = chalon.prevoir("entretien", "Suivi", &[&dossier.participant], ENTRETIEN, None).await.unwrap();
    let held =
        plie::demo::rendez_vous_sans_depart(&chalon.referent, &meeting, &dossier.participant, ENTRETIEN).await.unwrap();
    assert_eq!(held["etat"], "termine");
    let query = format!("regle=emargement_a_completer&participant={}", dossier.participant);
    let due = une(&chalon.referent, &query).await;
    assert_eq!((&due["alerte_le"], &due["limite"]), (&json!("2026-03-03"), &json!("2026-03-17")));
    assert_eq!(due["attendu"], "émargement du 02/03/2026 à compléter (signature de départ du participant)");
    assert_eq!((&due["objet_id"], &due["actions"][0]["possible"]), (&json!(meeting), &json!(true)));
    plus_rien(&chalon.referent, &format!("regle=rendez_vous_a_clore&participant={}", dossier.participant)).await;

    let sheet = chalon.certifier("2026-03-01").await.unwrap();
    plus_rien(&chalon.referent, &query).await;
    let why = json!({ "motif": "la feuille papier est arrivée" });
    chalon.direction.post(&format!("/v1/feuilles/{}/reouverture", id(&sheet)), why).await.unwrap();
    une(&chalon.referent, &query).await;
    let late = json!({ "signataire": "participant", "participant": dossier.participant, "moment": "depart",
        "signe_le": ENTRETIEN.fin, "mode": "papier", "motif": "feuille_papier" });
    chalon.referent.post(&format!("/v1/rendez-vous/{meeting}/emargements"), late).await.unwrap();
    plus_rien(&chalon.referent, &query).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_appointment_asks_follows_the_person_to_another_file_and_back() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-02T07:30:00Z").await;
    let (kept, double) = (ouvrir(&dijon, "Anne").await, ouvrir(&dijon, "Annie").await);
    dijon.prevoir("entretien", "Suivi", &[&double], ENTRETIEN, None).await.unwrap();
    let later = Seance { debut: "2026-03-03T09:00:00+01:00", fin: "2026-03-03T10:00:00+01:00" };
    dijon.prevoir("atelier", "Atelier CV", &[&kept, &double], later, None).await.unwrap();
    let query = format!("/v1/echeances?regle=rendez_vous_a_clore&referent={}&au=2026-12-31", dijon.referent_id);
    let of = async |limite: &str, expected: &[&String]| {
        let mut expected: Vec<_> = expected.iter().map(|one| one.as_str()).collect();
        expected.sort_unstable();
        let there = |page: &Value| {
            let all = page["elements"].as_array()?.iter().filter(|one| one["limite"] == limite);
            let mut all: Vec<_> = all.filter_map(|one| one["participant"].as_str()).collect();
            all.sort_unstable();
            (all == expected).then_some(Value::Null)
        };
        wait_for(&dijon.referent, &query, there).await.unwrap();
    };
    of("2026-03-09", &[&double]).await;
    of("2026-03-10", &[&kept, &double]).await;
    let merge = json!({ "absorbe": double, "motif": "même pièce d'identité" });
    let fusion = dijon.animation.post(&format!("/v1/participants/{kept}/fusion"), merge).await.unwrap();
    of("2026-03-09", &[&kept]).await;
    of("2026-03-10", &[&kept]).await;
    dijon.animation.post(&format!("/v1/fusions/{}/annulation", id(&fusion)), json!({})).await.unwrap();
    of("2026-03-09", &[&double]).await;
    of("2026-03-10", &[&kept, &double]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_of_who_is_restricted_asks_for_nothing_until_the_restriction_is_lifted() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-02T07:30:00Z").await;
    let person = ouvrir(&dijon, "Anne").await;
    let meeting = dijon.prevoir("entretien", "Suivi", &[&person], ENTRETIEN, None).await.unwrap();
    let query = format!("regle=rendez_vous_a_clore&participant={person}&au=2026-12-31");
    une(&dijon.referent, &query).await;
    let restriction = format!("/v1/participants/{person}/limitation");
    let because = json!({ "motif": "la personne conteste ce qui est écrit" });
    dijon.animation.post(&restriction, because.clone()).await.unwrap();
    plus_rien(&dijon.referent, &query).await;
    let missed = json!({ "participant": person, "motif": "transport" });
    let refus = dijon.referent.post(&format!("/v1/rendez-vous/{meeting}/absences"), missed).await.unwrap_err();
    assert_eq!(refus.slug(), "dossier-limite", "nobody may answer it");
    dijon.animation.post(&format!("{restriction}/levee"), because).await.unwrap();
    assert_eq!(une(&dijon.referent, &query).await["limite"], "2026-03-09");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_of_who_was_erased_and_other_delays_say_appointments_again() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-02T07:30:00Z").await;
    let (gone, stays) = (ouvrir(&dijon, "Anne").await, ouvrir(&dijon, "Odile").await);
    dijon.prevoir("entretien", "Suivi", &[&gone], ENTRETIEN, None).await.unwrap();
    let later = Seance { debut: "2026-03-03T09:00:00+01:00", fin: "2026-03-03T10:00:00+01:00" };
    dijon.prevoir("entretien", "Suivi", &[&stays], later, None).await.unwrap();
    let query = format!("regle=rendez_vous_a_clore&referent={}&au=2026-12-31", dijon.referent_id);
    let both = |page: &Value| (page["elements"].as_array()?.len() == 2).then_some(Value::Null);
    wait_for(&dijon.referent, &format!("/v1/echeances?{query}"), both).await.unwrap();
    let erase = json!({ "motif": "demande écrite de la personne" });
    dijon.animation.post(&format!("/v1/participants/{gone}/effacement"), erase).await.unwrap();
    assert_eq!(une_de(&dijon.referent, &query, &stays).await["limite"], "2026-03-10");

    let mut rules = dijon.admin.get("/v1/referentiels/en-vigueur?au=2026-03-02").await.unwrap();
    let published = dijon.admin.get("/v1/referentiels").await.unwrap();
    rules["version"] = json!(published.as_array().unwrap().len() + 1);
    rules["effet"] = json!("2026-03-02");
    rules["emargement"] = json!({ "cloture_jours": 3 });
    dijon.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
    let moved = |page: &Value| {
        let one = page["elements"].get(0)?;
        (one["limite"] == "2026-03-06").then(|| one.clone())
    };
    wait_for(&dijon.referent, &format!("/v1/echeances?{query}"), moved).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_rhône_a_second_bilan_and_a_second_étape_are_announced_thirty_days_before_their_last_day() {
    let (clock, suite, lyon) = a("lyon", "2017-09-30T09:00:00Z").await;
    let g = Personne { nom: "Garnier", prenom: "Gisèle", naissance: "1979-04-11", sexe: "F", commune: "69383" };
    let dossier = lyon.deposer(g, "2017-02-13", "2017-02-16").await.unwrap();
    lyon.diagnostiquer(&dossier, "2017-03-02").await.unwrap();
    lyon.commission(&[&dossier], "2017-03-16").await.unwrap();
    lyon.contractualiser(&dossier, "2017-03-23").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&lyon.parcours(&dossier).await.unwrap()));
    let commencer = async |lyon: &Equipe, debut: &str, fin_prevue: &str| {
        let body = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
            "debut": debut, "fin_prevue": fin_prevue });
        let step = lyon.referent.post(&format!("{parcours}/etapes"), body).await.unwrap();
        let step = format!("/v1/etapes/{}", id(&step));
        lyon.referent.post(&format!("{step}/demarrage"), json!({ "le": debut })).await.unwrap();
        step
    };
    let said = async |lyon: &Equipe, regle: &str| {
        let all = liste(&lyon.referent, &format!("regle={regle}&participant={}", dossier.participant)).await;
        all.iter().map(|one| (one["etat"].clone(), one["limite"].clone())).collect::<Vec<_>>()
    };
    let step = commencer(&lyon, "2017-05-01", "2017-10-31").await;
    lyon.referent.post(&format!("{step}/bilans"), json!({ "tenu_le": "2017-07-20" })).await.unwrap();
    assert_eq!(said(&lyon, "bilans_tripartites").await, [], "31 days are left");
    let lyon = le(&clock, &suite, lyon, "lyon", "2017-10-01T09:00:00Z").await;
    assert_eq!(said(&lyon, "bilans_tripartites").await, [(json!("proche"), json!("2017-10-31"))]);
    lyon.referent.post(&format!("{step}/bilans"), json!({ "tenu_le": "2017-10-01" })).await.unwrap();
    assert_eq!(said(&lyon, "bilans_tripartites").await, [], "both were held");

    let year = "etapes_par_douze_mois";
    let mut lyon = le(&clock, &suite, lyon, "lyon", "2018-02-12T09:00:00Z").await;
    lyon.referent.post(&format!("{step}/fin"), json!({ "le": "2017-10-31" })).await.unwrap();
    assert_eq!(said(&lyon, year).await, [], "31 days are left");
    for (instant, etat) in [
        ("2018-02-13T09:00:00Z", "proche"),
        ("2018-02-14T09:00:00Z", "proche"),
        ("2018-03-15T09:00:00Z", "dernier_jour"),
        ("2018-03-16T09:00:00Z", "depassee"),
    ] {
        lyon = le(&clock, &suite, lyon, "lyon", instant).await;
        assert_eq!(said(&lyon, year).await, [(json!(etat), json!("2018-03-15"))], "{instant}");
    }
    commencer(&lyon, "2018-03-16", "2018-04-30").await;
    assert_eq!(said(&lyon, year).await, [(json!("depassee"), json!("2018-03-15"))], "a day after the year");
    commencer(&lyon, "2018-03-15", "2018-04-30").await;
    assert_eq!(said(&lyon, year).await, [], "two began in the first year");
}
