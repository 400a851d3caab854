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
    let possible = |nom: &str| json!({ "nom": nom, "possible": true, "raison": null });
    assert_eq!(one["actions"], json!([possible("reprise"), possible("correction")]));
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
async fn a_suspension_that_was_typed_on_somebody_else_never_was_once_the_instance_granted_it() {
    let (_clock, _suite, lyon) = lyon("2026-04-02T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let march = json!({ "du": "2026-03-01", "au": "2026-03-31", "motif": "décision du comité du 26 février" });
    lyon.referent.post(&format!("{parcours}/suspensions"), march).await.unwrap();
    let stopped = lyon.accorder(&parcours, "2026-04-02").await.unwrap();
    let stop = format!("/v1/suspensions/{}", id(&stopped["suspensions"][0]));
    let late = lyon.referent.post(&format!("{stop}/reprise"), json!({ "le": "2026-03-16" })).await.unwrap_err();
    assert_eq!(late.status, 409, "it is over");
    let correct = async |remplace: i32, suspension: Value| {
        let body = json!({ "remplace": remplace, "suspension": suspension, "motif": "saisie sur une autre personne" });
        lyon.referent.post(&format!("{stop}/correction"), body).await
    };
    let days = |du: &str, au: &str| json!({ "du": du, "au": au, "motif": "arrêt de travail" });
    let omitted = json!({ "remplace": 1, "motif": "saisie sur une autre personne" });
    let omitted = lyon.referent.post(&format!("{stop}/correction"), omitted).await.unwrap_err();
    assert_eq!(refused(&omitted), (422, "/suspension"), "what is left out withdraws nothing");
    let unseen = correct(2, days("2026-03-16", "2026-03-31")).await.unwrap_err();
    assert_eq!((unseen.status, refused(&unseen).1), (409, "/remplace"));
    let backwards = correct(1, days("2026-03-16", "2026-03-15")).await.unwrap_err();
    assert_eq!(refused(&backwards), (422, "/suspension/au"));
    let before = correct(1, days("2026-02-11", "2026-03-15")).await.unwrap_err();
    assert_eq!(refused(&before), (422, "/suspension/du"), "the day before the entry");

    let asked = correct(1, days("2026-03-16", "2026-03-31")).await.unwrap();
    assert_eq!((&asked["du"], &asked["version"]), (&json!("2026-03-01"), &json!(1)), "nobody decided: {asked}");
    let moved = lyon.accorder(&parcours, "2026-04-02").await.unwrap();
    let one = &moved["suspensions"][0];
    assert_eq!((&one["du"], &one["version"]), (&json!("2026-03-16"), &json!(2)));
    let expected =
        [("en_accompagnement", "2026-02-12"), ("suspendu", "2026-03-16"), ("en_accompagnement", "2026-04-01")];
    assert_eq!(etats(&moved), expected);
    let on = async |au: &str| comptes(&lyon.animation, &format!("au={au}")).await;
    assert_eq!((on("2026-03-15").await, on("2026-03-16").await), (1, 0));

    correct(2, Value::Null).await.unwrap();
    let never = lyon.accorder(&parcours, "2026-04-02").await.unwrap();
    assert_eq!((etats(&never), &never["suspensions"]), (vec![("en_accompagnement", "2026-02-12")], &json!([])));
    assert_eq!(on("2026-03-16").await, 1);
    let of = format!("/v1/suspensions?parcours={}", parcours.trim_start_matches("/v1/parcours/"));
    let listed = async |query: &str| lyon.referent.get(&format!("{of}{query}")).await.unwrap()["elements"].clone();
    assert_eq!(listed("").await, json!([]));
    let kept = listed("&retirees=true").await[0].clone();
    assert_eq!((&kept["retiree"], &kept["du"], &kept["version"]), (&json!(true), &json!("2026-03-16"), &json!(3)));
    assert!(kept["actions"].as_array().unwrap().iter().all(|one| one["possible"] == false), "{kept}");
    assert_eq!(correct(3, days("2026-03-16", "2026-03-31")).await.unwrap_err().status, 409, "it never was");
    let told = lyon.referent.get(&format!("{stop}/historique")).await.unwrap();
    let changes = told["elements"].as_array().unwrap();
    assert_eq!((changes.len(), &changes[0]["motif"]), (2, &json!("saisie sur une autre personne")), "{told}");
    let day = changes[1]["champs"].as_array().unwrap().iter().find(|one| one["champ"] == "/du").unwrap();
    assert_eq!((&day["avant"], &day["apres"]), (&json!("2026-03-01"), &json!("2026-03-16")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_étape_has_the_days_that_it_really_had_and_what_was_said_of_them_stays() {
    let (_clock, _suite, lyon) = lyon("2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-02", "fin_prevue": "2026-08-31" });
    let step = format!("/v1/etapes/{}", id(&lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap()));
    let correct = async |remplace: &Value, debut: &str, fin: Value| {
        let body = json!({ "remplace": remplace, "debut": debut, "fin": fin, "motif": "date relevée sur le contrat" });
        lyon.referent.post(&format!("{step}/correction"), body).await
    };
    let first = json!(1);
    assert_eq!(correct(&first, "2026-03-02", Value::Null).await.unwrap_err().status, 409, "it has not begun");
    lyon.referent.post(&format!("{step}/demarrage"), json!({ "le": "2026-03-02" })).await.unwrap();
    let ended = lyon.referent.post(&format!("{step}/fin"), json!({ "le": "2026-05-31" })).await.unwrap();
    let read = &ended["version"];
    let omitted = json!({ "remplace": read, "debut": "2026-03-02", "motif": "date relevée sur le contrat" });
    let omitted = lyon.referent.post(&format!("{step}/correction"), omitted).await.unwrap_err();
    assert_eq!(refused(&omitted), (422, "/fin"), "what is left out reopens nothing");
    for (debut, fin, pointer) in [
        ("2026-02-11", "2026-04-30", "/debut"),
        ("2026-03-02", "2026-03-01", "/fin"),
        ("2026-03-02", "2026-06-11", "/fin"),
    ] {
        assert_eq!(refused(&correct(read, debut, json!(fin)).await.unwrap_err()), (422, pointer), "{debut} {fin}");
    }
    let corrected = correct(read, "2026-03-09", json!("2026-04-30")).await.unwrap();
    assert_eq!((&corrected["debut"], &corrected["fin"]), (&json!("2026-03-09"), &json!("2026-04-30")));
    assert_eq!(correct(read, "2026-03-09", json!("2026-05-01")).await.unwrap_err().status, 409, "unseen");
    let expected =
        [("en_accompagnement", "2026-02-12"), ("en_etape", "2026-03-09"), ("en_accompagnement", "2026-05-01")];
    assert_eq!(etats(&lyon.referent.get(&parcours).await.unwrap()), expected);
    let running = correct(&corrected["version"], "2026-03-09", Value::Null).await.unwrap();
    assert_eq!((&running["etat"], &running["fin"]), (&json!("demarree"), &Value::Null), "it was not over");
    let told = lyon.referent.get(&format!("{step}/historique")).await.unwrap();
    let change = &told["elements"][1];
    assert_eq!(change["motif"], "date relevée sur le contrat", "{told}");
    let day = change["champs"].as_array().unwrap().iter().find(|one| one["champ"] == "/fin").unwrap();
    assert_eq!((&day["avant"], &day["apres"]), (&json!("2026-05-31"), &json!("2026-04-30")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_runs_an_étape_is_told_that_the_person_left_and_not_when() {
    let (_clock, _suite, lyon) = lyon("2026-06-10T09:00:00Z").await;
    let (person, parcours) = entre(&lyon, "Camille").await;
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-02", "fin_prevue": "2026-08-31" });
    let step = id(&lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap());
    lyon.confier(&person, &step, "2026-03-02").await.unwrap();
    let step = format!("/v1/etapes/{step}");
    lyon.referent.post(&format!("{step}/demarrage"), json!({ "le": "2026-03-02" })).await.unwrap();
    let ended = lyon.referent.post(&format!("{step}/fin"), json!({ "le": "2026-05-29" })).await.unwrap();
    let gone = json!({ "motif": "abandon", "le": "2026-06-01" });
    lyon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();
    let correct = async |api: &Api, jour: &str| {
        let read = &ended["version"];
        let body = json!({ "remplace": read, "debut": jour, "fin": jour, "motif": "date relevée sur le contrat" });
        api.post(&format!("{step}/correction"), body).await
    };
    for (api, why) in [
        (&lyon.operateur, "cette date est après la fin de l'accompagnement"),
        (&lyon.referent, "la personne est sortie le 01/06/2026"),
    ] {
        let late = correct(api, "2026-06-01").await.unwrap_err();
        assert_eq!((refused(&late), &late.body["errors"][0]["detail"]), ((422, "/debut"), &json!(why)));
    }
    correct(&lyon.operateur, "2026-05-31").await.unwrap();
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
async fn the_means_of_a_référent_and_whom_they_accompanied_are_those_that_were_known() {
    let (clock, suite, lyon) = lyon("2026-03-31T09:00:00Z").await;
    entre(&lyon, "Camille").await;
    let (_, never) = entre(&lyon, "Dominique").await;
    let said = json!({ "referent": lyon.referent_id, "etp": "0.01", "des_le": "2026-01-01" });
    lyon.direction.post("/v1/capacites", said.clone()).await.unwrap();
    let lyon = le(&clock, &suite, lyon, "2026-05-04T09:00:00Z").await;
    let mut half = said;
    (half["etp"], half["remplace"]) = (json!("0.5"), json!("0.01"));
    lyon.animation.post("/v1/capacites", half).await.unwrap();
    let gone = json!({ "motif": "abandon", "le": "2026-02-12" });
    lyon.referent.post(&format!("{never}/fin"), gone).await.unwrap();
    let judged = async |connu: &str| {
        let file = lyon.animation.get(&format!("/v1/file-active?au=2026-03-10&connu_le={connu}")).await.unwrap();
        let one = &file["referents"][0];
        (one["norme"]["explication"].clone(), one["norme_annee"]["explication"].clone())
    };
    let year = |persons: u32, norm: u32| {
        json!(format!("{persons} personnes accompagnées dans l'année pour une norme de {norm}"))
    };
    assert_eq!(judged("2026-05-03").await, (json!("2 places occupées pour 0"), year(2, 0)), "as it was known then");
    assert_eq!(judged("2026-05-04").await, (json!("1 places occupées pour 35"), year(1, 45)));
    let worked = async |connu: &str| {
        let year = lyon.animation.get(&format!("/v1/occupation?annee=2026&connu_le={connu}")).await.unwrap();
        year["mois"][2]["etp"].clone()
    };
    assert_eq!((worked("2026-05-03").await, worked("2026-05-04").await), (json!("0.01"), json!("0.50")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_share_of_persons_without_étape_has_its_persons_behind_it_as_it_was_known() {
    let (clock, suite, lyon) = lyon("2026-03-31T09:00:00Z").await;
    let ((_, first), (_, second)) = (entre(&lyon, "Camille").await, entre(&lyon, "Dominique").await);
    let other = lyon.recruter("Sacha", "referent", None).await.unwrap();
    let lyon = le(&clock, &suite, lyon, "2026-05-04T09:00:00Z").await;
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-03-02", "fin_prevue": "2026-03-27" });
    let step = id(&lyon.referent.post(&format!("{first}/etapes"), step).await.unwrap());
    lyon.referent.post(&format!("/v1/etapes/{step}/demarrage"), json!({ "le": "2026-03-02" })).await.unwrap();
    let told = async |query: &str| {
        let file = lyon.animation.get(&format!("/v1/file-active?{query}")).await.unwrap();
        let one = &file["sans_etape"];
        (one["personnes"].clone(), one["part"].clone(), one["parcours"].as_array().unwrap().len())
    };
    let share = |personnes: u64, part: &str| (json!(personnes), json!(part), usize::try_from(personnes).unwrap());
    assert_eq!(told("au=2026-03-01").await, share(2, "100.0"), "the day before it begins");
    assert_eq!(told("au=2026-03-02").await, share(1, "50.0"));
    assert_eq!(told("au=2026-04-30").await, share(1, "50.0"), "it ended, and was one");
    assert_eq!(told("au=2026-03-10&connu_le=2026-05-03").await, share(2, "100.0"), "nobody knew of it yet");
    assert_eq!(told("au=2026-02-11").await, (json!(0), Value::Null, 0), "nobody had entered");
    let own = format!("/v1/file-active?au=2026-04-30&referent={}", lyon.referent_id);
    let file = lyon.animation.get(&own).await.unwrap();
    let behind = file["referents"][0]["sans_etape"]["parcours"][0].as_str().unwrap().to_owned();
    assert!(second.ends_with(&behind), "{file}");
    let none = lyon.animation.get(&format!("/v1/file-active?au=2026-04-30&referent={other}")).await.unwrap();
    assert_eq!((&none["personnes"], &none["referents"]), (&json!(0), &json!([])));

    let job = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2026-03-30", "employeur": "Mairie" });
    lyon.referent.post(&format!("{second}/sorties"), job).await.unwrap();
    let beside = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-04-06", "fin_prevue": "2026-06-26" });
    let beside = id(&lyon.referent.post(&format!("{second}/etapes"), beside).await.unwrap());
    lyon.referent.post(&format!("/v1/etapes/{beside}/demarrage"), json!({ "le": "2026-04-06" })).await.unwrap();
    assert_eq!(told("au=2026-04-05").await, share(1, "50.0"));
    assert_eq!(told("au=2026-04-06").await, share(0, "0.0"), "an étape beside the job that is followed is one");
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

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_is_corrected_then_taken_back_recounts_the_past_and_not_what_was_known_of_it() {
    let (clock, suite, lyon) = lyon("2026-09-15T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let gone = json!({ "motif": "abandon", "le": "2026-09-01" });
    lyon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();
    let lyon = le(&clock, &suite, lyon, "2026-09-20T09:00:00Z").await;
    let decision = |le: &str| json!({ "le": le, "motif": "elle a répondu jusqu’au 9 septembre" });
    let fin = json!({ "motif": "abandon", "le": "2026-09-10" });
    let later = json!({ "remplace": 1, "fin": fin, "decision": decision("2026-09-20") });
    lyon.animation.post(&format!("{parcours}/fin/correction"), later).await.unwrap();
    let on = async |lyon: &Equipe, au: &str, connu: &str| {
        comptes(&lyon.animation, &format!("au={au}&connu_le={connu}")).await
    };
    let days = [("2026-08-31", 1, 1), ("2026-09-01", 0, 1), ("2026-09-09", 0, 1), ("2026-09-10", 0, 0)];
    for (au, before, since) in days {
        let known = (on(&lyon, au, "2026-09-15").await, on(&lyon, au, "2026-09-20").await);
        assert_eq!(known, (before, since), "{au}");
    }
    let lyon = le(&clock, &suite, lyon, "2026-09-25T09:00:00Z").await;
    let back = json!({ "remplace": 2, "decision": decision("2026-09-25") });
    lyon.animation.post(&format!("{parcours}/fin/retrait"), back).await.unwrap();
    assert_eq!(etats(&lyon.referent.get(&parcours).await.unwrap()), [("en_accompagnement", "2026-02-12")]);
    let known = (on(&lyon, "2026-09-12", "2026-09-20").await, on(&lyon, "2026-09-12", "2026-09-25").await);
    assert_eq!(known, (0, 1), "what was known on a day stays");
    let then = lyon.referent.get(&format!("{parcours}/etats?connu_le=2026-09-20")).await.unwrap();
    assert_eq!(etats(&then), [("en_accompagnement", "2026-02-12"), ("sorti", "2026-09-10")]);
}
