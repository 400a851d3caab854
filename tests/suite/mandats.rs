//! Files that are opened by name: to a controleur by a mandate, to a member of a commission while it sits.

use plie::demo::{Api, Equipe, Personne, Refus, peupler};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::{events::until, journal::written};

async fn all(api: &Api, path: &str) -> Vec<Value> {
    let found = api.get(path).await.unwrap();
    found.get("elements").unwrap_or(&found).as_array().unwrap().clone()
}

fn status(answer: Result<Value, Refus>) -> u16 {
    answer.map_or_else(|refus| refus.status, |_| 200)
}

async fn own(api: &Api, path: &str, personne: &str) -> String {
    id(all(api, path).await.iter().find(|one| one["participant"] == personne).unwrap())
}

async fn me(api: &Api) -> String {
    id(&api.get("/v1/moi").await.unwrap())
}

/// Of each kind of thing that a whole file is made of, the path of one of this person.
async fn dossier(equipe: &Equipe, personne: &str) -> Vec<String> {
    let referent = &equipe.referent;
    let candidature = own(referent, "/v1/candidatures", personne).await;
    let contrat = id(&all(referent, &format!("/v1/candidatures/{candidature}/contrats")).await[0]);
    let agenda = format!("/v1/rendez-vous?du=2017-02-20&au=2017-03-10&participant={personne}");
    vec![
        format!("/v1/participants/{personne}"),
        format!("/v1/participants/{personne}/dossier"),
        format!("/v1/participants/{personne}/situations"),
        format!("/v1/participants/{personne}/pieces"),
        format!("/v1/participants/{personne}/lectures"),
        format!("/v1/contrats/{contrat}"),
        format!("/v1/parcours/{}", own(referent, "/v1/parcours", personne).await),
        format!("/v1/etapes/{}", own(referent, "/v1/etapes", personne).await),
        format!("/v1/rendez-vous/{}", id(&all(referent, &agenda).await[0])),
        format!("/v1/comptes-rendus/{}", written(equipe, personne, &agenda).await),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_controleur_reads_whole_what_a_mandate_names_and_lists_nobody_else() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    peupler(&lyon, "lyon").await.unwrap();
    let persons = all(&lyon.referent, "/v1/participants").await;
    let g = id(persons.iter().find(|one| one["nom"] == "Garnier").unwrap());
    let other = id(persons.iter().find(|one| one["nom"] != "Garnier").unwrap());
    let operation = id(&all(&lyon.gestionnaire, "/v1/operations").await[0]);
    let participation = own(&lyon.referent, &format!("/v1/operations/{operation}/participations"), &g).await;
    let mut whole = dossier(&lyon, &g).await;
    whole.push(format!("/v1/participations/{participation}"));
    let sheet = id(&lyon.referent.post("/v1/feuilles", json!({ "mois": "2018-09-01" })).await.unwrap());
    let sheet = format!("/v1/feuilles/{sheet}");
    let controleur = &lyon.controleur;
    let lists = ["/v1/participants", "/v1/parcours", "/v1/etapes", "/v1/mandats", "/v1/comptes-rendus"];
    let nothing = async || {
        for path in &whole {
            assert_eq!(status(controleur.get(path).await), 404, "{path}");
        }
        for path in lists {
            assert_eq!(all(controleur, path).await, [Value::Null; 0], "{path}");
        }
        let search = controleur.post("/v1/participants/recherche", json!({ "nom": "garnier" })).await.unwrap();
        assert_eq!(search, json!([]));
        assert_eq!(status(controleur.get(&sheet).await), 403);
    };
    nothing().await;

    let give = format!("/v1/operations/{operation}/mandats");
    let mandate = |personnes: Value, du: &str, au: &str| json!({ "controleur": "", "personnes": personnes, "du": du, "au": au, "motif": "contrôle de service fait" });
    let qui = me(controleur).await;
    let with = |mut body: Value| {
        body["controleur"] = json!(qui);
        body
    };
    let stranger = lyon.gestionnaire.post(&give, with(mandate(json!([g, other]), "2026-01-05", "2026-12-31"))).await;
    assert_eq!(stranger.unwrap_err().body["errors"][0]["pointer"], "/personnes/1", "who takes no part is no sample");
    assert_eq!(status(controleur.post(&give, with(mandate(json!([g]), "2026-01-05", "2026-12-31"))).await), 403);
    lyon.gestionnaire.post(&give, with(mandate(json!([g]), "2016-01-05", "2016-12-31"))).await.unwrap();
    nothing().await;

    let today = kernel::Fuseau::Paris.jour(chrono::Utc::now());
    let before = |days: i64| kernel::calendrier::plus_jours(today, -days).to_string();
    let given = lyon.gestionnaire.post(&give, with(mandate(json!([]), &before(30), &before(0)))).await.unwrap();
    assert_eq!((&given["entiere"], &given["personnes"]), (&json!(true), &json!([g])));
    for path in &whole {
        until(async || controleur.get(path).await.is_ok(), path).await;
    }
    assert_eq!(status(controleur.get(&sheet).await), 200);
    for path in lists {
        let seen = all(controleur, path).await;
        assert!(!seen.is_empty() && !json!(seen).to_string().contains(&other), "{path}: {seen:?}");
    }
    assert_eq!(status(controleur.get(&format!("/v1/participants/{other}")).await), 404);
    assert_eq!(status(controleur.get(&format!("/v1/participants/{other}/lectures")).await), 404);

    // Who enters the operation is named too, as long as the mandate lasts.
    let enters = json!({ "participant": other, "entree_le": "2018-11-02" });
    lyon.referent.post(&format!("/v1/operations/{operation}/participations"), enters).await.unwrap();
    until(async || controleur.get(&format!("/v1/participants/{other}")).await.is_ok(), "who entered is not named")
        .await;
    let end = format!("/v1/mandats/{}/cloture", id(&given));
    lyon.direction.post(&end, json!({ "au": before(1) })).await.unwrap();
    until(async || controleur.get(&whole[0]).await.is_err(), "the mandate did not end").await;
    for path in &whole {
        until(async || controleur.get(path).await.is_err(), path).await;
    }
    nothing().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_a_commission_sees_the_files_of_its_agenda_while_it_sits() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let person = |nom| Personne { nom, prenom: "Aline", naissance: "1985-01-10", sexe: "F", commune: "69123" };
    let mut filed = Vec::new();
    for nom in ["Arnaud", "Bernard", "Carlier"] {
        let dossier = lyon.deposer(person(nom), "2026-02-02", "2026-02-03").await.unwrap();
        lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
        filed.push(dossier);
    }
    let session = id(&lyon.animation.post("/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await.unwrap());
    let path = format!("/v1/commissions/{session}");
    for one in &filed[..2] {
        lyon.animation.post(&format!("{path}/dossiers"), json!({ "candidature": one.candidature })).await.unwrap();
    }
    let of = |n: usize| {
        let (participant, candidature) = (&filed[n].participant, &filed[n].candidature);
        [
            format!("/v1/participants/{participant}"),
            format!("/v1/candidatures/{candidature}"),
            format!("/v1/candidatures/{candidature}/diagnostic"),
            format!("/v1/participants/{participant}/eligibilite"),
        ]
    };
    let member = &lyon.commission;
    let sees = async |n: usize| {
        let mut seen = Vec::new();
        for path in of(n) {
            seen.push(status(member.get(&path).await));
        }
        seen
    };
    assert_eq!(sees(0).await, [404; 4], "nobody called them");
    let called =
        [(&lyon.membre_id, "Paul Girard"), (&lyon.referent_id, "Claire Morel"), (&lyon.animation_id, "Karim Benali")];
    let members = json!({ "membres": called.map(|(who, nom)| json!({ "utilisateur": who, "nom": nom })) });
    lyon.animation.post(&format!("{path}/membres"), members).await.unwrap();
    let away = json!({ "candidature": filed[1].candidature, "membre": lyon.membre_id, "motif": "employeur" });
    lyon.animation.post(&format!("{path}/deports"), away).await.unwrap();
    assert_eq!((sees(0).await, sees(1).await, sees(2).await), (vec![200; 4], vec![404; 4], vec![404; 4]));
    let agenda = member.get(&path).await.unwrap();
    assert_eq!(agenda["dossiers"].as_array().unwrap().len(), 1, "not the file of which they take no part");
    assert_eq!(
        all(member, "/v1/candidatures").await.iter().map(id).collect::<Vec<_>>(),
        [filed[0].candidature.clone()]
    );
    assert_eq!(all(member, "/v1/commissions").await.len(), 1);
    for one in &filed[..2] {
        let yes = json!({ "candidature": one.candidature, "decision": "validee", "motif": "projet réaliste" });
        lyon.animation.post(&format!("{path}/decisions"), yes).await.unwrap();
    }
    let presents = json!({ "presents": [lyon.membre_id, lyon.referent_id, lyon.animation_id] });
    lyon.animation.post(&format!("{path}/cloture"), presents).await.unwrap();
    assert_eq!((sees(0).await, status(member.get(&path).await)), (vec![404; 4], 404), "it sits no more");
    assert_eq!(all(member, "/v1/commissions").await, [Value::Null; 0]);
}
