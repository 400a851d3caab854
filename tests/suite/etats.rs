//! In which state a parcours is on each day, as it is known on each day: suspensions, veilles, exits, and the file active.

use kernel::Clock;
use plie::demo::{Api, Equipe, MOT_DE_PASSE, Personne};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

/// Somebody who entered in Lyon on 12 February 2026, and their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str) -> (String, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune: "69383" };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    (dossier.participant.clone(), format!("/v1/parcours/{}", id(&equipe.parcours(&dossier).await.unwrap())))
}

async fn lyon(le: &str) -> (Clock, TestSuite, Equipe) {
    let clock = Clock::fixed(t(le));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    (clock, suite, lyon)
}

/// Another day comes: who was signed in signs in again.
async fn le(clock: &Clock, suite: &TestSuite, equipe: Equipe, instant: &str) -> Equipe {
    clock.set(t(instant));
    let login =
        async |role: &str| suite.anonymous().login(&format!("{role}@lyon.example"), MOT_DE_PASSE).await.unwrap();
    Equipe { referent: login("referent").await, animation: login("animation").await, ..equipe }
}

/// The states of a parcours, with their first days.
fn etats(parcours: &Value) -> Vec<(&str, &str)> {
    let periodes = parcours["periodes"].as_array().unwrap();
    periodes.iter().map(|one| (one["etat"].as_str().unwrap(), one["du"].as_str().unwrap())).collect()
}

async fn comptes(api: &Api, query: &str) -> u64 {
    api.get(&format!("/v1/file-active?{query}")).await.unwrap()["personnes"].as_u64().unwrap()
}

fn refused(refus: &plie::demo::Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_today_is_so_and_counts_again_afterwards() {
    let (clock, suite, lyon) = lyon("2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let decided = json!({ "du": "2026-03-01", "au": "2026-03-31", "motif": "décision du comité du 26 février" });
    lyon.referent.post(&format!("{parcours}/suspensions"), decided).await.unwrap();
    let stopped = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    assert_eq!(stopped["etat"], "suspendu");
    let expected =
        [("en_accompagnement", "2026-02-12"), ("suspendu", "2026-03-01"), ("en_accompagnement", "2026-04-01")];
    assert_eq!(etats(&stopped), expected);
    let on = async |au: &str| comptes(&lyon.animation, &format!("au={au}")).await;
    let days = [on("2026-02-28").await, on("2026-03-01").await, on("2026-03-31").await, on("2026-04-01").await];
    assert_eq!(days, [1, 0, 0, 1]);
    let suspended = lyon.referent.get("/v1/parcours?etat=suspendu").await.unwrap();
    assert_eq!(suspended["elements"].as_array().unwrap().len(), 1);
    let lyon = le(&clock, &suite, lyon, "2026-04-01T09:00:00Z").await;
    assert_eq!(lyon.referent.get(&parcours).await.unwrap()["etat"], "en_accompagnement");
    let suspended = lyon.referent.get("/v1/parcours?etat=suspendu").await.unwrap();
    assert_eq!(suspended["elements"], json!([]), "its days are over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_veille_has_no_end_until_the_person_comes_back() {
    let (clock, suite, lyon) = lyon("2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let arret = async |body: Value| lyon.referent.post(&format!("{parcours}/suspensions"), body).await;
    let endless = json!({ "du": "2026-03-01", "motif": "congé parental" });
    assert_eq!(refused(&arret(endless).await.unwrap_err()), (422, "/au"), "a suspension ends");
    let veille = json!({ "nature": "veille", "du": "2026-03-01", "motif": "congé parental" });
    arret(veille).await.unwrap();
    let stopped = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    let one = &stopped["suspensions"][0];
    assert_eq!((&stopped["etat"], &one["nature"], &one["au"]), (&json!("en_veille"), &json!("veille"), &Value::Null));
    assert_eq!(one["actions"], json!([{ "nom": "reprise", "possible": true, "raison": null }]));
    let more = json!({ "du": "2026-12-01", "au": "2026-12-31", "motif": "santé" });
    assert_eq!(arret(more).await.unwrap_err().status, 409, "the veille lasts");
    assert_eq!(comptes(&lyon.animation, "").await, 0);
    let veille = format!("/v1/suspensions/{}", id(one));
    let lyon = le(&clock, &suite, lyon, "2026-06-15T09:00:00Z").await;
    let back = async |le: &str| lyon.referent.post(&format!("{veille}/reprise"), json!({ "le": le })).await;
    assert_eq!(refused(&back("2026-03-01").await.unwrap_err()), (422, "/le"), "it would never have been");
    let ended = back("2026-06-15").await.unwrap();
    assert_eq!(ended["au"], "2026-06-14");
    assert_eq!(ended["actions"][0]["possible"], false, "{ended}");
    assert_eq!(back("2026-06-10").await.unwrap_err().status, 409, "it is over");
    let seen = lyon.referent.get(&parcours).await.unwrap();
    let expected =
        [("en_accompagnement", "2026-02-12"), ("en_veille", "2026-03-01"), ("en_accompagnement", "2026-06-15")];
    assert_eq!(etats(&seen), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_active_of_the_rhône_counts_i_j_and_k_and_neither_h_nor_l() {
    let (_clock, _suite, lyon) = lyon("2026-10-12T09:00:00Z").await;
    let ((_, h), (person, i), (_, _j)) = (entre(&lyon, "H").await, entre(&lyon, "I").await, entre(&lyon, "J").await);
    let ((_, k), (_, l)) = (entre(&lyon, "K").await, entre(&lyon, "L").await);
    let veille = json!({ "nature": "veille", "du": "2026-09-01", "motif": "congé parental" });
    lyon.referent.post(&format!("{h}/suspensions"), veille).await.unwrap();
    lyon.accorder(&h, "2026-10-12").await.unwrap();
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-09-14", "fin_prevue": "2026-12-31" });
    let step = id(&lyon.referent.post(&format!("{i}/etapes"), step).await.unwrap());
    lyon.confier(&person, &step, "2026-09-10").await.unwrap();
    lyon.operateur.post(&format!("/v1/etapes/{step}/demarrage"), json!({ "le": "2026-09-14" })).await.unwrap();
    for (parcours, debut) in [(&k, "2026-06-12"), (&l, "2026-03-12")] {
        let job =
            json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": debut, "employeur": "Boulangerie Perrin" });
        lyon.referent.post(&format!("{parcours}/sorties"), job).await.unwrap();
    }
    assert_eq!(lyon.referent.get(&i).await.unwrap()["etat"], "en_etape");
    let counted = lyon.animation.get("/v1/file-active").await.unwrap();
    let parcours: Vec<_> = counted["referents"][0]["parcours"].as_array().unwrap().iter().collect();
    assert_eq!(counted["personnes"], 3, "{counted}");
    for out in [&h, &l] {
        assert!(!parcours.iter().any(|one| out.ends_with(one.as_str().unwrap())), "{out}");
    }
    assert_eq!(comptes(&lyon.animation, "au=2026-08-31").await, 5, "L since five months, nobody in veille yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_learnt_late_changes_the_past_and_not_what_was_known_of_it() {
    let (clock, suite, lyon) = lyon("2026-03-31T18:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let lyon = le(&clock, &suite, lyon, "2026-04-08T09:00:00Z").await;
    let decided = json!({ "du": "2026-03-02", "au": "2026-03-20", "motif": "arrêt de travail, appris en avril" });
    lyon.referent.post(&format!("{parcours}/suspensions"), decided).await.unwrap();
    lyon.accorder(&parcours, "2026-04-08").await.unwrap();
    let on = async |connu: &str| comptes(&lyon.animation, &format!("au=2026-03-10&connu_le={connu}")).await;
    assert_eq!((on("2026-03-31").await, on("2026-04-07").await, on("2026-04-08").await), (1, 1, 0));
    let known = async |connu: &str| lyon.referent.get(&format!("{parcours}/etats?connu_le={connu}")).await.unwrap();
    let before = known("2026-04-07").await;
    assert_eq!(etats(&before), [("en_accompagnement", "2026-02-12")]);
    assert_eq!(before["connu_depuis"], "2026-03-31");
    assert_eq!(etats(&known("2026-04-08").await).len(), 3);
    assert_eq!(known("2026-03-30").await["periodes"], json!([]), "nobody knew of it yet");
    for (query, pointer) in [("au=2026-03-10&connu_le=2026-03-30", "/connu_le"), ("connu_le=2026-04-09", "/connu_le")] {
        let refus = lyon.animation.get(&format!("/v1/file-active?{query}")).await.unwrap_err();
        assert_eq!(refused(&refus), (422, pointer), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gave_up_left_on_that_day_and_is_still_in_the_file_active_of_the_days_before() {
    let (_clock, _suite, lyon) = lyon("2026-09-15T09:00:00Z").await;
    let (person, parcours) = entre(&lyon, "Camille").await;
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-02", "fin_prevue": "2026-12-31" });
    let step = id(&lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap());
    lyon.confier(&person, &step, "2026-02-26").await.unwrap();
    lyon.operateur.post(&format!("/v1/etapes/{step}/demarrage"), json!({ "le": "2026-03-02" })).await.unwrap();
    let end = async |body: Value| lyon.referent.post(&format!("{parcours}/fin"), body).await;
    let moved = json!({ "motif": "demenagement", "le": "2026-09-01", "destination": "PLIE de Grenoble" });
    let running = end(moved.clone()).await.unwrap_err();
    assert_eq!(running.status, 409, "{running}");
    let why = lyon.referent.get(&parcours).await.unwrap();
    let action = why["actions"].as_array().unwrap().iter().find(|one| one["nom"] == "fin").unwrap();
    assert_eq!(action["raison"], running.body["detail"], "the reason that was said");
    lyon.operateur.post(&format!("/v1/etapes/{step}/fin"), json!({ "le": "2026-08-31" })).await.unwrap();
    for (le, pointer) in [("2026-09-16", "/le"), ("2026-02-11", "/le")] {
        assert_eq!(refused(&end(json!({ "motif": "abandon", "le": le })).await.unwrap_err()), (422, pointer), "{le}");
    }
    let told = end(moved.clone()).await.unwrap();
    assert_eq!((&told["motif"], &told["destination"]), (&moved["motif"], &moved["destination"]));
    assert!(told["par_nom"].is_string(), "{told}");
    let left = lyon.referent.get(&parcours).await.unwrap();
    let expected = [("en_accompagnement", "2026-02-12"), ("en_etape", "2026-03-02"), ("sorti", "2026-09-01")];
    assert_eq!(
        (etats(&left), &left["etat"], &left["fin"]["motif"]),
        (expected.to_vec(), &json!("sorti"), &moved["motif"])
    );
    assert_eq!(end(moved).await.unwrap_err().status, 409, "it is over");
    let on = async |au: &str| comptes(&lyon.animation, &format!("au={au}")).await;
    assert_eq!((on("2026-02-11").await, on("2026-08-31").await, on("2026-09-01").await), (0, 1, 0));
}
