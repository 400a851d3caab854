//! Taking over an existing base: staged, looked at, corrected, and only then files of persons.

use std::{
    fmt::Write,
    io::{Cursor, Write as _},
    time::Duration,
};

use diesel::QueryableByName;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::Clock;
use plie::demo::{Api, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::dossier::clamd;

const TABLE: &str = "\u{feff}N°;Nom usuel;Prénom;Né(e) le;Civ.;Tél;CP;Ville;RSA;RSA depuis;Entrée;Référent
100;Diallo;Aminata;20/05/1984;Mme;612345678;71100;CHALON SUR SAONE;oui;15/01/2025;;
101;Garnier;Lou;02/01/1990;M.;;71100;Chalon-sur-Saône;non;;01/03/2024;Mme Petit
102;Konaté;Issa;31/02/1991;M.;;71100;Chalon-sur-Saône;;;;
103;Moreau;Léa;12/07/1979;;;69003;Mâcon;peut-être;;;
";

fn mapping(referent: &str) -> Value {
    let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
    json!({ "nom": "Ancien logiciel", "source": "ancien_logiciel", "colonnes": [
        column("n°", "reference"),
        column("NOM USUEL", "nom"),
        column("Prenom", "prenom"),
        column("Né(e) le", "date_naissance"),
        column("Civ.", "sexe"),
        column("Tél", "telephone"),
        column("CP", "code_postal"),
        column("Ville", "commune"),
        { "titre": "RSA", "champ": "situation", "situation": "rsa", "depuis": "RSA depuis" },
        column("Entrée", "entree_le"),
        { "titre": "Référent", "champ": "referent", "valeurs": { "Mme Petit": referent } },
    ] })
}

async fn open(api: &Api, correspondance: &Value) -> String {
    let opened = json!({ "fichier": "base.csv", "correspondance": correspondance["id"], "arrete_le": "2026-01-05" });
    api.post("/v1/imports", opened).await.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn upload(suite: &TestSuite, api: &Api, import: &str, bytes: Vec<u8>) -> (u16, Value) {
    let url = format!("{}/v1/imports/{import}/fichier", suite.url);
    let answer = suite.http.put(url).bearer_auth(api.token()).body(bytes).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// The import once its work is over.
async fn settled(api: &Api, import: &str) -> Value {
    let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then(|| import.clone());
    wait_for(api, &format!("/v1/imports/{import}"), over).await.unwrap()
}

async fn send(suite: &TestSuite, api: &Api, correspondance: &Value, table: &str) -> (String, Value) {
    let import = open(api, correspondance).await;
    let (status, body) = upload(suite, api, &import, table.as_bytes().to_vec()).await;
    assert_eq!(status, 200, "{body}");
    let read = settled(api, &import).await;
    (import, read)
}

async fn integrate(api: &Api, import: &str) -> Value {
    api.post(&format!("/v1/imports/{import}/integration"), json!({})).await.unwrap();
    settled(api, import).await
}

fn counts(import: &Value) -> Value {
    let all = import["comptes"].as_object().unwrap();
    all.iter().filter(|(_, count)| **count != json!(0)).map(|(name, count)| (name.clone(), count.clone())).collect()
}

async fn lines(api: &Api, import: &str, etat: &str) -> Vec<Value> {
    let page = api.get(&format!("/v1/imports/{import}/lignes?etat={etat}")).await.unwrap();
    page["elements"].as_array().unwrap().clone()
}

async fn persons(api: &Api) -> usize {
    api.get("/v1/participants?limite=200").await.unwrap()["elements"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_existing_base_is_previewed_corrected_and_taken_over_with_its_entries() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("grand-chalon").await;
    let api = &equipe.animation;
    let correspondance = api.post("/v1/correspondances", mapping(&equipe.referent_id)).await.unwrap();
    let (import, read) = send(&suite, api, &correspondance, TABLE).await;
    assert_eq!(read["etat"], "apercu", "{read}");
    assert_eq!(counts(&read), json!({ "prete": 2, "rejetee": 2 }));
    assert_eq!((&read["travail"]["fait"], &read["travail"]["total"]), (&json!(4), &json!(4)));
    assert_eq!(persons(api).await, 0, "nothing counts yet");

    let ready = lines(api, &import, "prete").await;
    assert_eq!(ready[0]["lecture"]["personne"]["telephone"], "06 12 34 56 78", "the zero that a spreadsheet took");
    assert_eq!(ready[0]["lecture"]["adresse"]["commune"], "71076");
    assert_eq!(ready[0]["lecture"]["situations"][0]["depuis"], "2025-01-15");
    let rejected = lines(api, &import, "rejetee").await;
    let told = |line: &Value| -> Vec<String> {
        let problems = line["problemes"].as_array().unwrap();
        problems
            .iter()
            .map(|one| format!("{}: {}", one["colonne"].as_str().unwrap_or("-"), one["code"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(told(&rejected[0]), ["Né(e) le: invalide"]);
    assert_eq!(told(&rejected[1]), ["Civ.: absent", "RSA: invalide", "Ville: invalide"], "all at once");

    let after = integrate(api, &import).await;
    assert_eq!(counts(&after), json!({ "integree": 2, "rejetee": 2 }), "the good ones do not wait for the others");
    let garnier = api.post("/v1/participants/recherche", json!({ "nom": "garnier" })).await.unwrap();
    let garnier = garnier[0]["id"].as_str().unwrap();
    let situations = api.get(&format!("/v1/participants/{garnier}/situations")).await.unwrap();
    assert_eq!((&situations[0]["reponse"], &situations[0]["depuis"]), (&json!("non"), &json!("2026-01-05")));
    assert_eq!(situations[0]["source"], "import ancien_logiciel, arrêté au 2026-01-05");
    let opened = wait_for(&equipe.referent, "/v1/parcours", |page| page["elements"].get(0).cloned()).await.unwrap();
    assert_eq!((&opened["participant"], &opened["entree_le"]), (&json!(garnier), &json!("2024-03-01")));

    let fixed = json!({ "rang": 4, "cellules": { "Né(e) le": "28/02/1991" } });
    let line = api.post(&format!("/v1/imports/{import}/corrections"), fixed).await.unwrap();
    assert_eq!((&line["etat"], &line["action"]), (&json!("prete"), &json!("creer")), "{line}");
    assert_eq!(counts(&integrate(api, &import).await), json!({ "integree": 3, "rejetee": 1 }));
    assert_eq!(persons(api).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diagnosis_and_a_contract_of_long_ago_come_with_the_entry_to_which_they_led() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("grand-chalon").await;
    let api = &equipe.animation;
    let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
    let mapping = json!({ "nom": "Entrées", "source": "ancien_logiciel", "colonnes": [
        column("N°", "reference"), column("Nom", "nom"), column("Prénom", "prenom"), column("Né(e) le", "date_naissance"),
        column("Sexe", "sexe"), column("Entrée", "entree_le"), column("Diagnostic", "diagnostic_le"),
        column("Contrat", "contrat_le"), column("Fin", "contrat_fin"), column("Signé par", "contrat_signataires"),
        { "titre": "Référent", "champ": "referent", "valeurs": { "Mme Petit": equipe.referent_id } },
    ] });
    let correspondance = api.post("/v1/correspondances", mapping).await.unwrap();
    let table = "N°;Nom;Prénom;Né(e) le;Sexe;Entrée;Diagnostic;Contrat;Fin;Signé par;Référent
101;Garnier;Lou;02/01/1990;M;01/03/2012;05/02/2012;12/03/2012;11/03/2027;participant, référent;Mme Petit
102;Diallo;Aminata;20/05/1984;F;01/03/2012;;06/01/2026;;;Mme Petit
103;Nguyen;Anh;11/07/1979;F;01/03/2012;;12/03/2012;11/03/2012;;Mme Petit
104;Costa;Rui;30/09/1971;M;;05/02/2012;;;;
";
    let (import, read) = send(&suite, api, &correspondance, table).await;
    assert_eq!(counts(&read), json!({ "prete": 1, "rejetee": 3 }), "{read}");
    let wrong: Vec<_> = lines(api, &import, "rejetee").await.iter().map(|one| one["problemes"][0].clone()).collect();
    let wrong: Vec<_> = wrong.iter().map(|one| (one["colonne"].clone(), one["code"].clone())).collect();
    let expected = [("Contrat", "futur"), ("Fin", "incoherent"), ("Entrée", "absent")];
    assert_eq!(wrong, expected.map(|(column, code)| (json!(column), json!(code))));
    integrate(api, &import).await;
    let opened = wait_for(&equipe.referent, "/v1/parcours", |page| page["elements"].get(0).cloned()).await.unwrap();
    let path = format!("/v1/candidatures/{}", opened["candidature"].as_str().unwrap());
    let diagnosis = equipe.referent.get(&format!("{path}/diagnostic")).await.unwrap();
    assert_eq!((&diagnosis["etabli_le"], &diagnosis["elements"]), (&json!("2012-02-05"), &json!([])));
    let contract = equipe.referent.get(&format!("{path}/contrats")).await.unwrap()[0].clone();
    assert_eq!((&contract["engage_le"], &contract["fin"]), (&json!("2012-03-12"), &json!("2027-03-11")));
    assert_eq!((&contract["repris"], &contract["manquantes"]), (&json!(true), &json!([])), "nothing is missing of it");
    let signed: Vec<_> = contract["signatures"].as_array().unwrap().iter().map(|one| &one["signataire"]).collect();
    assert_eq!(signed, ["participant", "referent"], "as the former program says");
    let id = contract["id"].as_str().unwrap();
    let printed = equipe.referent.get(&format!("/v1/contrats/{id}/pdf")).await.unwrap_err();
    assert_eq!((printed.status, printed.slug()), (409, "transition-interdite"), "its text is on paper");
    let next = json!({ "debut": "2027-03-12", "fin": null });
    let renewed = equipe.referent.post(&format!("/v1/contrats/{id}/renouvellement"), next).await.unwrap();
    assert_eq!((&renewed["renouvelle"], &renewed["repris"]), (&json!(id), &json!(false)));
    let asked = format!("/v1/echeances?participant={}", opened["participant"].as_str().unwrap());
    let asked = api.get(&asked).await.unwrap();
    let of_the_entry = asked["elements"].as_array().unwrap().iter().filter(|one| one["objet"] == "candidature");
    assert_eq!(of_the_entry.count(), 0, "the entry is over: nothing is asked of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_table_sent_again_creates_nothing_twice_and_brings_what_changed() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("grand-chalon").await;
    let api = &equipe.animation;
    let correspondance = api.post("/v1/correspondances", mapping(&equipe.referent_id)).await.unwrap();
    let (import, _) = send(&suite, api, &correspondance, TABLE).await;
    integrate(api, &import).await;

    let (again, read) = send(&suite, api, &correspondance, TABLE).await;
    assert_eq!(counts(&read), json!({ "inchangee": 2, "rejetee": 2 }));
    let nothing = api.post(&format!("/v1/imports/{again}/integration"), json!({})).await.unwrap_err();
    assert_eq!((nothing.status, nothing.slug()), (409, "transition-interdite"));

    let moved = TABLE.replace("612345678;71100;CHALON SUR SAONE;oui", "612345678;69003;LYON 03;oui");
    let (changed, read) = send(&suite, api, &correspondance, &moved).await;
    assert_eq!(counts(&read), json!({ "inchangee": 1, "prete": 1, "rejetee": 2 }));
    assert_eq!(lines(api, &changed, "prete").await[0]["action"], "remplacer");
    integrate(api, &changed).await;
    assert_eq!(persons(api).await, 2);
    let found = api.post("/v1/participants/recherche", json!({ "nom": "diallo" })).await.unwrap();
    let id = found[0]["id"].as_str().unwrap();
    assert_eq!((&found[0]["commune"], &found[0]["version"]), (&json!("69123"), &json!(2)));
    let situations = api.get(&format!("/v1/participants/{id}/situations")).await.unwrap();
    assert_eq!(situations.as_array().unwrap().len(), 1, "a fact that the file knows is not added again");

    let url = format!("{}/v1/participants/{id}", suite.url);
    let edited = json!({ "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F", "commune": "71076" });
    let edit = suite.http.patch(url).bearer_auth(api.token()).header("If-Match", "\"2\"").json(&edited);
    assert_eq!(edit.send().await.unwrap().status(), 200);
    let (late, read) = send(&suite, api, &correspondance, &moved.replace("612345678", "612345679")).await;
    assert_eq!(
        counts(&read),
        json!({ "a_decider": 1, "inchangee": 1, "rejetee": 2 }),
        "somebody corrected the file here"
    );
    let line = &lines(api, &late, "a_decider").await[0];
    assert_eq!(line["hesitations"][0]["modifie_depuis"], true);
    let complete = json!({ "rangs": [line["rang"]], "action": "completer" });
    api.post(&format!("/v1/imports/{late}/decisions"), complete).await.unwrap();
    integrate(api, &late).await;
    let kept = api.get(&format!("/v1/participants/{id}")).await.unwrap();
    assert_eq!((&kept["commune"], &kept["version"]), (&json!("71076"), &json!(3)), "the identity is that of the suite");

    let identity = async |version: &str, commune: &str| {
        let edited = json!({ "commune": commune });
        let url = format!("{}/v1/participants/{id}", suite.url);
        let edit = suite.http.patch(url).bearer_auth(api.token()).header("If-Match", version).json(&edited);
        assert_eq!(edit.send().await.unwrap().status(), 200);
    };
    let (last, read) = send(&suite, api, &correspondance, &moved.replace("612345678", "612345670")).await;
    assert_eq!(counts(&read), json!({ "inchangee": 1, "prete": 1, "rejetee": 2 }));
    let asked_again = json!({ "a_decider": 1, "inchangee": 1, "rejetee": 2 });
    identity("\"3\"", "71270").await;
    assert_eq!(counts(&integrate(api, &last).await), asked_again, "somebody corrected the file since the preview");
    let replace = async || {
        let decided = json!({ "rangs": [line["rang"]], "action": "remplacer" });
        api.post(&format!("/v1/imports/{last}/decisions"), decided).await.unwrap()
    };
    replace().await;
    identity("\"4\"", "71076").await;
    assert_eq!(counts(&integrate(api, &last).await), asked_again, "and since the decision");
    let kept = api.get(&format!("/v1/participants/{id}")).await.unwrap();
    assert_eq!((&kept["commune"], &kept["version"]), (&json!("71076"), &json!(5)), "nothing is overwritten");
    replace().await;
    assert_eq!(counts(&integrate(api, &last).await), json!({ "inchangee": 1, "integree": 1, "rejetee": 2 }));
    let kept = api.get(&format!("/v1/participants/{id}")).await.unwrap();
    assert_eq!((&kept["commune"], &kept["version"]), (&json!("69123"), &json!(6)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_whom_the_suite_knows_is_never_opened_twice_by_itself() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("lyon").await;
    let api = &equipe.animation;
    let known = json!({ "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F" });
    let known = api.post("/v1/participants", known).await.unwrap();
    let column = |titre: &str| json!({ "titre": titre, "champ": titre });
    let columns = ["reference", "nom", "prenom", "date_naissance", "sexe"].map(column);
    let mapping = json!({ "nom": "Base", "source": "base", "colonnes": columns });
    let correspondance = api.post("/v1/correspondances", mapping).await.unwrap();
    let table = "reference,nom,prenom,date_naissance,sexe\nA,DIALLO,aminata,1984-05-20,F\nB,Garnier,Lou,1990-01-02,M\n\
                 C,Garnier,Lou,1990-01-02,M\nB,Autre,Nom,1991-01-02,M\nD,Hors,Sujet,1992-01-02,M\n";
    let (import, read) = send(&suite, api, &correspondance, table).await;
    assert_eq!(counts(&read), json!({ "a_decider": 2, "prete": 2, "rejetee": 1 }), "{read}");
    let waiting = lines(api, &import, "a_decider").await;
    assert_eq!(waiting[0]["hesitations"][0]["participant"], known["id"]);
    assert_eq!(waiting[0]["hesitations"][0]["raisons"][0], "meme_nom_meme_naissance");
    assert_eq!(waiting[1]["hesitations"][0]["ligne"], 3, "another line of the table");
    let double = &lines(api, &import, "rejetee").await[0];
    assert_eq!((&double["rang"], &double["problemes"][0]["code"]), (&json!(5), &json!("en_double")));

    let decide = |body: Value| async move {
        api.post(&format!("/v1/imports/{}/decisions", body["import"].as_str().unwrap()), {
            let mut body = body.clone();
            body.as_object_mut().unwrap().remove("import");
            body
        })
        .await
    };
    decide(json!({ "import": import, "rangs": [2], "action": "completer" })).await.unwrap();
    decide(json!({ "import": import, "rangs": [4], "action": "creer" })).await.unwrap();
    let decided = decide(json!({ "import": import, "rangs": [5, 6] })).await.unwrap();
    assert_eq!(counts(&decided), json!({ "ecartee": 2, "prete": 3 }));
    assert_eq!(counts(&integrate(api, &import).await), json!({ "ecartee": 2, "integree": 3 }));
    assert_eq!(persons(api).await, 3, "Diallo, and two Garnier whom somebody told apart");
    let done = decide(json!({ "import": import, "rangs": [2] })).await.unwrap_err();
    assert_eq!(done.status, 422, "a line that is in a file is not left out");
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_lines_come_back_by_a_better_mapping_or_by_a_spreadsheet() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("grand-chalon").await;
    let api = &equipe.animation;
    let mut worse = mapping(&equipe.referent_id);
    worse["colonnes"][10]["valeurs"] = json!({});
    let correspondance = api.post("/v1/correspondances", worse.clone()).await.unwrap();
    let (import, read) = send(&suite, api, &correspondance, TABLE).await;
    assert_eq!(counts(&read), json!({ "prete": 1, "rejetee": 3 }));
    assert!(
        read["problemes"].as_array().unwrap().iter().any(|one| one["colonne"] == "Référent" && one["lignes"] == 1),
        "{read}"
    );

    let better = mapping(&equipe.referent_id);
    let url = format!("{}/v1/correspondances/{}", suite.url, correspondance["id"].as_str().unwrap());
    let patch =
        |version: &str| suite.http.patch(&url).bearer_auth(api.token()).header("If-Match", version).json(&better);
    assert_eq!(patch("\"1\"").send().await.unwrap().status(), 200);
    assert_eq!(patch("\"1\"").send().await.unwrap().status(), 412, "nobody overwrites what somebody else changed");
    let renamed = suite.http.patch(&url).bearer_auth(api.token()).header("If-Match", "\"2\"");
    let renamed: Value = renamed.json(&json!({ "nom": "L'extraction" })).send().await.unwrap().json().await.unwrap();
    assert_eq!((&renamed["nom"], &renamed["source"]), (&json!("L'extraction"), &better["source"]));
    assert_eq!(renamed["colonnes"].as_array().unwrap().len(), better["colonnes"].as_array().unwrap().len());
    api.post(&format!("/v1/imports/{import}/reprise"), json!({})).await.unwrap();
    assert_eq!(counts(&settled(api, &import).await), json!({ "prete": 2, "rejetee": 2 }));
    integrate(api, &import).await;

    let url = format!("{}/v1/imports/{import}/rejets", suite.url);
    let file = suite.http.get(url).bearer_auth(api.token()).send().await.unwrap();
    assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let rejects = file.text().await.unwrap();
    let rows: Vec<_> = rejects.lines().collect();
    assert!(rows[0].starts_with("\u{feff}N°;Nom usuel;") && rows[0].ends_with(";Problèmes"), "{rejects}");
    assert_eq!(rows.len(), 3);
    assert!(rows[1].contains("Né(e) le : attendu"), "{rejects}");
    let corrected = rejects
        .replace("31/02/1991", "28/02/1991")
        .replace(";Moreau;Léa;12/07/1979;;", ";Moreau;Léa;12/07/1979;F;")
        .replace(";69003;Mâcon;peut-être", ";71000;Mâcon;oui");
    let (second, read) = send(&suite, api, &correspondance, &corrected).await;
    assert_eq!(counts(&read), json!({ "prete": 2 }), "{read}");
    integrate(api, &second).await;
    assert_eq!(persons(api).await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_a_table_or_not_the_mapped_one_is_refused_and_can_be_sent_again() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("grand-chalon").await;
    let lyon = suite.territory("lyon").await;
    let api = &equipe.animation;
    let correspondance = api.post("/v1/correspondances", mapping(&equipe.referent_id)).await.unwrap();
    let incomplete = json!({ "nom": "Trop peu", "source": "x1", "colonnes": [{ "titre": "N", "champ": "nom" },
        { "titre": "S", "champ": "situation", "situation": "nir" }] });
    let refused = api.post("/v1/correspondances", incomplete).await.unwrap_err();
    assert_eq!((refused.status, refused.body["errors"].as_array().unwrap().len()), (422, 4), "{}", refused.body);

    let import = open(api, &correspondance).await;
    assert_eq!(upload(&suite, api, &import, b"%PDF-1.7\n".to_vec()).await.0, 415);
    assert_eq!(upload(&suite, &equipe.referent, &import, TABLE.into()).await.0, 403);
    assert_eq!(upload(&suite, &lyon.animation, &import, TABLE.into()).await.0, 404, "another territory's import");
    assert_eq!(upload(&suite, api, &import, b"Nom;Age\nDiallo;42\n".to_vec()).await.0, 200);
    let failed = settled(api, &import).await;
    assert_eq!((&failed["etat"], &failed["travail"]["etat"]), (&json!("attendu"), &json!("echoue")));
    let detail = failed["travail"]["probleme"]["detail"].as_str().unwrap();
    assert!(detail.contains("« Nom usuel »") || detail.contains("« NOM USUEL »"), "{detail}");
    assert!(detail.contains("le fichier a : « Nom », « Age »"), "{detail}");

    assert_eq!(upload(&suite, api, &import, b"PK\x03\x04 a workbook no more".to_vec()).await.0, 200);
    let failed = settled(api, &import).await;
    assert_eq!(failed["travail"]["probleme"]["errors"][0]["code"], "illisible");

    assert_eq!(upload(&suite, api, &import, TABLE.into()).await.0, 200);
    assert_eq!(counts(&settled(api, &import).await), json!({ "prete": 2, "rejetee": 2 }));
    assert_eq!(upload(&suite, api, &import, TABLE.into()).await.0, 409, "it is read: a file has one import");
    assert_eq!(
        std::fs::read_dir(suite.files.path()).unwrap().flat_map(|dir| walk(&dir.unwrap().path())).count(),
        0,
        "the file is destroyed once it is read"
    );

    let gone = api.post(&format!("/v1/imports/{import}/abandon"), json!({})).await.unwrap();
    assert_eq!((&gone["etat"], counts(&gone)), (&json!("abandonne"), json!({})));
    let over = api.post(&format!("/v1/imports/{import}/integration"), json!({})).await.unwrap_err();
    assert_eq!(over.status, 409);
    let work = gone["travail"]["id"].as_str().unwrap();
    assert_eq!(api.get(&format!("/v1/travaux/{work}")).await.unwrap()["etat"], "termine");
    let other = lyon.animation.get(&format!("/v1/travaux/{work}")).await.unwrap_err();
    assert_eq!(other.status, 404);
    let late = api.post(&format!("/v1/travaux/{work}/annulation"), json!({})).await.unwrap();
    assert_eq!(late["etat"], "termine", "what is over stays so");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    std::fs::read_dir(folder).unwrap().flat_map(|one| walk(&one.unwrap().path())).collect()
}

/// A base of four columns, and a territory's mapping for it.
async fn long_base(api: &Api, lines: u32) -> (Value, String) {
    let columns = ["nom", "prenom", "date_naissance", "sexe"].map(|one| json!({ "titre": one, "champ": one }));
    let mapping = json!({ "nom": "Base", "source": "base", "colonnes": columns });
    let mut table = "nom,prenom,date_naissance,sexe\n".to_owned();
    for rank in 0..lines {
        let name: String = rank.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect();
        writeln!(table, "Nom{name},Ana,19{:02}-01-01,F", 50 + rank % 50).unwrap();
    }
    (api.post("/v1/correspondances", mapping).await.unwrap(), table)
}

/// Begins the integration; the path of the work.
async fn begin(api: &Api, import: &str) -> String {
    let begun = api.post(&format!("/v1/imports/{import}/integration"), json!({})).await.unwrap();
    format!("/v1/travaux/{}", begun["travail"]["id"].as_str().unwrap())
}

/// A work once its first batch is done.
async fn moving(api: &Api, work: &str) -> Value {
    let moving = |work: &Value| (work["fait"].as_i64().unwrap() > 0).then(|| work.clone());
    wait_for(api, work, moving).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_work_whose_process_stops_or_loses_it_goes_on_and_does_nothing_twice() {
    let mut suite = TestSuite::start().await;
    let api = suite.territory("lyon").await.animation;
    let (correspondance, table) = long_base(&api, 3_000).await;
    let (import, _) = send(&suite, &api, &correspondance, &table).await;
    let work = begin(&api, &import).await;
    moving(&api, &work).await;
    // Another process took it: the step in progress is rolled back.
    let steal = "UPDATE participants.travaux_file SET prise = gen_random_uuid(), pris_jusqua = now()";
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin.batch_execute(steal).await.unwrap();
    suite.stop().await;
    suite.restart().await;
    let api = suite.anonymous().login("animation@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    let done = settled(&api, &import).await;
    assert_eq!((&done["travail"]["etat"], counts(&done)), (&json!("termine"), json!({ "integree": 3_000 })), "{done}");
    assert_eq!(api.get(&work).await.unwrap()["fait"], 3_000);
    let (_, again) = send(&suite, &api, &correspondance, &table).await;
    assert_eq!(counts(&again), json!({ "inchangee": 3_000 }));
    let persons: Vec<Count> =
        diesel::sql_query("SELECT count(*) AS n FROM participants.participants").load(&mut admin).await.unwrap();
    assert_eq!(persons[0].n, 3_000);
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_antivirus_finds_is_not_read() {
    let antivirus = Some(clamd().await);
    let suite = TestSuite::with(Options { antivirus, ..Options::default() }).await;
    let api = suite.territory("lyon").await.animation;
    let (correspondance, table) = long_base(&api, 1).await;
    let import = open(&api, &correspondance).await;
    let (status, refused) = upload(&suite, &api, &import, format!("{table}EICAR").into_bytes()).await;
    assert_eq!((status, refused["slug"].as_str().unwrap()), (409, "fichier-en-quarantaine"));
    assert_eq!(upload(&suite, &api, &import, table.into_bytes()).await.0, 200);
    assert_eq!(counts(&settled(&api, &import).await), json!({ "prete": 1 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_erased_is_not_recognised_any_more() {
    let suite = TestSuite::start().await;
    let api = suite.territory("lyon").await.animation;
    let (correspondance, table) = long_base(&api, 1).await;
    let (import, _) = send(&suite, &api, &correspondance, &table).await;
    integrate(&api, &import).await;
    let id = lines(&api, &import, "integree").await[0]["participant"].as_str().unwrap().to_owned();
    let erase = json!({ "motif": "demande écrite de la personne" });
    api.post(&format!("/v1/participants/{id}/effacement"), erase).await.unwrap();
    let (again, read) = send(&suite, &api, &correspondance, &table).await;
    assert_eq!(counts(&read), json!({ "prete": 1 }));
    assert_eq!(lines(&api, &again, "prete").await[0]["action"], "creer");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_no_file_is_forgotten_after_ninety_days() {
    let clock = Clock::fixed(t("2026-06-01T09:00:00Z"));
    let mut suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let api = suite.territory("lyon").await.animation;
    let (correspondance, table) = long_base(&api, 2).await;
    let (import, read) = send(&suite, &api, &correspondance, &table).await;
    assert_eq!(read["oublie_le"], "2026-08-30");
    let look = async |suite: &mut TestSuite, at: &str| {
        clock.set(t(at));
        suite.restart().await;
        suite.anonymous().login("animation@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap()
    };
    let api = look(&mut suite, "2026-06-02T09:00:00Z").await;
    let (later, _) = send(&suite, &api, &correspondance, &table).await;
    // The job looks at each start, at both.
    let api = look(&mut suite, "2026-08-30T09:00:00Z").await;
    let gone = |one: &Value| (one["etat"] == "abandonne").then(|| one.clone());
    let gone = wait_for(&api, &format!("/v1/imports/{import}"), gone).await.unwrap();
    assert_eq!(counts(&gone), json!({}));
    let kept = api.get(&format!("/v1/imports/{later}")).await.unwrap();
    assert_eq!((&kept["oublie_le"], counts(&kept)), (&json!("2026-08-31"), json!({ "prete": 2 })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_import_shows_its_progress_and_stops_between_two_batches() {
    let suite = TestSuite::start().await;
    let equipe = suite.territory("lyon").await;
    let api = &equipe.animation;
    let (correspondance, table) = long_base(api, 2_000).await;
    let (import, read) = send(&suite, api, &correspondance, &table).await;
    assert_eq!(counts(&read), json!({ "prete": 2_000 }));
    let few = api.post(&format!("/v1/imports/{import}/integration"), json!({ "rangs": [2, 3] })).await.unwrap();
    assert_eq!(few["etat"], "integration");
    assert_eq!(counts(&settled(api, &import).await), json!({ "integree": 2, "prete": 1_998 }), "a try on two lines");

    let work = begin(api, &import).await;
    let twice = api.post(&format!("/v1/imports/{import}/integration"), json!({})).await.unwrap_err();
    assert_eq!(twice.status, 409, "one work at a time on one import");
    let moving = moving(api, &work).await;
    assert_eq!(moving["total"], 1_998);
    api.post(&format!("{work}/annulation"), json!({})).await.unwrap();
    let stopped = settled(api, &import).await;
    let done = stopped["comptes"]["integree"].as_i64().unwrap();
    assert!(stopped["travail"]["etat"] == "annule" && (502..2_000).contains(&done), "{stopped}");
    assert_eq!((done - 2) % 500, 0, "whole batches: nothing is half done");
    let after = tokio::time::timeout(Duration::from_mins(1), integrate(api, &import)).await.unwrap();
    assert_eq!(counts(&after), json!({ "integree": 2_000 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_no_text_can_hold_is_told_and_the_others_go_on() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let correspondance = lyon.animation.post("/v1/correspondances", mapping(&lyon.referent_id)).await.unwrap();
    // A NUL in the first bytes is no table: these stand beyond.
    let note = "x".repeat(2_100);
    let table = format!(
        "N°;Nom usuel;Prénom;Né(e) le;Civ.;Tél;CP;Ville;RSA;RSA depuis;Entrée;Référent;Note\n\
        1;Roux;Paul;03/04/1991;M.;;;;;;;;{note}\n\
        2;Blanc;Lise;04/05/1992;Mme;;;;;;;;{note}\n\
        3;Dia\0llo;Aminata;20/05/1984;Mme;;;;;;;;\n\
        4;Ben\u{202e}ali;Karim;01/02/1990;M.;;;;;;;;\n\
        5;Petit;Jeanne;01/02/0090;Mme;;;;;;;;\n"
    );
    let (import, read) = send(&suite, &lyon.animation, &correspondance, &table).await;
    assert_eq!(read["travail"]["etat"], "termine", "{read}");
    assert_eq!(counts(&read), json!({ "rejetee": 3, "prete": 2 }));
    let told: Vec<_> = lines(&lyon.animation, &import, "rejetee")
        .await
        .iter()
        .map(|line| (line["rang"].clone(), line["problemes"][0]["colonne"].clone()))
        .collect();
    let expected = [(4, "NOM USUEL"), (5, "NOM USUEL"), (6, "Né(e) le")];
    assert_eq!(told, expected.map(|(rang, colonne)| (json!(rang), json!(colonne))));
}

/// A workbook whose sheet has these lines, as no spreadsheet writes them.
fn classeur(lignes: &str) -> Vec<u8> {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(r#"<Relationships><Relationship Id="r1" Type="{kinds}/{kind}" Target="{target}"/></Relationships>"#)
    };
    let sheets = r#"<sheets><sheet name="Base" sheetId="1" r:id="r1"/></sheets>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", format!(r#"<workbook xmlns:r="{kinds}">{sheets}</workbook>"#)),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{lignes}</sheetData></worksheet>")),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A table of a person, and one line more.
fn table_with(line: &str) -> String {
    format!(
        "N°;Nom usuel;Prénom;Né(e) le;Civ.;Tél;CP;Ville;RSA;RSA depuis;Entrée;Référent\n1;Roux;Zoé;03/04/1991;F;;;;;;;\n{line}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_file_is_refused_at_its_line_and_stages_nothing() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let api = &lyon.animation;
    let correspondance = api.post("/v1/correspondances", mapping(&lyon.referent_id)).await.unwrap();
    let import = open(api, &correspondance).await;
    let cell = classeur(r#"<row r="1"><c r="A1"/></row><row r="2"><c r="ZZZZZZ99999999999"><v>1</v></c></row>"#);
    let shared = classeur(r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#);
    let blank = classeur(&"<row/>".repeat(1_100_000));
    let twice = table_with("").replacen("Référent", "Référent;NOM usuel", 1);
    for (bytes, told) in [
        (cell, "ligne 2 : aucune feuille n'a de cellule « ZZZZZZ99999999999 »"),
        (shared, "ligne 1 : le classeur y est abîmé"),
        (blank, "ligne 1048577 : aucune feuille n'a de cellule « ligne 1048577 »"),
        (table_with("2;\"Petit;Lou;").into_bytes(), "ligne 3 : un guillemet y est ouvert et n'est jamais refermé"),
        (table_with(&"a".repeat(5_000)).into_bytes(), "ligne 3 : elle est trop longue"),
        (twice.into_bytes(), "plusieurs colonnes ont l'intitulé « NOM USUEL » (B, M)"),
    ] {
        assert_eq!(upload(&suite, api, &import, bytes).await.0, 200);
        let failed = settled(api, &import).await;
        let problem = &failed["travail"]["probleme"];
        assert_eq!((&failed["etat"], &problem["status"]), (&json!("attendu"), &json!(422)), "{told}: {failed}");
        assert!(problem["detail"].as_str().unwrap().contains(told), "{told}: {problem}");
        assert_eq!(counts(&failed), json!({}), "nothing is staged");
    }
    assert_eq!(upload(&suite, api, &import, table_with("").into_bytes()).await.0, 200);
    assert_eq!(counts(&settled(api, &import).await), json!({ "prete": 1 }), "the right file is still expected");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_spreadsheet_writes_is_read_and_what_it_broke_is_told_by_its_column() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let api = &lyon.animation;
    let correspondance = api.post("/v1/correspondances", mapping(&lyon.referent_id)).await.unwrap();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(format!("sep=;\r\n{}", table_with("")).encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut mixed = table_with("2;Garnier;Lou;02/01/1990;M;;;;;;;\n").into_bytes();
    mixed.extend(b"3;Lef\xe8vre;Paul;04/05/1992;M;;;;;;;\n");
    let broken = table_with("2;#N/A;Lou;02/01/1990;M;;;;;;;\n").into_bytes();
    for (bytes, expected, wrong) in [
        (utf16, json!({ "prete": 1 }), None),
        (mixed, json!({ "prete": 2, "rejetee": 1 }), Some((4, "illisible"))),
        (broken, json!({ "prete": 1, "rejetee": 1 }), Some((3, "formule"))),
    ] {
        let import = open(api, &correspondance).await;
        assert_eq!(upload(&suite, api, &import, bytes).await.0, 200);
        let read = settled(api, &import).await;
        assert_eq!(counts(&read), expected, "{read}");
        let told = lines(api, &import, "rejetee").await;
        let told = told.into_iter().next().map(|line| json!([line["rang"], line["problemes"][0]]));
        let named = |(rang, code): (i32, &str)| (json!(rang), json!("NOM USUEL"), json!(code));
        let told = told.map(|told| (told[0].clone(), told[1]["colonne"].clone(), told[1]["code"].clone()));
        assert_eq!(told, wrong.map(named));
    }
}
