//! How people leave: what proves it, what it waits for, what it may not overlook.

use kernel::{Clock, Service};
use plie::demo::{Dossier, Equipe, Personne, Refus};
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
            "contrat_de_travail du 2010-03-28 : plus de 183 jours à la date de référence",
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
        lyon.animation.post(&format!("{exit}/decision"), json!({ "le": le, "motif": "correspond au projet" })).await
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
