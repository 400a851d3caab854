//! Every rule of a référentiel is read: a value that nothing reads would be a promise that nobody keeps.

use crate::architecture::code;

const MODELE: &str = "libs/referentiel/src/modele.rs";

/// What people read as it is, and no rule judges.
const DITES: [&str; 2] = ["source", "libelle"];

/// What comes before the tests of a source.
fn judged(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

/// The fields of the model, with the structure of each.
fn fields(model: &str) -> Vec<(String, String)> {
    let (mut structure, mut found) = (String::new(), Vec::new());
    for line in model.lines() {
        if let Some(name) = line.strip_prefix("pub struct ") {
            name.trim_end_matches(" {").clone_into(&mut structure);
        } else if let Some((name, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(": ")) {
            found.push((structure.clone(), name.to_owned()));
        }
    }
    found
}

/// Whether a text reads a field: `.field`, not a call, or by its name between braces.
fn reads(text: &str, field: &str) -> bool {
    let word = |one: Option<char>| one.is_some_and(|one| one.is_alphanumeric() || one == '_' || one == '(');
    let dotted =
        text.match_indices(&format!(".{field}")).any(|(at, found)| !word(text[at + found.len()..].chars().next()));
    let named = |sep: &str| text.contains(&format!("{{ {field}{sep}")) || text.contains(&format!(", {field}{sep}"));
    dotted || named(" }") || named(",")
}

#[test]
fn every_value_of_a_référentiel_is_read_by_a_rule() {
    let sources = code(&["libs/referentiel/src", "libs/store/src/referentiels.rs", "services"]);
    let model = &sources.iter().find(|(path, _)| path == MODELE).unwrap().1;
    let own = model.split("impl ").skip(1).collect::<String>();
    let readers: Vec<_> = sources
        .iter()
        .filter(|(path, text)| path != MODELE && (path.starts_with("libs") || text.contains("referentiel")))
        .map(|(_, text)| judged(text))
        .chain([own.as_str()])
        .collect();
    let all = fields(model);
    assert!(all.len() > 60, "the fields of the model are found: {}", all.len());
    let unread: Vec<_> = all
        .iter()
        .filter(|(_, field)| !DITES.contains(&field.as_str()) && !readers.iter().any(|text| reads(text, field)))
        .collect();
    assert!(unread.is_empty(), "read by no rule: {unread:?}");
}

#[test]
fn every_rule_is_called_by_a_service() {
    let rules = code(&["libs/referentiel/src/regles"]);
    let services = code(&["services", "libs/store/src", "libs/events/src"]);
    let mut idle = Vec::new();
    for (path, text) in &rules {
        let public = judged(text).lines().filter_map(|line| line.strip_prefix("pub fn "));
        for rule in public.map(|line| line.split(['(', '<']).next().unwrap()) {
            let called = |text: &str| ["(", ",", " }"].iter().any(|after| text.contains(&format!("{rule}{after}")));
            let elsewhere = services.iter().chain(rules.iter().filter(|(other, _)| other != path));
            if !elsewhere.map(|(_, text)| judged(text)).any(called) {
                idle.push(format!("{path}: {rule}"));
            }
        }
    }
    assert!(idle.is_empty(), "called by nobody: {idle:?}");
}
