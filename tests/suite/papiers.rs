//! Papers: who sends them, to whom, and what stays of one that left.

use plie::demo::{Api, Equipe, Personne};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::{
    entree::{pdf, read},
    events::until,
    screens::patched,
};

const R: Personne = Personne { nom: "Roux", prenom: "Rachid", naissance: "1979-03-04", sexe: "M", commune: "69123" };

/// An image of two pixels.
const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mOQt4r/f4YBAAf0AoQyWV43AAAAAElFTkSuQmCC";
const EN_TETE: &str = "/v1/en-tete";

fn chez_nous() -> Value {
    json!({
        "adresse": { "voie": "24 rue Étienne Rognon", "code_postal": "69007", "commune": "69123" },
        "telephone": "0478600000",
        "courriel": "contact@plie-lyon.example",
        "logo": LOGO,
    })
}

fn champs(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_territory_says_once_what_its_papers_say_of_it() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let none = lyon.referent.get(EN_TETE).await.unwrap();
    assert_eq!((&none["version"], &none["nom"], &none["logo"]), (&json!(0), &json!("lyon"), &Value::Null));
    let edit = async |api: &Api, tag: &str, body: Value| patched(&suite, api, EN_TETE, tag, body).await;
    assert_eq!(edit(&lyon.referent, "\"0\"", chez_nous()).await.0, 403);
    let elsewhere = json!({ "adresse": { "code_postal": "71100", "commune": "69123" }, "logo": "PHN2Zy8+" });
    let (status, refused) = edit(&lyon.admin, "\"0\"", elsewhere).await;
    assert_eq!((status, champs(&refused)), (422, vec!["/adresse/code_postal", "/logo"]), "{refused}");

    let (status, said) = edit(&lyon.admin, "\"0\"", chez_nous()).await;
    assert_eq!((status, &said["version"], &said["telephone"]), (200, &json!(1), &json!("04 78 60 00 00")), "{said}");
    let (status, late) = edit(&lyon.admin, "\"0\"", json!({ "courriel": "autre@plie-lyon.example" })).await;
    assert_eq!(status, 412, "{late}");
    assert!(champs(&late).contains(&"/logo"), "{late}");
    let (status, moved) = edit(&lyon.admin, "\"1\"", json!({ "telephone": null })).await;
    assert_eq!((status, &moved["version"], &moved["logo"]), (200, &json!(2), &said["logo"]), "what is not named stays");

    let history = lyon.admin.get(&format!("{EN_TETE}/historique")).await.unwrap();
    let first = &history["elements"][1];
    assert_eq!((&first["version"], &first["par_nom"]), (&json!(1), &json!("Alex Administration")), "{history}");
    assert!(first.to_string().contains("sha256:") && !first.to_string().contains(LOGO), "{first}");
    let dijon = suite.territory("dijon").await;
    assert_eq!(dijon.admin.get(EN_TETE).await.unwrap()["version"], 0, "that of its own territory");
}

/// Waits until the papers of `equipe` say `expected` of who sends them.
async fn dit(suite: &TestSuite, equipe: &Equipe, grille: &str, expected: &str) {
    let says = async || read(&pdf(suite, &equipe.referent, grille).await).contains(expected);
    until(says, "the papers do not say who sends them").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_says_who_writes_and_to_whom_and_is_printed_again_as_it_left() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let ccas = format!("/v1/structures/{}", lyon.prescripteur_structure);
    let whereabouts = json!({ "adresse": { "voie": "5 rue du Lac", "code_postal": "69003", "commune": "69123" } });
    assert_eq!(patched(&suite, &lyon.admin, &ccas, "\"1\"", whereabouts).await.0, 200);
    assert_eq!(patched(&suite, &lyon.admin, EN_TETE, "\"0\"", chez_nous()).await.0, 200);
    let dossier = lyon.deposer(R, "2026-01-12", "2026-01-15").await.unwrap();
    lyon.partager(&dossier.participant, &lyon.prescripteur_structure, "2026-01-15").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-01-29").await.unwrap();
    let grille = format!("/v1/candidatures/{}/diagnostic/grille", dossier.candidature);
    dit(&suite, &lyon, &grille, "24 rue Étienne Rognon, 69007 LYON").await;

    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    let session = id(&lyon.animation.get("/v1/commissions").await.unwrap()["elements"][0]);
    let papers = lyon.animation.get(&format!("/v1/commissions/{session}/documents")).await.unwrap();
    let letter = papers.as_array().unwrap().iter().find(|one| one["nature"] == "courrier").unwrap();
    let path = format!("/v1/documents/{}/pdf", id(letter));
    let left = pdf(&suite, &lyon.animation, &path).await;
    let page = read(&left);
    for said in ["24 rue Étienne Rognon, 69007 LYON", "04 78 60 00 00", "CCAS 5 rue du Lac 69003 LYON"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(left.windows(6).any(|window| window == b"/Image"), "its logo is drawn");

    let moved = json!({ "adresse": { "voie": "1 place Bellecour", "code_postal": "69002" }, "logo": null });
    assert_eq!(patched(&suite, &lyon.admin, EN_TETE, "\"1\"", moved).await.0, 200);
    dit(&suite, &lyon, &grille, "1 place Bellecour, 69002 LYON").await;
    assert!(left == pdf(&suite, &lyon.animation, &path).await, "the letter that is printed again is the one that left");
}
