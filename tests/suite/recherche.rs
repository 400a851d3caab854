//! Finding people, and making two files of one person one.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use plie::demo::{Api, Equipe, Personne, Seance, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::TestSuite;

async fn open(api: &Api, nom: &str, prenom: &str, naissance: &str) -> String {
    let body = json!({ "nom": nom, "prenom": prenom, "date_naissance": naissance, "sexe": "F" });
    api.post("/v1/participants", body).await.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn names(api: &Api, recherche: Value) -> Vec<String> {
    let found = api.post("/v1/participants/recherche", recherche).await.unwrap();
    let full = |one: &Value| format!("{} {}", one["prenom"].as_str().unwrap(), one["nom"].as_str().unwrap());
    found.as_array().unwrap().iter().map(full).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_found_whatever_the_writing_and_what_only_resembles_comes_after() {
    let suite = TestSuite::start().await;
    let (lyon, dijon) = (suite.territory("lyon").await, suite.territory("dijon").await);
    for (nom, prenom, naissance) in [
        ("Lefèvre", "Marie-Ève", "1984-05-20"),
        ("Le Gall", "Yann", "1990-01-02"),
        ("Lefebvre", "Paul", "1984-05-20"),
        ("Philippe", "Ana", "1979-11-30"),
        ("Nguyễn", "Thị Đào", "1988-03-09"),
    ] {
        open(&lyon.referent, nom, prenom, naissance).await;
    }
    open(&dijon.referent, "Lefèvre", "Ailleurs", "1984-05-20").await;
    let by_name = async |nom: &str| names(&lyon.referent, json!({ "nom": nom })).await;
    assert_eq!(by_name("lefev").await, ["Marie-Ève Lefèvre"]);
    assert_eq!(by_name("EVE lefèvre").await, ["Marie-Ève Lefèvre"], "any word, any order");
    assert_eq!(by_name("legall").await, ["Yann Le Gall"]);
    assert_eq!(by_name("gall").await, ["Yann Le Gall"]);
    assert_eq!(by_name("filip").await, ["Ana Philippe"], "by its sound");
    assert_eq!(by_name("febv").await, ["Paul Lefebvre"], "a part of the name");
    assert_eq!(by_name("nguyen dao").await, ["Thị Đào Nguyễn"], "letters that the keyboard does not have");
    assert_eq!(by_name("xyz").await, Vec::<String>::new());
    assert_eq!(names(&lyon.referent, json!({ "date_naissance": "1984-05-20" })).await.len(), 2);
    let empty = lyon.referent.post("/v1/participants/recherche", json!({})).await.unwrap_err();
    assert_eq!(empty.status, 422);
    let wildcard = lyon.referent.post("/v1/participants/recherche", json!({ "nom": "%_" })).await.unwrap_err();
    assert_eq!(wildcard.status, 422, "no wildcard of SQL passes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_name_is_found_under_its_new_writing_only() {
    let suite = TestSuite::start().await;
    let Equipe { referent, .. } = suite.territory("lyon").await;
    let id = open(&referent, "Garnier", "Lou", "1990-01-02").await;
    let body = json!({ "nom": "Granier", "prenom": "Lou", "date_naissance": "1990-01-02", "sexe": "F" });
    let url = format!("{}/v1/participants/{id}", suite.url);
    let patched = suite
        .http
        .patch(url)
        .bearer_auth(referent.token())
        .header("If-Match", "\"1\"")
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(patched.status(), 200);
    assert_eq!(names(&referent, json!({ "nom": "granier" })).await, ["Lou Granier"]);
    assert_eq!(names(&referent, json!({ "nom": "garni" })).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_search_belongs_to_the_one_who_kept_it() {
    let suite = TestSuite::start().await;
    let Equipe { referent, animation, .. } = suite.territory("lyon").await;
    open(&referent, "Diallo", "Aminata", "1984-05-20").await;
    let kept = json!({ "nom": "Les Diallo", "recherche": { "nom": "diallo" } });
    let filtre = referent.post("/v1/filtres", kept.clone()).await.unwrap();
    assert_eq!(referent.post("/v1/filtres", kept).await.unwrap_err().status, 409);
    let run = format!("/v1/filtres/{}/execution", filtre["id"].as_str().unwrap());
    assert_eq!(referent.post(&run, json!({})).await.unwrap().as_array().unwrap().len(), 1);
    assert_eq!(animation.post(&run, json!({})).await.unwrap_err().status, 404, "a colleague's search does not exist");
    assert_eq!(animation.get("/v1/filtres").await.unwrap(), json!([]));
    let forget = format!("/v1/filtres/{}/oubli", filtre["id"].as_str().unwrap());
    assert_eq!(referent.post(&forget, json!({})).await.unwrap(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_moves_the_proofs_and_undoing_it_moves_them_back() {
    let suite = TestSuite::start().await;
    let (lyon, dijon) = (suite.territory("lyon").await, suite.territory("dijon").await);
    let kept = open(&lyon.referent, "Dupont", "Anne", "1984-05-20").await;
    let double = open(&lyon.referent, "Dupond", "Anne", "1984-05-20").await;
    let stranger = open(&dijon.referent, "Dupont", "Anne", "1984-05-20").await;
    let proof = json!({ "kind": "attestation_rsa", "date_document": "2026-01-10", "recue_le": "2026-01-15" });
    lyon.referent.post(&format!("/v1/participants/{double}/pieces"), proof).await.unwrap();
    let rsa = json!({ "code": "rsa", "reponse": "oui", "depuis": "2026-01-01", "source": "attestation" });
    lyon.referent.post(&format!("/v1/participants/{double}/situations"), rsa).await.unwrap();
    let proposed = lyon.referent.get(&format!("/v1/participants/{kept}/doublons")).await.unwrap();
    assert_eq!(proposed[0]["participant"]["id"], double.as_str());
    assert_eq!(proposed[0]["raisons"], json!(["nom_proche_meme_naissance"]));
    assert_eq!(proposed.as_array().unwrap().len(), 1, "never a person of another territory");

    let path = format!("/v1/participants/{kept}/fusion");
    let merge = |absorbe: &str| json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
    assert_eq!(lyon.referent.post(&path, merge(&double)).await.unwrap_err().status, 403);
    assert_eq!(lyon.animation.post(&path, merge(&kept)).await.unwrap_err().status, 422);
    assert_eq!(lyon.animation.post(&path, merge(&stranger)).await.unwrap_err().status, 422);
    let fusion = lyon.animation.post(&path, merge(&double)).await.unwrap();
    assert_eq!(fusion["deplaces"], 2);
    let pieces = |id: &str| format!("/v1/participants/{id}/pieces");
    assert_eq!(lyon.referent.get(&pieces(&kept)).await.unwrap().as_array().unwrap().len(), 1);
    assert_eq!(names(&lyon.referent, json!({ "nom": "dupon" })).await, ["Anne Dupont"], "found once");
    let absorbed = lyon.referent.get(&format!("/v1/participants/{double}")).await.unwrap();
    assert_eq!(absorbed["fusionne_dans"], kept.as_str());
    let late = json!({ "code": "rqth", "reponse": "oui", "depuis": "2026-01-01", "source": "décision" });
    let refused = lyon.referent.post(&format!("/v1/participants/{double}/situations"), late).await.unwrap_err();
    assert_eq!(refused.status, 409, "nothing is written any more in a file that was absorbed");

    let undo = format!("/v1/fusions/{}/annulation", fusion["id"].as_str().unwrap());
    lyon.animation.post(&undo, json!({})).await.unwrap();
    assert_eq!(lyon.referent.get(&pieces(&kept)).await.unwrap(), json!([]));
    assert_eq!(lyon.referent.get(&pieces(&double)).await.unwrap().as_array().unwrap().len(), 1);
    assert_eq!(names(&lyon.referent, json!({ "nom": "dupon" })).await, ["Anne Dupond", "Anne Dupont"]);
    assert_eq!(lyon.animation.post(&undo, json!({})).await.unwrap_err().status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn merges_are_undone_in_the_reverse_order() {
    let suite = TestSuite::start().await;
    let Equipe { referent, animation, .. } = suite.territory("lyon").await;
    let mut files = Vec::new();
    for nom in ["Dupont", "Dupond", "Dupon"] {
        files.push(open(&referent, nom, "Anne", "1984-05-20").await);
    }
    let rsa = json!({ "code": "rsa", "reponse": "oui", "depuis": "2026-01-01", "source": "attestation" });
    referent.post(&format!("/v1/participants/{}/situations", files[0]), rsa).await.unwrap();
    let merge = async |absorbe: &str, garde: &str| {
        let body = json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
        let fusion = animation.post(&format!("/v1/participants/{garde}/fusion"), body).await.unwrap();
        format!("/v1/fusions/{}/annulation", fusion["id"].as_str().unwrap())
    };
    let (first, second) = (merge(&files[0], &files[1]).await, merge(&files[1], &files[2]).await);
    let early = animation.post(&first, json!({})).await.unwrap_err();
    assert_eq!((early.status, early.slug()), (409, "transition-interdite"), "its records are in a third file by now");
    animation.post(&second, json!({})).await.unwrap();
    animation.post(&first, json!({})).await.unwrap();
    let situations = referent.get(&format!("/v1/participants/{}/situations", files[0])).await.unwrap();
    assert_eq!(situations.as_array().unwrap().len(), 1, "back where it was recorded");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_other_services_hold_follows_a_merge_and_comes_back() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let personne = Personne { nom: "Dupond", prenom: "Anne", naissance: "1984-05-20", sexe: "F", commune: "69123" };
    let dossier = lyon.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    lyon.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = lyon.parcours(&dossier).await.unwrap();
    let operation = json!({
        "numero": "202600001", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let operation = lyon.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let entered = json!({ "participant": dossier.participant, "entree_le": "2026-02-12" });
    let within = format!("/v1/operations/{}/participations", operation["id"].as_str().unwrap());
    let participation = lyon.referent.post(&within, entered).await.unwrap();
    let seance = Seance { debut: "2026-03-03T10:00:00+01:00", fin: "2026-03-03T11:00:00+01:00" };
    let waiting = lyon.prevoir("entretien", "Suivi", &[&dossier.participant], seance, None).await.unwrap();

    let kept = open(&lyon.referent, "Dupont", "Anne", "1984-05-20").await;
    let merge = json!({ "absorbe": dossier.participant, "motif": "même pièce d'identité" });
    let fusion = lyon.animation.post(&format!("/v1/participants/{kept}/fusion"), merge).await.unwrap();
    let path = |kind: &str, one: &Value| format!("/v1/{kind}/{}", one["id"].as_str().unwrap());
    let held = async |path: &str, by: &str| {
        wait_for(&lyon.gestionnaire, path, |one| (one["participant"] == by).then(|| one.clone())).await.unwrap()
    };
    held(&path("parcours", &parcours), &kept).await;
    held(&path("participations", &participation), &kept).await;
    let expected = async |by: &str| {
        let one = format!("/v1/rendez-vous/{waiting}");
        let whose = |one: &Value| (one["presences"][0]["participant"] == by).then(|| one.clone());
        wait_for(&lyon.referent, &one, whose).await.unwrap();
    };
    expected(&kept).await;
    rendez_vous_tenu(&lyon.referent, &waiting, &[&dossier.participant], seance).await.unwrap();
    let contacts = format!("{}/accompagnement?mois=2026-03-01", path("parcours", &parcours));
    let noted = |one: &Value| one["contacts"].as_array().filter(|all| !all.is_empty()).map(|_| one.clone());
    wait_for(&lyon.referent, &contacts, noted).await.unwrap();

    lyon.animation.post(&format!("{}/annulation", path("fusions", &fusion)), json!({})).await.unwrap();
    held(&path("parcours", &parcours), &dossier.participant).await;
    held(&path("participations", &participation), &dossier.participant).await;
    expected(&dossier.participant).await;

    let agenda = |who: &str| format!("/v1/rendez-vous?du=2026-03-01&au=2026-03-31&participant={who}");
    let meetings = async |who: &str| {
        let page = lyon.referent.get(&agenda(who)).await.unwrap();
        page["elements"].as_array().unwrap().len()
    };
    assert_eq!((meetings(&kept).await, meetings(&dossier.participant).await), (0, 1));
    let ledger = lyon.gestionnaire.get("/v1/registre?apres=0&limite=1000").await.unwrap();
    let facts: Vec<Value> = ledger.as_array().unwrap().iter().map(sealed).collect();
    let told = facts.iter().filter(|one| one["donnees"]["rendez_vous"] == json!([waiting]));
    let told: Vec<_> =
        told.map(|one| (one["fait"].as_str().unwrap(), one["donnees"]["garde"].as_str().unwrap())).collect();
    assert_eq!(told, [("fusion", kept.as_str()), ("separation", kept.as_str())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_of_two_files_is_declared_once_an_operation() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let operation = json!({
        "numero": "202600001", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let operation = lyon.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let operation = format!("/v1/operations/{}", operation["id"].as_str().unwrap());
    let (kept, absorbed) = (
        open(&lyon.referent, "Dupont", "Anne", "1984-05-20").await,
        open(&lyon.referent, "Dupond", "Anne", "1984-05-20").await,
    );
    for person in [&kept, &absorbed] {
        let entered = json!({ "participant": person, "entree_le": "2026-02-12" });
        let taken = lyon.referent.post(&format!("{operation}/participations"), entered).await.unwrap();
        let answers = json!({ "recueilli_le": "2026-02-12", "situation": "chomeur", "mois_sans_emploi": 14, "en_formation": false, "niveau": "cap_bep" });
        let path = format!("/v1/participations/{}/questionnaire-entree", taken["id"].as_str().unwrap());
        lyon.referent.post(&path, answers).await.unwrap();
    }
    let bilan = format!("{operation}/bilan");
    let women = |bilan: &Value| bilan["participants"]["femmes"].as_i64().unwrap();
    assert_eq!(women(&lyon.gestionnaire.get(&bilan).await.unwrap()), 2);
    let merge = json!({ "absorbe": absorbed, "motif": "même pièce d'identité" });
    lyon.animation.post(&format!("/v1/participants/{kept}/fusion"), merge).await.unwrap();
    let counted = wait_for(&lyon.gestionnaire, &bilan, |one| (women(one) == 1).then(|| one.clone())).await.unwrap();
    let why = &counted["incompletes"][0]["manque"][0];
    assert_eq!(why, "deux dossiers réunis : une seule participation se déclare");
    let entered = json!({ "participant": absorbed, "entree_le": "2026-02-12" });
    let refused = lyon.referent.post(&format!("{operation}/participations"), entered).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["detail"], format!("ce dossier a été réuni au dossier {kept}"));
}

fn sealed(entry: &Value) -> Value {
    serde_json::from_str(entry["contenu"].as_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_recorded_before_their_keys_are_indexed_behind() {
    let mut suite = TestSuite::start().await;
    let Equipe { referent, .. } = suite.territory("lyon").await;
    open(&referent, "Diallo", "Aminata", "1984-05-20").await;
    let twin = open(&referent, "Diallo", "Aminata", "1984-05-20").await;
    suite.stop().await;
    let unset = "DELETE FROM participants.recherche_cles; UPDATE participants.participants SET cles_version = 0";
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin.batch_execute(unset).await.unwrap();
    suite.restart().await;
    let api = suite.anonymous().login("referent@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    // The list of duplicates of a twin needs its keys: it is read until they are there.
    let path = format!("/v1/participants/{twin}/doublons");
    let found = wait_for(&api, &path, |found| found.get(0).cloned()).await.unwrap();
    assert_eq!(found["participant"]["nom"], "Diallo");
    assert_eq!(names(&api, json!({ "nom": "diallo" })).await.len(), 2);
}
