//! What a screen needs is in the answer: the names beside the identifiers, what may be done and why the rest may not, what
//! changed since, a person with what surrounds them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Service;
use plie::demo::{Api, Equipe, Personne, wait_for};
use reqwest::Response;
use serde_json::{Value, json};
use testkit::{TestSuite, id};

/// Fields that identify a user, a structure, an operation or a person without a name beside them, and why.
const WITHOUT_NAME: &[(&str, &str, &str)] = &[
    ("AccesOuvert", "utilisateur", "oneself, in the territory that one has just entered"),
    ("Annonce", "participant", "whoever administers the territory reads when files go, and not whose they are"),
    ("CapaciteReferent", "referent", "whom the request names"),
    ("CiblesOperateur", "structure", "rules are read as they were published"),
    ("EntreeReprise", "referent", "what a line of a table tells, before it is anybody's file"),
    ("EntreeReprise", "prescripteur", "what a line of a table tells, before it is anybody's file"),
    ("Lecture", "par", "what one service tells another of its reads: whoever shows them names them"),
    ("Membre", "utilisateur", "`nom` says how the documents print it"),
    ("NomDto", "participant", "`nom` is what it answers"),
    ("PresenceDite", "participant", "its line names the person"),
    ("ParticipantDto", "fusionne_dans", "the file of the same person"),
];

/// Resources that stand somewhere and do not say what may be done with them, and why.
const WITHOUT_ACTIONS: &[(&str, &str)] = &[
    ("ActionInstanceDto", "followed in a session of its instance, which says whether it may be"),
    ("CompteRenduResume", "a line of the list: the compte rendu says what may be done with it"),
    ("CandidatureSuivie", "how a candidature is followed by who filed it: nothing is theirs to do"),
    ("Critere", "a criterion of a verdict: what it lacks is said, and done elsewhere"),
    ("EligibiliteDto", "a verdict: what it lacks is said, and done elsewhere"),
    ("EtapePartagee", "what somebody around the person may be told: the étape says what may be done with it"),
    ("FeuilleResume", "a line of the list: the sheet says what may be done with it"),
    ("ImportResume", "a line of the list: the import says what may be done with it"),
    ("JoursEtat", "days of a parcours, which says what may be done with it"),
    ("LigneDto", "its import says what may be done with its lines"),
    ("LignePartagee", "what somebody around the person may be told: the action says what may be done with it"),
    ("LigneReprise", "its import says what may be done with its lines"),
    ("PeriodeParcours", "days of a parcours, which says what may be done with it"),
    ("PieceAttendue", "what a link asks for: its file is what it takes"),
    ("Presentable", "a candidature as an agenda may take it: the candidature says the rest"),
    ("SuiteActionDto", "what a session noted of an action"),
    ("SuiviParLien", "what a link shows"),
    ("Travail", "a stop is never refused: a work that is over stays as it is"),
];

fn document() -> Value {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The name of a schema that a reference names, of one or of several, perhaps absent.
fn named(schema: &Value) -> Option<(&str, bool)> {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().map(|name| (name, false));
    }
    if schema["items"].is_object() {
        return named(&schema["items"]).map(|(name, _)| (name, true));
    }
    schema["oneOf"].as_array().into_iter().flatten().find_map(named)
}

/// The schemas of what operations answer.
fn answered(document: &Value) -> BTreeSet<String> {
    fn follow(document: &Value, value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
                    let name = name.rsplit('/').next().unwrap();
                    if found.insert(name.to_owned()) {
                        follow(document, &document["components"]["schemas"][name], found);
                    }
                }
                fields.values().for_each(|one| follow(document, one, found));
            }
            Value::Array(all) => all.iter().for_each(|one| follow(document, one, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                if status.starts_with('2') {
                    follow(document, answer, &mut found);
                }
            }
        }
    }
    assert!(found.len() > 50, "the answers were not found");
    found
}

/// The schemas that an answer of a service shows.
fn shown(document: &Value) -> BTreeSet<String> {
    let of = |service: Service| {
        let (_, text) = openapi::documents().into_iter().find(|(name, _)| *name == format!("{service}.json")).unwrap();
        let own: Value = serde_json::from_str(&text).unwrap();
        own["components"]["schemas"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>()
    };
    let own: BTreeSet<_> = Service::tous().flat_map(of).collect();
    answered(document).intersection(&own).cloned().collect()
}

#[test]
fn an_identifier_of_somebody_of_a_structure_or_of_an_operation_has_its_name_beside_it() {
    let document = document();
    let shown = shown(&document);
    let mut spared: BTreeSet<_> = WITHOUT_NAME.iter().map(|(schema, field, _)| (*schema, *field)).collect();
    let mut bare = Vec::new();
    for schema in &shown {
        let properties = &document["components"]["schemas"][schema]["properties"];
        for (field, value) in properties.as_object().into_iter().flatten().filter(|(field, _)| *field != "id") {
            let Some((kind, several)) = named(value) else { continue };
            if !["UtilisateurId", "StructureId", "ParticipantId", "ActeurId", "OperationId"].contains(&kind) {
                continue;
            }
            let name = if several { format!("{field}_noms") } else { format!("{field}_nom") };
            if properties.get(&name).is_none() && !spared.remove(&(schema.as_str(), field.as_str())) {
                bare.push(format!("{schema}.{field} has no {name}"));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
    assert!(spared.is_empty(), "named now: {spared:?}");
}

#[test]
fn what_has_a_life_says_what_may_be_done_with_it() {
    let document = document();
    let shown = shown(&document);
    let mut spared: BTreeSet<_> = WITHOUT_ACTIONS.iter().map(|(schema, _)| *schema).collect();
    let mut mute = Vec::new();
    for schema in &shown {
        let properties = &document["components"]["schemas"][schema]["properties"];
        let state = ["etat", "acces"].iter().find(|field| properties[**field]["$ref"].is_string());
        let alive = state.is_some_and(|field| {
            named(&properties[*field]).is_some_and(|(kind, _)| kind.starts_with("Etat")) && schema != "CritereDto"
        });
        if alive && properties.get("actions").is_none() && !spared.remove(schema.as_str()) {
            mute.push(schema.clone());
        }
    }
    assert!(mute.is_empty(), "{mute:#?} stand somewhere, and do not say what may be done with them");
    assert!(spared.is_empty(), "they say it now, or are gone: {spared:?}");
}

#[test]
fn what_is_read_alone_bears_a_tag_that_spares_it() {
    let document = document();
    let (mut tagged, mut bare) = (0, Vec::new());
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("get") else { continue };
        let answer = &operation["responses"]["200"];
        let schema = &answer["content"]["application/json"]["schema"];
        let page = named(schema).is_some_and(|(name, _)| name.starts_with("Page_"));
        let plain = schema.is_object() && operation["x-permission"].is_string() && !page;
        let spares = operation["responses"]["304"]["headers"]["ETag"].is_object()
            && operation["parameters"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one["name"] == "If-None-Match"));
        if plain && !(spares && answer["headers"]["ETag"].is_object()) {
            bare.push(path.clone());
        }
        tagged += usize::from(plain && spares);
    }
    // The feed and the journals are read by services, from where they stand.
    bare.retain(|path| !path.starts_with("/v1/evenements/") && !path.starts_with("/v1/lectures/"));
    assert!(bare.is_empty(), "{bare:?}");
    assert!(tagged > 20, "{tagged}");
}

/// What people edit without a history of it, and why.
const WITHOUT_HISTORY: &[(&str, &str)] = &[];

#[test]
fn what_people_edit_has_its_history_beside_it() {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let mut spared: BTreeSet<_> = WITHOUT_HISTORY.iter().map(|(path, _)| *path).collect();
    let (mut told, mut mute) = (0, Vec::new());
    for (path, _) in paths.iter().filter(|(_, item)| item.get("patch").is_some()) {
        let history = paths.get(&format!("{path}/historique")).and_then(|item| item.get("get"));
        let page = history.and_then(|one| named(&one["responses"]["200"]["content"]["application/json"]["schema"]));
        if page.is_some_and(|(name, _)| name == "Page_ChangementDto") {
            told += 1;
        } else if !spared.remove(path.as_str()) {
            mute.push(path);
        }
    }
    assert!(mute.is_empty(), "{mute:?} are edited, and nobody reads what they were");
    assert!(spared.is_empty(), "they say it now, or are gone: {spared:?}");
    assert!(told > 7, "{told}");
}

fn action<'a>(resource: &'a Value, nom: &str) -> &'a Value {
    let found = resource["actions"].as_array().unwrap().iter().find(|one| one["nom"] == nom);
    found.unwrap_or_else(|| panic!("{nom} is not among the actions of {resource}"))
}

/// A reason as the refusal of the command tells it.
fn reason(resource: &Value, nom: &str) -> String {
    let action = action(resource, nom);
    assert_eq!(action["possible"], false, "{action}");
    action["raison"].as_str().unwrap().trim_end_matches('.').to_owned()
}

async fn refused(api: &Api, path: &str, body: Value) -> String {
    let refus = api.post(path, body).await.unwrap_err();
    assert_eq!(refus.status, 409, "{refus}");
    refus.body["detail"].as_str().unwrap().trim_end_matches('.').to_owned()
}

fn garnier() -> Personne {
    Personne { nom: "Garnier", prenom: "Gisèle", naissance: "1979-04-11", sexe: "F", commune: "69123" }
}

async fn read(suite: &TestSuite, api: &Api, path: &str, tag: Option<&str>) -> Response {
    let request = suite.http.get(format!("{}{path}", suite.url)).bearer_auth(api.token());
    let request = tag.into_iter().fold(request, |request, tag| request.header("If-None-Match", tag));
    request.send().await.unwrap()
}

fn etag(answer: &Response) -> String {
    answer.headers()["etag"].to_str().unwrap().to_owned()
}

pub(crate) async fn patched(suite: &TestSuite, api: &Api, path: &str, tag: &str, body: Value) -> (u16, Value) {
    let request = suite.http.patch(format!("{}{path}", suite.url)).bearer_auth(api.token());
    let answer = request.header("If-Match", tag).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_candidature_names_whom_it_shows_and_is_found_by_its_référent() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let dossier = lyon.deposer(garnier(), "2026-02-02", "2026-02-03").await.unwrap();
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let me = lyon.referent.get("/v1/moi").await.unwrap();
    let name = json!(format!("{} {}", me["prenom"].as_str().unwrap(), me["nom"].as_str().unwrap()));
    let one = lyon.referent.get(&path).await.unwrap();
    assert_eq!((&one["participant_nom"], &one["referent_nom"]), (&json!("Gisèle Garnier"), &name), "{one}");
    let found = async |query: &str| {
        let page = lyon.referent.get(&format!("/v1/candidatures?{query}")).await.unwrap();
        page["elements"].as_array().unwrap().iter().map(id).collect::<Vec<_>>()
    };
    let (referent, mine) = (&lyon.referent_id, vec![dossier.candidature.clone()]);
    assert_eq!(found(&format!("referent={referent}&etat=affectee&tri=depot")).await, mine);
    assert_eq!(found("deposee_du=2026-02-02&deposee_au=2026-02-02").await, mine);
    assert!(found(&format!("referent={referent}&etat=validee")).await.is_empty());
    assert!(found("deposee_du=2026-02-03").await.is_empty());
    let persons = lyon.referent.get(&format!("/v1/participants?referent={referent}&etat=affectee")).await.unwrap();
    assert_eq!(persons["elements"][0]["nom"], "Garnier", "{persons}");
    let none = lyon.referent.get(&format!("/v1/participants?referent={}", lyon.animation_id)).await.unwrap();
    assert_eq!(none["elements"], json!([]));
    for (query, pointer) in [("etat=partie", "/etat"), ("tri=alphabetique", "/tri"), ("referent=moi", "/referent")] {
        let refus = lyon.referent.get(&format!("/v1/candidatures?{query}")).await.unwrap_err();
        assert_eq!((refus.status, &refus.body["errors"][0]["pointer"]), (422, &json!(pointer)), "{refus}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_walked_in_the_order_that_was_chosen_and_no_cursor_serves_another() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut filed = Vec::new();
    for (prenom, le) in [("Aline", "2026-02-03"), ("Berthe", "2026-02-01"), ("Colette", "2026-02-02")] {
        let one = Personne { prenom, ..garnier() };
        filed.push(lyon.deposer(one, le, "2026-02-04").await.unwrap().candidature);
    }
    let walk = async |tri: &str| {
        let (mut seen, mut query) = (Vec::new(), format!("/v1/candidatures?limite=1&tri={tri}"));
        loop {
            let page = lyon.referent.get(&query).await.unwrap();
            seen.extend(page["elements"].as_array().unwrap().iter().map(id));
            let Some(next) = page["suivant"].as_str() else { return seen };
            query = format!("/v1/candidatures?limite=1&tri={tri}&apres={next}");
        }
    };
    let [a, b, c] = [0, 1, 2].map(|rank| filed[rank].clone());
    assert_eq!(walk("recentes").await, [c.clone(), b.clone(), a.clone()]);
    assert_eq!(walk("depot").await, [b.clone(), c.clone(), a.clone()]);
    assert_eq!(walk("depot_recent").await, [a, c, b]);
    let page = lyon.referent.get("/v1/candidatures?limite=1&tri=depot").await.unwrap();
    let next = page["suivant"].as_str().unwrap();
    for tri in ["recentes", "depot_recent"] {
        let refus = lyon.referent.get(&format!("/v1/candidatures?limite=1&tri={tri}&apres={next}")).await.unwrap_err();
        assert_eq!((refus.status, &refus.body["errors"][0]["pointer"]), (422, &json!("/apres")), "{refus}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_change_is_not_sent_again_and_was_read_all_the_same() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let path = format!("/v1/participants/{person}");
    let first = read(&suite, &lyon.referent, &path, None).await;
    assert_eq!(first.status().as_u16(), 200);
    let tag = etag(&first);
    let again = read(&suite, &lyon.animation, &path, Some(&tag)).await;
    assert_eq!((again.status().as_u16(), etag(&again)), (304, tag.clone()));
    assert!(again.bytes().await.unwrap().is_empty());
    let me = lyon.animation.get("/v1/moi").await.unwrap()["id"].clone();
    // A name is heard of a moment after its user was added.
    let line = |lines: &Value| {
        let mut lines = lines.as_array()?.iter();
        lines.find(|line| line["par"] == me && line["par_nom"].is_string()).cloned()
    };
    let line = wait_for(&lyon.admin, &format!("{path}/lectures"), line).await.unwrap();
    assert_eq!(line["operation"], "participant_view");
    // What is not of the version changes the tag as well.
    lyon.direction.post(&format!("{path}/limitation"), json!({ "motif": "demande écrite" })).await.unwrap();
    let limited = read(&suite, &lyon.referent, &path, Some(&tag)).await;
    assert_eq!(limited.status().as_u16(), 200);
    assert_ne!(etag(&limited), tag);
    assert_eq!(etag(&limited).split('-').next(), tag.split('-').next(), "the version is the same");
    let weak = format!("W/{}", etag(&limited));
    assert_eq!(read(&suite, &lyon.referent, &path, Some(&weak)).await.status().as_u16(), 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_renamed_under_the_eyes_of_who_read_the_former_name() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let dossier = lyon.deposer(garnier(), "2026-02-02", "2026-02-03").await.unwrap();
    let path = format!("/v1/utilisateurs/{}", lyon.referent_id);
    let tag = etag(&read(&suite, &lyon.admin, &path, None).await);
    let edit = json!({ "nom": "Morel-Petit", "telephone": "0385123456", "fonction": "référente de parcours" });
    let (status, user) = patched(&suite, &lyon.admin, &path, &tag, edit).await;
    assert_eq!((status, &user["nom"], &user["telephone"]), (200, &json!("Morel-Petit"), &json!("03 85 12 34 56")));
    let (status, late) = patched(&suite, &lyon.admin, &path, &tag, json!({ "prenom": "Clara" })).await;
    assert_eq!(status, 412, "{late}");
    let pointers: BTreeSet<_> = late["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["pointer"].clone())
        .map(|one| one.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(pointers, ["/fonction", "/nom", "/telephone"].map(ToOwned::to_owned).into());
    let told = late["errors"][0]["detail"].as_str().unwrap();
    let admin = lyon.admin.get("/v1/moi").await.unwrap();
    assert!(told.contains(admin["nom"].as_str().unwrap()), "{told}");
    for (body, pointer) in [(json!({ "courriel": "x@y.example" }), "/courriel"), (json!({ "nom": null }), "/nom")] {
        let (status, refused) = patched(&suite, &lyon.admin, &path, "\"2\"", body).await;
        assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!(pointer)), "{refused}");
    }
    let (status, _) = patched(&suite, &lyon.animation, &path, "\"2\"", json!({ "nom": "X" })).await;
    assert_eq!(status, 403);
    // The cards of the others follow.
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let renamed = |one: &Value| one["referent_nom"].as_str()?.ends_with("Morel-Petit").then(|| one.clone());
    wait_for(&lyon.referent, &candidature, renamed).await.unwrap();
    let history = lyon.admin.get(&format!("{path}/historique")).await.unwrap();
    let change = &history["elements"][0];
    assert_eq!((&change["version"], &change["par"]), (&json!(2), &admin["id"]), "{history}");
    let fields = change["champs"].as_array().unwrap();
    let phone = fields.iter().find(|one| one["champ"] == "/telephone").unwrap();
    assert_eq!((&phone["avant"], &phone["apres"]), (&Value::Null, &json!("03 85 12 34 56")));
    assert_eq!(change["par_nom"].as_str().map(|name| name.contains(admin["nom"].as_str().unwrap())), Some(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_structure_is_edited_as_far_as_those_who_act_for_it_allow() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let body = json!({ "nom": "CCAS de Lyon 3", "nature": "prescripteur" });
    let structure = id(&lyon.animation.post("/v1/structures", body).await.unwrap());
    let path = format!("/v1/structures/{structure}");
    let nadia = json!({
        "courriel": "nadia@ccas.example", "prenom": "Nadia", "nom": "Blanc",
        "habilitations": [{ "role": "prescripteur", "structure": structure, "du": "2026-01-01", "au": "2099-06-30" }],
    });
    let nadia = lyon.admin.post("/v1/utilisateurs", nadia).await.unwrap();
    assert_eq!(nadia["habilitations"][0]["structure_nom"], "CCAS de Lyon 3", "{nadia}");
    let edit = async |version: &str, body: Value| patched(&suite, &lyon.animation, &path, version, body).await;
    let home = json!({ "voie": "12 rue Garibaldi", "code_postal": "69003", "commune": "69123" });
    let (status, one) = edit("\"1\"", json!({ "adresse": home, "siret": "73282932000074" })).await;
    assert_eq!((status, &one["commune_nom"], &one["version"]), (200, &json!("Lyon"), &json!(2)), "{one}");
    for (body, pointer) in [
        (json!({ "siret": "73282932000075" }), "/siret"),
        (json!({ "adresse": { "code_postal": "71100" } }), "/adresse/code_postal"),
        (json!({ "nature": "operateur_etape" }), "/nature"),
        (json!({ "nature": "employeur_referent" }), "/nature"),
        (json!({ "jusqua": "2099-06-29" }), "/jusqua"),
    ] {
        let (status, refused) = edit("\"2\"", body.clone()).await;
        assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!(pointer)), "{body}: {refused}");
    }
    let (status, one) = edit("\"2\"", json!({ "jusqua": "2099-06-30" })).await;
    assert_eq!((status, &one["jusqua"]), (200, &json!("2099-06-30")), "{one}");
    let role = json!({ "role": "prescripteur", "structure": structure, "du": "2026-01-01" });
    let user = format!("/v1/utilisateurs/{}/habilitations", id(&nadia));
    let refus = lyon.admin.post(&user, role).await.unwrap_err();
    assert_eq!((refus.status, &refus.body["errors"][0]["pointer"]), (422, &json!("/structure")), "{refus}");
    let history = lyon.animation.get(&format!("{path}/historique?limite=1")).await.unwrap();
    assert_eq!(history["elements"][0]["champs"][0]["champ"], "/jusqua", "{history}");
    let next = history["suivant"].as_str().unwrap();
    let next = lyon.animation.get(&format!("{path}/historique?limite=1&apres={next}")).await.unwrap();
    assert_eq!(next["elements"][0]["version"], 2, "{next}");
    let holders = lyon.admin.get(&format!("/v1/utilisateurs?structure={structure}&role=prescripteur")).await.unwrap();
    assert_eq!(holders["elements"].as_array().unwrap().len(), 1, "{holders}");
    let page = lyon.animation.get(&path).await.unwrap();
    assert_eq!(page["id"], json!(structure), "{page}");
    let closed = lyon.animation.get("/v1/structures?nature=prescripteur&au=2099-07-01").await.unwrap();
    assert!(!closed["elements"].as_array().unwrap().iter().any(|one| one["id"] == json!(structure)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_is_searched_by_words_whatever_their_accents() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let tous = ["E2C 71", "Régie de l’Œuvre", "CCAS de Chalon-sur-Saône", "Ateliers Strauß"];
    for nom in tous {
        lyon.animation.post("/v1/structures", json!({ "nom": nom, "nature": "organisme_formation" })).await.unwrap();
    }
    for (texte, found) in [
        ("saone%20ccas", "CCAS de Chalon-sur-Saône"),
        ("chalon-sur-s%20Saône", "CCAS de Chalon-sur-Saône"),
        ("REGIE", "Régie de l’Œuvre"),
        ("oeuv", "Régie de l’Œuvre"),
        ("e2c", "E2C 71"),
        ("strauss", "Ateliers Strauß"),
    ] {
        let page =
            lyon.animation.get(&format!("/v1/structures?texte={texte}&nature=organisme_formation")).await.unwrap();
        let noms: Vec<_> = page["elements"].as_array().unwrap().iter().map(|one| &one["nom"]).collect();
        assert_eq!(noms, [found], "{texte}");
    }
    for none in ["ccas%20regie", "chalon%25saone", "aone", "zz"] {
        let page = lyon.animation.get(&format!("/v1/structures?texte={none}")).await.unwrap();
        assert_eq!(page["elements"], json!([]), "{none}: words are begun or whole, and no sign stands for others");
    }
    let refused = lyon.animation.get("/v1/structures?texte=%25").await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/texte")), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_of_a_person_is_told_from_what_to_what() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let path = format!("/v1/participants/{person}");
    let (status, _) = patched(&suite, &lyon.referent, &path, "\"1\"", json!({ "telephone": "0612345678" })).await;
    assert_eq!(status, 200);
    let household = json!({ "etat_civil": { "menage": { "adultes": 1, "enfants_a_charge": 2 } } });
    let (status, _) = patched(&suite, &lyon.animation, &path, "\"2\"", household).await;
    assert_eq!(status, 200);
    let history = lyon.referent.get(&format!("{path}/historique")).await.unwrap();
    let [last, first] = history["elements"].as_array().unwrap().as_slice() else { panic!("{history}") };
    assert_eq!(last["champs"][0]["champ"], "/etat_civil/menage", "{history}");
    assert_eq!(first["champs"], json!([{ "champ": "/telephone", "avant": null, "apres": "06 12 34 56 78" }]));
    let rsa = json!({ "code": "rsa", "reponse": "oui", "depuis": "2026-01-05", "source": "attestation" });
    let situation = id(&lyon.referent.post(&format!("{path}/situations"), rsa.clone()).await.unwrap());
    let mut right = rsa;
    right["depuis"] = json!("2026-01-07");
    let correction = json!({ "fait": right, "motif": "date relue" });
    lyon.animation.post(&format!("/v1/situations/{situation}/correction"), correction).await.unwrap();
    let history = lyon.referent.get(&format!("{path}/situations/historique?limite=1")).await.unwrap();
    let change = &history["elements"][0];
    let moved = json!([{ "champ": "/depuis", "avant": "2026-01-05", "apres": "2026-01-07" }]);
    assert_eq!((&change["champs"], &change["motif"]), (&moved, &json!("date relue")), "{history}");
    assert_eq!(change["par"], lyon.animation_id);
    let next = history["suivant"].as_str().unwrap();
    let next = lyon.referent.get(&format!("{path}/situations/historique?limite=1&apres={next}")).await.unwrap();
    assert_eq!((next["elements"].as_array().unwrap().len(), &next["suivant"]), (1, &Value::Null), "{next}");
    // Who may not read situations has no history of them.
    let refus = lyon.direction.get(&format!("{path}/situations/historique")).await.unwrap_err();
    assert_eq!(refus.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_comes_with_what_surrounds_them_as_far_as_the_reader_may_see() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let dossier = lyon.deposer(garnier(), "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    let path = format!("/v1/participants/{}/contexte", dossier.participant);
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    lyon.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), asked).await.unwrap();
    let seen = lyon.referent.get(&path).await.unwrap();
    assert_eq!(seen["masquees"], json!([]));
    assert_eq!((&seen["identite"]["nom"], &seen["candidature"]["etat"]), (&json!("Garnier"), &json!("diagnostic")));
    assert!(seen["candidature"]["referent_nom"].is_string() && seen["diagnostic"]["auteur_nom"].is_string(), "{seen}");
    assert_eq!(action(&seen["candidature"], "inscription")["possible"], true);
    assert!(seen["pieces_attendues"].as_array().unwrap().contains(&json!("attestation_rsa")), "{seen}");
    let outside = lyon.gestionnaire.get(&path).await.unwrap();
    assert_eq!(outside["masquees"], json!(["situations", "candidature", "diagnostic", "contrat"]));
    assert_eq!((&outside["candidature"], &outside["diagnostic"]), (&Value::Null, &Value::Null));
    assert_eq!((&outside["pieces"], &outside["manques"]), (&json!([]), &json!([])));
    assert_eq!(lyon.controleur.get(&path).await.unwrap_err().status, 404, "no mandate names this person");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_says_what_may_be_done_with_it_by_the_rules_of_its_commands() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let soon = kernel::calendrier::plus_jours(kernel::Clock::system().now().date_naive(), 30);
    let session = lyon.animation.post("/v1/commissions", json!({ "tenue_le": soon })).await.unwrap();
    let path = format!("/v1/commissions/{}", id(&session));
    assert_eq!(action(&session, "dossiers")["possible"], true);
    let said = reason(&session, "convocations");
    assert_eq!(said, refused(&lyon.animation, &format!("{path}/convocations"), json!({})).await);
    let said = reason(&session, "cloture");
    assert_eq!(said, refused(&lyon.animation, &format!("{path}/cloture"), json!({ "presents": [] })).await);
    let called = json!({ "membres": [{ "utilisateur": lyon.membre_id, "nom": "Claire Petit" }] });
    let called = lyon.animation.post(&format!("{path}/membres"), called).await.unwrap();
    assert_eq!(action(&called, "convocations")["possible"], true);
    lyon.animation.post(&format!("{path}/convocations"), json!({})).await.unwrap();
}

async fn contracted(lyon: &Equipe) -> (String, Value) {
    let dossier = lyon.deposer(garnier(), "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    let contract = json!({ "candidature": dossier.candidature });
    let contract = lyon.referent.post("/v1/contrats", contract).await.unwrap();
    (dossier.candidature, contract)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_says_what_may_be_done_with_it_by_the_rules_of_its_commands() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (candidature, contract) = contracted(&lyon).await;
    let path = format!("/v1/contrats/{}", id(&contract));
    assert_eq!(contract["participant_nom"], "Gisèle Garnier");
    assert_eq!(action(&contract, "signatures")["possible"], true);
    let end = json!({ "le": "2026-06-30", "motif": "abandon" });
    assert_eq!(reason(&contract, "fin"), refused(&lyon.referent, &format!("{path}/fin"), end.clone()).await);
    let next = json!({ "debut": "2027-02-19" });
    let said = reason(&contract, "renouvellement");
    assert_eq!(said, refused(&lyon.referent, &format!("{path}/renouvellement"), next).await);
    let signature = |who: &Value| {
        let mode = json!({ "type": "papier", "attestation": true });
        json!({ "signataire": who, "signe_le": "2026-02-19", "mode": mode })
    };
    let mut signed = contract.clone();
    for who in contract["manquantes"].as_array().unwrap() {
        signed = lyon.referent.post(&format!("{path}/signatures"), signature(who)).await.unwrap();
    }
    assert_eq!(action(&signed, "renouvellement")["possible"], true, "{signed}");
    let said = reason(&signed, "codes");
    let code = json!({ "signataire": "participant" });
    assert_eq!(said, refused(&lyon.referent, &format!("{path}/codes"), code).await);
    assert_eq!(action(&signed, "fin")["possible"], true);
    lyon.referent.post(&format!("{path}/fin"), end).await.unwrap();
    let seen = lyon.referent.get(&format!("/v1/candidatures/{candidature}")).await.unwrap();
    let said = reason(&seen, "affectation");
    let again = json!({ "referent": lyon.referent_id, "affectee_le": "2026-02-20", "remplace": lyon.referent_id });
    let path = format!("/v1/candidatures/{candidature}/affectation");
    assert_eq!(said, refused(&lyon.animation, &path, again).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pièce_an_import_and_a_user_say_what_may_be_done_with_them() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let piece = lyon.referent.post(&format!("/v1/participants/{person}/pieces"), asked).await.unwrap();
    let path = format!("/v1/pieces/{}/etat", id(&piece));
    let back = json!({ "etat": "retournee", "motif": "la date est illisible" });
    assert_eq!(reason(&piece, "etat/retournee"), refused(&lyon.referent, &path, back.clone()).await);
    assert_eq!(action(&piece, "contenu")["possible"], true);
    assert_eq!(action(&piece, "etat/recue")["possible"], true);
    let received = lyon.referent.post(&path, json!({ "etat": "recue" })).await.unwrap();
    assert_eq!(action(&received, "etat/retournee")["possible"], true);
    lyon.referent.post(&path, back).await.unwrap();
    let named = |pieces: &Value| pieces[0]["saisie_par_nom"].is_string().then(|| pieces[0].clone());
    let pieces = format!("/v1/participants/{person}/pieces?etat=retournee");
    wait_for(&lyon.referent, &pieces, named).await.unwrap();

    let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
    let columns =
        [column("Nom", "nom"), column("Prénom", "prenom"), column("Né", "date_naissance"), column("S", "sexe")];
    let mapping = json!({ "nom": "Tableau", "source": "tableau", "colonnes": columns });
    let mapping = lyon.animation.post("/v1/correspondances", mapping).await.unwrap();
    let opened = json!({ "fichier": "base.csv", "correspondance": mapping["id"], "arrete_le": "2026-01-05" });
    let import = lyon.animation.post("/v1/imports", opened).await.unwrap();
    let path = format!("/v1/imports/{}", id(&import));
    assert_eq!(action(&import, "fichier")["possible"], true, "{import}");
    let said = reason(&import, "integration");
    assert_eq!(said, refused(&lyon.animation, &format!("{path}/integration"), json!({})).await);
    assert_eq!(action(&import, "abandon")["possible"], true);
    let gone = lyon.animation.post(&format!("{path}/abandon"), json!({})).await.unwrap();
    let said = reason(&gone, "integration");
    assert_eq!(said, refused(&lyon.animation, &format!("{path}/integration"), json!({})).await);

    let user = lyon.admin.get(&format!("/v1/utilisateurs/{}", lyon.referent_id)).await.unwrap();
    let path = format!("/v1/utilisateurs/{}/invitation", lyon.referent_id);
    assert_eq!(reason(&user, "invitation"), refused(&lyon.admin, &path, json!({})).await);
    assert_eq!(action(&user["habilitations"][0], "cloture")["possible"], true);
}

/// Somebody who entered on 12 February 2026: the person and the path of the parcours.
async fn entered(lyon: &Equipe) -> (String, String) {
    let dossier = lyon.deposer(garnier(), "2026-02-02", "2026-02-03").await.unwrap();
    lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    lyon.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&lyon.parcours(&dossier).await.unwrap()));
    (dossier.participant, parcours)
}

async fn operation(lyon: &Equipe, numero: &str) -> String {
    let operation = json!({
        "numero": numero, "intitule": "Accompagnement renforcé", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "90500.00",
    });
    id(&lyon.gestionnaire.post("/v1/operations", operation).await.unwrap())
}

/// An appointment of an hour in the afternoon of that day.
async fn meeting(lyon: &Equipe, person: &str, jour: &str, operation: Option<&str>) -> Value {
    let meeting = json!({
        "nature": "entretien", "titre": "Entretien de suivi", "debut": format!("{jour}T14:00:00+01:00"),
        "fin": format!("{jour}T15:00:00+01:00"), "lieu": "Bureau 3", "participants": [person], "operation": operation,
        "categorie": "entretien",
    });
    lyon.referent.post("/v1/rendez-vous", meeting).await.unwrap()
}

async fn etape(lyon: &Equipe, parcours: &str) -> Value {
    let nouvelle = json!({
        "nature": "aci", "operateur": lyon.operateur_structure, "intitule": "Espaces verts", "debut": "2026-03-02",
        "fin_prevue": "2026-08-31",
    });
    lyon.referent.post(&format!("{parcours}/etapes"), nouvelle).await.unwrap()
}

/// The history at `path`, once its authors are named: cards of users are told a moment after they are made.
async fn history(api: &Api, path: &str) -> Vec<Value> {
    let named = |page: &Value| {
        let changes = page["elements"].as_array()?;
        changes.iter().all(|one| one["par_nom"].is_string()).then(|| page["elements"].clone())
    };
    wait_for(api, &format!("{path}/historique"), named).await.unwrap().as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_étape_says_what_it_was_to_whoever_sees_it() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (person, parcours) = entered(&lyon).await;
    let etape = id(&etape(&lyon, &parcours).await);
    let path = format!("/v1/etapes/{etape}");
    assert_eq!(history(&lyon.referent, &path).await, [Value::Null; 0]);
    let (status, _) = patched(&suite, &lyon.referent, &path, "\"1\"", json!({ "intitule": "Maraîchage" })).await;
    assert_eq!(status, 200);
    let (status, _) = patched(&suite, &lyon.animation, &path, "\"2\"", json!({ "fin_prevue": "2026-09-30" })).await;
    assert_eq!(status, 200);
    let changes = history(&lyon.direction, &path).await;
    let [last, first] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((&last["version"], &last["par"]), (&json!(3), &json!(lyon.animation_id)));
    let moved = json!([{ "champ": "/fin_prevue", "avant": "2026-08-31", "apres": "2026-09-30" }]);
    assert_eq!((&last["champs"], &last["par_nom"]), (&moved, &json!("Karim Benali")));
    let told = json!([{ "champ": "/intitule", "avant": "Espaces verts", "apres": "Maraîchage" }]);
    assert_eq!((&first["champs"], &first["par_nom"]), (&told, &json!("Claire Morel")));
    let page = lyon.referent.get(&format!("{path}/historique?limite=1")).await.unwrap();
    let next = page["suivant"].as_str().unwrap();
    let next = lyon.referent.get(&format!("{path}/historique?limite=1&apres={next}")).await.unwrap();
    assert_eq!((&next["elements"][0]["version"], &next["suivant"]), (&json!(2), &Value::Null), "{next}");
    // Who runs it sees what it was as soon as they see it, and not before.
    let hidden = lyon.operateur.get(&format!("{path}/historique")).await.unwrap_err();
    assert_eq!(hidden.status, lyon.operateur.get(&path).await.unwrap_err().status);
    lyon.confier(&person, &etape, "2026-02-26").await.unwrap();
    assert_eq!(history(&lyon.operateur, &path).await.len(), 2);
    assert_eq!(lyon.prescripteur.get(&format!("{path}/historique")).await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_an_operation_and_a_mapping_say_what_they_were() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let path = format!("/v1/rendez-vous/{}", id(&meeting(&lyon, &person, "2026-03-10", None).await));
    let other = json!({ "animateur": lyon.animation_id, "lieu": "Salle 1" });
    let (status, moved) = patched(&suite, &lyon.referent, &path, "\"1\"", other).await;
    assert_eq!(status, 200, "{moved}");
    let changes = history(&lyon.direction, &path).await;
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    let field = |champ: &str| change["champs"].as_array().unwrap().iter().find(|one| one["champ"] == champ).unwrap();
    let led = json!({
        "champ": "/animateur", "avant": lyon.referent_id, "avant_nom": "Claire Morel", "apres": lyon.animation_id,
        "apres_nom": "Karim Benali",
    });
    assert_eq!(*field("/animateur"), led, "{change}");
    assert_eq!(*field("/lieu"), json!({ "champ": "/lieu", "avant": "Bureau 3", "apres": "Salle 1" }));
    assert_eq!(lyon.operateur.get(&format!("{path}/historique")).await.unwrap_err().status, 403);

    let path = format!("/v1/operations/{}", operation(&lyon, "202600771").await);
    let (status, _) = patched(&suite, &lyon.gestionnaire, &path, "\"1\"", json!({ "taux": "55" })).await;
    assert_eq!(status, 200);
    let changes = history(&lyon.referent, &path).await;
    assert_eq!(changes[0]["champs"], json!([{ "champ": "/taux", "avant": "60", "apres": "55" }]), "{changes:?}");
    assert_eq!((&changes[0]["version"], &changes[0]["par_nom"]), (&json!(2), &json!("Sophie Lambert")));
    let (status, same) = patched(&suite, &lyon.gestionnaire, &path, "\"2\"", json!({ "taux": "55" })).await;
    assert_eq!((status, &same["version"]), (200, &json!(2)), "nothing changed");
    assert_eq!(history(&lyon.referent, &path).await.len(), 1);

    let mapping = json!({
        "nom": "Tableau", "source": "tableau", "colonnes": [
            { "titre": "Nom", "champ": "nom" }, { "titre": "Prénom", "champ": "prenom" },
            { "titre": "Né", "champ": "date_naissance" }, { "titre": "S", "champ": "sexe" },
        ],
    });
    let path =
        format!("/v1/correspondances/{}", id(&lyon.animation.post("/v1/correspondances", mapping).await.unwrap()));
    let (status, _) = patched(&suite, &lyon.animation, &path, "\"1\"", json!({ "nom": "Ancienne base" })).await;
    assert_eq!(status, 200);
    let changes = history(&lyon.animation, &path).await;
    assert_eq!(changes[0]["champs"], json!([{ "champ": "/nom", "avant": "Tableau", "apres": "Ancienne base" }]));
    assert_eq!(changes[0]["par"], lyon.animation_id);
    let nobody = "/v1/correspondances/0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f/historique";
    assert_eq!(lyon.animation.get(nobody).await.unwrap_err().status, 404);
}

/// The names of persons in an answer, by their place.
fn names(answer: &Value) -> BTreeMap<String, Value> {
    fn collect(at: &str, value: &Value, found: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(fields) => {
                for (field, value) in fields {
                    let at = format!("{at}/{field}");
                    if ["participant_nom", "personnes_noms"].contains(&field.as_str()) {
                        found.insert(at, value.clone());
                    } else {
                        collect(&at, value, found);
                    }
                }
            }
            Value::Array(all) => {
                for (rank, one) in all.iter().enumerate() {
                    collect(&format!("{at}/{rank}"), one, found);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    collect("", answer, &mut found);
    found
}

/// What a command answered names whom it shows, as the read of it does.
fn named_as_read(done: &Value, read: &Value) {
    let told = names(done);
    assert!(!told.is_empty() && told.values().all(|one| one.to_string().contains("Gisèle Garnier")), "{done}");
    assert_eq!(told, names(read));
}

/// Posts, and compares with the read of the same.
async fn posted(api: &Api, path: &str, command: &str, body: Value) {
    let done = api.post(&format!("{path}/{command}"), body).await.unwrap_or_else(|refus| panic!("{refus}"));
    named_as_read(&done, &api.get(path).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_on_an_étape_or_an_exit_names_whom_it_shows_as_the_read_does() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let (person, parcours) = entered(&lyon).await;
    let proposed = etape(&lyon, &parcours).await;
    let path = format!("/v1/etapes/{}", id(&proposed));
    named_as_read(&proposed, &lyon.referent.get(&path).await.unwrap());
    let (_, planned) = patched(&suite, &lyon.referent, &path, "\"1\"", json!({ "intitule": "Maraîchage" })).await;
    named_as_read(&planned, &lyon.referent.get(&path).await.unwrap());
    lyon.confier(&person, &id(&proposed), "2026-02-26").await.unwrap();
    posted(&lyon.operateur, &path, "acceptation", json!({})).await;
    posted(&lyon.operateur, &path, "demarrage", json!({ "le": "2026-03-02" })).await;
    posted(&lyon.operateur, &path, "bilans", json!({ "tenu_le": "2026-04-09" })).await;
    posted(&lyon.operateur, &path, "fin", json!({ "le": "2026-04-30" })).await;
    let path = format!("/v1/etapes/{}", id(&etape(&lyon, &parcours).await));
    posted(&lyon.referent, &path, "rupture", json!({ "le": "2026-03-01", "motif": "une autre lui convient mieux" }))
        .await;

    let cdi =
        json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2026-05-04", "employeur": "Le Bon Pain" });
    let exit = lyon.referent.post(&format!("{parcours}/sorties"), cdi).await.unwrap();
    let path = format!("/v1/sorties/{}", id(&exit));
    named_as_read(&exit, &lyon.referent.get(&path).await.unwrap());
    let piece = json!({ "kind": "contrat_de_travail", "date_document": "2026-04-30", "recue_le": "2026-05-11" });
    let piece = lyon.referent.post(&format!("/v1/participants/{person}/pieces"), piece).await.unwrap();
    posted(&lyon.referent, &path, "justificatif", json!({ "piece": piece["id"], "recu_le": "2026-05-11" })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_on_an_appointment_names_whom_it_shows_also_when_it_is_repeated() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let planned = meeting(&lyon, &person, "2026-03-10", None).await;
    let path = format!("/v1/rendez-vous/{}", id(&planned));
    named_as_read(&planned, &lyon.referent.get(&path).await.unwrap());
    let (_, moved) = patched(&suite, &lyon.referent, &path, "\"1\"", json!({ "lieu": "Salle 1" })).await;
    named_as_read(&moved, &lyon.referent.get(&path).await.unwrap());
    for (moment, le) in [("arrivee", "2026-03-10T14:00:00+01:00"), ("depart", "2026-03-10T15:00:00+01:00")] {
        for (signataire, participant) in [("participant", Some(&person)), ("animateur", None)] {
            let sign = json!({ "signataire": signataire, "participant": participant, "moment": moment, "signe_le": le, "mode": "dessinee" });
            posted(&lyon.referent, &path, "emargements", sign).await;
        }
    }
    posted(&lyon.referent, &path, "cloture", json!({})).await;
    let missed = format!("/v1/rendez-vous/{}", id(&meeting(&lyon, &person, "2026-03-11", None).await));
    posted(&lyon.referent, &missed, "absences", json!({ "participant": person, "motif": null })).await;
    let dropped = format!("/v1/rendez-vous/{}", id(&meeting(&lyon, &person, "2026-03-12", None).await));
    posted(&lyon.referent, &dropped, "annulation", json!({})).await;

    // What is kept of an answer names nobody, and whoever repeats the request is told the same.
    let body = json!({
        "nature": "entretien", "titre": "Point", "debut": "2026-03-13T14:00:00+01:00", "fin": "2026-03-13T15:00:00+01:00",
        "lieu": "Bureau 3", "participants": [person], "categorie": "entretien",
    });
    let plan = async || {
        let request = suite.http.post(format!("{}/v1/rendez-vous", suite.url)).bearer_auth(lyon.referent.token());
        let answer = request.header("Idempotency-Key", "rendez-vous-du-13").json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let first = plan().await;
    assert!(first.0 == 201 && first.1.contains("Gisèle Garnier"), "{first:?}");
    assert_eq!(plan().await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participation_and_a_mandate_name_whom_they_show_as_soon_as_they_are_made() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let operation = format!("/v1/operations/{}", operation(&lyon, "202600772").await);
    let enters = json!({ "participant": person, "entree_le": "2026-03-02" });
    let entered = lyon.referent.post(&format!("{operation}/participations"), enters).await.unwrap();
    let path = format!("/v1/participations/{}", id(&entered));
    named_as_read(&entered, &lyon.referent.get(&path).await.unwrap());
    let answers = json!({ "recueilli_le": "2026-03-02", "situation": "chomeur" });
    posted(&lyon.referent, &path, "questionnaire-entree", answers).await;
    let exit = json!({ "sortie_le": "2026-06-01", "observe_le": "2026-06-02", "situation": "formation" });
    posted(&lyon.referent, &path, "questionnaire-sortie", exit).await;
    let controleur = lyon.controleur.get("/v1/moi").await.unwrap()["id"].clone();
    let today = kernel::Clock::system().now().date_naive();
    let control = json!({
        "controleur": controleur, "personnes": [person], "du": today, "au": kernel::calendrier::plus_jours(today, 40),
        "motif": "contrôle de service fait",
    });
    let given = lyon.gestionnaire.post(&format!("{operation}/mandats"), control).await.unwrap();
    let listed = async || lyon.gestionnaire.get("/v1/mandats").await.unwrap()["elements"][0].clone();
    named_as_read(&given, &listed().await);
    let ends = json!({ "au": kernel::calendrier::plus_jours(today, 20) });
    let ended = lyon.gestionnaire.post(&format!("/v1/mandats/{}/cloture", id(&given)), ends).await.unwrap();
    named_as_read(&ended, &listed().await);
    assert_eq!(ended["operation_nom"], "202600772 – Accompagnement renforcé");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_is_named_wherever_it_stands_and_under_its_last_title() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let person = id(&lyon.referent.post("/v1/participants", file).await.unwrap());
    let operation = operation(&lyon, "202600773").await;
    let name = json!("202600773 – Accompagnement renforcé");
    let enters = json!({ "participant": person, "entree_le": "2026-03-02" });
    let path = format!("/v1/operations/{operation}/participations");
    let entered = lyon.referent.post(&path, enters).await.unwrap();
    assert_eq!(entered["operation_nom"], name, "{entered}");
    assert_eq!(lyon.referent.get(&path).await.unwrap()["elements"][0]["operation_nom"], name);
    let planned = meeting(&lyon, &person, "2026-03-10", Some(&operation)).await;
    assert_eq!(planned["operation_nom"], name, "{planned}");
    let spent = json!({
        "jour": "2026-03-17", "minutes": 75, "categorie": "administratif", "operation": operation, "libelle": "dossiers",
    });
    let spent = lyon.referent.post("/v1/activites", spent).await.unwrap();
    assert_eq!(spent["operation_nom"], name, "{spent}");
    let sheet = lyon.referent.post("/v1/feuilles", json!({ "mois": "2026-03-01" })).await.unwrap();
    let line = sheet["lignes"].as_array().unwrap().iter().find(|one| one["origine"] == "activite").unwrap();
    assert_eq!(line["operation_nom"], name, "{sheet}");
    let retitled = json!({ "intitule": "Accompagnement de proximité" });
    let (status, _) =
        patched(&suite, &lyon.gestionnaire, &format!("/v1/operations/{operation}"), "\"1\"", retitled).await;
    assert_eq!(status, 200);
    let next = json!("202600773 – Accompagnement de proximité");
    let told = |one: &Value| (one["operation_nom"] == next).then(|| one.clone());
    wait_for(&lyon.referent, &format!("/v1/rendez-vous/{}", id(&planned)), told).await.unwrap();
    let page = lyon.referent.get("/v1/participations").await.unwrap();
    assert_eq!(page["elements"][0]["operation_nom"], next, "{page}");
}
