//! What a session asks of who sits, what it decides that somebody does, whom it writes to, and what is corrected of it.

use plie::demo::{Api, Dossier, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id, t};

use crate::{
    entree::{pdf, read},
    events::until,
    instances::{clore, decider, demande, entre, inscrire, mars, ouvrir, proposees, publier, quand, refus, seance},
};

/// Calls the member of the commission and the animation to a session.
async fn appeler(equipe: &Equipe, session: &str) -> Value {
    let membres = json!({ "membres": [
        { "utilisateur": equipe.membre_id, "nom": "Paul Girard", "structure": "Département" },
        { "utilisateur": equipe.animation_id, "nom": "Karim Benali" }] });
    equipe.animation.post(&format!("{session}/membres"), membres).await.unwrap()
}

async fn signer(api: &Api, version: &str) -> Result<Value, Refus> {
    api.post("/v1/engagement-de-secret", json!({ "version": version })).await
}

/// What the relevé of a session says.
async fn releve(suite: &TestSuite, equipe: &Equipe, session: &str) -> String {
    let papers = equipe.animation.get(&format!("{session}/documents")).await.unwrap();
    let whole = papers.as_array().unwrap().iter().find(|one| one["nature"] == "releve").unwrap();
    read(&pdf(suite, &equipe.animation, &format!("/v1/documents/{}/pdf", id(whole))).await)
}

/// A suspension that is asked for in Lyon, on the agenda of a session.
async fn demandee(equipe: &Equipe, parcours: &str, session: &str) -> String {
    let asked = demande(&equipe.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap());
    proposees(equipe, session, 1).await;
    inscrire(equipe, session, &asked).await.unwrap();
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sits_signs_once_for_their_mandate_and_the_relevé_says_who_did_not() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let session = seance(&lyon, "commission", "2026-03-10").await;
    let called = appeler(&lyon, &session).await;
    assert_eq!(called["sans_engagement"], json!([lyon.membre_id, lyon.animation_id]));
    assert_eq!(called["sans_engagement_noms"], json!(["Paul Girard", "Karim Benali"]));
    let text = lyon.commission.get("/v1/engagement-de-secret").await.unwrap();
    assert_eq!(
        (&text["version"], &text["exige"], &text["signe_le"], &text["mandat_du"]),
        (&json!("1"), &json!(false), &Value::Null, &json!("2015-01-01"))
    );
    assert!(text["texte"].as_str().unwrap().contains("226-13"));
    assert_eq!(refus(&signer(&lyon.commission, "2").await.unwrap_err()), (422, "/version"), "it read another text");
    let signed = signer(&lyon.commission, "1").await.unwrap();
    assert_eq!((&signed["signe_le"], &signed["actions"][0]["possible"]), (&json!("2026-03-10"), &json!(false)));
    assert_eq!(signer(&lyon.commission, "1").await.unwrap_err().status, 409, "once");
    assert_eq!(
        lyon.controleur.get("/v1/engagement-de-secret").await.unwrap_err().status,
        403,
        "who sits in no instance"
    );

    let asked = demandee(&lyon, &parcours, &session).await;
    decider(&lyon, &session, &asked, json!({ "decision": "accordee" })).await.unwrap();
    let closed = clore(&lyon, &session).await.unwrap();
    assert_eq!(closed["sans_engagement"], json!([lyon.animation_id]), "they sit all the same: Lyon obliges nobody");
    let page = releve(&suite, &lyon, &session).await;
    assert!(page.contains("N’ont pas signé l’engagement de secret : Karim Benali"), "{page}");
    assert!(!page.contains("secret : Paul Girard"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_it_is_obliged_nobody_sits_nor_reads_before_they_signed() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let own = "Je garde secret ce que j’apprends en séance.";
    publier(&lyon, "2026-03-10", |rules| {
        rules["confidentialite"] = json!({ "texte": own, "version": "2026-1", "exige": true });
    })
    .await;
    let heard = |text: &Value| (text["version"] == "2026-1").then(|| text.clone());
    let text = wait_for(&lyon.commission, "/v1/engagement-de-secret", heard).await.unwrap();
    assert_eq!((&text["texte"], &text["exige"]), (&json!(own), &json!(true)));
    let session = seance(&lyon, "commission", "2026-03-10").await;
    appeler(&lyon, &session).await;
    let asked = demandee(&lyon, &parcours, &session).await;
    let file = format!("/v1/participants/{camille}");
    let closed = lyon.commission.get(&session).await.unwrap_err();
    assert_eq!((closed.status, closed.slug()), (403, "interdit"));
    assert!(closed.body["detail"].as_str().unwrap().contains("Signez d’abord"), "{closed}");
    assert_eq!(lyon.commission.get(&file).await.unwrap_err().status, 404, "no file of the agenda is open to them");

    signer(&lyon.commission, "2026-1").await.unwrap();
    assert_eq!(lyon.commission.get(&session).await.unwrap()["demandes"][0]["demande"], json!(asked));
    lyon.commission.get(&file).await.unwrap();
    decider(&lyon, &session, &asked, json!({ "decision": "accordee" })).await.unwrap();
    let silent = clore(&lyon, &session).await.unwrap_err();
    assert_eq!(refus(&silent), (422, "/presents/1"), "the animation has not signed");
    signer(&lyon.animation, "2026-1").await.unwrap();
    clore(&lyon, &session).await.unwrap();
}

/// The text that a territory obliges to sign.
fn exige() -> Value {
    json!({ "texte": "Je garde secret ce que j’apprends en séance.", "version": "2026-1", "exige": true })
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_were_open_close_once_the_territory_obliges_to_sign_and_open_with_the_signature() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let session = seance(&lyon, "commission", "2026-03-10").await;
    appeler(&lyon, &session).await;
    let asked = demandee(&lyon, &parcours, &session).await;
    let file = format!("/v1/participants/{camille}");
    lyon.commission.get(&file).await.expect("nobody is obliged yet");
    publier(&lyon, "2026-03-10", |rules| rules["confidentialite"] = exige()).await;
    let closed = async || lyon.commission.get(&file).await.is_err_and(|refus| refus.status == 404);
    until(closed, "the files of the agenda are open still to who did not sign").await;
    assert_eq!(lyon.commission.get(&session).await.unwrap_err().status, 403);
    signer(&lyon.commission, "2026-1").await.unwrap();
    lyon.commission.get(&file).await.unwrap();
    assert_eq!(lyon.commission.get(&session).await.unwrap()["demandes"][0]["demande"], json!(asked));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_day_of_a_rule_that_obliges_to_sign_who_did_not_reads_nothing_and_who_did_goes_on() {
    let (clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let session = seance(&lyon, "commission", "2026-03-10").await;
    let dominique = lyon.recruter("Dominique", "membre_commission", None).await.unwrap();
    let membres = json!({ "membres": [{ "utilisateur": lyon.membre_id, "nom": "Paul Girard" },
        { "utilisateur": dominique, "nom": "Dominique Martin" }] });
    lyon.animation.post(&format!("{session}/membres"), membres).await.unwrap();
    demandee(&lyon, &parcours, &session).await;
    let adresse = format!("dominique@{}.example", lyon.territoire);
    signer(&suite.accept(&adresse).await, "1").await.unwrap();
    let mut rules = lyon.admin.get("/v1/referentiels/en-vigueur?au=2026-03-12").await.unwrap();
    (rules["version"], rules["effet"], rules["confidentialite"]) = (json!(2), json!("2026-03-12"), exige());
    lyon.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();

    let file = format!("/v1/participants/{camille}");
    let login = async |who: &str| suite.anonymous().login(who, MOT_DE_PASSE).await.unwrap();
    let member = "membre_commission@lyon.example";
    clock.set(t("2026-03-11T09:00:00Z"));
    login(member).await.get(&file).await.expect("the eve");
    clock.set(t("2026-03-12T09:00:00Z"));
    let (paul, dominique) = (login(member).await, login(&adresse).await);
    let closed = async || paul.get(&file).await.is_err_and(|refus| refus.status == 404);
    until(closed, "he did not sign, and reads a file").await;
    assert_eq!(paul.get(&session).await.unwrap_err().status, 403);
    until(async || dominique.get(&file).await.is_ok(), "who signed reads no file any more").await;
    assert_eq!(paul.get(&file).await.unwrap_err().status, 404, "for the others alone");
    signer(&paul, "2026-1").await.unwrap();
    paul.get(&file).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_session_decides_that_somebody_does_is_followed_by_the_next_one_and_printed() {
    let (clock, suite, chalon) = ouvrir("grand-chalon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&chalon, "Camille", "71076").await;
    let stopped = chalon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap();
    let told = demande(&stopped);
    let first = seance(&chalon, "comite_suivi", "2026-03-09").await;
    let agree = async |session: &str, body: Value| chalon.animation.post(&format!("{session}/actions"), body).await;
    let creche = |participant: Value| {
        json!({ "quoi": "demander une place en crèche", "qui": "Claire Petit, Département", "echeance": "2026-04-15",
            "participant": participant })
    };
    let away = agree(&first, creche(json!(camille))).await.unwrap_err();
    assert_eq!(refus(&away), (422, "/participant"), "she is not on the agenda");
    proposees(&chalon, &first, 1).await;
    inscrire(&chalon, &first, &told).await.unwrap();
    let past = json!({ "quoi": "écrire aux employeurs", "qui": "Karim Benali", "echeance": "2026-03-08" });
    assert_eq!(refus(&agree(&first, past).await.unwrap_err()), (422, "/echeance"), "the day before the session");
    agree(&first, creche(json!(camille))).await.unwrap();
    clock.set(t("2026-03-10T09:00:01Z"));
    let letters = json!({ "quoi": "écrire aux employeurs", "qui": "Karim Benali", "echeance": "2026-03-09" });
    let seen = agree(&first, letters.clone()).await.unwrap();
    let plan = seen["plan"].as_array().unwrap().clone();
    assert_eq!(
        (&plan[0]["participant_nom"], &plan[0]["etat"], &plan[1]["participant"]),
        (&json!("Camille Colin"), &json!("a_faire"), &Value::Null)
    );
    decider(&chalon, &first, &told, json!({ "decision": "prise_acte" })).await.unwrap();
    clore(&chalon, &first).await.unwrap();
    assert_eq!(agree(&first, letters).await.unwrap_err().status, 409, "it is over");
    let page = releve(&suite, &chalon, &first).await;
    for said in ["Comité de suivi du 9 mars 2026", "Plan d’action", "demander une place en", "15 avril 2026", "à faire"]
    {
        assert!(page.contains(said), "{said} in {page}");
    }

    let follow = async |session: &str, action: &Value, etat: &str, echeance: Value| {
        let body = json!({ "action": action["id"], "etat": etat, "resultat": "vu en séance", "echeance": echeance });
        chalon.animation.post(&format!("{session}/actions/suites"), body).await
    };
    let commission = seance(&chalon, "commission", "2026-03-10").await;
    let elsewhere = follow(&commission, &plan[0], "faite", Value::Null).await.unwrap_err();
    assert_eq!(refus(&elsewhere), (422, "/action"), "each instance has its own plan");
    let next = seance(&chalon, "comite_suivi", "2026-03-10").await;
    let open = chalon.animation.get(&next).await.unwrap();
    let waiting: Vec<_> = open["plan"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(waiting, [&plan[0]["id"], &plan[1]["id"]], "what the former session left to be done");
    let early = follow(&next, &plan[0], "a_faire", json!("2026-03-09")).await.unwrap_err();
    assert_eq!(refus(&early), (422, "/echeance"));
    follow(&next, &plan[0], "a_faire", json!("2026-05-15")).await.unwrap();
    let seen = follow(&next, &plan[1], "faite", Value::Null).await.unwrap();
    let done = seen["plan"].as_array().unwrap().iter().find(|one| one["id"] == plan[1]["id"]).unwrap();
    assert_eq!(
        (&done["etat"], &done["suites"][0]["resultat"], &done["suites"][0]["le"]),
        (&json!("faite"), &json!("vu en séance"), &json!("2026-03-10"))
    );
    assert_eq!(follow(&next, &plan[1], "abandonnee", Value::Null).await.unwrap_err().status, 409, "it is done");
    let query = "/v1/actions-instances?instance=comite_suivi&etat=a_faire";
    let listed = chalon.referent.get(query).await.unwrap();
    let listed: Vec<_> =
        listed["elements"].as_array().unwrap().iter().map(|one| (&one["id"], &one["echeance"])).collect();
    assert_eq!(listed, [(&plan[0]["id"], &json!("2026-05-15"))]);
    assert_eq!(chalon.referent.get(&format!("{query}&au=2026-05-14")).await.unwrap()["elements"], json!([]));
    assert_eq!(chalon.referent.post(&format!("{next}/actions"), creche(Value::Null)).await.unwrap_err().status, 403);
    clore(&chalon, &next).await.unwrap();
    let page = releve(&suite, &chalon, &next).await;
    assert!(page.contains("faite : vu en séance") && page.contains("15 mai 2026"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_referred_a_person_that_shares_with_it_is_written_to_of_what_was_decided_and_of_nothing_more() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let ((camille, first), (_, second)) = (entre(&lyon, "Camille", "69383").await, entre(&lyon, "Dana", "69383").await);
    lyon.partager(&camille, &lyon.prescripteur_structure, "2026-03-02").await.unwrap();
    let session = seance(&lyon, "commission", "2026-03-10").await;
    let mut asked = Vec::new();
    for parcours in [&first, &second] {
        asked.push(demande(&lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap()));
    }
    proposees(&lyon, &session, 2).await;
    for one in &asked {
        inscrire(&lyon, &session, one).await.unwrap();
        let no = json!({ "decision": "ajournee", "motif": "certificat à fournir" });
        decider(&lyon, &session, one, no).await.unwrap();
    }
    clore(&lyon, &session).await.unwrap();
    let papers = lyon.animation.get(&format!("{session}/documents")).await.unwrap();
    let letters: Vec<_> = papers.as_array().unwrap().iter().filter(|one| one["nature"] == "courrier").collect();
    assert_eq!(
        letters.iter().map(|one| (&one["demande"], &one["candidature"], &one["structure"])).collect::<Vec<_>>(),
        [(&json!(asked[0]), &Value::Null, &json!(lyon.prescripteur_structure))],
        "Dana shares nothing with it"
    );
    let path = format!("/v1/documents/{}", id(letters[0]));
    let page = read(&pdf(&suite, &lyon.animation, &format!("{path}/pdf")).await);
    for said in ["Camille Colin", "suspension : ajournement", "présentée de nouveau"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    for kept in ["certificat", "garde d’enfant", "Dana"] {
        assert!(!page.contains(kept), "{kept} in {page}");
    }
    let sent = json!({ "le": "2026-03-10", "canal": "courriel" });
    let early = json!({ "le": "2026-03-09", "canal": "courriel" });
    assert_eq!(refus(&lyon.animation.post(&format!("{path}/envoi"), early).await.unwrap_err()), (422, "/le"));
    lyon.animation.post(&format!("{path}/envoi"), sent).await.unwrap();
    let seen = lyon.animation.get(&session).await.unwrap();
    let told: Vec<_> = seen["demandes"].as_array().unwrap().iter().map(|one| &one["communiquee_le"]).collect();
    assert_eq!(told, [&json!("2026-03-10"), &Value::Null]);
}

async fn corriger(equipe: &Equipe, session: &str, demande: &str, decision: &str) -> Result<Value, Refus> {
    let decision = json!({ "demande": demande, "decision": decision, "motif": "à revoir" });
    let body = json!({ "decision": decision, "raison": "erreur de saisie en séance" });
    equipe.animation.post(&format!("{session}/demandes/corrections"), body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_becomes_a_postponement_gives_way_to_what_was_asked_since() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let session = seance(&lyon, "commission", "2026-03-10").await;
    let former = demandee(&lyon, &parcours, &session).await;
    decider(&lyon, &session, &former, json!({ "decision": "refusee", "motif": "une étape est possible" }))
        .await
        .unwrap();
    clore(&lyon, &session).await.unwrap();
    quand(&lyon.referent, &parcours, &former, "refusee").await;
    let newer = json!({ "du": "2026-04-01", "au": "2026-04-30", "motif": "formation suspendue" });
    let asked = lyon.referent.post(&format!("{parcours}/suspensions"), newer).await.unwrap();
    let newer = asked["demandes"].as_array().unwrap().iter().map(id).find(|one| *one != former).unwrap();

    corriger(&lyon, &session, &former, "ajournee").await.unwrap();
    let seen = quand(&lyon.referent, &parcours, &former, "retiree").await;
    let of = |asked: &str| seen["demandes"].as_array().unwrap().iter().find(|one| one["id"] == asked).unwrap();
    assert_eq!(of(&former)["motif_decision"], "Une nouvelle demande la remplace.");
    assert_eq!(of(&newer)["etat"], "a_decider");
    let next = seance(&lyon, "commission", "2026-03-10").await;
    let only = |list: &Value| {
        let all = list.as_array()?;
        (all.len() == 1 && all[0]["demande"] == json!(newer)).then(|| list.clone())
    };
    wait_for(&lyon.animation, &format!("{next}/demandes"), only).await.unwrap();
    let seen = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    assert_eq!(
        (seen["suspensions"].as_array().unwrap().len(), &seen["suspensions"][0]["du"]),
        (1, &json!("2026-04-01"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_not_corrected_over_what_a_later_one_decided() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let first = seance(&lyon, "commission", "2026-03-09").await;
    let asked = demandee(&lyon, &parcours, &first).await;
    decider(&lyon, &first, &asked, json!({ "decision": "ajournee", "motif": "à préciser" })).await.unwrap();
    clore(&lyon, &first).await.unwrap();
    quand(&lyon.referent, &parcours, &asked, "ajournee").await;
    let second = seance(&lyon, "commission", "2026-03-10").await;
    inscrire(&lyon, &second, &asked).await.unwrap();
    assert_eq!(corriger(&lyon, &first, &asked, "accordee").await.unwrap_err().status, 409, "it is on the next agenda");
    decider(&lyon, &second, &asked, json!({ "decision": "refusee", "motif": "une étape est possible" })).await.unwrap();
    clore(&lyon, &second).await.unwrap();
    quand(&lyon.referent, &parcours, &asked, "refusee").await;
    let late = corriger(&lyon, &first, &asked, "accordee").await.unwrap_err();
    assert_eq!((late.status, late.slug()), (409, "conflit"));
    assert!(late.body["detail"].as_str().unwrap().contains("plus récente"), "{late}");
    assert_eq!(lyon.referent.get(&parcours).await.unwrap()["suspensions"], json!([]));
    corriger(&lyon, &second, &asked, "accordee").await.unwrap();
    let seen = quand(&lyon.referent, &parcours, &asked, "accordee").await;
    assert_eq!(seen["suspensions"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_while_it_is_put_on_an_agenda_does_not_keep_the_session_from_closing() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let session = seance(&lyon, "commission", "2026-03-10").await;
    for prenom in ["Anne", "Brice", "Chloé", "David", "Elsa", "Farid"] {
        let (_, parcours) = entre(&lyon, prenom, "69383").await;
        let asked = demande(&lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap());
        proposees(&lyon, &session, 1).await;
        let back = json!({ "motif": "la personne est de nouveau disponible" });
        let gone = format!("/v1/demandes/{asked}/retrait");
        let (_, left) = tokio::join!(inscrire(&lyon, &session, &asked), lyon.referent.post(&gone, back));
        assert_eq!(left.unwrap()["etat"], "retiree");
        let away = async || {
            let agenda = lyon.animation.get(&session).await.unwrap()["demandes"].clone();
            agenda == json!([]) && inscrire(&lyon, &session, &asked).await.is_err_and(|refus| refus.status == 409)
        };
        until(away, "what was taken back is on the agenda still").await;
    }
    clore(&lyon, &session).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_finds_in_the_plan_nothing_of_persons_who_are_not_on_the_agenda() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let ((camille, first), (_, second)) = (entre(&lyon, "Camille", "69383").await, entre(&lyon, "Dana", "69383").await);
    let before = seance(&lyon, "commission", "2026-03-09").await;
    let asked = demandee(&lyon, &first, &before).await;
    for (quoi, participant) in
        [("demander une place en crèche", json!(camille)), ("écrire aux employeurs", Value::Null)]
    {
        let body = json!({ "quoi": quoi, "qui": "Paul Girard", "echeance": "2026-04-15", "participant": participant });
        lyon.animation.post(&format!("{before}/actions"), body).await.unwrap();
    }
    decider(&lyon, &before, &asked, json!({ "decision": "accordee" })).await.unwrap();
    clore(&lyon, &before).await.unwrap();
    let next = seance(&lyon, "commission", "2026-03-10").await;
    appeler(&lyon, &next).await;
    demandee(&lyon, &second, &next).await;
    let seen = lyon.commission.get(&next).await.unwrap();
    let plan: Vec<_> = seen["plan"].as_array().unwrap().iter().map(|one| &one["quoi"]).collect();
    assert_eq!(plan, [&json!("écrire aux employeurs")], "Camille is not on this agenda");
    assert_eq!(lyon.animation.get(&next).await.unwrap()["plan"].as_array().unwrap().len(), 2);
    assert_eq!(lyon.commission.get("/v1/actions-instances").await.unwrap()["elements"], json!([]));
}

/// A candidature whose diagnosis was made on 5 February 2026.
async fn diagnostiquee(equipe: &Equipe) -> Dossier {
    let personne = Personne { nom: "Garnier", prenom: "Gisèle", naissance: "1979-04-11", sexe: "F", commune: "69383" };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    dossier
}

async fn presenter(equipe: &Equipe, session: &str, dossier: &Dossier) -> Value {
    let listed = json!({ "candidature": dossier.candidature });
    equipe.animation.post(&format!("{session}/dossiers"), listed).await.unwrap()
}

async fn deplacer(equipe: &Equipe, session: &str, de: &str, vers: &str) -> Result<Value, Refus> {
    let body = json!({ "tenue_le": vers, "motif": "la salle n'est pas libre", "remplace": de });
    equipe.animation.post(&format!("{session}/deplacements"), body).await
}

async fn annuler(equipe: &Equipe, session: &str) -> Result<Value, Refus> {
    let body = json!({ "motif": "le quorum ne sera pas atteint" });
    equipe.animation.post(&format!("{session}/annulation"), body).await
}

/// Why a session says that something may not be done with it; nothing when it may.
fn raison<'a>(session: &'a Value, nom: &str) -> &'a Value {
    let all = session["actions"].as_array().unwrap();
    &all.iter().find(|one| one["nom"] == nom).unwrap()["raison"]
}

/// A session, as a line of the list.
async fn listee(equipe: &Equipe, session: &str) -> Value {
    let page = equipe.animation.get("/v1/commissions").await.unwrap();
    let mut all = page["elements"].as_array().unwrap().iter();
    all.find(|one| session.ends_with(&id(one))).unwrap().clone()
}

/// The convocations to a session: those that hold, and the others.
async fn convocations(equipe: &Equipe, session: &str) -> (Vec<String>, Vec<String>) {
    let papers = equipe.animation.get(&format!("{session}/documents")).await.unwrap();
    let all: Vec<_> = papers.as_array().unwrap().iter().filter(|one| one["nature"] == "convocation").collect();
    let held = |hold: bool| all.iter().filter(|one| one["caduc_le"].is_null() == hold).map(|one| id(one)).collect();
    (held(true), held(false))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_moves_says_the_day_that_it_had_and_convenes_its_members_again() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let session = seance(&lyon, "commission", "2026-03-19").await;
    appeler(&lyon, &session).await;
    let asked = demandee(&lyon, &parcours, &session).await;
    lyon.animation.post(&format!("{session}/convocations"), json!({})).await.unwrap();
    let (former, none) = convocations(&lyon, &session).await;
    assert_eq!((former.len(), none.len()), (2, 0));

    assert_eq!(refus(&deplacer(&lyon, &session, "2026-03-19", "2026-03-19").await.unwrap_err()), (422, "/tenue_le"));
    assert_eq!(refus(&deplacer(&lyon, &session, "2026-03-19", "2028-03-11").await.unwrap_err()), (422, "/tenue_le"));
    let vers = json!({ "tenue_le": "2026-03-26", "lieu": "14 h, en visioconférence", "remplace": "2026-03-19",
        "motif": "la salle n'est pas libre" });
    let moved = lyon.animation.post(&format!("{session}/deplacements"), vers).await.unwrap();
    assert_eq!(
        (&moved["tenue_le"], &moved["lieu"], &moved["etat"]),
        (&json!("2026-03-26"), &json!("14 h, en visioconférence"), &json!("ouverte"))
    );
    let was = &moved["deplacements"][0];
    assert_eq!(
        (&was["tenue_le"], &was["lieu"], &was["le"], &was["motif"], &was["par_nom"]),
        (
            &json!("2026-03-19"),
            &Value::Null,
            &json!("2026-03-10"),
            &json!("la salle n'est pas libre"),
            &json!("Karim Benali")
        )
    );
    assert_eq!(moved["demandes"][0]["demande"], json!(asked), "its agenda stays");
    lyon.commission.get(&format!("/v1/participants/{camille}")).await.expect("and its files are open still");
    let late = deplacer(&lyon, &session, "2026-03-19", "2026-04-02").await.unwrap_err();
    assert_eq!(refus(&late), (409, "/remplace"), "somebody moved it meanwhile");

    let (held, over) = convocations(&lyon, &session).await;
    assert_eq!((held.len(), &over), (2, &former));
    let page = read(&pdf(&suite, &lyon.animation, &format!("/v1/documents/{}/pdf", held[0])).await);
    for said in ["26 mars 2026", "14 h", "remplace celle", "19 mars 2026"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let sent = async |document: &str| {
        let body = json!({ "le": "2026-03-10", "canal": "courriel" });
        lyon.animation.post(&format!("/v1/documents/{document}/envoi"), body).await
    };
    let old = sent(&over[0]).await.unwrap_err();
    assert_eq!(old.status, 409);
    assert!(old.body["detail"].as_str().unwrap().contains("ne vaut plus"), "{old}");
    sent(&held[0]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_the_place_of_a_session_on_one_day_the_second_reads_again() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let session = seance(&lyon, "commission", "2026-03-19").await;
    let place = async |lieu: &str, former: Option<&str>| {
        let body = json!({ "tenue_le": "2026-03-19", "lieu": lieu, "remplace": "2026-03-19", "remplace_lieu": former });
        lyon.animation.post(&format!("{session}/deplacements"), body).await
    };
    place("9 h 30, salle Bocage", None).await.unwrap();
    let late = place("14 h, salle Monge", None).await.unwrap_err();
    assert_eq!(refus(&late), (409, "/remplace"));
    assert!(late.body["detail"].as_str().unwrap().contains("9 h 30, salle Bocage"), "{late}");
    assert_eq!(lyon.animation.get(&session).await.unwrap()["lieu"], "9 h 30, salle Bocage", "the first one holds");
    let moved = place("14 h, salle Monge", Some("9 h 30, salle Bocage")).await.unwrap();
    assert_eq!(
        (&moved["lieu"], &moved["deplacements"][1]["lieu"]),
        (&json!("14 h, salle Monge"), &json!("9 h 30, salle Bocage"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_does_not_move_before_what_it_is_to_see_nor_once_it_began_to_decide() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let dossier = diagnostiquee(&lyon).await;
    let session = seance(&lyon, "commission", "2026-03-12").await;
    presenter(&lyon, &session, &dossier).await;
    let early = deplacer(&lyon, &session, "2026-03-12", "2026-02-04").await.unwrap_err();
    assert_eq!(refus(&early), (422, "/tenue_le"), "her diagnosis is of the day after");
    let moved = deplacer(&lyon, &session, "2026-03-12", "2026-02-05").await.unwrap();
    assert_eq!((raison(&moved, "deplacements"), raison(&moved, "annulation")), (&Value::Null, &Value::Null));
    let line = listee(&lyon, &session).await;
    assert_eq!((raison(&line, "deplacements"), raison(&line, "annulation")), (&Value::Null, &Value::Null));
    assert!(raison(&line, "cloture").as_str().unwrap().contains("n'a pas de décision"), "{line}");
    let decision = json!({ "candidature": dossier.candidature, "decision": "validee" });
    let decided = lyon.animation.post(&format!("{session}/decisions"), decision).await.unwrap();
    let line = listee(&lyon, &session).await;
    for (nom, refused) in [
        ("deplacements", deplacer(&lyon, &session, "2026-02-05", "2026-03-12").await.unwrap_err()),
        ("annulation", annuler(&lyon, &session).await.unwrap_err()),
    ] {
        assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"), "{nom}");
        assert_eq!(raison(&decided, nom), &refused.body["detail"], "{nom}");
        assert_eq!(raison(&line, nom), &refused.body["detail"], "{nom}");
    }
    assert_eq!(raison(&line, "cloture"), &Value::Null, "all is decided");
    clore(&lyon, &session).await.unwrap();
    assert_eq!(annuler(&lyon, &session).await.unwrap_err().status, 409, "it was held");

    let other = seance(&lyon, "commission", "2026-03-19").await;
    let letters = json!({ "quoi": "écrire aux employeurs", "qui": "Karim Benali", "echeance": "2026-04-15" });
    let agreed = lyon.animation.post(&format!("{other}/actions"), letters).await.unwrap();
    let refused = annuler(&lyon, &other).await.unwrap_err();
    assert_eq!((refused.status, raison(&agreed, "annulation")), (409, &refused.body["detail"]), "an action");
    assert_eq!(raison(&listee(&lyon, &other).await, "annulation"), &refused.body["detail"], "an action");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_to_come_before_a_session_that_is_cancelled_waits_for_the_next_one() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let dossier = diagnostiquee(&lyon).await;
    let session = seance(&lyon, "commission", "2026-03-12").await;
    appeler(&lyon, &session).await;
    presenter(&lyon, &session, &dossier).await;
    let asked = demandee(&lyon, &parcours, &session).await;
    lyon.animation.post(&format!("{session}/convocations"), json!({})).await.unwrap();
    let file = format!("/v1/participants/{camille}");
    lyon.commission.get(&file).await.unwrap();

    let gone = annuler(&lyon, &session).await.unwrap();
    assert_eq!((&gone["etat"], &gone["dossiers"], &gone["demandes"]), (&json!("annulee"), &json!([]), &json!([])));
    let said = &gone["annulation"];
    assert_eq!(
        (&said["motif"], &said["le"], &said["par_nom"]),
        (&json!("le quorum ne sera pas atteint"), &json!("2026-03-10"), &json!("Karim Benali"))
    );
    assert_eq!(lyon.commission.get(&file).await.unwrap_err().status, 404, "no file is open to its members any more");
    let candidature = lyon.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    assert_eq!(candidature["etat"], "diagnostic");
    let (told, over) = convocations(&lyon, &session).await;
    assert_eq!((told.len(), over.len()), (2, 2));
    let page = read(&pdf(&suite, &lyon.animation, &format!("/v1/documents/{}/pdf", told[0])).await);
    for said in ["12 mars 2026", "aura pas lieu", "le quorum ne sera pas atteint"] {
        assert!(page.contains(said), "{said} in {page}");
    }

    let listed = lyon.animation.get("/v1/commissions?etat=annulee").await.unwrap();
    assert_eq!(listed["elements"].as_array().unwrap().len(), 1);
    for (path, body) in [
        ("convocations", json!({})),
        ("dossiers", json!({ "candidature": dossier.candidature })),
        ("cloture", json!({ "presents": [lyon.animation_id] })),
        ("annulation", json!({ "motif": "encore" })),
        ("deplacements", json!({ "tenue_le": "2026-03-19", "remplace": "2026-03-12" })),
    ] {
        let refused = lyon.animation.post(&format!("{session}/{path}"), body).await.unwrap_err();
        assert_eq!((refused.status, refused.slug()), (409, "transition-interdite"), "{path}");
    }

    let next = seance(&lyon, "commission", "2026-03-19").await;
    let ready = lyon.animation.get(&format!("{next}/proposition")).await.unwrap();
    assert_eq!((&ready[0]["candidature"], &ready[0]["pret"]), (&json!(dossier.candidature), &json!(true)));
    presenter(&lyon, &next, &dossier).await;
    let waiting = proposees(&lyon, &next, 1).await;
    assert_eq!(waiting[0]["demande"], json!(asked));
    let seen = inscrire(&lyon, &next, &asked).await.unwrap();
    assert_eq!(seen["demandes"][0]["demande"], json!(asked));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_session_postponed_and_the_next_one_did_not_see_is_to_be_seen_first_still() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let dossier = diagnostiquee(&lyon).await;
    let first = seance(&lyon, "commission", "2026-03-09").await;
    presenter(&lyon, &first, &dossier).await;
    let later = json!({ "candidature": dossier.candidature, "decision": "ajournee", "motif": "pièces attendues" });
    lyon.animation.post(&format!("{first}/decisions"), later).await.unwrap();
    clore(&lyon, &first).await.unwrap();
    let second = seance(&lyon, "commission", "2026-03-12").await;
    presenter(&lyon, &second, &dossier).await;
    annuler(&lyon, &second).await.unwrap();
    let third = seance(&lyon, "commission", "2026-03-19").await;
    let ready = lyon.animation.get(&format!("{third}/proposition")).await.unwrap();
    assert_eq!(
        (&ready[0]["candidature"], &ready[0]["etat"], &ready[0]["reporte"]),
        (&json!(dossier.candidature), &json!("ajournee"), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rhythm_puts_no_session_where_one_was_moved_or_cancelled() {
    let (_clock, _suite, clermont) = ouvrir("clermont", "2015-01-20T09:00:00Z").await;
    let plan = json!({ "a_partir_du": "2015-01-29", "jusquau": "2015-03-15" });
    let planned = clermont.animation.post("/v1/commissions/calendrier", plan.clone()).await.unwrap();
    let path = |rank: usize| format!("/v1/commissions/{}", id(&planned[rank]));
    deplacer(&clermont, &path(1), "2015-02-13", "2015-02-16").await.unwrap();
    annuler(&clermont, &path(2)).await.unwrap();
    assert_eq!(clermont.animation.post("/v1/commissions/calendrier", plan).await.unwrap(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_held_earlier_leaves_the_rhythm_where_it_was() {
    let (_clock, _suite, clermont) = ouvrir("clermont", "2015-01-20T09:00:00Z").await;
    let planifier = async |plan: Value| {
        let made = clermont.animation.post("/v1/commissions/calendrier", plan).await.unwrap();
        made.as_array().unwrap().iter().map(|one| one["tenue_le"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let days = planifier(json!({ "a_partir_du": "2015-01-29", "jusquau": "2015-02-28" })).await;
    assert_eq!(days, ["2015-01-29", "2015-02-13", "2015-02-28"]);
    let last = clermont.animation.get("/v1/commissions?du=2015-02-28").await.unwrap();
    let last = format!("/v1/commissions/{}", id(&last["elements"][0]));
    deplacer(&clermont, &last, "2015-02-28", "2015-02-20").await.unwrap();
    let again = json!({ "a_partir_du": "2015-02-28", "jusquau": "2015-02-28" });
    assert_eq!(planifier(again).await, [""; 0], "it was held before");
    assert_eq!(planifier(json!({ "jusquau": "2015-03-14" })).await, [""; 0]);
    assert_eq!(planifier(json!({ "jusquau": "2015-03-15" })).await, ["2015-03-15"], "15 days after 28 February");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_convened_to_another_instance_than_the_commission_reads_its_name() {
    let (_clock, suite, chalon) = ouvrir("grand-chalon", "2026-03-10T09:00:00Z").await;
    let session = seance(&chalon, "comite_suivi", "2026-03-19").await;
    appeler(&chalon, &session).await;
    let made = chalon.animation.post(&format!("{session}/convocations"), json!({})).await.unwrap();
    let page = read(&pdf(&suite, &chalon.animation, &format!("/v1/documents/{}/pdf", id(&made[0]))).await);
    assert!(page.contains("Comité de suivi") && !page.contains("commission d"), "{page}");
}
