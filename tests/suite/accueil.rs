//! Before the entry: what is explained, what is recommended, with whom, and who is told that a frein threatens it.

use plie::demo::{Api, Dossier, Equipe, Personne, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::{
    entree::{pdf, read},
    screens::patched,
};

const M: Personne =
    Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "63113" };
const Z: Personne = Personne { nom: "Zerbib", prenom: "Zoé", naissance: "1988-09-09", sexe: "F", commune: "71076" };

async fn filed(equipe: &Equipe, personne: Personne) -> Dossier {
    equipe.deposer(personne, "2026-01-12", "2026-01-15").await.unwrap()
}

fn diagnostic(more: &Value) -> Value {
    let mut whole = json!({
        "etabli_le": "2026-02-05",
        "elements": [{ "theme": "isolement", "nature": "frein", "texte": "ne connaît personne en ville" }],
        "niveaux": [{ "theme": "isolement", "niveau": "marque" }],
    });
    for (name, value) in more.as_object().unwrap() {
        whole[name] = value.clone();
    }
    whole
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_territory_explains_is_asked_until_a_contact_says_that_it_was() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let dossier = filed(&chalon, Z).await;
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let left = async || {
        let one = chalon.referent.get(&path).await.unwrap();
        let said = one["echeances"].as_array().unwrap().iter().find(|one| one["regle"] == "explications").cloned();
        said.map(|one| one["explication"].as_str().unwrap().to_owned())
    };
    let rest_is = |what: &str| Some(format!("reste à expliquer : {what}"));
    assert_eq!(left().await, rest_is("le dispositif, les actions du PLIE, le financement européen"));
    let contact = |avec: &str, abouti: bool, more: &Value| {
        let mut one = json!({ "avec": avec, "le": "2026-01-20", "moyen": "rencontre", "abouti": abouti });
        for (name, value) in more.as_object().unwrap() {
            one[name] = value.clone();
        }
        one
    };
    let contacts = format!("{path}/contacts");
    let some = json!({ "explications": ["dispositif", "actions"] });
    for (avec, abouti) in [("prescripteur", true), ("personne", false)] {
        let refused = chalon.referent.post(&contacts, contact(avec, abouti, &some)).await.unwrap_err();
        assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/explications")));
    }
    chalon.referent.post(&contacts, contact("personne", true, &some)).await.unwrap();
    assert_eq!(left().await, rest_is("le financement européen"));
    let rest = json!({ "explications": ["financement_europeen"] });
    chalon.referent.post(&contacts, contact("personne", true, &rest)).await.unwrap();
    assert_eq!(left().await, None, "all was explained");

    let frein = json!({ "frein": "mobilite", "note": "plus de véhicule : l'entrée est menacée" });
    let refused = chalon.referent.post(&contacts, contact("personne", true, &frein)).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/frein");
    chalon.referent.post(&contacts, contact("structure_animation", true, &frein)).await.unwrap();
    let told = chalon.animation.get(&path).await.unwrap();
    let last = told["contacts"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["avec"], &last["frein"]), (&json!("structure_animation"), &json!("mobilite")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_diagnosis_recommends_the_plie_or_another_measure_by_a_method_of_the_territory() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = filed(&clermont, M).await;
    let path = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
    let refused = async |more: Value| {
        let refused = clermont.referent.post(&path, diagnostic(&more)).await.unwrap_err();
        let errors = refused.body["errors"].as_array().unwrap();
        errors.iter().map(|one| one["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let other = json!({ "orientation": "autre_mesure", "motifs": "santé à stabiliser d'abord" });
    assert_eq!(refused(json!({ "preconisation": other })).await, ["/preconisation/mesure"]);
    let plie = json!({ "orientation": "plie", "mesure": "accompagnement global", "motifs": "projet défini" });
    assert_eq!(
        refused(json!({ "preconisation": plie, "methode": "tarot" })).await,
        ["/methode", "/preconisation/mesure"]
    );
    let backwards = json!({ "nature": "emploi", "intitule": "cariste", "du": "2021-06-30", "au": "2021-06-29" });
    let later = json!({ "nature": "formation", "intitule": "CACES", "du": "2026-02-06" });
    assert_eq!(refused(json!({ "experiences": [backwards, later] })).await, ["/experiences/0/au", "/experiences/1/du"]);

    let whole = diagnostic(&json!({
        "experiences": [{ "nature": "emploi", "intitule": "cariste, missions d'intérim", "du": "2021-06-30", "au": "2021-06-30" }],
        "adhesion": { "capacite": "a_soutenir", "constat": "ponctuel, demande un rendez-vous par semaine" },
        "preconisation": { "orientation": "autre_mesure", "mesure": "accompagnement global", "motifs": "santé à stabiliser d'abord" },
        "methode": "odes",
    }));
    let kept = clermont.referent.post(&path, whole.clone()).await.unwrap();
    for field in ["experiences", "adhesion", "preconisation", "methode"] {
        assert_eq!(kept[field], whole[field], "{field}");
    }
    let grid = read(&pdf(&suite, &clermont.referent, &format!("{path}/grille")).await);
    for expected in [
        "Parcours antérieur",
        "cariste",
        "à soutenir",
        "autre mesure : accompagnement global",
        "Méthode ODES",
        "Isolement",
    ] {
        assert!(grid.contains(expected), "{expected} in {grid}");
    }
    let shared = read(&pdf(&suite, &clermont.referent, &format!("{path}/grille?partage=true")).await);
    assert!(!shared.contains("à soutenir"), "how the person was judged stays with who follows them: {shared}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prescripteur_outside_the_list_of_the_territory_is_warned_about_and_not_refused() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = filed(&clermont, M).await;
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let warned = |one: &Value| {
        let said = one["echeances"].as_array()?.iter().find(|one| one["regle"] == "prescripteur_habilite")?;
        said.get("explication").cloned()
    };
    assert_eq!(warned(&clermont.referent.get(&path).await.unwrap()), None, "a CCAS is on the list of seed 003");
    let ccas = format!("/v1/structures/{}", clermont.prescripteur_structure);
    assert_eq!(patched(&suite, &clermont.admin, &ccas, "\"1\"", json!({ "categorie": "autre" })).await.0, 200);
    let said = wait_for(&clermont.referent, &path, warned).await.unwrap();
    assert_eq!(said, "prescripteur hors de la liste du territoire : autre");
    filed(&clermont, Personne { nom: "Lopez", prenom: "Lina", naissance: "1991-07-02", sexe: "F", commune: "63113" })
        .await;
    let structure = json!({ "nom": "Employeur", "nature": "employeur_referent", "categorie": "commune" });
    let refused = clermont.admin.post("/v1/structures", structure).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/categorie");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_a_recommendation_is_presented_with_a_warning() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let bare = filed(&clermont, M).await;
    let lina = Personne { nom: "Lopez", prenom: "Lina", naissance: "1991-07-02", sexe: "F", commune: "63113" };
    let recommended = filed(&clermont, lina).await;
    let expected = "préconisation attendue : vers le PLIE ou vers une autre mesure";
    let warned = async |dossier: &Dossier| {
        let one = clermont.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
        let said = one["echeances"].as_array().unwrap().iter().find(|one| one["regle"] == "preconisation").cloned();
        said.map(|one| one["explication"].as_str().unwrap().to_owned())
    };
    assert_eq!(warned(&bare).await, None, "nothing is diagnosed yet");
    let plie = json!({ "orientation": "plie", "motifs": "projet défini, freins à lever en douze mois" });
    for (dossier, more) in [(&bare, json!({})), (&recommended, json!({ "preconisation": plie }))] {
        let path = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
        clermont.referent.post(&path, diagnostic(&more)).await.unwrap();
    }
    assert_eq!((warned(&bare).await.as_deref(), warned(&recommended).await), (Some(expected), None));

    let session = clermont.animation.post("/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await.unwrap();
    let session = format!("/v1/commissions/{}", id(&session));
    let proposed = clermont.animation.get(&format!("{session}/proposition")).await.unwrap();
    let said = |dossier: &Dossier| {
        let all = proposed.as_array().unwrap();
        let one = all.iter().find(|one| one["candidature"] == dossier.candidature.as_str()).unwrap();
        (one["pret"].clone(), one["manques"].as_array().unwrap().contains(&json!(expected)))
    };
    assert_eq!((said(&bare), said(&recommended)), ((json!(true), true), (json!(true), false)));
    let put = json!({ "candidature": bare.candidature });
    clermont.animation.post(&format!("{session}/dossiers"), put).await.unwrap();
    assert_eq!(warned(&bare).await.as_deref(), Some(expected), "presented all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_referent_social_named_before_the_entry_is_around_the_person_who_enters_and_unknown_to_the_prescripteur() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = filed(&clermont, M).await;
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let contacts = format!("{path}/contacts");
    let call = |avec: &str, le: &str, who: &Value| json!({ "avec": avec, "le": le, "moyen": "telephone", "abouti": true, "referent_social": who });
    let sylvie = json!({ "nom": "Sylvie Vauzelle", "organisme": "MDS de Cournon" });
    for (avec, who) in [("referent_social", &Value::Null), ("prescripteur", &sylvie)] {
        let refused = clermont.referent.post(&contacts, call(avec, "2026-01-20", who)).await.unwrap_err();
        let pointer = &refused.body["errors"][0]["pointer"];
        assert_eq!((refused.status, pointer), (422, &json!("/referent_social")), "{avec}");
    }
    for le in ["2026-01-20", "2026-01-27"] {
        clermont.referent.post(&contacts, call("referent_social", le, &sylvie)).await.unwrap();
    }
    let last = async |api: &Api| api.get(&path).await.unwrap()["contacts"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last(&clermont.animation).await["referent_social"], sylvie);
    let seen = last(&clermont.direction).await;
    assert_eq!((&seen["avec"], &seen["referent_social"]), (&json!("referent_social"), &Value::Null));
    let followed = clermont.prescripteur.get("/v1/candidatures/suivies").await.unwrap();
    assert!(!followed.to_string().contains("Vauzelle"), "{followed}");

    clermont.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    clermont.commission(&[&dossier], "2026-02-12").await.unwrap();
    let parcours = id(&clermont.parcours(&dossier).await.unwrap());
    let around = clermont.referent.get(&format!("/v1/parcours/{parcours}/intervenants")).await.unwrap();
    let around = around["intervenants"].as_array().unwrap();
    assert_eq!(around.len(), 1, "{around:?}");
    for (field, expected) in [
        ("fonction", "referent_social"),
        ("nom", "Sylvie Vauzelle"),
        ("organisme", "MDS de Cournon"),
        ("du", "2026-01-20"),
        ("partage", "rien"),
    ] {
        assert_eq!(around[0][field], expected, "{field}");
    }
}
