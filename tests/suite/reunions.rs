//! Two parcours of one person: counted once, and made one by a decision.

use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use plie::demo::{Dossier, Equipe, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

const C: Personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };

/// Somebody who entered, with the identifier of their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str) -> (Dossier, String) {
    let dossier = equipe.deposer(Personne { prenom, ..C }, "2018-05-14", "2018-05-17").await.unwrap();
    equipe.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    equipe.commission(&[&dossier], "2018-06-07").await.unwrap();
    equipe.contractualiser(&dossier, "2018-06-07").await.unwrap();
    let parcours = id(&equipe.parcours(&dossier).await.unwrap());
    (dossier, parcours)
}

async fn reunir(equipe: &Equipe, garde: &str, absorbe: &str) -> Result<Value, Refus> {
    let body = json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
    equipe.animation.post(&format!("/v1/parcours/{garde}/reunion"), body).await
}

async fn comptes(equipe: &Equipe) -> u64 {
    equipe.animation.get("/v1/file-active").await.unwrap()["personnes"].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_two_parcours_counts_once_and_one_of_them_goes_on_by_a_decision() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let ((kept, garde), (double, absorbe)) = (entre(&chalon, "Camille").await, entre(&chalon, "Camile").await);
    assert_eq!(comptes(&chalon).await, 2);
    // As files that were made one before it was refused left them.
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let merged = "UPDATE parcours.parcours SET participant_id = $1 WHERE participant_id = $2";
    let as_one = async |admin: &mut AsyncPgConnection, to: &str, from: &str| {
        let [to, from] = [to, from].map(|one| one.parse::<uuid::Uuid>().unwrap());
        diesel::sql_query(merged).bind::<SqlUuid, _>(to).bind::<SqlUuid, _>(from).execute(admin).await.unwrap()
    };
    assert_eq!(as_one(&mut admin, &kept.participant, &double.participant).await, 1);
    assert_eq!(comptes(&chalon).await, 1, "one person");
    let seen = chalon.referent.get(&format!("/v1/parcours/{garde}")).await.unwrap();
    let told =
        |seen: &Value| seen["echeances"].as_array().unwrap().iter().any(|one| one["regle"] == "un_seul_parcours");
    assert!(told(&seen), "{seen}");

    let itself = reunir(&chalon, &garde, &garde).await.unwrap_err();
    assert_eq!((itself.status, &itself.body["errors"][0]["pointer"]), (422, &json!("/absorbe")));
    let unknown = reunir(&chalon, &garde, "00000000-0000-7000-8000-000000000001").await.unwrap_err();
    assert_eq!((unknown.status, &unknown.body["errors"][0]["pointer"]), (422, &json!("/absorbe")));
    let step = json!({ "nature": "atelier", "operateur": chalon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2019-01-07", "fin_prevue": "2019-12-31" });
    let step = id(&chalon.referent.post(&format!("/v1/parcours/{absorbe}/etapes"), step).await.unwrap());
    chalon.confier(&kept.participant, &step, "2019-01-02").await.unwrap();
    let on = async |verb: &str, le: &str| {
        chalon.operateur.post(&format!("/v1/etapes/{step}/{verb}"), json!({ "le": le })).await.unwrap()
    };
    on("demarrage", "2019-01-07").await;
    let running = reunir(&chalon, &garde, &absorbe).await.unwrap_err();
    assert_eq!((running.status, running.slug()), (409, "transition-interdite"));
    on("fin", "2019-03-29").await;

    let one = reunir(&chalon, &garde, &absorbe).await.unwrap();
    assert_eq!((&one["etat"], told(&one)), (&json!("en_accompagnement"), false));
    let other = chalon.referent.get(&format!("/v1/parcours/{absorbe}")).await.unwrap();
    assert_eq!((&other["etat"], &other["reuni_a"]), (&json!("sorti"), &json!(garde)));
    assert_eq!(other["etapes"].as_array().unwrap().len(), 1, "what it held is still read");
    assert_eq!(comptes(&chalon).await, 1);
    assert_eq!(reunir(&chalon, &garde, &absorbe).await.unwrap_err().status, 409, "it is over");
    assert_eq!(reunir(&chalon, &absorbe, &garde).await.unwrap_err().status, 409, "what is over does not go on");
    let candidature = format!("/v1/candidatures/{}", double.candidature);
    let over = |one: &Value| one["suivi_termine_le"].as_str().map(Into::into);
    wait_for(&chalon.referent, &candidature, over).await.unwrap();
    let merge = json!({ "absorbe": double.participant, "motif": "même pièce d'identité" });
    chalon.animation.post(&format!("/v1/participants/{}/fusion", kept.participant), merge).await.unwrap();
}

/// Somebody who entered in Dijon on 12 February 2026: the person, and the path of their parcours.
async fn a_dijon(dijon: &Equipe, prenom: &'static str) -> (String, String) {
    let camille = Personne { prenom, commune: "21231", ..C };
    let dossier = dijon.deposer(camille, "2026-02-02", "2026-02-03").await.unwrap();
    dijon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    dijon.commission(&[&dossier], "2026-02-12").await.unwrap();
    dijon.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = id(&dijon.parcours(&dossier).await.unwrap());
    (dossier.participant, parcours)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_in_the_parcours_that_ended_counts_in_the_one_that_goes_on() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    let ((kept, garde), (double, absorbe)) = (a_dijon(&dijon, "Camille").await, a_dijon(&dijon, "Camile").await);
    let step = json!({ "nature": "atelier", "operateur": dijon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-02", "fin_prevue": "2026-12-31" });
    let step = id(&dijon.referent.post(&format!("/v1/parcours/{absorbe}/etapes"), step).await.unwrap());
    for (verb, le) in [("demarrage", "2026-03-02"), ("fin", "2026-05-29")] {
        dijon.referent.post(&format!("/v1/etapes/{step}/{verb}"), json!({ "le": le })).await.unwrap();
    }
    let met = json!({ "interlocuteur": "france_travail", "le": "2026-04-07",
        "compte_rendu": { "moyen": "rencontre", "convenu": "une prestation de six semaines", "partage": true } });
    dijon.referent.post(&format!("/v1/parcours/{absorbe}/liaisons"), met).await.unwrap();
    // As files that were made one before it was refused left them.
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let [to, from] = [&kept, &double].map(|one| one.parse::<uuid::Uuid>().unwrap());
    for table in ["parcours", "etapes", "liaisons"] {
        let merged = format!("UPDATE parcours.{table} SET participant_id = $1 WHERE participant_id = $2");
        diesel::sql_query(merged).bind::<SqlUuid, _>(to).bind::<SqlUuid, _>(from).execute(&mut admin).await.unwrap();
    }
    let fact = |seen: &Value, libelle: &str| {
        let all = seen["echeances"].as_array().unwrap().iter();
        let mut facts = all.flat_map(|one| one["faits"].as_array().unwrap());
        facts.find(|one| one["libelle"] == libelle).map(|one| one["valeur"].clone())
    };
    let alone = dijon.referent.get(&format!("/v1/parcours/{garde}")).await.unwrap();
    assert_eq!(fact(&alone, "sans étape depuis le"), Some(json!("2026-02-12")), "since the entry: {alone}");
    let one = reunir(&dijon, &garde, &absorbe).await.unwrap();
    assert_eq!(fact(&one, "sans étape depuis le"), Some(json!("2026-05-29")), "{one}");
    assert_eq!(fact(&one, "dernier tenu le"), Some(json!("2026-04-07")), "with France Travail: {one}");
    let gap = format!("/v1/echeances?regle=ecart_sans_etape&participant={kept}");
    let moved = |page: &Value| (page["elements"].get(0)?["limite"] == "2026-09-29").then_some(Value::Null);
    wait_for(&dijon.referent, &gap, moved).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_opposite_decisions_at_once_one_holds() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let (_, mut one) = entre(&chalon, "Camille").await;
    for prenom in ["Anne", "Brice", "Chloé", "David", "Elsa", "Farid"] {
        let (_, other) = entre(&chalon, prenom).await;
        let (this, that) = tokio::join!(reunir(&chalon, &one, &other), reunir(&chalon, &other, &one));
        assert!(this.is_ok() != that.is_ok(), "{this:?} {that:?}");
        one = if this.is_ok() { one } else { other };
    }
    assert_eq!(comptes(&chalon).await, 1);
}
