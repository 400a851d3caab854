//! How people leave: what proves it, what it waits for, what it may not overlook.

use kernel::{Clock, Service};
use plie::demo::{Dossier, Equipe, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

const C: Personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
const D: Personne = Personne { nom: "Durand", prenom: "Denis", naissance: "1979-03-11", sexe: "M", commune: "71076" };

/// Somebody who entered on 7 June 2018, and the path of their parcours.
/// The same person, of Lyon.
const fn a_lyon(personne: Personne) -> Personne {
    Personne { commune: "69383", ..personne }
}

async fn entre(equipe: &Equipe, personne: Personne) -> (Dossier, String) {
    let dossier = equipe.deposer(personne, "2018-05-14", "2018-05-17").await.unwrap();
    equipe.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    equipe.commission(&[&dossier], "2018-06-07").await.unwrap();
    equipe.contractualiser(&dossier, "2018-06-07").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&equipe.parcours(&dossier).await.unwrap()));
    (dossier, parcours)
}

async fn partir(equipe: &Equipe, parcours: &str, nature: Value, debut: &str) -> Result<String, Refus> {
    let body = json!({ "nature": nature, "debut": debut, "employeur": "Boulangerie Perrin" });
    let exit = equipe.referent.post(&format!("{parcours}/sorties"), body).await?;
    Ok(format!("/v1/sorties/{}", id(&exit)))
}

async fn piece(equipe: &Equipe, dossier: &Dossier, piece: Value) -> String {
    id(&equipe.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), piece).await.unwrap())
}

async fn justifier(equipe: &Equipe, exit: &str, piece: &str, recu_le: &str) -> Result<Value, Refus> {
    equipe.referent.post(&format!("{exit}/justificatif"), json!({ "piece": piece, "recu_le": recu_le })).await
}

async fn confirmer(equipe: &Equipe, exit: &str) -> Result<Value, Refus> {
    equipe.animation.post(&format!("{exit}/confirmation"), json!({})).await
}

fn pointer(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn cdi() -> Value {
    json!({ "type": "cdi", "quotite": "100" })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_is_proved_by_an_accepted_document_of_the_person_of_a_right_type_dated_around_it() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let (other, _) = entre(&chalon, D).await;
    let exit = partir(&chalon, &parcours, cdi(), "2019-04-01").await.unwrap();
    let contract =
        |date: &str| json!({ "kind": "contrat_de_travail", "date_document": date, "recue_le": "2019-04-20" });
    let asked = json!({ "kind": "contrat_de_travail", "etat": "demandee" });
    let identity = json!({ "kind": "piece_identite", "date_document": "2015-01-10", "recue_le": "2019-04-20" });
    for (proof, missing) in [
        ("00000000-0000-7000-8000-000000000001".to_owned(), "cette pièce n'est pas dans le dossier de la personne"),
        (piece(&chalon, &other, contract("2019-03-28")).await, "cette pièce n'est pas dans le dossier de la personne"),
        (piece(&chalon, &dossier, asked).await, "contrat_de_travail demandée"),
        (
            piece(&chalon, &dossier, identity).await,
            "piece_identite ne prouve pas cette sortie : attendu contrat_de_travail, bulletin_de_salaire, attestation_employeur",
        ),
        (
            piece(&chalon, &dossier, contract("2010-03-28")).await,
            "contrat_de_travail du 28/03/2010 : plus de 183 jours à la date de référence",
        ),
    ] {
        let refused = justifier(&chalon, &exit, &proof, "2019-04-20").await.unwrap_err();
        assert_eq!(pointer(&refused), (422, "/piece"), "{}", refused.body);
        assert_eq!(refused.body["errors"][0]["detail"], missing);
    }
    let refused = confirmer(&chalon, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "piece-manquante"));
    assert!(text(&refused.body, "detail").contains("bulletin_de_salaire"), "what is expected: {}", refused.body);

    let proof = piece(&chalon, &dossier, contract("2019-03-28")).await;
    let early = justifier(&chalon, &exit, &proof, "2019-03-27").await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/recu_le"));
    justifier(&chalon, &exit, &proof, "2019-04-20").await.unwrap();
    let state = async |body: Value| chalon.referent.post(&format!("/v1/pieces/{proof}/etat"), body).await.unwrap();
    state(json!({ "etat": "retournee", "motif": "la signature manque" })).await;
    let refused = confirmer(&chalon, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "piece-manquante"));
    assert!(text(&refused.body, "detail").contains("contrat_de_travail retournée"), "{}", refused.body);
    state(json!({ "etat": "acceptee" })).await;
    assert_eq!(text(&confirmer(&chalon, &exit).await.unwrap(), "acquise_le"), "2019-10-01");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_proved_while_the_files_cannot_be_read_and_an_answer_is_given_again() {
    let mut suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit = partir(&chalon, &parcours, cdi(), "2019-04-01").await.unwrap();
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
    let proof = json!({ "piece": piece(&chalon, &dossier, contract).await, "recu_le": "2019-04-20" });
    let send = async || {
        let request = suite.http.post(format!("{}{exit}/justificatif", suite.url)).bearer_auth(chalon.referent.token());
        request.header("Idempotency-Key", "preuve-1").json(&proof).send().await.unwrap()
    };
    assert_eq!(send().await.status(), 200);
    suite.stop_service(Service::Participants).await;
    let refused = confirmer(&chalon, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (503, "indisponible"), "{}", refused.body);
    let request = suite.http.post(format!("{}{exit}/justificatif", suite.url)).bearer_auth(chalon.referent.token());
    let again = request.header("Idempotency-Key", "preuve-1").json(&proof).send().await.unwrap();
    assert_eq!(again.status(), 200, "the answer that was given");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_is_followed_until_its_title() {
    let clock = Clock::fixed(t("2019-05-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit =
        partir(&chalon, &parcours, json!({ "type": "formation", "fin": "2019-12-20" }), "2019-04-01").await.unwrap();
    let seen = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!((text(&seen, "etat"), text(&seen["sorties"][0], "etat")), ("suivi_emploi", "en_suivi"));
    let file = chalon.animation.get("/v1/file-active?au=2019-11-02").await.unwrap();
    assert_eq!(file["personnes"], 1, "six months after its start");
    let title = async |le: &str| chalon.referent.post(&format!("{exit}/titre"), json!({ "obtenu_le": le })).await;
    assert_eq!(pointer(&title("2019-05-03").await.unwrap_err()), (422, "/obtenu_le"), "tomorrow");
    assert_eq!(pointer(&title("2019-03-31").await.unwrap_err()), (422, "/obtenu_le"), "before the training");
    clock.set(t("2020-02-20T09:00:00Z"));
    let login = async |role: &str| {
        suite.anonymous().login(&format!("{role}@grand-chalon.example"), plie::demo::MOT_DE_PASSE).await.unwrap()
    };
    let chalon = Equipe { referent: login("referent").await, animation: login("animation").await, ..chalon };
    let refused = confirmer(&chalon, &exit).await.unwrap_err();
    assert_eq!(refused.status, 409);
    chalon.referent.post(&format!("{exit}/titre"), json!({ "obtenu_le": "2020-02-14" })).await.unwrap();
    let file = chalon.animation.get("/v1/file-active?au=2020-02-14").await.unwrap();
    assert_eq!(file["personnes"], 0, "it is validated");
    let diploma = json!({ "kind": "diplome", "date_document": "2020-02-14", "recue_le": "2020-02-18" });
    let diploma = piece(&chalon, &dossier, diploma).await;
    justifier(&chalon, &exit, &diploma, "2020-02-18").await.unwrap();
    assert_eq!(text(&confirmer(&chalon, &exit).await.unwrap(), "acquise_le"), "2020-02-14");
}

async fn etape(equipe: &Equipe, parcours: &str, debut: &str) -> String {
    let body = json!({ "nature": "atelier", "operateur": equipe.operateur_structure, "intitule": "Atelier CV",
        "debut": debut, "fin_prevue": "2019-12-31" });
    format!("/v1/etapes/{}", id(&equipe.referent.post(&format!("{parcours}/etapes"), body).await.unwrap()))
}

/// An exit that lacks nothing but its confirmation.
async fn prouvee(equipe: &Equipe, dossier: &Dossier, parcours: &str) -> String {
    let exit = partir(equipe, parcours, cdi(), "2019-04-01").await.unwrap();
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
    justifier(equipe, &exit, &piece(equipe, dossier, contract).await, "2019-04-20").await.unwrap();
    exit
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_leaves_during_an_etape_and_none_begins_before_the_entry_nor_after_the_exit() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit = prouvee(&chalon, &dossier, &parcours).await;
    let (running, waiting) =
        (etape(&chalon, &parcours, "2019-01-07").await, etape(&chalon, &parcours, "2019-11-04").await);
    chalon.confier(&dossier.participant, running.rsplit('/').next().unwrap(), "2019-01-02").await.unwrap();
    let on = async |path: &str, le: &str| chalon.operateur.post(path, json!({ "le": le })).await;
    let bilan =
        async |etape: &str| chalon.operateur.post(&format!("{etape}/bilans"), json!({ "tenu_le": "2019-02-04" })).await;
    let refused = bilan(&running).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"), "a bilan of what has not begun");
    let early = on(&format!("{running}/demarrage"), "2018-06-06").await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/le"), "the day before the entry");
    on(&format!("{running}/demarrage"), "2019-01-07").await.unwrap();
    bilan(&running).await.unwrap();

    let refused = confirmer(&chalon, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    assert!(text(&refused.body, "detail").contains("Atelier CV"), "{}", refused.body);
    on(&format!("{running}/fin"), "2019-03-29").await.unwrap();
    confirmer(&chalon, &exit).await.unwrap();
    let late = on(&format!("{waiting}/demarrage"), "2019-11-04").await.unwrap_err();
    assert_eq!((late.status, late.slug()), (409, "transition-interdite"));
    let late = chalon.operateur.post(&format!("{waiting}/acceptation"), json!({})).await.unwrap_err();
    assert_eq!((late.status, late.slug()), (409, "transition-interdite"));
    let given_up = json!({ "le": "2019-10-01", "motif": "sortie du PLIE" });
    chalon.operateur.post(&format!("{waiting}/rupture"), given_up).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_confirms_an_exit_and_who_begins_an_etape_at_once_do_not_both_succeed() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for turn in 0..12 {
        let prenom =
            ["Anne", "Brice", "Chloé", "David", "Elsa", "Farid", "Gaël", "Hana", "Ivan", "Jade", "Karl", "Lise"][turn];
        let (dossier, parcours) = entre(&chalon, Personne { prenom, ..C }).await;
        let exit = prouvee(&chalon, &dossier, &parcours).await;
        let waiting = etape(&chalon, &parcours, "2019-01-07").await;
        chalon.confier(&dossier.participant, waiting.rsplit('/').next().unwrap(), "2019-01-02").await.unwrap();
        let begin = async || {
            chalon.operateur.post(&format!("{waiting}/demarrage"), json!({ "le": "2019-01-07" })).await.is_ok()
        };
        let leave = async || confirmer(&chalon, &exit).await.is_ok();
        let (started, left) = tokio::join!(begin(), leave());
        assert!(started != left, "one of the two: {started} {left}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_of_an_exit_is_refused_where_it_stands() {
    let clock = Clock::fixed(t("2019-04-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let (_, parcours) = entre(&lyon, a_lyon(C)).await;
    for (nature, debut, at) in [
        (json!({ "type": "cdi", "quotite": "900" }), "2019-04-01", "/nature/quotite"),
        (json!({ "type": "cdi", "quotite": "100.01" }), "2019-04-01", "/nature/quotite"),
        (json!({ "type": "cdd", "fin": "2019-12-31", "quotite": "0" }), "2019-04-01", "/nature/quotite"),
        (json!({ "type": "cdd", "fin": "2019-03-31", "quotite": "100" }), "2019-04-01", "/nature/fin"),
        (
            json!({ "type": "formation", "fin": "2019-07-31", "titre_obtenu_le": "2019-03-31" }),
            "2019-04-01",
            "/nature/titre_obtenu_le",
        ),
        (json!({ "type": "insertion" }), "2019-04-01", "/nature/structure"),
        (json!({ "type": "insertion", "structure": "ei" }), "2019-04-01", "/nature/fin"),
        (json!({ "type": "insertion", "structure": "ei", "fin": "2019-12-31" }), "2019-04-01", "/nature/quotite"),
        (cdi(), "2019-10-19", "/debut"),
        (cdi(), "2019-04-03", "/debut"),
        (cdi(), "2018-06-06", "/debut"),
    ] {
        let refused = partir(&lyon, &parcours, nature.clone(), debut).await.unwrap_err();
        assert_eq!(pointer(&refused), (422, at), "{nature} {debut}");
    }
    assert_eq!(text(&lyon.referent.get(&parcours).await.unwrap(), "etat"), "en_accompagnement");
    let aided = json!({ "type": "contrat_aide", "fin": "2019-12-31", "quotite": "57" });
    let exit = partir(&lyon, &parcours, aided, "2019-04-01").await.unwrap();
    let decide = async |le: &str| {
        let body = json!({ "le": le, "motif": "correspond au projet", "conditions": reponses(true) });
        lyon.animation.post(&format!("{exit}/decision"), body).await
    };
    assert_eq!(pointer(&decide("2019-04-03").await.unwrap_err()), (422, "/le"), "tomorrow");
    assert_eq!(pointer(&decide("2018-06-06").await.unwrap_err()), (422, "/le"), "before the entry");
    decide("2019-04-02").await.unwrap();
    let before = json!({ "du": "2018-06-06", "au": "2018-06-30", "motif": "décision du comité" });
    let refused = lyon.animation.post(&format!("{parcours}/suspensions"), before).await.unwrap_err();
    assert_eq!(pointer(&refused), (422, "/du"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_work_is_no_exit_and_six_are_whether_the_contract_had_an_end_or_not() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let month = json!({ "type": "cdd", "fin": "2019-04-30", "quotite": "100" });
    partir(&chalon, &parcours, month, "2019-04-01").await.unwrap();
    let seen = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!((text(&seen, "etat"), text(&seen["sorties"][0], "etat")), ("en_accompagnement", "non_positive"));
    let exit = prouvee(&chalon, &dossier, &parcours).await;
    let broken = chalon.referent.post(&format!("{exit}/rupture"), json!({ "le": "2019-09-30" })).await.unwrap();
    assert_eq!(text(&broken, "etat"), "en_suivi", "the last day of the six months was worked");
    assert_eq!(text(&confirmer(&chalon, &exit).await.unwrap(), "acquise_le"), "2019-10-01");
}

/// Another day comes: who was signed in signs in again.
async fn le(clock: &Clock, suite: &TestSuite, equipe: Equipe, code: &str, instant: &str) -> Equipe {
    clock.set(t(instant));
    let login = async |role: &str| {
        suite.anonymous().login(&format!("{role}@{code}.example"), plie::demo::MOT_DE_PASSE).await.unwrap()
    };
    Equipe { referent: login("referent").await, animation: login("animation").await, ..equipe }
}

fn ei() -> Value {
    json!({ "type": "insertion", "structure": "ei", "fin": "2019-12-31", "quotite": "60" })
}

fn reponses(autonomie: bool) -> Value {
    let said = ["projet", "autonomie", "perspectives", "qualification"];
    json!(said.map(|one| json!({ "condition": one, "remplie": one != "autonomie" || autonomie })))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ei_contract_counts_once_the_team_answers_each_condition_and_the_person_agrees() {
    let clock = Clock::fixed(t("2019-10-20T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let (dossier, parcours) = entre(&lyon, a_lyon(C)).await;
    let aci = json!({ "type": "insertion", "structure": "aci", "fin": "2019-12-31", "quotite": "60" });
    partir(&lyon, &parcours, aci, "2019-04-01").await.unwrap();
    let seen = lyon.referent.get(&parcours).await.unwrap();
    let refused = &seen["sorties"][0];
    assert_eq!((text(refused, "etat"), text(refused, "compte")), ("non_positive", "non_compte"));
    let exit = partir(&lyon, &parcours, ei(), "2019-04-01").await.unwrap();
    let waits = lyon.referent.get(&exit).await.unwrap();
    assert_eq!(text(&waits, "compte"), "pas_encore");
    assert!(text(&waits["raison"], "explication").contains("niveau d'autonomie suffisant"), "{waits}");
    let decide = async |conditions: Value| {
        let body = json!({ "le": "2019-10-10", "motif": "vu en équipe", "conditions": conditions });
        lyon.animation.post(&format!("{exit}/decision"), body).await
    };
    assert_eq!(pointer(&decide(json!([])).await.unwrap_err()), (422, "/conditions"), "none is answered");
    let twice = json!([reponses(true)[0].clone(), reponses(true)[0].clone()]);
    assert_eq!(pointer(&decide(twice).await.unwrap_err()), (422, "/conditions"));
    let body = json!({ "le": "2019-10-10", "motif": "vu", "conditions": reponses(true) });
    assert_eq!(lyon.referent.post(&format!("{exit}/decision"), body).await.unwrap_err().status, 403);
    let decided = decide(reponses(true)).await.unwrap();
    assert_eq!(decided["decision"]["conditions"].as_array().unwrap().len(), 4);
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
    justifier(&lyon, &exit, &piece(&lyon, &dossier, contract).await, "2019-04-20").await.unwrap();
    let refused = confirmer(&lyon, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    assert!(text(&refused.body, "detail").contains("l'accord de la personne manque"), "{}", refused.body);
    let agree =
        async |le: &str| lyon.referent.post(&format!("{exit}/accord"), json!({ "le": le, "moyen": "entretien" })).await;
    assert_eq!(pointer(&agree("2019-10-21").await.unwrap_err()), (422, "/le"), "tomorrow");
    assert_eq!(pointer(&agree("2019-03-31").await.unwrap_err()), (422, "/le"), "before the job");
    agree("2019-10-15").await.unwrap();
    let left = confirmer(&lyon, &exit).await.unwrap();
    assert_eq!((text(&left, "acquise_le"), text(&left, "compte")), ("2019-10-01", "compte"));
    assert_eq!(left["iae"], Value::Null, "they left no insertion structure");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_answered_no_ends_the_exit_and_the_parcours_resumes() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (_, parcours) = entre(&lyon, a_lyon(C)).await;
    let exit = partir(&lyon, &parcours, ei(), "2019-04-01").await.unwrap();
    let body = json!({ "le": "2019-10-10", "motif": "vu en équipe", "conditions": reponses(false) });
    let told = lyon.animation.post(&format!("{exit}/decision"), body).await.unwrap();
    assert_eq!((text(&told, "etat"), text(&told, "compte")), ("non_positive", "non_compte"));
    assert_eq!(text(&lyon.referent.get(&parcours).await.unwrap(), "etat"), "en_accompagnement");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_exit_is_taken_back_by_decision_only_and_the_parcours_resumes() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit = prouvee(&chalon, &dossier, &parcours).await;
    let correct = async |api: &plie::demo::Api, le: &str| {
        let body = json!({ "le": le, "motif": "le contrat était celui d'une autre personne", "emploi_tenu": false });
        api.post(&format!("{exit}/correction"), body).await
    };
    let nothing = correct(&chalon.animation, "2019-10-02").await.unwrap_err();
    assert_eq!((nothing.status, nothing.slug()), (409, "transition-interdite"));
    assert!(text(&nothing.body, "detail").contains("rien à corriger"), "{}", nothing.body);
    confirmer(&chalon, &exit).await.unwrap();
    let left = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!(text(&left, "etat"), "sorti");
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let over = |file: &Value| file["suivi_termine_le"].as_str().map(Into::into);
    assert_eq!(wait_for(&chalon.referent, &candidature, over).await.unwrap(), "2019-10-01");
    assert_eq!(correct(&chalon.referent, "2019-10-02").await.unwrap_err().status, 403, "a référent decides nothing");
    assert_eq!(pointer(&correct(&chalon.animation, "2019-09-30").await.unwrap_err()), (422, "/le"), "before the exit");
    assert_eq!(pointer(&correct(&chalon.animation, "2100-01-01").await.unwrap_err()), (422, "/le"), "to come");
    let back = correct(&chalon.animation, "2019-10-02").await.unwrap();
    assert_eq!((text(&back, "etat"), &back["acquise_le"]), ("non_positive", &Value::Null));
    assert_eq!(text(&back["correction"], "acquise_le"), "2019-10-01");
    assert!(back["correction"]["par_nom"].is_string(), "{back}");
    let resumed = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!(text(&resumed, "etat"), "en_accompagnement");
    assert_eq!(back["correction"]["emploi_tenu"], false);
    let expected = [
        ("en_accompagnement", "2018-06-07", Some("2019-09-30")),
        ("sorti", "2019-10-01", Some("2019-10-01")),
        ("en_accompagnement", "2019-10-02", None),
    ];
    assert_eq!(periodes(&resumed), expected, "the job was never theirs, and they were held to be out for a day");
    assert_eq!(correct(&chalon.animation, "2019-10-02").await.unwrap_err().status, 409, "once");
    let history = chalon.referent.get(&format!("{exit}/historique")).await.unwrap();
    let [taken_back, confirmed, proved] = history["elements"].as_array().unwrap().as_slice() else {
        panic!("{history}")
    };
    assert_eq!(text(taken_back, "motif"), "le contrat était celui d'une autre personne");
    assert_eq!((&taken_back["par"], taken_back["version"].as_i64()), (&json!(chalon.animation_id), Some(4)));
    let field = |change: &Value, name: &str| {
        let fields = change["champs"].as_array().unwrap();
        let one = fields.iter().find(|one| one["champ"] == name).unwrap_or_else(|| panic!("{change}"));
        (one["avant"].clone(), one["apres"].clone())
    };
    assert_eq!(field(taken_back, "/etat"), (json!("confirmee"), json!("non_positive")));
    assert_eq!(field(taken_back, "/acquise_le"), (json!("2019-10-01"), Value::Null));
    assert_eq!(field(taken_back, "/correction").1["acquise_le"], "2019-10-01");
    assert_eq!(field(confirmed, "/etat"), (json!("en_suivi"), json!("confirmee")));
    assert_eq!((field(proved, "/piece").0, &proved["motif"]), (Value::Null, &Value::Null));
    let page = chalon.referent.get(&format!("{exit}/historique?limite=1")).await.unwrap();
    let next = format!("{exit}/historique?limite=2&apres={}", text(&page, "suivant"));
    assert_eq!(chalon.referent.get(&next).await.unwrap()["elements"][0]["version"], 3);
    let followed = |file: &Value| file["suivi_termine_le"].is_null().then_some(json!(true));
    wait_for(&chalon.referent, &candidature, followed).await.unwrap();
    prouvee(&chalon, &dossier, &parcours).await;
}

/// The states of a parcours that was read, with their first and last days.
fn periodes(parcours: &Value) -> Vec<(&str, &str, Option<&str>)> {
    let all = parcours["periodes"].as_array().unwrap();
    all.iter().map(|one| (text(one, "etat"), text(one, "du"), one["au"].as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_followed_in_a_job_stays_so_when_the_exit_is_taken_back_and_owes_nothing_of_the_days_out() {
    let clock = Clock::fixed(t("2019-11-15T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit = prouvee(&chalon, &dossier, &parcours).await;
    confirmer(&chalon, &exit).await.unwrap();
    let back = json!({ "le": "2019-11-15", "motif": "le bulletin de septembre manque" });
    let told = chalon.animation.post(&format!("{exit}/correction"), back).await.unwrap();
    assert_eq!(told["correction"]["emploi_tenu"], true, "unless it is said otherwise");
    let seen = chalon.referent.get(&parcours).await.unwrap();
    let expected = [
        ("en_accompagnement", "2018-06-07", Some("2019-03-31")),
        ("suivi_emploi", "2019-04-01", Some("2019-09-30")),
        ("sorti", "2019-10-01", Some("2019-11-14")),
        ("en_accompagnement", "2019-11-15", None),
    ];
    assert_eq!(periodes(&seen), expected);
    let month = async |jour: &str| du_mois(&chalon, &parcours, jour).await;
    assert_eq!(month("2019-09-15").await, (true, true), "followed in the job");
    assert_eq!(month("2019-10-15").await, (false, false), "held to be out on each day");
    assert_eq!(month("2019-11-15").await, (false, true), "back");
}

/// Whether somebody else was there in the month of this day, and whether its contact was owed.
async fn du_mois(equipe: &Equipe, parcours: &str, jour: &str) -> (bool, bool) {
    let told = equipe.referent.get(&format!("{parcours}/accompagnement?mois={jour}")).await.unwrap();
    let mut rules = told["regles"].as_array().unwrap().iter();
    (told["delegue"] == true, rules.any(|one| one["raison"]["regle"] == "contact_du_mois"))
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_job_that_was_not_theirs_nothing_was_owed_until_a_decision_said_so() {
    let clock = Clock::fixed(t("2019-11-15T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit = prouvee(&chalon, &dossier, &parcours).await;
    confirmer(&chalon, &exit).await.unwrap();
    let back =
        json!({ "le": "2019-11-15", "motif": "le contrat était celui d’une autre personne", "emploi_tenu": false });
    chalon.animation.post(&format!("{exit}/correction"), back).await.unwrap();
    let seen = chalon.referent.get(&parcours).await.unwrap();
    let expected = [
        ("en_accompagnement", "2018-06-07", Some("2019-09-30")),
        ("sorti", "2019-10-01", Some("2019-11-14")),
        ("en_accompagnement", "2019-11-15", None),
    ];
    assert_eq!(periodes(&seen), expected, "nobody was followed in it");
    let month = async |jour: &str| du_mois(&chalon, &parcours, jour).await;
    assert_eq!(month("2019-03-15").await, (false, true), "before it");
    assert_eq!(month("2019-09-15").await, (false, false), "held to be in it");
    assert_eq!(month("2019-10-15").await, (false, false), "held to be out");
    assert_eq!(month("2019-11-15").await, (false, true), "back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_followed_exit_that_nothing_comes_to_prove_is_given_up_and_the_parcours_ends_otherwise() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (_, parcours) = entre(&chalon, C).await;
    let exit = partir(&chalon, &parcours, cdi(), "2019-04-01").await.unwrap();
    let broken = chalon.referent.post(&format!("{exit}/rupture"), json!({ "le": "2019-10-31" })).await.unwrap();
    assert_eq!(text(&broken, "etat"), "en_suivi", "it held, and nothing proves it");
    let gone = fin("demenagement", "2020-01-06");
    let refused = chalon.referent.post(&format!("{parcours}/fin"), gone.clone()).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    let give_up = async |le: &str, motif: &str| {
        chalon.referent.post(&format!("{exit}/abandon"), json!({ "le": le, "motif": motif })).await
    };
    assert_eq!(pointer(&give_up("2019-03-31", "injoignable").await.unwrap_err()), (422, "/le"), "before the job");
    assert_eq!(pointer(&give_up("2100-01-01", "injoignable").await.unwrap_err()), (422, "/le"), "to come");
    assert_eq!(pointer(&give_up("2019-12-31", "oubli").await.unwrap_err()), (422, "/motif"), "no motive of the list");
    let told = give_up("2019-12-31", "sans_justificatif").await.unwrap();
    assert_eq!((text(&told, "etat"), text(&told, "compte")), ("non_positive", "non_compte"));
    assert_eq!((text(&told["abandon"], "motif"), text(&told["abandon"], "le")), ("sans_justificatif", "2019-12-31"));
    assert!(told["abandon"]["par_nom"].is_string(), "{told}");
    assert_eq!(give_up("2019-12-31", "refus").await.unwrap_err().status, 409, "once");
    let seen = chalon.referent.get(&parcours).await.unwrap();
    let expected = [
        ("en_accompagnement", "2018-06-07", Some("2019-03-31")),
        ("suivi_emploi", "2019-04-01", Some("2019-12-31")),
        ("en_accompagnement", "2020-01-01", None),
    ];
    assert_eq!(periodes(&seen), expected, "the days that were followed stay so");
    let history = chalon.referent.get(&format!("{exit}/historique")).await.unwrap();
    assert_eq!(champ(&history["elements"][0], "/etat"), (json!("en_suivi"), json!("non_positive")));
    let end = async |body: Value| chalon.referent.post(&format!("{parcours}/fin"), body).await;
    let early = end(fin("demenagement", "2019-04-01")).await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/le"), "the very day on which the job began");
    assert!(text(&early.body["errors"][0], "detail").contains("a commencé le 01/04/2019"), "{}", early.body);
    assert_eq!(text(&end(gone).await.unwrap(), "le"), "2020-01-06");
    let body = correction(1, &fin("demenagement", "2019-04-01"), "2020-02-03");
    let early = chalon.animation.post(&format!("{parcours}/fin/correction"), body).await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/fin/le"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_out_before_an_etape_that_they_took_up() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let exit = prouvee(&chalon, &dossier, &parcours).await;
    let held = etape(&chalon, &parcours, "2019-11-04").await;
    chalon.confier(&dossier.participant, held.rsplit('/').next().unwrap(), "2019-10-28").await.unwrap();
    chalon.operateur.post(&format!("{held}/demarrage"), json!({ "le": "2019-11-04" })).await.unwrap();
    chalon.operateur.post(&format!("{held}/fin"), json!({ "le": "2019-12-20" })).await.unwrap();
    let refused = confirmer(&chalon, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    let why = text(&refused.body, "detail");
    assert!(why.contains("« Atelier CV » a commencé le 04/11/2019") && why.contains("01/10/2019"), "{why}");
    let seen = chalon.referent.get(&exit).await.unwrap();
    let action = seen["actions"].as_array().unwrap().iter().find(|one| one["nom"] == "confirmation").unwrap();
    assert_eq!((&action["possible"], &action["raison"]), (&json!(false), &refused.body["detail"]));

    let given_up = json!({ "le": "2019-11-03", "motif": "autre_depart" });
    chalon.referent.post(&format!("{exit}/abandon"), given_up).await.unwrap();
    let end = async |le: &str| chalon.referent.post(&format!("{parcours}/fin"), fin("abandon", le)).await;
    let early = end("2019-11-04").await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/le"), "the very day on which the étape began");
    assert!(text(&early.body["errors"][0], "detail").contains("Atelier CV"), "{}", early.body);
    end("2019-11-05").await.unwrap();
    let body = correction(1, &fin("abandon", "2019-11-04"), "2020-01-06");
    let early = chalon.animation.post(&format!("{parcours}/fin/correction"), body).await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/fin/le"));
}

/// That a parcours ended on a day, and why.
fn fin(motif: &str, le: &str) -> Value {
    json!({ "motif": motif, "le": le })
}

/// What a decision makes of the version of an end that was read.
fn decision(remplace: i64, le: &str) -> Value {
    json!({ "remplace": remplace, "decision": { "le": le, "motif": "elle avait déménagé en septembre" } })
}

/// The same: the end was another.
fn correction(remplace: i64, fin: &Value, le: &str) -> Value {
    let mut body = decision(remplace, le);
    body["fin"] = fin.clone();
    body
}

fn champ(change: &Value, nom: &str) -> (Value, Value) {
    let all = change["champs"].as_array().unwrap();
    let one = all.iter().find(|one| one["champ"] == nom).unwrap_or_else(|| panic!("{nom} in {change}"));
    (one["avant"].clone(), one["apres"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn how_a_parcours_ended_is_corrected_by_decision_only_and_what_was_said_before_stays() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let path = format!("{parcours}/fin/correction");
    let moved = json!({ "motif": "demenagement", "le": "2018-09-03", "destination": "PLIE de Grenoble" });
    let running = chalon.animation.post(&path, correction(1, &moved, "2018-10-10")).await.unwrap_err();
    assert_eq!((running.status, running.slug()), (409, "transition-interdite"), "it goes on");
    let told = chalon.referent.post(&format!("{parcours}/fin"), fin("abandon", "2018-10-01")).await.unwrap();
    assert_eq!((&told["version"], &told["correction"]), (&json!(1), &Value::Null));
    let may = |one: &Value| one["actions"].as_array().unwrap().iter().all(|action| action["possible"] == true);
    assert!(may(&told), "{told}");
    let refused = chalon.referent.post(&path, correction(1, &moved, "2018-10-10")).await.unwrap_err();
    assert_eq!(refused.status, 403, "a référent decides nothing");
    for (fin, le, expected, why) in [
        (fin("demenagement", "2018-06-06"), "2018-10-10", "/fin/le", "the day before the entry"),
        (fin("demenagement", "2100-01-01"), "2018-10-10", "/fin/le", "to come"),
        (moved.clone(), "2018-09-30", "/decision/le", "decided before the end that it corrects"),
        (moved.clone(), "2100-01-01", "/decision/le", "decided in the future"),
        (fin("oubli", "2018-09-03"), "2018-10-10", "/fin/motif", "no motive of the list"),
        (fin("abandon", "2018-10-01"), "2018-10-10", "/fin", "nothing is corrected"),
    ] {
        let refused = chalon.animation.post(&path, correction(1, &fin, le)).await.unwrap_err();
        assert_eq!(pointer(&refused), (422, expected), "{why}: {}", refused.body);
    }
    let stale = chalon.animation.post(&path, correction(2, &moved, "2018-10-10")).await.unwrap_err();
    assert_eq!(pointer(&stale), (409, "/remplace"));

    let corrected = chalon.animation.post(&path, correction(1, &moved, "2018-10-01")).await.unwrap();
    assert_eq!((text(&corrected, "motif"), text(&corrected, "le")), ("demenagement", "2018-09-03"));
    assert_eq!((text(&corrected, "groupe"), &corrected["version"]), ("neutre", &json!(2)));
    assert_eq!(text(&corrected["correction"], "motif"), "elle avait déménagé en septembre");
    assert!(corrected["correction"]["par_nom"].is_string() && corrected["par_nom"].is_string(), "{corrected}");
    let seen = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!((text(&seen, "etat"), &seen["fin"]), ("sorti", &corrected));
    assert_eq!(seen["periodes"].as_array().unwrap().last().unwrap()["du"], "2018-09-03");
    let again = chalon.animation.post(&path, correction(1, &moved, "2018-10-10")).await.unwrap_err();
    assert_eq!(again.status, 409, "somebody corrected it meanwhile");
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let over = |file: &Value| (file["suivi_termine_le"] == "2018-09-03").then_some(json!(true));
    wait_for(&chalon.referent, &candidature, over).await.unwrap();

    let history = chalon.referent.get(&format!("{parcours}/fin/historique")).await.unwrap();
    let [change] = history["elements"].as_array().unwrap().as_slice() else { panic!("{history}") };
    assert_eq!((&change["version"], &change["par"]), (&json!(2), &json!(chalon.animation_id)));
    assert_eq!(text(change, "motif"), "elle avait déménagé en septembre");
    assert_eq!(champ(change, "/motif"), (json!("abandon"), json!("demenagement")));
    assert_eq!(champ(change, "/le"), (json!("2018-10-01"), json!("2018-09-03")));
    assert_eq!(champ(change, "/destination").0, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_is_taken_back_lets_the_parcours_go_on_and_end_again() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let path = format!("{parcours}/fin/retrait");
    chalon.referent.post(&format!("{parcours}/fin"), fin("abandon", "2018-10-01")).await.unwrap();
    let over = |file: &Value| file["suivi_termine_le"].as_str().map(Into::into);
    assert_eq!(wait_for(&chalon.referent, &candidature, over).await.unwrap(), "2018-10-01");
    assert_eq!(chalon.referent.post(&path, decision(1, "2018-10-10")).await.unwrap_err().status, 403);
    let early = chalon.animation.post(&path, decision(1, "2018-09-30")).await.unwrap_err();
    assert_eq!(pointer(&early), (422, "/decision/le"));
    let back = chalon.animation.post(&path, decision(1, "2018-10-01")).await.unwrap();
    assert_eq!((text(&back, "le"), text(&back["correction"], "le")), ("2018-10-01", "2018-10-01"));
    assert_eq!((&back["retiree"], &back["version"]), (&json!(true), &json!(2)), "its history says so at that version");
    let reasons: Vec<_> = back["actions"].as_array().unwrap().iter().map(|one| one["possible"].clone()).collect();
    assert_eq!(reasons, [json!(false), json!(false)], "there is no end any more");
    let seen = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!((text(&seen, "etat"), &seen["fin"]), ("en_accompagnement", &Value::Null));
    assert_eq!(seen["periodes"].as_array().unwrap().len(), 1, "{}", seen["periodes"]);
    assert_eq!(text(&seen, "referent"), chalon.referent_id, "followed as before");
    let followed = |file: &Value| file["suivi_termine_le"].is_null().then_some(json!(true));
    wait_for(&chalon.referent, &candidature, followed).await.unwrap();
    assert_eq!(chalon.animation.post(&path, decision(1, "2018-10-10")).await.unwrap_err().status, 409, "once");

    let ended = chalon.referent.post(&format!("{parcours}/fin"), fin("retraite", "2018-12-03")).await.unwrap();
    assert_eq!((&ended["version"], &ended["retiree"]), (&json!(3), &json!(false)), "its history goes on");
    let history = chalon.referent.get(&format!("{parcours}/fin/historique")).await.unwrap();
    let [again, back] = history["elements"].as_array().unwrap().as_slice() else { panic!("{history}") };
    assert_eq!(champ(again, "/motif"), (Value::Null, json!("retraite")));
    assert_eq!(champ(back, "/motif"), (json!("abandon"), Value::Null));
    assert_eq!(champ(back, "/le"), (json!("2018-10-01"), Value::Null));
    assert_eq!(text(back, "motif"), "elle avait déménagé en septembre");
    let page = chalon.referent.get(&format!("{parcours}/fin/historique?limite=1")).await.unwrap();
    let next = format!("{parcours}/fin/historique?limite=1&apres={}", text(&page, "suivant"));
    assert_eq!(chalon.referent.get(&next).await.unwrap()["elements"], json!([back]));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_back_since_keeps_the_end_of_the_former_parcours() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    chalon.referent.post(&format!("{parcours}/fin"), fin("abandon", "2018-10-01")).await.unwrap();
    let over = |file: &Value| file["suivi_termine_le"].as_str().map(Into::into);
    wait_for(&chalon.referent, &format!("/v1/candidatures/{}", dossier.candidature), over).await.unwrap();
    let signed = |who: &str| json!({ "signataire": who, "signe_le": "2019-01-07" });
    let back = json!({ "participant": dossier.participant, "deposee_le": "2019-01-07",
        "signatures": [signed("participant"), signed("prescripteur")] });
    let candidature = id(&chalon.referent.post("/v1/candidatures", back).await.unwrap());
    let given = json!({ "referent": chalon.referent_id, "affectee_le": "2019-01-08" });
    chalon.animation.post(&format!("/v1/candidatures/{candidature}/affectation"), given).await.unwrap();
    let second = Dossier { participant: dossier.participant.clone(), candidature };
    chalon.diagnostiquer(&second, "2019-01-10").await.unwrap();
    chalon.commission(&[&second], "2019-02-07").await.unwrap();
    chalon.contractualiser(&second, "2019-02-07").await.unwrap();
    let returned = chalon.parcours(&second).await.unwrap();
    assert_eq!(text(&returned, "entree_le"), "2019-02-07");

    let path = format!("{parcours}/fin");
    let refused = chalon.animation.post(&format!("{path}/retrait"), decision(1, "2019-03-04")).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    assert!(text(&refused.body, "detail").contains("commence le 07/02/2019"), "{}", refused.body);
    let until = async |le: &str| {
        let body = correction(1, &fin("abandon", le), "2019-03-04");
        chalon.animation.post(&format!("{path}/correction"), body).await
    };
    assert_eq!(pointer(&until("2019-02-08").await.unwrap_err()), (422, "/fin/le"), "the day after the return");
    assert_eq!(text(&until("2019-02-07").await.unwrap(), "le"), "2019-02-07");
}

#[tokio::test(flavor = "multi_thread")]
async fn contracts_in_a_row_are_one_job_where_the_rules_say_so() {
    let clock = Clock::fixed(t("2019-09-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let (_, other) = entre(&lyon, a_lyon(D)).await;
    let alone = partir(&lyon, &other, cdi(), "2019-04-01").await.unwrap();
    let next = json!({ "debut": "2019-09-09", "fin": "2019-12-31", "quotite": "100", "employeur": "Mairie" });
    let refused = lyon.referent.post(&format!("{alone}/contrats"), next.clone()).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"));
    let guide = suite.territory("guide-ave").await;
    let (dossier, parcours) = entre(&guide, C).await;
    let three = json!({ "type": "cdd", "fin": "2019-08-31", "quotite": "100" });
    let exit = partir(&guide, &parcours, three, "2019-06-01").await.unwrap();
    let waits = guide.referent.get(&exit).await.unwrap();
    assert_eq!((text(&waits, "etat"), text(&waits, "compte")), ("en_suivi", "pas_encore"));
    assert!(text(&waits["raison"], "explication").contains("au plus tard le 16/09/2019"), "{waits}");
    let extend = async |guide: &Equipe, body: Value| guide.referent.post(&format!("{exit}/contrats"), body).await;
    let with = |debut: &str| json!({ "debut": debut, "fin": "2019-12-31", "quotite": "100", "employeur": "Mairie" });
    assert_eq!(pointer(&extend(&guide, with("2019-08-31")).await.unwrap_err()), (422, "/debut"), "the first one runs");
    assert_eq!(pointer(&extend(&guide, with("2019-09-11")).await.unwrap_err()), (422, "/debut"), "tomorrow");
    let long = extend(&guide, with("2019-09-09")).await.unwrap();
    assert_eq!((text(&long, "etat"), text(&long["contrats"][0], "employeur")), ("en_suivi", "Mairie"));
    let guide = le(&clock, &suite, guide, "guide-ave", "2019-12-02T09:00:00Z").await;
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2019-05-28", "recue_le": "2019-06-20" });
    let first = piece(&guide, &dossier, contract).await;
    justifier(&guide, &exit, &first, "2019-06-20").await.unwrap();
    let refused = confirmer(&guide, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "piece-manquante"));
    assert!(text(&refused.body, "detail").contains("rien ne prouve le contrat du 09/09/2019"), "{}", refused.body);
    let prove = async |contrat: &str, piece: &str| {
        let proof = json!({ "piece": piece, "recu_le": "2019-12-02", "contrat": contrat });
        guide.referent.post(&format!("{exit}/justificatif"), proof).await
    };
    let slip = |date: &str| json!({ "kind": "bulletin_de_salaire", "date_document": date, "recue_le": "2019-12-02" });
    let (before, september) =
        (piece(&guide, &dossier, slip("2019-08-31")).await, piece(&guide, &dossier, slip("2019-09-30")).await);
    let nobody_s = prove("2019-09-10", &september).await.unwrap_err();
    assert_eq!(pointer(&nobody_s), (422, "/contrat"), "no contract began on that day");
    let of_before = "d'un contrat d'avant celui du 09/09/2019";
    for (proof, why) in [(&before, of_before), (&first, "prouve déjà un autre contrat")] {
        let refused = prove("2019-09-09", proof).await.unwrap_err();
        assert_eq!(pointer(&refused), (422, "/piece"));
        assert!(text(&refused.body, "detail").contains(why), "{}", refused.body);
    }
    let proved = prove("2019-09-09", &september).await.unwrap();
    let second = &proved["contrats"][0];
    assert_eq!((text(second, "piece"), text(second, "justifie_le")), (september.as_str(), "2019-12-02"));
    assert_eq!(text(&proved, "piece"), first, "the first contract keeps its own");
    let again = prove("2019-09-09", &before).await.unwrap_err();
    assert_eq!((again.status, again.slug()), (409, "conflit"), "it says what it replaces");
    assert_eq!(text(&confirmer(&guide, &exit).await.unwrap(), "acquise_le"), "2019-12-01");
}

/// The last day of what a rule asks of a parcours today, and the days left.
async fn attendu(equipe: &Equipe, parcours: &str, regle: &str) -> (String, i64) {
    let tried = json!({ "etape_le": "2021-01-04" });
    let told = equipe.referent.post(&format!("{parcours}/echeances/essai"), tried).await.unwrap();
    let all = told["aujourd_hui"].as_array().unwrap();
    let one = all.iter().find(|one| one["raison"]["regle"] == regle).unwrap_or_else(|| panic!("{regle} in {told}"));
    (text(one, "limite").to_owned(), one["raison"]["jours_restants"].as_i64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_season_that_an_open_ended_contract_follows_is_confirmed_on_the_day_that_was_said_from_the_start() {
    let clock = Clock::fixed(t("2019-12-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let guide = suite.territory("guide-ave").await;
    let (dossier, parcours) = entre(&guide, C).await;
    let season = json!({ "type": "cdd", "fin": "2019-10-31", "quotite": "100", "saisonnier": true });
    let exit = partir(&guide, &parcours, season, "2019-06-01").await.unwrap();
    let open = json!({ "debut": "2019-12-01", "quotite": "100", "employeur": "Camping du lac" });
    let told = guide.referent.post(&format!("{exit}/contrats"), open).await.unwrap();
    assert!(text(&told["raison"], "explication").contains("la sortie compte le 01/03/2020"), "{told}");
    assert_eq!(attendu(&guide, &parcours, "document_de_sortie").await.0, "2020-03-01");
    let guide = le(&clock, &suite, guide, "guide-ave", "2020-04-06T09:00:00Z").await;
    assert_eq!(attendu(&guide, &parcours, "document_de_sortie").await.0, "2020-03-01", "whenever it is read");
    for (debut, date) in [("2019-06-01", "2019-05-28"), ("2019-12-01", "2019-11-29")] {
        let contract = json!({ "kind": "contrat_de_travail", "date_document": date, "recue_le": "2020-04-06" });
        let contract = piece(&guide, &dossier, contract).await;
        let proof = json!({ "piece": contract, "recu_le": "2020-04-06", "contrat": debut });
        guide.referent.post(&format!("{exit}/justificatif"), proof).await.unwrap();
    }
    assert_eq!(text(&confirmer(&guide, &exit).await.unwrap(), "acquise_le"), "2020-03-01");
}

/// Two months of 2018, then eight of the twelve that end on 30 September 2019: the first contract is out of them.
#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_a_contract_that_makes_no_exit_keeps_nobody_from_leaving() {
    let clock = Clock::fixed(t("2018-09-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let guide = suite.territory("guide-ave").await;
    let (dossier, parcours) = entre(&guide, C).await;
    let season = json!({ "type": "cdd", "fin": "2018-08-31", "quotite": "100", "saisonnier": true });
    let exit = partir(&guide, &parcours, season, "2018-07-01").await.unwrap();
    let guide = le(&clock, &suite, guide, "guide-ave", "2019-12-02T09:00:00Z").await;
    let next = json!({ "debut": "2019-02-01", "fin": "2019-09-30", "quotite": "100", "employeur": "Camping du lac" });
    guide.referent.post(&format!("{exit}/contrats"), next).await.unwrap();
    let prove = async |debut: &str, date: &str| {
        let contract = json!({ "kind": "contrat_de_travail", "date_document": date, "recue_le": "2019-12-02" });
        let proof = piece(&guide, &dossier, contract).await;
        let body = json!({ "piece": proof, "recu_le": "2019-12-02", "contrat": debut });
        guide.referent.post(&format!("{exit}/justificatif"), body).await.unwrap();
        proof
    };
    let first = prove("2018-07-01", "2018-06-28").await;
    let second = prove("2019-02-01", "2019-01-30").await;
    let state = async |proof: &str, body: Value| {
        guide.referent.post(&format!("/v1/pieces/{proof}/etat"), body).await.unwrap();
    };
    let returned = json!({ "etat": "retournee", "motif": "la signature manque" });
    state(&second, returned.clone()).await;
    let refused = confirmer(&guide, &exit).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "piece-manquante"), "it makes the eight months");
    state(&second, json!({ "etat": "acceptee" })).await;
    state(&first, returned).await;
    assert_eq!(text(&confirmer(&guide, &exit).await.unwrap(), "acquise_le"), "2019-10-01");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_that_did_not_come_is_late_by_one_day_the_day_after_its_last_one() {
    let clock = Clock::fixed(t("2020-12-20T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let (_, parcours) = entre(&chalon, C).await;
    let training = json!({ "type": "formation", "fin": "2019-12-20" });
    let exit = partir(&chalon, &parcours, training, "2019-04-01").await.unwrap();
    assert_eq!(attendu(&chalon, &parcours, "titre_attendu").await, ("2020-12-20".to_owned(), 0));
    let chalon = le(&clock, &suite, chalon, "grand-chalon", "2020-12-21T09:00:00Z").await;
    assert_eq!(text(&chalon.referent.get(&exit).await.unwrap(), "compte"), "non_compte");
    assert_eq!(attendu(&chalon, &parcours, "titre_attendu").await, ("2020-12-20".to_owned(), -1));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_followed_is_called_each_month_and_three_calls_in_vain_are_not_a_silence() {
    let clock = Clock::fixed(t("2019-05-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let (_, parcours) = entre(&chalon, C).await;
    let exit = partir(&chalon, &parcours, cdi(), "2019-04-01").await.unwrap();
    let listed = async |chalon: &Equipe, query: &str| {
        let page = chalon.referent.get(&format!("/v1/suivis?{query}")).await.unwrap();
        page["elements"].as_array().unwrap().clone()
    };
    let call = async |chalon: &Equipe, le: &str, issue: &str| {
        chalon.referent.post(&format!("{exit}/appels"), json!({ "le": le, "issue": issue })).await
    };
    let may = listed(&chalon, "").await;
    assert_eq!((may.len(), text(&may[0], "contact")), (1, "non_demande"));
    assert_eq!(listed(&chalon, "mois=2019-03-15").await.len(), 0, "before the job");
    assert_eq!(pointer(&call(&chalon, "2019-05-03", "en_emploi").await.unwrap_err()), (422, "/le"), "tomorrow");
    assert_eq!(pointer(&call(&chalon, "2019-03-31", "en_emploi").await.unwrap_err()), (422, "/le"));
    let reached = call(&chalon, "2019-05-02", "en_emploi").await.unwrap();
    assert_eq!((text(&reached, "contact"), reached["appels"][0]["par_nom"].is_string()), ("joint", true));
    assert_eq!(listed(&chalon, "").await.len(), 0, "they answered this month");
    let chalon = le(&clock, &suite, chalon, "grand-chalon", "2019-06-20T09:00:00Z").await;
    for (jour, expected) in [("2019-06-03", "joint"), ("2019-06-10", "joint"), ("2019-06-17", "injoignable")] {
        let told = call(&chalon, jour, "pas_de_reponse").await.unwrap();
        assert_eq!(text(&told, "contact"), expected, "{jour}");
    }
    let june = listed(&chalon, &format!("referent={}", chalon.referent_id)).await;
    assert_eq!((june.len(), june[0]["appels"].as_array().unwrap().len()), (1, 4));
    let lyon = suite.territory("lyon").await;
    assert_eq!(lyon.referent.get("/v1/suivis").await.unwrap()["elements"], json!([]), "another territory");
    assert_eq!(lyon.referent.get(&exit).await.unwrap_err().status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_an_insertion_structure_has_a_class_of_the_iae_beside_the_verdict_of_the_plie() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (dossier, parcours) = entre(&chalon, C).await;
    let aci = json!({ "nature": "aci", "operateur": chalon.operateur_structure, "intitule": "Espaces verts",
        "debut": "2018-07-02", "fin_prevue": "2019-03-29" });
    let aci = format!("/v1/etapes/{}", id(&chalon.referent.post(&format!("{parcours}/etapes"), aci).await.unwrap()));
    chalon.confier(&dossier.participant, aci.rsplit('/').next().unwrap(), "2018-06-28").await.unwrap();
    chalon.operateur.post(&format!("{aci}/demarrage"), json!({ "le": "2018-07-02" })).await.unwrap();
    chalon.operateur.post(&format!("{aci}/fin"), json!({ "le": "2019-03-29" })).await.unwrap();
    let six = json!({ "type": "cdd", "fin": "2019-09-30", "quotite": "100" });
    let exit = partir(&chalon, &parcours, six, "2019-04-01").await.unwrap();
    let told = chalon.referent.get(&exit).await.unwrap();
    assert_eq!((text(&told["iae"], "classe"), text(&told["iae"], "quittee_le")), ("transition", "2019-03-29"));
    assert_eq!(text(&told["raison"], "regle"), "sortie_positive", "six months, which the PLIE counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_an_insertion_structure_without_a_job_has_a_class_of_the_iae_too() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for (personne, motif, le, expected) in
        [(C, "abandon", "2019-06-28", Some("autre")), (D, "deces", "2019-06-30", None)]
    {
        let (dossier, parcours) = entre(&chalon, personne).await;
        let aci = json!({ "nature": "aci", "operateur": chalon.operateur_structure, "intitule": "Espaces verts",
            "debut": "2018-07-02", "fin_prevue": "2019-03-29" });
        let aci =
            format!("/v1/etapes/{}", id(&chalon.referent.post(&format!("{parcours}/etapes"), aci).await.unwrap()));
        chalon.confier(&dossier.participant, aci.rsplit('/').next().unwrap(), "2018-06-28").await.unwrap();
        chalon.operateur.post(&format!("{aci}/demarrage"), json!({ "le": "2018-07-02" })).await.unwrap();
        chalon.operateur.post(&format!("{aci}/fin"), json!({ "le": "2019-03-29" })).await.unwrap();
        let told = chalon.referent.post(&format!("{parcours}/fin"), fin(motif, le)).await.unwrap();
        assert_eq!(told["iae"]["classe"].as_str(), expected, "{told}");
        let seen = chalon.referent.get(&parcours).await.unwrap();
        assert_eq!(seen["fin"]["iae"], told["iae"]);
        if expected.is_some() {
            assert_eq!(
                (text(&told["iae"], "quittee_le"), text(&told["iae"], "observee_le")),
                ("2019-03-29", "2019-06-28")
            );
            let sooner = json!({ "motif": "deces", "le": "2019-06-03" });
            let body = correction(1, &sooner, "2019-07-01");
            let corrected = chalon.animation.post(&format!("{parcours}/fin/correction"), body).await.unwrap();
            assert_eq!(text(&corrected["iae"], "classe"), "retiree", "taken out of the exits that are counted");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_otherwise_says_its_group() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for (personne, motif, groupe) in [(C, "demenagement", "neutre"), (D, "reorientation", "autre")] {
        let (_, parcours) = entre(&chalon, personne).await;
        let body = json!({ "motif": motif, "le": "2019-04-01", "destination": "CAP emploi de Saône-et-Loire" });
        assert_eq!(text(&chalon.referent.post(&format!("{parcours}/fin"), body).await.unwrap(), "groupe"), groupe);
        assert_eq!(text(&chalon.referent.get(&parcours).await.unwrap()["fin"], "groupe"), groupe);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dijon_a_reorientation_says_towards_whom_and_is_no_failure() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    let dossier = dijon.deposer(Personne { commune: "21231", ..C }, "2021-01-04", "2021-01-07").await.unwrap();
    dijon.diagnostiquer(&dossier, "2021-01-14").await.unwrap();
    dijon.commission(&[&dossier], "2021-01-28").await.unwrap();
    dijon.contractualiser(&dossier, "2021-01-28").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&dijon.parcours(&dossier).await.unwrap()));
    let end = async |body: Value| dijon.referent.post(&format!("{parcours}/fin"), body).await;
    let nowhere = end(json!({ "motif": "reorientation", "le": "2021-04-01" })).await.unwrap_err();
    assert_eq!(pointer(&nowhere), (422, "/destination"));
    let body = json!({ "motif": "reorientation", "le": "2021-04-01", "destination": "CAP emploi de Côte-d'Or" });
    let told = end(body).await.unwrap();
    assert_eq!((text(&told, "destination"), text(&told, "groupe")), ("CAP emploi de Côte-d'Or", "neutre"));
}

/// Who entered in Lyon on 16 March 2017, all by one session: the file and the path of the parcours of each.
async fn entres(lyon: &Equipe, prenoms: &[&'static str]) -> Vec<(Dossier, String)> {
    let mut dossiers = Vec::new();
    for prenom in prenoms.iter().copied() {
        let personne = Personne { nom: "Garnier", prenom, naissance: "1979-04-11", sexe: "F", commune: "69383" };
        let dossier = lyon.deposer(personne, "2017-02-13", "2017-02-16").await.unwrap();
        lyon.diagnostiquer(&dossier, "2017-03-02").await.unwrap();
        dossiers.push(dossier);
    }
    lyon.commission(&dossiers.iter().collect::<Vec<_>>(), "2017-03-16").await.unwrap();
    let mut entered = Vec::new();
    for dossier in dossiers {
        lyon.contractualiser(&dossier, "2017-03-23").await.unwrap();
        let parcours = format!("/v1/parcours/{}", id(&lyon.parcours(&dossier).await.unwrap()));
        entered.push((dossier, parcours));
    }
    entered
}

/// The document that proves an exit, and the agreement of the person, come on one day.
async fn prouver(equipe: &Equipe, dossier: &Dossier, exit: &str, (kind, date): (&str, &str), le: &str) {
    let proof = piece(equipe, dossier, json!({ "kind": kind, "date_document": date, "recue_le": le })).await;
    justifier(equipe, exit, &proof, le).await.unwrap();
    equipe.referent.post(&format!("{exit}/accord"), json!({ "le": le, "moyen": "entretien" })).await.unwrap();
}

/// Whether an exit counts today, and why.
async fn jugee(equipe: &Equipe, exit: &str) -> (String, String) {
    let seen = equipe.referent.get(exit).await.unwrap();
    (text(&seen, "compte").to_owned(), text(&seen["raison"], "explication").to_owned())
}

const DEBUT: &str = "2017-06-01";
const CONTRAT: (&str, &str) = ("contrat_de_travail", "2017-05-29");

/// 17.5 h of 35 h are 50 %, 18 h 51.4286 %, 20 h 57.1429 %, 26 h 74.2857 %.
#[tokio::test(flavor = "multi_thread")]
async fn what_never_counts_in_the_rhône_is_said_at_once_and_the_parcours_resumes() {
    let clock = Clock::fixed(t("2017-10-09T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let entered = entres(&lyon, &["Hana"]).await;
    let parcours = entered[0].1.as_str();
    let insertion = |structure: &str| json!({ "type": "insertion", "structure": structure, "fin": "2018-05-31", "quotite": "74.2857" });
    let resumed = async |exit: &str, why: &str| {
        let (compte, said) = jugee(&lyon, exit).await;
        assert_eq!(compte, "non_compte", "{said}");
        assert!(said.contains(why), "{said}");
        assert_eq!(text(&lyon.referent.get(parcours).await.unwrap(), "etat"), "en_accompagnement", "{said}");
    };
    for (nature, why) in [
        (json!({ "type": "cdi", "quotite": "50" }), "un CDI doit dépasser 50 %"),
        (json!({ "type": "cdd", "fin": "2017-11-29", "quotite": "100" }), "un CDD doit durer au moins 6 mois"),
        (insertion("aci"), "jamais une sortie positive"),
        (insertion("ai"), "jamais une sortie positive"),
    ] {
        let exit = partir(&lyon, parcours, nature, DEBUT).await.unwrap();
        resumed(&exit, why).await;
    }
    let broken = partir(&lyon, parcours, cdi(), DEBUT).await.unwrap();
    assert_eq!(jugee(&lyon, &broken).await.0, "pas_encore");
    lyon.referent.post(&format!("{broken}/rupture"), json!({ "le": "2017-09-15" })).await.unwrap();
    resumed(&broken, "rompu avant la fin du suivi").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_counts_in_the_rhône_counts_on_its_day_and_not_the_day_before() {
    let clock = Clock::fixed(t("2017-10-09T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let entered = entres(&lyon, &["Anne", "Brice", "Chloé", "David", "Elsa", "Farid", "Ivan"]).await;
    let training = || json!({ "type": "formation", "fin": "2017-08-31" });
    let mut exits = Vec::new();
    for ((_, parcours), nature) in entered.iter().zip([
        json!({ "type": "cdi", "quotite": "51.4286" }),
        json!({ "type": "cdd", "fin": "2017-11-30", "quotite": "50" }),
        json!({ "type": "creation" }),
        training(),
        training(),
        json!({ "type": "contrat_aide", "fin": "2018-02-28", "quotite": "57.1429" }),
        cdi(),
    ]) {
        exits.push(partir(&lyon, parcours, nature, DEBUT).await.unwrap());
    }
    let [open, six_months, business, titled, untitled, aided, unproved] = exits.as_slice() else { panic!("{exits:?}") };
    for (rank, exit, proof) in [
        (0, open, CONTRAT),
        (1, six_months, CONTRAT),
        (2, business, ("justificatif_creation", DEBUT)),
        (5, aided, CONTRAT),
    ] {
        prouver(&lyon, &entered[rank].0, exit, proof, "2017-10-09").await;
    }
    assert_eq!(jugee(&lyon, titled).await.0, "pas_encore");

    let lyon = le(&clock, &suite, lyon, "lyon", "2017-10-10T09:00:00Z").await;
    lyon.referent.post(&format!("{titled}/titre"), json!({ "obtenu_le": "2017-10-10" })).await.unwrap();
    prouver(&lyon, &entered[3].0, titled, ("diplome", "2017-10-10"), "2017-10-10").await;
    assert_eq!(jugee(&lyon, titled).await.0, "compte");
    assert_eq!(text(&confirmer(&lyon, titled).await.unwrap(), "acquise_le"), "2017-10-10");

    let lyon = le(&clock, &suite, lyon, "lyon", "2017-11-30T09:00:00Z").await;
    for exit in [open, six_months, business] {
        let (compte, said) = jugee(&lyon, exit).await;
        assert_eq!(compte, "pas_encore");
        assert!(said.contains("la sortie compte le 01/12/2017"), "{said}");
        assert_eq!(confirmer(&lyon, exit).await.unwrap_err().status, 409);
    }

    let lyon = le(&clock, &suite, lyon, "lyon", "2017-12-01T09:00:00Z").await;
    let (compte, said) = jugee(&lyon, aided).await;
    assert_eq!(compte, "pas_encore");
    assert!(said.contains("que sur décision motivée de l'équipe d'animation"), "{said}");
    let decision = json!({ "le": "2017-12-01", "motif": "correspond au projet", "conditions": reponses(true) });
    lyon.animation.post(&format!("{aided}/decision"), decision).await.unwrap();
    for exit in [open, six_months, business, aided] {
        assert_eq!(jugee(&lyon, exit).await.0, "compte");
        assert_eq!(text(&confirmer(&lyon, exit).await.unwrap(), "acquise_le"), "2017-12-01");
    }
    let (compte, said) = jugee(&lyon, unproved).await;
    assert_eq!(compte, "pas_encore");
    assert!(said.contains("pas de document, pas de sortie"), "{said}");
    let refused = confirmer(&lyon, unproved).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "piece-manquante"));

    let lyon = le(&clock, &suite, lyon, "lyon", "2018-01-15T09:00:00Z").await;
    prouver(&lyon, &entered[6].0, unproved, CONTRAT, "2018-01-15").await;
    assert_eq!(jugee(&lyon, unproved).await.0, "compte", "on the day on which it arrived");
    assert_eq!(text(&confirmer(&lyon, unproved).await.unwrap(), "acquise_le"), "2017-12-01", "at its own date");

    let lyon = le(&clock, &suite, lyon, "lyon", "2018-08-31T09:00:00Z").await;
    assert_eq!(jugee(&lyon, untitled).await.0, "pas_encore", "a year after the end of the training");
    let lyon = le(&clock, &suite, lyon, "lyon", "2018-09-01T09:00:00Z").await;
    assert_eq!(jugee(&lyon, untitled).await.0, "non_compte");
}
