//! Agenda, signatures, time sheets and their ledger (scenario S6).

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::{Clock, Service};
use plie::demo::{Equipe, MOT_DE_PASSE, Personne, Seance, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

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
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let person = someone(&chalon).await;
    let tomorrow = Seance { debut: "2099-03-16T09:00:00+01:00", fin: "2099-03-16T10:00:00+01:00" };
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
