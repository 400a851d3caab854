//! Whose files a référent sees: all of the territory, those that their structure follows, or their own, as the territory sets it.

use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::{Clock, Role};
use plie::demo::{Api, Dossier, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::{
    entree::{pdf, read},
    isolation::protected,
    limitation::{Tenu, rendez_vous},
    screens::patched,
};

const CAMILLE: Personne =
    Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "69383" };

const DOMINIQUE: Personne = Personne { prenom: "Dominique", ..CAMILLE };

/// Three référents of Lyon: two of one structure, and one of another.
pub(crate) struct Voisinage {
    clock: Clock,
    suite: TestSuite,
    pub(crate) lyon: Equipe,
    /// The structure of the first two.
    plie: String,
    pub(crate) louise: (String, Api),
    jeanne: (String, Api),
    pub(crate) victor: (String, Api),
}

/// The rules of a territory that let its référents see so.
async fn regler(equipe: &Equipe, regard: &str, effet: &str) {
    let mut rules = equipe.admin.get(&format!("/v1/referentiels/en-vigueur?au={effet}")).await.unwrap();
    let version = rules["version"].as_i64().unwrap() + 1;
    (rules["version"], rules["effet"], rules["regard"]) =
        (json!(version), json!(effet), json!({ "referents": regard }));
    equipe.admin.post("/v1/referentiels", json!({ "referentiel": rules })).await.unwrap();
}

pub(crate) async fn employeur(equipe: &Equipe, nom: &str) -> String {
    let structure = json!({ "nom": nom, "nature": "employeur_referent", "siret": null });
    id(&equipe.admin.post("/v1/structures", structure).await.unwrap())
}

pub(crate) async fn recruter(suite: &TestSuite, equipe: &Equipe, prenom: &str, structure: &str) -> (String, Api) {
    let qui = equipe.recruter(prenom, "referent", Some(structure)).await.unwrap();
    let address = format!("{}@{}.example", prenom.to_lowercase(), equipe.territoire);
    (qui, suite.accept(&address).await)
}

impl Voisinage {
    pub(crate) async fn regle(regard: &str) -> Self {
        let clock = Clock::fixed(t("2026-03-10T09:00:00Z"));
        let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
        let lyon = suite.territory("lyon").await;
        regler(&lyon, regard, "2026-03-10").await;
        let (plie, voisin) = (employeur(&lyon, "ALLIES").await, employeur(&lyon, "Mission locale").await);
        let louise = recruter(&suite, &lyon, "Louise", &plie).await;
        let jeanne = recruter(&suite, &lyon, "Jeanne", &plie).await;
        let victor = recruter(&suite, &lyon, "Victor", &voisin).await;
        Self { clock, suite, lyon, plie, louise, jeanne, victor }
    }

    /// Camille, whose candidature was given to Louise.
    pub(crate) async fn confiee(&self) -> Dossier {
        self.confier(CAMILLE, &self.louise.0).await
    }

    /// Somebody whose candidature was given to a référent.
    async fn confier(&self, qui: Personne, referent: &str) -> Dossier {
        let file = json!({ "personne": { "nom": qui.nom, "prenom": qui.prenom, "date_naissance": qui.naissance,
            "sexe": qui.sexe, "commune": qui.commune }, "deposee_le": "2026-02-02", "signatures": signatures("2026-02-02") });
        let candidature = id(&self.lyon.prescripteur.post("/v1/candidatures", file).await.unwrap());
        let given = json!({ "referent": referent, "affectee_le": "2026-02-03" });
        let path = format!("/v1/candidatures/{candidature}");
        let given = self.lyon.animation.post(&format!("{path}/affectation"), given).await.unwrap();
        Dossier { candidature, participant: given["participant"].as_str().unwrap().to_owned() }
    }

    /// Somebody entered: the path of their parcours.
    async fn entree(&self, dossier: &Dossier) -> String {
        self.lyon.diagnostiquer(dossier, "2026-02-05").await.unwrap();
        self.lyon.commission(&[dossier], "2026-02-12").await.unwrap();
        self.lyon.contractualiser(dossier, "2026-02-12").await.unwrap();
        format!("/v1/parcours/{}", id(&self.lyon.parcours(dossier).await.unwrap()))
    }

    /// A référent who was recruited signs in again.
    async fn relogue(&self, qui: &str) -> Api {
        let address = format!("{qui}@{}.example", self.lyon.territoire);
        self.suite.anonymous().login(&address, MOT_DE_PASSE).await.unwrap()
    }

    /// Two files made one: the merge.
    async fn fusionner(&self, garde: &str, absorbe: &str) -> String {
        let merge = json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
        id(&self.lyon.animation.post(&format!("/v1/participants/{garde}/fusion"), merge).await.unwrap())
    }
}

/// Both signatures that a candidature asks for.
fn signatures(le: &str) -> Value {
    let signed = |qui: &str| json!({ "signataire": qui, "signe_le": le });
    json!([signed("participant"), signed("prescripteur")])
}

/// What a request of somebody is refused for.
fn refuse(refus: &Refus) -> (u16, &Value) {
    (refus.status, &refus.body["errors"])
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
    let suivi = rendez_vous(&[&dossier.participant], "2026-03-26");
    let suivi = format!("/v1/rendez-vous/{}", id(&louise.1.post("/v1/rendez-vous", suivi).await.unwrap()));
    for read in ["", "/historique"] {
        assert_eq!(absent(victor.1.get(&format!("{suivi}{read}")).await), 404, "an appointment of hers: {read}");
    }
    assert_eq!(absent(victor.1.post(&format!("{suivi}/annulation"), json!({})).await), 404);
    let agenda = victor.1.get("/v1/rendez-vous?du=2026-03-16&au=2026-03-31").await.unwrap();
    assert_eq!(agenda["elements"].as_array().unwrap().len(), 1, "the workshop alone: {agenda}");
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

#[tokio::test(flavor = "multi_thread")]
async fn what_shows_a_group_is_read_of_those_whom_one_sees_and_counts_them_alone() {
    let lyon = Voisinage::regle("siens").await;
    let (camille, dominique) = (lyon.confiee().await, lyon.confier(DOMINIQUE, &lyon.louise.0).await);
    lyon.entree(&camille).await;
    let second = lyon.entree(&dominique).await;
    let team = &lyon.lyon.animation;
    let all = json!({ "de": lyon.louise.0, "vers": lyon.jeanne.0, "des_le": "2026-03-10", "motif": "départ" });
    let sheets = format!("/v1/passations/{}/fiches", id(&team.post("/v1/passations", all).await.unwrap()));
    let elsewhere = json!({ "referent": lyon.victor.0, "des_le": "2026-03-11", "jusqu_au": null, "motif": "départ" });
    team.post(&format!("{second}/referent"), elsewhere).await.unwrap();

    lyon.clock.set(t("2026-04-02T09:00:00Z"));
    let (louise, jeanne) = (lyon.relogue("louise").await, lyon.relogue("jeanne").await);
    let team = lyon.suite.anonymous().login("animation@lyon.example", MOT_DE_PASSE).await.unwrap();
    let month = format!("/v1/etats-presence?structure={}&mois=2026-03-15", lyon.plie);
    let portfolio = format!("/v1/portefeuilles/{}", lyon.jeanne.0);
    let nobody = |seen: &Value| seen["personnes"].as_array()?.is_empty().then_some(Value::Null);
    wait_for(&louise, &portfolio, nobody).await.expect("a colleague's is hers to read, and shows nobody");
    assert_eq!(louise.get(&portfolio).await.unwrap()["partielle"], true);
    let seen = jeanne.get(&portfolio).await.unwrap();
    assert_eq!(seen["partielle"], false, "she sees all whom she follows");
    let [one] = seen["personnes"].as_array().unwrap().as_slice() else { panic!("{seen}") };
    assert_eq!(one["participant"], json!(camille.participant));

    let counted = |month: &Value| (month["personnes"].clone(), month["partielle"].clone());
    assert_eq!(counted(&team.get(&month).await.unwrap()), (json!(2), json!(false)));
    // Participants says too whom each follows no more.
    let shows = async |api: &Api, persons: usize| {
        wait_for(api, &month, |seen| (seen["personnes"] == persons).then(|| seen.clone())).await.unwrap()
    };
    assert_eq!(counted(&shows(&louise, 0).await), (json!(0), json!(true)));
    let seen = shows(&jeanne, 1).await;
    assert_eq!((&seen["partielle"], &seen["lignes"][0]["participant"]), (&json!(true), &json!(camille.participant)));
    assert_eq!(seen["jours"], seen["lignes"][0]["jours"], "its days are hers");
    let printed = read(&pdf(&lyon.suite, &jeanne, &sheets).await);
    assert!(printed.contains("Camille Colin") && !printed.contains("Dominique Colin"), "{printed}");
    assert!(printed.contains("Certaines personnes ne sont pas montrées."), "{printed}");
    let printed = read(&pdf(&lyon.suite, &jeanne, &format!("{portfolio}/fiches-passation")).await);
    assert!(printed.contains("Camille Colin") && !printed.contains("ne sont pas montrées"), "{printed}");
    assert_eq!(absent(louise.get(&sheets).await), 404, "who handed over sees neither any more");
    let frozen = json!({ "structure": lyon.plie, "mois": "2026-03-01" });
    let frozen = format!("/v1/grilles/{}", id(&team.post("/v1/grilles", frozen).await.unwrap()));
    let seen = jeanne.get(&frozen).await.unwrap();
    assert_eq!((counted(&seen["grille"]), &seen["personnes_aujourd_hui"]), ((json!(1), json!(true)), &json!(1)));
    assert_eq!(counted(&team.get(&frozen).await.unwrap()["grille"]), (json!(2), json!(false)));
    for whole in ["pdf", "xlsx"] {
        assert_eq!(
            absent(jeanne.get(&format!("{frozen}/{whole}")).await),
            404,
            "what was frozen is given whole: {whole}"
        );
    }
    let compared = async |participant: &str| {
        let said = [json!({ "participant": participant, "present": true, "situation": null })];
        let grid = json!({ "structure": lyon.plie, "mois": "2026-03-01", "personnes": said });
        jeanne.post("/v1/etats-presence/comparaison", grid).await
    };
    let (hidden, nobody) = (compared(&dominique.participant).await, compared(&dominique.candidature).await);
    let (hidden, nobody) = (hidden.unwrap_err(), nobody.unwrap_err());
    assert_eq!((hidden.status, refuse(&hidden)), (422, refuse(&nobody)));
    let told = compared(&camille.participant).await.unwrap();
    assert_eq!((&told["partielle"], told["personnes"].as_array().unwrap().len()), (&json!(true), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_would_refuse_of_a_person_is_refused_to_a_neighbour_as_of_nobody() {
    let lyon = Voisinage::regle("structure").await;
    let Voisinage { louise, victor, .. } = &lyon;
    let dossier = lyon.confiee().await;
    let parcours = lyon.entree(&dossier).await.replace("/v1/parcours/", "");
    for (asked, pointer) in [("pieces?evenement=sortie", "/le"), ("dossier?connu_au=2020-01-01", "/connu_au")] {
        let path = format!("/v1/participants/{}/{asked}", dossier.participant);
        let told = louise.1.get(&path).await.unwrap_err();
        assert_eq!((told.status, &told.body["errors"][0]["pointer"]), (422, &json!(pointer)), "{asked}");
        assert_eq!(absent(victor.1.get(&path).await), 404, "{asked}");
    }
    for list in ["etapes", "suspensions", "demandes", "sorties", "qualifications", "demarches", "besoins", "liaisons"] {
        let path = |parcours: &str| format!("/v1/{list}?parcours={parcours}");
        louise.1.get(&path(&parcours)).await.unwrap();
        let hidden = victor.1.get(&path(&parcours)).await.unwrap_err();
        let nobody = victor.1.get(&path(&dossier.candidature)).await.unwrap_err();
        assert_eq!((hidden.status, refuse(&hidden)), (422, refuse(&nobody)), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_also_refers_people_files_again_those_whom_they_follow_and_is_told_nothing_of_others() {
    let lyon = Voisinage::regle("siens").await;
    let Equipe { admin, prescripteur, prescripteur_structure, .. } = &lyon.lyon;
    let dossier = lyon.confiee().await;
    let over = format!("/v1/candidatures/{}/non-entree", dossier.candidature);
    lyon.louise.1.post(&over, json!({ "motif": "abandon" })).await.unwrap();
    for (qui, _) in [&lyon.louise, &lyon.victor] {
        let second = json!({ "role": "prescripteur", "structure": prescripteur_structure, "du": "2015-01-01" });
        admin.post(&format!("/v1/utilisateurs/{qui}/habilitations"), second).await.unwrap();
    }
    let (louise, victor) = (lyon.relogue("louise").await, lyon.relogue("victor").await);
    let again = |participant: &str| json!({ "participant": participant, "deposee_le": "2026-03-02", "signatures": signatures("2026-03-02") });
    let alone = prescripteur.post("/v1/candidatures", again(&dossier.participant)).await.unwrap_err();
    assert_eq!((alone.status, &alone.body["errors"][0]["pointer"]), (422, &json!("/personne")));
    for named in [&dossier.participant, &dossier.candidature] {
        let both = victor.post("/v1/candidatures", again(named)).await.unwrap_err();
        assert_eq!(refuse(&both), refuse(&alone), "as a prescripteur alone");
    }
    louise.post("/v1/candidatures", again(&dossier.participant)).await.expect("she follows the person");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_files_made_one_the_kept_one_says_who_follows_the_person_until_they_are_two_again() {
    let lyon = Voisinage::regle("siens").await;
    let Voisinage { louise, victor, .. } = &lyon;
    let sees = async || (voit(&louise.1).await, voit(&victor.1).await);
    let opened = async |api: &Api| {
        let double = json!({ "nom": "Colin", "prenom": "Camile", "date_naissance": CAMILLE.naissance, "sexe": "F" });
        id(&api.post("/v1/participants", double).await.unwrap())
    };
    let undo = async |fusion: &str| {
        let path = format!("/v1/fusions/{fusion}/annulation");
        lyon.lyon.animation.post(&path, json!({})).await.unwrap();
    };
    let (dossier, double) = (lyon.confiee().await, opened(&victor.1).await);
    let file = format!("/v1/participants/{}", dossier.participant);
    assert_eq!(sees().await, (1, 1));
    let fusion = lyon.fusionner(&dossier.participant, &double).await;
    assert_eq!(sees().await, (1, 0), "who opened the absorbed one follows nobody");
    assert_eq!(absent(victor.1.get(&file).await), 404);
    let planned = victor.1.post("/v1/rendez-vous", rendez_vous(&[&dossier.participant], "2026-03-20")).await;
    assert_eq!(absent(planned), 422, "nor elsewhere");
    undo(&fusion).await;
    assert_eq!(sees().await, (1, 1), "each their own again");
    assert_eq!(absent(victor.1.get(&file).await), 404);

    let fusion = lyon.fusionner(&double, &dossier.participant).await;
    assert_eq!(sees().await, (1, 0), "the candidature that came with the absorbed one goes on");
    louise.1.get(&format!("/v1/participants/{double}")).await.unwrap();
    undo(&fusion).await;
    assert_eq!(sees().await, (1, 1), "who opened the kept one has it back");
    victor.1.get(&format!("/v1/participants/{double}")).await.unwrap();

    let kept = opened(&lyon.lyon.animation).await;
    lyon.fusionner(&kept, &double).await;
    victor.1.get(&format!("/v1/participants/{kept}")).await.expect("nobody follows the kept one otherwise");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_a_part_of_a_group_is_offered_nothing_of_what_would_be_refused() {
    let lyon = Voisinage::regle("siens").await;
    let Voisinage { louise, victor, .. } = &lyon;
    let (camille, dominique) = (lyon.confiee().await, lyon.confier(DOMINIQUE, &victor.0).await);
    let group = rendez_vous(&[&camille.participant, &dominique.participant], "2026-03-20");
    let group = id(&lyon.lyon.animation.post("/v1/rendez-vous", group).await.unwrap());
    let group = format!("/v1/rendez-vous/{group}");
    let whole = lyon.lyon.animation.get(&group).await.unwrap();
    let possible = |seen: &Value| {
        let actions = seen["actions"].as_array().unwrap().iter();
        actions.filter(|one| one["possible"] == true).map(|one| one["nom"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(possible(&whole), [json!("annulation")]);
    let own = rendez_vous(&[&camille.participant], "2026-03-24");
    louise.1.post("/v1/rendez-vous", own).await.expect("she follows one of them");
    let seen = lira(&louise.1, &group).await;
    let listed = louise.1.get("/v1/rendez-vous?du=2026-03-16&au=2026-03-22").await.unwrap()["elements"][0].clone();
    for seen in [&seen, &listed] {
        assert_eq!(seen["presences"].as_array().unwrap().len(), 1);
        assert!(possible(seen).is_empty() && !seen["actions"].as_array().unwrap().is_empty(), "{seen}");
    }
    assert_eq!(absent(louise.1.post(&format!("{group}/annulation"), json!({})).await), 404);
    let sheet = format!("{group}/feuille-emargement");
    let printed = read(&pdf(&lyon.suite, &louise.1, &sheet).await);
    assert!(printed.contains("Extrait : 1 personne sur 2"), "{printed}");
    let printed = read(&pdf(&lyon.suite, &lyon.lyon.animation, &sheet).await);
    assert!(!printed.contains("Extrait"), "{printed}");
}
