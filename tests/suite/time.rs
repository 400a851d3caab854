//! Agenda, signatures, time sheets and their ledger (scenario S6).

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::{Clock, Service};
use plie::demo::{Equipe, MOT_DE_PASSE, Personne, Seance, rendez_vous_sans_depart, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

use crate::entree::{pdf, read};

const P: Personne = Personne { nom: "Petit", prenom: "Pascale", naissance: "1985-01-10", sexe: "F", commune: "71076" };

async fn someone(equipe: &Equipe) -> String {
    let person = json!({ "nom": P.nom, "prenom": P.prenom, "date_naissance": P.naissance, "sexe": P.sexe, "commune": P.commune });
    let file = equipe.referent.post("/v1/participants", person).await.unwrap();
    file["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_in_two_places_at_once() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let nine = Seance { debut: "2026-03-12T09:00:00+01:00", fin: "2026-03-12T10:00:00+01:00" };
    let half_past = Seance { debut: "2026-03-12T09:30:00+01:00", fin: "2026-03-12T11:30:00+01:00" };
    let ten = Seance { debut: "2026-03-12T10:00:00+01:00", fin: "2026-03-12T11:00:00+01:00" };
    chalon.prevoir("entretien", "Suivi", &[&person], nine, None).await.unwrap();
    let refused = chalon.prevoir("atelier", "Atelier CV", &[&person], half_past, None).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "chevauchement"));
    assert_eq!(refused.body["detail"], "L'animateur a déjà « Suivi » de 09:00 à 10:00.");
    chalon.prevoir("entretien", "Suivi", &[&person], ten, None).await.expect("one may follow the other");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_appointment_leaves_its_time_to_another() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let nine = || Seance { debut: "2026-03-12T09:00:00+01:00", fin: "2026-03-12T10:00:00+01:00" };
    let first = chalon.prevoir("entretien", "Suivi", &[&person], nine(), None).await.unwrap();
    chalon.referent.post(&format!("/v1/rendez-vous/{first}/annulation"), json!({})).await.unwrap();
    chalon.prevoir("entretien", "Suivi", &[&person], nine(), None).await.expect("the time is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_spring_night_lasts_one_hour_less() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let night = Seance { debut: "2026-03-29T01:30:00+01:00", fin: "2026-03-29T03:30:00+02:00" };
    let id = chalon.prevoir("atelier", "Nuit de l'emploi", &[&person], night, None).await.unwrap();
    assert_eq!(chalon.referent.get(&format!("/v1/rendez-vous/{id}")).await.unwrap()["minutes"], 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_signed_twice_frozen_and_reopened_with_a_reason() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let meeting = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], meeting, None).await.unwrap();
    let sheet = chalon.referent.post("/v1/feuilles", json!({ "mois": "2026-03-01" })).await.unwrap();
    let path = format!("/v1/feuilles/{}", sheet["id"].as_str().unwrap());
    let sign = async |who: &plie::demo::Api| who.post(&format!("{path}/signatures"), json!({})).await;

    assert_eq!(sign(&chalon.referent).await.unwrap_err().slug(), "feuille-incoherente", "an appointment is still open");
    rendez_vous_tenu(&chalon.referent, &id, &[&person], meeting).await.unwrap();
    chalon.referent.post("/v1/conges", json!({ "du": "2026-03-16", "au": "2026-03-20" })).await.unwrap();
    assert_eq!(
        sign(&chalon.referent).await.unwrap_err().slug(),
        "feuille-incoherente",
        "an interview on a day of leave"
    );
    let said = json!({ "nature": "jour_de_conge", "jour": "2026-03-16", "motif": "congé annulé le matin même" });
    chalon.referent.post(&format!("{path}/explications"), said).await.unwrap();

    assert_eq!(sign(&chalon.referent).await.unwrap()["etat"], "signee_agent");
    assert_eq!(sign(&chalon.prescripteur).await.unwrap_err().status, 403);
    assert_eq!(sign(&chalon.direction).await.unwrap()["etat"], "certifiee");
    let more = json!({ "jour": "2026-03-17", "minutes": 60, "categorie": "administratif", "libelle": "oubli" });
    assert_eq!(chalon.referent.post("/v1/activites", more.clone()).await.unwrap_err().slug(), "feuille-figee");
    let reopened = chalon
        .direction
        .post(&format!("{path}/reouverture"), json!({ "motif": "une activité oubliée" }))
        .await
        .unwrap();
    assert_eq!(
        (&reopened["etat"], &reopened["version"], &reopened["agent_le"]),
        (&json!("composee"), &json!(2), &Value::Null)
    );
    chalon.referent.post("/v1/activites", more).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_byte_changed_in_the_database_is_found_by_the_ledger() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let meeting = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], meeting, None).await.unwrap();
    rendez_vous_tenu(&chalon.referent, &id, &[&person], meeting).await.unwrap();
    let verified = chalon.controleur.get("/v1/registre/verification").await.unwrap();
    assert_eq!((&verified["intact"], &verified["entrees"]), (&json!(true), &json!(4)));

    // Not even the service may alter it; an administrator of the database may, and it shows.
    let mut service = AsyncPgConnection::establish(&suite.layout.bases.url(Service::Emargement)).await.unwrap();
    let scoped = format!("BEGIN; SELECT set_config('app.territoire', '{}', true);", chalon.territoire);
    let refused = service.batch_execute(&format!("{scoped} UPDATE registre SET contenu = 'x'; COMMIT")).await;
    assert!(refused.unwrap_err().to_string().contains("permission denied"));
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin
        .batch_execute(
            "UPDATE emargement.registre SET contenu = replace(contenu, 'dessinee', 'papier!!') WHERE seq = 3",
        )
        .await
        .unwrap();
    let broken = chalon.controleur.get("/v1/registre/verification").await.unwrap();
    assert_eq!((&broken["intact"], &broken["premiere_rupture"]), (&json!(false), &json!(3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signed_root_of_the_day_before_still_verifies_when_a_later_entry_is_altered() {
    let evening = t("2026-03-16T17:00:00Z");
    let clock = Clock::fixed(evening);
    let mut suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let monday = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], monday, None).await.unwrap();
    rendez_vous_tenu(&chalon.referent, &id, &[&person], monday).await.unwrap();
    assert_eq!(chalon.controleur.get("/v1/registre/racines").await.unwrap(), json!([]), "the day has not ended");

    // Half past midnight in Paris, half past eleven of the same day in London.
    clock.set(t("2026-03-16T23:30:00Z"));
    suite.restart().await;
    let login = async |role: &str| {
        suite.anonymous().login(&format!("{role}@grand-chalon.example"), MOT_DE_PASSE).await.unwrap()
    };
    let controleur = login("controleur").await;
    let first = |roots: &Value| roots.as_array()?.first().cloned();
    let root = wait_for(&controleur, "/v1/registre/racines", first).await.unwrap();
    assert_eq!((&root["jour"], &root["seq"]), (&json!("2026-03-16"), &json!(4)));

    clock.set(t("2026-03-17T17:00:00Z"));
    let (referent, controleur) = (login("referent").await, login("controleur").await);
    let tuesday = Seance { debut: "2026-03-17T09:00:00+01:00", fin: "2026-03-17T10:00:00+01:00" };
    let chalon = Equipe { referent, ..chalon };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], tuesday, None).await.unwrap();
    rendez_vous_tenu(&chalon.referent, &id, &[&person], tuesday).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let alter = |seq: u8| {
        format!("UPDATE emargement.registre SET contenu = replace(contenu, 'dessinee', 'papier!!') WHERE seq = {seq}")
    };
    admin.batch_execute(&alter(6)).await.unwrap();
    let verified = controleur.get("/v1/registre/verification").await.unwrap();
    assert_eq!(verified["premiere_rupture"], 6);
    assert_eq!(verified["racines"], json!([{ "jour": "2026-03-16", "tient": true }]));
    admin.batch_execute(&alter(2)).await.unwrap();
    let verified = controleur.get("/v1/registre/verification").await.unwrap();
    assert_eq!(verified["racines"], json!([{ "jour": "2026-03-16", "tient": false }]), "the day itself was altered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_never_signed_in_advance() {
    let clock = Clock::fixed(t("2026-03-15T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let tomorrow = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], tomorrow, None).await.unwrap();
    let sign = json!({ "signataire": "participant", "participant": person, "moment": "arrivee", "signe_le": tomorrow.debut, "mode": "dessinee" });
    let refused = chalon.referent.post(&format!("/v1/rendez-vous/{id}/emargements"), sign).await.unwrap_err();
    assert_eq!(
        (refused.status, refused.body["detail"].as_str()),
        (422, Some("une signature n'est pas donnée à l'avance"))
    );
    let absent = chalon
        .referent
        .post(&format!("/v1/rendez-vous/{id}/absences"), json!({ "participant": person, "motif": null }))
        .await;
    assert_eq!(absent.unwrap_err().status, 409);
}

/// The sheet of the référent for a month, not signed.
async fn sheet(equipe: &Equipe, mois: &str) -> Value {
    equipe.referent.post("/v1/feuilles", json!({ "mois": mois })).await.unwrap()
}

fn signature(person: Option<&str>, moment: &str, le: &str) -> Value {
    let signataire = if person.is_some() { "participant" } else { "animateur" };
    json!({ "signataire": signataire, "participant": person, "moment": moment, "signe_le": le, "mode": "dessinee" })
}

/// Signs what is given, in order, then ends the appointment.
async fn held(equipe: &Equipe, id: &str, signatures: Vec<Value>) {
    let path = format!("/v1/rendez-vous/{id}");
    for one in signatures {
        equipe.referent.post(&format!("{path}/emargements"), one).await.unwrap();
    }
    equipe.referent.post(&format!("{path}/cloture"), json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hours_that_all_left_after_ten_minutes_prove_ten() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let (start, left, end) = ("2026-03-12T14:00:00+01:00", "2026-03-12T14:10:00+01:00", "2026-03-12T16:00:00+01:00");
    let id = chalon.prevoir("entretien", "Suivi", &[&person], Seance { debut: start, fin: end }, None).await.unwrap();
    let early = signature(Some(&person), "depart", "2026-03-12T12:06:00+01:00");
    let before = chalon
        .referent
        .post(
            &format!("/v1/rendez-vous/{id}/emargements"),
            signature(Some(&person), "arrivee", "2026-03-12T12:00:00+01:00"),
        )
        .await;
    before.expect("one may sign on arriving early");
    let refused = chalon.referent.post(&format!("/v1/rendez-vous/{id}/emargements"), early).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/signe_le")));
    let signed = vec![
        signature(None, "arrivee", start),
        signature(Some(&person), "depart", left),
        signature(None, "depart", left),
    ];
    held(&chalon, &id, signed).await;
    let line = sheet(&chalon, "2026-03-01").await["lignes"][0].clone();
    assert_eq!((&line["minutes"], &line["justifiees"]), (&json!(120), &json!(10)));
    assert_eq!(line["manque"], json!(["110 min comptées au-delà du temps signé"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_at_the_end_of_a_month_belongs_to_both_and_enters_neither_that_is_signed() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let night = Seance { debut: "2026-02-28T23:00:00+01:00", fin: "2026-03-01T01:00:00+01:00" };
    let id = chalon.prevoir("atelier", "Nuit de l'emploi", &[&person], night, None).await.unwrap();
    rendez_vous_tenu(&chalon.referent, &id, &[&person], night).await.unwrap();
    let days = async |mois| {
        let lines = sheet(&chalon, mois).await["lignes"].clone();
        lines.as_array().unwrap().iter().map(|one| (one["jour"].clone(), one["minutes"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(days("2026-02-01").await, [(json!("2026-02-28"), json!(60))]);
    assert_eq!(days("2026-03-01").await, [(json!("2026-03-01"), json!(60))]);
    chalon.certifier("2026-05-01").await.unwrap();
    let late = Seance { debut: "2026-04-30T23:00:00+02:00", fin: "2026-05-01T01:00:00+02:00" };
    let refused = chalon.prevoir("atelier", "Nuit de l'emploi", &[&person], late, None).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "feuille-figee"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_that_is_missing_comes_later_with_its_reason_until_the_sheet_is_signed() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let meeting = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], meeting, None).await.unwrap();
    rendez_vous_sans_depart(&chalon.referent, &id, &person, meeting).await.unwrap();
    assert_eq!(sheet(&chalon, "2026-03-01").await["lignes"][0]["justifiees"], 0);
    chalon.certifier("2026-03-01").await.unwrap();

    let path = format!("/v1/rendez-vous/{id}/emargements");
    let mut late = signature(Some(&person), "depart", meeting.fin);
    let refused = chalon.referent.post(&path, late.clone()).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/motif")));
    late["motif"] = json!("feuille_papier");
    assert_eq!(chalon.referent.post(&path, late.clone()).await.unwrap_err().slug(), "feuille-figee");

    let feuille = format!("/v1/feuilles/{}", text(&sheet(&chalon, "2026-03-01").await["id"]));
    let why = json!({ "motif": "la feuille papier est arrivée" });
    chalon.direction.post(&format!("{feuille}/reouverture"), why).await.unwrap();
    let completed = chalon.referent.post(&path, late.clone()).await.unwrap();
    let presence = &completed["presences"][0];
    assert_eq!(presence["justifiee"], true);
    let collected = &presence["recueil"]["depart"];
    assert_eq!((&collected["par"], &collected["motif"]), (&json!(chalon.referent_id), &json!("feuille_papier")));
    assert_eq!(sheet(&chalon, "2026-03-01").await["lignes"][0]["justifiees"], 60);
    assert_eq!(chalon.referent.post(&path, late).await.unwrap_err().slug(), "conflit", "a signature is given once");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_leave_is_taken_in_a_signed_month() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    chalon.certifier("2026-03-01").await.unwrap();
    for (du, au) in [("2026-03-16", "2026-03-16"), ("2026-02-26", "2026-03-01"), ("2026-03-31", "2026-04-02")] {
        let refused = chalon.referent.post("/v1/conges", json!({ "du": du, "au": au })).await.unwrap_err();
        assert_eq!((refused.status, refused.slug()), (409, "feuille-figee"), "{du}");
    }
    chalon.referent.post("/v1/conges", json!({ "du": "2026-04-01", "au": "2026-04-02" })).await.unwrap();
    let years = json!({ "du": "2026-04-01", "au": "2028-04-01" });
    assert_eq!(chalon.referent.post("/v1/conges", years).await.unwrap_err().body["errors"][0]["pointer"], "/au");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_minute_is_counted_twice() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let meeting = Seance { debut: "2026-03-12T09:00:00+01:00", fin: "2026-03-12T10:00:00+01:00" };
    chalon.prevoir("entretien", "Suivi", &[&person], meeting, None).await.unwrap();
    let spent = async |debut: &str, fin: &str| {
        let hours = (format!("2026-03-12T{debut}:00+01:00"), format!("2026-03-12T{fin}:00+01:00"));
        let body = json!({ "debut": hours.0, "fin": hours.1, "categorie": "administratif", "libelle": "dossiers" });
        chalon.referent.post("/v1/activites", body).await
    };
    let refused = spent("09:59", "10:30").await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "chevauchement"));
    assert_eq!(refused.body["detail"], "Ce temps est déjà pris par un rendez-vous de 09:00 à 10:00.");
    let kept = spent("10:00", "10:30").await.expect("one may follow the other");
    assert_eq!((&kept["jour"], &kept["minutes"]), (&json!("2026-03-12"), &json!(30)));
    assert_eq!(spent("10:29", "10:45").await.unwrap_err().slug(), "chevauchement");
    let crossing = Seance { debut: "2026-03-12T10:15:00+01:00", fin: "2026-03-12T11:00:00+01:00" };
    let refused = chalon.prevoir("entretien", "Suivi", &[&person], crossing, None).await.unwrap_err();
    assert_eq!(refused.body["detail"], "L'animateur a déjà une activité comptée de 10:00 à 10:30.");
    let given = json!({
        "nature": "entretien", "titre": "Suivi", "debut": crossing.debut, "fin": crossing.fin, "lieu": "Maison de l'emploi",
        "participants": [person], "operation": null, "categorie": "entretien", "animateur": chalon.referent_id,
    });
    let refused = chalon.animation.post("/v1/rendez-vous", given).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "chevauchement"));
    assert_eq!(refused.body["detail"], "L'animateur n'est pas libre.", "the time of a colleague is not theirs to read");

    // The database refuses it too, whatever writes there.
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let twice = "UPDATE emargement.temps_pris SET debut = debut - interval '1 minute' WHERE nature = 'activite'";
    let refused = admin.batch_execute(twice).await.unwrap_err();
    assert!(refused.to_string().contains("temps_pris_une_fois"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_recorded_by_mistake_is_withdrawn_with_its_reason_and_frees_its_minutes() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let hours = json!({
        "debut": "2026-03-12T09:00:00+01:00", "fin": "2026-03-12T10:30:00+01:00", "categorie": "administratif", "libelle": "dossiers",
    });
    let activity = chalon.referent.post("/v1/activites", hours.clone()).await.unwrap();
    let path = format!("/v1/activites/{}/retrait", activity["id"].as_str().unwrap());
    let why = json!({ "motif": "saisie sur le mauvais jour" });
    assert_eq!(chalon.direction.post(&path, why.clone()).await.unwrap_err().status, 403, "each withdraws their own");
    let withdrawn = chalon.referent.post(&path, why.clone()).await.unwrap();
    assert_eq!(withdrawn["retrait"]["motif"], "saisie sur le mauvais jour");
    assert_eq!(withdrawn["retrait"]["par"], json!(chalon.referent_id));
    assert_eq!(chalon.referent.post(&path, why.clone()).await.unwrap_err().slug(), "transition-interdite");
    assert_eq!(sheet(&chalon, "2026-03-01").await["total"], 0);
    let listed = chalon.referent.get("/v1/activites").await.unwrap();
    assert_eq!(listed["elements"][0]["retrait"]["motif"], "saisie sur le mauvais jour", "it is kept");
    chalon.referent.post("/v1/activites", hours).await.expect("its minutes are free");

    let leave = json!({ "du": "2026-03-12", "au": "2026-03-12" });
    let leave = chalon.referent.post("/v1/conges", leave).await.unwrap();
    let natures = async || {
        let sheet = sheet(&chalon, "2026-03-01").await;
        let found = sheet["anomalies"].as_array().unwrap().iter().map(|one| one["nature"].as_str().unwrap().to_owned());
        found.collect::<Vec<_>>()
    };
    assert_eq!(natures().await, ["jour_de_conge"]);
    let leave = format!("/v1/conges/{}/retrait", leave["id"].as_str().unwrap());
    assert_eq!(chalon.direction.post(&leave, why.clone()).await.unwrap_err().status, 403);
    assert_eq!(chalon.referent.post(&leave, why.clone()).await.unwrap()["retrait"]["motif"], why["motif"]);
    assert_eq!(natures().await, [""; 0]);

    let again = chalon.referent.get("/v1/activites").await.unwrap();
    let kept = again["elements"].as_array().unwrap().iter().find(|one| one["retrait"].is_null()).unwrap().clone();
    chalon.certifier("2026-03-01").await.unwrap();
    let path = format!("/v1/activites/{}/retrait", kept["id"].as_str().unwrap());
    assert_eq!(chalon.referent.post(&path, why).await.unwrap_err().slug(), "feuille-figee");
}

#[tokio::test(flavor = "multi_thread")]
async fn time_without_hours_is_explained_before_it_is_signed() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let minutes = json!({ "jour": "2026-03-12", "minutes": 90, "categorie": "administratif", "libelle": "dossiers" });
    let half = json!({ "jour": "2026-03-12", "categorie": "administratif", "libelle": "dossiers" });
    let refused = chalon.referent.post("/v1/activites", half).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/minutes")));
    chalon.referent.post("/v1/activites", minutes).await.unwrap();
    assert_eq!(chalon.certifier("2026-03-01").await.unwrap_err().slug(), "feuille-incoherente");
    let composed = sheet(&chalon, "2026-03-01").await;
    assert_eq!(composed["anomalies"][0]["nature"], "sans_horaire");
    assert_eq!(composed["anomalies"][0]["detail"], "1 h 30 comptées sans horaire le 12/03/2026");
    let line = &composed["lignes"][0];
    assert_eq!((&line["justifiees"], &line["justifiee"]), (&json!(0), &json!(false)), "nothing proves it: {line}");
    let path = format!("/v1/feuilles/{}/explications", composed["id"].as_str().unwrap());
    let said = json!({ "nature": "sans_horaire", "jour": "2026-03-12", "motif": "relevé repris d'un carnet" });
    chalon.referent.post(&path, said).await.unwrap();
    chalon.certifier("2026-03-01").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_former_versions_of_a_reopened_sheet_are_read_as_they_were_signed() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let hours = |debut: &str, fin: &str| {
        json!({
            "debut": format!("2026-03-12T{debut}:00+01:00"), "fin": format!("2026-03-12T{fin}:00+01:00"),
            "categorie": "administratif", "libelle": "dossiers",
        })
    };
    chalon.referent.post("/v1/activites", hours("09:00", "10:00")).await.unwrap();
    let signed = chalon.certifier("2026-03-01").await.unwrap();
    let path = format!("/v1/feuilles/{}", signed["id"].as_str().unwrap());
    assert_eq!(chalon.referent.get(&format!("{path}/versions")).await.unwrap()["elements"], json!([]));
    let why = json!({ "motif": "une heure oubliée" });
    chalon.direction.post(&format!("{path}/reouverture"), why).await.unwrap();
    chalon.referent.post("/v1/activites", hours("10:00", "11:00")).await.unwrap();
    chalon.certifier("2026-03-01").await.unwrap();
    let why = json!({ "motif": "encore une" });
    chalon.direction.post(&format!("{path}/reouverture"), why).await.unwrap();

    let versions = chalon.referent.get(&format!("{path}/versions")).await.unwrap();
    let told: Vec<_> = versions["elements"].as_array().unwrap().iter().collect();
    let read: Vec<_> = told.iter().map(|one| (&one["version"], &one["total"], &one["motif"])).collect();
    let (second, first) =
        ((json!(2), json!(120), json!("encore une")), (json!(1), json!(60), json!("une heure oubliée")));
    assert_eq!(read, [(&second.0, &second.1, &second.2), (&first.0, &first.1, &first.2)]);
    assert_eq!(told[1]["superieur"], signed["superieur"], "{versions}");
    assert_eq!(told[1]["agent_le"], signed["agent_le"]);
    assert_eq!(chalon.animation.get(&format!("{path}/versions")).await.unwrap_err().status, 403, "a colleague's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_referent_neither_acts_for_a_colleague_nor_reads_their_sheet() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let meeting = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], meeting, None).await.unwrap();
    let account = json!({
        "courriel": "collegue@grand-chalon.example", "prenom": "Luc", "nom": "Martin",
        "habilitations": [{ "role": "referent", "structure": null, "du": "2015-01-01", "au": null }],
    });
    let colleague_id = testkit::id(&chalon.admin.post("/v1/utilisateurs", account).await.unwrap());
    let colleague = suite.accept("collegue@grand-chalon.example").await;

    let path = format!("/v1/rendez-vous/{id}/emargements");
    assert_eq!(colleague.post(&path, signature(None, "arrivee", meeting.debut)).await.unwrap_err().status, 403);
    let collected = colleague.post(&path, signature(Some(&person), "arrivee", meeting.debut)).await.unwrap();
    assert_eq!(collected["presences"][0]["recueil"]["arrivee"]["par"], json!(colleague_id));
    assert_eq!(collected["animateur_arrivee"], Value::Null);

    let feuille = format!("/v1/feuilles/{}", text(&sheet(&chalon, "2026-03-01").await["id"]));
    let said = json!({ "nature": "non_termine", "jour": "2026-03-16", "motif": "tenu ailleurs" });
    assert_eq!(colleague.get(&feuille).await.unwrap_err().status, 403);
    assert_eq!(colleague.post(&format!("{feuille}/explications"), said.clone()).await.unwrap_err().status, 403);
    chalon.referent.post(&format!("{feuille}/explications"), said).await.unwrap();
    chalon.referent.post(&format!("{feuille}/signatures"), json!({})).await.unwrap();
    let why = json!({ "motif": "pour voir" });
    assert_eq!(colleague.post(&format!("{feuille}/signatures"), json!({})).await.unwrap_err().status, 403);
    assert_eq!(colleague.post(&format!("{feuille}/reouverture"), why).await.unwrap_err().status, 403);
    for reader in [&chalon.referent, &chalon.direction, &chalon.gestionnaire] {
        assert_eq!(reader.get(&feuille).await.unwrap()["etat"], "signee_agent");
    }
    assert_eq!(chalon.animation.get(&feuille).await.unwrap_err().status, 403, "nobody named them as the superior");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_read_and_certified_by_the_superior_whom_the_membership_names() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let superior = testkit::id(&chalon.animation.get("/v1/moi").await.unwrap());
    let given = format!("/v1/utilisateurs/{}/habilitations", chalon.referent_id);
    let named =
        |who: &str| json!({ "role": "referent", "structure": null, "superieur": who, "du": "2015-01-01", "au": null });
    for nobody in [chalon.referent_id.clone(), uuid::Uuid::nil().to_string()] {
        let refused = chalon.admin.post(&given, named(&nobody)).await.unwrap_err();
        assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/superieur")));
    }
    let feuille = format!("/v1/feuilles/{}", text(&sheet(&chalon, "2026-03-01").await["id"]));
    assert_eq!(chalon.animation.get(&feuille).await.unwrap_err().status, 403);
    chalon.admin.post(&given, named(&superior)).await.unwrap();
    let referent = suite.anonymous().login("referent@grand-chalon.example", MOT_DE_PASSE).await.unwrap();
    let signed = referent.post(&format!("{feuille}/signatures"), json!({})).await.unwrap();
    assert_eq!(signed["superieur_designe"], json!(superior), "as the membership says when the employee signs");
    let certified = chalon.animation.post(&format!("{feuille}/signatures"), json!({})).await.unwrap();
    assert_eq!((&certified["etat"], &certified["superieur"]), (&json!("certifiee"), &json!(superior)));
    assert_eq!(chalon.direction.get(&feuille).await.unwrap()["etat"], "certifiee");
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_printed_with_the_places_to_sign_then_with_what_was_signed_and_its_proof() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let operation = json!({
        "numero": "202600177", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01", "fin": "2026-12-31",
        "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let operation = chalon.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let operation = operation["id"].as_str().unwrap();
    let meeting = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Point sur le projet", &[&person], meeting, Some(operation)).await.unwrap();
    let path = format!("/v1/rendez-vous/{id}/feuille-emargement");
    let blank = read(&pdf(&suite, &chalon.referent, &path).await);
    for said in [
        "Point sur le projet",
        "16 mars 2026, de 09:00 à 10:00",
        "202600177",
        "Cofinancé par l'Union européenne — opération 202600177",
        "Pascale",
        &format!("plie:rendez-vous:{id}"),
    ] {
        assert!(blank.contains(said), "{said} in {blank}");
    }
    assert!(!blank.contains("registre n°"), "{blank}");

    rendez_vous_tenu(&chalon.referent, &id, &[&person], meeting).await.unwrap();
    let signed = read(&pdf(&suite, &chalon.referent, &path).await);
    let sealed = chalon.referent.get(&format!("/v1/rendez-vous/{id}/registre")).await.unwrap();
    let sealed = sealed.as_array().unwrap();
    assert_eq!(sealed.len(), 4, "{sealed:?}");
    for one in sealed {
        let proof = format!("registre n° {}, {}", one["rang"], &one["empreinte"].as_str().unwrap()[..12]);
        assert!(signed.contains(&proof), "{proof} in {signed}");
    }
    let last = sealed.last().unwrap();
    // A long word may be cut where it stands.
    let whole: String = signed.chars().filter(|one| !matches!(one, '\u{200b}' | '\u{2060}' | '\u{feff}')).collect();
    assert!(whole.contains(&format!("{}:{}", id, last["rang"])), "the code finds the last entry: {whole}");
    let stranger = format!("/v1/rendez-vous/{person}/feuille-emargement");
    assert_eq!(chalon.referent.get(&stranger).await.unwrap_err().status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_says_what_nobody_signed_and_who_was_called_and_a_cancelled_appointment_has_none() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let path = |id: &str| format!("/v1/rendez-vous/{id}/feuille-emargement");
    let printed = async |id: &str| read(&pdf(&suite, &chalon.referent, &path(id)).await);
    let places = |sheet: &str| (sheet.matches("Heure").count(), sheet.matches("non signée").count());

    let nine = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], nine, None).await.unwrap();
    let blank = printed(&id).await;
    assert_eq!(places(&blank), (4, 0), "each says at what time they sign: {blank}");
    rendez_vous_sans_depart(&chalon.referent, &id, &person, nine).await.unwrap();
    let over = printed(&id).await;
    assert_eq!(places(&over), (0, 1), "{over}");

    let ten = Seance { debut: "2026-03-16T10:00:00+01:00", fin: "2026-03-16T11:00:00+01:00" };
    let call = chalon.prevoir("telephone", "Point", &[&person], ten, None).await.unwrap();
    let called = printed(&call).await;
    assert!(called.contains("appel : signé par l'animateur"), "{called}");
    assert_eq!(places(&called), (2, 0), "who calls: {called}");

    let eleven = Seance { debut: "2026-03-16T11:00:00+01:00", fin: "2026-03-16T12:00:00+01:00" };
    let workshop = chalon.prevoir("atelier", "Atelier CV", &[&person], eleven, None).await.unwrap();
    let open = printed(&workshop).await;
    assert_eq!(places(&open), (12, 0), "two who are expected, and four lines for who comes besides: {open}");
    chalon.referent.post(&format!("/v1/rendez-vous/{workshop}/annulation"), json!({})).await.unwrap();
    let refused = chalon.referent.get(&path(&workshop)).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_sheet_is_printed_without_the_names_of_who_signs() {
    let mut suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let meeting = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let id = chalon.prevoir("entretien", "Suivi", &[&person], meeting, None).await.unwrap();
    suite.stop_service(Service::Participants).await;
    let refused = chalon.referent.get(&format!("/v1/rendez-vous/{id}/feuille-emargement")).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (503, "indisponible"), "{}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_month_before_counts_since_does_not_keep_a_signed_sheet_from_its_certification() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let spent = async |jour: &str, fin: &str| {
        let hours = (format!("{jour}T07:00:00+01:00"), format!("{jour}T{fin}:00+01:00"));
        let body = json!({ "debut": hours.0, "fin": hours.1, "categorie": "administratif", "libelle": "salon" });
        chalon.referent.post("/v1/activites", body).await.unwrap();
    };
    spent("2026-03-01", "08:00").await;
    let signatures = format!("/v1/feuilles/{}/signatures", text(&sheet(&chalon, "2026-03-01").await["id"]));
    chalon.referent.post(&signatures, json!({})).await.unwrap();
    for jour in ["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26"] {
        spent(jour, "19:00").await;
    }
    let signed = chalon.direction.post(&signatures, json!({})).await.unwrap();
    assert_eq!((&signed["etat"], &signed["anomalies"]), (&json!("certifiee"), &json!([])));
    assert_eq!(sheet(&chalon, "2026-02-01").await["anomalies"], json!([]), "forty-eight hours");

    spent("2026-02-27", "07:30").await;
    let told = sheet(&chalon, "2026-02-01").await["anomalies"][0].clone();
    assert_eq!((&told["nature"], &told["jour"]), (&json!("semaine_trop_longue"), &json!("2026-02-28")));
    assert_eq!(told["detail"], "48 h 30 comptées dans la semaine du 23/02/2026 au 01/03/2026");
}
