//! Exits and prolongations that an instance decides of: nobody leaves, and nothing is prolonged, before it granted.

use plie::demo::{Equipe, Refus};
use serde_json::{Value, json};
use testkit::id;

use crate::instances::{
    clore, confier, decider, demande, entre, inscrire, ouvrir, proposees, publier, quand, refus, seance,
};

/// The conditions of an aided contract, each answered.
fn reponses() -> Value {
    let all = ["projet", "autonomie", "perspectives", "qualification"];
    json!(all.map(|condition| json!({ "condition": condition, "remplie": true })))
}

/// An exit that began on 2 March 2026, to which the person agrees; its path.
async fn partir(equipe: &Equipe, parcours: &str, nature: Value) -> String {
    let body = json!({ "nature": nature, "debut": "2026-03-02", "employeur": "Boulangerie Perrin" });
    let exit = equipe.referent.post(&format!("{parcours}/sorties"), body).await.unwrap();
    let path = format!("/v1/sorties/{}", id(&exit));
    equipe.referent.post(&format!("{path}/accord"), json!({ "le": "2026-03-02", "moyen": "ecrit" })).await.unwrap();
    path
}

/// The contract that proves it, accepted; its path.
async fn prouver(equipe: &Equipe, personne: &str, exit: &str) -> String {
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2026-03-01", "recue_le": "2026-03-10" });
    let piece = id(&equipe.referent.post(&format!("/v1/participants/{personne}/pieces"), contract).await.unwrap());
    let proof = json!({ "piece": piece, "recu_le": "2026-03-10" });
    equipe.referent.post(&format!("{exit}/justificatif"), proof).await.unwrap();
    format!("/v1/pieces/{piece}")
}

async fn confirmer(equipe: &Equipe, exit: &str) -> Result<Value, Refus> {
    equipe.animation.post(&format!("{exit}/confirmation"), json!({})).await
}

fn possible<'a>(exit: &'a Value, nom: &str) -> (&'a Value, &'a Value) {
    let action = exit["actions"].as_array().unwrap().iter().find(|one| one["nom"] == nom).unwrap();
    (&action["possible"], &action["raison"])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_positive_exit_that_the_commission_decides_of_is_confirmed_once_it_granted_it() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-10-12T09:00:00Z").await;
    let (personne, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-10-12", |rules| confier(rules, "sortie_positive")).await;
    let exit = partir(&lyon, &parcours, json!({ "type": "cdi", "quotite": "100" })).await;
    assert_eq!(confirmer(&lyon, &exit).await.unwrap_err().slug(), "piece-manquante", "it is judged before it is asked");
    prouver(&lyon, &personne, &exit).await;
    let asked = confirmer(&lyon, &exit).await.unwrap();
    let seen = lyon.referent.get(&parcours).await.unwrap();
    let one = &seen["demandes"][0];
    assert_eq!(
        (&asked["etat"], &asked["acquise_le"], &asked["demande"]),
        (&json!("en_suivi"), &Value::Null, &one["id"]),
        "nobody decided"
    );
    assert_eq!(
        (&one["nature"], &one["objet"]),
        (&json!("sortie_positive"), &json!("sortie positive : CDI depuis le 02/03/2026")),
        "the employer is nothing to a commission"
    );
    let (may, why) = possible(&asked, "confirmation");
    assert_eq!(may, &json!(false));
    assert!(why.as_str().unwrap().contains("Une instance doit décider"), "{why}");
    assert_eq!(confirmer(&lyon, &exit).await.unwrap_err().status, 409, "it waits already");
    assert_eq!(seen["etat"], "suivi_emploi");

    let seen = lyon.accorder(&parcours, "2026-10-12").await.unwrap();
    let left = &seen["sorties"][0];
    assert_eq!((&seen["etat"], &left["etat"], &left["demande"]), (&json!("sorti"), &json!("confirmee"), &Value::Null));
    assert_eq!((&left["acquise_le"], &seen["demandes"][0]["sans_effet"]), (&json!("2026-09-02"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_that_the_commission_granted_is_taken_back_by_it_alone() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-10-12T09:00:00Z").await;
    let (personne, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-10-12", |rules| confier(rules, "sortie_positive")).await;
    let exit = partir(&lyon, &parcours, json!({ "type": "cdi", "quotite": "100" })).await;
    prouver(&lyon, &personne, &exit).await;
    confirmer(&lyon, &exit).await.unwrap();
    lyon.accorder(&parcours, "2026-10-12").await.unwrap();

    let correct = async || {
        let body =
            json!({ "le": "2026-10-12", "motif": "le contrat était celui d’une autre personne", "emploi_tenu": false });
        lyon.animation.post(&format!("{exit}/correction"), body).await
    };
    let asked = correct().await.unwrap();
    assert_eq!((&asked["etat"], &asked["correction"]), (&json!("confirmee"), &Value::Null), "nobody decided");
    let seen = lyon.referent.get(&parcours).await.unwrap();
    assert_eq!(seen["etat"], "sorti");
    let of = |seen: &Value, objet: &str| {
        let all = seen["demandes"].as_array().unwrap();
        all.iter().find(|one| one["objet"] == objet).unwrap_or_else(|| panic!("{objet} in {seen}")).clone()
    };
    let taken_back = "reprise du parcours : la sortie positive du 02/09/2026 est retirée, CDI depuis le 02/03/2026";
    let one = of(&seen, taken_back);
    assert_eq!((&one["nature"], &one["etat"]), (&json!("correction_sortie"), &json!("a_decider")));
    assert_eq!(asked["demande"], one["id"]);
    let (may, why) = possible(&asked, "correction");
    let refused = correct().await.unwrap_err();
    assert_eq!((may, refused.status, &refused.body["detail"]), (&json!(false), 409, why));

    let seen = lyon.accorder(&parcours, "2026-10-12").await.unwrap();
    let back = &seen["sorties"][0];
    assert_eq!((&seen["etat"], &back["etat"]), (&json!("en_accompagnement"), &json!("non_positive")));
    assert_eq!((&back["correction"]["emploi_tenu"], &back["compte"]), (&json!(false), &json!("non_compte")));
    let first = of(&seen, "sortie positive : CDI depuis le 02/03/2026");
    assert_eq!((&first["etat"], &of(&seen, taken_back)["sans_effet"]), (&json!("accordee"), &Value::Null));
    assert_eq!(first["sans_effet"], "La sortie a été reprise par décision du 12/10/2026.", "it says so itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_decides_of_ends_alone_has_nothing_to_say_of_an_exit_that_is_taken_back() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-10-12T09:00:00Z").await;
    let (personne, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-10-12", |rules| {
        confier(rules, "sortie_autre");
        confier(rules, "correction_fin");
    })
    .await;
    let exit = partir(&lyon, &parcours, json!({ "type": "cdi", "quotite": "100" })).await;
    prouver(&lyon, &personne, &exit).await;
    confirmer(&lyon, &exit).await.unwrap();
    let body = json!({ "le": "2026-10-12", "motif": "le contrat était celui d’une autre personne" });
    let back = lyon.animation.post(&format!("{exit}/correction"), body).await.unwrap();
    assert_eq!((&back["etat"], &back["demande"]), (&json!("non_positive"), &Value::Null), "at once");

    let gone = json!({ "motif": "abandon", "le": "2026-10-12" });
    let asked = lyon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();
    let seen = lyon.referent.get(&parcours).await.unwrap();
    let [one] = seen["demandes"].as_array().unwrap().as_slice() else { panic!("{seen}") };
    assert_eq!((&one["id"], &one["nature"]), (&asked["demande"], &json!("sortie_autre")));
    assert_eq!(seen["etat"], "en_accompagnement");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_proved_an_exit_and_proves_it_no_more_when_it_is_granted_leaves_it_followed() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-10-12T09:00:00Z").await;
    let (personne, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-10-12", |rules| confier(rules, "sortie_positive")).await;
    let exit = partir(&lyon, &parcours, json!({ "type": "cdi", "quotite": "100" })).await;
    let piece = prouver(&lyon, &personne, &exit).await;
    confirmer(&lyon, &exit).await.unwrap();
    let given_back = json!({ "etat": "retournee", "motif": "la signature manque" });
    lyon.referent.post(&format!("{piece}/etat"), given_back).await.unwrap();
    let seen = lyon.accorder(&parcours, "2026-10-12").await.unwrap();
    assert_eq!((&seen["etat"], &seen["sorties"][0]["etat"]), (&json!("suivi_emploi"), &json!("en_suivi")));
    let why = seen["demandes"][0]["sans_effet"].as_str().unwrap();
    assert!(why.contains("n’est plus acceptée"), "{why}");

    lyon.referent.post(&format!("{piece}/etat"), json!({ "etat": "acceptee" })).await.unwrap();
    confirmer(&lyon, &exit).await.unwrap();
    let seen = lyon.accorder(&parcours, "2026-10-12").await.unwrap();
    assert_eq!((&seen["etat"], &seen["demandes"][1]["etat"]), (&json!("sorti"), &json!("accordee")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_did_not_hold_is_asked_for_no_more() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-10-12T09:00:00Z").await;
    let (personne, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-10-12", |rules| confier(rules, "sortie_positive")).await;
    let exit = partir(&lyon, &parcours, json!({ "type": "cdi", "quotite": "100" })).await;
    prouver(&lyon, &personne, &exit).await;
    confirmer(&lyon, &exit).await.unwrap();
    let session = seance(&lyon, "commission", "2026-10-12").await;
    let asked = proposees(&lyon, &session, 1).await[0]["demande"].as_str().unwrap().to_owned();
    inscrire(&lyon, &session, &asked).await.unwrap();
    lyon.referent.post(&format!("{exit}/rupture"), json!({ "le": "2026-05-04" })).await.unwrap();
    let seen = quand(&lyon.referent, &parcours, &asked, "retiree").await;
    assert_eq!(
        (&seen["etat"], &seen["demandes"][0]["motif_decision"]),
        (&json!("en_accompagnement"), &json!("La sortie n’est plus suivie."))
    );
    let empty = |seen: &Value| seen["demandes"].as_array().filter(|all| all.is_empty()).map(|_| seen.clone());
    plie::demo::wait_for(&lyon.animation, &session, empty).await.unwrap();
    clore(&lyon, &session).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_proposes_to_count_an_aided_contract_and_the_commission_decides() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-10-12T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-10-12", |rules| confier(rules, "sortie_positive")).await;
    let aided = json!({ "type": "contrat_aide", "fin": "2026-12-31", "quotite": "57" });
    let exit = partir(&lyon, &parcours, aided).await;
    let propose = async |le: &str, conditions: Value| {
        let body = json!({ "le": le, "motif": "correspond au projet", "conditions": conditions });
        lyon.animation.post(&format!("{exit}/decision"), body).await
    };
    assert_eq!(refus(&propose("2026-10-01", json!([])).await.unwrap_err()), (422, "/conditions"), "judged at once");
    let asked = propose("2026-10-01", reponses()).await.unwrap();
    assert_eq!((&asked["decision"], possible(&asked, "decision").0), (&Value::Null, &json!(false)), "{asked}");
    assert_eq!(propose("2026-10-01", reponses()).await.unwrap_err().status, 409, "it waits already");
    let first = demande(&lyon.referent.get(&parcours).await.unwrap());
    let session = seance(&lyon, "commission", "2026-10-12").await;
    proposees(&lyon, &session, 1).await;
    inscrire(&lyon, &session, &first).await.unwrap();
    let no = json!({ "decision": "refusee", "motif": "à revoir dans trois mois" });
    decider(&lyon, &session, &first, no).await.unwrap();
    clore(&lyon, &session).await.unwrap();
    let seen = quand(&lyon.referent, &parcours, &first, "refusee").await;
    assert_eq!((&seen["sorties"][0]["decision"], &seen["etat"]), (&Value::Null, &json!("suivi_emploi")));

    propose("2026-10-01", reponses()).await.unwrap();
    let seen = lyon.accorder(&parcours, "2026-10-12").await.unwrap();
    let counted = &seen["sorties"][0]["decision"];
    assert_eq!(
        (&counted["le"], &counted["motif"]),
        (&json!("2026-10-12"), &json!("correspond au projet")),
        "on the day of the session"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_right_moves_once_the_commission_granted_it() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let prolong = async |jusqu_au: &str| {
        let body = json!({ "jusqu_au": jusqu_au, "motif": "titre professionnel en cours" });
        lyon.referent.post(&format!("{parcours}/prolongations"), body).await
    };
    let endless = prolong("2029-12-31").await.unwrap_err();
    assert_eq!((endless.status, endless.slug()), (409, "transition-interdite"), "in Lyon no length ends it");
    publier(&lyon, "2026-03-10", |rules| {
        rules["fin_de_droit"] = json!({ "mois": 36, "alerte_jours": 90 });
        confier(rules, "prolongation");
    })
    .await;
    let ends = async || {
        let path = "/v1/echeances?regle=fin_de_droit&au=2035-12-31";
        lyon.referent.get(path).await.unwrap()["elements"][0]["limite"].clone()
    };
    assert_eq!(ends().await, "2029-02-11");
    assert_eq!(refus(&prolong("2029-02-11").await.unwrap_err()), (422, "/jusqu_au"), "it is the end already");
    assert_eq!(refus(&prolong("2030-02-12").await.unwrap_err()), (422, "/jusqu_au"), "a year at a time");
    let asked = prolong("2029-12-31").await.unwrap();
    assert_eq!(
        (&asked["prolongations"], &asked["demandes"][0]["objet"]),
        (&json!([]), &json!("prolongation de l’accompagnement jusqu’au 31/12/2029"))
    );
    assert_eq!(ends().await, "2029-02-11", "nobody decided");
    let seen = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    let longer = &seen["prolongations"][0];
    assert_eq!(
        (&longer["jusqu_au"], &longer["le"], &longer["par_nom"]),
        (&json!("2029-12-31"), &json!("2026-03-10"), &json!("Claire Morel"))
    );
    assert_eq!(ends().await, "2029-12-31");
    let again = prolong("2029-12-31").await.unwrap_err();
    assert_eq!(refus(&again), (422, "/jusqu_au"), "it goes on from there");
}
