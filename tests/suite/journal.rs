//! Who reads is written under every person shown, whatever the operation.

use std::collections::{BTreeMap, BTreeSet};

use auth::{Scope, Systeme};
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::{Clock, ParticipantId, Service, TerritoireId};
use plie::demo::{Api, Equipe, Personne, peupler, wait_for};
use serde_json::{Value, json};
use store::{
    Db, DbConfig, Error,
    journal::{self, Ligne},
};
use testkit::{TestSuite, id};

use crate::{
    events::until,
    isolation::{Operation, protected, tokens},
};

/// What shows nobody under a permission whose other reads do, and why.
const SHOWS_NOBODY: [(&str, &str); 29] = [
    ("action_collective_list", "what took place and when, and not whom it retained"),
    ("bilan_export", "figures, to who may not read participations; who may has a scenario of its own in `fse.rs`"),
    ("convention_places_historique_list", "what changed of the places that a convention funds"),
    ("convention_places_list", "places, and not who occupies them"),
    ("convention_places_view", "places, and not who occupies them"),
    ("correspondance_historique_list", "what changed of how the columns of a table read"),
    ("correspondance_list", "how the columns of a table read"),
    ("correspondance_parcours_list", "the same"),
    ("echeance_digest", "counts by référent and by rule"),
    ("extrait_list", "which extracts left, and not whom they tell of"),
    ("file_active_view", "counts, with identifiers of parcours that say nothing until they are opened"),
    ("filtre_list", "the criteria that the caller kept"),
    ("grille_export", "no identifier in a workbook: it is read by the use case of `grille_view`"),
    ("grille_list", "which months are frozen"),
    ("import_field_list", "the columns that a table may have"),
    ("import_list", "the tables that were sent"),
    ("import_parcours_list", "the same"),
    ("import_parcours_rejects", "lines that are in no parcours"),
    ("import_parcours_view", "counts of lines"),
    ("import_rejects", "lines of persons who are in no file yet"),
    ("import_view", "counts of lines"),
    ("occupation_view", "counts"),
    ("passation_list", "which handovers were made, and of how many persons"),
    ("passation_print", "no identifier on a page: its line in the journal is looked for in `passations.rs`"),
    ("portefeuille_print", "no identifier on a page: it prints the portfolio that `portefeuille_view` reads"),
    ("registre_racine_list", "fingerprints"),
    ("registre_verify", "fingerprints"),
    ("taux_sorties_view", "counts"),
    ("travail_view", "how far a work is"),
];

/// What the sweep asks for, beyond the path.
const QUERIES: [(&str, &str); 6] = [
    ("rendez_vous_list", "?du=2017-02-20&au=2017-03-10"),
    ("echeance_list", "?au=2099-12-31&reportees=true"),
    ("import_line_list", "?etat=a_decider"),
    ("grille_view", "?structure={structure}&mois=2017-06-01"),
    ("grille_export", "?structure={structure}&mois=2017-06-01"),
    ("taux_sorties_personne_list", "?du=2010-01-01&au=2019-12-31"),
];

/// A territory in which every nominative operation has something to show.
struct Peuple {
    suite: TestSuite,
    equipe: Equipe,
    /// One identifier of each kind, by the first segment of the paths that take it.
    ids: BTreeMap<&'static str, String>,
    /// The person of whom those identifiers are.
    personne: String,
    /// Whose each identifier is: persons, candidatures, and what is of another than the person above.
    de: BTreeMap<String, String>,
}

fn de(value: &Value) -> String {
    value["participant"].as_str().unwrap().to_owned()
}

async fn all(api: &Api, path: &str) -> Vec<Value> {
    let found = api.get(path).await.unwrap();
    found.get("elements").unwrap_or(&found).as_array().unwrap().clone()
}

/// The first thing of a list that is of this person.
async fn own(api: &Api, path: &str, personne: &str) -> String {
    id(all(api, path).await.iter().find(|one| one["participant"] == personne).unwrap())
}

impl Peuple {
    async fn new() -> Self {
        let suite = TestSuite::start().await;
        let lyon = suite.territory("lyon").await;
        peupler(&lyon, "lyon").await.unwrap();
        let persons = all(&lyon.referent, "/v1/participants").await;
        let g = id(persons.iter().find(|one| one["nom"] == "Garnier").unwrap());
        let candidature = own(&lyon.referent, "/v1/candidatures", &g).await;
        let operation = id(&all(&lyon.gestionnaire, "/v1/operations").await[0]);
        let commission = session_of(&lyon, &candidature).await;
        let documents = all(&lyon.animation, &format!("/v1/commissions/{commission}/documents")).await;
        let agenda = format!("/v1/rendez-vous{}", QUERIES[0].1);
        let parcours = own(&lyon.referent, "/v1/parcours", &g).await;
        let plan = lyon.referent.get(&format!("/v1/parcours/{parcours}/plan")).await.unwrap();
        let around = lyon.referent.get(&format!("/v1/parcours/{parcours}/intervenants")).await.unwrap();
        let mut ids = BTreeMap::from([
            ("actions", id(&plan["lignes"][0])),
            ("portefeuilles", lyon.referent_id.clone()),
            ("liaisons", own(&lyon.referent, "/v1/liaisons", &g).await),
            ("intervenants", id(&around["intervenants"][0])),
            ("participants", g.clone()),
            ("commissions", commission),
            ("documents", id(documents.iter().find(|one| one["nature"] == "releve").unwrap())),
            ("contrats", own(&lyon.referent, &format!("/v1/candidatures/{candidature}/contrats"), &g).await),
            ("parcours", parcours),
            ("etapes", own(&lyon.referent, "/v1/etapes", &g).await),
            ("sorties", own(&lyon.referent, "/v1/sorties", &g).await),
            ("rendez-vous", id(&all(&lyon.referent, &agenda).await[0])),
            ("participations", own(&lyon.referent, &format!("/v1/operations/{operation}/participations"), &g).await),
            ("operations", operation),
        ]);
        let control = json!({ "controleur": lyon.controleur.get("/v1/moi").await.unwrap()["id"], "personnes": [g], "du": "2026-01-05", "au": "2026-12-31", "motif": "contrôle de service fait" });
        lyon.gestionnaire.post(&format!("/v1/operations/{}/mandats", ids["operations"]), control).await.unwrap();
        ids.insert("pieces", file_of(&suite, &lyon, &g).await);
        let places = json!({ "structure": lyon.operateur_structure, "du": "2026-01-01", "au": "2026-12-31", "places": 70, "etp": "1",
            "reference": "Convention 2026-014" });
        let places = lyon.direction.post("/v1/conventions-places", places).await.unwrap();
        ids.insert("conventions-places", id(&places));
        let (mapping, import, travail) = staged(&suite, &lyon).await;
        ids.extend([("correspondances", mapping), ("imports", import), ("travaux", travail)]);
        ids.insert("imports-de-parcours", staged_facts(&suite, &lyon, &g).await);
        waiting(&suite, &lyon, &g).await;
        let stopped = all(&lyon.referent, "/v1/suspensions").await.swap_remove(0);
        ids.insert("suspensions", id(&stopped));
        ids.insert("passations", handed_over(&lyon).await);
        followed(&lyon).await;
        shared(&lyon).await;
        let extract = documents.iter().find(|one| one["nature"] == "extrait").unwrap();
        let left = json!({ "le": "2026-01-05", "canal": "espace" });
        lyon.animation.post(&format!("/v1/documents/{}/envoi", id(extract)), left).await.unwrap();
        ids.insert("extraits", id(extract));
        ids.insert("grilles", present(&lyon).await);
        ids.insert("reperages", spotted(&suite, &lyon, &g, &candidature).await);
        let engaged = json!({ "organisme": "france_travail", "oriente_le": "2017-02-01", "statut": "a_signer" });
        let engaged = lyon.referent.post(&format!("/v1/participants/{g}/engagements"), engaged).await.unwrap();
        ids.insert("engagements", id(&engaged));
        ids.insert("actions-collectives", retained(&suite, &lyon, &candidature).await);
        ids.insert("comptes-rendus", written(&lyon, &g, &agenda).await);
        let mut of: BTreeMap<_, _> = persons.iter().map(|one| (id(one), id(one))).collect();
        for one in all(&lyon.referent, "/v1/candidatures").await {
            of.extend([(id(&one), de(&one)), (de(&one), de(&one))]);
        }
        of.insert(id(&stopped), de(&stopped));
        ids.insert("candidatures", candidature);
        Self { suite, equipe: lyon, ids, personne: g, de: of }
    }

    /// A caller who may, and who it is.
    async fn caller(&self, operation: &Operation, roles: &[auth::Role]) -> (Api, Value) {
        let held = tokens(&self.equipe);
        let (_, token) = held.iter().find(|(role, _)| roles.contains(role)).unwrap_or_else(|| {
            panic!("nobody can call {}", operation.id);
        });
        let api = self.suite.anonymous().with_token(token);
        let me = api.get("/v1/moi").await.unwrap()["id"].clone();
        (api, me)
    }

    /// Whose the identifier is that an operation takes.
    fn owner(&self, operation: &Operation) -> String {
        let noun = operation.path.split('/').nth(2).unwrap();
        self.de.get(&self.ids[noun]).unwrap_or(&self.personne).clone()
    }

    /// The path of an operation, with the identifier that it takes.
    fn path(&self, operation: &Operation) -> String {
        let query = QUERIES.iter().find(|(name, _)| *name == operation.id).map_or("", |(_, query)| query);
        let noun = operation.path.split('/').nth(2).unwrap();
        let path = if operation.path.contains("{id}") {
            let own = self.ids.get(noun).unwrap_or_else(|| panic!("the sweep has no id for {}", operation.path));
            operation.path.replace("{id}", own)
        } else {
            operation.path.clone()
        };
        assert!(!path.contains('{'), "the sweep cannot call {path}");
        format!("{path}{}", query.replace("{structure}", &self.equipe.operateur_structure))
    }

    async fn call(&self, api: &Api, path: &str) -> String {
        let request = self.suite.http.get(format!("{}{path}", self.suite.url)).bearer_auth(api.token());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let body = String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The persons whom an answer shows, whatever the field that says so.
    fn shown(&self, body: &str) -> BTreeSet<String> {
        self.de.iter().filter(|(id, _)| body.contains(id.as_str())).map(|(_, person)| person.clone()).collect()
    }

    /// Waits for the line of `operation` by `par` under a person.
    async fn line(&self, personne: &str, operation: &str, par: &Value) -> Value {
        let found = |lines: &Value| {
            let mut lines = lines.as_array()?.iter();
            lines.find(|line| line["operation"] == operation && line["par"] == *par).cloned()
        };
        let path = format!("/v1/participants/{personne}/lectures");
        let line = wait_for(&self.equipe.admin, &path, found).await;
        line.unwrap_or_else(|refus| panic!("{operation} is not journalled under {personne}: {refus}"))
    }
}

/// A handover of somebody for a month, under which their sheet is kept.
async fn handed_over(lyon: &Equipe) -> String {
    let other = lyon.recruter("Sacha", "referent", None).await.unwrap();
    let parcours = id(&all(&lyon.referent, "/v1/parcours?etat=en_accompagnement").await[0]);
    let relay = json!({ "de": lyon.referent_id, "vers": other, "des_le": "2026-03-02", "jusqu_au": "2026-03-31",
        "motif": "congé de Mme Morel", "parcours": [parcours] });
    lyon.animation.post("/v1/passations", relay).await.unwrap()["id"].as_str().unwrap().to_owned()
}

/// Somebody who is followed in a job, to be called.
async fn followed(lyon: &Equipe) {
    let parcours = all(&lyon.referent, "/v1/parcours?etat=en_accompagnement").await.remove(0);
    let job =
        json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": parcours["entree_le"], "employeur": "Perrin" });
    lyon.referent.post(&format!("/v1/parcours/{}/sorties", id(&parcours)), job).await.unwrap();
}

/// An exchange that was held with the structure that refers persons, and that its person shares with it.
async fn shared(lyon: &Equipe) {
    let parcours = all(&lyon.referent, "/v1/parcours?etat=suivi_emploi").await.remove(0);
    let (of, le) = (format!("/v1/parcours/{}", id(&parcours)), &parcours["entree_le"]);
    let told = json!({ "moyen": "rencontre", "convenu": "une prestation de six semaines", "partage": true });
    let held = json!({ "interlocuteur": "prescripteur", "structure": lyon.prescripteur_structure, "le": le, "compte_rendu": told });
    lyon.referent.post(&format!("{of}/liaisons"), held).await.unwrap();
    lyon.partager(&de(&parcours), &lyon.prescripteur_structure, le.as_str().unwrap()).await.unwrap();
    let seen = |page: &Value| (page["elements"] != json!([])).then_some(Value::Null);
    wait_for(&lyon.prescripteur, "/v1/liaisons/partagees", seen).await.unwrap();
}

/// A month that was frozen, of a structure whose référent followed somebody.
async fn present(lyon: &Equipe) -> String {
    let role = json!({ "role": "referent", "structure": lyon.operateur_structure, "du": "2015-01-01" });
    lyon.admin.post(&format!("/v1/utilisateurs/{}/habilitations", lyon.referent_id), role).await.unwrap();
    let path = format!("/v1/etats-presence?structure={}&mois=2017-06-01", lyon.operateur_structure);
    let followed = |month: &Value| (month["personnes"] != 0).then_some(Value::Null);
    wait_for(&lyon.animation, &path, followed).await.unwrap();
    let month = json!({ "structure": lyon.operateur_structure, "mois": "2017-06-01" });
    id(&lyon.animation.post("/v1/grilles", month).await.unwrap())
}

/// Somebody who was spotted, as if this file had been opened for them since.
async fn spotted(suite: &TestSuite, lyon: &Equipe, personne: &str, candidature: &str) -> String {
    let today = Clock::system().now().date_naive();
    let noted = json!({ "nom": "Garnier", "prenom": "Gisèle", "repere_le": today, "informee_le": today,
        "base_legale": "consentement" });
    let noted = lyon.referent.post("/v1/reperages", noted).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let opened = format!(
        "UPDATE participants.reperages SET futur_dossier = '{personne}', etat = 'candidature', candidature_id = '{candidature}'
         WHERE id = '{}'",
        id(&noted)
    );
    admin.batch_execute(&opened).await.unwrap();
    id(&noted)
}

/// A collective action that retained somebody, as one does where the territory lets it.
async fn retained(suite: &TestSuite, lyon: &Equipe, candidature: &str) -> String {
    let action = json!({ "nom": "Forum des métiers", "le": "2017-02-13" });
    let action = id(&lyon.animation.post("/v1/actions-collectives", action).await.unwrap());
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let linked =
        format!("UPDATE participants.candidatures SET action_collective_id = '{action}' WHERE id = '{candidature}'");
    admin.batch_execute(&linked).await.unwrap();
    action
}

/// What was said at the appointment to which somebody came, validated and then corrected.
pub(crate) async fn written(lyon: &Equipe, personne: &str, agenda: &str) -> String {
    let came = |one: &&Value| {
        let mut presences = one["presences"].as_array().unwrap().iter();
        presences.any(|one| one["participant"] == personne && one["issue"] == "present")
    };
    let held = id(all(&lyon.referent, agenda).await.iter().find(came).unwrap());
    let said = json!({ "participant": personne, "contenu": { "themes": ["emploi"], "decisions": "CV à refaire" } });
    let said = lyon.referent.post(&format!("/v1/rendez-vous/{held}/comptes-rendus"), said).await.unwrap();
    let path = format!("/v1/comptes-rendus/{}", id(&said));
    lyon.referent.post(&format!("{path}/validation"), json!({})).await.unwrap();
    let corrected = json!({ "contenu": { "decisions": "CV refait" }, "motif": "dates relues", "remplace": 1 });
    lyon.referent.post(&format!("{path}/correction"), corrected).await.unwrap();
    id(&said)
}

/// The session that decided of a candidature.
async fn session_of(lyon: &Equipe, candidature: &str) -> String {
    for session in all(&lyon.animation, "/v1/commissions").await {
        let read = lyon.animation.get(&format!("/v1/commissions/{}", id(&session))).await.unwrap();
        if read["dossiers"].as_array().unwrap().iter().any(|one| one["candidature"] == candidature) {
            return id(&session);
        }
    }
    panic!("no session decided of {candidature}")
}

/// A pièce whose file was received.
async fn file_of(suite: &TestSuite, lyon: &Equipe, personne: &str) -> String {
    let asked = json!({ "kind": "contrat_de_travail", "etat": "demandee" });
    let piece = id(&lyon.referent.post(&format!("/v1/participants/{personne}/pieces"), asked).await.unwrap());
    let url = format!("{}/v1/pieces/{piece}/contenu", suite.url);
    let sent = suite.http.put(url).bearer_auth(lyon.referent.token()).body("%PDF-1.7\n1 0 obj\n").send().await.unwrap();
    assert_eq!(sent.status(), 200);
    piece
}

/// A mapping, an import of which a line may be somebody of a file, and the work that read it.
async fn staged(suite: &TestSuite, lyon: &Equipe) -> (String, String, String) {
    let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
    let columns = [
        column("Nom", "nom"),
        column("Prénom", "prenom"),
        column("Naissance", "date_naissance"),
        column("Sexe", "sexe"),
    ];
    let mapping = json!({ "nom": "Tableau", "source": "tableau", "colonnes": columns });
    let mapping = lyon.animation.post("/v1/correspondances", mapping).await.unwrap();
    let opened = json!({ "fichier": "base.csv", "correspondance": mapping["id"], "arrete_le": "2026-01-05" });
    let import = id(&lyon.animation.post("/v1/imports", opened).await.unwrap());
    let table = "Nom;Prénom;Naissance;Sexe\nGarnier;Gisèle;11/04/1979;F\nMoreau;Léa;31/02/1991;F\n";
    let url = format!("{}/v1/imports/{import}/fichier", suite.url);
    let sent = suite.http.put(url).bearer_auth(lyon.animation.token()).body(table).send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then(|| import["travail"].clone());
    let travail = wait_for(&lyon.animation, &format!("/v1/imports/{import}"), over).await.unwrap();
    (id(&mapping), import, id(&travail))
}

/// An import of which a line tells a fact of this person.
async fn staged_facts(suite: &TestSuite, lyon: &Equipe, personne: &str) -> String {
    let columns = ["participant", "fait", "du"].map(|one| json!({ "titre": one, "champ": one }));
    let mapping = json!({ "nom": "Parcours", "source": "tableau", "colonnes": columns });
    let mapping = lyon.animation.post("/v1/correspondances-de-parcours", mapping).await.unwrap();
    let opened = json!({ "fichier": "parcours.csv", "correspondance": mapping["id"], "arrete_le": "2026-01-05" });
    let import = id(&lyon.animation.post("/v1/imports-de-parcours", opened).await.unwrap());
    let table = format!("participant;fait;du\n{personne};parcours;01/09/2025\n");
    let url = format!("{}/v1/imports-de-parcours/{import}/fichier", suite.url);
    let sent = suite.http.put(url).bearer_auth(lyon.animation.token()).body(table).send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then_some(json!(true));
    wait_for(&lyon.animation, &format!("/v1/imports-de-parcours/{import}"), over).await.unwrap();
    import
}

/// Somebody on the agenda of a session in whose decision a member takes no part, somebody who waits for one, a
/// search that was kept, and a file whose archiving is announced.
async fn waiting(suite: &TestSuite, lyon: &Equipe, personne: &str) {
    let h = Personne { nom: "Hubert", prenom: "Hélène", naissance: "1990-01-10", sexe: "F", commune: "69123" };
    let i = Personne { nom: "Imbert", prenom: "Ines", naissance: "1991-02-11", sexe: "F", commune: "69123" };
    let mut filed = Vec::new();
    for one in [h, i] {
        let dossier = lyon.deposer(one, "2026-02-02", "2026-02-03").await.unwrap();
        lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
        filed.push(dossier);
    }
    let session = id(&lyon.animation.post("/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await.unwrap());
    let path = format!("/v1/commissions/{session}");
    let listed = json!({ "candidature": filed[0].candidature });
    lyon.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    let away = json!({ "candidature": filed[0].candidature, "membre": lyon.membre_id, "motif": "employeur" });
    lyon.animation.post(&format!("{path}/deports"), away).await.unwrap();
    let action = json!({ "quoi": "demander une place en crèche", "qui": "Claire Petit", "echeance": "2026-04-15",
        "participant": filed[0].participant });
    lyon.animation.post(&format!("{path}/actions"), action).await.unwrap();
    let running = id(&all(&lyon.referent, "/v1/parcours?etat=en_accompagnement").await[0]);
    let decided = json!({ "du": "2026-02-20", "au": "2026-03-01", "motif": "décision du comité de suivi" });
    let need =
        json!({ "theme": "mobilite", "texte": "aucun garage solidaire à moins d'une heure", "le": "2026-02-18" });
    lyon.referent.post(&format!("/v1/parcours/{running}/besoins"), need).await.unwrap();
    lyon.referent.post(&format!("/v1/parcours/{running}/suspensions"), decided).await.unwrap();
    lyon.accorder(&format!("/v1/parcours/{running}"), "2026-02-19").await.unwrap();
    let asked = json!({ "nature": "veille", "du": "2026-04-01", "motif": "congé parental" });
    lyon.referent.post(&format!("/v1/parcours/{running}/suspensions"), asked).await.unwrap();
    let told = |list: &Value| (!list.as_array()?.is_empty()).then(|| list.clone());
    wait_for(&lyon.animation, &format!("{path}/demandes"), told).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let announced = format!(
        "INSERT INTO participants.annonces (territoire_id, participant_id, etape, annoncee_le, prevue_le)
         VALUES ('{}', '{personne}', 'archivage', '2099-01-01', '2099-02-01')",
        lyon.territoire
    );
    admin.batch_execute(&announced).await.unwrap();
}

/// Operations of which the identifier is not of the person: what they show is what their answer says.
const OF_OTHERS: [&str; 5] =
    ["bilan_view", "participation_list", "commission_propose", "demande_propose", "portefeuille_view"];

/// Whether a schema of the documents shows a person, by itself or by what it names.
fn shows_a_person(document: &Value, schema: &Value, seen: &mut BTreeSet<String>) -> bool {
    match schema {
        Value::Object(fields) => fields.iter().any(|(key, value)| match (key.as_str(), value.as_str()) {
            ("$ref", Some(named)) => {
                let name = named.rsplit('/').next().unwrap().to_owned();
                name == "ParticipantId"
                    || seen.insert(name.clone())
                        && shows_a_person(document, &document["components"]["schemas"][&name], seen)
            }
            _ => shows_a_person(document, value, seen),
        }),
        Value::Array(all) => all.iter().any(|one| shows_a_person(document, one, seen)),
        _ => false,
    }
}

#[test]
fn no_read_of_an_impersonal_right_shows_a_person() {
    let (_, document) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let answers = |operation: &Operation| {
        let said = &document["paths"][&operation.path][operation.method.to_lowercase()]["responses"];
        shows_a_person(&document, said, &mut BTreeSet::new())
    };
    let reads = protected().into_iter().filter(|(one, _)| one.method == "GET");
    let (nominative, impersonal): (Vec<_>, Vec<_>) = reads.partition(|(_, permission)| permission.nominative());
    assert!(nominative.iter().filter(|(one, _)| answers(one)).count() > 15, "the documents name persons");
    let past: Vec<_> = impersonal.iter().filter(|(one, _)| answers(one)).map(|(one, _)| &one.id).collect();
    assert!(past.is_empty(), "{past:?} show persons without a line in the journal");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_is_written_under_every_person_shown() {
    let peuple = Peuple::new().await;
    let mut expected = Vec::new();
    let nominative = protected().into_iter().filter(|(one, permission)| one.method == "GET" && permission.nominative());
    let mut spared: BTreeSet<_> = SHOWS_NOBODY.iter().map(|(name, _)| *name).collect();
    for (operation, permission) in nominative {
        let (api, me) = peuple.caller(&operation, permission.roles()).await;
        let path = peuple.path(&operation);
        let body = peuple.call(&api, &path).await;
        let mut shown = peuple.shown(&body);
        if spared.remove(operation.id.as_str()) {
            assert_eq!(shown, BTreeSet::new(), "{path} shows persons: {body}");
            continue;
        }
        // An answer that does not say whose it is, or is no JSON, is of the person whose identifier was given.
        if operation.path.contains("{id}") && !OF_OTHERS.contains(&operation.id.as_str()) {
            shown.insert(peuple.owner(&operation));
        }
        assert!(!shown.is_empty(), "{path} has nobody to show: {body}");
        expected.push((operation.id, me, shown));
    }
    assert!(spared.is_empty(), "not nominative reads any more: {spared:?}");
    assert!(expected.len() > 30, "the sweep called {} operations", expected.len());
    for (operation, me, shown) in expected {
        for personne in shown {
            let line = peuple.line(&personne, &operation, &me).await;
            assert_ne!(line["phrase"], "a consulté votre dossier", "{operation} has no words of its own");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_found_by_a_search_is_told_who_searched() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let mut found = Vec::new();
    for prenom in ["Gisèle", "Lou"] {
        let body = json!({ "nom": "Garnier", "prenom": prenom, "date_naissance": "1979-04-11", "sexe": "F" });
        found.push(id(&lyon.referent.post("/v1/participants", body).await.unwrap()));
    }
    let search = json!({ "nom": "garnier" });
    let kept = json!({ "nom": "Les Garnier", "recherche": search });
    let kept = id(&lyon.gestionnaire.post("/v1/filtres", kept).await.unwrap());
    lyon.gestionnaire.post("/v1/participants/recherche", search).await.unwrap();
    lyon.gestionnaire.post(&format!("/v1/filtres/{kept}/execution"), json!({})).await.unwrap();
    let me = lyon.gestionnaire.get("/v1/moi").await.unwrap()["id"].clone();
    for personne in found {
        for operation in ["participant_search", "filtre_run"] {
            let read = |lines: &Value| {
                let mut lines = lines.as_array()?.iter();
                lines.find(|line| line["operation"] == operation && line["par"] == me).cloned()
            };
            wait_for(&lyon.admin, &format!("/v1/participants/{personne}/lectures"), read).await.unwrap();
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_one_row_until_it_is_spread_and_tells_the_same_before_and_after() {
    let suite = TestSuite::start().await;
    let config = DbConfig::new(suite.layout.bases.url(Service::Participants), 1);
    let (db, _) = Db::new(&config, Clock::system()).unwrap();
    // No round looks at a territory that nobody knows.
    let scope = Systeme(TerritoireId::from_u128(7));
    let [a, b, c, d] = [1, 2, 3, 4].map(ParticipantId::from_u128);
    let read = |operation, persons: &[ParticipantId]| {
        Ligne::new(db.clock(), &scope.acteur(), operation, persons.iter().copied().collect())
    };
    let lignes = [read("list", &[a, b]), read("view", &[b]), read("list", &[c, b, a]), read("list", &[])];
    db.tx(&scope, async |tx| journal::inscrire(tx, &lignes).await).await.unwrap();
    let count = async |table: &str| {
        let query = format!(
            "SELECT count(*) AS n FROM {table} WHERE territoire_id = '{}' AND operation IN ('list', 'view')",
            scope.0
        );
        let counted = db.read(&scope, async |tx| {
            diesel::sql_query(query).get_result::<Count>(tx.conn()).await.map_err(Error::from)
        });
        counted.await.unwrap().n
    };
    let told = async || {
        let mut told = Vec::new();
        for personne in [a, b, c, d] {
            told.push(db.read(&scope, async |tx| journal::lister(tx, personne).await).await.unwrap());
        }
        told
    };
    assert_eq!((count("journal_liste").await, count("journal_lecture").await), (2, 2));
    let before = told().await;
    assert_eq!(before.iter().map(Vec::len).collect::<Vec<_>>(), [2, 3, 1, 0]);
    assert_eq!(db.tx(&scope, async |tx| journal::etaler(tx, 1).await).await.unwrap(), 1);
    assert_eq!((count("journal_liste").await, told().await), (1, before.clone()), "one was spread");
    assert_eq!(db.tx(&scope, async |tx| journal::etaler(tx, 10).await).await.unwrap(), 1);
    assert_eq!((count("journal_liste").await, count("journal_lecture").await), (0, 7));
    assert_eq!(told().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_written_under_those_whom_it_shows_and_a_round_spreads_it() {
    let mut suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let body =
        |prenom: &str| json!({ "nom": "Garnier", "prenom": prenom, "date_naissance": "1979-04-11", "sexe": "F" });
    let mut persons = Vec::new();
    for prenom in ["Gisèle", "Lou", "Max"] {
        persons.push(id(&lyon.referent.post("/v1/participants", body(prenom)).await.unwrap()));
    }
    // The third one is read to know whether there is a next page, and shown to nobody.
    let page = lyon.gestionnaire.get("/v1/participants?limite=2").await.unwrap();
    let shown: Vec<_> = page["elements"].as_array().unwrap().iter().map(id).collect();
    let told = async |suite: &TestSuite| {
        let admin = suite.anonymous().login("admin@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
        let mut told = Vec::new();
        for personne in &persons {
            let lines = admin.get(&format!("/v1/participants/{personne}/lectures")).await.unwrap();
            let mut lines = lines.as_array().unwrap().clone();
            // A name is heard of a moment after its user was added.
            for line in &mut lines {
                line["par_nom"] = Value::Null;
            }
            told.push(lines);
        }
        told
    };
    until(async || told(&suite).await.iter().any(|lines| !lines.is_empty()), "the page is not journalled").await;
    let before = told(&suite).await;
    for (personne, lines) in persons.iter().zip(&before) {
        assert_eq!(lines.len(), usize::from(shown.contains(personne)), "{lines:?}");
    }
    // The round looks at each start.
    suite.restart().await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let mut left = async || {
        let query = diesel::sql_query("SELECT count(*) AS n FROM participants.journal_liste");
        query.get_result::<Count>(&mut admin).await.unwrap().n
    };
    until(async || left().await == 0, "the list is not spread").await;
    assert_eq!(told(&suite).await, before);
}
