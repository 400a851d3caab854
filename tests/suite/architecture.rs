//! Who may depend on whom.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use kernel::Service;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn metadata() -> Metadata {
    MetadataCommand::new().no_deps().exec().unwrap()
}

fn package<'a>(metadata: &'a Metadata, name: &str) -> &'a Package {
    metadata.workspace_packages().into_iter().find(|package| package.name.as_str() == name).unwrap()
}

fn dependencies(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    let all = package(metadata, name).dependencies.iter();
    let normal = all.filter(|one| one.kind == DependencyKind::Normal && !one.optional);
    normal.map(|one| one.name.clone()).collect()
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file under a folder.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    entries.flat_map(|one| if one.is_dir() { sources(&one) } else { vec![one] }).collect()
}

/// Every Rust file of these folders: its path in the workspace, and its text.
pub(crate) fn code(folders: &[&str]) -> Vec<(String, String)> {
    let files = folders.iter().map(|folder| root().join(folder));
    let files = files.flat_map(|place| if place.is_file() { vec![place] } else { sources(&place) });
    let rust = files.filter(|file| file.extension().is_some_and(|one| one == "rs"));
    let path = |file: &Path| file.strip_prefix(root()).unwrap().display().to_string();
    rust.map(|file| (path(&file), fs::read_to_string(&file).unwrap())).collect()
}

#[test]
fn a_service_knows_no_other_service_only_what_it_says() {
    let metadata = metadata();
    for service in Service::tous() {
        let known = dependencies(&metadata, service.nom());
        let others: Vec<_> = Service::tous().filter(|other| known.contains(other.nom())).collect();
        assert!(others.is_empty(), "{service} depends on {others:?}");
    }
}

#[test]
fn no_contract_rests_on_itself_in_a_circle() {
    let metadata = metadata();
    let uses = |service: Service| -> Vec<Service> {
        let known = dependencies(&metadata, service.nom());
        Service::tous().filter(|other| *other != service && known.contains(&format!("{other}-api"))).collect()
    };
    fn reaches(from: Service, to: Service, uses: &impl Fn(Service) -> Vec<Service>, depth: usize) -> bool {
        depth > 0 && uses(from).into_iter().any(|next| next == to || reaches(next, to, uses, depth - 1))
    }
    for service in Service::tous() {
        assert!(!reaches(service, service, &uses, Service::tous().len()), "{service} is in a circle");
    }
}

#[test]
fn a_contract_is_words_and_rests_on_words() {
    let metadata = metadata();
    let contracts: Vec<_> = Service::tous().map(|service| format!("{service}-api")).collect();
    let words = [
        "kernel",
        "operation",
        "problem",
        "referentiel",
        "suite-api",
        "chrono",
        "garde",
        "rust_decimal",
        "serde",
        // The values of any field, in a history.
        "serde_json",
        "utoipa",
        "uuid",
    ];
    for contract in contracts.iter().map(String::as_str).chain(["suite-api"]) {
        for known in dependencies(&metadata, contract) {
            assert!(words.contains(&&*known) || contracts.contains(&known), "{contract} depends on {known}");
        }
        let problem = package(&metadata, contract).dependencies.iter().find(|one| one.name == "problem");
        let answers = problem.is_some_and(|one| one.features.iter().any(|feature| feature == "actix"));
        assert!(!answers, "{contract} makes HTTP answers");
    }
}

#[test]
fn the_vocabulary_and_the_rules_know_no_framework() {
    let metadata = metadata();
    for name in ["kernel", "problem", "referentiel"] {
        let known = dependencies(&metadata, name);
        for framework in ["actix-web", "diesel", "diesel-async", "redis", "reqwest", "tokio"] {
            assert!(!known.contains(framework), "{name} depends on {framework}");
        }
    }
}

#[test]
fn the_domain_of_a_service_knows_no_framework() {
    for service in Service::tous() {
        let files = layers(service, &["domain"]);
        assert!(!files.is_empty(), "{service} decides nothing");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for framework in ["actix_web", "diesel", "redis", "reqwest", "tokio", "store::"] {
                assert!(!text.contains(&format!("use {framework}")), "{} uses {framework}", file.display());
            }
        }
    }
}

/// Who knows bare UUIDs, and why. Elsewhere an identifier has a kind.
const BARE: [(&str, &str); 7] = [
    ("gateway/src/proxy.rs", "writes the id of a request without allocating"),
    ("libs/kernel/src/id.rs", "makes identifiers of them"),
    ("libs/runtime/src/telemetry.rs", "draws the ids of traces"),
    ("libs/store/src/colonne.rs", "puts identifiers in columns"),
    ("libs/testkit/src/servers.rs", "draws names of databases"),
    ("libs/trace/src/lib.rs", "makes the ids of traces of them"),
    ("services/plie/src/launcher/secrets.rs", "draws secrets"),
];

#[test]
fn an_identifier_says_what_it_identifies() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut bare = BTreeSet::new();
    for folder in ["gateway", "libs", "services"] {
        for file in sources(&root.join(folder)).into_iter().filter(|one| one.extension().is_some_and(|end| end == "rs"))
        {
            if fs::read_to_string(&file).unwrap().contains("uuid::") {
                bare.insert(file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let known: BTreeSet<_> = BARE.iter().map(|(file, _)| (*file).to_owned()).collect();
    assert_eq!(bare, known, "a kind of kernel::kind says what an identifier identifies");
}

#[test]
fn an_identifier_becomes_one_of_another_kind_only_where_its_kind_is_said() {
    let turned: BTreeSet<_> = code(&["gateway", "libs", "services"])
        .into_iter()
        .filter(|(_, text)| text.contains(".uuid().into()"))
        .map(|(path, _)| path)
        .collect();
    // Whoever acts in their own name is a user.
    assert_eq!(turned, ["libs/auth/src/scope.rs".to_owned()].into());
}

/// What is said to the suite, or computed by a rule, and kept or answered as it is (ADR 11).
const VALEURS: &[&str] = &[
    // What a person says, kept as they said it.
    "AccordSortie",
    "ActionPrevueParcours",
    "AdresseStructure",
    "Colonne",
    "ColonneReprise",
    "Contenu",
    "ContratRepris",
    "ContratSortie",
    "CoutAgent",
    "DateSuivie",
    "DecisionCorrigee",
    "DecisionDemandeCorrigee",
    // What a command asks of an instance, kept until it is granted.
    "DecisionEquipe",
    "NouvelleProlongation",
    "Deport",
    "DiagnosticRepris",
    "EcritCompteRendu",
    "ElementDiagnostic",
    "EngagementEcrit",
    "EntreeRemplacee",
    "EntreeReprise",
    "Experience",
    "EtatCivil",
    "FaitRepris",
    "CompteRenduLiaison",
    "LigneComparaisonReprise",
    "PresenceDite",
    "FinContrat",
    "IntervenantEcrit",
    "Membre",
    "Menage",
    "NatureSortie",
    "NiveauTheme",
    "OperationCitee",
    "PlanEtape",
    "PlanRendezVous",
    "PresenceReprise",
    "PreuveDepot",
    "ReferentSocial",
    "ReferentSocialConnu",
    "QuestionnaireEntree",
    "QuestionnaireSortie",
    "Signature",
    // What a command says, until it is read or as it is kept.
    "ConventionPlaces",
    "DeplacementCommission",
    "EnTete",
    "Envoi",
    "NouveauConsentement",
    "NouveauContact",
    "NouveauContrat",
    "NouveauContratSortie",
    "NouveauDiagnostic",
    "NouveauMandat",
    "NouveauParticipant",
    "NouveauRendezVous",
    "NouveauReperage",
    "NouvelleActionCollective",
    "NouvelleSuspension",
    "NouvelleAdresse",
    "NouvelleCorrespondance",
    "NouvelleCorrespondanceParcours",
    "NouvelleDecision",
    "NouvelleDecisionDemande",
    "NouveauBesoin",
    "NouvelleDemarche",
    "NouvelleEtape",
    "NouvelleFin",
    "NouvelleOperation",
    "NouvellePiece",
    "NouvelleQualification",
    "NouvelleRevue",
    "NouvelleSituation",
    "NouvelleSortie",
    "NouvelleStructure",
    "Recherche",
    "Renouvellement",
    "SuiteBesoin",
    "SuiteDemarche",
    "SuitePiece",
    // What a rule computes.
    "Anomalie",
    "Compte",
    "Couts",
    "EvolutionTheme",
    "FaitDate",
    "Indicateur",
    "JoursEtat",
    "LigneFeuille",
    "LigneGrille",
    "LigneLue",
    "MinutesCertifiees",
    "MinutesDuJour",
    "PeriodeParcours",
    "ProblemeLigne",
    "Risque",
];

/// The data of the contracts: structs, and enums that are not closed lists of codes.
fn data_of_contracts() -> BTreeSet<String> {
    let contracts =
        code(&["libs"]).into_iter().filter(|(path, _)| path.split('/').nth(1).is_some_and(|one| one.ends_with("-api")));
    let data = contracts.flat_map(|(_, text)| {
        let kept =
            text.lines().filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")));
        kept.map(|name| name.split(|one: char| !one.is_alphanumeric()).next().unwrap().to_owned()).collect::<Vec<_>>()
    });
    data.collect()
}

#[test]
fn a_domain_knows_the_codes_of_the_contracts_and_these_values() {
    let data = data_of_contracts();
    assert!(data.contains("ParticipantDto") && !data.contains("EtatCandidature"), "the contracts were not read");
    let mut known = BTreeSet::new();
    for service in Service::tous() {
        for file in layers(service, &["domain"]) {
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for used in text.split("_api::").skip(1).map(|rest| rest.split(';').next().unwrap()) {
                let words = used.split(|one: char| !one.is_alphanumeric() && one != '_');
                let first = if used.starts_with('{') { usize::MAX } else { 1 };
                known.extend(
                    words
                        .filter(|word| !word.is_empty())
                        .take(first)
                        .filter(|word| data.contains(*word))
                        .map(ToOwned::to_owned),
                );
            }
        }
    }
    let listed: BTreeSet<_> = VALEURS.iter().map(|name| (*name).to_owned()).collect();
    let unknown: Vec<_> = known.difference(&listed).collect();
    assert!(unknown.is_empty(), "{unknown:?} in a domain: a read model, or a value to name here?");
}

/// Files of some layers of a service.
fn layers(service: Service, layers: &[&str]) -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("../services").join(service.nom()).join("src");
    let of = |path: &PathBuf| {
        let inside = path.strip_prefix(&src).unwrap().with_extension("");
        inside.components().any(|part| layers.iter().any(|layer| part.as_os_str() == *layer))
    };
    sources(&src).into_iter().filter(of).collect()
}

#[test]
fn a_state_moves_by_a_transition_of_the_domain_and_no_other_way() {
    for service in Service::tous() {
        for file in layers(service, &["api", "app", "store", "events"]) {
            let text = fs::read_to_string(&file).unwrap();
            // In SQL, what is compared stands between quotes.
            let set = text.lines().find(|line| line.contains(".etat = ") && !line.contains(".etat = '"));
            assert_eq!(set, None, "{}", file.display());
            assert!(!text.contains("fn changer_etat"), "{}", file.display());
        }
    }
}

/// Whether a line takes a read model: as an argument, or as a field of something that is worked on.
fn takes_a_read_model(line: &str) -> bool {
    line.match_indices("Dto").any(|(end, _)| {
        let before = line[..end].trim_end_matches(char::is_alphanumeric);
        let wrappers = ["&", "mut ", "Vec<", "Option<", "["];
        let mut lead = before;
        while let Some(shorter) = wrappers.iter().find_map(|wrapper| lead.strip_suffix(wrapper)) {
            lead = shorter;
        }
        lead.ends_with(": ")
    })
}

#[test]
fn a_read_model_is_written_and_never_decided_upon() {
    for service in Service::tous() {
        for file in layers(service, &["domain"]) {
            assert!(!fs::read_to_string(&file).unwrap().contains("Dto"), "{} knows a read model", file.display());
        }
        for file in layers(service, &["app", "store"]) {
            let text = fs::read_to_string(&file).unwrap();
            // What another service says of a person is read once, into what this one knows of them.
            let taken = text.lines().find(|line| takes_a_read_model(line) && !line.contains("fn from("));
            assert_eq!(taken, None, "{}", file.display());
        }
    }
}

/// Tables of a service that say whose record each row is.
fn tables_of_persons(service: Service) -> Vec<String> {
    let migrations = sources(&root().join(format!("services/{service}/migrations")));
    let up =
        migrations.into_iter().filter(|path| path.ends_with("up.sql")).map(|path| fs::read_to_string(path).unwrap());
    let up: String = up.collect();
    let tables = up.split("CREATE TABLE ").skip(1).filter_map(|table| table.split_once(" ("));
    let of_persons = tables.filter(|(_, rest)| rest.split(");").next().unwrap().contains("\n  participant_id "));
    of_persons.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn whatever_tells_of_a_person_follows_a_merge() {
    let mut seen = 0;
    // participants decides the merge and moves its own records with it.
    let told = |service: &Service| service.tient_des_personnes() && *service != Service::Participants;
    for service in Service::tous().filter(told) {
        let events = root().join(format!("services/{service}/src/events.rs"));
        let events = fs::read_to_string(events).unwrap();
        for table in tables_of_persons(service) {
            assert!(events.contains(&format!("nom: \"{table}\"")), "{service}.{table} stays behind");
            seen += 1;
        }
    }
    assert_eq!(seen, 21, "tables of persons in these services");
}

/// What participants keeps of a file under its own identifier when another absorbs it, and why.
const RESTENT: [(&str, &str); 7] = [
    ("annonces", "what was announced of that file"),
    ("import_lignes", "which file a line made"),
    ("obligations", "retention looks at the files that were absorbed too"),
    ("participant_versions", "what the file itself said"),
    ("recherche_cles", "made anew from the file"),
    ("references_externes", "an import follows the merge when it reads them"),
    ("registre_droits", "what was done of the rights that were exercised on that file"),
];

/// Tables of persons that were renamed since they were made.
const RENOMMEES: [(&str, &str); 1] = [("entretiens_diagnostic", "presences_constatees")];

#[test]
fn whatever_a_file_holds_follows_its_merge_or_says_why_it_stays() {
    let moved = fs::read_to_string(root().join("services/participants/src/reprise/fusion/store.rs")).unwrap();
    let mut staying = BTreeSet::new();
    for made in tables_of_persons(Service::Participants) {
        let table = RENOMMEES.iter().find(|(former, _)| *former == made).map_or(made.as_str(), |(_, name)| name);
        if !moved.contains(&format!("nom: \"{table}\"")) {
            staying.insert(table.to_owned());
        }
    }
    assert_eq!(staying, RESTENT.iter().map(|(table, _)| (*table).to_owned()).collect());
}

#[test]
fn one_cryptography_and_no_openssl() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for forbidden in ["openssl", "openssl-sys", "native-tls", "pq-sys"] {
        assert!(!lock.contains(&format!("name = \"{forbidden}\"")), "{forbidden} is in the tree");
    }
}

#[test]
fn no_log_line_bears_the_detail_of_a_problem() {
    for (path, text) in code(&["gateway/src", "libs", "services"]) {
        let line = text.lines().find(|line| line.contains("%problem") || line.contains("?problem"));
        assert_eq!(line, None, "{path}: a detail may quote what somebody typed");
    }
}

/// Whether a line of a test makes a day or an instant by itself.
fn makes_a_date(line: &str) -> bool {
    let makers = ["from_ymd_opt(", "parse_from_rfc3339(", "DateTime::from_timestamp(", "parse::<NaiveDate>"];
    let kinds = ["NaiveDate", "DateTime<Utc>"];
    let parser = |kind| line.contains(&format!("str) -> {kind}")) || line.contains(&format!(": {kind} = \""));
    makers.iter().any(|maker| line.contains(maker)) || kinds.into_iter().any(parser)
}

#[test]
fn tests_have_one_way_to_say_a_day_or_an_instant() {
    assert!(makes_a_date("    fn day(text: &str) -> NaiveDate {") && !makes_a_date("    let day = d(\"2026-02-12\");"));
    for (path, text) in code(&["gateway", "libs", "services"]) {
        let tests = text.split_once("#[cfg(test)]").map_or("", |(_, tests)| tests);
        let own = tests.lines().find(|line| makes_a_date(line));
        assert_eq!(own, None, "{path}: `testdata` says days and instants");
    }
}

#[test]
fn handlers_stay_short() {
    for service in Service::tous() {
        let files = layers(service, &["api"]);
        assert!(!files.is_empty(), "{service} answers nothing");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let body =
                text.split(") -> Result<").nth(1).unwrap_or_default().lines().take_while(|line| *line != "}").count();
            assert!(body <= 21, "{}: {body} lines", file.display());
        }
    }
}

/// Lines within which three names of services are a list.
const LIST: usize = 6;

/// Where a list of services may be written.
const LISTS: [(&str, &str); 1] = [("libs/kernel/src/service.rs", "the one list")];

#[test]
fn the_services_are_listed_once() {
    let named = |line: &str| {
        let quoted = |service: Service, mark: char| line.contains(&format!("{mark}{service}{mark}"));
        Service::tous().filter(|one| quoted(*one, '"') || quoted(*one, '\'')).collect::<BTreeSet<_>>()
    };
    for (path, text) in code(&["gateway", "libs", "openapi", "services", "tests"]) {
        if LISTS.iter().any(|(allowed, _)| *allowed == path) {
            continue;
        }
        let lines: Vec<_> = text.lines().map(named).collect();
        for (rank, near) in lines.windows(LIST.min(lines.len())).enumerate() {
            let together: BTreeSet<_> = near.iter().flatten().collect();
            assert!(together.len() < 3, "{path}:{}: a list of services by hand: kernel::Service is it", rank + 1);
        }
    }
}

/// Files of which a sentence names a code that its reader writes: a field of what they send.
const NAME_CODES: [&str; 2] = [
    "services/participants/src/reprise/correspondance/domain.rs",
    "services/parcours/src/reprise/correspondance/domain.rs",
];

#[test]
fn what_people_read_is_in_words_and_never_in_codes() {
    let said = |text: &str| text.lines().any(|line| line.contains("format!(") && line.contains(".code()"));
    let found: Vec<_> = code(&["services"]).into_iter().filter(|(_, text)| said(text)).map(|(file, _)| file).collect();
    assert_eq!(found, NAME_CODES, "`libelle` says it in French");
}
