//! A European operation today (S5), and a claim (S6), through the gateway.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::Clock;
use plie::demo::{Activite, Api, Equipe, MOT_DE_PASSE, Personne, Seance, rendez_vous_sans_depart, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, d, id, t};

const DOSSIERS: Activite = Activite { categorie: "parcours", libelle: "dossiers" };

async fn operation(equipe: &Equipe, numero: &str) -> String {
    let operation = json!({
        "numero": numero, "intitule": "Accompagnement des participants", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    id(&equipe.gestionnaire.post("/v1/operations", operation).await.unwrap())
}

struct Person {
    sexe: &'static str,
    naissance: &'static str,
    entree: Value,
    sortie: Option<Value>,
}

/// P1 to P6. Those who have left did so on 1 September.
fn six() -> Vec<Person> {
    let person = |sexe, naissance, entree: Value, sortie: Option<(&str, &str)>| Person {
        sexe,
        naissance,
        entree,
        sortie: sortie
            .map(|(le, situation)| json!({ "sortie_le": "2026-09-01", "observe_le": le, "situation": situation })),
    };
    vec![
        person(
            "F",
            "2007-03-03",
            json!({ "situation": "chomeur", "mois_sans_emploi": 8, "niveau": "college" }),
            Some(("2026-09-10", "formation")),
        ),
        person(
            "F",
            "1996-03-02",
            json!({ "situation": "inactif", "inscrit_france_travail": true, "mois_sans_emploi": 14, "niveau": "cap_bep", "minima_sociaux": "oui" }),
            Some(("2026-09-15", "emploi_durable")),
        ),
        person(
            "M",
            "1996-03-03",
            json!({ "situation": "inactif", "inscrit_france_travail": false, "niveau": "jamais_scolarise", "sans_domicile": "oui" }),
            Some(("2026-09-20", "recherche_emploi")),
        ),
        person(
            "M",
            "1971-03-02",
            json!({ "situation": "en_emploi", "niveau": "bac", "handicap": "oui" }),
            Some(("2026-09-01", "emploi_aide")),
        ),
        person(
            "F",
            "1971-03-03",
            json!({ "situation": "chomeur", "mois_sans_emploi": 30, "niveau": "bac_5", "nationalite": "hors_union" }),
            Some(("2026-10-05", "emploi_temporaire")),
        ),
        person(
            "M",
            "1985-01-10",
            json!({ "situation": "chomeur", "mois_sans_emploi": 13, "handicap": "refus_de_repondre" }),
            None,
        ),
    ]
}

async fn enter(equipe: &Equipe, operation: &str, rank: usize, person: Person) {
    let file = json!({ "nom": format!("P{}", rank + 1), "prenom": "Anonyme", "date_naissance": person.naissance, "sexe": person.sexe, "commune": "71076" });
    let participant = id(&equipe.referent.post("/v1/participants", file).await.unwrap());
    let enters = json!({ "participant": participant, "entree_le": "2026-03-02" });
    let path = format!("/v1/operations/{operation}/participations");
    let participation = format!("/v1/participations/{}", id(&equipe.referent.post(&path, enters).await.unwrap()));
    let mut entree = person.entree;
    entree["recueilli_le"] = json!("2026-03-02");
    entree["en_formation"] = json!(false);
    equipe.referent.post(&format!("{participation}/questionnaire-entree"), entree).await.unwrap();
    if let Some(sortie) = person.sortie {
        equipe.referent.post(&format!("{participation}/questionnaire-sortie"), sortie).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_six_participants_of_fse_plus_count_where_they_must() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600123").await;
    for (rank, person) in six().into_iter().enumerate() {
        enter(&chalon, &operation, rank, person).await;
    }
    let bilan = chalon.controleur.get(&format!("/v1/operations/{operation}/bilan")).await.unwrap();
    let expected = [
        ("EECO01", 3, 2),
        ("EECO02", 3, 0),
        ("EECO03", 2, 0),
        ("EECO04", 0, 1),
        ("EECO05", 0, 1),
        ("EECO06", 0, 0),
        ("EECO07", 1, 1),
        ("EECO08", 0, 1),
        ("EECO09", 1, 1),
        ("EECO10", 1, 1),
        ("EECO11", 1, 0),
        ("EECO12", 0, 1),
        ("EECO13", 1, 0),
        ("EECO16", 0, 1),
        ("EECR01", 0, 1),
        ("EECR02", 1, 0),
        ("EECR04", 1, 0),
    ];
    let indicators = bilan["indicateurs"].as_array().unwrap();
    for (code, women, men) in expected {
        let one = indicators.iter().find(|one| one["code"] == code).unwrap();
        assert_eq!(one["compte"], json!({ "femmes": women, "hommes": men }), "{code}");
        assert_eq!(
            one["participations"].as_array().unwrap().len(),
            women + men,
            "{code}: the persons behind the figure"
        );
    }
    assert_eq!(bilan["incompletes"].as_array().unwrap().len(), 1);
    assert_eq!(bilan["incompletes"][0]["manque"], json!(["niveau d'études"]));
}

/// The workbook of a bilan, with the name of its file.
async fn workbook(suite: &TestSuite, api: &Api, operation: &str) -> (String, Vec<u8>) {
    let url = format!("{}/v1/operations/{operation}/bilan.xlsx", suite.url);
    let answer = suite.http.get(url).bearer_auth(api.token()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let file = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    (file, answer.bytes().await.unwrap().to_vec())
}

/// The rows of a sheet, its headers aside.
fn rows(workbook: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(workbook.to_vec())).unwrap();
    read.worksheet_range(sheet).unwrap().rows().skip(1).map(<[Data]>::to_vec).collect()
}

/// Where the links of a sheet lead.
fn links(workbook: &[u8], rank: usize) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut sheet = String::new();
    archive.by_name(&format!("xl/worksheets/sheet{rank}.xml")).unwrap().read_to_string(&mut sheet).unwrap();
    let named = sheet.split("location=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    named.map(|place| place.replace("&apos;", "'")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bilan_names_whom_each_figure_counts_to_who_may_read_participations_and_says_who_read() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600141").await;
    for (rank, person) in six().into_iter().enumerate() {
        enter(&chalon, &operation, rank, person).await;
    }
    let path = format!("/v1/operations/{operation}/bilan");
    let bilan = chalon.gestionnaire.get(&path).await.unwrap();
    let figure = |code: &str| bilan["indicateurs"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
    assert_eq!(figure("EECO09")["participations_noms"], json!(["Anonyme P1", "Anonyme P3"]));
    assert_eq!(bilan["incompletes"][0]["participation_nom"], "Anonyme P6");
    assert_eq!(bilan["personnes"].as_array().unwrap().len(), 6);

    let (file, read) = workbook(&suite, &chalon.gestionnaire, &operation).await;
    assert!(file.contains("bilan-202600141-du-2026-01-01-au-2026-12-31.xlsx"), "{file}");
    let text = |value: &str| Data::String(value.to_owned());
    let named: Vec<_> = rows(&read, "Participations").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(named, ["P1", "P2", "P3", "P4", "P5", "P6"].map(|nom| text(&format!("Anonyme {nom}"))));
    let behind = rows(&read, "Personnes comptées");
    let of =
        |code: &str| behind.iter().filter(|row| row[0] == text(code)).map(|row| row[2].clone()).collect::<Vec<_>>();
    assert_eq!(of("EECO09"), [text("Anonyme P1"), text("Anonyme P3")]);
    let figures = rows(&read, "Indicateurs");
    assert_eq!((&figures[0][5], &figures[1][5]), (&text("5 personnes"), &text("3 personnes")));
    assert_eq!(links(&read, 2)[..2], ["'Personnes comptées'!A2:A6", "'Personnes comptées'!A7:A9"]);
    assert!(matches!(rows(&read, "Synthèse")[4][1], Data::DateTime(_)), "a date that is sorted");

    let me = chalon.gestionnaire.get("/v1/moi").await.unwrap()["id"].clone();
    for person in bilan["personnes"].as_array().unwrap() {
        for operation in ["bilan_view", "bilan_export"] {
            let read = |lines: &Value| {
                let mut lines = lines.as_array()?.iter();
                lines.find(|line| line["operation"] == operation && line["par"] == me).cloned()
            };
            let lines = format!("/v1/participants/{}/lectures", person["participant"].as_str().unwrap());
            wait_for(&chalon.admin, &lines, read).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direction_reads_figures_and_a_controleur_the_names_of_its_mandate() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600142").await;
    for (rank, person) in six().into_iter().enumerate() {
        enter(&chalon, &operation, rank, person).await;
    }
    let path = format!("/v1/operations/{operation}/bilan");
    let figures = async |api: &Api| {
        let bilan = api.get(&path).await.unwrap();
        let named: Vec<_> =
            bilan["personnes"].as_array().unwrap().iter().map(|one| one["participant_nom"].clone()).collect();
        (bilan["participants"].clone(), named)
    };
    let counted = json!({ "femmes": 3, "hommes": 2 });
    for api in [&chalon.direction, &chalon.controleur] {
        assert_eq!(figures(api).await, (counted.clone(), vec![]));
        let (_, read) = workbook(&suite, api, &operation).await;
        let unnamed =
            |sheet: &str, column: usize| rows(&read, sheet).iter().all(|row| row[column].to_string().is_empty());
        assert!(unnamed("Participations", 0) && unnamed("Personnes comptées", 2));
    }
    let all = chalon.gestionnaire.get(&path).await.unwrap();
    let first = all["personnes"][0]["participant"].clone();
    let controleur = chalon.controleur.get("/v1/moi").await.unwrap()["id"].clone();
    let mandate = json!({ "controleur": controleur, "personnes": [first], "du": "2026-01-05", "au": "2027-12-31", "motif": "contrôle de service fait" });
    chalon.gestionnaire.post(&format!("/v1/operations/{operation}/mandats"), mandate).await.unwrap();
    assert_eq!(figures(&chalon.controleur).await, (counted, vec![json!("Anonyme P1")]), "figures are whole");
}

/// 608 h 15 of activities and 12 h 30 of interviews whose sheet lacks a signature.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_says_what_is_at_risk_for_want_of_a_signature() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600124").await;
    let cost = json!({ "agent": chalon.referent_id, "cout_annuel": "43000.00", "etp": "1" });
    chalon.gestionnaire.post(&format!("/v1/operations/{operation}/agents"), cost).await.unwrap();
    let file = json!({ "nom": "P", "prenom": "A", "date_naissance": "1985-01-10", "sexe": "F", "commune": "71076" });
    let person = id(&chalon.referent.post("/v1/participants", file).await.unwrap());
    // 36 495 minutes of activities, at most seven hours a day, on the working days of January to May.
    let mut left = 36_495_u16;
    let mut months = vec!["2026-01-01"];
    for month in 1..=5 {
        for day in 2..=28 {
            let date = d(&format!("2026-{month:02}-{day:02}"));
            let weekend = matches!(chrono::Datelike::weekday(&date), chrono::Weekday::Sat | chrono::Weekday::Sun);
            let holiday = ["2026-04-06", "2026-05-08", "2026-05-14", "2026-05-25"].contains(&date.to_string().as_str());
            if left == 0 || weekend || holiday {
                continue;
            }
            let minutes = left.min(420);
            left -= minutes;
            let activity = DOSSIERS.de_huit_heures(&date.to_string(), minutes, Some(&operation));
            chalon.referent.post("/v1/activites", activity).await.unwrap();
        }
    }
    assert_eq!(left, 0);
    // Five interviews of 2 h 30 from 18:00, on days that have seven hours already.
    for day in ["05", "06", "07", "08", "09"] {
        let (debut, fin) = (format!("2026-01-{day}T18:00:00+01:00"), format!("2026-01-{day}T20:30:00+01:00"));
        let meeting = json!({
            "nature": "entretien", "titre": "Suivi", "debut": debut, "fin": fin, "lieu": "Maison de l'emploi", "participants": [person],
            "operation": operation, "categorie": "entretien",
        });
        let meeting = id(&chalon.referent.post("/v1/rendez-vous", meeting).await.unwrap());
        let seance = Seance { debut: &debut, fin: &fin };
        rendez_vous_sans_depart(&chalon.referent, &meeting, &person, seance).await.unwrap();
    }
    months.extend(["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]);
    for mois in months {
        chalon.certifier(mois).await.unwrap();
    }
    let whole = |bilan: &Value| (bilan["temps"][0]["minutes"] == 37_245).then(|| bilan.clone());
    let bilan = wait_for(&chalon.gestionnaire, &format!("/v1/operations/{operation}/bilan"), whole).await.unwrap();
    assert_eq!(
        bilan["couts"],
        json!({
            "personnel": "15518.75", "forfait": "6207.50", "total": "21726.25", "fse": "13035.75",
            "risque": { "minutes": 750, "personnel": "312.50", "total": "437.50", "fse": "262.50" },
        })
    );
    assert_eq!(bilan["temps"][0]["taux_horaire"], "25.00");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_referent_above_the_ceiling_of_dijon_is_refused() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    let operation = operation(&dijon, "202600125").await;
    let path = format!("/v1/operations/{operation}/agents");
    let cost = |etp: &str, charge: &str| json!({ "agent": dijon.referent_id, "cout_annuel": "44500.00", "etp": etp, "charge": charge });
    let refused = dijon.gestionnaire.post(&path, cost("0.8", "36000.00")).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (422, "plafond-depasse"));
    assert!(
        refused.body["detail"]
            .as_str()
            .unwrap()
            .starts_with("45000.00 € par ETP : le plafond est de 44500.00 € par ETP")
    );
    dijon.gestionnaire.post(&path, cost("1", "44500.00")).await.unwrap();
    assert_eq!(dijon.gestionnaire.post(&path, cost("1", "44500.01")).await.unwrap_err().slug(), "plafond-depasse");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_of_an_operation_out_of_its_bounds_is_refused_where_it_stands() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = format!("/v1/operations/{}", operation(&chalon, "202600126").await);
    assert_eq!(chalon.gestionnaire.get(&operation).await.unwrap()["taux"], "60");
    let path = format!("{operation}/agents");
    let large = "79228162514264337593543950335";
    for (field, value) in [
        ("cout_annuel", "0"),
        ("cout_annuel", "-1"),
        ("cout_annuel", large),
        ("charge", large),
        ("etp", "0.0004"),
        ("etp", large),
        ("depuis", "2025-12-31"),
    ] {
        let mut cost = json!({ "agent": chalon.referent_id, "cout_annuel": "43000.00", "etp": "1" });
        cost[field] = json!(value);
        let refused = chalon.gestionnaire.post(&path, cost).await.unwrap_err();
        assert_eq!(
            (refused.status, &refused.body["errors"][0]["pointer"]),
            (422, &json!(format!("/{field}"))),
            "{value}"
        );
    }
    let whole = json!({
        "numero": "202600127", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": large,
    });
    let refused = chalon.gestionnaire.post("/v1/operations", whole).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/cout_total")));
}

/// An activity of an hour on a day, on an operation.
async fn heure(equipe: &Equipe, operation: &str, jour: &str) {
    let activity = DOSSIERS.de_huit_heures(jour, 60, Some(operation));
    equipe.referent.post("/v1/activites", activity).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_cost_leaves_the_hours_before_it_at_theirs() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600128").await;
    let agents = format!("/v1/operations/{operation}/agents");
    let cost = |annuel: &str| json!({ "agent": chalon.referent_id, "cout_annuel": annuel, "etp": "1" });
    chalon.gestionnaire.post(&agents, cost("43000.00")).await.unwrap();
    for jour in ["2026-03-02", "2026-04-01"] {
        heure(&chalon, &operation, jour).await;
        chalon.certifier(&format!("{}-01", &jour[..7])).await.unwrap();
    }
    let bilan = format!("/v1/operations/{operation}/bilan");
    let whole = |bilan: &Value| (bilan["temps"][0]["minutes"] == 120).then(|| bilan.clone());
    assert_eq!(wait_for(&chalon.gestionnaire, &bilan, whole).await.unwrap()["couts"]["personnel"], "50.00");

    let refused = chalon.gestionnaire.post(&agents, cost("51600.00")).await.unwrap_err();
    assert_eq!((refused.status, &refused.body["errors"][0]["pointer"]), (422, &json!("/depuis")), "from which day?");
    let mut april = cost("51600.00");
    april["depuis"] = json!("2026-04-01");
    chalon.gestionnaire.post(&agents, april.clone()).await.unwrap();
    let dated = chalon.gestionnaire.get(&bilan).await.unwrap();
    assert_eq!(dated["couts"]["personnel"], "55.00", "an hour of March at 25 €, one of April at 30 €");
    let declared = json!([
        { "annee": 2026, "taux_horaire": "25.00", "minutes": 60, "cout": "25.00" },
        { "annee": 2026, "taux_horaire": "30.00", "minutes": 60, "cout": "30.00" },
    ]);
    assert_eq!((&dated["temps"][0]["declare"], &dated["temps"][0]["taux_horaire"]), (&declared, &json!("30.00")));

    april["cout_annuel"] = json!("48160.00");
    chalon.gestionnaire.post(&agents, april).await.unwrap();
    assert_eq!(chalon.gestionnaire.get(&bilan).await.unwrap()["couts"]["personnel"], "53.00", "corrected");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_operations_of_one_person_share_the_hours_of_the_year() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operations = [operation(&chalon, "202600129").await, operation(&chalon, "202600130").await];
    // A thousandth of a full time: 1 h 43 in the year.
    let cost = json!({ "agent": chalon.referent_id, "cout_annuel": "43000.00", "etp": "0.001" });
    for operation in &operations {
        chalon.gestionnaire.post(&format!("/v1/operations/{operation}/agents"), cost.clone()).await.unwrap();
    }
    heure(&chalon, &operations[1], "2026-03-02").await;
    chalon.certifier("2026-03-01").await.unwrap();
    heure(&chalon, &operations[0], "2026-04-01").await;
    chalon.certifier("2026-04-01").await.unwrap();
    let mut said = Vec::new();
    for operation in &operations {
        let whole = |bilan: &Value| (bilan["temps"][0]["minutes"] == 60).then(|| bilan["temps"][0].clone());
        let temps = wait_for(&chalon.gestionnaire, &format!("/v1/operations/{operation}/bilan"), whole).await.unwrap();
        said.push((temps["cout"].clone(), temps["hors_plafond"].clone()));
    }
    // 1.72 h at 25 €: the hour of March is whole, 0.72 h are left to the operation of April.
    assert_eq!(said, [(json!("18.00"), json!(17)), (json!("25.00"), json!(0))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ceiling_of_dijon_bounds_what_an_hour_claims() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    let operation = operation(&dijon, "202600131").await;
    let cost = json!({ "agent": dijon.referent_id, "cout_annuel": "60000.00", "etp": "1", "charge": "44500.00" });
    dijon.gestionnaire.post(&format!("/v1/operations/{operation}/agents"), cost).await.unwrap();
    heure(&dijon, &operation, "2026-03-02").await;
    dijon.certifier("2026-03-01").await.unwrap();
    let rate = |bilan: &Value| bilan["temps"][0]["taux_horaire"].as_str().map(Into::into);
    assert_eq!(
        wait_for(&dijon.gestionnaire, &format!("/v1/operations/{operation}/bilan"), rate).await.unwrap(),
        "25.87"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_first_costs_at_once_one_is_asked_from_which_day_it_holds() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for round in 0..20 {
        let agents = format!("/v1/operations/{}/agents", operation(&chalon, &format!("2026002{round:02}")).await);
        let cost = |annuel: &str| json!({ "agent": chalon.referent_id, "cout_annuel": annuel, "etp": "1" });
        let (one, other) = tokio::join!(
            chalon.gestionnaire.post(&agents, cost("43000.00")),
            chalon.gestionnaire.post(&agents, cost("51600.00")),
        );
        let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert_eq!(refused.len(), 1, "round {round}");
        assert_eq!((refused[0].status, &refused[0].body["errors"][0]["pointer"]), (422, &json!("/depuis")));
    }
}

/// A person of their own who takes part in an operation since 2 March: the path of their participation.
async fn participation(equipe: &Equipe, operation: &str) -> String {
    let file = json!({ "nom": "P", "prenom": "A", "date_naissance": "1985-01-10", "sexe": "F", "commune": "71076" });
    let participant = id(&equipe.referent.post("/v1/participants", file).await.unwrap());
    let enters = json!({ "participant": participant, "entree_le": "2026-03-02" });
    let path = format!("/v1/operations/{operation}/participations");
    format!("/v1/participations/{}", id(&equipe.referent.post(&path, enters).await.unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_on_the_day_of_the_entry_or_left_a_question_open_is_not_counted() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600132").await;
    let person = participation(&chalon, &operation).await;
    let answer = async |answers: Value| {
        let told = chalon.referent.post(&format!("{person}/questionnaire-entree"), answers).await.unwrap();
        let bilan = chalon.gestionnaire.get(&format!("/v1/operations/{operation}/bilan")).await.unwrap();
        (told["manque"].clone(), bilan["participants"]["femmes"].clone())
    };
    let mut answers = json!({ "recueilli_le": "2026-03-02", "situation": "chomeur", "niveau": "bac" });
    let open = json!(["durée sans emploi", "formation ou études en cours"]);
    assert_eq!(answer(answers.clone()).await, (open, json!(0)));
    answers["mois_sans_emploi"] = json!(3);
    answers["en_formation"] = json!(false);
    assert_eq!(answer(answers).await, (json!([]), json!(1)));
    let exit = json!({ "sortie_le": "2026-03-02", "observe_le": "2026-03-02", "situation": "formation" });
    let left = chalon.referent.post(&format!("{person}/questionnaire-sortie"), exit).await.unwrap();
    assert_eq!(left["manque"], json!(["entrée et sortie le même jour : une journée ne fait pas un participant"]));
    assert_eq!(left["sortie"]["qualification_obtenue"], Value::Null, "not answered is not no");
    let bilan = chalon.gestionnaire.get(&format!("/v1/operations/{operation}/bilan")).await.unwrap();
    assert_eq!(bilan["participants"]["femmes"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_its_answers_and_its_exits_stay_within_their_dates() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let early = json!({
        "numero": "201500001", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2015-01-01",
        "fin": "2015-12-31", "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let refused = chalon.gestionnaire.post("/v1/operations", early).await.unwrap_err();
    assert_eq!((refused.status, refused.body["errors"][0]["pointer"].as_str()), (422, Some("/debut")));
    let brief = json!({
        "numero": "202600133", "intitule": "Accompagnement", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-04-30", "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let brief = id(&chalon.gestionnaire.post("/v1/operations", brief).await.unwrap());
    let person = participation(&chalon, &brief).await;
    let answers = json!({ "recueilli_le": "1999-03-02", "situation": "chomeur" });
    let refused = chalon.referent.post(&format!("{person}/questionnaire-entree"), answers).await.unwrap_err();
    assert_eq!((refused.status, refused.body["errors"][0]["pointer"].as_str()), (422, Some("/recueilli_le")));
    let exit = json!({ "sortie_le": "2026-05-01", "observe_le": "2026-05-01", "situation": "formation" });
    let refused = chalon.referent.post(&format!("{person}/questionnaire-sortie"), exit).await.unwrap_err();
    assert_eq!((refused.status, refused.body["errors"][0]["pointer"].as_str()), (422, Some("/sortie_le")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_erased_enters_no_operation() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600134").await;
    let file = json!({ "nom": "P", "prenom": "A", "date_naissance": "1985-01-10", "sexe": "F", "commune": "71076" });
    let participant = id(&chalon.referent.post("/v1/participants", file).await.unwrap());
    let erase = json!({ "motif": "demande de la personne" });
    chalon.animation.post(&format!("/v1/participants/{participant}/effacement"), erase).await.unwrap();
    let enters = json!({ "participant": participant, "entree_le": "2026-03-02" });
    let path = format!("/v1/operations/{operation}/participations");
    let refused = chalon.referent.post(&path, enters).await.unwrap_err();
    assert_eq!((refused.status, refused.body["errors"][0]["pointer"].as_str()), (422, Some("/participant")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bilan_follows_the_file_that_is_kept_of_a_person() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600135").await;
    let person = participation(&chalon, &operation).await;
    let answers =
        json!({ "recueilli_le": "2026-03-02", "situation": "en_emploi", "en_formation": false, "niveau": "bac" });
    chalon.referent.post(&format!("{person}/questionnaire-entree"), answers).await.unwrap();
    let bilan = format!("/v1/operations/{operation}/bilan");
    let figures = |bilan: &Value| {
        let young = bilan["indicateurs"].as_array().unwrap().iter().find(|one| one["code"] == "EECO07").unwrap();
        (bilan["participants"].clone(), young["compte"]["hommes"].clone())
    };
    let before = figures(&chalon.gestionnaire.get(&bilan).await.unwrap());
    assert_eq!(before, (json!({ "femmes": 1, "hommes": 0 }), json!(0)));
    let right = json!({ "nom": "P", "prenom": "A", "date_naissance": "2000-01-10", "sexe": "M", "commune": "71076" });
    let kept = id(&chalon.referent.post("/v1/participants", right).await.unwrap());
    let absorbed = chalon.referent.get(&person).await.unwrap()["participant"].clone();
    let merge = json!({ "absorbe": absorbed, "motif": "même pièce d'identité" });
    chalon.animation.post(&format!("/v1/participants/{kept}/fusion"), merge).await.unwrap();
    let right = (json!({ "femmes": 0, "hommes": 1 }), json!(1));
    wait_for(&chalon.gestionnaire, &bilan, |bilan| (figures(bilan) == right).then_some(Value::Null)).await.unwrap();
}

/// What an operation from 15 March to 10 May claims of five activities of the référent, recorded while it was longer.
async fn spring(suite: &TestSuite, equipe: &Equipe) -> String {
    let operation = json!({
        "numero": "202600126", "intitule": "Printemps", "programme": "fse_plus", "debut": "2026-03-01", "fin": "2026-05-31",
        "option": "forfait_40", "taux": "60", "cout_total": "100000.00",
    });
    let operation = id(&equipe.gestionnaire.post("/v1/operations", operation).await.unwrap());
    for (jour, minutes) in
        [("2026-03-10", 7), ("2026-03-20", 60), ("2026-04-12", 11), ("2026-05-07", 13), ("2026-05-22", 17)]
    {
        let activity = DOSSIERS.de_huit_heures(jour, minutes, Some(&operation));
        equipe.referent.post("/v1/activites", activity).await.unwrap();
    }
    let shorter = format!(
        r#"UPDATE fse.operations SET contenu = contenu || '{{"debut": "2026-03-15", "fin": "2026-05-10"}}' WHERE id = '{operation}'"#
    );
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin.batch_execute(&shorter).await.unwrap();
    for mois in ["2026-03-01", "2026-04-01", "2026-05-01"] {
        equipe.certifier(mois).await.unwrap();
    }
    operation
}

/// The minutes that a bilan claims once they are `expected`.
async fn claimed(equipe: &Equipe, operation: &str, expected: i64) {
    let arrived = |bilan: &Value| (bilan["temps"][0]["minutes"] == expected).then(|| bilan.clone());
    wait_for(&equipe.gestionnaire, &format!("/v1/operations/{operation}/bilan"), arrived).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_claims_its_own_days() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = spring(&suite, &chalon).await;
    claimed(&chalon, &operation, 84).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_of_sheets_certified_before_days_were_told_are_told_once_more() {
    let mut suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = spring(&suite, &chalon).await;
    claimed(&chalon, &operation, 84).await;
    suite.stop().await;
    // As the former version left them: totals of months, and lines that say of each minute the same.
    let former = format!(
        "INSERT INTO fse.minutes_certifiees SELECT territoire_id, agent, date_trunc('month', jour)::date, operation_id,
           categorie, sum(minutes), sum(non_justifiees) FROM fse.jours_certifies GROUP BY 1, 2, 3, 4, 5;
         DELETE FROM fse.jours_certifies;
         UPDATE emargement.feuilles SET lignes = (SELECT jsonb_agg(ligne - 'justifiees' - 'manque')
           FROM jsonb_array_elements(lignes) ligne), jours_dits = NULL WHERE territoire_id = '{}'",
        chalon.territoire
    );
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin.batch_execute(&former).await.unwrap();
    suite.restart().await;
    let gestionnaire = suite.anonymous().login("gestionnaire_fse@grand-chalon.example", MOT_DE_PASSE).await.unwrap();
    claimed(&Equipe { gestionnaire, ..chalon }, &operation, 84).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_the_plie_is_expected_to_have_left_the_operation_and_its_answers_are_asked_at_once() {
    let clock = Clock::fixed(t("2026-06-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600140").await;
    let personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
    let dossier = chalon.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    chalon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    chalon.commission(&[&dossier], "2026-02-12").await.unwrap();
    chalon.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = id(&chalon.parcours(&dossier).await.unwrap());
    let enters = json!({ "participant": dossier.participant, "entree_le": "2026-03-02" });
    let path = format!("/v1/operations/{operation}/participations");
    let own = format!("/v1/participations/{}", id(&chalon.referent.post(&path, enters).await.unwrap()));
    let seen = chalon.referent.get(&own).await.unwrap();
    assert_eq!((&seen["fin_parcours"], &seen["sortie_proposee"]), (&Value::Null, &Value::Null));

    let gone = json!({ "motif": "demenagement", "le": "2026-06-05" });
    chalon.referent.post(&format!("/v1/parcours/{parcours}/fin"), gone).await.unwrap();
    let left =
        wait_for(&chalon.referent, &own, |one| one["fin_parcours"].is_object().then(|| one.clone())).await.unwrap();
    let expected = json!({ "parcours": parcours, "le": "2026-06-05", "positive": false, "motif": "demenagement" });
    assert_eq!(left["fin_parcours"], expected);
    assert_eq!(
        left["sortie_proposee"],
        json!({ "sortie_le": "2026-06-05", "jusqu_au": "2026-07-03" }),
        "four weeks later"
    );
    let due = |page: &Value| page["elements"].get(0).filter(|one| one["limite"] == "2026-07-03").cloned();
    let own_list = format!("/v1/echeances?regle=recueil_sortie&referent={}", chalon.referent_id);
    let asked = wait_for(&chalon.referent, &own_list, due).await.unwrap();
    assert_eq!(asked["attendu"], "participation restée ouverte, questionnaire de sortie à recueillir");
    assert_eq!(asked["referent"], chalon.referent_id, "who followed her last");
    let digest = format!("/v1/echeances/synthese?referent={}&du=2026-06-29", chalon.referent_id);
    let counted = chalon.animation.get(&digest).await.unwrap();
    let line = |one: &&Value| one["regle"] == "recueil_sortie";
    let line = counted["lignes"].as_array().unwrap().iter().find(line).unwrap();
    assert_eq!((&line["referent"], &line["de_la_semaine"]), (&json!(chalon.referent_id), &json!(1)));
    assert_eq!(asked["alerte_le"], "2026-06-05");

    let decision = json!({ "le": "2026-06-10", "motif": "elle était partie la veille" });
    let fin = json!({ "motif": "reorientation", "le": "2026-06-04", "destination": "CAP emploi de Saône-et-Loire" });
    let sooner = json!({ "remplace": 1, "fin": fin, "decision": decision });
    chalon.animation.post(&format!("/v1/parcours/{parcours}/fin/correction"), sooner).await.unwrap();
    let corrected = |one: &Value| (one["fin_parcours"]["le"] == "2026-06-04").then(|| one.clone());
    let left = wait_for(&chalon.referent, &own, corrected).await.unwrap();
    assert_eq!(left["fin_parcours"]["motif"], "reorientation", "the correction is heard");
    assert_eq!(left["sortie_proposee"]["jusqu_au"], "2026-07-02");
    let back = json!({ "remplace": 2, "decision": decision });
    chalon.animation.post(&format!("/v1/parcours/{parcours}/fin/retrait"), back).await.unwrap();
    let stays = |one: &Value| one["fin_parcours"].is_null().then(|| one.clone());
    let stays = wait_for(&chalon.referent, &own, stays).await.unwrap();
    assert_eq!(stays["sortie_proposee"], Value::Null, "nobody left");
    let silent = |page: &Value| page["elements"].as_array().unwrap().is_empty().then_some(Value::Null);
    wait_for(&chalon.referent, "/v1/echeances?regle=recueil_sortie", silent).await.unwrap();
    let gone = json!({ "motif": "demenagement", "le": "2026-06-05" });
    chalon.referent.post(&format!("/v1/parcours/{parcours}/fin"), gone).await.unwrap();
    wait_for(&chalon.referent, "/v1/echeances?regle=recueil_sortie", due).await.unwrap();

    let answers = json!({ "sortie_le": "2026-06-05", "observe_le": "2026-06-10", "situation": "recherche_emploi" });
    let answered = chalon.referent.post(&format!("{own}/questionnaire-sortie"), answers).await.unwrap();
    assert_eq!(answered["sortie_proposee"], Value::Null, "it is said");
    let none = |page: &Value| page["elements"].as_array().unwrap().is_empty().then_some(Value::Null);
    wait_for(&chalon.referent, "/v1/echeances?regle=recueil_sortie", none).await.unwrap();
}

/// One of a table, counted.
#[derive(diesel::QueryableByName)]
struct Combien {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    combien: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_ends_sooner_says_so_of_a_thousand_participations_lot_by_lot() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let operation = operation(&chalon, "202600141").await;
    let own = participation(&chalon, &operation).await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    // Identifiers that come before those of today: the person above is told last.
    let thousand = format!(
        "INSERT INTO fse.participations (territoire_id, id, operation_id, participant_id, entree_le, sexe, date_naissance,
           creee_le, relire_depuis)
         SELECT territoire_id, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, operation_id, gen_random_uuid(),
           entree_le, sexe, date_naissance, creee_le, NULL
         FROM fse.participations, generate_series(1, 1200) n WHERE operation_id = '{operation}'"
    );
    admin.batch_execute(&thousand).await.unwrap();
    let path = format!("/v1/operations/{operation}");
    let request = suite.http.patch(format!("{}{path}", suite.url)).bearer_auth(chalon.gestionnaire.token());
    let answer = request.header("If-Match", "\"1\"").json(&json!({ "fin": "2026-11-30" })).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let seen = chalon.referent.get(&own).await.unwrap();
    let query = format!(
        "/v1/echeances?regle=recueil_sortie&au=2027-01-31&participant={}",
        seen["participant"].as_str().unwrap()
    );
    let moved = |page: &Value| page["elements"].get(0).filter(|one| one["limite"] == "2026-12-28").cloned();
    wait_for(&chalon.referent, &query, moved).await.unwrap();
    let told: Vec<Combien> = diesel::sql_query(
        "SELECT count(DISTINCT sujet) AS combien FROM fse.outbox WHERE type = 'fse.echeances_dites.v1'
           AND jsonb_path_exists(donnees, '$.echeances[*] ? (@.limite == \"2026-12-28\")')",
    )
    .load(&mut admin)
    .await
    .unwrap();
    assert_eq!(told[0].combien, 1_201, "each of them");
}
