//! One référent on each day, from the entry on: persons are handed over one by one or all at once, for good or for a time.

use kernel::Clock;
use plie::demo::{Api, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::entree::read;

/// Somebody who entered in Lyon on 12 February 2026: their candidature and their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str) -> (String, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune: "69383" };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    (dossier.candidature.clone(), id(&equipe.parcours(&dossier).await.unwrap()))
}

async fn lyon(le: &str) -> (Clock, TestSuite, Equipe, String) {
    let clock = Clock::fixed(t(le));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let other = lyon.recruter("Dominique", "referent", None).await.unwrap();
    (clock, suite, lyon, other)
}

fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

/// The parcours that a list says somebody follows.
async fn suivis(equipe: &Equipe, referent: &str) -> usize {
    let page = equipe.animation.get(&format!("/v1/parcours?referent={referent}")).await.unwrap();
    page["elements"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_handed_over_for_good_and_weighs_on_who_follows_them() {
    let (_clock, _suite, lyon, other) = lyon("2026-06-10T09:00:00Z").await;
    let (candidature, parcours) = entre(&lyon, "Camille").await;
    let path = format!("/v1/parcours/{parcours}");
    let hand = async |body: Value| lyon.animation.post(&format!("{path}/referent"), body).await;
    let asked = |referent: &str, des_le: &str| json!({ "referent": referent, "des_le": des_le, "motif": "départ de Mme Morel" });
    assert_eq!(
        refused(&hand(asked(&lyon.referent_id, "2026-06-01")).await.unwrap_err()),
        (422, "/referent"),
        "the same"
    );
    assert_eq!(
        refused(&hand(asked(&lyon.membre_id, "2026-06-01")).await.unwrap_err()),
        (422, "/referent"),
        "no référent"
    );
    assert_eq!(refused(&hand(asked(&other, "2026-02-11")).await.unwrap_err()), (422, "/des_le"), "before the entry");
    let by_a_referent = lyon.referent.post(&format!("{path}/referent"), asked(&other, "2026-06-01")).await.unwrap_err();
    assert_eq!(by_a_referent.status, 403, "who leads the team hands over");
    let told = hand(asked(&other, "2026-06-01")).await.unwrap();
    assert_eq!(told["referent"], json!(other));
    let all = told["affectations"].as_array().unwrap();
    let days: Vec<_> = all.iter().map(|one| (&one["du"], &one["au"])).collect();
    assert_eq!(days, [(&json!("2026-02-12"), &json!("2026-05-31")), (&json!("2026-06-01"), &Value::Null)]);
    assert_eq!((&all[0]["motif"], &all[1]["motif"]), (&Value::Null, &json!("départ de Mme Morel")));
    assert_eq!((suivis(&lyon, &lyon.referent_id).await, suivis(&lyon, &other).await), (0, 1));
    let file = async |au: &str| lyon.animation.get(&format!("/v1/file-active?au={au}")).await.unwrap();
    assert_eq!(file("2026-05-31").await["referents"][0]["referent"], json!(lyon.referent_id));
    assert_eq!(file("2026-06-01").await["referents"][0]["referent"], json!(other));
    let follows = |one: &Value| (one["referent"] == json!(other)).then_some(Value::Null);
    wait_for(&lyon.animation, &format!("/v1/candidatures/{candidature}"), follows).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_replaces_for_a_time_gives_everybody_back_without_anybody_saying_so() {
    let (clock, suite, lyon, other) = lyon("2026-05-20T09:00:00Z").await;
    let ((_, first), (_, second)) = (entre(&lyon, "Camille").await, entre(&lyon, "Dominique").await);
    let mine = lyon.referent_id.clone();
    let leave = |more: Value| {
        let mut body = json!({ "de": mine, "vers": other, "des_le": "2026-06-01", "jusqu_au": "2026-08-31", "motif": "congé de maternité" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let pass = async |body: Value| lyon.animation.post("/v1/passations", body).await;
    for (wrong, pointer) in [
        (json!({ "vers": mine }), "/vers"),
        (json!({ "de": lyon.membre_id }), "/de"),
        (json!({ "jusqu_au": "2026-05-31" }), "/jusqu_au"),
        (json!({ "des_le": "2026-02-11" }), "/de"),
        (json!({ "parcours": ["00000000-0000-7000-8000-000000000001"] }), "/parcours/0"),
        (json!({ "parcours": [] }), "/parcours"),
    ] {
        assert_eq!(refused(&pass(leave(wrong.clone())).await.unwrap_err()), (422, pointer), "{wrong}");
    }
    let done = pass(leave(json!({}))).await.unwrap();
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!((&done["confies"], &done["laisses"]), (&json!(both), &json!([])));
    assert_eq!((suivis(&lyon, &mine).await, suivis(&lyon, &other).await), (2, 0), "not yet");
    let on = async |au: &str| {
        let file = lyon.animation.get(&format!("/v1/file-active?au={au}")).await.unwrap();
        file["referents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["referent"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(on("2026-05-31").await, std::slice::from_ref(&mine));
    assert_eq!(on("2026-06-01").await, std::slice::from_ref(&other));
    assert_eq!(on("2026-08-31").await, std::slice::from_ref(&other));
    assert_eq!(on("2026-09-01").await, std::slice::from_ref(&mine));
    clock.set(t("2026-07-01T09:00:00Z"));
    let animation = suite.anonymous().login("animation@lyon.example", MOT_DE_PASSE).await.unwrap();
    let lyon = Equipe { animation, ..lyon };
    assert_eq!((suivis(&lyon, &mine).await, suivis(&lyon, &other).await), (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_handed_over_is_told_and_left() {
    let (_clock, _suite, lyon, other) = lyon("2026-06-10T09:00:00Z").await;
    let ((_, first), (_, second)) = (entre(&lyon, "Camille").await, entre(&lyon, "Dominique").await);
    let person = lyon.animation.get(&format!("/v1/parcours/{second}")).await.unwrap()["participant"]
        .as_str()
        .unwrap()
        .to_owned();
    let restricted = json!({ "motif": "contestation de l'exactitude" });
    lyon.animation.post(&format!("/v1/participants/{person}/limitation"), restricted).await.unwrap();
    let known = |one: &Value| {
        let actions = one["actions"].as_array()?;
        let handed = actions.iter().find(|one| one["nom"] == "referent")?;
        (handed["possible"] == false).then(|| handed["raison"].clone())
    };
    let why = wait_for(&lyon.animation, &format!("/v1/parcours/{second}"), known).await.unwrap();
    let named = [&second, &first, &first];
    let all = json!({ "de": lyon.referent_id, "vers": other, "des_le": "2026-06-01", "motif": "départ de Mme Morel",
        "parcours": named });
    let done = lyon.animation.post("/v1/passations", all).await.unwrap();
    let left = json!([{ "parcours": second, "raison": why }]);
    assert_eq!((&done["confies"], &done["laisses"]), (&json!([first]), &left));
    assert_eq!((suivis(&lyon, &lyon.referent_id).await, suivis(&lyon, &other).await), (1, 1));
}

/// The text of a document.
async fn imprimee(suite: &TestSuite, api: &Api, path: &str) -> Result<String, u16> {
    let answer = suite.http.get(format!("{}{path}", suite.url)).bearer_auth(api.token()).send().await.unwrap();
    match answer.status().as_u16() {
        200 => Ok(read(&answer.bytes().await.unwrap())),
        refused => Err(refused),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portfolio_and_its_sheets_tell_all_that_must_not_be_missed() {
    let (_clock, suite, lyon, other) = lyon("2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let path = format!("/v1/parcours/{parcours}");
    let planned = json!({ "interlocuteur": "france_travail", "avec": "Mme Petit", "le": "2026-07-01" });
    lyon.referent.post(&format!("{path}/liaisons"), planned).await.unwrap();
    let cdi = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2026-04-01",
        "employeur": "Boulangerie Perrin" });
    lyon.referent.post(&format!("{path}/sorties"), cdi).await.unwrap();
    let leave =
        json!({ "referent": other, "des_le": "2026-06-01", "jusqu_au": "2026-08-31", "motif": "congé de maternité" });
    lyon.animation.post(&format!("{path}/referent"), leave).await.unwrap();

    let portfolio = lyon.animation.get(&format!("/v1/portefeuilles/{other}")).await.unwrap();
    let one = &portfolio["personnes"][0];
    let said = one["echeances"].as_array().unwrap().iter().find(|one| one["regle"] == "document_de_sortie");
    let said = said.unwrap_or_else(|| panic!("{one}"))["explication"].as_str().unwrap();
    assert!(said.contains("01/10/2026"), "six months of the job: {said}");
    assert_eq!(
        one["dates"],
        json!([
            { "le": "2026-07-01", "nature": "liaison", "objet": "point d'étape avec France Travail (Mme Petit)" },
            { "le": "2026-09-01", "nature": "referent", "objet": "fin du remplacement" },
        ])
    );
    let sheet = imprimee(&suite, &lyon.animation, &format!("{path}/fiche-passation")).await.unwrap();
    for said in ["Mme Petit", "fin du remplacement", "document qui prouve la sortie"] {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_a_person_without_being_a_référent_any_more_is_told_as_long_as_nobody_took_over() {
    let (_clock, _suite, lyon, other) = lyon("2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille").await;
    let path = format!("/v1/parcours/{parcours}");
    let to = async |referent: &str, des_le: &str| {
        let body = json!({ "referent": referent, "des_le": des_le, "motif": "départ de Mme Morel" });
        lyon.animation.post(&format!("{path}/referent"), body).await.unwrap();
    };
    to(&other, "2026-06-01").await;
    let said = |seen: &Value| {
        let mut all = seen["echeances"].as_array().unwrap().iter();
        all.find(|one| one["regle"] == "referent_sans_mandat").map(|one| one["explication"].clone())
    };
    assert_eq!(said(&lyon.animation.get(&path).await.unwrap()), None);
    let user = lyon.admin.get(&format!("/v1/utilisateurs/{other}")).await.unwrap();
    let role = id(&user["habilitations"][0]);
    let end = json!({ "au": "2026-06-09" });
    lyon.admin.post(&format!("/v1/habilitations/{role}/cloture"), end).await.unwrap();
    let why = wait_for(&lyon.animation, &path, said).await.unwrap();
    assert_eq!(why, "référent sans mandat depuis le 10/06/2026 : confier la personne à quelqu'un d'autre");
    let portfolio = lyon.animation.get(&format!("/v1/portefeuilles/{other}")).await.unwrap();
    assert_eq!(said(&portfolio["personnes"][0]).as_ref(), Some(&why), "the portfolio says it too");
    to(&lyon.referent_id, "2026-06-10").await;
    assert_eq!(said(&lyon.animation.get(&path).await.unwrap()), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheets_of_a_handover_stay_what_they_were_for_who_made_it_and_who_received() {
    let (clock, suite, lyon, other) = lyon("2026-05-20T09:00:00Z").await;
    let ((_, first), (_, second)) = (entre(&lyon, "Camille").await, entre(&lyon, "Dominique").await);
    // Who is recruited has the territory's own address; the team of the demonstration, that of its town.
    let recruited = |who: &str| format!("{who}@{}.example", lyon.territoire);
    let log_in = async |courriel: &str| suite.anonymous().login(courriel, MOT_DE_PASSE).await.unwrap();
    let sign_in = async |who: &str| log_in(&format!("{who}@lyon.example")).await;
    lyon.recruter("Sacha", "referent", None).await.unwrap();
    for invited in ["dominique", "sacha"] {
        suite.accept(&recruited(invited)).await;
    }
    let line = |intitule: &str, theme: &str| json!({ "nature": "action", "intitule": intitule, "theme": theme, "porteur": "personne", "echeance": "2026-06-15" });
    let plan = format!("/v1/parcours/{first}/actions");
    let code = lyon.referent.post(&plan, line("Passer le code de la route", "mobilite")).await.unwrap();
    lyon.referent.post(&plan, line("Prendre rendez-vous au centre", "sante")).await.unwrap();
    let all = json!({ "de": lyon.referent_id, "vers": other, "des_le": "2026-06-01", "motif": "départ de Mme Morel" });
    let done = lyon.animation.post("/v1/passations", all.clone()).await.unwrap();
    let path = format!("/v1/passations/{}/fiches", done["id"].as_str().unwrap());
    let then = imprimee(&suite, &lyon.animation, &path).await.unwrap();
    for said in [
        "Camille Colin",
        "Dominique Colin",
        "Passer le code de la route",
        "Claire Morel",
        "1er juin 2026",
        "20 mai 2026",
    ] {
        assert!(then.contains(said), "{said}: {then}");
    }

    clock.set(t("2026-07-01T09:00:00Z"));
    // Sessions of before are over.
    let (referent, animation) = (sign_in("referent").await, sign_in("animation").await);
    let passed = json!({ "vers": "faite", "le": "2026-06-30", "resultat": "obtenu" });
    animation.post(&format!("/v1/actions/{}/avancement", id(&code)), passed).await.unwrap();
    let gone = json!({ "motif": "demenagement", "le": "2026-07-01" });
    animation.post(&format!("/v1/parcours/{second}/fin"), gone).await.unwrap();
    for reader in [&referent, &log_in(&recruited("dominique")).await, &animation] {
        assert_eq!(imprimee(&suite, reader, &path).await.as_ref(), Ok(&then), "nothing that happened since alters it");
    }
    let figures = imprimee(&suite, &sign_in("direction").await, &path).await.unwrap();
    assert!(figures.contains("Passer le code de la route") && !figures.contains("Prendre rendez-vous"), "{figures}");
    let sacha = log_in(&recruited("sacha")).await;
    assert_eq!(imprimee(&suite, &sacha, &path).await, Err(404), "neither made nor received it");
    let listed = async |api: &Api, query: &str| {
        let page = api.get(&format!("/v1/passations{query}")).await.unwrap();
        let all = page["elements"].as_array().unwrap().iter();
        all.map(|one| (one["vers_nom"].clone(), one["personnes"].clone())).collect::<Vec<_>>()
    };
    let one = vec![(json!("Dominique Martin"), json!(2))];
    assert_eq!(listed(&referent, "").await, one);
    assert_eq!(listed(&animation, &format!("?de={}&vers={other}", lyon.referent_id)).await, one);
    assert_eq!(listed(&animation, &format!("?de={other}")).await, []);
    assert_eq!(listed(&sacha, "").await, []);
    let back = json!({ "referent": lyon.referent_id, "des_le": "2026-07-01", "motif": "retour" });
    animation.post(&format!("/v1/parcours/{first}/referent"), back).await.unwrap();
    let last = animation.get("/v1/passations?limite=1").await.unwrap()["elements"][0].clone();
    assert_eq!((&last["de"], &last["personnes"]), (&json!(other), &json!(1)), "one person alone has a sheet too");
    let camille =
        animation.get(&format!("/v1/parcours/{first}")).await.unwrap()["participant"].as_str().unwrap().to_owned();
    let written = |lines: &Value| {
        let mut all = lines.as_array()?.iter().filter(|one| one["operation"] == "passation_print");
        all.next().map(|one| one["phrase"].clone())
    };
    let lectures = format!("/v1/participants/{camille}/lectures");
    let phrase = wait_for(&sign_in("admin").await, &lectures, written).await.unwrap();
    assert_eq!(phrase, "a imprimé la fiche de passation de votre suivi");
    let stranger = suite.territory("dijon").await;
    assert_eq!(imprimee(&suite, &stranger.animation, &path).await, Err(404), "another territory");
}
