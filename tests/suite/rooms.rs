//! The house as its folders tell it: rooms in their order, nouns inside, and no file that knows itself by another.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use kernel::Service;
use syn::{Item, UseTree};

use crate::architecture::{root, sources};

/// The rooms of a service, from the top: each may know those after it, none before.
const fn rooms(service: Service) -> &'static [&'static str] {
    match service {
        Service::Territoires => &["rounds", "territoires", "jetons", "comptes"],
        Service::Participants => &["rounds", "reprise", "droits", "instances", "entree", "dossier"],
        Service::Parcours => &["rounds", "reprise", "pilotage", "sorties", "suivi", "etapes", "vie"],
        Service::Emargement => &["rounds", "temps", "agenda", "registre"],
        Service::Fse => &["rounds", "bilans", "participations", "operations"],
    }
}

/// The files of a noun, or the folders that they became.
const LAYERS: [&str; 4] = ["api", "app", "domain", "store"];

/// A module of a service, by its path: `["entree", "candidature", "app"]`.
type Module = Vec<String>;

/// The modules of a service, each with its text.
fn modules(service: Service) -> BTreeMap<Module, String> {
    let src = root().join("services").join(service.nom()).join("src");
    let name = |path: &PathBuf| {
        let inside = path.strip_prefix(&src).unwrap().with_extension("");
        let mut name: Module = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if name.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
            name.pop();
        }
        name
    };
    sources(&src).into_iter().map(|path| (name(&path), fs::read_to_string(path).unwrap())).collect()
}

/// The paths that a use names, each with the name that it gives.
fn named(tree: &UseTree, before: &[String], found: &mut Vec<(Module, String)>) {
    let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
    match tree {
        UseTree::Path(path) => named(&path.tree, &with(&path.ident), found),
        UseTree::Group(group) => group.items.iter().for_each(|item| named(item, before, found)),
        UseTree::Name(name) if name.ident == "self" => {
            found.push((before.to_vec(), before.last().cloned().unwrap_or_default()));
        }
        UseTree::Name(name) => found.push((with(&name.ident), name.ident.to_string())),
        UseTree::Rename(rename) if rename.ident == "self" => found.push((before.to_vec(), rename.rename.to_string())),
        UseTree::Rename(rename) => found.push((with(&rename.ident), rename.rename.to_string())),
        UseTree::Glob(_) => found.push((before.to_vec(), String::new())),
    }
}

/// The module in which a path of the crate ends, and what is left of it.
fn resolve<'a>(path: &'a [String], known: &BTreeMap<Module, String>) -> Option<&'a [String]> {
    (1..=path.len()).rev().map(|end| &path[..end]).find(|start| known.contains_key(*start))
}

/// The modules of its own service that a file knows. Through a folder it knows the files that it names.
fn knows(text: &str, known: &BTreeMap<Module, String>) -> BTreeSet<Module> {
    let mut paths = Vec::new();
    for item in &syn::parse_file(text).unwrap().items {
        if let Item::Use(one) = item {
            named(&one.tree, &[], &mut paths);
        }
    }
    paths.extend(inline(text));
    let own = paths.into_iter().filter(|(path, _)| path.first().is_some_and(|first| first == "crate"));
    let mut all = BTreeSet::new();
    for (path, name) in own {
        let Some(module) = resolve(&path[1..], known) else { continue };
        let folder = module.len() == path.len() - 1
            && known.keys().any(|one| one.len() > module.len() && one.starts_with(module));
        if !folder {
            all.insert(module.to_vec());
            continue;
        }
        for used in text.split(&format!("{name}::")).skip(1) {
            let rest: Vec<_> = used.split("::").map_while(first_word).collect();
            let whole = [module, &rest].concat();
            all.extend(resolve(&whole, known).map(<[String]>::to_vec));
        }
    }
    all
}

/// The paths of the crate that a file names where it uses them.
fn inline(text: &str) -> Vec<(Module, String)> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//") && !line.starts_with("use "));
    let code: Vec<_> = code.collect();
    let code = code.join("\n");
    let used = code.split("crate::").skip(1).map(|rest| {
        let words: Vec<_> = rest.split("::").map_while(first_word).collect();
        [vec!["crate".to_owned()], words].concat()
    });
    used.map(|path| {
        let name = path.last().cloned().unwrap_or_default();
        (path, name)
    })
    .collect()
}

/// The word at the start of a text.
fn first_word(text: &str) -> Option<String> {
    let end = text.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

#[test]
fn every_folder_of_a_service_is_one_of_its_rooms_and_has_its_map() {
    for service in Service::tous() {
        let src = root().join("services").join(service.nom()).join("src");
        let folders: BTreeSet<_> = fs::read_dir(&src)
            .unwrap()
            .map(|one| one.unwrap().path())
            .filter(|path| path.is_dir())
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect();
        let expected: BTreeSet<_> = rooms(service).iter().map(|room| (*room).to_owned()).collect();
        assert_eq!(folders, expected, "{service}");
        for room in rooms(service) {
            let map = fs::read_to_string(src.join(room).join("mod.rs")).unwrap();
            assert!(map.starts_with("//! "), "{service}/{room} does not say what it is for");
        }
    }
}

#[test]
fn a_room_knows_the_rooms_below_it_and_none_above() {
    for service in Service::tous() {
        let rank =
            |module: &Module| rooms(service).iter().position(|room| module.first().is_some_and(|one| one == room));
        let known = modules(service);
        for (module, text) in &known {
            for other in knows(text, &known) {
                if let (Some(own), Some(its)) = (rank(module), rank(&other)) {
                    assert!(own <= its, "{service}: {} knows {}", module.join("/"), other.join("/"));
                }
            }
        }
    }
}

/// Files that lead back to themselves still, each with the one by which it does: two use cases that call each other.
const LOOPS: [&str; 2] =
    ["parcours: vie/affectation/app by vie/parcours/app", "parcours: vie/parcours/app by vie/affectation/app"];

#[test]
fn no_file_knows_itself_by_another_but_these() {
    let mut found = BTreeSet::new();
    for service in Service::tous() {
        let known = modules(service);
        // A folder's map names its files, and a file may name what its folder holds.
        let graph: BTreeMap<_, _> = known
            .iter()
            .map(|(module, text)| {
                (module, knows(text, &known).into_iter().filter(|one| !module.starts_with(one)).collect::<Vec<_>>())
            })
            .collect();
        for start in graph.keys() {
            let (mut seen, mut next) = (BTreeSet::new(), vec![*start]);
            while let Some(module) = next.pop() {
                for other in graph.get(module).into_iter().flatten() {
                    if other == *start {
                        found.insert(format!("{service}: {} by {}", start.join("/"), module.join("/")));
                    } else if seen.insert(other.clone()) {
                        next.push(known.get_key_value(other).unwrap().0);
                    }
                }
            }
        }
    }
    assert_eq!(found, LOOPS.map(ToOwned::to_owned).into());
}

#[test]
fn a_noun_is_made_of_its_layers() {
    for service in Service::tous() {
        for module in modules(service).keys() {
            let of_a_noun = module.len() > 3 && module[0] != "rounds";
            assert!(
                !of_a_noun || LAYERS.contains(&module[2].as_str()),
                "{service}: {} is in no layer of its noun",
                module.join("/")
            );
        }
    }
}
