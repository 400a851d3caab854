//! One operation a file, and the file named by what it does (ADR 12).

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;

use crate::architecture::code;

/// What whoever may write opens: the journal of reads knows nothing of it (ADR 9).
const WRITING: [&str; 4] = [".tx(", ".check(", ".executer(", ".chaque_fois("];

/// A file of an `api` folder: where it is, its name, its text.
struct Handler {
    path: String,
    name: String,
    text: String,
}

impl Handler {
    /// The id of its operation: the name of its function.
    fn id(&self) -> &str {
        let (_, after) = self.text.split_once("async fn ").unwrap();
        after.split('(').next().unwrap()
    }

    /// Whether it is a GET.
    fn reads(&self) -> bool {
        self.text.split_once("#[operation(").is_some_and(|(_, after)| after.trim_start().starts_with("get "))
    }

    /// What it calls of other modules, and the verb of its title.
    fn said(&self) -> BTreeSet<String> {
        let before_calls = self.text.split('(').filter_map(|before| before.rsplit_once("::"));
        let called = before_calls.map(|(_, name)| name.to_owned());
        let title = self.text.lines().find_map(|line| line.strip_prefix("/// ")).unwrap_or_default();
        let verb = title.split(' ').next().unwrap().to_lowercase().replace('é', "e");
        called.chain([verb]).collect()
    }

    /// Whether its name is that of a use case, or the first words of it.
    fn is_named_by_its_verb(&self) -> bool {
        let starts =
            |said: &str| said.strip_prefix(&self.name).is_some_and(|end| end.is_empty() || end.starts_with('_'));
        let is = |verb: &str| self.name == verb || self.name.starts_with(&format!("{verb}_"));
        match self.id().rsplit('_').next() {
            Some("view") => is("voir"),
            Some("list") => is("lister"),
            _ => self.said().iter().any(|said| starts(said)),
        }
    }
}

/// The operations of the rooms.
fn handlers() -> Vec<Handler> {
    let files =
        code(&["services"]).into_iter().filter(|(path, _)| path.contains("/api/") && !path.ends_with("/mod.rs"));
    let handlers = files.map(|(path, text)| {
        let name = Path::new(&path).file_stem().unwrap().to_str().unwrap().to_owned();
        Handler { path, name, text }
    });
    let handlers: Vec<_> = handlers.collect();
    assert!(handlers.len() > 100, "the operations were not found");
    handlers
}

#[test]
fn a_file_holds_one_operation() {
    for one in handlers() {
        assert_eq!(one.text.matches("#[operation(").count(), 1, "{}", one.path);
    }
}

#[test]
fn a_file_is_named_by_the_verb_of_its_operation() {
    let others = handlers().into_iter().filter(|one| !one.is_named_by_its_verb());
    let others: BTreeSet<_> =
        others.map(|one| format!("{} is {} and says {:?}", one.path, one.id(), one.said())).collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn a_get_reads_and_opens_nothing_that_writes() {
    for one in handlers().iter().filter(|one| one.reads()) {
        let opened: Vec<_> = WRITING.iter().filter(|way| one.text.contains(*way)).collect();
        assert!(opened.is_empty(), "{}: {opened:?} reads past the journal", one.path);
    }
}

/// The schemas of a document in which a person stands with a place for their name, by themselves or by what they show.
fn naming(document: &Value) -> BTreeSet<String> {
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let places = |schema: &Value| {
        let properties = schema["properties"].as_object();
        properties.into_iter().flatten().any(|(field, value)| {
            let has = |name: String| schema["properties"].get(name).is_some();
            value.to_string().contains("/ParticipantId\"")
                && (has(format!("{field}_nom")) || has(format!("{field}_noms")))
        })
    };
    let mut found: BTreeSet<_> =
        schemas.iter().filter(|(_, schema)| places(schema)).map(|(name, _)| name.clone()).collect();
    loop {
        let more = schemas.iter().filter(|(name, schema)| !found.contains(*name) && shows(schema, &found));
        let more: Vec<_> = more.map(|(name, _)| name.clone()).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// Whether something of a document names one of these schemas.
fn shows(said: &Value, schemas: &BTreeSet<String>) -> bool {
    match said {
        Value::Object(fields) => fields.iter().any(|(key, value)| match (key.as_str(), value.as_str()) {
            ("$ref", Some(named)) => named.rsplit('/').next().is_some_and(|name| schemas.contains(name)),
            _ => shows(value, schemas),
        }),
        Value::Array(all) => all.iter().any(|one| shows(one, schemas)),
        _ => false,
    }
}

#[test]
fn whoever_stands_in_an_answer_is_named_whether_it_is_read_or_done() {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let naming = naming(&document);
    let operations = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap());
    let answers: BTreeMap<_, _> = operations
        .map(|(_, one)| (one["operationId"].as_str().unwrap().to_owned(), shows(&one["responses"], &naming)))
        .collect();
    // participants names persons from its own files, in the transaction.
    let others = handlers().into_iter().filter(|one| !one.path.starts_with("services/participants/"));
    let (mut named, mut mute) = (0, Vec::new());
    for one in others.filter(|one| answers.get(one.id()) == Some(&true)) {
        if one.text.contains("participants.nommer(") {
            named += 1;
        } else {
            mute.push(format!("{} answers persons without their names", one.path));
        }
    }
    assert!(mute.is_empty(), "{mute:#?}");
    assert!(named > 30, "{named}");
}

/// Who may read or write without a grant of the caller's, and why. A reader in the name of the suite would be past the
/// journal.
const SCOPES: [(&str, &str); 7] = [
    ("Grant", "a permission of who calls"),
    ("Journalisee", "a nominative read, with its line"),
    ("Systeme", "the suite itself: rounds, events, the deployment"),
    ("Prise", "a long work, in the name of who asked for it"),
    ("Proprietaire", "their own searches, which tell of nobody"),
    ("Porteur", "the holder of a link: its candidature alone"),
    ("Visiteur", "who proves who they are: the deployment, where accounts are and no person is"),
];

#[test]
fn a_scope_is_one_of_those_that_the_journal_knows() {
    let mut found = BTreeSet::new();
    for (path, text) in code(&["gateway/src", "libs", "services"]) {
        for line in text.lines().filter(|line| {
            line.starts_with("impl") && (line.contains("ReadScope for ") || line.contains("WriteScope for "))
        }) {
            let (_, name) = line.split_once("Scope for ").unwrap();
            let name = name.split(|one: char| !one.is_alphanumeric()).next().unwrap().to_owned();
            assert!(SCOPES.iter().any(|(known, _)| *known == name), "{path}: {name} may read or write for whom?");
            found.insert(name);
        }
    }
    assert_eq!(found, SCOPES.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn no_operation_acts_as_the_suite_itself() {
    for (path, text) in code(&["services"]) {
        let layer = |name: &str| path.contains(&format!("/{name}/")) || path.ends_with(&format!("/{name}.rs"));
        // Whoever asks for a token has none yet: they act for the deployment, where no person is.
        if (layer("api") || layer("app")) && !path.contains("/jetons/") {
            assert!(!text.contains("Systeme("), "{path} reads or writes past its caller's grant");
        }
    }
}

#[test]
fn the_check_of_names_sees_what_it_must() {
    let handler = |name: &str, id: &str, use_case: &str| Handler {
        path: String::new(),
        name: name.to_owned(),
        text: format!(
            "/// Préparer une séance\npub(crate) async fn {id}(db: Db) {{\n    app::{use_case}(tx, *id).await\n}}"
        ),
    };
    let named = |name, id, use_case| handler(name, id, use_case).is_named_by_its_verb();
    assert!(named("prevoir", "commission_create", "prevoir"));
    assert!(named("prevoir", "commission_create", "prevoir_seance"));
    assert!(named("preparer", "commission_create", "prevoir"), "the verb of its title");
    assert!(!named("creer", "commission_create", "prevoir"));
    assert!(!named("prev", "commission_create", "prevoir"));
    assert!(named("voir_fse", "commission_view", "juger"));
    assert!(!named("ouvrir", "commission_view", "ouvrir"), "what is read is seen, or listed");
    assert!(!named("voir", "commission_list", "voir"));
}
