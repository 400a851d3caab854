//! How people leave: what proves it, what it waits for, what it may not overlook.

use kernel::{Clock, Service};
use plie::demo::{Dossier, Equipe, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

const C: Personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
const D: Personne = Personne { nom: "Durand", prenom: "Denis", naissance: "1979-03-11", sexe: "M", commune: "71076" };

/// Somebody who entered on 7 June 2018, and the path of their parcours.
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
    let (_, parcours) = entre(&lyon, C).await;
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
    let (dossier, parcours) = entre(&lyon, C).await;
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
    let (_, parcours) = entre(&lyon, C).await;
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
        let body = json!({ "le": le, "motif": "le contrat était celui d'une autre personne" });
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
    assert_eq!(resumed["periodes"].as_array().unwrap().len(), 1, "{}", resumed["periodes"]);
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

#[tokio::test(flavor = "multi_thread")]
async fn contracts_in_a_row_are_one_job_where_the_rules_say_so() {
    let clock = Clock::fixed(t("2019-09-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let (_, other) = entre(&lyon, D).await;
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
    justifier(&guide, &exit, &piece(&guide, &dossier, contract).await, "2019-06-20").await.unwrap();
    assert_eq!(text(&confirmer(&guide, &exit).await.unwrap(), "acquise_le"), "2019-12-01");
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
async fn an_exit_otherwise_says_its_group() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for (personne, motif, groupe) in [(C, "demenagement", "neutre"), (D, "reorientation", "autre")] {
        let (_, parcours) = entre(&chalon, personne).await;
        let body = json!({ "motif": motif, "le": "2019-04-01" });
        assert_eq!(text(&chalon.referent.post(&format!("{parcours}/fin"), body).await.unwrap(), "groupe"), groupe);
        assert_eq!(text(&chalon.referent.get(&parcours).await.unwrap()["fin"], "groupe"), groupe);
    }
}
