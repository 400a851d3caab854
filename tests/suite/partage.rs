//! What leaves the team leaves with the person's agreement, and stops when it is taken back.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use plie::demo::{Dossier, Equipe, MOT_DE_PASSE, Personne, Refus};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::{
    chain,
    events::until,
    instances::{entre, ouvrir},
};

const M: Personne =
    Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "69123" };

fn refuse(answer: Result<Value, Refus>) {
    let refused = answer.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (403, "interdit"), "{refused}");
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("accord") && detail.contains("référent"), "it says why, and what to do: {detail}");
}

async fn retirer(equipe: &Equipe, consentement: &Value, le: &str) {
    let path = format!("/v1/consentements/{}/retrait", id(consentement));
    equipe.referent.post(&path, json!({ "le": le })).await.unwrap();
}

fn ids(page: &Value) -> Vec<String> {
    page["elements"].as_array().unwrap().iter().map(id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_runs_an_etape_sees_it_while_the_person_agrees() {
    let mut suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let g = chain::g_in(&lyon).await;
    let parcours = id(&lyon.parcours(&g).await.unwrap());
    let step = json!({ "nature": "aci", "operateur": lyon.operateur_structure, "intitule": "Espaces verts", "debut": "2017-05-01", "fin_prevue": "2017-10-31" });
    let step = id(&lyon.referent.post(&format!("/v1/parcours/{parcours}/etapes"), step).await.unwrap());
    let path = format!("/v1/etapes/{step}");
    refuse(lyon.operateur.get(&path).await);
    refuse(lyon.operateur.post(&format!("{path}/acceptation"), json!({})).await);
    assert_eq!(ids(&lyon.operateur.get("/v1/etapes").await.unwrap()), [""; 0]);
    lyon.partager(&g.participant, &lyon.prescripteur_structure, "2017-04-20").await.unwrap();
    refuse(lyon.operateur.get(&path).await);

    lyon.confier(&g.participant, &step, "2017-04-20").await.unwrap();
    lyon.operateur.post(&format!("{path}/acceptation"), json!({})).await.unwrap();
    // As it stood before parcours heard of it, and the withdrawal with it.
    let given = lyon.referent.get(&format!("/v1/participants/{}/consentements", g.participant)).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let forget = "DELETE FROM parcours.accords; UPDATE participants.consentements SET dit = false";
    admin.batch_execute(forget).await.unwrap();
    suite.restart().await;
    let login = async |who: &str| suite.anonymous().login(&format!("{who}@lyon.example"), MOT_DE_PASSE).await.unwrap();
    let lyon = Equipe { operateur: login("operateur_etape").await, referent: login("referent").await, ..lyon };
    until(async || lyon.operateur.get(&path).await.is_ok(), "the agreement was not told again").await;

    retirer(&lyon, &given[1], "2017-06-01").await;
    until(async || lyon.operateur.get(&path).await.is_err(), "the withdrawal was not told").await;
    refuse(lyon.operateur.get(&path).await);
    refuse(lyon.operateur.post(&format!("{path}/demarrage"), json!({ "le": "2017-05-01" })).await);
    assert_eq!(ids(&lyon.operateur.get("/v1/etapes").await.unwrap()), [""; 0]);
    lyon.referent.get(&path).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_filed_follows_the_stage_until_the_person_takes_it_back() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let m = lyon.deposer(M, "2026-01-12", "2026-01-15").await.unwrap();
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    lyon.referent.post(&format!("/v1/participants/{}/pieces", m.participant), asked).await.unwrap();
    let made = format!("/v1/candidatures/{}/liens", m.candidature);
    let lien = lyon.referent.post(&made, json!({ "jours": 60 })).await.unwrap();
    let follow = async || suite.anonymous().post("/v1/suivi", json!({ "jeton": lien["jeton"] })).await;
    let seen = follow().await.unwrap();
    assert_eq!(
        (&seen["etat"], &seen["pieces"]),
        (&json!("affectee"), &json!([])),
        "the stage, and nothing of the file"
    );

    let yes = lyon.partager(&m.participant, &lyon.prescripteur_structure, "2026-01-20").await.unwrap();
    assert_eq!(follow().await.unwrap()["pieces"].as_array().unwrap().len(), 1);
    assert_eq!(
        ids(&lyon.prescripteur.get("/v1/candidatures/suivies").await.unwrap()),
        std::slice::from_ref(&m.candidature)
    );
    retirer(&lyon, &yes, "2026-02-01").await;
    refuse(follow().await);
    refuse(
        suite
            .anonymous()
            .post("/v1/suivi/coordonnees", json!({ "jeton": lien["jeton"], "texte": "nouveau numéro" }))
            .await,
    );
    refuse(lyon.referent.post(&made, json!({ "jours": 60 })).await);
    assert_eq!(ids(&lyon.prescripteur.get("/v1/candidatures/suivies").await.unwrap()), [""; 0]);
    assert_eq!(lyon.referent.get(&format!("/v1/candidatures/{}", m.candidature)).await.unwrap()["etat"], "affectee");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_paper_of_a_session_goes_to_a_partner_with_whom_the_person_does_not_share() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (m, n) = (presented(&lyon, M).await, presented(&lyon, Personne { nom: "Nadal", ..M }).await);
    let no = json!({ "finalite": "partage", "partenaire": lyon.prescripteur_structure, "accord": false, "recueilli_le": "2026-01-20" });
    lyon.referent.post(&format!("/v1/participants/{}/consentements", n.participant), no).await.unwrap();
    lyon.commission(&[&m, &n], "2026-02-12").await.unwrap();
    let session = id(&lyon.animation.get("/v1/commissions").await.unwrap()["elements"][0]);
    let papers = lyon.animation.get(&format!("/v1/commissions/{session}/documents")).await.unwrap();
    let letters: Vec<_> = papers.as_array().unwrap().iter().filter(|one| one["nature"] == "courrier").collect();
    assert_eq!(letters.iter().map(|one| &one["candidature"]).collect::<Vec<_>>(), [&json!(m.candidature)]);
    let yes = lyon.partager(&m.participant, &lyon.prescripteur_structure, "2026-02-13").await.unwrap();
    retirer(&lyon, &yes, "2026-02-14").await;
    for paper in papers.as_array().unwrap().iter().filter(|one| one["structure"].is_string()) {
        let sending = format!("/v1/documents/{}/envoi", id(paper));
        let refused =
            lyon.animation.post(&sending, json!({ "le": "2026-02-16", "canal": "courriel" })).await.unwrap_err();
        assert_eq!((refused.status, refused.slug()), (403, "interdit"), "{refused}");
    }
}

async fn presented(equipe: &Equipe, personne: Personne) -> Dossier {
    let dossier = equipe.deposer(personne, "2026-01-12", "2026-01-15").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-01-29").await.unwrap();
    dossier
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_answers_that_were_recorded_at_one_instant_the_last_one_holds() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-16", "fin_prevue": "2026-12-31" });
    let step = id(&lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap());
    let step = format!("/v1/etapes/{step}");
    for accord in [true, false].repeat(4) {
        for partenaire in [&lyon.prescripteur_structure, &lyon.operateur_structure] {
            let said = json!({ "finalite": "partage", "partenaire": partenaire, "accord": accord, "recueilli_le": "2026-03-10" });
            lyon.referent.post(&format!("/v1/participants/{camille}/consentements"), said).await.unwrap();
        }
        let followed = ids(&lyon.prescripteur.get("/v1/candidatures/suivies").await.unwrap());
        assert_eq!(!followed.is_empty(), accord, "who referred her follows her while she agrees");
        until(async || lyon.operateur.get(&step).await.is_ok() == accord, "the operator was told another answer").await;
    }
}
