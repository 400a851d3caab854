//! Rights of the person, and how long a file is kept.

use kernel::Clock;
use plie::demo::{Api, Equipe, Personne, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

async fn open(api: &Api, nom: &str) -> String {
    let body = json!({ "nom": nom, "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F", "telephone": "0612345678" });
    api.post("/v1/participants", body).await.unwrap()["id"].as_str().unwrap().to_owned()
}

fn because() -> Value {
    json!({ "motif": "demande écrite de la personne" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consent_holds_for_its_partner_until_it_ends_or_is_withdrawn() {
    let suite = TestSuite::start().await;
    let Equipe { referent, operateur_structure, .. } = suite.territory("lyon").await;
    let path = format!("/v1/participants/{}/consentements", open(&referent, "Diallo").await);
    let sharing = json!({ "finalite": "partage", "accord": true, "recueilli_le": "2026-01-12" });
    let refused = referent.post(&path, sharing).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/partenaire");
    let with = |fin: &str| json!({ "finalite": "partage", "partenaire": operateur_structure, "accord": true, "recueilli_le": "2026-01-12", "expire_le": fin });
    assert_eq!(referent.post(&path, with("2026-01-31")).await.unwrap()["vaut"], false, "it has ended");
    let given = referent.post(&path, with("2099-12-31")).await.unwrap();
    assert_eq!(given["vaut"], true);
    let withdrawal = format!("/v1/consentements/{}/retrait", given["id"].as_str().unwrap());
    assert_eq!(referent.post(&withdrawal, json!({ "le": "2026-01-11" })).await.unwrap_err().status, 422);
    let left = referent.post(&withdrawal, json!({ "le": "2026-02-01" })).await.unwrap();
    assert_eq!((&left[1]["vaut"], &left[1]["retire_le"]), (&json!(false), &json!("2026-02-01")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_file_is_read_and_not_changed() {
    let suite = TestSuite::start().await;
    let Equipe { referent, animation, .. } = suite.territory("lyon").await;
    let id = open(&referent, "Diallo").await;
    let path = format!("/v1/participants/{id}/limitation");
    assert_eq!(referent.post(&path, because()).await.unwrap_err().status, 403);
    animation.post(&path, because()).await.unwrap();
    let rsa = json!({ "code": "rsa", "reponse": "oui", "depuis": "2026-01-01", "source": "attestation" });
    let situations = format!("/v1/participants/{id}/situations");
    let refused = referent.post(&situations, rsa.clone()).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "dossier-limite"));
    assert_eq!(referent.get(&format!("/v1/participants/{id}")).await.unwrap()["nom"], "Diallo");
    animation.post(&format!("{path}/levee"), because()).await.unwrap();
    referent.post(&situations, rsa).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_gives_all_that_is_held_and_who_read_it() {
    let suite = TestSuite::start().await;
    let Equipe { referent, animation, admin, .. } = suite.territory("lyon").await;
    let id = open(&referent, "Diallo").await;
    referent.get(&format!("/v1/participants/{id}")).await.unwrap();
    let reads = format!("/v1/participants/{id}/lectures");
    let read = wait_for(&admin, &reads, |reads| reads.get(0).cloned()).await.unwrap();
    assert_eq!(read["phrase"], "a ouvert votre dossier");
    let export = animation.post(&format!("/v1/participants/{id}/export"), because()).await.unwrap();
    assert_eq!(export["identite"]["telephone"], "06 12 34 56 78");
    assert_eq!(export["lectures"][0]["operation"], "participant_view");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_obliges_to_keep_its_participants_without_anybody_typing_it() {
    let suite = TestSuite::start().await;
    let Equipe { referent, animation, gestionnaire, .. } = suite.territory("lyon").await;
    let (id, double) = (open(&referent, "Diallo").await, open(&referent, "Diallo").await);
    let operation = json!({
        "numero": "202600123", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let operation = gestionnaire.post("/v1/operations", operation).await.unwrap();
    let within = format!("/v1/operations/{}/participations", operation["id"].as_str().unwrap());
    let nobody = json!({ "participant": uuid::Uuid::nil(), "entree_le": "2026-03-02" });
    let refused = referent.post(&within, nobody).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/participant")));
    let late = json!({ "participant": id, "entree_le": "2027-01-01" });
    assert_eq!(referent.post(&within, late).await.unwrap_err().status, 422);
    let held = animation.get(&format!("/v1/participants/{id}/conservation")).await.unwrap();
    assert_eq!(held["obligations"], json!([]), "who does not enter obliges to nothing");
    referent.post(&within, json!({ "participant": id, "entree_le": "2026-03-02" })).await.unwrap();
    let held = animation.get(&format!("/v1/participants/{id}/conservation")).await.unwrap();
    assert_eq!(held["obligations"], json!([{ "operation": "l'opération 202600123", "jusquau": "2033-12-31" }]));
    let merge = json!({ "absorbe": id, "motif": "même pièce d'identité" });
    animation.post(&format!("/v1/participants/{double}/fusion"), merge).await.unwrap();
    let refused = animation.post(&format!("/v1/participants/{double}/effacement"), because()).await.unwrap_err();
    assert_eq!(refused.slug(), "effacement-refuse", "the duty goes with the person: {}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_read_what_is_told_for_every_service() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("lyon").await;
    let personne = Personne { nom: "Arnaud", prenom: "Aline", naissance: "1985-01-10", sexe: "F", commune: "69123" };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = equipe.parcours(&dossier).await.unwrap();
    equipe.gestionnaire.get(&format!("/v1/parcours/{}", parcours["id"].as_str().unwrap())).await.unwrap();
    let path = format!("/v1/participants/{}/lectures", dossier.participant);
    let told = |all: &Value| {
        let found = all.as_array()?.iter().find(|one| one["operation"] == "parcours_view")?;
        Some(found.clone())
    };
    let read = wait_for(&equipe.admin, &path, told).await.unwrap();
    assert_eq!(read["phrase"], "a ouvert votre parcours");
    assert_eq!(equipe.referent.get(&path).await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_waits_for_the_funder_and_then_leaves_no_name_and_every_count() {
    let clock = Clock::fixed(t("2026-06-01T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let Equipe { referent, animation, gestionnaire, .. } = suite.territory("lyon").await;
    let id = open(&referent, "Diallo").await;
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let piece = referent.post(&format!("/v1/participants/{id}/pieces"), asked).await.unwrap();
    let url = format!("{}/v1/pieces/{}/contenu", suite.url, piece["id"].as_str().unwrap());
    suite.http.put(url).bearer_auth(referent.token()).body("%PDF-1.7\n1 0 obj\n").send().await.unwrap();
    let duty = json!({ "operation": "l'opération 202600123", "jusquau": "2026-06-01" });
    gestionnaire.post(&format!("/v1/participants/{id}/obligations"), duty).await.unwrap();
    let erase = format!("/v1/participants/{id}/effacement");
    let refused = animation.post(&erase, because()).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "effacement-refuse"));
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("l'opération 202600123") && detail.contains("01/06/2026"), "{detail}");
    clock.set(t("2026-06-02T00:01:00+02:00"));
    let login = async |who: &str| {
        suite.anonymous().login(&format!("{who}@lyon.example"), plie::demo::MOT_DE_PASSE).await.unwrap()
    };
    let (animation, referent) = (login("animation").await, login("referent").await);
    let erased = animation.post(&erase, because()).await.unwrap();
    assert_eq!(
        (&erased["nom"], &erased["date_naissance"], &erased["anonymise_le"]),
        (&json!("—"), &json!("1984-01-01"), &json!("2026-06-02"))
    );
    let file = referent.get(&format!("/v1/participants/{id}/dossier")).await.unwrap();
    assert!(!file.to_string().contains("Diallo") && !file.to_string().contains("06 12"), "{file}");
    assert_eq!(file["pieces"].as_array().unwrap().len(), 1, "that a pièce was asked for still counts");
    assert_eq!(referent.post("/v1/participants/recherche", json!({ "nom": "diallo" })).await.unwrap(), json!([]));
    assert!(
        std::fs::read_dir(suite.files.path()).unwrap().all(|entry| files(&entry.unwrap().path()) == 0),
        "no file is left"
    );
}

fn files(path: &std::path::Path) -> usize {
    if path.is_file() {
        return 1;
    }
    std::fs::read_dir(path).unwrap().map(|entry| files(&entry.unwrap().path())).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_leaves_the_active_base_after_it_was_announced() {
    let clock = Clock::fixed(t("2026-06-01T09:00:00Z"));
    let mut suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let id = open(&lyon.referent, "Diallo").await;
    // The job looks at each start: thirty days before the two years, then on the day.
    clock.set(t("2028-05-02T09:00:00Z"));
    suite.restart().await;
    let login = async |suite: &TestSuite| {
        suite.anonymous().login("animation@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap()
    };
    let animation = login(&suite).await;
    let announced = wait_for(&animation, "/v1/conservation", |list| list.get(0).cloned()).await.unwrap();
    assert_eq!((&announced["etape"], &announced["prevue_le"]), (&json!("archivage"), &json!("2028-06-01")));
    assert_eq!(animation.get("/v1/participants").await.unwrap()["elements"].as_array().unwrap().len(), 1);
    clock.set(t("2028-06-01T09:00:00Z"));
    suite.restart().await;
    let animation = login(&suite).await;
    let file = format!("/v1/participants/{id}");
    let archived =
        wait_for(&animation, &file, |file| file["archive_le"].as_str().map(|jour| json!(jour))).await.unwrap();
    assert_eq!(archived, "2028-06-01");
    assert_eq!(animation.get("/v1/participants").await.unwrap()["elements"], json!([]), "out of the active base");
    assert_eq!(animation.get(&file).await.unwrap()["nom"], "Diallo", "kept, for who has to open it");
    let signed = |who: &str| json!({ "signataire": who, "signe_le": "2028-06-01" });
    let again = json!({ "participant": id, "deposee_le": "2028-06-01", "signatures": [signed("participant"), signed("prescripteur")] });
    animation.post("/v1/candidatures", again).await.unwrap();
    assert_eq!(animation.get(&file).await.unwrap()["archive_le"], Value::Null, "who comes back is in the active base");
    assert_eq!(animation.get("/v1/participants").await.unwrap()["elements"].as_array().unwrap().len(), 1);
    let found = animation.post("/v1/participants/recherche", json!({ "nom": "diallo" })).await.unwrap();
    assert_eq!(found[0]["id"], id.as_str(), "and is found again");
}
