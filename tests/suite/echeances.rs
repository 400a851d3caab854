//! One list of what the rules ask for by a day: announced before the breach, closed by facts, put off with a motive.

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
