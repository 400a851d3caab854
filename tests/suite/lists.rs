//! What a screen shows in one call: lists by what they are asked, names beside identifiers, what may be done and why not.

use kernel::Clock;
use plie::demo::{Api, Equipe, Personne, Seance, rendez_vous_sans_depart, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

const C: Personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
const D: Personne = Personne { nom: "Durand", prenom: "Denis", naissance: "1979-03-11", sexe: "M", commune: "71076" };

/// Somebody who entered on 12 February 2026, and their parcours.
async fn entre(equipe: &Equipe, personne: Personne) -> (String, String) {
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    (dossier.participant.clone(), id(&equipe.parcours(&dossier).await.unwrap()))
}

async fn etape(equipe: &Equipe, person: &str, parcours: &str) -> String {
    let nouvelle = json!({
        "nature": "aci", "operateur": equipe.operateur_structure, "intitule": "Espaces verts", "debut": "2026-03-02",
        "fin_prevue": "2026-08-31",
    });
    let etape = id(&equipe.referent.post(&format!("/v1/parcours/{parcours}/etapes"), nouvelle).await.unwrap());
    equipe.confier(person, &etape, "2026-02-26").await.unwrap();
    format!("/v1/etapes/{etape}")
}

/// Waits until the name at `pointer` has been heard: cards of users are told some seconds after they are made.
async fn named(api: &Api, path: &str, pointer: &str) {
    wait_for(api, path, |shown| shown.pointer(pointer).filter(|name| name.is_string()).cloned()).await.unwrap();
}

async fn elements(api: &Api, path: &str) -> Vec<Value> {
    api.get(path).await.unwrap_or_else(|refus| panic!("{path}: {refus}"))["elements"].as_array().unwrap().clone()
}

/// Identifiers, sorted: at one instant of a clock that stands still, they follow no order.
fn ids(all: &[Value]) -> Vec<String> {
    let mut all: Vec<_> = all.iter().map(id).collect();
    all.sort();
    all
}

fn sorted<const N: usize>(mut all: [&str; N]) -> [&str; N] {
    all.sort_unstable();
    all
}

/// Names of what may be done with a resource.
fn possible(resource: &Value) -> Vec<&str> {
    let all = resource["actions"].as_array().unwrap_or_else(|| panic!("no actions in {resource}"));
    all.iter().filter(|one| one["possible"] == true).map(|one| one["nom"].as_str().unwrap()).collect()
}

/// Each action that is said impossible is refused for the reason that is said.
async fn refused_as_said(api: &Api, path: &str, body: impl Fn(&str) -> Value) {
    let resource = api.get(path).await.unwrap();
    for action in resource["actions"].as_array().unwrap().iter().filter(|one| one["possible"] == false) {
        let nom = action["nom"].as_str().unwrap();
        let Err(refus) = api.post(&format!("{path}/{nom}"), body(nom)).await else {
            panic!("{path}/{nom} was accepted")
        };
        let told = refus.body["errors"].as_array().into_iter().flatten().map(|one| &one["detail"]);
        let told: Vec<_> = told.chain([&refus.body["detail"]]).collect();
        assert!(told.contains(&&action["raison"]), "{path}/{nom}: {} is not {told:?}", action["raison"]);
    }
}

async fn day_of(le: &str) -> (TestSuite, Equipe) {
    let suite = TestSuite::with(Options { clock: Some(Clock::fixed(t(le))), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    (suite, chalon)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_etape_says_what_may_be_done_with_it_at_each_step_and_each_step_is_then_done() {
    let (_suite, chalon) = day_of("2026-09-15T09:00:00Z").await;
    let (person, parcours) = entre(&chalon, C).await;
    let path = etape(&chalon, &person, &parcours).await;
    let body = |nom: &str| match nom {
        "rupture" => json!({ "le": "2026-04-02", "motif": "emploi trouvé" }),
        "bilans" => json!({ "tenu_le": "2026-04-02" }),
        "acceptation" => json!({}),
        "correction" => json!({ "remplace": 1, "debut": "2026-03-02", "fin": null, "motif": "date relevée" }),
        _ => json!({ "le": "2026-03-02" }),
    };
    for (step, expected) in [
        ("acceptation", vec!["acceptation", "demarrage", "rupture"]),
        ("demarrage", vec!["demarrage", "rupture"]),
        ("bilans", vec!["fin", "rupture", "bilans", "correction"]),
        ("fin", vec!["fin", "rupture", "bilans", "correction"]),
    ] {
        let now = chalon.operateur.get(&path).await.unwrap();
        assert_eq!(possible(&now), expected, "before {step}: {now}");
        refused_as_said(&chalon.operateur, &path, body).await;
        let done = chalon.operateur.post(&format!("{path}/{step}"), body(step)).await.unwrap();
        assert_eq!(done["operateur_nom"], now["operateur_nom"], "a command names structures too");
    }
    let ended = chalon.referent.get(&path).await.unwrap();
    assert_eq!(possible(&ended), ["bilans", "correction"]);
    assert_eq!(ended["participant_nom"], "Camille Colin");
    refused_as_said(&chalon.operateur, &path, body).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_and_its_parcours_say_what_may_be_done_and_why_the_rest_may_not() {
    let (_suite, chalon) = day_of("2026-11-20T09:00:00Z").await;
    let (person, parcours) = entre(&chalon, C).await;
    let running = etape(&chalon, &person, &parcours).await;
    chalon.operateur.post(&format!("{running}/demarrage"), json!({ "le": "2026-03-02" })).await.unwrap();
    let path = format!("/v1/parcours/{parcours}");
    let all = [
        "etapes",
        "actions",
        "niveaux",
        "liaisons",
        "demarches",
        "besoins",
        "intervenants",
        "qualifications",
        "suspensions",
        "sorties",
        "referent",
        "reunion",
    ];
    assert_eq!(possible(&chalon.referent.get(&path).await.unwrap()), all);
    let job = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2026-03-09", "employeur": "Boulangerie Perrin" });
    let exit = chalon.referent.post(&format!("{path}/sorties"), job).await.unwrap();
    let exit = format!("/v1/sorties/{}", id(&exit));
    let body = |nom: &str| match nom {
        "titre" => json!({ "obtenu_le": "2026-06-01" }),
        "decision" => json!({ "le": "2026-06-01", "motif": "autonomie acquise" }),
        "contrats" => json!({ "debut": "2026-06-01", "quotite": "100", "employeur": "Mairie" }),
        "appels" => json!({ "le": "2026-06-01", "issue": "en_emploi" }),
        "correction" => json!({ "le": "2026-06-01", "motif": "autre personne" }),
        "abandon" => json!({ "le": "2026-06-01", "motif": "injoignable" }),
        "confirmation" => json!({}),
        _ => json!({ "le": "2026-03-01" }),
    };
    let followed = ["justificatif", "accord", "appels", "rupture", "abandon"];
    assert_eq!(possible(&chalon.animation.get(&exit).await.unwrap()), followed);
    refused_as_said(&chalon.animation, &exit, body).await;
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2026-03-06", "recue_le": "2026-03-10" });
    let piece = id(&chalon.referent.post(&format!("/v1/participants/{person}/pieces"), contract).await.unwrap());
    let proof = json!({ "piece": piece, "recu_le": "2026-03-10" });
    chalon.referent.post(&format!("{exit}/justificatif"), proof).await.unwrap();
    refused_as_said(&chalon.animation, &exit, body).await;
    let waits = chalon.animation.get(&exit).await.unwrap();
    let reason = waits["actions"].as_array().unwrap().iter().find(|one| one["nom"] == "confirmation").unwrap();
    assert!(reason["raison"].as_str().unwrap().contains("Espaces verts"), "an étape runs: {reason}");
    chalon.operateur.post(&format!("{running}/fin"), json!({ "le": "2026-03-08" })).await.unwrap();
    let ready = chalon.animation.get(&exit).await.unwrap();
    assert_eq!(possible(&ready), ["justificatif", "accord", "appels", "rupture", "abandon", "confirmation"]);
    assert_eq!(ready["participant_nom"], "Camille Colin");
    let left = chalon.animation.post(&format!("{exit}/confirmation"), json!({})).await.unwrap();
    assert_eq!(possible(&left), ["correction"]);
    let over = chalon.referent.get(&path).await.unwrap();
    assert_eq!(possible(&over), [""; 0]);
    let body = |nom: &str| match nom {
        "suspensions" => json!({ "du": "2026-04-01", "au": "2026-04-30", "motif": "décision du comité" }),
        "referent" => json!({ "referent": chalon.referent_id, "des_le": "2026-04-02", "motif": "départ" }),
        "fin" => json!({ "motif": "abandon", "le": "2026-04-02" }),
        "actions" => json!({ "nature": "objectif", "intitule": "permis B", "porteur": "personne" }),
        "niveaux" => json!({ "theme": "mobilite", "niveau": "leger", "le": "2026-04-02" }),
        "liaisons" => json!({ "interlocuteur": "france_travail", "le": "2026-04-02" }),
        "qualifications" => json!({ "qualification": "bloque", "le": "2026-04-02", "cadre": "referent" }),
        "demarches" => json!({ "nature": "inscription", "le": "2026-04-02" }),
        "besoins" => json!({ "theme": "mobilite", "le": "2026-04-02", "texte": "un permis à financer" }),
        "intervenants" => {
            json!({ "fonction": "referent_social", "nom": "Petit", "du": "2026-04-02", "partage": "rien" })
        }
        "etapes" => {
            json!({ "nature": "aci", "operateur": chalon.operateur_structure, "intitule": "Espaces verts", "debut": "2026-04-02", "fin_prevue": "2026-08-31" })
        }
        _ => json!({ "nature": { "type": "creation" }, "debut": "2026-04-02", "employeur": "Colin" }),
    };
    for action in over["actions"].as_array().unwrap().iter().filter(|one| one["nom"] != "reunion") {
        let nom = action["nom"].as_str().unwrap();
        let refus = chalon.animation.post(&format!("{path}/{nom}"), body(nom)).await.unwrap_err();
        assert_eq!(refus.body["detail"], action["raison"], "{nom}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parcours_are_listed_whole_and_by_what_they_are_asked() {
    let (_suite, chalon) = day_of("2026-09-15T09:00:00Z").await;
    let (colin, first) = entre(&chalon, C).await;
    let (_, second) = entre(&chalon, D).await;
    let step = etape(&chalon, &colin, &first).await;
    let decided = json!({ "du": "2026-04-01", "au": "2026-04-30", "motif": "décision du comité" });
    chalon.referent.post(&format!("/v1/parcours/{second}/suspensions"), decided).await.unwrap();
    let referent = &chalon.referent;
    let all = elements(referent, "/v1/parcours").await;
    for one in &all {
        let whole = referent.get(&format!("/v1/parcours/{}", id(one))).await.unwrap();
        assert_eq!(*one, whole, "what a list shows is what the page shows");
    }
    assert_eq!(
        ids(&elements(referent, &format!("/v1/parcours?participant={colin}")).await),
        std::slice::from_ref(&first)
    );
    let (mine, nobodys) = (&chalon.referent_id, &chalon.animation_id);
    let both = sorted([&first, &second]);
    assert_eq!(ids(&elements(referent, &format!("/v1/parcours?referent={mine}")).await), both);
    assert_eq!(elements(referent, &format!("/v1/parcours?referent={nobodys}")).await, [Value::Null; 0]);
    assert_eq!(elements(referent, "/v1/parcours?etat=sorti").await, [Value::Null; 0]);
    assert_eq!(elements(referent, "/v1/parcours?au=2026-02-11").await, [Value::Null; 0]);
    let refused = referent.get("/v1/parcours?etat=suspendue").await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/etat")), "{}", refused.body);

    let page = referent.get("/v1/parcours?tri=entree&limite=1").await.unwrap();
    let after = page["suivant"].as_str().unwrap();
    let next = elements(referent, &format!("/v1/parcours?tri=entree&limite=1&apres={after}")).await;
    let walked = [page["elements"].as_array().unwrap().clone(), next].concat();
    assert_eq!(ids(&walked), both);
    let other = referent.get(&format!("/v1/parcours?apres={after}")).await.unwrap_err();
    assert_eq!(
        (other.status, &other.body["errors"][0]["pointer"]),
        (422, &json!("/apres")),
        "a cursor of the other order"
    );

    let suspended = elements(referent, &format!("/v1/suspensions?referent={mine}&du=2026-04-30")).await;
    assert_eq!(suspended.len(), 1);
    assert_eq!(
        (&suspended[0]["participant_nom"], &suspended[0]["parcours"], &suspended[0]["decidee_par_nom"]),
        (&json!("Denis Durand"), &json!(second), &all[0]["referent_nom"])
    );
    assert_eq!(elements(referent, "/v1/suspensions?du=2026-05-01").await, [Value::Null; 0]);
    let operateur = &chalon.operateur_structure;
    for (asked, shown) in [
        (format!("parcours={first}&etat=positionnee&nature=aci"), 1),
        (format!("operateur={operateur}&referent={mine}&du=2026-08-31"), 1),
        (format!("operateur={operateur}&du=2026-09-01"), 0),
        ("au=2026-03-01".to_owned(), 0),
        (format!("parcours={second}"), 0),
    ] {
        assert_eq!(elements(referent, &format!("/v1/etapes?{asked}")).await.len(), shown, "{asked}");
    }
    let seen = elements(&chalon.operateur, "/v1/etapes").await;
    assert_eq!(
        (seen.len(), &seen[0]["participant_nom"]),
        (1, &json!("Camille Colin")),
        "who runs it knows whom: {step}"
    );
}

/// An appointment of 12 March 2026 of somebody.
async fn meeting(chalon: &Equipe, person: &str) -> (String, Seance<'static>) {
    let seance = Seance { debut: "2026-03-12T09:00:00+01:00", fin: "2026-03-12T10:00:00+01:00" };
    (chalon.prevoir("entretien", "Suivi", &[person], seance, None).await.unwrap(), seance)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_says_what_may_be_done_with_it_and_the_agenda_is_filtered_by_what_is_proved() {
    let (_suite, chalon) = day_of("2026-04-02T09:00:00Z").await;
    let (person, _) = entre(&chalon, C).await;
    let (first, seance) = meeting(&chalon, &person).await;
    let path = format!("/v1/rendez-vous/{first}");
    let body = |nom: &str| match nom {
        "absences" => json!({ "participant": person, "motif": null }),
        "emargements" => {
            json!({ "signataire": "animateur", "moment": "depart", "signe_le": seance.fin, "mode": "dessinee", "motif": "oubli" })
        }
        _ => json!({}),
    };
    let planned = chalon.referent.get(&path).await.unwrap();
    assert_eq!(possible(&planned), ["emargements", "absences", "annulation", "comptes-rendus"]);
    assert_eq!(
        (&planned["presences"][0]["participant_nom"], planned["animateur_nom"].is_string()),
        (&json!("Camille Colin"), true)
    );
    refused_as_said(&chalon.referent, &path, body).await;
    let held = rendez_vous_tenu(&chalon.referent, &first, &[&person], seance).await.unwrap();
    assert_eq!(held["animateur_recueil"]["depart"]["par_nom"], planned["animateur_nom"]);
    assert_eq!(possible(&held), ["comptes-rendus"]);
    refused_as_said(&chalon.referent, &path, body).await;

    let later = Seance { debut: "2026-03-13T09:00:00+01:00", fin: "2026-03-13T10:00:00+01:00" };
    let second = chalon.prevoir("entretien", "Suivi", &[&person], later, None).await.unwrap();
    rendez_vous_sans_depart(&chalon.referent, &second, &person, later).await.unwrap();
    let third = Seance { debut: "2026-03-16T09:00:00+01:00", fin: "2026-03-16T10:00:00+01:00" };
    let third = chalon.prevoir("entretien", "Suivi", &[&person], third, None).await.unwrap();
    let march = "/v1/rendez-vous?du=2026-03-01&au=2026-03-31";
    for (asked, mut shown) in [
        ("justifie=true", vec![first.clone()]),
        ("justifie=false", vec![second.clone()]),
        ("etat=prevu&nature=entretien", vec![third]),
        ("etat=termine", vec![first, second.clone()]),
        ("nature=atelier", vec![]),
    ] {
        shown.sort();
        let found = elements(&chalon.referent, &format!("{march}&{asked}")).await;
        assert_eq!(ids(&found), shown, "{asked}");
        for one in found.iter().filter(|one| one["etat"] == "termine") {
            let proved = one["presences"].as_array().unwrap().iter().all(|one| one["justifiee"] == true);
            assert_eq!(json!(proved), json!(id(one) != second), "{one}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn time_is_listed_to_whose_it_is_to_who_certifies_it_and_to_who_answers_for_it() {
    let (_suite, chalon) = day_of("2026-04-02T09:00:00Z").await;
    let spent = json!({ "jour": "2026-03-17", "minutes": 60, "categorie": "administratif", "libelle": "dossiers" });
    chalon.referent.post("/v1/activites", spent).await.unwrap();
    chalon.referent.post("/v1/conges", json!({ "du": "2026-03-19", "au": "2026-03-20" })).await.unwrap();
    for mois in ["2026-02-01", "2026-03-01"] {
        chalon.referent.post("/v1/feuilles", json!({ "mois": mois })).await.unwrap();
    }
    let referent = &chalon.referent_id;
    named(&chalon.referent, "/v1/activites", "/elements/0/agent_nom").await;
    for path in ["/v1/feuilles", "/v1/activites", "/v1/conges"] {
        let own = elements(&chalon.referent, path).await;
        assert!(
            !own.is_empty() && own.iter().all(|one| one["agent"] == **referent && one["agent_nom"].is_string()),
            "{path}"
        );
        assert_eq!(elements(&chalon.animation, path).await, [Value::Null; 0], "{path} of a colleague");
        for who in [&chalon.direction, &chalon.gestionnaire] {
            assert_eq!(elements(who, &format!("{path}?agent={referent}")).await, own, "{path}");
        }
        assert_eq!(elements(&chalon.controleur, path).await, [Value::Null; 0], "{path} without a mandate");
    }
    for (asked, shown) in [
        ("feuilles?mois=2026-03-31", 1),
        ("feuilles?etat=certifiee", 0),
        ("activites?du=2026-03-17&au=2026-03-17&categorie=administratif", 1),
        ("activites?du=2026-03-18", 0),
        ("conges?du=2026-03-20&au=2026-03-31", 1),
        ("conges?du=2026-03-21", 0),
    ] {
        assert_eq!(elements(&chalon.referent, &format!("/v1/{asked}")).await.len(), shown, "{asked}");
    }
    let page = chalon.referent.get("/v1/feuilles?limite=1").await.unwrap();
    assert_eq!(page["elements"][0]["mois"], "2026-03-01", "the latest first");
    let next = format!("/v1/feuilles?limite=1&apres={}", page["suivant"].as_str().unwrap());
    assert_eq!(elements(&chalon.referent, &next).await[0]["mois"], "2026-02-01");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_says_to_each_what_they_may_do_with_it() {
    let (_suite, chalon) = day_of("2026-04-02T09:00:00Z").await;
    let sheet = chalon.referent.post("/v1/feuilles", json!({ "mois": "2026-03-01" })).await.unwrap();
    let path = format!("/v1/feuilles/{}", id(&sheet));
    let body = |nom: &str| match nom {
        "explications" => json!({ "nature": "jour_de_conge", "jour": "2026-03-16", "motif": "congé annulé" }),
        "reouverture" => json!({ "motif": "une activité oubliée" }),
        _ => json!({}),
    };
    let signed = format!("{path}/signatures");
    named(&chalon.referent, &path, "/agent_nom").await;
    assert_eq!(possible(&sheet), ["signatures"]);
    refused_as_said(&chalon.referent, &path, body).await;
    assert_eq!(possible(&chalon.direction.get(&path).await.unwrap()), [""; 0], "the employee signs first");
    let own = chalon.referent.post(&signed, json!({})).await.unwrap();
    assert_eq!(possible(&own), ["reouverture"]);
    assert_eq!(possible(&chalon.direction.get(&path).await.unwrap()), ["signatures", "reouverture"]);
    let certified = chalon.direction.post(&signed, json!({})).await.unwrap();
    assert_eq!(possible(&certified), ["reouverture"]);
    assert!(certified["superieur_nom"].is_string(), "{certified}");
    refused_as_said(&chalon.referent, &path, body).await;
    assert_eq!(possible(&chalon.gestionnaire.get(&path).await.unwrap()), [""; 0], "who reads it signs nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_participations_and_mandates_are_found_by_what_they_are_asked() {
    let (_suite, chalon) = day_of("2026-04-02T09:00:00Z").await;
    let (person, _) = entre(&chalon, C).await;
    let (other, _) = entre(&chalon, D).await;
    let new = |numero: &str, debut: &str, fin: &str| {
        json!({ "numero": numero, "intitule": "Accompagnement", "programme": "fse_plus", "debut": debut, "fin": fin,
            "option": "personnel_seul", "taux": "60", "cout_total": "60200.00" })
    };
    let open = async |body: Value| id(&chalon.gestionnaire.post("/v1/operations", body).await.unwrap());
    let running = open(new("202600042", "2026-01-01", "2026-12-31")).await;
    let to_come = open(new("202700042", "2027-01-01", "2027-12-31")).await;
    let gestionnaire = &chalon.gestionnaire;
    assert_eq!(
        ids(&elements(gestionnaire, "/v1/operations?du=2026-12-31&au=2026-12-31").await),
        std::slice::from_ref(&running)
    );
    assert_eq!(
        ids(&elements(gestionnaire, "/v1/operations?programme=fse_plus&du=2027-01-01").await),
        std::slice::from_ref(&to_come)
    );
    let future = gestionnaire.get(&format!("/v1/operations/{to_come}")).await.unwrap();
    assert_eq!(possible(&future), ["agents", "mandats"]);
    let enters = |person: &str| json!({ "participant": person, "entree_le": "2027-01-02" });
    let refused =
        chalon.referent.post(&format!("/v1/operations/{to_come}/participations"), enters(&person)).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["detail"], future["actions"][1]["raison"]);

    let path = format!("/v1/operations/{running}/participations");
    for person in [&person, &other] {
        let enters = json!({ "participant": person, "entree_le": "2026-03-02" });
        chalon.referent.post(&path, enters).await.unwrap();
    }
    let found = elements(gestionnaire, &format!("/v1/participations?participant={person}&operation={running}")).await;
    assert_eq!((found.len(), &found[0]["participant_nom"]), (1, &json!("Camille Colin")));
    assert_eq!(possible(&found[0]), ["questionnaire-entree", "questionnaire-sortie"]);
    let left = json!({ "sortie_le": "2026-03-20", "observe_le": "2026-03-25", "situation": "formation" });
    chalon.referent.post(&format!("/v1/participations/{}/questionnaire-sortie", id(&found[0])), left).await.unwrap();
    for (asked, shown) in [
        ("sortie_repondue=true", 1),
        ("sortie_repondue=false", 1),
        ("entree_repondue=true", 0),
        ("du=2026-03-02&au=2026-03-02", 2),
        ("du=2026-03-03", 0),
    ] {
        assert_eq!(elements(gestionnaire, &format!("/v1/participations?{asked}")).await.len(), shown, "{asked}");
    }

    let controleur = chalon.controleur.get("/v1/moi").await.unwrap();
    let mandate = json!({ "controleur": controleur["id"], "personnes": [person], "du": "2026-03-01", "au": "2026-04-30", "motif": "contrôle de service fait" });
    let given = gestionnaire.post(&format!("/v1/operations/{running}/mandats"), mandate).await.unwrap();
    assert_eq!(possible(&given), ["cloture"]);
    let who = controleur["id"].as_str().unwrap();
    let listed =
        elements(gestionnaire, &format!("/v1/mandats?controleur={who}&operation={running}&le=2026-04-30")).await;
    assert_eq!((listed.len(), &listed[0]["personnes_noms"]), (1, &json!(["Camille Colin"])));
    assert!(listed[0]["controleur_nom"].is_string() && listed[0]["donne_par_nom"].is_string(), "{listed:?}");
    assert_eq!(elements(gestionnaire, "/v1/mandats?le=2026-05-01").await, [Value::Null; 0]);
    let end = format!("/v1/mandats/{}/cloture", id(&given));
    let ended = gestionnaire.post(&end, json!({ "au": "2026-04-01" })).await.unwrap();
    assert_eq!(possible(&ended), [""; 0]);
    let refused = gestionnaire.post(&end, json!({ "au": "2026-03-15" })).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["detail"]), (409, &ended["actions"][0]["raison"]));
}

/// Retouches what was read at this version: the status, the tag and the body.
async fn retouch(suite: &TestSuite, api: &Api, path: &str, read: &str, body: Value) -> (u16, String, Value) {
    let request = suite.http.patch(format!("{}{path}", suite.url)).bearer_auth(api.token()).header("If-Match", read);
    let answer = request.json(&body).send().await.unwrap();
    let tag = answer.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned());
    (answer.status().as_u16(), tag.unwrap_or_default(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_people_edit_at_once_is_not_lost_and_says_who_changed_what() {
    let (suite, chalon) = day_of("2026-03-10T09:00:00Z").await;
    let (person, parcours) = entre(&chalon, C).await;
    let step = etape(&chalon, &person, &parcours).await;
    let (meeting, _) = meeting(&chalon, &person).await;
    let operation = json!({ "numero": "202600042", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01", "fin": "2026-12-31",
        "option": "personnel_seul", "taux": "60", "cout_total": "60200.00" });
    let operation = id(&chalon.gestionnaire.post("/v1/operations", operation).await.unwrap());
    let enters = json!({ "participant": person, "entree_le": "2026-03-02" });
    let path = format!("/v1/operations/{operation}");
    chalon.referent.post(&format!("{path}/participations"), enters).await.unwrap();
    for (who, path, change, other, field) in [
        (
            &chalon.referent,
            step.clone(),
            json!({ "fin_prevue": "2026-09-30" }),
            json!({ "intitule": "Maraîchage" }),
            "/fin_prevue",
        ),
        (
            &chalon.referent,
            format!("/v1/rendez-vous/{meeting}"),
            json!({ "debut": "2026-03-12T10:00:00+01:00", "fin": "2026-03-12T11:00:00+01:00" }),
            json!({ "lieu": "bureau 4" }),
            "/debut",
        ),
        (
            &chalon.gestionnaire,
            path.clone(),
            json!({ "intitule": "Accompagnement renforcé" }),
            json!({ "taux": "50" }),
            "/intitule",
        ),
    ] {
        let url = format!("{}{path}", suite.url);
        let read = suite.http.get(&url).bearer_auth(who.token()).send().await.unwrap();
        let tag = read.headers()["etag"].to_str().unwrap().to_owned();
        let again = suite.http.get(&url).bearer_auth(who.token()).header("If-None-Match", &tag).send().await.unwrap();
        assert_eq!(again.status(), 304, "{path}");
        let (status, next, changed) = retouch(&suite, who, &path, &tag, change.clone()).await;
        assert_eq!((status, next.as_str(), &changed["version"]), (200, "\"2\"", &json!(2)), "{path}: {changed}");
        let (status, _, late) = retouch(&suite, who, &path, &tag, other.clone()).await;
        assert_eq!(status, 412, "{path}: {late}");
        let told = late["errors"].as_array().unwrap().iter().find(|one| one["pointer"] == field);
        assert!(told.unwrap()["detail"].as_str().unwrap().starts_with("modifié par "), "{late}");
        let (status, ..) = retouch(&suite, who, &path, &next, other).await;
        assert_eq!(status, 200, "{path}");
        let (status, last, _) = retouch(&suite, who, &path, "\"3\"", change).await;
        assert_eq!((status, last.as_str()), (200, "\"3\""), "what says the same changes nothing");
    }
    let (status, _, refused) =
        retouch(&suite, &chalon.gestionnaire, &path, "\"3\"", json!({ "debut": "2026-03-03" })).await;
    assert_eq!(
        (status, &refused["errors"][0]["pointer"]),
        (422, &json!("/debut")),
        "somebody entered before: {refused}"
    );
    let busy = Seance { debut: "2026-03-12T14:00:00+01:00", fin: "2026-03-12T15:00:00+01:00" };
    chalon.prevoir("entretien", "Autre suivi", &[&person], busy, None).await.unwrap();
    let (path, onto) = (format!("/v1/rendez-vous/{meeting}"), json!({ "fin": "2026-03-12T14:30:00+01:00" }));
    let (status, _, refused) = retouch(&suite, &chalon.referent, &path, "\"3\"", onto).await;
    assert_eq!((status, &refused["slug"]), (409, &json!("chevauchement")), "{refused}");
    chalon.referent.post(&format!("{path}/annulation"), json!({})).await.unwrap();
    let (status, _, refused) = retouch(&suite, &chalon.referent, &path, "\"3\"", json!({ "lieu": "bureau 5" })).await;
    assert_eq!((status, &refused["detail"]), (409, &json!("Le rendez-vous est annulé.")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_answers_for_an_operation_reads_what_its_figures_rest_on_and_no_more() {
    let (suite, chalon) = day_of("2026-04-02T09:00:00Z").await;
    let (person, _) = entre(&chalon, C).await;
    let (stranger, _) = entre(&chalon, D).await;
    let (first, seance) = meeting(&chalon, &person).await;
    rendez_vous_tenu(&chalon.referent, &first, &[&person], seance).await.unwrap();
    let sealed = chalon.gestionnaire.get(&format!("/v1/rendez-vous/{first}/registre")).await.unwrap();
    let sealed = sealed.as_array().unwrap();
    let ranks: Vec<_> = sealed.iter().map(|one| one["rang"].as_i64().unwrap()).collect();
    assert_eq!((ranks, &sealed[0]["participant_nom"]), (vec![1, 2, 3, 4], &json!("Camille Colin")));
    let whole = chalon.gestionnaire.get("/v1/registre?apres=0").await.unwrap();
    assert_eq!(whole[3]["empreinte"], sealed[3]["empreinte"], "the entry of the ledger itself");
    let sheet = chalon.referent.post("/v1/feuilles", json!({ "mois": "2026-03-01" })).await.unwrap();
    let path = format!("/v1/feuilles/{}", id(&sheet));
    for who in [&chalon.referent, &chalon.direction] {
        who.post(&format!("{path}/signatures"), json!({})).await.unwrap();
    }
    let signed = chalon.gestionnaire.get(&format!("{path}/registre")).await.unwrap();
    let states: Vec<_> = signed.as_array().unwrap().iter().map(|one| (&one["rang"], &one["etat"])).collect();
    assert_eq!(states, [(&json!(5), &json!("signee_agent")), (&json!(6), &json!("certifiee"))]);
    assert_eq!(chalon.animation.get(&format!("{path}/registre")).await.unwrap_err().status, 403, "of a colleague");

    let new = json!({ "numero": "202600042", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01", "fin": "2026-12-31",
        "option": "personnel_seul", "taux": "60", "cout_total": "60200.00" });
    let operation = id(&chalon.gestionnaire.post("/v1/operations", new).await.unwrap());
    let enters = json!({ "participant": person, "entree_le": "2026-03-02" });
    chalon.referent.post(&format!("/v1/operations/{operation}/participations"), enters).await.unwrap();
    let file = async |person: &str, kind: &str| {
        let asked = json!({ "kind": kind, "etat": "demandee" });
        let piece = id(&chalon.referent.post(&format!("/v1/participants/{person}/pieces"), asked).await.unwrap());
        let url = format!("{}/v1/pieces/{piece}/contenu", suite.url);
        let sent =
            suite.http.put(url).bearer_auth(chalon.referent.token()).body("%PDF-1.7\n1 0 obj\n").send().await.unwrap();
        assert_eq!(sent.status(), 200);
        let url = format!("{}/v1/pieces/{piece}/preuve", suite.url);
        suite.http.get(url).bearer_auth(chalon.gestionnaire.token()).send().await.unwrap().status().as_u16()
    };
    assert_eq!(file(&person, "contrat_de_travail").await, 200);
    assert_eq!(file(&person, "attestation_rsa").await, 404, "it proves no exit");
    assert_eq!(file(&stranger, "contrat_de_travail").await, 404, "who takes part in nothing");
}

/// The lists whose lines are, by the document, what is read alone: where each is, and where one of its lines.
fn listed_as_read() -> Vec<(String, String)> {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let shown = |path: &str| {
        let answer =
            &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
        answer.as_str().and_then(|one| one.strip_prefix("#/components/schemas/")).map(ToOwned::to_owned)
    };
    let lists = document["paths"].as_object().unwrap().keys().filter_map(|one| {
        let (list, "{id}") = one.rsplit_once('/')? else { return None };
        (shown(list)? == format!("Page_{}", shown(one)?)).then(|| (list.to_owned(), one.clone()))
    });
    lists.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_a_list_says_all_that_is_read_of_it_alone() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    plie::demo::peupler(&chalon, "grand-chalon").await.unwrap();
    let who = [&chalon.animation, &chalon.gestionnaire, &chalon.direction, &chalon.admin, &chalon.referent];
    let (mut compared, mut empty) = (0, Vec::new());
    for (list, one) in listed_as_read() {
        let mut seen = 0;
        for api in who {
            let Ok(page) = api.get(&list).await else { continue };
            for line in page["elements"].as_array().unwrap() {
                let alone = api.get(&one.replace("{id}", &id(line))).await.unwrap();
                assert_eq!(*line, alone, "{list}");
                seen += 1;
            }
        }
        compared += seen;
        if seen == 0 {
            empty.push(list);
        }
    }
    assert!(compared > 20, "{compared} lines, none of {empty:?}");
}
