//! What an instance decides of a parcours: asked, presented, decided in session, and only then done; or done at once and
//! reported to it.

use std::collections::BTreeSet;

use kernel::Clock;
use plie::demo::{Api, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

/// Somebody who entered, and the path of their parcours.
pub(crate) async fn entre(equipe: &Equipe, prenom: &'static str, commune: &'static str) -> (String, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    (dossier.participant.clone(), format!("/v1/parcours/{}", id(&equipe.parcours(&dossier).await.unwrap())))
}

pub(crate) async fn ouvrir(code: &str, le: &str) -> (Clock, TestSuite, Equipe) {
    let clock = Clock::fixed(t(le));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let equipe = suite.territory(code).await;
    (clock, suite, equipe)
}

/// A session of an instance on a day, by its path.
pub(crate) async fn seance(equipe: &Equipe, instance: &str, tenue_le: &str) -> String {
    let asked = json!({ "instance": instance, "tenue_le": tenue_le });
    format!("/v1/commissions/{}", id(&equipe.animation.post("/v1/commissions", asked).await.unwrap()))
}

/// What may be put on the agenda of a session, once parcours told this many.
pub(crate) async fn proposees(equipe: &Equipe, seance: &str, combien: usize) -> Vec<Value> {
    let all = |list: &Value| list.as_array().filter(|all| all.len() == combien).map(|_| list.clone());
    let found = wait_for(&equipe.animation, &format!("{seance}/demandes"), all).await.unwrap();
    found.as_array().unwrap().clone()
}

pub(crate) async fn inscrire(equipe: &Equipe, seance: &str, demande: &str) -> Result<Value, Refus> {
    equipe.animation.post(&format!("{seance}/demandes"), json!({ "demande": demande })).await
}

pub(crate) async fn decider(equipe: &Equipe, seance: &str, demande: &str, decision: Value) -> Result<Value, Refus> {
    let mut body = json!({ "demande": demande });
    body.as_object_mut().unwrap().extend(decision.as_object().unwrap().clone());
    equipe.animation.post(&format!("{seance}/demandes/decisions"), body).await
}

pub(crate) async fn clore(equipe: &Equipe, seance: &str) -> Result<Value, Refus> {
    let presents = json!({ "presents": [equipe.membre_id, equipe.animation_id] });
    equipe.animation.post(&format!("{seance}/cloture"), presents).await
}

/// A parcours once its demande stands there.
pub(crate) async fn quand(api: &Api, parcours: &str, demande: &str, etat: &str) -> Value {
    wait_for(api, parcours, |seen| {
        let all = seen["demandes"].as_array()?;
        all.iter().any(|one| one["id"] == demande && one["etat"] == etat).then(|| seen.clone())
    })
    .await
    .unwrap();
    // Read again: what a page shows is not all read at one instant.
    api.get(parcours).await.unwrap()
}

/// Other rules come into force on a day that has come: échéances say when parcours has heard of them.
pub(crate) async fn publier(equipe: &Equipe, effet: &str, change: impl FnOnce(&mut Value)) {
    let mut rules = equipe.admin.get(&format!("/v1/referentiels/en-vigueur?au={effet}")).await.unwrap();
    (rules["version"], rules["effet"]) = (json!(2), json!(effet));
    change(&mut rules);
    equipe.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
    let said = |page: &Value| (page["elements"][0]["raison"]["version"] == 2).then(|| page.clone());
    let path = "/v1/echeances?regle=revue_longue_duree&au=2035-12-31";
    wait_for(&equipe.referent, path, said).await.unwrap();
}

/// The commission decides of this nature of demande.
pub(crate) fn confier(rules: &mut Value, nature: &str) {
    rules["decisions"].as_array_mut().unwrap().push(json!({ "nature": nature, "par": "session" }));
}

pub(crate) fn demande(parcours: &Value) -> String {
    parcours["demandes"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

pub(crate) fn refus(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

pub(crate) fn mars() -> Value {
    json!({ "du": "2026-03-01", "au": "2026-03-31", "motif": "garde d’enfant à organiser" })
}

#[tokio::test(flavor = "multi_thread")]
async fn in_lyon_a_suspension_holds_once_the_commission_granted_it_and_not_before() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (participant, parcours) = entre(&lyon, "Camille", "69383").await;
    let asked = lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap();
    assert_eq!((&asked["etat"], &asked["suspensions"]), (&json!("en_accompagnement"), &json!([])), "nobody decided");
    let one = &asked["demandes"][0];
    assert_eq!(one["objet"], "suspension du 01/03/2026 au 31/03/2026");
    assert_eq!(
        (&one["etat"], &one["nature"], &one["instance"]),
        (&json!("a_decider"), &json!("suspension"), &json!("commission"))
    );
    assert_eq!(one["actions"], json!([{ "nom": "retrait", "possible": true, "raison": null }]));
    let asked = demande(&asked);
    let twice = lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap_err();
    assert_eq!(twice.status, 409, "it waits already");

    let mut agences = Vec::new();
    for nom in ["Agence France Travail", "Département"] {
        let structure = json!({ "nom": nom, "nature": "prescripteur", "siret": null });
        agences.push(id(&lyon.admin.post("/v1/structures", structure).await.unwrap()));
    }
    let agence = agences.remove(0);
    lyon.partager(&participant, &agence, "2026-03-02").await.unwrap();

    let session = seance(&lyon, "commission", "2026-03-10").await;
    let proposed = proposees(&lyon, &session, 1).await;
    assert_eq!((&proposed[0]["participant"], &proposed[0]["pour_information"]), (&json!(participant), &json!(false)));
    assert_eq!(proposed[0]["motif_demande"], "garde d’enfant à organiser");
    let stranger = decider(&lyon, &session, &asked, json!({ "decision": "accordee" })).await.unwrap_err();
    assert_eq!(refus(&stranger), (422, "/demande"), "it is not on the agenda");
    inscrire(&lyon, &session, &asked).await.unwrap();
    assert_eq!(inscrire(&lyon, &session, &asked).await.unwrap_err().status, 409, "once");
    let open = clore(&lyon, &session).await.unwrap_err();
    assert!(open.body["detail"].as_str().unwrap().contains("n'a pas de décision"), "{open:?}");
    let told = decider(&lyon, &session, &asked, json!({ "decision": "prise_acte" })).await.unwrap_err();
    assert_eq!(refus(&told), (422, "/decision"), "it is to be decided");
    let silent = decider(&lyon, &session, &asked, json!({ "decision": "refusee" })).await.unwrap_err();
    assert_eq!(refus(&silent), (422, "/motif"));
    let granted = json!({ "decision": "accordee", "conditions": "point d’étape fin mars" });
    let decided = decider(&lyon, &session, &asked, granted).await.unwrap();
    assert_eq!(decided["demandes"][0]["decision"], "accordee");
    assert_eq!(lyon.referent.get(&parcours).await.unwrap()["etat"], "en_accompagnement", "the session sits still");
    clore(&lyon, &session).await.unwrap();
    let seen = quand(&lyon.referent, &parcours, &asked, "accordee").await;
    assert_eq!(
        (&seen["etat"], &seen["suspensions"][0]["motif"]),
        (&json!("suspendu"), &json!("garde d’enfant à organiser"))
    );
    let one = &seen["demandes"][0];
    assert_eq!(
        (&one["decidee_le"], &one["conditions"], &one["sans_effet"]),
        (&json!("2026-03-10"), &json!("point d’étape fin mars"), &Value::Null)
    );
    assert_eq!(one["actions"][0]["possible"], false);
    let listed = lyon.referent.get("/v1/demandes?etat=accordee&nature=suspension").await.unwrap();
    assert_eq!(listed["elements"][0]["id"], json!(asked));

    let papers = lyon.animation.get(&format!("{session}/documents")).await.unwrap();
    let papers = papers.as_array().unwrap();
    let extracts: Vec<_> = papers.iter().filter(|one| one["nature"] == "extrait").collect();
    let told: BTreeSet<_> = extracts.iter().map(|one| one["structure"].as_str().unwrap()).collect();
    assert_eq!(
        (told, papers.len()),
        (BTreeSet::from([agence.as_str()]), 2),
        "with whom the person agreed to share, and not who referred them: the relevé is whole"
    );
    let own = extracts.iter().find(|one| one["structure"] == json!(agence)).unwrap();
    let printed = suite.http.get(format!("{}/v1/documents/{}/pdf", suite.url, id(own)));
    assert_eq!(printed.bearer_auth(lyon.animation.token()).send().await.unwrap().status(), 200);
    let back = lyon.referent.get(&format!("/v1/participants/{participant}/consentements")).await.unwrap();
    let given = back.as_array().unwrap().iter().find(|one| one["partenaire"] == json!(agence)).unwrap();
    let away = json!({ "le": "2026-03-10" });
    lyon.referent.post(&format!("/v1/consentements/{}/retrait", id(given)), away).await.unwrap();
    let sent = json!({ "le": "2026-03-10", "canal": "courriel" });
    let kept = lyon.animation.post(&format!("/v1/documents/{}/envoi", id(own)), sent).await.unwrap_err();
    assert_eq!(kept.status, 403, "the person shares no more");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_changes_nothing_and_what_is_postponed_comes_back_first() {
    let (clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let ((_, first), (_, second)) = (entre(&lyon, "Camille", "69383").await, entre(&lyon, "Dana", "69383").await);
    let ask =
        async |parcours: &str| demande(&lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap());
    let (refused, postponed) = (ask(&first).await, ask(&second).await);
    let session = seance(&lyon, "commission", "2026-03-10").await;
    proposees(&lyon, &session, 2).await;
    for (asked, decision, motif) in
        [(&refused, "refusee", "une étape est possible"), (&postponed, "ajournee", "à préciser avec la personne")]
    {
        inscrire(&lyon, &session, asked).await.unwrap();
        decider(&lyon, &session, asked, json!({ "decision": decision, "motif": motif })).await.unwrap();
    }
    clore(&lyon, &session).await.unwrap();
    let seen = quand(&lyon.referent, &first, &refused, "refusee").await;
    assert_eq!(
        (&seen["etat"], &seen["demandes"][0]["motif_decision"]),
        (&json!("en_accompagnement"), &json!("une étape est possible"))
    );
    quand(&lyon.referent, &second, &postponed, "ajournee").await;

    clock.set(t("2026-03-24T09:00:00Z"));
    let login =
        async |role: &str| suite.anonymous().login(&format!("{role}@lyon.example"), MOT_DE_PASSE).await.unwrap();
    let lyon = Equipe { referent: login("referent").await, animation: login("animation").await, ..lyon };
    let next = seance(&lyon, "commission", "2026-03-24").await;
    let proposed = proposees(&lyon, &next, 1).await;
    assert_eq!((&proposed[0]["demande"], &proposed[0]["reporte"]), (&json!(postponed), &json!(true)));
    inscrire(&lyon, &next, &postponed).await.unwrap();
    let deport = json!({ "demande": postponed, "membre": lyon.membre_id, "motif": "employeur de la personne" });
    let aside = lyon.animation.post(&format!("{next}/demandes/deports"), deport).await.unwrap();
    assert_eq!(aside["demandes"][0]["deports"][0]["membre"], json!(lyon.membre_id));
    decider(&lyon, &next, &postponed, json!({ "decision": "accordee" })).await.unwrap();
    let few = clore(&lyon, &next).await.unwrap_err();
    assert_eq!(few.body["slug"], "quorum-non-atteint", "one of the two steps aside: {few:?}");

    let back = json!({ "motif": "la personne est de nouveau disponible" });
    let gone = lyon.referent.post(&format!("/v1/demandes/{postponed}/retrait"), back.clone()).await.unwrap();
    assert_eq!(gone["etat"], "retiree");
    assert_eq!(lyon.referent.post(&format!("/v1/demandes/{postponed}/retrait"), back).await.unwrap_err().status, 409);
    let empty = |seen: &Value| seen["demandes"].as_array().filter(|all| all.is_empty()).map(|_| seen.clone());
    wait_for(&lyon.animation, &next, empty).await.unwrap();
    clore(&lyon, &next).await.unwrap();

    // The refusal was a mistake: the correction grants, and what was granted is refused no more.
    let correct = async |decision: &str, remplace: Value| {
        let decision = json!({ "demande": refused, "decision": decision, "motif": "erreur", "remplace": remplace });
        let body = json!({ "decision": decision, "raison": "erreur de saisie en séance" });
        lyon.animation.post(&format!("{session}/demandes/corrections"), body).await
    };
    let corrected = correct("accordee", Value::Null).await.unwrap();
    assert_eq!(corrected["demandes"][0]["corrigees"][0]["decision"], "refusee");
    let seen = quand(&lyon.referent, &first, &refused, "accordee").await;
    assert_eq!(seen["suspensions"].as_array().unwrap().len(), 1);
    assert_eq!(correct("refusee", json!("accordee")).await.unwrap_err().status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_chalon_a_suspension_holds_at_once_and_the_comité_de_suivi_is_told() {
    let (_clock, _suite, chalon) = ouvrir("grand-chalon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&chalon, "Camille", "71076").await;
    let stopped = chalon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap();
    assert_eq!((&stopped["etat"], &stopped["demandes"][0]["etat"]), (&json!("suspendu"), &json!("rapportee")));
    let told = demande(&stopped);
    let stop = format!("/v1/suspensions/{}", id(&stopped["suspensions"][0]));
    chalon.referent.post(&format!("{stop}/reprise"), json!({ "le": "2026-03-16" })).await.unwrap();

    let unknown = json!({ "instance": "comite_inconnu", "tenue_le": "2026-03-10" });
    assert_eq!(refus(&chalon.animation.post("/v1/commissions", unknown).await.unwrap_err()), (422, "/instance"));
    let commission = seance(&chalon, "commission", "2026-03-10").await;
    let comite = seance(&chalon, "comite_suivi", "2026-03-10").await;
    proposees(&chalon, &comite, 2).await;
    assert_eq!(proposees(&chalon, &commission, 0).await.len(), 0, "each instance has its own");
    let elsewhere = inscrire(&chalon, &commission, &told).await.unwrap_err();
    assert_eq!(refus(&elsewhere), (422, "/demande"));
    inscrire(&chalon, &comite, &told).await.unwrap();
    let decided = decider(&chalon, &comite, &told, json!({ "decision": "refusee", "motif": "non" })).await.unwrap_err();
    assert_eq!(refus(&decided), (422, "/decision"), "it took effect already");
    decider(&chalon, &comite, &told, json!({ "decision": "prise_acte" })).await.unwrap();
    clore(&chalon, &comite).await.unwrap();
    quand(&chalon.referent, &parcours, &told, "prise_acte").await;
    let listed = chalon.animation.get("/v1/commissions?instance=comite_suivi").await.unwrap();
    let shown: Vec<_> = listed["elements"].as_array().unwrap().iter().map(|one| &one["nombre_demandes"]).collect();
    assert_eq!(shown, [&json!(1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcours_that_ended_asks_for_nothing_more() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let asked = demande(&lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap());
    let session = seance(&lyon, "commission", "2026-03-10").await;
    proposees(&lyon, &session, 1).await;
    inscrire(&lyon, &session, &asked).await.unwrap();
    let gone = json!({ "motif": "demenagement", "le": "2026-03-10" });
    let ended = lyon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();
    assert_eq!(ended["demande"], Value::Null, "in Lyon nobody else decides of it");
    let seen = lyon.referent.get(&parcours).await.unwrap();
    let one = &seen["demandes"][0];
    assert_eq!((&one["etat"], &one["motif_decision"]), (&json!("retiree"), &json!("Le parcours est terminé.")));
    let empty = |seen: &Value| seen["demandes"].as_array().filter(|all| all.is_empty()).map(|_| seen.clone());
    wait_for(&lyon.animation, &session, empty).await.unwrap();
    clore(&lyon, &session).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_long_parcours_is_reviewed_in_session_and_the_next_review_is_fixed_there() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2029-01-15T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let review = async |body: Value| lyon.referent.post(&format!("{parcours}/revues"), body).await;
    let goes_on = json!({ "suite": "poursuite", "prochaine_le": "2030-01-15", "bilan": "deux étapes tenues" });
    let out = json!({ "suite": "sortie", "prochaine_le": "2030-01-15", "bilan": "deux étapes tenues" });
    assert_eq!(refus(&review(out).await.unwrap_err()), (422, "/prochaine_le"));
    let asked = review(goes_on).await.unwrap();
    assert_eq!((&asked["revues"], &asked["demandes"][0]["nature"]), (&json!([]), &json!("revue")));
    let limite = async || {
        let path = "/v1/echeances?regle=revue_longue_duree&au=2035-12-31";
        lyon.referent.get(path).await.unwrap()["elements"][0]["limite"].clone()
    };
    assert_eq!(limite().await, "2029-02-12");
    let seen = lyon.accorder(&parcours, "2029-01-15").await.unwrap();
    let revue = &seen["revues"][0];
    assert_eq!(
        (&revue["le"], &revue["suite"], &revue["prochaine_le"]),
        (&json!("2029-01-15"), &json!("poursuite"), &json!("2030-01-15"))
    );
    let moved = |page: &Value| page["elements"].as_array()?.iter().find(|one| one["limite"] == "2030-01-15").cloned();
    wait_for(&lyon.referent, "/v1/echeances?regle=revue_longue_duree&au=2035-12-31", moved).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_that_an_instance_decides_of_ends_the_parcours_once_granted() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-03-10", |rules| confier(rules, "sortie_autre")).await;
    let gone = json!({ "motif": "abandon", "le": "2026-03-09", "precisions": "ne répond plus depuis l’automne" });
    let asked = lyon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();
    let seen = lyon.referent.get(&parcours).await.unwrap();
    assert_eq!((&seen["etat"], &seen["fin"]), (&json!("en_accompagnement"), &Value::Null));
    assert_eq!(seen["demandes"][0]["id"], asked["demande"]);
    let seen = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    assert_eq!((&seen["etat"], &seen["fin"]["motif"]), (&json!("sorti"), &json!("abandon")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_decides_of_an_end_decides_of_its_correction_too() {
    let (_clock, _suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    publier(&lyon, "2026-03-10", |rules| confier(rules, "sortie_autre")).await;
    let gone = json!({ "motif": "abandon", "le": "2026-03-09" });
    lyon.referent.post(&format!("{parcours}/fin"), gone).await.unwrap();
    lyon.accorder(&parcours, "2026-03-10").await.unwrap();

    let decision = json!({ "le": "2026-03-10", "motif": "elle avait déménagé le 2 mars" });
    let moved = json!({ "remplace": 1, "fin": { "motif": "demenagement", "le": "2026-03-02" }, "decision": decision });
    let asked = lyon.animation.post(&format!("{parcours}/fin/correction"), moved).await.unwrap();
    assert_eq!((&asked["motif"], &asked["version"]), (&json!("abandon"), &json!(1)), "nobody decided");
    let seen = lyon.referent.get(&parcours).await.unwrap();
    let one = seen["demandes"].as_array().unwrap().iter().find(|one| one["id"] == asked["demande"]).unwrap();
    assert_eq!((&one["nature"], &one["etat"]), (&json!("correction_fin"), &json!("a_decider")));
    assert_eq!(one["objet"], "correction de la fin du 09/03/2026 : sortie le 02/03/2026 : déménagement");
    assert_eq!(seen["fin"]["demande"], asked["demande"]);
    let back = json!({ "remplace": 1, "decision": decision });
    let twice = lyon.animation.post(&format!("{parcours}/fin/retrait"), back).await.unwrap_err();
    assert_eq!(twice.status, 409, "the correction waits");
    let action = seen["fin"]["actions"].as_array().unwrap().iter().find(|one| one["nom"] == "retrait").unwrap();
    assert_eq!(twice.body["detail"], action["raison"], "the reason that was said");

    let seen = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    assert_eq!((&seen["fin"]["motif"], &seen["fin"]["le"]), (&json!("demenagement"), &json!("2026-03-02")));
    assert_eq!(seen["fin"]["correction"]["motif"], "elle avait déménagé le 2 mars");
    let back = json!({ "remplace": 2, "decision": { "le": "2026-03-10", "motif": "elle est revenue sur son choix" } });
    let asked = lyon.animation.post(&format!("{parcours}/fin/retrait"), back).await.unwrap();
    let stays = lyon.referent.get(&parcours).await.unwrap();
    assert_eq!((&stays["etat"], &stays["fin"]["demande"]), (&json!("sorti"), &asked["demande"]));
    let seen = lyon.accorder(&parcours, "2026-03-10").await.unwrap();
    assert_eq!((&seen["etat"], &seen["fin"]), (&json!("en_accompagnement"), &Value::Null));
}
