//! A deployment with data is upgraded: nothing is lost, what is new is filled, and what was told once is told with the
//! same meaning. Its database is a dump of the demo of a former version, which knew of none of it.

mod commands;
mod erasures;
mod former;
mod reads;
mod secrets;
mod told;

use std::collections::BTreeSet;

use former::{Upgraded, territories};
use kernel::Service;
use serde_json::{Value, json};

use crate::traces::colonnes;

/// Tables whose rows are written again as the suite runs: how far each feed was told and heard, lists of the journal that
/// are spread to lines, keys by which persons are found, totals that give way to their days.
const MOVING: [&str; 6] =
    ["abonnement", "outbox_tete", "journal_liste", "recherche_cles", "minutes_certifiees", "participants"];

/// Rows of before that are no more what they were, and why.
const CHANGED: [&str; 9] = [
    // Somebody who was erased before is erased as far as one is now.
    "emargement.feuille_versions: 1",
    "emargement.registre: 1",
    "fse.participations: 1",
    "fse.questionnaires: 1",
    "participants.obligations: 1",
    "participants.registre_droits: 1",
    // What was signed beyond the end of an appointment is not of it.
    "parcours.contacts: 1",
    // Excused, an absence is not one that is counted.
    "participants.entretiens_diagnostic: 1",
    // What a merge moved is named by table.
    "participants.fusions: 2",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_people_wrote_is_there_as_it_was_and_what_is_new_is_told_once() {
    let mut upgraded = Upgraded::start().await;
    let lost = upgraded.counted("SELECT * FROM avant.perdues() ORDER BY nom").await;
    let moving = |one: &str| MOVING.iter().any(|table| one.contains(&format!(".{table}:")));
    let lost: BTreeSet<_> = lost.into_iter().filter(|one| !moving(one)).collect();
    assert_eq!(lost, CHANGED.map(ToOwned::to_owned).into());

    let new = upgraded.texts("SELECT nom FROM avant.nouveautes() ORDER BY nom").await;
    let unaccounted: Vec<_> = new.into_iter().filter(|one| !told::accounted(one)).collect();
    assert_eq!(unaccounted, [""; 0], "say in `told.rs` what each is told from, or that it begins empty");

    assert_eq!(upgraded.counted(&told_since()).await, TOLD_SINCE);
    assert_eq!(upgraded.texts(TOLD_OTHERWISE).await, [""; 0]);
    upgraded.suite.restart().await;
    upgraded.settle().await;
    assert_eq!(upgraded.counted(&told_since()).await, TOLD_SINCE, "started again, it has nothing left to tell");
}

/// Facts that the former version did not tell, or told with less: each once, whoever it is of.
const TOLD_SINCE: [&str; 13] = [
    "emargement.feuille_certifiee.v2: 8",
    "emargement.rendez_vous_termine.v1: 44",
    "fse.echeances_dites.v1: 1",
    "fse.operation_decrite.v1: 6",
    "parcours.dossier_suivi.v1: 12",
    "participants.accord_partage.v1: 3",
    "participants.dossier_suivi.v1: 15",
    "participants.limitation_changee.v1: 1",
    "participants.personne_anonymisee.v1: 1",
    "participants.personne_decrite.v1: 23",
    "participants.situation_rsa.v1: 12",
    "territoires.structure_decrite.v1: 12",
    "territoires.utilisateur_decrit.v1: 55",
];

fn told_since() -> String {
    let since = |service: Service| {
        format!(
            "SELECT type AS nom, count(DISTINCT donnees) AS lignes FROM {service}.outbox o
             WHERE NOT EXISTS (SELECT FROM avant.\"{service}.outbox\" a WHERE a.id = o.id) GROUP BY type"
        )
    };
    format!("{} ORDER BY nom", Service::tous().map(since).collect::<Vec<_>>().join(" UNION ALL "))
}

/// Appointments of which something else was told before than who came and what they signed.
const TOLD_OTHERWISE: &str = "SELECT o.donnees->>'rendez_vous' AS nom
    FROM emargement.outbox o JOIN avant.\"emargement.outbox\" a ON a.type = o.type AND a.sujet = o.sujet AND a.id <> o.id
    WHERE o.type = 'emargement.rendez_vous_termine.v1' AND (o.donnees - 'presences') <> (a.donnees - 'presences')";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_erased_before_is_named_nowhere() {
    let mut upgraded = Upgraded::start().await;
    let named = colonnes(&mut upgraded.admin, &["Perrot", "Lucie"]).await;
    let (before, named): (Vec<_>, Vec<_>) = named.into_iter().partition(|one| one.starts_with("avant."));
    assert!(!before.is_empty(), "an erasure went less far");
    assert_eq!(named, [""; 0]);
    let birth = "SELECT date_naissance::text AS nom FROM fse.participations p WHERE EXISTS (
        SELECT FROM participants.participants f WHERE f.id = p.participant_id AND f.anonymise_le IS NOT NULL)";
    assert_eq!(upgraded.texts(birth).await, ["1988-02-01"], "the age at the entry is left, and not the day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_of_before_is_computed_from_its_days_and_is_what_it_was() {
    let upgraded = Upgraded::start().await;
    for code in territories() {
        let manager = upgraded.somebody("gestionnaire_fse", code).await;
        for (operation, former) in upgraded.known["bilans"][code].as_object().unwrap() {
            let now = manager.get(&format!("/v1/operations/{operation}/bilan")).await.unwrap();
            assert_eq!(now["couts"], former["couts"], "{code}");
            assert_eq!(now["participants"], former["participants"], "{code}");
            let time = |bilan: &Value| {
                let all = bilan["temps"].as_array().unwrap().iter();
                let of =
                    |one: &Value| ["agent", "minutes", "non_justifiees", "mois", "cout"].map(|key| one[key].clone());
                all.map(of).collect::<Vec<_>>()
            };
            assert_eq!(time(&now), time(former), "{code}");
        }
    }
    // Ninety proved minutes, sixty that lack a signature and ninety of an activity in September; sixty, ninety and
    // forty-five in June; sixty in November: at 43 000 € for 1 720 hours.
    let lyon = upgraded.known["bilans"]["lyon"].as_object().unwrap().keys().next().unwrap();
    let manager = upgraded.somebody("gestionnaire_fse", "lyon").await;
    let bilan = manager.get(&format!("/v1/operations/{lyon}/bilan")).await.unwrap();
    assert_eq!((&bilan["temps"][0]["minutes"], &bilan["temps"][0]["non_justifiees"]), (&json!(495), &json!(60)));
    assert_eq!(
        (&bilan["couts"]["personnel"], &bilan["couts"]["risque"]["personnel"]),
        (&json!("206.25"), &json!("25.00"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledgers_verify_and_say_what_an_erasure_cut() {
    let upgraded = Upgraded::start().await;
    for code in territories() {
        let said = upgraded.somebody("animation", code).await.get("/v1/registre/verification").await.unwrap();
        assert_eq!((&said["intact"], &said["ruptures"]), (&json!(true), &json!([])), "{code}");
        let cut = usize::from(code == "lyon");
        assert_eq!(said["coupees"].as_array().unwrap().len(), cut, "{code}: {said}");
    }
}
