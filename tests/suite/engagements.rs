//! The statutory contrat d'engagement stands beside the contract of the PLIE, and what is agreed about the RSA is said at the entry.

use kernel::Clock;
use plie::demo::{Equipe, Personne, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::entree::{pdf, read};

async fn lyon() -> (TestSuite, Equipe) {
    let clock = Clock::fixed(t("2026-03-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    (suite, lyon)
}

const C: Personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "69383" };

async fn patched(suite: &TestSuite, equipe: &Equipe, path: &str, version: &str, body: Value) -> (u16, Value) {
    let request = suite.http.patch(format!("{}{path}", suite.url)).bearer_auth(equipe.referent.token());
    let answer = request.header("If-Match", version).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_with_the_organisme_référent_has_its_own_référent_days_and_status() {
    let (suite, lyon) = lyon().await;
    let dossier = lyon.deposer(C, "2026-02-02", "2026-02-03").await.unwrap();
    let path = format!("/v1/participants/{}/engagements", dossier.participant);
    let oriented = json!({ "organisme": "departement", "referent_unique": "Sylvie Petit", "oriente_le": "2026-01-20",
        "heures": 15, "statut": "a_signer" });
    let mut late = oriented.clone();
    late["oriente_le"] = json!("2026-03-11");
    let refus = lyon.referent.post(&path, late).await.unwrap_err();
    assert_eq!(refus.body["errors"][0]["pointer"], "/oriente_le");
    let written = lyon.referent.post(&path, oriented).await.unwrap();
    assert_eq!(written["a_signer_avant"], "2026-02-20", "within a month of the orientation");
    let own = format!("/v1/engagements/{}", id(&written));
    let early = json!({ "signe_le": "2026-01-19", "statut": "en_cours" });
    let (status, refus) = patched(&suite, &lyon, &own, "\"1\"", early).await;
    assert_eq!((status, &refus["errors"][0]["pointer"]), (422, &json!("/signe_le")));
    let signed = json!({ "signe_le": "2026-01-20", "statut": "en_cours" });
    let (status, signed) = patched(&suite, &lyon, &own, "\"1\"", signed).await;
    assert_eq!((status, &signed["a_signer_avant"], &signed["version"]), (200, &Value::Null, &json!(2)), "{signed}");
    let (status, _) = patched(&suite, &lyon, &own, "\"1\"", json!({ "heures": 10 })).await;
    assert_eq!(status, 412, "somebody wrote meanwhile");
    let changes = lyon.referent.get(&format!("{own}/historique")).await.unwrap();
    let fields = changes["elements"][0]["champs"].as_array().unwrap();
    assert!(fields.iter().any(|one| one["champ"] == "/statut" || one["champ"] == "statut"), "{changes}");

    let ended = json!({ "statut": "termine", "fin_le": "2026-02-28" });
    patched(&suite, &lyon, &own, "\"2\"", ended).await;
    let anew = json!({ "organisme": "france_travail", "oriente_le": "2026-03-01", "statut": "a_signer" });
    lyon.referent.post(&path, anew).await.unwrap();
    let all = lyon.referent.get(&path).await.unwrap();
    let told: Vec<_> = all.as_array().unwrap().iter().map(|one| one["organisme"].as_str().unwrap()).collect();
    assert_eq!(told, ["france_travail", "departement"], "the last orientation first");
    let seen = lyon.referent.get(&format!("/v1/participants/{}/contexte", dossier.participant)).await.unwrap();
    assert_eq!(seen["engagement"]["organisme"], "france_travail");
    assert_eq!(seen["contrat"], Value::Null, "the PLIE's own is another thing");
    assert_eq!(seen["candidature"]["referent"], lyon.referent_id.as_str(), "and so is its référent");
    assert_eq!(lyon.prescripteur.get(&path).await.unwrap_err().status, 403);
    assert_eq!(lyon.commission.get(&path).await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_receives_the_rsa_is_instructed_with_the_words_of_the_note_de_cadrage() {
    let (_suite, lyon) = lyon().await;
    let dossier = lyon.deposer(C, "2026-02-02", "2026-02-03").await.unwrap();
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let said = |seen: &Value| {
        let mut all = seen["echeances"].as_array().unwrap().iter();
        all.find(|one| one["regle"] == "cadrage_rsa").map(|one| one["explication"].as_str().unwrap().to_owned())
    };
    let seen = lyon.referent.get(&candidature).await.unwrap();
    let sentence = said(&seen).unwrap();
    assert!(sentence.contains("Note de cadrage de la Métropole de Lyon") && sentence.contains("version"), "{sentence}");
    let seen = lyon.direction.get(&candidature).await.unwrap();
    assert_eq!(said(&seen), None, "what the person lives on is not theirs to read");
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    let diagnosis = lyon.referent.get(&format!("{candidature}/diagnostic")).await.unwrap();
    assert_eq!(diagnosis["cadrage"]["explication"], sentence.as_str(), "{diagnosis}");
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    let seen = lyon.referent.get(&candidature).await.unwrap();
    assert_eq!(said(&seen), None, "they entered");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_rules_leave_out_enters_by_a_derogation_that_says_why() {
    let clock = Clock::fixed(t("2026-03-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let toulouse = suite.territory("toulouse").await;
    // Who is filed receives the RSA, which the note of Toulouse leaves to the Département.
    let dossier = toulouse.deposer(Personne { commune: "31555", ..C }, "2026-02-02", "2026-02-03").await.unwrap();
    toulouse.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    let session = toulouse.animation.post("/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await.unwrap();
    let path = format!("/v1/commissions/{}", id(&session));
    let listed = json!({ "candidature": dossier.candidature });
    toulouse.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    let decide = async |decision: &str, derogation: Option<&str>| {
        let body = json!({ "candidature": dossier.candidature, "decision": decision, "motif": "projet réaliste",
            "derogation": derogation });
        toulouse.animation.post(&format!("{path}/decisions"), body).await
    };
    let why = Some("suivie depuis deux ans avant son déménagement");
    for (decision, derogation) in [("validee", None), ("refusee", why)] {
        let refus = decide(decision, derogation).await.unwrap_err();
        assert_eq!((refus.status, &refus.body["errors"][0]["pointer"]), (422, &json!("/derogation")), "{decision}");
    }
    let decided = decide("validee", why).await.unwrap();
    assert_eq!(decided["dossiers"][0]["derogation"], json!(why));
    let presents = json!({ "presents": [toulouse.membre_id, toulouse.animation_id] });
    toulouse.animation.post(&format!("{path}/cloture"), presents).await.unwrap();
    let documents = toulouse.animation.get(&format!("{path}/documents")).await.unwrap();
    let of = |nature: &str| {
        let one = documents.as_array().unwrap().iter().find(|one| one["nature"] == nature);
        one.map(|one| format!("/v1/documents/{}/pdf", id(one)))
    };
    let releve = read(&pdf(&suite, &toulouse.animation, &of("releve").unwrap()).await);
    for said in ["projet réaliste ; par dérogation :", "suivie depuis deux ans avant son déménagement"] {
        assert!(releve.contains(said), "{said} in {releve}");
    }
    let courrier = read(&pdf(&suite, &toulouse.animation, &of("courrier").unwrap()).await);
    assert!(!courrier.contains("dérogation"), "the partner is told that the person enters: {courrier}");

    let lyon = suite.territory("lyon").await;
    let outside = lyon.deposer(Personne { commune: "71076", ..C }, "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&outside, "2026-02-05").await.unwrap();
    let refus = lyon.commission(&[&outside], "2026-02-12").await.unwrap_err();
    assert_eq!((refus.status, &refus.body["errors"][0]["pointer"]), (422, &json!("/derogation")), "from another town");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_the_rules_leave_out_since_it_was_decided_is_decided_again_before_the_session_closes() {
    let (_suite, lyon) = lyon().await;
    let dossier = lyon.deposer(C, "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    let session = lyon.animation.post("/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await.unwrap();
    let path = format!("/v1/commissions/{}", id(&session));
    let listed = json!({ "candidature": dossier.candidature });
    lyon.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    let mut decision = json!({ "candidature": dossier.candidature, "decision": "validee", "motif": "projet réaliste" });
    lyon.animation.post(&format!("{path}/decisions"), decision.clone()).await.unwrap();
    let home = json!({ "code_postal": "63000", "commune": "63113", "depuis": "2026-01-01", "source": "bail" });
    lyon.referent.post(&format!("/v1/participants/{}/adresses", dossier.participant), home).await.unwrap();

    let presents = json!({ "presents": [lyon.membre_id, lyon.animation_id] });
    let close = async || lyon.animation.post(&format!("{path}/cloture"), presents.clone()).await;
    let refus = close().await.unwrap_err();
    assert_eq!((refus.status, refus.slug()), (409, "transition-interdite"));
    assert!(refus.body["detail"].as_str().unwrap().contains(&dossier.candidature), "{refus}");
    let why = json!("suivie depuis deux ans avant son déménagement");
    (decision["derogation"], decision["remplace"]) = (why.clone(), json!("validee"));
    lyon.animation.post(&format!("{path}/decisions"), decision).await.unwrap();
    let closed = close().await.unwrap();
    assert_eq!((&closed["etat"], &closed["dossiers"][0]["derogation"]), (&json!("close"), &why));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_of_the_rsa_where_no_note_is_agreed() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let personne = Personne { commune: "63113", ..C };
    let dossier = clermont.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    let seen = clermont.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    let mut all = seen["echeances"].as_array().unwrap().iter();
    assert!(all.all(|one| one["regle"] != "cadrage_rsa"), "{seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_of_who_receives_the_rsa_is_read_with_the_words_of_the_note_on_its_own_day() {
    let (_suite, lyon) = lyon().await;
    let dossier = lyon.deposer(C, "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    let path = format!("/v1/parcours/{}", id(&lyon.parcours(&dossier).await.unwrap()));
    let says = |words: &'static str| {
        move |seen: &Value| {
            let told = &seen["cadrage_sortie"]["explication"];
            told.as_str()?.starts_with(words).then(|| told.clone())
        }
    };
    let told = wait_for(&lyon.referent, &path, says("bénéficiaire du RSA — ")).await.unwrap();
    assert!(told.as_str().unwrap().contains("sortent du PLIE selon les modalités"), "{told}");
    let seen = lyon.direction.get(&path).await.unwrap();
    assert_eq!(seen["cadrage_sortie"], Value::Null, "what the person lives on is not theirs to read");

    let situations = format!("/v1/participants/{}/situations", dossier.participant);
    let all = lyon.referent.get(&situations).await.unwrap();
    let rsa = all.as_array().unwrap().iter().find(|one| one["code"] == "rsa").unwrap();
    let ended = json!({ "fait": { "code": "rsa", "reponse": "oui", "depuis": rsa["depuis"], "jusqua": "2026-03-05",
        "piece": rsa["piece"], "source": rsa["source"] }, "motif": "fin de droits" });
    lyon.referent.post(&format!("/v1/situations/{}/correction", id(rsa)), ended).await.unwrap();
    wait_for(&lyon.referent, &path, says("bénéficiaire du RSA : inconnu")).await.unwrap();
    let gone = json!({ "motif": "demenagement", "le": "2026-03-05" });
    lyon.referent.post(&format!("{path}/fin"), gone).await.unwrap();
    wait_for(&lyon.referent, &path, says("bénéficiaire du RSA — ")).await.unwrap();
    let none = json!({ "code": "rsa", "reponse": "non", "depuis": "2026-03-01", "source": "CAF" });
    lyon.referent.post(&situations, none).await.unwrap();
    let silent = |seen: &Value| seen["cadrage_sortie"].is_null().then_some(Value::Null);
    wait_for(&lyon.referent, &path, silent).await.unwrap();
}
