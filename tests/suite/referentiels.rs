//! Every rule of a référentiel is read: a value that nothing reads would be a promise that nobody keeps.

use plie::demo::{Equipe, Personne};
use serde_json::json;
use testkit::TestSuite;

use crate::architecture::code;

const MODELE: &str = "libs/referentiel/src/modele.rs";

/// What people read as it is, and no rule judges.
const DITES: [&str; 2] = ["source", "libelle"];

/// What comes before the tests of a source.
fn judged(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

/// The fields of the model, with the structure of each.
fn fields(model: &str) -> Vec<(String, String)> {
    let (mut structure, mut found) = (String::new(), Vec::new());
    for line in model.lines() {
        if let Some(name) = line.strip_prefix("pub struct ") {
            name.trim_end_matches(" {").clone_into(&mut structure);
        } else if let Some((name, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(": "))
            && !name.contains(' ')
        {
            found.push((structure.clone(), name.to_owned()));
        }
    }
    found
}

/// Whether a text reads a field: `.field`, not a call, or by its name between braces.
fn reads(text: &str, field: &str) -> bool {
    let word = |one: Option<char>| one.is_some_and(|one| one.is_alphanumeric() || one == '_' || one == '(');
    let dotted =
        text.match_indices(&format!(".{field}")).any(|(at, found)| !word(text[at + found.len()..].chars().next()));
    let named = |sep: &str| text.contains(&format!("{{ {field}{sep}")) || text.contains(&format!(", {field}{sep}"));
    dotted || named(" }") || named(",")
}

#[test]
fn every_value_of_a_référentiel_is_read_by_a_rule() {
    let sources = code(&["libs/referentiel/src", "libs/store/src/referentiels.rs", "services"]);
    let model = &sources.iter().find(|(path, _)| path == MODELE).unwrap().1;
    let own = model.split("impl ").skip(1).collect::<String>();
    let readers: Vec<_> = sources
        .iter()
        .filter(|(path, text)| path != MODELE && (path.starts_with("libs") || text.contains("referentiel")))
        .map(|(_, text)| judged(text))
        .chain([own.as_str()])
        .collect();
    let all = fields(model);
    assert!(all.len() > 60, "the fields of the model are found: {}", all.len());
    let unread: Vec<_> = all
        .iter()
        .filter(|(_, field)| !DITES.contains(&field.as_str()) && !readers.iter().any(|text| reads(text, field)))
        .collect();
    assert!(unread.is_empty(), "read by no rule: {unread:?}");
}

#[test]
fn every_rule_is_called_by_a_service() {
    let rules = code(&["libs/referentiel/src/regles"]);
    let services = code(&["services", "libs/store/src", "libs/events/src"]);
    let mut idle = Vec::new();
    for (path, text) in &rules {
        let public = judged(text).lines().filter_map(|line| line.strip_prefix("pub fn "));
        for rule in public.map(|line| line.split(['(', '<']).next().unwrap()) {
            let called = |text: &str| ["(", ",", " }"].iter().any(|after| text.contains(&format!("{rule}{after}")));
            let elsewhere = services.iter().chain(rules.iter().filter(|(other, _)| other != path));
            if !elsewhere.map(|(_, text)| judged(text)).any(called) {
                idle.push(format!("{path}: {rule}"));
            }
        }
    }
    assert!(idle.is_empty(), "called by nobody: {idle:?}");
}

/// Someone who lives in the territory, with one situation and what proves it.
async fn someone(equipe: &Equipe, (commune, postal): (&str, &str), situation: &str, piece: &str) -> String {
    let person = json!({ "nom": "Colin", "prenom": "Camille", "date_naissance": "1999-09-02", "sexe": "F" });
    let id = equipe.referent.post("/v1/participants", person).await.unwrap()["id"].as_str().unwrap().to_owned();
    let to = |what: &str| format!("/v1/participants/{id}/{what}");
    let home = json!({ "code_postal": postal, "commune": commune, "depuis": "2024-03-01", "source": "facture" });
    equipe.referent.post(&to("adresses"), home).await.unwrap();
    let told = json!({ "code": situation, "reponse": "oui", "depuis": "2026-01-01", "source": "entretien" });
    equipe.referent.post(&to("situations"), told).await.unwrap();
    for kind in ["justificatif_domicile", piece] {
        let proof = json!({ "kind": kind, "date_document": "2026-01-05", "recue_le": "2026-01-20" });
        equipe.referent.post(&to("pieces"), proof).await.unwrap();
    }
    id
}

async fn eligible(equipe: &Equipe, id: &str) -> String {
    let verdict = equipe.referent.get(&format!("/v1/participants/{id}/eligibilite?au=2026-02-12")).await.unwrap();
    verdict["etat"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_of_the_public_of_the_protocole_enters() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for (situation, piece) in [
        ("emplois_precaires", "diagnostic_partage"),
        ("fragilite_sociale", "diagnostic_partage"),
        ("discrimination", "diagnostic_partage"),
        ("primo_demandeur", "piece_identite"),
        ("qualification_inadaptee", "piece_identite"),
    ] {
        let id = someone(&chalon, ("71076", "71100"), situation, piece).await;
        assert_eq!(eligible(&chalon, &id).await, "rempli", "{situation}");
    }
    let elsewhere = someone(&chalon, ("69123", "69003"), "rsa", "attestation_rsa").await;
    assert_eq!(eligible(&chalon, &elsewhere).await, "non_rempli", "who lives elsewhere has another PLIE");
    let lyon = suite.territory("lyon").await;
    for (situation, piece) in [("aah", "attestation_aah"), ("ass", "attestation_ass")] {
        let id = someone(&lyon, ("69123", "69003"), situation, piece).await;
        assert_eq!(eligible(&lyon, &id).await, "rempli", "another minimum social: {situation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signature_of_the_person_alone_gives_the_entry_of_uni_est() {
    let suite = TestSuite::start().await;
    let uni_est = suite.territory("uni-est").await;
    let d = Personne { nom: "Durand", prenom: "Denis", naissance: "1979-03-11", sexe: "M", commune: "69029" };
    let dossier = uni_est.deposer(d, "2016-01-11", "2016-01-12").await.unwrap();
    uni_est.diagnostiquer(&dossier, "2016-02-01").await.unwrap();
    uni_est.commission(&[&dossier], "2016-02-11").await.unwrap();
    let contrat = uni_est.referent.post("/v1/contrats", json!({ "candidature": dossier.candidature })).await.unwrap();
    assert_eq!(contrat["manquantes"], json!(["participant"]));
    let path = format!("/v1/contrats/{}/signatures", contrat["id"].as_str().unwrap());
    let mode = json!({ "type": "papier", "attestation": true });
    let signature = json!({ "signataire": "participant", "signe_le": "2016-02-18", "mode": mode });
    let engaged = uni_est.referent.post(&path, signature).await.unwrap();
    assert_eq!((&engaged["manquantes"], &engaged["engage_le"]), (&json!([]), &json!("2016-02-18")));
    let candidature = uni_est.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    assert_eq!(candidature["entree_le"], "2016-02-18");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_a_referent_is_accounted_for_as_the_rhone_asks() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    for categorie in ["accueil_diagnostic", "operateurs_entreprises", "preparation", "reseau"] {
        let activity = json!({ "jour": "2026-03-12", "minutes": 30, "categorie": categorie, "libelle": "suivi" });
        lyon.referent.post("/v1/activites", activity).await.unwrap();
    }
    let rules = lyon.referent.get("/v1/referentiels/en-vigueur").await.unwrap();
    let of = |code: &str| rules["temps"].as_array().unwrap().iter().find(|one| one["code"] == code).cloned().unwrap();
    assert_eq!(of("preparation")["libelle"], "Préparation des entretiens et des ateliers", "the référent's own too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_of_dijon_counts_each_company_once() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    for (jour, libelle) in
        [("2021-01-14", "Visite de Perrin"), ("2021-02-04", "visite de Perrin"), ("2021-03-11", "Visite de Girard")]
    {
        let visit = json!({ "jour": jour, "minutes": 90, "categorie": "entreprises", "libelle": libelle });
        dijon.referent.post("/v1/activites", visit).await.unwrap();
    }
    let told = async |mois: &str| {
        let sheet = dijon.referent.post("/v1/feuilles", json!({ "mois": mois })).await.unwrap();
        sheet["visites"]["explication"].clone()
    };
    assert_eq!(told("2021-02-01").await, "1 entreprises visitées dans l'année, 6 par binôme");
    assert_eq!(told("2021-03-01").await, "2 entreprises visitées dans l'année, 6 par binôme");
    assert_eq!(told("2022-01-01").await, "0 entreprises visitées dans l'année, 6 par binôme");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipped_text_reaches_a_territory_by_its_next_version_alone() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let shipped = lyon.admin.get("/v1/referentiels/livres").await.unwrap();
    let mut next =
        shipped.as_array().unwrap().iter().find(|one| one["code"] == "uni-est").unwrap()["referentiel"].clone();
    (next["version"], next["effet"]) = (json!(2), json!("2026-07-01"));
    lyon.admin.post("/v1/referentiels", json!({ "referentiel": next })).await.unwrap();
    let entry = async |au: &str| {
        lyon.admin.get(&format!("/v1/referentiels/en-vigueur?au={au}")).await.unwrap()["entree"]["regle"].clone()
    };
    assert_eq!((entry("2026-06-30").await, entry("2026-07-01").await), (json!("commission"), json!("contrat")));
}
