//! Somebody whom a structure spotted: little is noted, nothing is typed twice, and they are forgotten by the day that is said.

use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::Clock;
use plie::demo::{Equipe, MOT_DE_PASSE, Refus};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::events::until;

async fn chalon() -> (Clock, TestSuite, Equipe) {
    let clock = Clock::fixed(t("2026-03-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    (clock, suite, chalon)
}

fn repere(prenom: &str) -> Value {
    json!({ "nom": "Diallo", "prenom": prenom, "commune": "71076", "telephone": "06 12 34 56 78", "repere_le": "2026-03-10",
        "contexte": "permanence au pied de l'immeuble", "base_legale": "consentement", "informee_le": "2026-03-10" })
}

fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

fn signed() -> Value {
    json!([{ "signataire": "participant", "signe_le": "2026-03-10" }, { "signataire": "prescripteur", "signe_le": "2026-03-10" }])
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows keep this text of somebody.
async fn kept(suite: &TestSuite, prenom: &str) -> i64 {
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let query = format!("SELECT count(*) AS n FROM participants.reperages WHERE prenom = '{prenom}'");
    diesel::sql_query(query).get_result::<Count>(&mut admin).await.unwrap().n
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_spotted_becomes_a_candidature_and_nothing_is_typed_twice() {
    let (_clock, suite, chalon) = chalon().await;
    let noted = chalon.prescripteur.post("/v1/reperages", repere("Aminata")).await.unwrap();
    assert_eq!((&noted["etat"], &noted["garde_jusqu_au"]), (&json!("ouvert"), &json!("2026-09-06")), "{noted}");
    assert_eq!(noted["structure"], chalon.prescripteur_structure.as_str(), "their own");
    let path = format!("/v1/reperages/{}", id(&noted));
    let filed = json!({ "sexe": "F", "signatures": signed(), "deposee_le": "2026-03-10" });
    let unborn = chalon.prescripteur.post(&format!("{path}/candidature"), filed.clone()).await.unwrap_err();
    assert_eq!(refused(&unborn), (422, "/date_naissance"), "it was not noted");
    let mut filed = filed;
    filed["date_naissance"] = json!("1984-05-20");
    let mut early = filed.clone();
    early["deposee_le"] = json!("2026-03-09");
    early["signatures"] = json!([]);
    let early = chalon.prescripteur.post(&format!("{path}/candidature"), early).await.unwrap_err();
    assert_eq!(refused(&early), (422, "/deposee_le"), "the day before they were spotted");
    let candidature = chalon.prescripteur.post(&format!("{path}/candidature"), filed.clone()).await.unwrap();
    assert_eq!((&candidature["nom"], &candidature["prenom"]), (&json!("Diallo"), &json!("Aminata")));
    let seen = chalon.referent.get(&format!("/v1/candidatures/{}", id(&candidature))).await.unwrap();
    assert_eq!(seen["prescripteur"], chalon.prescripteur_structure.as_str());
    let file = format!("/v1/participants/{}", seen["participant"].as_str().unwrap());
    let file = chalon.referent.get(&file).await.unwrap();
    assert_eq!((&file["commune"], &file["date_naissance"]), (&json!("71076"), &json!("1984-05-20")), "{file}");
    let left = chalon.prescripteur.get(&path).await.unwrap();
    assert_eq!((&left["nom"], &left["contexte"], &left["etat"]), (&Value::Null, &Value::Null, &json!("candidature")));
    assert_eq!(kept(&suite, "Aminata").await, 0, "the file alone says who she is");
    let again = chalon.prescripteur.post(&format!("{path}/candidature"), filed).await.unwrap_err();
    assert_eq!(again.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prescripteur_sees_those_of_their_structure_alone() {
    let (_clock, suite, chalon) = chalon().await;
    let own = id(&chalon.prescripteur.post("/v1/reperages", repere("Aminata")).await.unwrap());
    let of_the_team = id(&chalon.referent.post("/v1/reperages", repere("Berthe")).await.unwrap());
    let mine = chalon.prescripteur.get("/v1/reperages").await.unwrap();
    let mine: Vec<_> = mine["elements"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(mine, std::slice::from_ref(&own));
    let hidden = format!("/v1/reperages/{of_the_team}");
    assert_eq!(chalon.prescripteur.get(&hidden).await.unwrap_err().status, 404);
    let closing = json!({ "motif": "injoignable" });
    let refus = chalon.prescripteur.post(&format!("{hidden}/cloture"), closing.clone()).await.unwrap_err();
    assert_eq!(refus.status, 404, "nor does anything with it");
    assert_eq!(chalon.prescripteur.post(&format!("{hidden}/effacement"), json!({})).await.unwrap_err().status, 404);
    assert_eq!(
        chalon.animation.get("/v1/reperages?etat=ouvert").await.unwrap()["elements"].as_array().unwrap().len(),
        2
    );
    let mut elsewhere = repere("Cora");
    elsewhere["structure"] = json!(chalon.operateur_structure);
    let refus = chalon.prescripteur.post("/v1/reperages", elsewhere).await.unwrap_err();
    assert_eq!(refused(&refus), (422, "/structure"), "in nobody else's name");
    let closed = chalon.prescripteur.post(&format!("/v1/reperages/{own}/cloture"), closing).await.unwrap();
    assert_eq!((&closed["etat"], &closed["motif"]), (&json!("clos"), &json!("injoignable")));
    assert_eq!(closed["actions"][0]["possible"], false, "{closed}");
    chalon.prescripteur.post(&format!("/v1/reperages/{own}/effacement"), json!({})).await.unwrap();
    assert_eq!(chalon.prescripteur.get(&format!("/v1/reperages/{own}")).await.unwrap_err().status, 404);
    assert_eq!(kept(&suite, "Aminata").await, 0, "she asked to be forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_spotted_is_forgotten_the_day_after_the_last_one_that_is_said() {
    let (clock, mut suite, chalon) = chalon().await;
    let mut wrong = repere("Aminata");
    wrong["repere_le"] = json!("2025-09-10");
    wrong["informee_le"] = json!("2025-09-10");
    let over = chalon.prescripteur.post("/v1/reperages", wrong).await.unwrap_err();
    assert_eq!(refused(&over), (422, "/repere_le"), "181 days ago: kept until yesterday");
    for prenom in ["Aminata", "Berthe"] {
        chalon.prescripteur.post("/v1/reperages", repere(prenom)).await.unwrap();
    }
    let mut later = repere("Cora");
    clock.set(t("2026-03-11T09:00:00Z"));
    let prescripteur = suite.anonymous().login("prescripteur@grand-chalon.example", MOT_DE_PASSE).await.unwrap();
    later["repere_le"] = json!("2026-03-11");
    later["informee_le"] = json!("2026-03-11");
    prescripteur.post("/v1/reperages", later).await.unwrap();
    clock.set(t("2026-09-07T09:00:00Z"));
    // The round looks at each start.
    suite.restart().await;
    until(async || kept(&suite, "Aminata").await == 0, "she is still kept").await;
    until(async || kept(&suite, "Berthe").await == 0, "she is still kept").await;
    assert_eq!(kept(&suite, "Cora").await, 1, "on her last day she is");
}
