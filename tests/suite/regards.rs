//! Whose files a référent sees: all of the territory, those that their structure follows, or their own, as the territory sets it.

use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::{Clock, Role};
use plie::demo::{Api, Dossier, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::{
    isolation::protected,
    limitation::{Tenu, rendez_vous},
    screens::patched,
};

const CAMILLE: Personne =
    Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "69383" };

/// Three référents of Lyon: two of one structure, and one of another.
struct Voisinage {
    clock: Clock,
    suite: TestSuite,
    lyon: Equipe,
    louise: (String, Api),
    jeanne: (String, Api),
    victor: (String, Api),
}

/// The rules of a territory that let its référents see so.
async fn regler(equipe: &Equipe, regard: &str, effet: &str) {
    let mut rules = equipe.admin.get(&format!("/v1/referentiels/en-vigueur?au={effet}")).await.unwrap();
    let version = rules["version"].as_i64().unwrap() + 1;
    (rules["version"], rules["effet"], rules["regard"]) =
        (json!(version), json!(effet), json!({ "referents": regard }));
    equipe.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
}

async fn employeur(equipe: &Equipe, nom: &str) -> String {
    let structure = json!({ "nom": nom, "nature": "employeur_referent", "siret": null });
    id(&equipe.admin.post("/v1/structures", structure).await.unwrap())
}

async fn recruter(suite: &TestSuite, equipe: &Equipe, prenom: &str, structure: &str) -> (String, Api) {
    let qui = equipe.recruter(prenom, "referent", Some(structure)).await.unwrap();
    let address = format!("{}@{}.example", prenom.to_lowercase(), equipe.territoire);
    (qui, suite.accept(&address).await)
}

impl Voisinage {
    async fn regle(regard: &str) -> Self {
        let clock = Clock::fixed(t("2026-03-10T09:00:00Z"));
        let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
        let lyon = suite.territory("lyon").await;
        regler(&lyon, regard, "2026-03-10").await;
        let (plie, voisin) = (employeur(&lyon, "ALLIES").await, employeur(&lyon, "Mission locale").await);
        let louise = recruter(&suite, &lyon, "Louise", &plie).await;
        let jeanne = recruter(&suite, &lyon, "Jeanne", &plie).await;
        let victor = recruter(&suite, &lyon, "Victor", &voisin).await;
        Self { clock, suite, lyon, louise, jeanne, victor }
    }

    /// Camille, whose candidature was given to Louise.
    async fn confiee(&self) -> Dossier {
        let file = json!({ "personne": { "nom": CAMILLE.nom, "prenom": CAMILLE.prenom, "date_naissance": CAMILLE.naissance,
            "sexe": CAMILLE.sexe, "commune": CAMILLE.commune }, "deposee_le": "2026-02-02", "signatures": [
            { "signataire": "participant", "signe_le": "2026-02-02" }, { "signataire": "prescripteur", "signe_le": "2026-02-02" }] });
        let candidature = id(&self.lyon.prescripteur.post("/v1/candidatures", file).await.unwrap());
        let given = json!({ "referent": self.louise.0, "affectee_le": "2026-02-03" });
        let path = format!("/v1/candidatures/{candidature}");
        let given = self.lyon.animation.post(&format!("{path}/affectation"), given).await.unwrap();
        Dossier { candidature, participant: given["participant"].as_str().unwrap().to_owned() }
    }

    /// Camille entered: the path of her parcours.
    async fn entree(&self, dossier: &Dossier) -> String {
        self.lyon.diagnostiquer(dossier, "2026-02-05").await.unwrap();
        self.lyon.commission(&[dossier], "2026-02-12").await.unwrap();
        self.lyon.contractualiser(dossier, "2026-02-12").await.unwrap();
        let found = |page: &Value| page["elements"].get(0).cloned();
        format!("/v1/parcours/{}", id(&wait_for(&self.lyon.animation, "/v1/parcours", found).await.unwrap()))
    }
}

/// How many persons somebody finds in the list of files.
async fn voit(api: &Api) -> usize {
    api.get("/v1/participants").await.unwrap()["elements"].as_array().unwrap().len()
}

fn absent(refus: Result<Value, Refus>) -> u16 {
    refus.unwrap_err().status
}

/// Waits until somebody reads it.
async fn lira(api: &Api, path: &str) -> Value {
    wait_for(api, path, |seen| Some(seen.clone())).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_territory_shows_the_persons_of_the_structure_a_neighbour_finds_nobody() {
    let lyon = Voisinage::regle("structure").await;
    let Voisinage { louise, jeanne, victor, .. } = &lyon;
    let dossier = lyon.confiee().await;
    assert_eq!((voit(&louise.1).await, voit(&jeanne.1).await, voit(&victor.1).await), (1, 1, 0));
    let file = format!("/v1/participants/{}", dossier.participant);
    jeanne.1.get(&format!("{file}/contexte")).await.unwrap();
    assert_eq!(absent(victor.1.get(&file).await), 404);
    let retouched = patched(&lyon.suite, &victor.1, &file, "\"1\"", json!({ "telephone": "0612345678" })).await;
    assert_eq!(retouched.0, 404);
    let asked = json!({ "nom": "Colin" });
    let found = victor.1.post("/v1/participants/recherche", asked).await.unwrap();
    assert_eq!(found, json!([]), "a name tells nothing of who has a file");
    let parcours = lyon.entree(&dossier).await;
    for (path, of) in [(&parcours, "parcours"), (&format!("/v1/candidatures/{}", dossier.candidature), "candidature")] {
        louise.1.get(path).await.unwrap();
        jeanne.1.get(path).await.unwrap();
        assert_eq!(absent(victor.1.get(path).await), 404, "{of}");
    }
    let suspended = json!({ "du": "2026-03-12", "au": "2026-03-31", "motif": "garde d’enfant" });
    assert_eq!(absent(victor.1.post(&format!("{parcours}/suspensions"), suspended.clone()).await), 404);
    jeanne.1.post(&format!("{parcours}/suspensions"), suspended).await.unwrap();
    let planned =
        victor.1.post("/v1/rendez-vous", rendez_vous(&[&dossier.participant], "2026-03-20")).await.unwrap_err();
    let (at, code) = (&planned.body["errors"][0]["pointer"], &planned.body["errors"][0]["code"]);
    assert_eq!(
        (planned.status, at, code),
        (422, &json!("/participants/0"), &json!("inconnu")),
        "as of who has no file"
    );
    louise.1.post("/v1/rendez-vous", rendez_vous(&[&dossier.participant], "2026-03-20")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_seen_by_who_follows_them_and_from_the_day_of_a_handover_by_who_takes_over() {
    let lyon = Voisinage::regle("siens").await;
    let Voisinage { clock, louise, jeanne, victor, .. } = &lyon;
    let dossier = lyon.confiee().await;
    let parcours = lyon.entree(&dossier).await;
    assert_eq!((voit(&louise.1).await, voit(&jeanne.1).await), (1, 0), "a colleague sees her own");
    let hand = async |referent: &str, des_le: &str, jusqu_au: Option<&str>| {
        let body = json!({ "referent": referent, "des_le": des_le, "jusqu_au": jusqu_au, "motif": "congé" });
        lyon.lyon.animation.post(&format!("{parcours}/referent"), body).await.unwrap();
    };
    hand(&jeanne.0, "2026-03-10", Some("2026-03-20")).await;
    hand(&victor.0, "2026-04-01", None).await;
    let sees = async || {
        let read = async |api: &Api| api.get(&parcours).await.is_ok();
        (read(&louise.1).await, read(&jeanne.1).await, read(&victor.1).await)
    };
    assert_eq!(sees().await, (true, true, false), "whom somebody replaces goes on seeing");
    lira(&jeanne.1, &format!("/v1/participants/{}", dossier.participant)).await;
    clock.set(t("2026-03-10T09:09:00Z"));
    assert_eq!(sees().await, (true, true, false));
    let relogged = async |qui: &str| {
        let address = format!("{qui}@{}.example", lyon.lyon.territoire);
        lyon.suite.anonymous().login(&address, MOT_DE_PASSE).await.unwrap()
    };
    clock.set(t("2026-03-31T09:00:00Z"));
    let [louise, jeanne, victor] = [relogged("louise").await, relogged("jeanne").await, relogged("victor").await];
    let read = async |api: &Api, path: &str| api.get(path).await.is_ok();
    let all = async |path: &str| (read(&louise, path).await, read(&jeanne, path).await, read(&victor, path).await);
    assert_eq!(all(&parcours).await, (true, false, false), "the last day");
    clock.set(t("2026-04-01T09:00:00Z"));
    let [louise, jeanne, victor] = [relogged("louise").await, relogged("jeanne").await, relogged("victor").await];
    let all = async |path: &str| (read(&louise, path).await, read(&jeanne, path).await, read(&victor, path).await);
    assert_eq!(all(&parcours).await, (false, false, true), "the first one");
    lira(&victor, &format!("/v1/participants/{}", dossier.participant)).await;
    assert!(louise.get(&format!("/v1/participants/{}", dossier.participant)).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_a_file_sees_it_until_it_is_given_to_another() {
    let lyon = Voisinage::regle("siens").await;
    let Voisinage { louise, jeanne, .. } = &lyon;
    let file = json!({ "personne": { "nom": "Arnaud", "prenom": "Aline", "date_naissance": "1985-01-10", "sexe": "F" },
        "prescripteur": lyon.lyon.prescripteur_structure, "deposee_le": "2026-02-02", "signatures": [
        { "signataire": "participant", "signe_le": "2026-02-02" }, { "signataire": "prescripteur", "signe_le": "2026-02-02" }] });
    let candidature = id(&louise.1.post("/v1/candidatures", file).await.unwrap());
    assert_eq!((voit(&louise.1).await, voit(&jeanne.1).await), (1, 0));
    let given = json!({ "referent": jeanne.0, "affectee_le": "2026-02-03" });
    lyon.lyon.animation.post(&format!("/v1/candidatures/{candidature}/affectation"), given).await.unwrap();
    assert_eq!((voit(&louise.1).await, voit(&jeanne.1).await), (0, 1));
    let again = json!({ "participant": jeanne.1.get("/v1/participants").await.unwrap()["elements"][0]["id"], "deposee_le": "2026-03-02",
        "signatures": [] });
    let unknown = louise.1.post("/v1/candidatures", again).await.unwrap_err();
    assert_eq!(
        (unknown.status, unknown.body["errors"][0]["code"].as_str()),
        (422, Some("manquante")),
        "signatures first"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leads_a_workshop_settles_it_and_reads_nothing_else_of_the_others() {
    let lyon = Voisinage::regle("siens").await;
    let Voisinage { clock, louise, victor, .. } = &lyon;
    let dossier = lyon.confiee().await;
    let mut atelier = rendez_vous(&[&dossier.participant], "2026-03-20");
    atelier["animateur"] = json!(victor.0);
    let atelier =
        format!("/v1/rendez-vous/{}", id(&lyon.lyon.animation.post("/v1/rendez-vous", atelier).await.unwrap()));
    let seen = victor.1.get(&atelier).await.unwrap();
    assert_eq!(seen["presences"][0]["participant"], json!(dossier.participant));
    assert_eq!(absent(victor.1.get(&format!("/v1/participants/{}", dossier.participant)).await), 404);
    louise.1.get(&atelier).await.unwrap();
    let other = rendez_vous(&[&dossier.participant], "2026-03-24");
    let planned = victor.1.post("/v1/rendez-vous", other).await.unwrap_err();
    let code = planned.body["errors"][0]["code"].as_str();
    assert_eq!((planned.status, code), (422, Some("inconnu")), "it lets nobody plan another");
    clock.set(t("2026-03-20T15:00:00Z"));
    let victor = lyon.suite.anonymous();
    let address = format!("victor@{}.example", lyon.lyon.territoire);
    let victor = victor.login(&address, MOT_DE_PASSE).await.unwrap();
    victor
        .post(&format!("{atelier}/absences"), json!({ "participant": dossier.participant, "motif": null }))
        .await
        .unwrap();
    clock.set(t("2026-05-01T09:00:00Z"));
    let victor = lyon.suite.anonymous().login(&address, MOT_DE_PASSE).await.unwrap();
    assert_eq!(absent(victor.get(&atelier).await), 404, "its month is over");
}

/// What is read whoever is in it, and shows of the persons in it those alone whom one sees.
const SHOWN_TO_ALL: [&str; 3] = ["action_collective_view", "commission_view", "participation_list"];

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_tells_or_does_anything_of_whom_a_référent_does_not_follow() {
    let tenu = Tenu::new().await;
    let equipe = &tenu.equipe;
    regler(equipe, "structure", "2020-01-01").await;
    let elsewhere = employeur(equipe, "Mission locale").await;
    let (_, victor) = recruter(&tenu.suite, equipe, "Victor", &elsewhere).await;
    let mut wrong = Vec::new();
    let mut held = 0;
    for (operation, right) in protected() {
        let referents = right.roles().contains(&Role::Referent) && right.nominative();
        if !referents {
            continue;
        }
        let body = if operation.method == "GET" { Some(json!({})) } else { tenu.body(&operation.id) };
        let Some(body) = body.filter(|_| tenu.nomme(&operation)) else { continue };
        held += 1;
        let (status, answer) = tenu.send(&operation, victor.token(), &body).await;
        let unknown = status == 422 && answer["errors"][0]["code"] == "inconnu";
        let told = [&tenu.dossier.participant, "Garnier"].iter().any(|one| answer.to_string().contains(*one));
        let named = operation.path.contains("{id}") && !SHOWN_TO_ALL.contains(&operation.id.as_str());
        if told || named && status != 404 && !unknown {
            wrong.push(format!("{} {}: {status} {answer}", operation.method, operation.id));
        }
    }
    assert!(held > 60, "the sweep held {held} operations");
    assert!(wrong.is_empty(), "{} of {held}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whoever is first in a list, once it shows somebody.
fn somebody(page: &Value) -> Option<Value> {
    page["elements"].get(0).cloned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_replaces_a_référent_twice_sees_the_person_each_time_and_not_between() {
    let lyon = Voisinage::regle("siens").await;
    let dossier = lyon.confiee().await;
    let parcours = lyon.entree(&dossier).await;
    for (des_le, jusqu_au) in [("2026-03-10", "2026-03-12"), ("2026-04-01", "2026-04-03")] {
        let away = json!({ "referent": lyon.jeanne.0, "des_le": des_le, "jusqu_au": jusqu_au, "motif": "congé" });
        lyon.lyon.animation.post(&format!("{parcours}/referent"), away).await.unwrap();
    }
    wait_for(&lyon.jeanne.1, "/v1/participants", somebody).await.unwrap();
    let file = format!("/v1/participants/{}", dossier.participant);
    for (le, seen) in [("03-12", true), ("03-13", false), ("03-31", false), ("04-01", true), ("04-04", false)] {
        lyon.clock.set(t(&format!("2026-{le}T09:00:00Z")));
        let relogged = async |qui: &str| {
            let address = format!("{qui}@{}.example", lyon.lyon.territoire);
            lyon.suite.anonymous().login(&address, MOT_DE_PASSE).await.unwrap()
        };
        let (louise, jeanne) = (relogged("louise").await, relogged("jeanne").await);
        for path in [&parcours, &file] {
            assert_eq!((louise.get(path).await.is_ok(), jeanne.get(path).await.is_ok()), (true, seen), "{le}: {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_parcours_made_one_the_référent_of_the_kept_one_sees_the_person_and_the_other_no_more() {
    let lyon = Voisinage::regle("siens").await;
    let Voisinage { louise, victor, .. } = &lyon;
    let dossier = lyon.confiee().await;
    let garde = lyon.entree(&dossier).await;
    let double = lyon.lyon.deposer(Personne { prenom: "Camile", ..CAMILLE }, "2026-02-02", "2026-02-03").await.unwrap();
    lyon.lyon.diagnostiquer(&double, "2026-02-05").await.unwrap();
    lyon.lyon.commission(&[&double], "2026-02-19").await.unwrap();
    lyon.lyon.contractualiser(&double, "2026-02-19").await.unwrap();
    let absorbe = id(&lyon.lyon.parcours(&double).await.unwrap());
    // As files that were made one before it was refused left them.
    let mut admin = AsyncPgConnection::establish(&lyon.suite.admin_url).await.unwrap();
    let [to, from] = [&dossier, &double].map(|one| one.participant.parse::<uuid::Uuid>().unwrap());
    for merged in [
        "UPDATE parcours.parcours SET participant_id = $1 WHERE participant_id = $2",
        "UPDATE participants.candidatures SET participant_id = $1, doublee = true WHERE participant_id = $2",
    ] {
        let merged = diesel::sql_query(merged).bind::<SqlUuid, _>(to).bind::<SqlUuid, _>(from);
        assert_eq!(merged.execute(&mut admin).await.unwrap(), 1);
    }
    let given = json!({ "referent": victor.0, "des_le": "2026-03-10", "jusqu_au": null, "motif": "départ" });
    lyon.lyon.animation.post(&format!("/v1/parcours/{absorbe}/referent"), given).await.unwrap();
    wait_for(&victor.1, "/v1/participants", somebody).await.unwrap();
    let file = format!("/v1/participants/{}", dossier.participant);
    victor.1.get(&garde).await.unwrap();
    louise.1.get(&garde).await.expect("both go on");
    louise.1.get(&file).await.expect("there too");

    let one = json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
    lyon.lyon.animation.post(&format!("{garde}/reunion"), one).await.unwrap();
    let nobody = |page: &Value| page["elements"].as_array()?.is_empty().then(|| page.clone());
    for list in ["/v1/participants", "/v1/parcours"] {
        wait_for(&victor.1, list, nobody).await.unwrap();
    }
    for path in [&garde, &file] {
        assert_eq!(absent(victor.1.get(path).await), 404, "{path}");
        louise.1.get(path).await.unwrap();
    }
}
