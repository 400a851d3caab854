//! The day of an entry: by a collective action, and when it was wrong: the commission corrects it, and all that begins with it
//! follows.

use kernel::Clock;
use plie::demo::{Api, Dossier, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::entree::{pdf, read};

async fn a(code: &str, le: &str) -> (Clock, TestSuite, Equipe) {
    let clock = Clock::fixed(t(le));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let equipe = suite.territory(code).await;
    (clock, suite, equipe)
}

/// Somebody who entered on 12 February 2026: their file and the path of their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str, commune: &'static str) -> (Dossier, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&equipe.parcours(&dossier).await.unwrap()));
    (dossier, parcours)
}

/// The commission corrects the day of an entry that was told to be on `remplace`.
async fn corriger(equipe: &Equipe, dossier: &Dossier, remplace: &str, entree_le: &str) -> Result<Value, Refus> {
    let path = format!("/v1/candidatures/{}/entree", dossier.candidature);
    let body = json!({ "entree_le": entree_le, "remplace": remplace, "motif": "séance reportée" });
    equipe.animation.post(&path, body).await
}

/// A parcours, once it begins on this day.
async fn commence(equipe: &Equipe, parcours: &str, le: &str) -> Value {
    let there = |one: &Value| (one["entree_le"] == le).then(|| one.clone());
    wait_for(&equipe.referent, parcours, there).await.unwrap()
}

/// The states of a parcours, with their first days.
fn etats(told: &Value) -> Vec<(&str, &str)> {
    let periodes = told["periodes"].as_array().unwrap();
    periodes.iter().map(|one| (one["etat"].as_str().unwrap(), one["du"].as_str().unwrap())).collect()
}

fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

/// What a parcours says of facts that precede its entry.
fn anterieurs(parcours: &Value) -> Vec<String> {
    let said = parcours["echeances"].as_array().unwrap().iter();
    let said = said.filter(|one| one["regle"] == "fait_avant_l_entree");
    said.map(|one| one["explication"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_entry_moves_the_parcours_and_what_was_known_of_it_stays() {
    let (clock, suite, dijon) = a("dijon", "2026-03-10T09:00:00Z").await;
    let (dossier, parcours) = entre(&dijon, "Camille", "21231").await;
    clock.set(t("2026-03-11T09:00:00Z"));
    let login =
        async |role: &str| suite.anonymous().login(&format!("{role}@dijon.example"), MOT_DE_PASSE).await.unwrap();
    let dijon = Equipe { referent: login("referent").await, animation: login("animation").await, ..dijon };
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let body = json!({ "entree_le": "2026-02-20", "remplace": "2026-02-12", "motif": "séance reportée" });
    let refus = dijon.referent.post(&format!("{candidature}/entree"), body).await.unwrap_err();
    assert_eq!(refus.status, 403, "the commission corrects");
    let to = async |jour: &str| corriger(&dijon, &dossier, "2026-02-12", jour).await;
    assert_eq!(refused(&to("2026-02-01").await.unwrap_err()), (422, "/entree_le"), "before the filing");
    assert_eq!(refused(&to("2026-03-12").await.unwrap_err()), (422, "/entree_le"), "tomorrow");
    assert_eq!(refused(&to("2026-02-12").await.unwrap_err()), (422, "/entree_le"), "where it is");
    let unseen = corriger(&dijon, &dossier, "2026-02-11", "2026-02-20").await.unwrap_err();
    assert_eq!(unseen.status, 409, "another day was told");
    let sessions = dijon.animation.get("/v1/commissions").await.unwrap();
    let papers = format!("/v1/commissions/{}/documents", id(&sessions["elements"][0]));
    let papers = async || dijon.animation.get(&papers).await.unwrap().as_array().unwrap().len();
    let made = papers().await;

    let corrected = to("2026-02-20").await.unwrap();
    assert_eq!(corrected["entree_le"], "2026-02-20");
    let former = &corrected["entrees_remplacees"][0];
    let told = (&former["entree_le"], &former["motif"], &former["corrigee_le"]);
    assert_eq!(told, (&json!("2026-02-12"), &json!("séance reportée"), &json!("2026-03-11")));
    assert!(former["par_nom"].is_string(), "{former}");
    assert_eq!(papers().await, made * 2, "its papers are made anew, and the former stay");

    let moved = commence(&dijon, &parcours, "2026-02-20").await;
    assert_eq!(etats(&moved), [("en_accompagnement", "2026-02-20")]);
    assert_eq!(moved["affectations"][0]["du"], "2026-02-20");
    let known = async |le: &str| dijon.referent.get(&format!("{parcours}/etats?connu_le={le}")).await.unwrap();
    assert_eq!(etats(&known("2026-03-10").await), [("en_accompagnement", "2026-02-12")], "as it was known");
    assert_eq!(etats(&known("2026-03-11").await), [("en_accompagnement", "2026-02-20")]);
    let query = format!("/v1/echeances?regle=ecart_sans_etape&referent={}&au=2026-12-31", dijon.referent_id);
    let due = dijon.referent.get(&query).await.unwrap();
    assert_eq!(due["elements"][0]["limite"], "2026-06-20", "four months from the entry that holds");

    assert_eq!(to("2026-02-05").await.unwrap_err().status, 409, "it was corrected meanwhile");
    corriger(&dijon, &dossier, "2026-02-20", "2026-02-02").await.unwrap();
    let earlier = commence(&dijon, &parcours, "2026-02-02").await;
    assert_eq!(etats(&earlier), [("en_accompagnement", "2026-02-02")], "the very day of the filing");
    let seen = dijon.referent.get(&candidature).await.unwrap();
    let former: Vec<_> = seen["entrees_remplacees"].as_array().unwrap().iter().map(|one| &one["entree_le"]).collect();
    assert_eq!(former, ["2026-02-12", "2026-02-20"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_moves_and_moves_back_finds_the_référents_of_the_days_between() {
    let (_clock, _suite, dijon) = a("dijon", "2026-03-10T09:00:00Z").await;
    let other = dijon.recruter("Dominique", "referent", None).await.unwrap();
    let (dossier, parcours) = entre(&dijon, "Camille", "21231").await;
    let leave = json!({ "referent": other, "des_le": "2026-02-14", "jusqu_au": "2026-02-18", "motif": "congé" });
    let before = dijon.animation.post(&format!("{parcours}/referent"), leave).await.unwrap()["affectations"].clone();
    assert_eq!(before.as_array().unwrap().len(), 3, "{before}");
    corriger(&dijon, &dossier, "2026-02-12", "2026-02-20").await.unwrap();
    let moved = commence(&dijon, &parcours, "2026-02-20").await;
    assert_eq!(moved["affectations"].as_array().unwrap().len(), 1, "the days of before are hidden");
    corriger(&dijon, &dossier, "2026-02-20", "2026-02-12").await.unwrap();
    let back = commence(&dijon, &parcours, "2026-02-12").await;
    assert_eq!(back["affectations"], before, "as they were");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lived_elsewhere_on_that_day_did_not_enter_then() {
    let (_clock, _suite, lyon) = a("lyon", "2026-03-10T09:00:00Z").await;
    let (dossier, _) = entre(&lyon, "Camille", "69383").await;
    let homes = format!("/v1/participants/{}/adresses", dossier.participant);
    for (commune, code_postal, depuis) in [("63113", "63000", "2026-01-01"), ("69383", "69003", "2026-02-10")] {
        let home = json!({ "code_postal": code_postal, "commune": commune, "depuis": depuis, "source": "bail" });
        lyon.referent.post(&homes, home).await.unwrap();
    }
    let away = corriger(&lyon, &dossier, "2026-02-12", "2026-02-09").await.unwrap_err();
    assert_eq!(refused(&away), (422, "/entree_le"));
    assert_eq!(away.body["errors"][0]["code"], "ineligible", "{}", away.body);
    let moved = corriger(&lyon, &dossier, "2026-02-12", "2026-02-10").await.unwrap();
    let missing = moved["entrees_remplacees"][0]["manques"].as_array().unwrap();
    assert!(!missing.is_empty(), "what is still to prove of that day is kept with it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_began_before_the_new_day_is_shown_on_the_parcours_and_stops_no_feed() {
    let (_clock, _suite, lyon) = a("lyon", "2026-03-10T09:00:00Z").await;
    let (dossier, parcours) = entre(&lyon, "Camille", "69383").await;
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-02-16", "fin_prevue": "2026-12-31" });
    let step = id(&lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap());
    lyon.confier(&dossier.participant, &step, "2026-02-12").await.unwrap();
    lyon.operateur.post(&format!("/v1/etapes/{step}/demarrage"), json!({ "le": "2026-02-16" })).await.unwrap();
    corriger(&lyon, &dossier, "2026-02-12", "2026-02-17").await.unwrap();
    let late = commence(&lyon, &parcours, "2026-02-17").await;
    assert_eq!(etats(&late), [("en_etape", "2026-02-17")]);
    let said = anterieurs(&late);
    assert!(said.len() == 1 && said[0].contains("Atelier CV") && said[0].contains("16/02/2026"), "{said:?}");
    corriger(&lyon, &dossier, "2026-02-17", "2026-02-16").await.unwrap();
    let same_day = commence(&lyon, &parcours, "2026-02-16").await;
    assert_eq!(anterieurs(&same_day), [""; 0], "it begins with the entry");
    let (other, next) = entre(&lyon, "Denise", "69383").await;
    assert_eq!(commence(&lyon, &next, "2026-02-12").await["candidature"], json!(other.candidature), "the feed goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_not_moved_past_the_exit() {
    let (_clock, _suite, lyon) = a("lyon", "2026-03-10T09:00:00Z").await;
    let (dossier, parcours) = entre(&lyon, "Camille", "69383").await;
    let left = json!({ "motif": "demenagement", "le": "2026-03-02" });
    lyon.animation.post(&format!("{parcours}/fin"), left).await.unwrap();
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let over = |one: &Value| one["suivi_termine_le"].is_string().then(|| one.clone());
    wait_for(&lyon.referent, &candidature, over).await.unwrap();
    let to = async |jour: &str| corriger(&lyon, &dossier, "2026-02-12", jour).await;
    assert_eq!(refused(&to("2026-03-02").await.unwrap_err()), (422, "/entree_le"), "the first day out");
    to("2026-03-01").await.unwrap();
    let moved = commence(&lyon, &parcours, "2026-03-01").await;
    assert_eq!(etats(&moved), [("en_accompagnement", "2026-03-01"), ("sorti", "2026-03-02")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participation_that_keeps_the_former_day_says_so_and_is_never_moved() {
    let (_clock, _suite, lyon) = a("lyon", "2026-03-10T09:00:00Z").await;
    let (dossier, parcours) = entre(&lyon, "Camille", "69383").await;
    let operation = json!({ "numero": "202600127", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00" });
    let operation = id(&lyon.gestionnaire.post("/v1/operations", operation).await.unwrap());
    let enters = json!({ "participant": dossier.participant, "entree_le": "2026-02-13" });
    let path = format!("/v1/operations/{operation}/participations");
    let taken = lyon.gestionnaire.post(&path, enters).await.unwrap();
    assert_eq!(taken["entree_deplacee"], Value::Null);
    corriger(&lyon, &dossier, "2026-02-12", "2026-02-14").await.unwrap();
    let path = format!("/v1/participations/{}", id(&taken));
    let told = |one: &Value| one["entree_deplacee"].is_object().then(|| one.clone());
    let shown = wait_for(&lyon.gestionnaire, &path, told).await.unwrap();
    assert_eq!(shown["entree_deplacee"], json!({ "avant": "2026-02-12", "entree_le": "2026-02-14" }));
    assert_eq!(shown["entree_le"], "2026-02-13", "entered, never deduced");
    corriger(&lyon, &dossier, "2026-02-14", "2026-02-13").await.unwrap();
    commence(&lyon, &parcours, "2026-02-13").await;
    let agrees = |one: &Value| one["entree_deplacee"].is_null().then(|| one.clone());
    wait_for(&lyon.gestionnaire, &path, agrees).await.unwrap();
}

/// A collective action of the PLIE, held on this day.
async fn forum(equipe: &Equipe, le: &str) -> Value {
    let action = json!({ "nom": "Forum des métiers", "le": le, "structure": equipe.operateur_structure });
    equipe.animation.post("/v1/actions-collectives", action).await.unwrap()
}

/// It retains somebody of whom nothing was signed yet.
async fn retenir(
    equipe: &Equipe,
    action: &Value,
    prenom: &str,
    commune: &str,
    deposee_le: &str,
) -> Result<Value, Refus> {
    let personne =
        json!({ "nom": "Faure", "prenom": prenom, "date_naissance": "1990-04-02", "sexe": "F", "commune": commune });
    let nouvelle = json!({ "personne": personne, "deposee_le": deposee_le, "signatures": [] });
    let body = json!({ "referent": equipe.referent_id, "nouvelle": nouvelle });
    equipe.animation.post(&format!("/v1/actions-collectives/{}/retenus", id(action)), body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_a_collective_action_retains_enters_on_its_day_and_the_next_commission_takes_note() {
    let (clock, suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let far = json!({ "tenue_le": "2015-04-02" });
    clermont.animation.post("/v1/commissions", far).await.unwrap();
    let session = json!({ "tenue_le": "2015-03-19" });
    let session =
        format!("/v1/commissions/{}", id(&clermont.animation.post("/v1/commissions", session).await.unwrap()));
    let tomorrow = forum(&clermont, "2015-03-11").await;
    assert_eq!(tomorrow["actions"][0]["possible"], false, "{tomorrow}");
    assert_eq!(retenir(&clermont, &tomorrow, "Flora", "63113", "2015-03-10").await.unwrap_err().status, 409);
    let action = forum(&clermont, "2015-03-10").await;
    let away = retenir(&clermont, &action, "Fleur", "69123", "2015-03-10").await.unwrap_err();
    assert_eq!(refused(&away), (422, "/nouvelle"), "she lives elsewhere: {}", away.body);
    let retained = retenir(&clermont, &action, "Fanny", "63113", "2015-03-10").await.unwrap();
    let fanny = &retained["retenus"][0];
    assert_eq!((&fanny["participant_nom"], &fanny["actee_le"]), (&json!("Fanny Faure"), &Value::Null));

    let candidature = format!("/v1/candidatures/{}", fanny["candidature"].as_str().unwrap());
    let seen = clermont.referent.get(&candidature).await.unwrap();
    let entered = &seen["entree_collective"];
    assert_eq!(
        (&seen["etat"], &seen["entree_le"], &entered["a_acter"]),
        (&json!("affectee"), &json!("2015-03-10"), &json!(true))
    );
    let said = |seen: &Value| {
        let rules = seen["echeances"].as_array().unwrap().iter().map(|one| one["regle"].as_str().unwrap().to_owned());
        rules.collect::<Vec<_>>()
    };
    let due = "signatures_candidature".to_owned();
    assert!(said(&seen).contains(&"entree_a_acter".to_owned()) && said(&seen).contains(&due), "{:?}", said(&seen));
    let opened = |page: &Value| {
        let mut all = page["elements"].as_array()?.iter();
        all.find(|one| one["participant"] == fanny["participant"]).cloned()
    };
    let parcours = wait_for(&clermont.referent, "/v1/parcours", opened).await.unwrap();
    assert_eq!(parcours["entree_le"], "2015-03-10");
    let no = clermont.referent.post(&format!("{candidature}/non-entree"), json!({ "motif": "abandon" })).await;
    assert_eq!(no.unwrap_err().status, 409, "she entered");

    let agenda = clermont.animation.get(&session).await.unwrap();
    let asked = &agenda["demandes"][0];
    assert_eq!((&asked["nature"], &asked["pour_information"]), (&json!("entree_collective"), &json!(true)));
    assert_eq!(asked["objet"], "entrée par l'action collective « Forum des métiers » du 10/03/2015");
    let decide = async |decision: &str| {
        let decision = json!({ "demande": asked["demande"], "decision": decision, "motif": "dit en séance" });
        clermont.animation.post(&format!("{session}/demandes/decisions"), decision).await
    };
    assert_eq!(decide("refusee").await.unwrap_err().status, 422, "it took effect already");
    decide("prise_acte").await.unwrap();
    for signataire in ["participant", "prescripteur"] {
        let signature = json!({ "signataire": signataire, "signe_le": "2015-03-10" });
        clermont.referent.post(&format!("{candidature}/signatures"), signature.clone()).await.unwrap();
        let again = clermont.referent.post(&format!("{candidature}/signatures"), signature).await.unwrap_err();
        assert_eq!(again.status, 409, "given once");
    }
    clock.set(t("2015-03-19T12:00:00Z"));
    let login =
        async |role: &str| suite.anonymous().login(&format!("{role}@clermont.example"), MOT_DE_PASSE).await.unwrap();
    let (animation, referent) = (login("animation").await, login("referent").await);
    let present = json!({ "presents": [clermont.membre_id, clermont.animation_id] });
    animation.post(&format!("{session}/cloture"), present).await.unwrap();
    let noted = referent.get(&candidature).await.unwrap();
    let told = (&noted["etat"], &noted["entree_le"], &noted["decidee_le"], &noted["entree_collective"]["a_acter"]);
    assert_eq!(told, (&json!("validee"), &json!("2015-03-10"), &json!("2015-03-19"), &json!(false)));
    assert!(!said(&noted).contains(&due) && !said(&noted).contains(&"entree_a_acter".to_owned()), "{:?}", said(&noted));
    let contract = json!({ "candidature": fanny["candidature"] });
    referent.post("/v1/contrats", contract).await.expect("as whoever the commission let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_candidature_that_was_filed_is_retained_and_waits_for_a_session_that_is_not_planned_yet() {
    let (_clock, _suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let personne = Personne { nom: "Gilles", prenom: "Guy", naissance: "1980-05-20", sexe: "M", commune: "63113" };
    let dossier = clermont.deposer(personne, "2015-03-03", "2015-03-04").await.unwrap();
    let held = |le: &'static str| forum(&clermont, le);
    let retenir = async |action: &Value| {
        let body = json!({ "referent": clermont.referent_id, "candidature": dossier.candidature });
        clermont.animation.post(&format!("/v1/actions-collectives/{}/retenus", id(action)), body).await
    };
    let early = held("2015-03-02").await;
    assert_eq!(retenir(&early).await.unwrap_err().status, 409, "the day before the filing");
    let action = held("2015-03-03").await;
    retenir(&action).await.unwrap();
    assert_eq!(retenir(&action).await.unwrap_err().status, 409, "once");
    let elsewhere = json!({ "instance": "commission", "tenue_le": "2015-03-02" });
    let before = clermont.animation.post("/v1/commissions", elsewhere).await.unwrap();
    assert_eq!(before["demandes"], json!([]), "it sat before");
    let next = clermont.animation.post("/v1/commissions", json!({ "tenue_le": "2015-03-19" })).await.unwrap();
    assert_eq!(next["demandes"][0]["participant_nom"], "Guy Gilles", "{next}");
    let later = clermont.animation.post("/v1/commissions", json!({ "tenue_le": "2015-04-02" })).await.unwrap();
    assert_eq!(later["demandes"], json!([]), "one session takes note of it");
    let listed = clermont.referent.get("/v1/actions-collectives?du=2015-03-03&au=2015-03-03").await.unwrap();
    assert_eq!(listed["elements"].as_array().unwrap().len(), 1);
}

/// Somebody signs in again, on another day.
async fn login(suite: &TestSuite, role: &str) -> Api {
    suite.anonymous().login(&format!("{role}@clermont.example"), MOT_DE_PASSE).await.unwrap()
}

/// A session of the commission, by its path.
async fn seance(api: &Api, tenue_le: &str) -> String {
    format!("/v1/commissions/{}", id(&api.post("/v1/commissions", json!({ "tenue_le": tenue_le })).await.unwrap()))
}

/// The commission takes note of all the entries of its agenda, and closes.
async fn prendre_acte(equipe: &Equipe, animation: &Api, session: &str) {
    let agenda = animation.get(session).await.unwrap();
    for asked in agenda["demandes"].as_array().unwrap() {
        let noted = json!({ "demande": asked["demande"], "decision": "prise_acte", "motif": "dit en séance" });
        animation.post(&format!("{session}/demandes/decisions"), noted).await.unwrap();
    }
    let present = json!({ "presents": [equipe.membre_id, equipe.animation_id] });
    animation.post(&format!("{session}/cloture"), present).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_left_an_agenda_comes_before_the_next_session_by_itself() {
    let (clock, suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let first = seance(&clermont.animation, "2015-03-19").await;
    let next = seance(&clermont.animation, "2015-04-02").await;
    let action = forum(&clermont, "2015-03-10").await;
    let retained = retenir(&clermont, &action, "Fanny", "63113", "2015-03-10").await.unwrap();
    let fanny = retained["retenus"][0]["participant"].as_str().unwrap().to_owned();
    let motif = json!({ "motif": "exactitude contestée" });
    let limitation = format!("/v1/participants/{fanny}/limitation");
    clermont.direction.post(&limitation, motif.clone()).await.unwrap();

    clock.set(t("2015-03-19T12:00:00Z"));
    let (animation, direction) = (login(&suite, "animation").await, login(&suite, "direction").await);
    let present = json!({ "presents": [clermont.membre_id, clermont.animation_id] });
    let closed = animation.post(&format!("{first}/cloture"), present).await.unwrap();
    assert_eq!(closed["demandes"], json!([]), "nothing is noted of whom processing is restricted");
    assert_eq!(animation.get(&next).await.unwrap()["demandes"], json!([]));
    direction.post(&format!("{limitation}/levee"), motif).await.unwrap();
    let listed = |seen: &Value| (seen["demandes"][0]["participant"] == json!(fanny)).then(|| seen.clone());
    let seen = wait_for(&animation, &next, listed).await.unwrap();
    assert_eq!(seen["demandes"].as_array().unwrap().len(), 1, "once");
    let later = animation.post("/v1/commissions", json!({ "tenue_le": "2015-04-16" })).await.unwrap();
    assert_eq!(later["demandes"], json!([]), "one session takes note of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_comes_before_the_first_session_that_is_held_whichever_moves_or_is_cancelled() {
    let (_clock, _suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let animation = &clermont.animation;
    let first = seance(animation, "2015-03-19").await;
    let next = seance(animation, "2015-04-02").await;
    let action = forum(&clermont, "2015-03-10").await;
    let retained = retenir(&clermont, &action, "Fanny", "63113", "2015-03-10").await.unwrap();
    let fanny = retained["retenus"][0]["participant"].clone();
    let on = async |session: &str| {
        let listed = |seen: &Value| (seen["demandes"][0]["participant"] == fanny).then(|| seen.clone());
        wait_for(animation, session, listed).await.unwrap();
    };
    on(&first).await;
    let moved = async |de: &str, vers: &str| {
        let body = json!({ "tenue_le": vers, "remplace": de });
        animation.post(&format!("{first}/deplacements"), body).await.unwrap()["demandes"].clone()
    };
    assert_eq!(moved("2015-03-19", "2015-03-26").await[0]["participant"], fanny, "it is the first one still");
    assert_eq!(moved("2015-03-26", "2015-04-16").await, json!([]), "another one sits before");
    on(&next).await;
    animation.post(&format!("{next}/annulation"), json!({ "motif": "le quorum ne sera pas atteint" })).await.unwrap();
    on(&first).await;
    assert_eq!(moved("2015-04-16", "2015-03-10").await[0]["participant"], fanny, "the day on which she entered");
    assert_eq!(moved("2015-03-10", "2015-03-09").await, json!([]), "the day before");
    let last = seance(animation, "2015-05-07").await;
    on(&last).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_referred_somebody_is_written_to_of_the_entry_that_the_commission_noted() {
    let (clock, suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let session = seance(&clermont.animation, "2015-03-19").await;
    let action = forum(&clermont, "2015-03-10").await;
    let mut all = Vec::new();
    for (prenom, accord) in [("Guy", None), ("Gisèle", Some(true)), ("Gaël", Some(false))] {
        let personne = Personne { nom: "Gilles", prenom, naissance: "1980-05-20", sexe: "M", commune: "63113" };
        let dossier = clermont.deposer(personne, "2015-03-03", "2015-03-04").await.unwrap();
        let body = json!({ "referent": clermont.referent_id, "candidature": dossier.candidature });
        clermont.animation.post(&format!("/v1/actions-collectives/{}/retenus", id(&action)), body).await.unwrap();
        if let Some(accord) = accord {
            let said = json!({ "finalite": "partage", "partenaire": clermont.prescripteur_structure, "accord": accord,
                "recueilli_le": "2015-03-10" });
            let path = format!("/v1/participants/{}/consentements", dossier.participant);
            clermont.referent.post(&path, said).await.unwrap();
        }
        all.push(dossier);
    }
    clock.set(t("2015-03-19T12:00:00Z"));
    let (animation, prescripteur) = (login(&suite, "animation").await, login(&suite, "prescripteur").await);
    prendre_acte(&clermont, &animation, &session).await;

    let papers = format!("{session}/documents");
    let made = animation.get(&papers).await.unwrap();
    let of = |nature: &str| made.as_array().unwrap().iter().filter(|one| one["nature"] == nature).collect::<Vec<_>>();
    let letters = of("courrier");
    assert_eq!(letters.len(), 2, "of Guy and of Gisèle, and nothing of Gaël: {made}");
    let mut words = Vec::new();
    for letter in &letters {
        words.push(read(&pdf(&suite, &animation, &format!("/v1/documents/{}/pdf", id(letter))).await));
    }
    for (prenom, motive) in [("Guy", false), ("Gisèle", true)] {
        let page = words.iter().find(|page| page.contains(prenom)).unwrap();
        for said in ["a pris acte de", "son entrée par une action collective", "10 mars 2015", "signer son contrat"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(!page.contains("décision suivante"), "nobody decided: {page}");
        assert_eq!(page.contains("dit en séance"), motive, "why is told of who shares: {page}");
    }
    let sent = json!({ "le": "2015-03-19", "canal": "espace" });
    let extract = id(of("extrait")[0]);
    animation.post(&format!("/v1/documents/{extract}/envoi"), sent).await.unwrap();
    let own = prescripteur.get(&format!("/v1/extraits/{extract}")).await.unwrap();
    let said = |one: &Value| ["prenom", "decision", "entree_le"].map(|key| one[key].as_str().unwrap().to_owned());
    let mut lines: Vec<_> = own["lignes"].as_array().unwrap().iter().map(said).collect();
    lines.sort();
    let entered = |prenom: &str| {
        [prenom.to_owned(), "entrée par une action collective : prise d'acte".to_owned(), "2015-03-10".to_owned()]
    };
    assert_eq!(lines, [entered("Gisèle"), entered("Guy")]);

    let corrected =
        json!({ "entree_le": "2015-03-09", "remplace": "2015-03-10", "motif": "le forum a commencé la veille" });
    animation.post(&format!("/v1/candidatures/{}/entree", all[0].candidature), corrected).await.unwrap();
    let again = animation.get(&papers).await.unwrap();
    let more = again.as_array().unwrap().iter().filter(|one| one["nature"] == "courrier").count();
    assert_eq!(more, 3, "the letter that bore the former day is made anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_entered_by_a_collective_action_has_six_weeks_for_a_diagnosis_that_ends_with_it() {
    let (clock, suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let session = seance(&clermont.animation, "2015-03-19").await;
    let action = forum(&clermont, "2015-03-10").await;
    let retained = retenir(&clermont, &action, "Fanny", "63113", "2015-03-10").await.unwrap();
    let candidature = format!("/v1/candidatures/{}", retained["retenus"][0]["candidature"].as_str().unwrap());
    let query = "/v1/echeances?regle=delai_diagnostic&au=2015-12-31";
    let one = wait_for(&clermont.referent, query, |page| page["elements"].get(0).cloned()).await.unwrap();
    assert_eq!((&one["limite"], &one["participant_nom"]), (&json!("2015-04-21"), &json!("Fanny Faure")));

    clock.set(t("2015-03-19T12:00:00Z"));
    let animation = login(&suite, "animation").await;
    prendre_acte(&clermont, &animation, &session).await;
    clock.set(t("2015-04-22T09:00:00Z"));
    let referent = login(&suite, "referent").await;
    let late = referent.get("/v1/echeances?regle=delai_diagnostic").await.unwrap();
    assert_eq!(late["elements"][0]["etat"], "depassee", "{late}");
    let seen = referent.get(&candidature).await.unwrap();
    let may = seen["actions"].as_array().unwrap().iter().find(|one| one["nom"] == "diagnostic").unwrap();
    assert_eq!(may["possible"], true, "the commission took note without it: {may}");
    let made = json!({ "etabli_le": "2015-04-22", "elements": [{ "theme": "mobilite", "nature": "frein", "texte": "permis" }] });
    referent.post(&format!("{candidature}/diagnostic"), made).await.unwrap();
    let over = |page: &Value| page["elements"].as_array()?.is_empty().then(|| page.clone());
    wait_for(&referent, query, over).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_corrections_at_once_of_an_entry_without_session_one_is_done_and_neither_waits_for_the_other() {
    let (_clock, _suite, clermont) = a("clermont", "2015-03-10T09:00:00Z").await;
    let action = forum(&clermont, "2015-03-10").await;
    let retained = retenir(&clermont, &action, "Fanny", "63113", "2015-02-02").await.unwrap();
    let path = format!("/v1/candidatures/{}/entree", retained["retenus"][0]["candidature"].as_str().unwrap());
    let mut before = "2015-03-10".to_owned();
    for week in ["02", "03", "04", "05", "06", "07"] {
        let to = |jour: String| json!({ "entree_le": jour, "remplace": before, "motif": "erreur de saisie" });
        let (one, other) = (to(format!("2015-02-{week}")), to(format!("2015-03-{week}")));
        let (one, other) = tokio::join!(clermont.animation.post(&path, one), clermont.animation.post(&path, other));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let (done, refus) = if one.is_ok() { (one, other) } else { (other, one) };
        assert_eq!(refus.unwrap_err().status, 409, "it was corrected meanwhile");
        before = done.unwrap()["entree_le"].as_str().unwrap().to_owned();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_enters_by_a_collective_action_where_the_territory_does_not_say_so() {
    let (_clock, _suite, lyon) = a("lyon", "2026-03-10T09:00:00Z").await;
    let action = forum(&lyon, "2026-03-10").await;
    let refus = retenir(&lyon, &action, "Fanny", "69383", "2026-03-10").await.unwrap_err();
    assert_eq!((refus.status, &refus.body["detail"]), (409, &action["actions"][0]["raison"]));
}
