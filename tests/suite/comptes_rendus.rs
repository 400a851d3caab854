//! What was said at appointments: a draft, what is validated and corrected, what is awaited, and who reads it.

use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use plie::demo::{Api, Equipe, Refus, Seance, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id, t};

use crate::{
    events::until,
    instances::{ouvrir, refus},
    regards::{Voisinage, employeur, recruter},
    screens::patched,
};

/// An hour of the morning of 10 March 2026.
const NEUF: Seance<'static> = Seance { debut: "2026-03-10T09:00:00+01:00", fin: "2026-03-10T10:00:00+01:00" };
/// The two before.
const HUIT: Seance<'static> = Seance { debut: "2026-03-10T08:00:00+01:00", fin: "2026-03-10T09:00:00+01:00" };
const SEPT: Seance<'static> = Seance { debut: "2026-03-10T07:00:00+01:00", fin: "2026-03-10T08:00:00+01:00" };
/// The next one.
const DIX: Seance<'static> = Seance { debut: "2026-03-10T10:00:00+01:00", fin: "2026-03-10T11:00:00+01:00" };
/// And the one after.
const ONZE: Seance<'static> = Seance { debut: "2026-03-10T11:00:00+01:00", fin: "2026-03-10T12:00:00+01:00" };

async fn quelqu_un(api: &Api, prenom: &str) -> String {
    let file = json!({ "nom": "Colin", "prenom": prenom, "date_naissance": "1988-09-02", "sexe": "F" });
    id(&api.post("/v1/participants", file).await.unwrap())
}

/// An appointment to which each of these persons came, and that is over: its path.
async fn tenu(equipe: &Equipe, nature: &str, qui: &[&str], seance: Seance<'_>) -> String {
    let planned = equipe.prevoir(nature, "Suivi", qui, seance, None).await.unwrap();
    rendez_vous_tenu(&equipe.referent, &planned, qui, seance).await.unwrap();
    format!("/v1/rendez-vous/{planned}")
}

async fn commencer(api: &Api, rendez_vous: &str, contenu: Value) -> Result<Value, Refus> {
    api.post(&format!("{rendez_vous}/comptes-rendus"), json!({ "contenu": contenu })).await
}

/// The same, validated: its path.
async fn valider(api: &Api, rendez_vous: &str, contenu: Value) -> String {
    let path = format!("/v1/comptes-rendus/{}", id(&commencer(api, rendez_vous, contenu).await.unwrap()));
    api.post(&format!("{path}/validation"), json!({})).await.unwrap();
    path
}

async fn corriger(api: &Api, path: &str, contenu: Value, remplace: i32) -> Result<Value, Refus> {
    let body = json!({ "contenu": contenu, "motif": "dates relues", "remplace": remplace });
    api.post(&format!("{path}/correction"), body).await
}

/// Whom it is awaited of, and at which appointment.
async fn attendus(api: &Api, query: &str) -> Vec<(String, String)> {
    let page = api.get(&format!("/v1/comptes-rendus/attendus{query}")).await.unwrap();
    let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
    let all = page["elements"].as_array().unwrap().iter();
    all.map(|one| (text(one, "participant"), format!("/v1/rendez-vous/{}", text(one, "rendez_vous")))).collect()
}

fn action<'a>(resource: &'a Value, nom: &str) -> &'a Value {
    let all = resource["actions"].as_array().unwrap();
    all.iter().find(|one| one["nom"] == nom).unwrap_or_else(|| panic!("no {nom} in {resource}"))
}

fn detail(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["detail"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_its_authors_and_what_is_validated_is_corrected_by_versions_that_stay() {
    let (_clock, suite, chalon) = ouvrir("grand-chalon", "2026-03-10T15:00:00Z").await;
    let (referent, animation) = (&chalon.referent, &chalon.animation);
    let camille = quelqu_un(referent, "Camille").await;
    let rendez_vous = tenu(&chalon, "entretien", &[&camille], NEUF).await;
    assert_eq!(attendus(animation, "").await, [(camille.clone(), rendez_vous.clone())]);
    let awaited = animation.get("/v1/comptes-rendus/attendus").await.unwrap();
    let line = &awaited["elements"][0];
    assert_eq!(
        (&line["participant_nom"], &line["animateur_nom"], &line["depuis"], &line["brouillon"]),
        (&json!("Camille Colin"), &json!("Claire Morel"), &json!("2026-03-10"), &Value::Null)
    );
    let there = async |api: &Api| api.get(&rendez_vous).await.unwrap()["presences"][0]["compte_rendu"].clone();
    assert_eq!(there(referent).await, json!({ "etat": "attendu", "id": null }));

    let begun = commencer(referent, &rendez_vous, json!({ "decisions": "CV à refaire" })).await.unwrap();
    assert_eq!(
        (&begun["participant"], &begun["etat"], &begun["tardif"], &begun["confidentialite"]),
        (&json!(camille), &json!("brouillon"), &json!(false), &json!("suivi")),
        "of who alone was expected"
    );
    let path = format!("/v1/comptes-rendus/{}", id(&begun));
    for hidden in [path.clone(), format!("{path}/historique"), format!("{path}/versions")] {
        assert_eq!(animation.get(&hidden).await.unwrap_err().status, 404, "{hidden} is of a draft");
    }
    assert_eq!(animation.get("/v1/comptes-rendus").await.unwrap()["elements"], json!([]));
    assert_eq!(there(animation).await, json!({ "etat": "attendu", "id": null }), "what another began is awaited");
    assert_eq!(there(referent).await, json!({ "etat": "brouillon", "id": begun["id"] }));
    let again = commencer(referent, &rendez_vous, json!({})).await.unwrap_err();
    assert_eq!(detail(&again), (409, "Ce compte rendu est déjà écrit, ou commencé."));
    assert_eq!(corriger(referent, &path, json!({}), 1).await.unwrap_err().slug(), "transition-interdite");

    let more = json!({ "libre": "Garde d'enfant le mercredi.", "themes": ["famille", "emploi", "famille"] });
    let (status, changed) = patched(&suite, referent, &path, "\"1\"", more.clone()).await;
    assert_eq!((status, &changed["version"]), (200, &json!(2)), "{changed}");
    assert_eq!(changed["contenu"]["themes"], json!(["emploi", "famille"]), "each once");
    assert_eq!(changed["contenu"]["decisions"], "CV à refaire", "what is not named stays");
    let (status, late) = patched(&suite, referent, &path, "\"1\"", json!({ "suites": "rappeler" })).await;
    assert_eq!(status, 412, "{late}");
    let told: Vec<_> = late["errors"].as_array().unwrap().iter().map(|one| &one["pointer"]).collect();
    assert_eq!(told, [&json!("/themes"), &json!("/libre")], "what the other screen wrote");
    let history = referent.get(&format!("{path}/historique")).await.unwrap();
    let fields: Vec<_> = history["elements"][0]["champs"].as_array().unwrap().iter().collect();
    assert_eq!(fields, [&json!({ "champ": "/themes" }), &json!({ "champ": "/libre" })], "which, and not what");

    let valid = referent.post(&format!("{path}/validation"), json!({})).await.unwrap();
    assert_eq!((&valid["etat"], &valid["version"]), (&json!("valide"), &json!(2)));
    assert_eq!(
        (action(&valid, "correction")["possible"].clone(), action(&valid, "validation")["possible"].clone()),
        (json!(true), json!(false))
    );
    let (status, refused) = patched(&suite, referent, &path, "\"2\"", more).await;
    assert_eq!((status, &refused["detail"]), (409, &action(&valid, "validation")["raison"]));
    assert_eq!(there(animation).await, json!({ "etat": "valide", "id": begun["id"] }));
    assert!(attendus(animation, "").await.is_empty());
    let listed = animation.get(&format!("/v1/comptes-rendus?participant={camille}&etat=valide")).await.unwrap();
    let line = &listed["elements"][0];
    assert_eq!((&line["id"], &line["participant_nom"]), (&begun["id"], &json!("Camille Colin")));
    assert!(line.get("contenu").is_none(), "{line}");

    let second = corriger(referent, &path, json!({ "decisions": "CV refait" }), 2).await.unwrap();
    assert_eq!(
        (&second["version"], &second["correction"]["motif"], &second["valide_le"]),
        (&json!(3), &json!("dates relues"), &valid["valide_le"])
    );
    let stale = corriger(referent, &path, json!({ "decisions": "CV perdu" }), 2).await.unwrap_err();
    assert_eq!(refus(&stale), (409, "/remplace"));
    let same = corriger(referent, &path, json!({ "decisions": "CV refait" }), 3).await.unwrap_err();
    assert_eq!(refus(&same), (422, "/contenu"));
    corriger(animation, &path, json!({ "decisions": "CV refait et envoyé" }), 3).await.unwrap();
    let former = animation.get(&format!("{path}/versions")).await.unwrap();
    let said = |one: &Value| (one["version"].clone(), one["contenu"]["decisions"].clone(), one["motif"].clone());
    let told: Vec<_> = former["elements"].as_array().unwrap().iter().map(said).collect();
    let expected =
        [(json!(3), json!("CV refait"), json!("dates relues")), (json!(2), json!("CV à refaire"), Value::Null)];
    assert_eq!(told, expected, "the last one first");
    assert_eq!(former["elements"][0]["par_nom"], "Claire Morel");

    let ledger = animation.get("/v1/registre?apres=0").await.unwrap();
    let facts: Vec<Value> = ledger.as_array().unwrap().iter().map(contenu).collect();
    let kinds: Vec<_> = facts.iter().skip(4).map(|one| one["fait"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["compte_rendu", "compte_rendu_corrige", "compte_rendu_corrige"]);
    assert_eq!((&facts[4]["donnees"]["version"], &facts[4]["donnees"]["participant"]), (&json!(2), &json!(camille)));
    assert!(!ledger.to_string().contains("CV"), "no text: {ledger}");
    assert_eq!(animation.get("/v1/registre/verification").await.unwrap()["intact"], true);
}

/// What an entry of the ledger says.
fn contenu(entry: &Value) -> Value {
    serde_json::from_str(entry["contenu"].as_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_before_the_start_of_what_is_cancelled_nor_of_who_did_not_come() {
    let (clock, suite, chalon) = ouvrir("grand-chalon", "2026-03-10T07:59:59Z").await;
    let referent = &chalon.referent;
    let (camille, denise) = (quelqu_un(referent, "Camille").await, quelqu_un(referent, "Denise").await);
    let planned = async |qui: &[&str], seance| {
        format!("/v1/rendez-vous/{}", chalon.prevoir("entretien", "Suivi", qui, seance, None).await.unwrap())
    };
    let (missed, nine, ten) =
        (planned(&[&denise], HUIT).await, planned(&[&camille], NEUF).await, planned(&[&camille], DIX).await);
    let said = json!({ "decisions": "CV à refaire" });
    let early = commencer(referent, &nine, said.clone()).await.unwrap_err();
    let seen = referent.get(&nine).await.unwrap();
    assert_eq!((early.status, &early.body["detail"]), (409, &action(&seen, "comptes-rendus")["raison"]));
    assert!(early.body["detail"].as_str().unwrap().contains("n'a pas commencé"), "{early}");

    clock.set(t("2026-03-10T08:00:00Z"));
    let begun = commencer(referent, &nine, said.clone()).await.expect("it begins");
    let path = format!("/v1/comptes-rendus/{}", id(&begun));
    let unsigned = referent.post(&format!("{path}/validation"), json!({})).await.unwrap_err();
    let seen = referent.get(&path).await.unwrap();
    assert_eq!((unsigned.status, &unsigned.body["detail"]), (409, &action(&seen, "validation")["raison"]));
    let other = commencer(&chalon.animation, &nine, said.clone()).await.unwrap_err();
    assert_eq!(detail(&other), (403, "Un autre anime ce rendez-vous : il en écrit le compte rendu."));

    referent.post(&format!("{missed}/absences"), json!({ "participant": denise, "motif": null })).await.unwrap();
    let absent = commencer(referent, &missed, said.clone()).await.unwrap_err();
    let expected = "Cette personne n'est pas venue : son rendez-vous n'a pas de compte rendu.";
    assert_eq!(detail(&absent), (409, expected));
    assert_eq!(action(&referent.get(&missed).await.unwrap(), "comptes-rendus")["raison"], expected);
    referent.post(&format!("{ten}/annulation"), json!({})).await.unwrap();
    let cancelled = commencer(referent, &ten, said.clone()).await.unwrap_err();
    assert_eq!(detail(&cancelled), (409, "Le rendez-vous est annulé : il n'a pas de compte rendu."));

    let unexpected = json!({ "participant": denise, "contenu": said });
    let unexpected = referent.post(&format!("{nine}/comptes-rendus"), unexpected).await.unwrap_err();
    assert_eq!(refus(&unexpected), (422, "/participant"));
    for (written, at) in [
        (json!({ "themes": ["sante"] }), "/confidentialite"),
        (json!({ "confidentialite": "partenaire" }), "/partenaire"),
        (json!({ "partenaire": chalon.operateur_structure }), "/partenaire"),
        (json!({ "libre": "a".repeat(10_001) }), "/libre"),
    ] {
        let (status, refused) = patched(&suite, referent, &path, "\"1\"", written).await;
        assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!(at)), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_from_the_day_after_on_says_so() {
    let (clock, _suite, chalon) = ouvrir("grand-chalon", "2026-03-10T22:55:00Z").await;
    let referent = &chalon.referent;
    let (camille, denise) = (quelqu_un(referent, "Camille").await, quelqu_un(referent, "Denise").await);
    let nine = tenu(&chalon, "entretien", &[&camille], NEUF).await;
    let ten = tenu(&chalon, "entretien", &[&denise], DIX).await;
    let same_day = valider(referent, &nine, json!({ "decisions": "CV à refaire" })).await;
    clock.set(t("2026-03-10T23:00:00Z"));
    let next_day = valider(referent, &ten, json!({ "decisions": "permis à passer" })).await;
    let late = async |path: &str| referent.get(path).await.unwrap()["tardif"].clone();
    assert_eq!((late(&same_day).await, late(&next_day).await), (json!(false), json!(true)), "at midnight");
    let listed = referent.get("/v1/comptes-rendus").await.unwrap();
    let listed: Vec<_> = listed["elements"].as_array().unwrap().iter().map(|one| &one["tardif"]).collect();
    assert_eq!(listed, [&json!(true), &json!(false)], "the last one first");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_to_the_team_is_read_by_it_and_the_others_know_that_it_is_there() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T15:00:00Z").await;
    let (plie, voisin) = (employeur(&lyon, "ALLIES").await, employeur(&lyon, "Mission locale").await);
    let (_, louise) = recruter(&suite, &lyon, "Louise", &plie).await;
    let (_, jeanne) = recruter(&suite, &lyon, "Jeanne", &plie).await;
    let (_, victor) = recruter(&suite, &lyon, "Victor", &voisin).await;
    let camille = quelqu_un(&louise, "Camille").await;
    let meeting = json!({ "nature": "entretien", "titre": "Suivi", "debut": NEUF.debut, "fin": NEUF.fin,
        "lieu": "bureau 3", "participants": [camille], "categorie": "entretien" });
    let meeting = id(&louise.post("/v1/rendez-vous", meeting).await.unwrap());
    rendez_vous_tenu(&louise, &meeting, &[&camille], NEUF).await.unwrap();
    let said = json!({ "themes": ["sante"], "decisions": "voir l'aménagement du poste", "confidentialite": "equipe" });
    let path = valider(&louise, &format!("/v1/rendez-vous/{meeting}"), said).await;
    let read = async |api: &Api| api.get(&path).await.unwrap()["contenu"]["decisions"].clone();
    for (who, api) in [("its author", &louise), ("a colleague", &jeanne), ("the animation", &lyon.animation)] {
        assert_eq!(read(api).await, "voir l'aménagement du poste", "{who}");
    }
    for (who, api) in [("another employer", &victor), ("the management", &lyon.direction)] {
        let seen = api.get(&path).await.unwrap();
        assert_eq!((&seen["contenu"], &seen["etat"]), (&Value::Null, &json!("valide")), "{who}");
        assert!(!seen.to_string().contains("aménagement") && !seen.to_string().contains("sante"), "{who}: {seen}");
    }
    assert_eq!(lyon.gestionnaire.get(&path).await.unwrap_err().status, 403);
    assert_eq!(lyon.controleur.get(&path).await.unwrap_err().status, 404, "no mandate names the person");
    let there = lyon.gestionnaire.get(&format!("/v1/rendez-vous/{meeting}")).await.unwrap();
    assert_eq!(there["presences"][0]["compte_rendu"]["etat"], "valide", "a proof that it was written");

    let shared = json!({ "themes": ["emploi"], "decisions": "poste à l'étude", "confidentialite": "partenaire",
        "partenaire": lyon.operateur_structure });
    let other = corriger(&victor, &path, shared.clone(), 1).await.unwrap_err();
    assert_eq!(detail(&other), (403, "Un compte rendu est corrigé par son auteur ou par l'équipe d'animation."));
    corriger(&louise, &path, shared, 1).await.unwrap();
    let seen = victor.get(&path).await.unwrap();
    assert_eq!(
        (&seen["contenu"]["decisions"], seen["partenaire_nom"].is_string()),
        (&json!("poste à l'étude"), true),
        "{seen}"
    );
    let versions = format!("{path}/versions");
    let former = async |api: &Api| api.get(&versions).await.unwrap()["elements"][0]["contenu"].clone();
    assert_eq!(former(&victor).await, Value::Null, "each version as far as it went");
    assert_eq!(former(&jeanne).await["decisions"], "voir l'aménagement du poste");
}

/// An interview with somebody, that somebody plans and somebody leads: its path.
async fn mene(par: &Api, animateur: &str, qui: &str, seance: Seance<'_>) -> String {
    let meeting = json!({ "nature": "entretien", "titre": "Suivi", "debut": seance.debut, "fin": seance.fin,
        "lieu": "bureau 3", "animateur": animateur, "participants": [qui], "categorie": "entretien" });
    format!("/v1/rendez-vous/{}", id(&par.post("/v1/rendez-vous", meeting).await.unwrap()))
}

/// Its identifier.
fn numero(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leads_one_appointment_reads_what_was_said_there_and_nothing_of_the_others() {
    let voisins = Voisinage::regle("siens").await;
    let Voisinage { lyon, louise: (louise_id, louise), victor: (victor_id, victor), .. } = &voisins;
    let camille = voisins.confiee().await.participant;
    let sept = mene(louise, louise_id, &camille, SEPT).await;
    let huit = mene(louise, louise_id, &camille, HUIT).await;
    let neuf = mene(&lyon.animation, victor_id, &camille, NEUF).await;
    for (api, rendez_vous, seance) in [(louise, &sept, SEPT), (louise, &huit, HUIT), (victor, &neuf, NEUF)] {
        rendez_vous_tenu(api, numero(rendez_vous), &[&camille], seance).await.unwrap();
    }
    let of = |rendez_vous: &String| (camille.clone(), rendez_vous.clone());
    assert_eq!(attendus(louise, "").await, [of(&sept), of(&huit), of(&neuf)], "of whom she follows");
    assert_eq!(attendus(victor, "").await, [of(&neuf)], "of what he leads");

    let hers = valider(louise, &huit, json!({ "decisions": "garde à trouver" })).await;
    let listed = async |api: &Api| {
        let page = api.get("/v1/comptes-rendus").await.unwrap();
        page["elements"].as_array().unwrap().iter().map(|one| one["rendez_vous"].clone()).collect::<Vec<_>>()
    };
    assert!(listed(victor).await.is_empty());
    for hidden in [hers.clone(), format!("{hers}/versions"), format!("{hers}/historique")] {
        assert_eq!(victor.get(&hidden).await.unwrap_err().status, 404, "{hidden}");
    }
    let corrected = corriger(victor, &hers, json!({ "decisions": "garde trouvée" }), 1).await.unwrap_err();
    assert_eq!(corrected.status, 404);
    assert_eq!(victor.post(&format!("{hers}/abandon"), json!({})).await.unwrap_err().status, 404);

    let his = valider(victor, &neuf, json!({ "decisions": "CV à refaire" })).await;
    assert_eq!(listed(victor).await, [json!(numero(&neuf))]);
    assert_eq!(victor.get(&his).await.unwrap()["contenu"]["decisions"], "CV à refaire");
    assert_eq!(louise.get(&his).await.unwrap()["contenu"]["decisions"], "CV à refaire", "she follows her");
    let both = listed(louise).await;
    assert!(both.len() == 2 && both.contains(&json!(numero(&neuf))), "hers and his: {both:?}");
}

/// The role of somebody ended yesterday.
async fn partir(equipe: &Equipe, qui: &str) {
    let user = equipe.admin.get(&format!("/v1/utilisateurs/{qui}")).await.unwrap();
    let end = json!({ "au": "2026-03-09" });
    equipe.admin.post(&format!("/v1/habilitations/{}/cloture", id(&user["habilitations"][0])), end).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_to_the_team_stays_with_those_of_the_day_on_which_it_was_written() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T15:00:00Z").await;
    let plie = employeur(&lyon, "ALLIES").await;
    let (louise_id, louise) = recruter(&suite, &lyon, "Louise", &plie).await;
    let (_, jeanne) = recruter(&suite, &lyon, "Jeanne", &plie).await;
    let camille = quelqu_un(&louise, "Camille").await;
    let neuf = mene(&louise, &louise_id, &camille, NEUF).await;
    rendez_vous_tenu(&louise, numero(&neuf), &[&camille], NEUF).await.unwrap();
    let said = json!({ "themes": ["sante"], "decisions": "aménager le poste", "confidentialite": "equipe" });
    let path = valider(&louise, &neuf, said).await;
    partir(&lyon, &louise_id).await;
    let left = json!({ "roles": [{ "au": "2026-03-09" }] });
    entendu(&suite, &format!("annuaire WHERE id = '{louise_id}' AND fiche @> '{left}'")).await;
    let read = async |api: &Api| api.get(&path).await.unwrap()["contenu"]["decisions"].clone();
    assert_eq!(read(&jeanne).await, "aménager le poste", "she worked with her");
    assert_eq!(read(&lyon.referent).await, Value::Null, "a référent of the PLIE itself never did");
    assert_eq!(read(&lyon.animation).await, "aménager le poste");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_its_author_throws_away_says_nothing_any_more_and_leaves_its_place() {
    let (_clock, _suite, chalon) = ouvrir("grand-chalon", "2026-03-10T15:00:00Z").await;
    let (referent, animation) = (&chalon.referent, &chalon.animation);
    let camille = quelqu_un(referent, "Camille").await;
    let neuf = tenu(&chalon, "entretien", &[&camille], NEUF).await;
    let begun =
        commencer(referent, &neuf, json!({ "themes": ["emploi"], "libre": "mauvaise personne" })).await.unwrap();
    assert_eq!(action(&begun, "abandon")["possible"], true);
    let path = format!("/v1/comptes-rendus/{}", id(&begun));
    assert_eq!(animation.post(&format!("{path}/abandon"), json!({})).await.unwrap_err().status, 404, "it is hers");
    let gone = referent.post(&format!("{path}/abandon"), json!({})).await.unwrap();
    let nothing = json!({ "themes": [], "decisions": null, "suites": null, "libre": null });
    assert_eq!((&gone["etat"], &gone["version"], &gone["contenu"]), (&json!("abandonne"), &json!(2), &nothing));
    let again = referent.post(&format!("{path}/validation"), json!({})).await.unwrap_err();
    assert_eq!((again.status, &again.body["detail"]), (409, &action(&gone, "validation")["raison"]));
    assert_eq!(attendus(animation, "").await, [(camille.clone(), neuf.clone())]);
    let there = referent.get(&neuf).await.unwrap();
    assert_eq!(there["presences"][0]["compte_rendu"], json!({ "etat": "attendu", "id": null }));
    let mine = referent.get("/v1/comptes-rendus?etat=abandonne").await.unwrap();
    assert_eq!(mine["elements"][0]["id"], gone["id"]);
    assert_eq!(animation.get("/v1/comptes-rendus").await.unwrap()["elements"], json!([]));

    let valid = valider(referent, &neuf, json!({ "decisions": "CV à refaire" })).await;
    let refused = referent.post(&format!("{valid}/abandon"), json!({})).await.unwrap_err();
    assert_eq!(detail(&refused), (409, "Le compte rendu est validé : il se corrige, avec un motif."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_animation_writes_in_the_place_of_who_left_and_the_text_says_who_led() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T15:00:00Z").await;
    let plie = employeur(&lyon, "ALLIES").await;
    let (louise_id, louise) = recruter(&suite, &lyon, "Louise", &plie).await;
    let camille = quelqu_un(&louise, "Camille").await;
    let neuf = mene(&louise, &louise_id, &camille, NEUF).await;
    rendez_vous_tenu(&louise, numero(&neuf), &[&camille], NEUF).await.unwrap();
    commencer(&louise, &neuf, json!({ "decisions": "CV à refaire" })).await.unwrap();
    let said = json!({ "decisions": "reprise de ses notes : CV à refaire" });
    let there = commencer(&lyon.animation, &neuf, said.clone()).await.unwrap_err();
    assert_eq!(detail(&there), (403, "Un autre anime ce rendez-vous : il en écrit le compte rendu."));

    partir(&lyon, &louise_id).await;
    let may = |seen: &Value| (action(seen, "comptes-rendus")["possible"] == true).then(|| seen.clone());
    wait_for(&lyon.animation, &neuf, may).await.unwrap();
    let other = commencer(&lyon.referent, &neuf, said.clone()).await.unwrap_err();
    assert_eq!(detail(&other), (403, "Un autre anime ce rendez-vous : il en écrit le compte rendu."));
    let path = valider(&lyon.animation, &neuf, said).await;
    let seen = lyon.referent.get(&path).await.unwrap();
    assert_eq!(
        (&seen["auteur"], &seen["animateur"], &seen["animateur_nom"]),
        (&json!(lyon.animation_id), &json!(louise_id), &json!("Louise Martin"))
    );
    assert!(attendus(&lyon.animation, "").await.is_empty());
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Waits until emargement has heard of what these rows tell.
async fn entendu(suite: &TestSuite, rows: &str) {
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let heard = format!("SELECT count(*) AS n FROM emargement.{rows}");
    let known = async || diesel::sql_query(heard.as_str()).get_result::<Count>(&mut admin).await.unwrap().n == 1;
    until(known, "emargement did not hear of it").await;
}

/// Other natures of which one is awaited.
async fn demander(suite: &TestSuite, equipe: &Equipe, natures: Value) {
    let mut rules = equipe.admin.get("/v1/referentiels/en-vigueur?au=2026-03-10").await.unwrap();
    (rules["version"], rules["effet"]) = (json!(2), json!("2026-03-10"));
    rules["comptes_rendus"] = json!({ "natures": natures });
    equipe.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
    entendu(suite, "referentiels WHERE version = 2").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_workshop_one_of_the_whole_séance_is_enough_where_the_territory_asks_for_it() {
    let (_clock, suite, chalon) = ouvrir("grand-chalon", "2026-03-10T15:00:00Z").await;
    demander(&suite, &chalon, json!(["atelier"])).await;
    let referent = &chalon.referent;
    let (camille, denise) = (quelqu_un(referent, "Camille").await, quelqu_un(referent, "Denise").await);
    tenu(&chalon, "entretien", &[&camille], DIX).await;
    let atelier = tenu(&chalon, "atelier", &[&camille, &denise], NEUF).await;
    let of = |qui: &String| (qui.clone(), atelier.clone());
    let mut both = attendus(referent, "").await;
    both.sort();
    let mut expected = [of(&camille), of(&denise)];
    expected.sort();
    assert_eq!(both, expected, "and none of the interview");

    let own = json!({ "participant": camille, "contenu": { "decisions": "atelier CV à refaire avec elle" } });
    let own = id(&referent.post(&format!("{atelier}/comptes-rendus"), own).await.unwrap());
    referent.post(&format!("/v1/comptes-rendus/{own}/validation"), json!({})).await.unwrap();
    assert_eq!(attendus(referent, "").await, [of(&denise)]);
    let whole = commencer(referent, &atelier, json!({ "decisions": "deux CV refaits" })).await.unwrap();
    assert_eq!(whole["participant"], Value::Null, "it names nobody");
    referent.post(&format!("/v1/comptes-rendus/{}/validation", id(&whole)), json!({})).await.unwrap();
    assert!(attendus(referent, "").await.is_empty());
    let seen = referent.get(&atelier).await.unwrap();
    assert_eq!(seen["compte_rendu"], json!({ "etat": "valide", "id": whole["id"] }));
    for presence in seen["presences"].as_array().unwrap() {
        let which = if presence["participant"] == json!(camille) { json!(own) } else { whole["id"].clone() };
        assert_eq!(presence["compte_rendu"], json!({ "etat": "valide", "id": which }));
    }
    let action = action(&seen, "comptes-rendus");
    assert_eq!(action["possible"], true, "of the other person too: {action}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_awaited_is_found_by_who_led_by_their_structure_and_by_person_the_oldest_first() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T15:00:00Z").await;
    let plie = employeur(&lyon, "ALLIES").await;
    let (louise_id, louise) = recruter(&suite, &lyon, "Louise", &plie).await;
    let (camille, denise) = (quelqu_un(&lyon.referent, "Camille").await, quelqu_un(&lyon.referent, "Denise").await);
    let ten = tenu(&lyon, "bilan", &[&camille], DIX).await;
    let nine = tenu(&lyon, "diagnostic", &[&camille], NEUF).await;
    let called = Seance { debut: "2026-03-10T11:00:00+01:00", fin: "2026-03-10T11:20:00+01:00" };
    tenu(&lyon, "atelier", &[&camille], called).await;
    let own = json!({ "nature": "entretien", "titre": "Suivi", "debut": DIX.debut, "fin": DIX.fin, "lieu": "bureau 3",
        "participants": [denise], "categorie": "entretien" });
    let own = id(&louise.post("/v1/rendez-vous", own).await.unwrap());
    rendez_vous_tenu(&louise, &own, &[&denise], DIX).await.unwrap();
    let own = format!("/v1/rendez-vous/{own}");

    let animation = &lyon.animation;
    let of = |qui: &String, rendez_vous: &String| (qui.clone(), rendez_vous.clone());
    let mine = attendus(animation, &format!("?animateur={}", lyon.referent_id)).await;
    assert_eq!(mine, [of(&camille, &nine), of(&camille, &ten)], "no workshop is awaited");
    assert_eq!(attendus(animation, &format!("?structure={plie}")).await, [of(&denise, &own)]);
    assert_eq!(attendus(animation, &format!("?structure={plie}&animateur={louise_id}")).await, [of(&denise, &own)]);
    let neither = attendus(animation, &format!("?structure={plie}&animateur={}", lyon.referent_id)).await;
    assert!(neither.is_empty(), "they work for nobody: {neither:?}");
    assert_eq!(attendus(animation, &format!("?participant={denise}")).await, [of(&denise, &own)]);
    let (mut walked, mut query) = (Vec::new(), "?limite=1".to_owned());
    loop {
        walked.extend(attendus(animation, &query).await);
        let page = animation.get(&format!("/v1/comptes-rendus/attendus{query}")).await.unwrap();
        let Some(next) = page["suivant"].as_str() else { break };
        query = format!("?limite=1&apres={next}");
    }
    assert_eq!(walked, attendus(animation, "").await, "each once");
    assert_eq!((walked.len(), &walked[0]), (3, &of(&camille, &nine)));
    commencer(&louise, &own, json!({ "decisions": "CV à refaire" })).await.unwrap();
    let begun = async |api: &Api| {
        let page = api.get(&format!("/v1/comptes-rendus/attendus?participant={denise}")).await.unwrap();
        page["elements"][0]["brouillon"].is_string()
    };
    assert_eq!((begun(&louise).await, begun(animation).await), (true, false), "her own draft");
    assert_eq!(lyon.gestionnaire.get("/v1/comptes-rendus/attendus").await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_of_two_files_made_one_is_in_the_kept_one_and_goes_back_with_the_other() {
    let (_clock, _suite, chalon) = ouvrir("grand-chalon", "2026-03-10T15:00:00Z").await;
    let referent = &chalon.referent;
    let (camille, double) = (quelqu_un(referent, "Camille").await, quelqu_un(referent, "Camile").await);
    let nine = tenu(&chalon, "entretien", &[&double], NEUF).await;
    let ten = tenu(&chalon, "entretien", &[&double], DIX).await;
    let eleven = tenu(&chalon, "entretien", &[&double], ONZE).await;
    let path = valider(referent, &nine, json!({ "decisions": "CV à refaire" })).await;
    let merge = json!({ "absorbe": double, "motif": "même pièce d'identité" });
    let merge = chalon.animation.post(&format!("/v1/participants/{camille}/fusion"), merge).await.unwrap();
    let of = |qui: String| move |one: &Value| (one["participant"] == json!(qui)).then(|| one.clone());
    wait_for(referent, &path, of(camille.clone())).await.unwrap();
    let listed = referent.get(&format!("/v1/comptes-rendus?participant={double}")).await.unwrap();
    assert_eq!(listed["elements"][0]["participant"], json!(camille), "asked under either name");
    assert_eq!(attendus(referent, "").await, [(camille.clone(), ten.clone()), (camille.clone(), eleven.clone())]);
    let while_one = valider(referent, &eleven, json!({ "decisions": "permis à passer" })).await;
    assert_eq!(referent.get(&while_one).await.unwrap()["participant"], json!(camille));
    chalon.animation.post(&format!("/v1/fusions/{}/annulation", id(&merge)), json!({})).await.unwrap();
    wait_for(referent, &path, of(double.clone())).await.unwrap();
    wait_for(referent, &while_one, of(double.clone())).await.expect("it was said at an appointment of the other");
    until(async || attendus(referent, "").await == [(double.clone(), ten.clone())], "it is awaited of another").await;
    assert_eq!(chalon.animation.get("/v1/registre/verification").await.unwrap()["intact"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_was_erased_it_stays_known_that_it_was_written_and_nothing_of_what_it_said() {
    let (_clock, suite, chalon) = ouvrir("grand-chalon", "2026-03-10T15:00:00Z").await;
    let referent = &chalon.referent;
    let camille = quelqu_un(referent, "Camille").await;
    let nine = tenu(&chalon, "entretien", &[&camille], NEUF).await;
    tenu(&chalon, "entretien", &[&camille], DIX).await;
    let eleven = mene(referent, &chalon.referent_id, &camille, ONZE).await;
    let sign = json!({ "signataire": "participant", "participant": camille, "moment": "arrivee",
        "signe_le": ONZE.debut, "mode": "dessinee" });
    referent.post(&format!("{eleven}/emargements"), sign).await.unwrap();
    let path = valider(referent, &nine, json!({ "themes": ["famille"], "libre": "Camille cherche une crèche." })).await;
    corriger(referent, &path, json!({ "libre": "Camille a une crèche." }), 1).await.unwrap();
    let erase = json!({ "motif": "demande écrite de la personne" });
    chalon.animation.post(&format!("/v1/participants/{camille}/effacement"), erase).await.unwrap();
    let silent = |one: &Value| one["contenu"]["libre"].is_null().then(|| one.clone());
    let seen = wait_for(referent, &path, silent).await.unwrap();
    assert_eq!(
        (&seen["etat"], &seen["version"], &seen["auteur"], &seen["correction"]["motif"]),
        (&json!("valide"), &json!(2), &json!(chalon.referent_id), &json!("—"))
    );
    let former = referent.get(&format!("{path}/versions")).await.unwrap();
    let nothing = json!({ "themes": [], "decisions": null, "suites": null, "libre": null });
    assert_eq!(former["elements"][0]["contenu"], nothing);
    assert!(attendus(referent, "").await.is_empty());
    entendu(&suite, "annuaire WHERE nature = 'personne' AND (fiche->>'anonyme')::bool").await;
    referent.post(&format!("{eleven}/cloture"), json!({})).await.unwrap();
    assert!(attendus(referent, "").await.is_empty(), "nothing is written of her any more");
    let again = corriger(referent, &path, json!({ "libre": "Camille a une crèche." }), 2).await.unwrap_err();
    assert_eq!(detail(&again), (409, "Le dossier de cette personne a été effacé."));
    let verified = chalon.animation.get("/v1/registre/verification").await.unwrap();
    let cut = verified["coupees"].as_array().unwrap().len();
    assert_eq!((&verified["intact"], cut), (&json!(true), 2), "both prints lost their salt, and the ledger says so");
}
