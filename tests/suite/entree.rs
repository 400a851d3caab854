//! The whole entry procedure: diagnosis, commission, documents, contract, links.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use plie::demo::{Dossier, Equipe, Personne, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, t};

use crate::events::until;

const M: Personne =
    Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "63113" };
const L: Personne = Personne { nom: "Lopez", prenom: "Lina", naissance: "1991-07-02", sexe: "F", commune: "63113" };

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

/// The text of a PDF, page by page, as a reader extracts it.
pub(crate) fn read(pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, pdf).unwrap();
    let out = std::process::Command::new("pdftotext").arg("-nopgbrk").arg(file.path()).arg("-").output();
    let out = out.unwrap_or_else(|error| panic!("pdftotext, of the package poppler-utils: {error}"));
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) async fn pdf(suite: &TestSuite, api: &plie::demo::Api, path: &str) -> Vec<u8> {
    let answer = suite.http.get(format!("{}{path}", suite.url)).bearer_auth(api.token()).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    answer.bytes().await.unwrap().to_vec()
}

fn diagnostic(etabli_le: &str, logement: &str) -> Value {
    json!({
        "etabli_le": etabli_le,
        "elements": [
            { "theme": "mobilite", "nature": "frein", "texte": "pas de permis", "origine": "personne", "partage": true },
            { "theme": "sante", "nature": "frein", "texte": "suivi en cours", "constate_le": "2015-01-20" },
            { "theme": "emploi", "nature": "objectif", "texte": "reprendre un emploi dans la logistique", "partage": true },
        ],
        "niveaux": [{ "theme": "logement", "niveau": logement }, { "theme": "mobilite", "niveau": "bloquant" }],
        "projet": { "intitule": "cariste", "rome": "N1101", "motivation": "un travail en équipe" },
        "actions": [{ "action": "auto-école sociale", "par": "personne", "echeance": "2015-04-30" }],
    })
}

async fn diagnosed(equipe: &Equipe, personne: Personne) -> Dossier {
    let dossier = equipe.deposer(personne, "2015-01-12", "2015-01-15").await.unwrap();
    let path = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
    equipe.referent.post(&path, diagnostic("2015-02-05", "marque")).await.unwrap();
    dossier
}

async fn session(equipe: &Equipe, dossiers: &[&Dossier]) -> String {
    let created =
        equipe.animation.post("/v1/commissions", json!({ "tenue_le": "2015-02-12", "lieu": "salle Bocage" })).await;
    let path = format!("/v1/commissions/{}", text(&created.unwrap(), "/id"));
    let members = json!({ "membres": [
        { "utilisateur": equipe.referent_id, "nom": "Claire Petit", "structure": "Département" },
        { "utilisateur": equipe.membre_id, "nom": "Jean Roche" }] });
    equipe.animation.post(&format!("{path}/membres"), members).await.unwrap();
    for dossier in dossiers {
        let listed = json!({ "candidature": dossier.candidature });
        equipe.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    }
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn the_diagnosis_says_how_each_theme_moved_and_prints_what_is_shared() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = diagnosed(&clermont, M).await;
    let path = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
    let mut wrong = diagnostic("2015-02-05", "marque");
    wrong["projet"]["rome"] = json!("Z9999");
    let refused = clermont.referent.post(&path, wrong).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/projet/rome");
    let early = clermont.referent.post(&format!("{path}/actualisations"), diagnostic("2015-03-01", "leger")).await;
    assert_eq!(early.unwrap_err().status, 409, "the person has not entered yet");
    clermont.commission(&[&dossier], "2015-02-12").await.unwrap();
    let mut mistyped = diagnostic("2015-06-01", "aucun");
    mistyped["projet"]["rome"] = json!("N1199");
    let refused = clermont.referent.post(&format!("{path}/actualisations"), mistyped).await.unwrap_err();
    let said = refused.body["errors"][0]["detail"].as_str().unwrap();
    assert!(
        said.starts_with("aucun métier ne porte ce code (ROME 4.0, septembre 2025) ; par exemple : N1101 (Cariste)"),
        "{said}"
    );
    let moved =
        clermont.referent.post(&format!("{path}/actualisations"), diagnostic("2015-06-01", "aucun")).await.unwrap();
    let said: Vec<_> = moved["evolution"].as_array().unwrap().iter().map(|one| one["evolution"].clone()).collect();
    assert_eq!(said, ["leve", "stable"]);
    let whole = read(&pdf(&suite, &clermont.referent, &format!("{path}/grille")).await);
    for expected in [
        "Diagnostic partagé",
        "Mathieu Mercier",
        "20 mai 1980",
        "cariste (ROME N1101, Cariste)",
        "suivi en cours",
        "20 janvier 2015",
        "Levé",
        "auto-école sociale",
    ] {
        assert!(whole.contains(expected), "{expected} in {whole}");
    }
    let shared = read(&pdf(&suite, &clermont.referent, &format!("{path}/grille?partage=true")).await);
    assert!(shared.contains("pas de permis") && !shared.contains("suivi en cours"), "{shared}");
    assert_eq!(clermont.prescripteur.get(&path).await.unwrap_err().status, 403, "never the diagnosis");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_partners_and_participants_receive_says_who_finances_on_its_day() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let m = diagnosed(&clermont, M).await;
    let grid = format!("/v1/candidatures/{}/diagnostic/grille", m.candidature);
    let mention = "« Emploi et Inclusion » 2014-2020 — opération 201500042";
    assert!(!read(&pdf(&suite, &clermont.referent, &grid).await).contains("Cofinancé"), "nobody does yet");
    let operation = json!({
        "numero": "201500042", "intitule": "Accompagnement renforcé", "programme": "fse_2014_2020", "debut": "2015-01-01",
        "fin": "2015-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00",
    });
    clermont.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let said = async || read(&pdf(&suite, &clermont.referent, &grid).await).contains(mention);
    until(said, "participants hears of the operation").await;
    let path = session(&clermont, &[&m]).await;
    let decision = json!({ "candidature": m.candidature, "decision": "validee" });
    clermont.animation.post(&format!("{path}/decisions"), decision).await.unwrap();
    let present = json!({ "presents": [clermont.referent_id, clermont.membre_id] });
    clermont.animation.post(&format!("{path}/cloture"), present).await.unwrap();
    let documents = clermont.animation.get(&format!("{path}/documents")).await.unwrap();
    assert_eq!(documents.as_array().unwrap().len(), 3, "the relevé, its extract, the letter");
    for document in documents.as_array().unwrap() {
        let id = text(document, "/id");
        let page = read(&pdf(&suite, &clermont.animation, &format!("/v1/documents/{id}/pdf")).await);
        assert!(page.contains(mention), "{page}");
        let about = document["candidature"].as_str().unwrap_or(id);
        assert!(page.contains("Référence : 20") && !page.contains(about), "{page}");
    }
    let plain = json!({ "candidature": m.candidature, "debut": "2015-02-19" });
    let contract = clermont.referent.post("/v1/contrats", plain).await.unwrap();
    let path = format!("/v1/contrats/{}/pdf", text(&contract, "/id"));
    let page = read(&pdf(&suite, &clermont.referent, &path).await);
    assert!(page.contains(mention), "a contract that names no operation: {page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_prints_the_reference_that_its_file_bears_and_that_the_api_says_and_no_other_has_it() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let m = diagnosed(&clermont, M).await;
    let path = session(&clermont, &[&m]).await;
    clermont.animation.post(&format!("{path}/convocations"), json!({})).await.unwrap();
    let decision = json!({ "candidature": m.candidature, "decision": "validee" });
    clermont.animation.post(&format!("{path}/decisions"), decision).await.unwrap();
    let present = json!({ "presents": [clermont.referent_id, clermont.membre_id] });
    clermont.animation.post(&format!("{path}/cloture"), present).await.unwrap();
    let mut papers = Vec::new();
    for document in clermont.animation.get(&format!("{path}/documents")).await.unwrap().as_array().unwrap() {
        papers.push((format!("/v1/documents/{}/pdf", text(document, "/id")), text(document, "/reference").to_owned()));
    }
    assert_eq!(papers.len(), 5, "two convocations, the relevé, its extract, the letter");
    let contract = clermont.referent.post("/v1/contrats", json!({ "candidature": m.candidature })).await.unwrap();
    papers.push((format!("/v1/contrats/{}/pdf", text(&contract, "/id")), text(&contract, "/reference").to_owned()));
    let diagnosis = format!("/v1/candidatures/{}/diagnostic", m.candidature);
    let said = clermont.animation.get(&diagnosis).await.unwrap();
    papers.push((format!("{diagnosis}/grille"), text(&said, "/reference").to_owned()));
    for (path, reference) in &papers {
        let answer = suite.http.get(format!("{}{path}", suite.url)).bearer_auth(clermont.animation.token());
        let answer = answer.send().await.unwrap();
        let file = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        let page = read(&answer.bytes().await.unwrap());
        assert!(file.contains(&format!("-{reference}.pdf")), "{path}: {file}, and not {reference}");
        assert!(page.contains(&format!("Référence : {reference}")), "{path}: {page}");
    }
    let each: std::collections::BTreeSet<_> = papers.iter().map(|(_, reference)| reference).collect();
    assert_eq!(each.len(), papers.len(), "{papers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_session_gives_a_relevé_an_extract_and_a_letter_and_a_sent_letter_communicates() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let (m, l) = (diagnosed(&clermont, M).await, diagnosed(&clermont, L).await);
    let path = session(&clermont, &[&m, &l]).await;
    let decide =
        |dossier: &Dossier, decision: &str| json!({ "candidature": dossier.candidature, "decision": decision });
    let silent = clermont.animation.post(&format!("{path}/decisions"), decide(&l, "ajournee")).await.unwrap_err();
    assert_eq!(silent.body["errors"][0]["pointer"], "/motif");
    let mut postponed = decide(&l, "ajournee");
    postponed["code_motif"] = json!("diagnostic_a_completer");
    postponed["conditions"] = json!("rencontrer le CCAS");
    clermont.animation.post(&format!("{path}/decisions"), postponed).await.unwrap();
    clermont.animation.post(&format!("{path}/decisions"), decide(&m, "validee")).await.unwrap();
    let stranger = json!({ "presents": ["00000000-0000-7000-8000-000000000009"] });
    let refused = clermont.animation.post(&format!("{path}/cloture"), stranger).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/presents/0", "only those who were called");
    let conflict =
        json!({ "candidature": m.candidature, "membre": clermont.referent_id, "motif": "voisin de la personne" });
    clermont.animation.post(&format!("{path}/deports"), conflict).await.unwrap();
    let both = json!({ "presents": [clermont.referent_id, clermont.membre_id] });
    let refused = clermont.animation.post(&format!("{path}/cloture"), both).await.unwrap_err();
    assert_eq!(refused.slug(), "quorum-non-atteint", "one person is left to decide of M");
    let members = json!({ "membres": [
        { "utilisateur": clermont.referent_id, "nom": "Claire Petit", "structure": "Département" },
        { "utilisateur": clermont.membre_id, "nom": "Jean Roche" },
        { "utilisateur": clermont.animation_id, "nom": "Karim Benali" }], "remplace": [clermont.referent_id, clermont.membre_id] });
    clermont.animation.post(&format!("{path}/membres"), members).await.unwrap();
    let three = json!({ "presents": [clermont.referent_id, clermont.membre_id, clermont.animation_id] });
    let closed = clermont.animation.post(&format!("{path}/cloture"), three).await.unwrap();
    assert_eq!(closed["dossiers"][0]["communiquee_le"], Value::Null);

    let documents = clermont.animation.get(&format!("{path}/documents")).await.unwrap();
    let of = |nature: &str| {
        let all = documents.as_array().unwrap().iter().filter(|one| one["nature"] == nature);
        all.cloned().collect::<Vec<_>>()
    };
    assert_eq!((of("releve").len(), of("extrait").len(), of("courrier").len()), (1, 1, 2));
    let open = async |document: &Value| {
        pdf(&suite, &clermont.animation, &format!("/v1/documents/{}/pdf", text(document, "/id"))).await
    };
    let releve = open(&of("releve")[0]).await;
    assert_eq!(releve, open(&of("releve")[0]).await, "the same bytes each time");
    let releve = read(&releve);
    for expected in [
        "Commission du 12 février 2015",
        "Mercier Mathieu",
        "entrée validée",
        "dossier ajourné",
        "rencontrer le CCAS",
        "Claire Petit, Département",
        "Quorum : 2",
    ] {
        assert!(releve.contains(expected), "{expected} in {releve}");
    }
    let letter = of("courrier").into_iter().find(|one| one["candidature"] == m.candidature.as_str()).unwrap();
    let page = read(&open(&letter).await);
    assert!(page.contains("Mathieu Mercier") && page.contains("12 février 2015"), "{page}");
    assert!(
        !page.contains("Lopez") && !page.contains("pas de permis"),
        "neither another person nor the diagnosis: {page}"
    );

    let sending = format!("/v1/documents/{}/envoi", text(&letter, "/id"));
    let before =
        clermont.animation.post(&sending, json!({ "le": "2015-02-11", "canal": "courriel" })).await.unwrap_err();
    assert_eq!(before.status, 422, "a decision does not leave before the session that takes it");
    clermont.animation.post(&sending, json!({ "le": "2015-02-13", "canal": "courriel" })).await.unwrap();
    let again =
        clermont.animation.post(&sending, json!({ "le": "2015-02-14", "canal": "courriel" })).await.unwrap_err();
    assert_eq!(again.status, 409);
    let seen = clermont.animation.get(&path).await.unwrap();
    let own =
        seen["dossiers"].as_array().unwrap().iter().find(|one| one["candidature"] == m.candidature.as_str()).unwrap();
    assert_eq!(own["communiquee_le"], "2015-02-13");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_a_new_decision_and_an_entry_that_was_told_is_not_taken_back() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let (m, l) = (diagnosed(&clermont, M).await, diagnosed(&clermont, L).await);
    let path = session(&clermont, &[&m, &l]).await;
    for (dossier, decision) in [(&m, "validee"), (&l, "refusee")] {
        let body = json!({ "candidature": dossier.candidature, "decision": decision, "code_motif": "autre" });
        clermont.animation.post(&format!("{path}/decisions"), body).await.unwrap();
    }
    clermont
        .animation
        .post(&format!("{path}/cloture"), json!({ "presents": [clermont.referent_id, clermont.membre_id] }))
        .await
        .unwrap();
    let correct = async |dossier: &Dossier, decision: &str| {
        let decision =
            json!({ "candidature": dossier.candidature, "decision": decision, "code_motif": "projet_coherent" });
        clermont
            .animation
            .post(&format!("{path}/corrections"), json!({ "decision": decision, "raison": "erreur de saisie" }))
            .await
    };
    let late = correct(&m, "refusee").await.unwrap_err();
    assert_eq!(late.status, 409);
    assert!(text(&late.body, "/detail").contains("12/02/2015"), "{}", late.body);
    let corrected = correct(&l, "validee").await.unwrap();
    let own = corrected["dossiers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["candidature"] == l.candidature.as_str())
        .unwrap();
    assert_eq!((&own["decision"], &own["corrigees"][0]["decision"]), (&json!("validee"), &json!("refusee")));
    let candidature = clermont.referent.get(&format!("/v1/candidatures/{}", l.candidature)).await.unwrap();
    assert_eq!((text(&candidature, "/etat"), text(&candidature, "/entree_le")), ("validee", "2015-02-12"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rhythm_of_the_référentiel_fills_the_calendar_and_postponed_files_come_first() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let plan = json!({ "a_partir_du": "2015-01-29", "jusquau": "2015-03-15" });
    let planned = clermont.animation.post("/v1/commissions/calendrier", plan.clone()).await.unwrap();
    let days: Vec<_> = planned.as_array().unwrap().iter().map(|one| text(one, "/tenue_le")).collect();
    assert_eq!(days, ["2015-01-29", "2015-02-13", "2015-02-28", "2015-03-15"]);
    assert_eq!(clermont.animation.post("/v1/commissions/calendrier", plan).await.unwrap(), json!([]), "once");
    let (m, l) = (diagnosed(&clermont, M).await, diagnosed(&clermont, L).await);
    let path = session(&clermont, &[&l]).await;
    let postponed = json!({ "candidature": l.candidature, "decision": "ajournee", "motif": "pièces attendues" });
    clermont.animation.post(&format!("{path}/decisions"), postponed).await.unwrap();
    clermont
        .animation
        .post(&format!("{path}/cloture"), json!({ "presents": [clermont.referent_id, clermont.membre_id] }))
        .await
        .unwrap();
    let next = format!("/v1/commissions/{}/proposition", text(&planned[2], "/id"));
    let proposed = clermont.animation.get(&next).await.unwrap();
    let listed: Vec<_> =
        proposed.as_array().unwrap().iter().map(|one| (text(one, "/candidature"), one["reporte"] == true)).collect();
    assert_eq!(listed, [(l.candidature.as_str(), true), (m.candidature.as_str(), false)]);
    assert!(
        proposed[0]["manques"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one.as_str().unwrap().contains("justificatif_domicile"))
    );
}

/// Where M reads messages.
const MAIL: &str = "mathieu.mercier@exemple.fr";

/// The référent adds the address of a person to their file.
async fn give_an_address(suite: &TestSuite, referent: &plie::demo::Api, participant: &str, courriel: &str) {
    let url = format!("{}/v1/participants/{participant}", suite.url);
    let file = suite.http.get(&url).bearer_auth(referent.token()).send().await.unwrap();
    let version = file.headers()["etag"].to_str().unwrap().to_owned();
    let patch = suite.http.patch(&url).bearer_auth(referent.token()).header("If-Match", version);
    assert_eq!(patch.json(&json!({ "courriel": courriel })).send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_signed_by_hand_by_code_and_on_paper_and_prints_its_european_mention() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = diagnosed(&clermont, M).await;
    clermont.commission(&[&dossier], "2015-02-12").await.unwrap();
    let operation = json!({
        "numero": "201500077", "intitule": "Accompagnement à l'emploi", "programme": "fse_2014_2020", "debut": "2015-01-01",
        "fin": "2015-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00",
    });
    clermont.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let naming = |numero: &str| {
        let operation = json!({ "numero": numero, "intitule": "Accompagnement à l'emploi", "programme": "fse_plus" });
        json!({ "candidature": dossier.candidature, "debut": "2015-02-19", "fin": "2016-02-18", "operation": operation })
    };
    let unknown = clermont.referent.post("/v1/contrats", naming("201500078")).await.unwrap_err();
    assert_eq!((unknown.status, unknown.body["errors"][0]["pointer"].as_str()), (422, Some("/operation/numero")));
    let prepared = clermont.referent.post("/v1/contrats", naming("201500077")).await.unwrap();
    assert_eq!(text(&prepared, "/operation/programme"), "fse_2014_2020", "that of the operation, whatever was written");
    let path = format!("/v1/contrats/{}", text(&prepared, "/id"));
    let empty = read(&pdf(&suite, &clermont.referent, &format!("{path}/pdf")).await);
    assert!(empty.contains("Claire Morel") && empty.contains("Hélène Roussel"), "who is to sign is named: {empty}");
    assert!(empty.contains(&format!("Référence : {}", text(&prepared, "/reference"))), "{empty}");
    let sign = async |who: &str, mode: Value| {
        let body = json!({ "signataire": who, "signe_le": "2015-02-19", "lieu": "Clermont-Ferrand", "mode": mode });
        clermont.referent.post(&format!("{path}/signatures"), body).await
    };
    sign("referent", json!({ "type": "dessinee", "traits": [[[100, 200], [300, 250]]] })).await.unwrap();
    let unseen = sign("direction", json!({ "type": "papier", "attestation": false })).await.unwrap_err();
    assert_eq!(unseen.body["errors"][0]["pointer"], "/mode/attestation");
    let ask = async |who: &str| clermont.referent.post(&format!("{path}/codes"), json!({ "signataire": who })).await;
    let unaddressed = ask("participant").await.unwrap_err();
    assert_eq!((unaddressed.status, unaddressed.slug()), (409, "transition-interdite"));
    assert!(unaddressed.body["detail"].as_str().unwrap().contains("sur papier"), "{}", unaddressed.body);
    give_an_address(&suite, &clermont.referent, &dossier.participant, MAIL).await;
    assert_eq!(ask("direction").await.unwrap_err().body["errors"][0]["pointer"], "/signataire");
    let asked = ask("participant").await.unwrap();
    let first = suite.code(MAIL).await;
    assert!(!asked.to_string().contains(&first), "whoever asks is not shown it: {asked}");
    let with = async |code: &str| sign("participant", json!({ "type": "code", "code": code })).await;
    let wrong = |right: &str| if right == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        let refused = with(wrong(&first)).await.unwrap_err();
        assert_eq!((refused.status, refused.slug()), (422, "code-refuse"));
    }
    assert_eq!(with(&first).await.unwrap_err().slug(), "code-refuse", "five wrong tries wear a code out");
    ask("participant").await.unwrap();
    let right = suite.code(MAIL).await;
    let tomorrow = json!({
        "signataire": "participant", "signe_le": "2199-01-01", "mode": { "type": "code", "code": right },
    });
    let refused = clermont.referent.post(&format!("{path}/signatures"), tomorrow).await.unwrap_err();
    assert_eq!(refused.status, 422, "a signature that is refused does not use the code up");
    with(wrong(&right)).await.unwrap_err();
    with(&right).await.unwrap();
    assert_eq!(with(&right).await.unwrap_err().status, 409, "once");
    let engaged = sign("direction", json!({ "type": "papier", "attestation": true })).await.unwrap();
    assert_eq!(text(&engaged, "/engage_le"), "2015-02-19");

    let page = read(&pdf(&suite, &clermont.referent, &format!("{path}/pdf")).await);
    for expected in [
        "Contrat d’engagement",
        "Mathieu Mercier",
        "« Emploi et Inclusion » 2014-2020",
        "201500077",
        "18 février 2016",
        "reprendre un emploi dans la logistique",
        "signature dessinée",
        "code à usage unique",
        "signature sur papier",
        "diagnostic partagé du 5 février 2015",
        "Claire Morel",
        "Hélène Roussel",
    ] {
        assert!(page.replace('\'', "’").contains(&expected.replace('\'', "’")), "{expected} in {page}");
    }

    let mut later = diagnostic("2015-06-01", "aucun");
    later["elements"][2]["texte"] = json!("ouvrir un commerce");
    let follow = format!("/v1/candidatures/{}/diagnostic/actualisations", dossier.candidature);
    clermont.referent.post(&follow, later).await.unwrap();
    let again = read(&pdf(&suite, &clermont.referent, &format!("{path}/pdf")).await);
    assert_eq!(again, page, "what was signed does not change with the file");

    let same_day =
        clermont.referent.post(&format!("{path}/renouvellement"), json!({ "debut": "2015-02-19" })).await.unwrap_err();
    assert_eq!(same_day.status, 422);
    let renewal = json!({ "debut": "2016-02-19", "fin": "2017-02-18" });
    let renewed = clermont.referent.post(&format!("{path}/renouvellement"), renewal.clone()).await.unwrap();
    let all = clermont.referent.get(&format!("/v1/candidatures/{}/contrats", dossier.candidature)).await.unwrap();
    let ids: Vec<_> = all.as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids, [prepared["id"].clone(), renewed["id"].clone()]);
    assert_eq!(renewed["renouvelle"], prepared["id"]);
    assert_eq!(clermont.referent.post(&format!("{path}/renouvellement"), renewal).await.unwrap_err().status, 409);
    let ended =
        clermont.referent.post(&format!("{path}/fin"), json!({ "le": "2015-12-31", "motif": "sortie" })).await.unwrap();
    assert_eq!(text(&ended, "/termine/le"), "2015-12-31");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_the_stage_takes_the_missing_pieces_and_closes_when_it_is_revoked() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let (dossier, other) = (diagnosed(&clermont, M).await, diagnosed(&clermont, L).await);
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let pieces = |dossier: &Dossier| format!("/v1/participants/{}/pieces", dossier.participant);
    let piece = clermont.referent.post(&pieces(&dossier), asked.clone()).await.unwrap();
    let foreign = clermont.referent.post(&pieces(&other), asked).await.unwrap();
    clermont.partager(&dossier.participant, &clermont.prescripteur_structure, "2015-01-12").await.unwrap();
    let made = format!("/v1/candidatures/{}/liens", dossier.candidature);
    let lien = clermont.referent.post(&made, json!({ "jours": 60 })).await.unwrap();
    let jeton = text(&lien, "/jeton").to_owned();
    let listed = clermont.referent.get(&made).await.unwrap();
    assert_eq!(listed[0]["jeton"], Value::Null, "said once");

    let holder = suite.anonymous();
    let seen = holder.post("/v1/suivi", json!({ "jeton": jeton })).await.unwrap();
    let by_link = |lines: &Value| lines.as_array()?.iter().find(|line| line["operation"] == "suivi_view").cloned();
    let lectures = format!("/v1/participants/{}/lectures", dossier.participant);
    assert_eq!(wait_for(&clermont.admin, &lectures, by_link).await.unwrap()["sujet"], "lien");
    assert_eq!((text(&seen, "/personne"), text(&seen, "/etat")), ("Mathieu M.", "diagnostic"));
    assert!(!seen.to_string().contains("permis"), "nothing of the diagnosis: {seen}");
    let send = async |jeton: &str, piece: &Value| {
        let request = suite.http.put(format!("{}/v1/suivi/contenu", suite.url)).header("X-Lien", jeton);
        let answer = request.header("X-Piece", text(piece, "/id")).body("%PDF-1.7\n1 0 obj\n").send().await.unwrap();
        answer.status().as_u16()
    };
    assert_eq!(send(&jeton, &foreign).await, 404, "another person's pièce does not exist");
    assert_eq!(send(&jeton, &piece).await, 200);
    assert_eq!(send(&jeton, &piece).await, 404, "it is no longer waited for");
    let left = json!({ "jeton": jeton, "texte": "nouveau numéro : 06 98 76 54 32" });
    holder.post("/v1/suivi/coordonnees", left).await.unwrap();
    let candidature = clermont.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    assert_eq!(text(&candidature, "/contacts/0/note"), "nouveau numéro : 06 98 76 54 32");

    let path = session(&clermont, &[&dossier]).await;
    let yes = json!({ "candidature": dossier.candidature, "decision": "validee" });
    clermont.animation.post(&format!("{path}/decisions"), yes).await.unwrap();
    clermont
        .animation
        .post(&format!("{path}/cloture"), json!({ "presents": [clermont.referent_id, clermont.membre_id] }))
        .await
        .unwrap();
    let waiting = holder.post("/v1/suivi", json!({ "jeton": jeton })).await.unwrap();
    assert_eq!((&waiting["decision"], text(&waiting, "/etat")), (&Value::Null, "presentee"), "not communicated yet");
    let documents = clermont.animation.get(&format!("{path}/documents")).await.unwrap();
    let letter = documents.as_array().unwrap().iter().find(|one| one["nature"] == "courrier").unwrap();
    let sending = format!("/v1/documents/{}/envoi", text(letter, "/id"));
    clermont.animation.post(&sending, json!({ "le": "2015-02-13", "canal": "espace" })).await.unwrap();
    let told = holder.post("/v1/suivi", json!({ "jeton": jeton })).await.unwrap();
    assert_eq!((text(&told, "/decision"), text(&told, "/etat")), ("validee", "validee"));

    let forged = holder.post("/v1/suivi", json!({ "jeton": format!("B{}", &jeton[1..]) })).await.unwrap_err();
    assert_eq!((forged.status, forged.slug()), (404, "lien-invalide"));
    let revocation = format!("/v1/liens/{}/revocation", text(&lien, "/id"));
    clermont.referent.post(&revocation, json!({})).await.unwrap();
    assert_eq!(holder.post("/v1/suivi", json!({ "jeton": jeton })).await.unwrap_err().status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_least_loaded_référent_is_taken_and_a_non_entry_keeps_its_contacts() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    diagnosed(&clermont, M).await;
    let dossier = clermont.deposer(L, "2015-01-12", "2015-01-15").await.unwrap();
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let nobody = json!({ "affectee_le": "2015-01-16" });
    let refused = clermont.animation.post(&format!("{path}/affectation"), nobody).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/parmi");
    let other = clermont.recruter("Dominique", "referent", None).await.unwrap();
    let member =
        json!({ "referent": clermont.membre_id, "affectee_le": "2015-01-16", "remplace": clermont.referent_id });
    let refused = clermont.animation.post(&format!("{path}/affectation"), member).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/referent", "a member of the commission is no référent");
    let among = json!({ "affectee_le": "2015-01-16", "parmi": [clermont.referent_id, other], "remplace": clermont.referent_id });
    let assigned = clermont.animation.post(&format!("{path}/affectation"), among).await.unwrap();
    assert_eq!(text(&assigned, "/referent"), other, "who has no file yet");
    let call = json!({ "avec": "personne", "le": "2015-02-01", "moyen": "telephone", "abouti": false });
    clermont.referent.post(&format!("{path}/contacts"), call).await.unwrap();
    let over = json!({ "motif": "absence_aux_rendez_vous", "commentaire": "trois relances sans réponse" });
    let ended = clermont.referent.post(&format!("{path}/non-entree"), over).await.unwrap();
    assert_eq!((text(&ended, "/etat"), ended["contacts"].as_array().unwrap().len()), ("non_entree", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_not_typed_again() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = clermont.deposer(L, "2015-01-12", "2015-01-15").await.unwrap();
    let signatures = json!([
        { "signataire": "participant", "signe_le": "2015-06-01" }, { "signataire": "prescripteur", "signe_le": "2015-06-01" }
    ]);
    let back = json!({ "participant": dossier.participant, "signatures": signatures, "deposee_le": "2015-06-01" });
    let file = "/v1/candidatures";
    assert_eq!(clermont.referent.post(file, back.clone()).await.unwrap_err().slug(), "conflit", "the first goes on");
    let over = json!({ "motif": "abandon" });
    let path = format!("{file}/{}/non-entree", dossier.candidature);
    clermont.referent.post(&path, over).await.unwrap();
    let refused = clermont.prescripteur.post(file, back.clone()).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/personne", "a prescripteur knows of no file");
    let nobody = json!({ "participant": uuid::Uuid::nil(), "signatures": signatures, "deposee_le": "2015-06-01" });
    let refused = clermont.referent.post(file, nobody).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/participant");
    let young = json!({ "nom": "Lopez", "prenom": "Lina", "date_naissance": "2199-07-02", "sexe": "F" });
    let typed = json!({ "personne": young, "signatures": signatures, "deposee_le": "2015-06-01" });
    let refused = clermont.referent.post(file, typed).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/personne/date_naissance");
    let filed = clermont.referent.post(file, back).await.unwrap();
    assert_eq!((text(&filed, "/nom"), text(&filed, "/etat")), ("Lopez", "deposee"));
    let seen = clermont.referent.get(&format!("{file}/{}", text(&filed, "/id"))).await.unwrap();
    assert_eq!(text(&seen, "/participant"), dossier.participant);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_member_is_convened_without_any_name_of_a_person() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = diagnosed(&clermont, M).await;
    let path = session(&clermont, &[&dossier]).await;
    let made = clermont.animation.post(&format!("{path}/convocations"), json!({})).await.unwrap();
    let mut convened = 0;
    for one in made.as_array().unwrap() {
        assert_eq!(one["nature"], "convocation");
        let page = read(&pdf(&suite, &clermont.animation, &format!("/v1/documents/{}/pdf", text(one, "/id"))).await);
        for expected in ["12 février 2015", "salle Bocage", "Un dossier est à l"] {
            assert!(page.contains(expected), "{expected} in {page}");
        }
        assert!(!page.contains("Mercier"), "{page}");
        convened += usize::from(page.contains("Claire Petit, Département"));
    }
    assert_eq!(convened, 1, "each member has a page of their own");
    let other = clermont.animation.post("/v1/commissions", json!({ "tenue_le": "2015-02-26" })).await.unwrap();
    let empty = format!("/v1/commissions/{}/convocations", text(&other, "/id"));
    assert_eq!(clermont.animation.post(&empty, json!({})).await.unwrap_err().status, 409, "nobody is called");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_opens_until_its_last_instant_and_no_longer() {
    let clock = kernel::Clock::fixed(t("2026-02-02T09:00:00Z"));
    let suite = TestSuite::with(testkit::Options { clock: Some(clock.clone()), ..testkit::Options::default() }).await;
    let clermont = suite.territory("clermont").await;
    let dossier = clermont.deposer(M, "2026-01-12", "2026-01-15").await.unwrap();
    let made = format!("/v1/candidatures/{}/liens", dossier.candidature);
    assert_eq!(clermont.referent.post(&made, json!({ "jours": 0 })).await.unwrap_err().status, 422);
    let lien = clermont.referent.post(&made, json!({ "jours": 1 })).await.unwrap();
    let opening = json!({ "jeton": lien["jeton"] });
    clock.set(t("2026-02-03T08:59:59Z"));
    suite.anonymous().post("/v1/suivi", opening.clone()).await.unwrap();
    clock.set(t("2026-02-03T09:00:00Z"));
    let late = suite.anonymous().post("/v1/suivi", opening).await.unwrap_err();
    assert_eq!((late.status, late.slug()), (404, "lien-invalide"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_keeps_to_itself_the_goals_of_health_that_the_person_does_not_share() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = clermont.deposer(M, "2015-01-12", "2015-01-15").await.unwrap();
    let mut made = diagnostic("2015-02-05", "marque");
    let goal = |texte: &str, partage: bool| json!({ "theme": "sante", "nature": "objectif", "texte": texte, "partage": partage });
    made["elements"]
        .as_array_mut()
        .unwrap()
        .extend([goal("stabiliser un traitement", false), goal("voir un ergonome", true)]);
    made["niveaux"] =
        json!([{ "theme": "sante", "niveau": "bloquant" }, { "theme": "mobilite", "niveau": "bloquant" }]);
    let diagnosis = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
    clermont.referent.post(&diagnosis, made).await.unwrap();
    clermont.commission(&[&dossier], "2015-02-12").await.unwrap();
    let contract = clermont.referent.post("/v1/contrats", json!({ "candidature": dossier.candidature })).await.unwrap();
    let path = format!("/v1/contrats/{}", text(&contract, "/id"));
    let printed = format!("{path}/pdf");
    let before = read(&pdf(&suite, &clermont.referent, &printed).await);
    assert!(before.contains("voir un ergonome") && !before.contains("stabiliser un traitement"), "{before}");
    assert_eq!(
        read(&pdf(&suite, &clermont.direction, &printed).await),
        before,
        "whoever prints it shows the same page"
    );
    let signature = json!({ "signataire": "participant", "signe_le": "2015-02-19", "mode": { "type": "papier", "attestation": true } });
    clermont.referent.post(&format!("{path}/signatures"), signature).await.unwrap();
    let after = read(&pdf(&suite, &clermont.direction, &printed).await);
    assert!(after.contains("voir un ergonome") && !after.contains("stabiliser un traitement"), "{after}");

    // As contracts that were signed before these goals were left out.
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let former = "UPDATE participants.contrats SET fige = jsonb_set(fige, '{objectifs}', fige->'objectifs' || '[\"stabiliser un traitement\"]')";
    admin.batch_execute(former).await.unwrap();
    let kept = read(&pdf(&suite, &clermont.direction, &printed).await);
    assert!(!kept.contains("stabiliser un traitement"), "{kept}");
    let whole = read(&pdf(&suite, &clermont.referent, &printed).await);
    assert!(whole.contains("stabiliser un traitement"), "who reads the diagnosis reads what was signed: {whole}");
    let shared = read(&pdf(&suite, &clermont.referent, &format!("{diagnosis}/grille?partage=true")).await);
    assert!(!shared.contains("stabiliser un traitement") && shared.contains("voir un ergonome"), "{shared}");
}
