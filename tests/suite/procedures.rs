//! One procedure at a time for one person, each fact on a day that may be.

use plie::demo::{Dossier, Equipe, Personne, wait_for};
use serde_json::{Value, json};
use testkit::TestSuite;

const M: Personne =
    Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "63113" };
const L: Personne = Personne { nom: "Lopez", prenom: "Lina", naissance: "1991-07-02", sexe: "F", commune: "63113" };

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

/// Filed in January 2015, diagnosed in February.
async fn diagnosed(equipe: &Equipe, personne: Personne) -> Dossier {
    let dossier = equipe.deposer(personne, "2015-01-12", "2015-01-15").await.unwrap();
    equipe.diagnostiquer(&dossier, "2015-02-05").await.unwrap();
    dossier
}

/// A session of 12 February 2015 with these candidatures on its agenda.
async fn session(equipe: &Equipe, dossiers: &[&Dossier]) -> String {
    let created = equipe.animation.post("/v1/commissions", json!({ "tenue_le": "2015-02-12" })).await.unwrap();
    let path = format!("/v1/commissions/{}", text(&created, "/id"));
    for dossier in dossiers {
        let listed = json!({ "candidature": dossier.candidature });
        equipe.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    }
    path
}

async fn decide(equipe: &Equipe, session: &str, dossier: &Dossier, decision: &str) {
    let body = json!({ "candidature": dossier.candidature, "decision": decision, "code_motif": "autre" });
    equipe.animation.post(&format!("{session}/decisions"), body).await.unwrap();
}

async fn close(equipe: &Equipe, session: &str) -> Result<Value, plie::demo::Refus> {
    equipe
        .animation
        .post(&format!("{session}/cloture"), json!({ "presents": [equipe.membre_id, equipe.animation_id] }))
        .await
}

async fn correct(equipe: &Equipe, session: &str, dossier: &Dossier) -> Result<Value, plie::demo::Refus> {
    let decision =
        json!({ "candidature": dossier.candidature, "decision": "validee", "code_motif": "projet_coherent" });
    let body = json!({ "decision": decision, "raison": "erreur de saisie" });
    equipe.animation.post(&format!("{session}/corrections"), body).await
}

/// Files again for somebody who has a file.
async fn file_again(equipe: &Equipe, dossier: &Dossier, le: &str) -> Result<Dossier, plie::demo::Refus> {
    let signatures =
        json!([{ "signataire": "participant", "signe_le": le }, { "signataire": "prescripteur", "signe_le": le }]);
    let body = json!({ "participant": dossier.participant, "signatures": signatures, "deposee_le": le });
    let filed = equipe.referent.post("/v1/candidatures", body).await?;
    Ok(Dossier { candidature: text(&filed, "/id").to_owned(), participant: dossier.participant.clone() })
}

async fn withdraw(equipe: &Equipe, dossier: &Dossier) -> Result<Value, plie::demo::Refus> {
    let path = format!("/v1/candidatures/{}/non-entree", dossier.candidature);
    equipe.referent.post(&path, json!({ "motif": "demenagement" })).await
}

async fn state(equipe: &Equipe, dossier: &Dossier) -> String {
    let seen = equipe.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    text(&seen, "/etat").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_withdraws_leaves_the_agenda_and_the_session_goes_on_with_the_others() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let (m, l) = (diagnosed(&clermont, M).await, diagnosed(&clermont, L).await);
    let path = session(&clermont, &[&m, &l]).await;
    decide(&clermont, &path, &m, "validee").await;
    assert_eq!(text(&withdraw(&clermont, &l).await.unwrap(), "/etat"), "non_entree");
    let agenda = clermont.animation.get(&path).await.unwrap();
    assert_eq!(agenda["dossiers"].as_array().unwrap().len(), 1, "{agenda}");
    assert_eq!(text(&agenda, "/dossiers/0/candidature"), m.candidature);
    assert_eq!(text(&close(&clermont, &path).await.unwrap(), "/etat"), "close");
    assert_eq!(state(&clermont, &m).await, "validee");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_and_the_agenda_at_the_same_instant_never_leave_a_session_that_cannot_close() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    for round in 0..12 {
        let dossier = diagnosed(&clermont, M).await;
        let path = session(&clermont, &[]).await;
        let listed = json!({ "candidature": dossier.candidature });
        let agenda = format!("{path}/dossiers");
        let (_, withdrawn) = tokio::join!(clermont.animation.post(&agenda, listed), withdraw(&clermont, &dossier));
        if let Err(refused) = withdrawn {
            assert_eq!(refused.status, 409, "{}", refused.body);
            withdraw(&clermont, &dossier).await.unwrap();
        }
        assert_eq!(state(&clermont, &dossier).await, "non_entree");
        close(&clermont, &path).await.unwrap_or_else(|refused| panic!("{round}: {}", refused.body));
    }
    for round in 0..12 {
        let dossier = diagnosed(&clermont, M).await;
        let path = session(&clermont, &[&dossier]).await;
        decide(&clermont, &path, &dossier, "ajournee").await;
        let (closed, withdrawn) = tokio::join!(close(&clermont, &path), withdraw(&clermont, &dossier));
        for refused in [closed.err(), withdrawn.err()].into_iter().flatten() {
            assert_eq!(refused.status, 409, "{round}: {}", refused.body);
        }
        if text(&clermont.animation.get(&path).await.unwrap(), "/etat") == "ouverte" {
            close(&clermont, &path).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_not_corrected_while_another_candidature_goes_on_nor_after_it_led_to_an_entry() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let first = diagnosed(&clermont, M).await;
    let path = session(&clermont, &[&first]).await;
    decide(&clermont, &path, &first, "refusee").await;
    close(&clermont, &path).await.unwrap();
    let second = file_again(&clermont, &first, "2015-03-02").await.unwrap();
    let refused = correct(&clermont, &path, &first).await.unwrap_err();
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(text(&refused.body, "/detail").contains("02/03/2015"), "{}", refused.body);

    let given = json!({ "referent": clermont.referent_id, "affectee_le": "2015-03-03" });
    clermont.animation.post(&format!("/v1/candidatures/{}/affectation", second.candidature), given).await.unwrap();
    clermont.diagnostiquer(&second, "2015-03-10").await.unwrap();
    clermont.commission(&[&second], "2015-03-12").await.unwrap();
    clermont.parcours(&second).await.unwrap();
    let refused = correct(&clermont, &path, &first).await.unwrap_err();
    assert_eq!(refused.status, 409, "{}", refused.body);
    let all = clermont.referent.get("/v1/parcours?limite=200").await.unwrap();
    assert_eq!(all["elements"].as_array().unwrap().len(), 1, "never two");
    assert_eq!(state(&clermont, &first).await, "refusee");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_and_a_new_candidature_at_the_same_instant_are_never_both_done() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    for round in 0..12 {
        let first = diagnosed(&clermont, L).await;
        let path = session(&clermont, &[&first]).await;
        decide(&clermont, &path, &first, "refusee").await;
        close(&clermont, &path).await.unwrap();
        let (corrected, filed) =
            tokio::join!(correct(&clermont, &path, &first), file_again(&clermont, &first, "2015-03-02"));
        assert_ne!(corrected.is_ok(), filed.is_ok(), "{round}");
        let refused = corrected.err().or_else(|| filed.err()).unwrap();
        assert_eq!(refused.status, 409, "{round}: {}", refused.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_persons_who_are_both_accompanied_are_not_made_one() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let (m, l) = (diagnosed(&clermont, M).await, diagnosed(&clermont, L).await);
    clermont.commission(&[&m, &l], "2015-02-12").await.unwrap();
    clermont.contractualiser(&m, "2015-02-19").await.unwrap();
    clermont.contractualiser(&l, "2015-02-19").await.unwrap();
    let merge = json!({ "absorbe": l.participant, "motif": "même pièce d'identité" });
    let path = format!("/v1/participants/{}/fusion", m.participant);
    let refused = clermont.animation.post(&path, merge).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "conflit"), "{}", refused.body);
    assert!(text(&refused.body, "/detail").contains("accompagnement"), "{}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_without_ever_signing_a_contract_comes_back_and_signs_the_former_one_no_more() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let c = Personne { nom: "Carré", prenom: "Chloé", naissance: "1988-09-09", sexe: "F", commune: "71076" };
    let dossier = chalon.deposer(c, "2018-05-14", "2018-05-15").await.unwrap();
    chalon.diagnostiquer(&dossier, "2018-05-28").await.unwrap();
    chalon.commission(&[&dossier], "2018-06-07").await.unwrap();
    let parcours = format!("/v1/parcours/{}", text(&chalon.parcours(&dossier).await.unwrap(), "/id"));
    let cdi = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2019-04-01", "employeur": "Boulangerie Perrin" });
    let sortie = chalon.referent.post(&format!("{parcours}/sorties"), cdi).await.unwrap();
    let exit = format!("/v1/sorties/{}", text(&sortie, "/id"));
    let piece = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
    let piece = chalon.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), piece).await.unwrap();
    let proof = json!({ "piece": piece["id"], "recu_le": "2019-04-20" });
    chalon.referent.post(&format!("{exit}/justificatif"), proof).await.unwrap();
    let early = file_again(&chalon, &dossier, "2019-04-20").await.unwrap_err();
    assert_eq!((early.status, early.slug()), (409, "conflit"), "the accompaniment goes on");
    chalon.animation.post(&format!("{exit}/confirmation"), json!({})).await.unwrap();
    let over = |one: &Value| one["suivi_termine_le"].as_str().map(Into::into);
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    assert_eq!(wait_for(&chalon.referent, &candidature, over).await.unwrap(), "2019-10-01");

    let late = chalon.referent.post("/v1/contrats", json!({ "candidature": dossier.candidature })).await.unwrap_err();
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(text(&late.body, "/detail").contains("01/10/2019"), "{}", late.body);
    file_again(&chalon, &dossier, "2020-01-06").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_precedes_neither_the_commission_nor_gives_an_entry_before_it() {
    let suite = TestSuite::start().await;
    let uni_est = suite.territory("uni-est").await;
    let d = Personne { nom: "Durand", prenom: "Denis", naissance: "1979-03-11", sexe: "M", commune: "69029" };
    let dossier = uni_est.deposer(d, "2016-01-11", "2016-01-12").await.unwrap();
    uni_est.diagnostiquer(&dossier, "2016-02-01").await.unwrap();
    uni_est.commission(&[&dossier], "2016-02-11").await.unwrap();
    let begun = json!({ "candidature": dossier.candidature, "debut": "2016-02-10" });
    let refused = uni_est.referent.post("/v1/contrats", begun).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/debut")));
    let contrat = uni_est.referent.post("/v1/contrats", json!({ "candidature": dossier.candidature })).await.unwrap();
    let path = format!("/v1/contrats/{}/signatures", text(&contrat, "/id"));
    let sign = async |who: &Value, le: &str| {
        let mode = json!({ "type": "papier", "attestation": true });
        uni_est.referent.post(&path, json!({ "signataire": who, "signe_le": le, "mode": mode })).await
    };
    for who in contrat["manquantes"].as_array().unwrap() {
        for early in ["2010-02-11", "2016-02-10"] {
            let refused = sign(who, early).await.unwrap_err();
            assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/signe_le")));
        }
        sign(who, "2016-02-11").await.unwrap();
    }
    let entered = uni_est.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    assert_eq!(text(&entered, "/entree_le"), "2016-02-11");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_candidature_is_not_given_in_the_future() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = clermont.deposer(M, "2015-01-12", "2015-01-15").await.unwrap();
    let given = json!({ "referent": clermont.referent_id, "affectee_le": "2199-01-15" });
    let path = format!("/v1/candidatures/{}/affectation", dossier.candidature);
    let refused = clermont.animation.post(&path, given).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/affectee_le")));
}
