//! A running PLIE comes over in mid-year: who is accompanied already comes with what happened, and what nobody knows is said
//! to be unknown.

use std::fmt::Write;

use chrono::TimeDelta;
use diesel::QueryableByName;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::Clock;
use plie::demo::{Api, Equipe, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::events::until;

/// Two persons who are accompanied in the former program.
const PERSONNES: &str = "N°;Nom;Prénom;Né(e) le;Sexe;Entrée;Référent
101;Garnier;Lou;02/01/1990;M;01/03/2024;Mme Morel
104;Diallo;Aminata;20/05/1984;F;15/05/2023;Mme Morel
";

/// What happened in their parcours, and two lines that nobody can take.
const FAITS: &str = "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé
101;parcours;01/09/2025;;;;;;;;;
101;référent;01/03/2024;31/08/2025;;;;;;Jeanne Petit;;
101;suspension;01/02/2025;31/03/2025;;;;;décision du comité;;;
101;etape;05/05/2025;31/10/2025;;Chantier;Les Jardins;Espaces verts;;;;
101;contact;12/12/2025;;;entretien;;;;;60;oui
104;etape;01/12/2025;;30/06/2026;Chantier;Les Jardins;Repassage;;;;
104;etape;01/05/2023;01/06/2023;;Chantier;Les Jardins;Avant l'entrée;;;;
999;contact;12/12/2025;;;;;;;;30;
";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

struct Reprise {
    suite: TestSuite,
    equipe: Equipe,
    clock: Clock,
}

/// A column of a table, and the field that it tells.
fn colonne((titre, champ): (&str, &str)) -> Value {
    json!({ "titre": titre, "champ": champ })
}

impl Reprise {
    /// The persons are taken over, and their parcours open.
    async fn new() -> Self {
        Self::of("grand-chalon").await
    }

    /// The same in another territory.
    async fn of(territoire: &str) -> Self {
        let clock = Clock::fixed(t("2026-01-12T09:00:00Z"));
        let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
        let equipe = suite.territory(territoire).await;
        Self { suite, equipe, clock }
    }

    fn api(&self) -> &Api {
        &self.equipe.animation
    }

    /// Takes a table of persons over, after which so many parcours are open.
    async fn persons(&self, table: &str, expected: usize) {
        let mapping = self.mapping_of_persons().await;
        self.more_persons(&mapping, table, expected).await;
    }

    async fn mapping_of_persons(&self) -> Value {
        let mapping = json!({ "nom": "Personnes", "source": "ancien_logiciel", "colonnes": [
            colonne(("N°", "reference")), colonne(("Nom", "nom")), colonne(("Prénom", "prenom")),
            colonne(("Né(e) le", "date_naissance")), colonne(("Sexe", "sexe")), colonne(("Entrée", "entree_le")),
            { "titre": "Référent", "champ": "referent", "valeurs": { "Mme Morel": self.equipe.referent_id } },
        ] });
        self.api().post("/v1/correspondances", mapping).await.unwrap()
    }

    async fn more_persons(&self, mapping: &Value, table: &str, expected: usize) {
        let (import, read) = self.send("imports", mapping, table).await;
        assert_eq!(read["comptes"]["prete"], table.lines().count() - 1, "{read}");
        self.integrate("imports", &import).await;
        let mut admin = AsyncPgConnection::establish(&self.suite.admin_url).await.unwrap();
        let open = async || {
            let query = diesel::sql_query("SELECT count(*) AS n FROM parcours.parcours");
            query.load::<Count>(&mut admin).await.unwrap()[0].n == i64::try_from(expected).unwrap()
        };
        until(open, "a parcours did not open").await;
    }

    async fn mapping(&self) -> Value {
        self.mapping_with("Parcours", &[]).await
    }

    /// The same with other columns, each told by the title that it has.
    async fn mapping_with(&self, nom: &str, others: &[(&str, &str)]) -> Value {
        let structure = &self.equipe.operateur_structure;
        let mut columns = vec![
            colonne(("N°", "reference")),
            colonne(("Fait", "fait")),
            colonne(("Du", "du")),
            colonne(("Au", "au")),
            colonne(("Fin prévue", "fin_prevue")),
            colonne(("Intitulé", "intitule")),
            colonne(("Motif", "motif")),
            colonne(("Référent", "referent")),
            colonne(("Minutes", "minutes")),
            colonne(("Signé", "signe")),
            json!({ "titre": "Nature", "champ": "nature", "valeurs": { "Chantier": "aci" } }),
            json!({ "titre": "Opérateur", "champ": "operateur", "valeurs": { "Les Jardins": structure } }),
        ];
        columns.extend(others.iter().copied().map(colonne));
        self.mapping_of(nom, columns).await
    }

    async fn mapping_of(&self, nom: &str, columns: Vec<Value>) -> Value {
        let mapping = json!({ "nom": nom, "source": "ancien_logiciel", "colonnes": columns });
        self.api().post("/v1/correspondances-de-parcours", mapping).await.unwrap()
    }

    /// Opens an import and sends its table; the import, and what was read of it.
    async fn send(&self, noun: &str, mapping: &Value, table: &str) -> (String, Value) {
        let opened = json!({ "fichier": "table.csv", "correspondance": mapping["id"], "arrete_le": "2026-01-05" });
        let import = id(&self.api().post(&format!("/v1/{noun}"), opened).await.unwrap());
        let url = format!("{}/v1/{noun}/{import}/fichier", self.suite.url);
        let sent = self.suite.http.put(url).bearer_auth(self.api().token()).body(table.to_owned());
        assert_eq!(sent.send().await.unwrap().status(), 200);
        let read = self.settled(noun, &import).await;
        (import, read)
    }

    async fn settled(&self, noun: &str, import: &str) -> Value {
        let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then(|| import.clone());
        wait_for(self.api(), &format!("/v1/{noun}/{import}"), over).await.unwrap()
    }

    /// A second later, so that this work is the last one of the import.
    async fn integrate(&self, noun: &str, import: &str) -> Value {
        self.clock.set(self.clock.now() + TimeDelta::seconds(1));
        self.api().post(&format!("/v1/{noun}/{import}/integration"), json!({})).await.unwrap();
        self.settled(noun, import).await
    }

    async fn facts(&self, mapping: &Value, table: &str) -> (String, Value) {
        self.send("imports-de-parcours", mapping, table).await
    }

    /// Somebody gives another title to an étape.
    async fn rename(&self, etape: &Value, titre: &str) {
        let step = format!("{}/v1/etapes/{}", self.suite.url, id(etape));
        let edit = self.suite.http.patch(step).bearer_auth(self.equipe.referent.token());
        let edit = edit.header("If-Match", format!("\"{}\"", etape["version"])).json(&json!({ "intitule": titre }));
        assert_eq!(edit.send().await.unwrap().status(), 200);
    }

    async fn lines(&self, import: &str, etat: &str) -> Vec<Value> {
        let page = self.api().get(&format!("/v1/imports-de-parcours/{import}/lignes?etat={etat}")).await.unwrap();
        page["elements"].as_array().unwrap().clone()
    }

    /// The parcours of who entered on that day.
    async fn parcours(&self, entree_le: &str) -> Value {
        let page = self.equipe.referent.get("/v1/parcours?limite=200").await.unwrap();
        let all = page["elements"].as_array().unwrap();
        all.iter().find(|one| one["entree_le"] == entree_le).unwrap().clone()
    }
}

fn counts(import: &Value) -> Value {
    let all = import["comptes"].as_object().unwrap();
    all.iter().filter(|(_, count)| **count != json!(0)).map(|(name, count)| (name.clone(), count.clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_accompanied_already_comes_with_what_happened_before() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    assert_eq!(reprise.api().get("/v1/correspondances-de-parcours").await.unwrap()[0]["id"], mapping["id"]);
    let (import, read) = reprise.facts(&mapping, FAITS).await;
    assert_eq!(counts(&read), json!({ "prete": 6, "rejetee": 2 }), "{read}");
    let ready = reprise.lines(&import, "prete").await;
    assert_eq!(ready[0]["participant_nom"], "Lou Garnier", "{}", ready[0]);
    assert_eq!(ready[1]["lecture"]["nom"], "Jeanne Petit");
    let rejected = reprise.lines(&import, "rejetee").await;
    let told = |line: &Value| (line["problemes"][0]["colonne"].clone(), line["problemes"][0]["code"].clone());
    assert_eq!(told(&rejected[0]), (json!("Du"), json!("incoherent")), "an étape before the entry");
    assert_eq!(told(&rejected[1]), (json!("N°"), json!("inconnu")), "nobody of that reference");
    let rejects = format!("{}/v1/imports-de-parcours/{import}/rejets", reprise.suite.url);
    let rejects = reprise.suite.http.get(rejects).bearer_auth(reprise.api().token()).send().await.unwrap();
    let rejects = rejects.text().await.unwrap();
    assert!(
        rejects.lines().count() == 3 && rejects.contains("la personne est entrée au PLIE le 15/05/2023"),
        "{rejects}"
    );
    let listed = reprise.api().get("/v1/imports-de-parcours").await.unwrap();
    assert_eq!(listed["elements"][0]["id"], json!(import));

    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": 6, "rejetee": 2 }));
    let garnier = reprise.parcours("2024-03-01").await;
    assert_eq!(garnier["connu_depuis"], "2025-09-01");
    let who = |rank: usize| {
        let one = &garnier["affectations"][rank];
        (one["referent_nom"].clone(), one["du"].clone(), one["au"].clone())
    };
    assert_eq!(
        who(0),
        (json!("Jeanne Petit"), json!("2024-03-01"), json!("2025-08-31")),
        "who has no account is named"
    );
    assert_eq!((who(1).1, who(1).2), (json!("2025-09-01"), Value::Null));
    assert_eq!(garnier["referent"], json!(reprise.equipe.referent_id));
    let states: Vec<_> = garnier["periodes"].as_array().unwrap().iter().map(|one| (&one["etat"], &one["du"])).collect();
    let expected = [
        (json!("en_accompagnement"), json!("2024-03-01")),
        (json!("suspendu"), json!("2025-02-01")),
        (json!("en_accompagnement"), json!("2025-04-01")),
        (json!("en_etape"), json!("2025-05-05")),
        (json!("en_accompagnement"), json!("2025-11-01")),
    ];
    assert_eq!(states, expected.iter().map(|(etat, du)| (etat, du)).collect::<Vec<_>>());
    let month = format!("/v1/parcours/{}/accompagnement?mois=2025-12-01", id(&garnier));
    assert_eq!(reprise.equipe.referent.get(&month).await.unwrap()["contacts"][0]["minutes"], 60);

    let (_, again) = reprise.facts(&mapping, FAITS).await;
    assert_eq!(counts(&again), json!({ "inchangee": 6, "rejetee": 2 }), "sent again, nothing is doubled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_table_brings_what_differs_and_asks_where_somebody_changed_it_here() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    let (import, _) = reprise.facts(&mapping, FAITS).await;
    reprise.integrate("imports-de-parcours", &import).await;

    let corrected = FAITS.replace("05/05/2025;31/10/2025", "05/05/2025;30/11/2025").replace("31/08/2025", "30/09/2025");
    let (second, read) = reprise.facts(&mapping, &corrected).await;
    assert_eq!(counts(&read), json!({ "inchangee": 4, "prete": 2, "rejetee": 2 }));
    reprise.integrate("imports-de-parcours", &second).await;
    let garnier = reprise.parcours("2024-03-01").await;
    assert_eq!(garnier["etapes"].as_array().unwrap().len(), 1, "corrected, not doubled");
    assert_eq!((&garnier["etapes"][0]["fin"], &garnier["etapes"][0]["version"]), (&json!("2025-11-30"), &json!(2)));
    let ends: Vec<_> = garnier["affectations"].as_array().unwrap().iter().map(|one| one["au"].clone()).collect();
    assert_eq!(ends, [json!("2025-09-30"), Value::Null]);
    let before = format!("/v1/parcours/{}/etats?connu_le=2026-01-12", id(&garnier));
    assert_eq!(reprise.api().get(&before).await.unwrap()["periodes"][4]["du"], "2025-12-01");

    let diallo = reprise.parcours("2023-05-15").await;
    reprise.rename(&diallo["etapes"][0], "Repassage et couture").await;
    let later = corrected.replace("30/06/2026", "31/07/2026");
    let (third, read) = reprise.facts(&mapping, &later).await;
    assert_eq!(counts(&read), json!({ "a_decider": 1, "inchangee": 5, "rejetee": 2 }));
    let line = &reprise.lines(&third, "a_decider").await[0];
    assert_eq!(line["hesitations"][0]["modifie_depuis"], true);
    let path = format!("/v1/imports-de-parcours/{third}");
    let wrong = json!({ "rangs": [line["rang"]], "action": "completer" });
    assert_eq!(reprise.api().post(&format!("{path}/decisions"), wrong).await.unwrap_err().status, 422);
    let decided = json!({ "rangs": [line["rang"]], "action": "remplacer" });
    reprise.api().post(&format!("{path}/decisions"), decided).await.unwrap();
    let done = reprise.integrate("imports-de-parcours", &third).await;
    assert_eq!(counts(&done), json!({ "inchangee": 5, "integree": 1, "rejetee": 2 }), "{done}");
    let step = &reprise.parcours("2023-05-15").await["etapes"][0];
    assert_eq!((&step["intitule"], &step["fin_prevue"]), (&json!("Repassage"), &json!("2026-07-31")));
    let fixed = json!({ "rang": 8, "cellules": { "Du": "01/06/2023", "Au": "30/06/2023" } });
    let line = reprise.api().post(&format!("{path}/corrections"), fixed).await.unwrap();
    assert_eq!(line["etat"], "prete", "{line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_that_was_taken_back_here_is_one_again_when_somebody_decides_so() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    let (import, _) = reprise.facts(&mapping, FAITS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let stop = id(&reprise.parcours("2024-03-01").await["suspensions"][0]);
    let correct = async |remplace: i32, suspension: Value| {
        let body = json!({ "remplace": remplace, "suspension": suspension, "motif": "saisie sur une autre personne" });
        reprise.equipe.referent.post(&format!("/v1/suspensions/{stop}/correction"), body).await
    };
    correct(1, Value::Null).await.unwrap();
    let (_, read) = reprise.facts(&mapping, FAITS).await;
    assert_eq!(counts(&read), json!({ "inchangee": 6, "rejetee": 2 }), "the same table leaves it so: {read}");
    let never = reprise.parcours("2024-03-01").await;
    assert_eq!((&never["suspensions"], states(&never).len()), (&json!([]), 3));

    let longer = FAITS.replace("01/02/2025;31/03/2025", "01/02/2025;30/04/2025");
    let (second, read) = reprise.facts(&mapping, &longer).await;
    assert_eq!(counts(&read), json!({ "a_decider": 1, "inchangee": 5, "rejetee": 2 }), "{read}");
    let line = reprise.lines(&second, "a_decider").await[0].clone();
    assert_eq!(line["hesitations"][0]["modifie_depuis"], true);
    let decided = json!({ "rangs": [line["rang"]], "action": "remplacer" });
    reprise.api().post(&format!("/v1/imports-de-parcours/{second}/decisions"), decided).await.unwrap();
    let done = reprise.integrate("imports-de-parcours", &second).await;
    assert_eq!(counts(&done), json!({ "inchangee": 5, "integree": 1, "rejetee": 2 }), "{done}");
    let back = reprise.parcours("2024-03-01").await;
    assert_eq!(states(&back)[1..3], [state("suspendu", "2025-02-01"), state("en_accompagnement", "2025-05-01")]);
    let one = &back["suspensions"][0];
    assert_eq!((id(one), &one["version"], &one["retiree"]), (stop.clone(), &json!(3), &json!(false)));

    let told = reprise.equipe.referent.get(&format!("/v1/suspensions/{stop}/historique")).await.unwrap();
    let changes = told["elements"].as_array().unwrap();
    assert_eq!(changes.iter().map(|one| &one["version"]).collect::<Vec<_>>(), [&json!(3), &json!(2)], "{told}");
    let last = |champ: &str| {
        let fields = changes[0]["champs"].as_array().unwrap();
        let field = fields.iter().find(|one| one["champ"] == champ).unwrap_or_else(|| panic!("{champ} in {told}"));
        (field["avant"].clone(), field["apres"].clone())
    };
    assert_eq!(last("/retiree"), (json!(true), json!(false)));
    assert_eq!(last("/au"), (json!("2025-03-31"), json!("2025-04-30")));
    let days = json!({ "du": "2025-02-01", "au": "2025-02-28", "motif": "décision du comité" });
    let stale = correct(2, days).await.unwrap_err();
    assert_eq!((stale.status, &stale.body["errors"][0]["pointer"]), (409, &json!("/remplace")), "{}", stale.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_edits_between_the_preview_and_the_integration_is_not_overwritten() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    let (import, _) = reprise.facts(&mapping, FAITS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let (second, read) = reprise.facts(&mapping, &FAITS.replace("30/06/2026", "31/07/2026")).await;
    assert_eq!(counts(&read), json!({ "inchangee": 5, "prete": 1, "rejetee": 2 }));
    reprise.rename(&reprise.parcours("2023-05-15").await["etapes"][0], "Repassage et couture").await;
    let done = reprise.integrate("imports-de-parcours", &second).await;
    assert_eq!(counts(&done), json!({ "a_decider": 1, "inchangee": 5, "rejetee": 2 }), "somebody decides");
    let step = &reprise.parcours("2023-05-15").await["etapes"][0];
    assert_eq!((&step["intitule"], &step["fin_prevue"]), (&json!("Repassage et couture"), &json!("2026-06-30")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_comes_after_a_handover_keeps_the_past_of_each_référent() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let other = reprise.equipe.recruter("Dominique", "referent", None).await.unwrap();
    let path = format!("/v1/parcours/{}/referent", id(&reprise.parcours("2024-03-01").await));
    let handed = json!({ "referent": other, "des_le": "2025-12-01", "motif": "départ de Mme Morel" });
    reprise.api().post(&path, handed).await.unwrap();
    let mapping = reprise.mapping().await;
    let followed = async |table: &str| {
        let (import, _) = reprise.facts(&mapping, table).await;
        reprise.integrate("imports-de-parcours", &import).await;
        let told = reprise.parcours("2024-03-01").await;
        let days = |one: &Value| (one["referent"].clone(), one["du"].clone(), one["au"].clone());
        let days: Vec<_> = told["affectations"].as_array().unwrap().iter().map(days).collect();
        (told["referent"].clone(), days)
    };
    let (last, days) = followed(FAITS).await;
    assert_eq!(days.len(), 3);
    assert_eq!((&days[0].1, &days[0].2), (&json!("2024-03-01"), &json!("2025-08-31")), "Jeanne Petit");
    assert_eq!(days[1], (json!(reprise.equipe.referent_id), json!("2025-09-01"), json!("2025-11-30")));
    assert_eq!((&days[2], &last), (&(json!(other), json!("2025-12-01"), Value::Null), &json!(other)));
    let (last, days) = followed(&FAITS.replace("31/08/2025", "31/12/2025")).await;
    assert_eq!(days.len(), 2, "what was handed over here goes before what the table says of the same days");
    assert_eq!((&days[0].2, &days[1].0, &last), (&json!("2025-11-30"), &json!(other), &json!(other)));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_back_has_the_facts_of_each_of_their_parcours() {
    let reprise = Reprise::new().await;
    let (mapping, first) = (reprise.mapping_of_persons().await, PERSONNES.replace("15/05/2023", "15/05/2019"));
    reprise.more_persons(&mapping, &first, 2).await;
    let before = reprise.parcours("2019-05-15").await;
    let left = json!({ "motif": "demenagement", "le": "2021-07-01" });
    reprise.equipe.referent.post(&format!("/v1/parcours/{}/fin", id(&before)), left).await.unwrap();
    reprise.ended("2019-05-15", Some("2021-07-01")).await;
    let again = PERSONNES.lines().filter(|line| !line.starts_with("101")).collect::<Vec<_>>().join("\n");
    reprise.more_persons(&mapping, &again, 3).await;

    let facts = "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé;Entrée
104;etape;03/06/2019;31/12/2019;;Chantier;Les Jardins;Espaces verts;;;;;15/05/2019
104;etape;01/12/2025;;30/06/2026;Chantier;Les Jardins;Repassage;;;;;
104;etape;03/06/2020;31/12/2020;;Chantier;Les Jardins;Sans son entrée;;;;;
104;etape;03/06/2020;31/12/2020;;Chantier;Les Jardins;Le lendemain de l'entrée;;;;;16/05/2019
";
    let mapping = reprise.mapping_with("Avec l'entrée", &[("Entrée", "entree")]).await;
    let (import, read) = reprise.facts(&mapping, facts).await;
    assert_eq!(counts(&read), json!({ "prete": 2, "rejetee": 2 }), "{read}");
    let columns: Vec<_> = reprise.lines(&import, "rejetee").await;
    let columns: Vec<_> = columns.iter().map(|one| one["problemes"][0]["colonne"].clone()).collect();
    assert_eq!(columns, ["Du", "Entrée"], "before the last entry, and of no entry");
    reprise.integrate("imports-de-parcours", &import).await;
    let titles = async |entree_le: &str| {
        let told = reprise.parcours(entree_le).await;
        let all = told["etapes"].as_array().unwrap().clone();
        all.iter().map(|one| one["intitule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles("2019-05-15").await, ["Espaces verts"]);
    assert_eq!(titles("2023-05-15").await, ["Repassage"]);

    let moved = facts.replace("Espaces verts;;;;;15/05/2019", "Espaces verts;;;;;");
    let (import, read) = reprise.facts(&mapping, &moved).await;
    assert_eq!(counts(&read), json!({ "inchangee": 1, "rejetee": 3 }), "{read}");
    let refused = reprise.lines(&import, "rejetee").await[0]["problemes"][0].clone();
    assert_eq!(refused["colonne"], "Entrée", "a corrected line does not move a fact to another parcours");
    let why = refused["detail"].as_str().unwrap();
    assert!(why.starts_with("déjà repris dans un autre parcours de la personne commencé le 15/05/2019 :"), "{why}");
}

/// Who left, and who is about to.
const PARTANTS: &str = "N°;Nom;Prénom;Né(e) le;Sexe;Entrée;Référent
201;Garnier;Lou;02/01/1990;M;01/03/2022;Mme Morel
202;Diallo;Aminata;20/05/1984;F;01/03/2023;Mme Morel
203;Nguyen;Anh;11/07/1979;F;01/03/2024;Mme Morel
204;Costa;Rui;30/09/1971;M;01/02/2025;Mme Morel
";

const DEPARTS: &str = "N°;Fait;Du;Au;Nature;Employeur;Quotité;État;Justifiée le;Sortie le;Issue;Motif
201;sortie;01/09/2023;;cdi;Mairie;100;confirmee;20/09/2023;01/03/2024;;
202;fin;01/07/2024;;;;;;;;;demenagement
203;sortie;03/11/2025;31/12/2025;cdd;Boulangerie Perrin;80;;;;;
203;suivi;07/12/2025;;;;;;;;en_emploi;
203;contrat;02/01/2026;30/06/2026;;Boulangerie Perrin;100;;;;;
203;suivi;04/01/2026;;;;;;;;pas_de_reponse;
204;sortie;01/04/2025;;cdi;Transports Rhône;100;;;;;
204;sortie;01/06/2025;;cdi;Usine;100;;;;;
204;suivi;01/03/2025;;;;;;;;en_emploi;
";

impl Reprise {
    async fn departs(&self) -> Value {
        let columns = [
            ("N°", "reference"),
            ("Fait", "fait"),
            ("Du", "du"),
            ("Au", "au"),
            ("Nature", "nature"),
            ("Employeur", "employeur"),
            ("Quotité", "quotite"),
            ("État", "etat"),
            ("Justifiée le", "justifiee_le"),
            ("Sortie le", "acquise_le"),
            ("Issue", "issue"),
            ("Motif", "motif"),
        ];
        self.mapping_of("Départs", columns.map(colonne).into()).await
    }

    /// The entries of those who are to be called in a month.
    async fn called(&self, mois: &str) -> Vec<Value> {
        let page = self.equipe.referent.get(&format!("/v1/suivis?mois={mois}")).await.unwrap();
        page["elements"].as_array().unwrap().iter().map(|one| one["debut"].clone()).collect()
    }

    async fn ended(&self, entree_le: &str, expected: Option<&str>) {
        let candidature = self.parcours(entree_le).await["candidature"].as_str().unwrap().to_owned();
        let heard = |told: &Value| (told["suivi_termine_le"] == json!(expected)).then(|| told.clone());
        wait_for(self.api(), &format!("/v1/candidatures/{candidature}"), heard).await.unwrap();
    }
}

fn states(parcours: &Value) -> Vec<(String, String)> {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    let all = parcours["periodes"].as_array().unwrap().iter();
    all.map(|one| (text(one, "etat"), text(one, "du"))).collect()
}

fn state(etat: &str, du: &str) -> (String, String) {
    (etat.to_owned(), du.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn exits_of_long_ago_end_their_parcours_and_those_that_are_followed_go_on() {
    let reprise = Reprise::new().await;
    reprise.persons(PARTANTS, 4).await;
    let mapping = reprise.departs().await;
    let (import, read) = reprise.facts(&mapping, DEPARTS).await;
    assert_eq!(counts(&read), json!({ "prete": 7, "rejetee": 2 }), "said before anything counts: {read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": 7, "rejetee": 2 }), "{done}");
    let rejected = reprise.lines(&import, "rejetee").await;
    let told = |rank: usize| rejected[rank]["problemes"][0]["detail"].as_str().unwrap().to_owned();
    assert!(told(0).starts_with("une autre sortie de ce parcours est suivie"), "{}", told(0));
    assert!(told(1).starts_with("aucune sortie de ce parcours ne l'a précédé"), "{}", told(1));

    let positive = reprise.parcours("2022-03-01").await;
    let expected = [("en_accompagnement", "2022-03-01"), ("suivi_emploi", "2023-09-01"), ("sorti", "2024-03-01")];
    assert_eq!(states(&positive), expected.map(|(etat, du)| state(etat, du)));
    let exit = &positive["sorties"][0];
    assert_eq!(
        (&exit["etat"], &exit["compte"], &exit["reprise"]),
        (&json!("confirmee"), &json!("compte"), &json!(true))
    );
    assert_eq!((&exit["raison"]["regle"], &exit["piece"]), (&json!("sortie_reprise"), &Value::Null));
    let other = reprise.parcours("2023-03-01").await;
    assert_eq!(states(&other)[1], state("sorti", "2024-07-01"));
    assert_eq!(other["fin"]["motif"], "demenagement");
    reprise.ended("2022-03-01", Some("2024-03-01")).await;
    reprise.ended("2023-03-01", Some("2024-07-01")).await;
    let rates = reprise.api().get("/v1/taux-sorties?du=2024-01-01&au=2024-12-31").await.unwrap();
    assert_eq!(
        (&rates["positives"], &rates["autres"], &rates["neutres"]),
        (&json!(1), &json!(0), &json!(1)),
        "{rates}"
    );

    let followed = reprise.parcours("2024-03-01").await["sorties"][0].clone();
    assert_eq!((&followed["etat"], &followed["contact"]), (&json!("en_suivi"), &json!("joint")));
    assert_eq!(followed["contrats"][0]["fin"], "2026-06-30");
    assert_eq!(followed["appels"].as_array().unwrap().len(), 2);
    assert_eq!(reprise.called("2025-12-01").await, ["2025-04-01"], "the other one answered in December");
    assert_eq!(reprise.called("2026-01-01").await.len(), 2);

    let late = reprise.parcours("2025-02-01").await;
    let asked = format!("/v1/echeances?participant={}", late["participant"].as_str().unwrap());
    let asked = reprise.api().get(&asked).await.unwrap();
    let asked: Vec<_> = asked["elements"].as_array().unwrap().iter().map(|one| &one["raison"]).collect();
    let proof = asked.iter().find(|one| one["regle"] == "document_de_sortie");
    let proof = proof.unwrap_or_else(|| panic!("{asked:?}"));
    assert_eq!(proof["inconnu_avant"], "2026-01-05", "its six months were over before the history is known: {proof}");
    assert!(!proof["explication"].as_str().unwrap().contains("dépassée"), "{proof}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_corrects_exits_is_followed_by_their_parcours_and_doubles_nothing() {
    let reprise = Reprise::new().await;
    reprise.persons(PARTANTS, 4).await;
    let mapping = reprise.departs().await;
    let (import, _) = reprise.facts(&mapping, DEPARTS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let (_, again) = reprise.facts(&mapping, DEPARTS).await;
    assert_eq!(counts(&again), json!({ "inchangee": 7, "rejetee": 2 }), "{again}");

    let corrected = DEPARTS
        .replace("confirmee;20/09/2023;01/03/2024", "non_positive;20/09/2023;")
        .replace("01/07/2024;;;;;;;;;demenagement", "01/08/2024;;;;;;;;;abandon")
        .replace("04/01/2026;;;;;;;;pas_de_reponse", "04/01/2026;;;;;;;;en_emploi")
        .replace("cdi;Transports Rhône;100;;;", "cdi;Transports Rhône;100;confirmee;02/04/2025;01/10/2025");
    let (second, read) = reprise.facts(&mapping, &corrected).await;
    assert_eq!(counts(&read), json!({ "inchangee": 3, "prete": 4, "rejetee": 2 }), "{read}");
    reprise.integrate("imports-de-parcours", &second).await;
    let back = reprise.parcours("2022-03-01").await;
    assert_eq!(states(&back), [state("en_accompagnement", "2022-03-01")], "the exit came to nothing: it goes on");
    reprise.ended("2022-03-01", None).await;
    assert_eq!(reprise.parcours("2023-03-01").await["fin"]["motif"], "abandon");
    reprise.ended("2023-03-01", Some("2024-08-01")).await;
    let calls = reprise.parcours("2024-03-01").await["sorties"][0]["appels"].clone();
    let calls: Vec<_> = calls.as_array().unwrap().iter().map(|one| one["issue"].clone()).collect();
    assert_eq!(calls, ["en_emploi", "en_emploi"], "corrected, not doubled");
    let gone = reprise.parcours("2025-02-01").await;
    assert_eq!(states(&gone).last(), Some(&state("sorti", "2025-10-01")));
    reprise.ended("2025-02-01", Some("2025-10-01")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_further_contract_that_a_table_corrects_keeps_what_proves_it_here() {
    let reprise = Reprise::new().await;
    reprise.persons(PARTANTS, 4).await;
    let mapping = reprise.departs().await;
    let (import, _) = reprise.facts(&mapping, DEPARTS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let followed = reprise.parcours("2024-03-01").await;
    let pieces = format!("/v1/participants/{}/pieces", followed["participant"].as_str().unwrap());
    let contract = json!({ "kind": "contrat_de_travail", "date_document": "2025-12-29", "recue_le": "2026-01-05" });
    let contract = id(&reprise.equipe.referent.post(&pieces, contract).await.unwrap());
    let proof = json!({ "piece": contract, "recu_le": "2026-01-05", "contrat": "2026-01-02" });
    let path = format!("/v1/sorties/{}/justificatif", id(&followed["sorties"][0]));
    reprise.equipe.referent.post(&path, proof).await.unwrap();

    let corrected = DEPARTS.replace("02/01/2026;30/06/2026", "02/01/2026;31/07/2026");
    let (second, read) = reprise.facts(&mapping, &corrected).await;
    assert_eq!(counts(&read), json!({ "inchangee": 6, "prete": 1, "rejetee": 2 }), "{read}");
    reprise.integrate("imports-de-parcours", &second).await;
    let exit = reprise.parcours("2024-03-01").await["sorties"][0].clone();
    let contracts = exit["contrats"].as_array().unwrap();
    let told: Vec<_> = contracts.iter().map(|one| (&one["fin"], &one["piece"], &one["justifie_le"])).collect();
    assert_eq!(told, [(&json!("2026-07-31"), &json!(contract), &json!("2026-01-05"))], "corrected, not doubled");
    assert_eq!(exit["piece"], Value::Null, "the first contract has no proof");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_that_was_given_up_here_and_that_a_table_holds_to_be_followed_is_given_up_no_more() {
    let reprise = Reprise::new().await;
    reprise.persons(PARTANTS, 4).await;
    let mapping = reprise.departs().await;
    let told = "N°;Fait;Du;Au;Nature;Employeur;Quotité;État;Justifiée le;Sortie le;Issue;Motif
204;sortie;01/04/2025;;cdi;Transports Rhône;100;;;;;
";
    let (import, _) = reprise.facts(&mapping, told).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let exit = async || reprise.parcours("2025-02-01").await["sorties"][0].clone();
    let given_up = json!({ "le": "2026-01-12", "motif": "sans_justificatif" });
    let path = format!("/v1/sorties/{}/abandon", id(&exit().await));
    reprise.equipe.referent.post(&path, given_up).await.unwrap();
    assert_eq!(exit().await["abandon"]["motif"], "sans_justificatif");

    let (second, read) = reprise.facts(&mapping, &told.replace("Rhône;100", "Rhône;90")).await;
    assert_eq!(counts(&read), json!({ "a_decider": 1 }), "{read}");
    let decided = json!({ "rangs": [2], "action": "remplacer" });
    reprise.api().post(&format!("/v1/imports-de-parcours/{second}/decisions"), decided).await.unwrap();
    let done = reprise.integrate("imports-de-parcours", &second).await;
    assert_eq!(counts(&done), json!({ "integree": 1 }), "{done}");
    let followed = exit().await;
    assert_eq!((&followed["etat"], &followed["abandon"]), (&json!("en_suivi"), &Value::Null), "{followed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_table_does_not_say_of_an_exit_is_unknown_until_it_does_and_loses_nobody() {
    let reprise = Reprise::of("lyon").await;
    reprise.persons(PARTANTS, 4).await;
    let columns = [
        ("N°", "reference"),
        ("Fait", "fait"),
        ("Du", "du"),
        ("Au", "au"),
        ("Nature", "nature"),
        ("Employeur", "employeur"),
        ("Quotité", "quotite"),
        ("Structure", "structure"),
    ];
    let mapping = reprise.mapping_of("Emplois", columns.map(colonne).into()).await;
    let take = async |structure: &str| {
        let table = format!(
            "N°;Fait;Du;Au;Nature;Employeur;Quotité;Structure
203;sortie;03/11/2025;30/06/2026;insertion;Recyclage du Rhône;100;{structure}
"
        );
        let (import, read) = reprise.facts(&mapping, &table).await;
        assert_eq!(counts(&read), json!({ "prete": 1 }), "{read}");
        reprise.integrate("imports-de-parcours", &import).await;
        let parcours = reprise.parcours("2024-03-01").await;
        let asked = format!("/v1/echeances?participant={}&au=2026-12-31", parcours["participant"].as_str().unwrap());
        let asked = reprise.api().get(&asked).await.unwrap();
        let asked = asked["elements"].as_array().unwrap().iter().filter(|one| one["objet"] == "sortie");
        let asked: Vec<_> = asked.map(|one| one["raison"]["regle"].clone()).collect();
        (parcours["sorties"][0].clone(), asked)
    };
    let (exit, asked) = take("").await;
    assert_eq!((&exit["etat"], &exit["compte"]), (&json!("en_suivi"), &json!("pas_encore")), "{exit}");
    let unknown = "pas encore : inconnu, l'ancien logiciel n'a pas dit le type de structure d'insertion";
    assert_eq!((&exit["raison"]["explication"], asked), (&json!(unknown), vec![json!("sortie_a_completer")]));

    let (exit, asked) = take("ei").await;
    assert_eq!((&exit["nature"]["structure"], &exit["compte"]), (&json!("ei"), &json!("pas_encore")));
    let said = exit["raison"]["explication"].as_str().unwrap();
    assert!(said.contains("un contrat en EI ne compte que sur décision motivée"), "{said}");
    assert_eq!(asked, ["decision_de_sortie"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_lines_that_end_a_parcours_one_is_refused_and_the_others_go_on() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let columns = [
        ("N°", "reference"),
        ("Fait", "fait"),
        ("Du", "du"),
        ("Motif", "motif"),
        ("Numéro", "numero"),
        ("Destination", "destination"),
    ];
    let mapping = reprise.mapping_of("Fins", columns.map(colonne).into()).await;
    let ends = "N°;Fait;Du;Motif;Numéro;Destination
101;fin;01/07/2025;demenagement;F1;PLIE de Grenoble
101;fin;01/08/2025;abandon;F2;
104;fin;01/09/2025;abandon;F3;
";
    let (import, read) = reprise.facts(&mapping, ends).await;
    assert_eq!(counts(&read), json!({ "prete": 2, "rejetee": 1 }), "{read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": 2, "rejetee": 1 }), "{done}");
    let refused = reprise.lines(&import, "rejetee").await[0].clone();
    let problem = &refused["problemes"][0];
    assert_eq!((&refused["rang"], &problem["colonne"]), (&json!(3), &json!("Fait")));
    assert!(problem["detail"].as_str().unwrap().starts_with("une autre sortie de ce parcours"), "{problem}");
    let end = async |entree_le: &str| {
        let told = reprise.parcours(entree_le).await["fin"].clone();
        (told["motif"].clone(), told["destination"].clone())
    };
    assert_eq!(end("2024-03-01").await, (json!("demenagement"), json!("PLIE de Grenoble")));
    assert_eq!(end("2023-05-15").await, (json!("abandon"), Value::Null));
    let corrected = ends.replace("PLIE de Grenoble", "Mission locale de Crest");
    let (import, read) = reprise.facts(&mapping, &corrected).await;
    assert_eq!(counts(&read), json!({ "inchangee": 1, "prete": 1, "rejetee": 1 }), "{read}");
    reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(end("2024-03-01").await.1, "Mission locale de Crest");

    // What a decision corrected since, or took back, the same table leaves as it is.
    let path = async |entree_le: &str| format!("/v1/parcours/{}/fin", id(&reprise.parcours(entree_le).await));
    let decision = json!({ "le": "2025-09-01", "motif": "relu avec la personne" });
    let retired = json!({ "remplace": 2, "fin": { "motif": "retraite", "le": "2025-07-02" }, "decision": decision });
    let animation = &reprise.equipe.animation;
    animation.post(&format!("{}/correction", path("2024-03-01").await), retired).await.unwrap();
    let back = json!({ "remplace": 1, "decision": decision });
    animation.post(&format!("{}/retrait", path("2023-05-15").await), back).await.unwrap();
    let (_, read) = reprise.facts(&mapping, &corrected).await;
    assert_eq!(counts(&read), json!({ "inchangee": 2, "rejetee": 1 }), "{read}");
    assert_eq!(end("2024-03-01").await, (json!("retraite"), Value::Null));
    assert_eq!(end("2023-05-15").await, (Value::Null, Value::Null));
    let (import, _) = reprise.facts(&mapping, &ends.replace("PLIE de Grenoble", &"a".repeat(161))).await;
    let long = reprise.lines(&import, "rejetee").await[0]["problemes"][0].clone();
    assert_eq!((&long["colonne"], &long["code"]), (&json!("Destination"), &json!("invalide")));
}

/// Days of January to November 2025, each told by one contact of the same person.
fn contacts(reference: &str) -> String {
    let days = (1..=11).flat_map(|mois| (1..=28).map(move |jour| (mois, jour)));
    let lines: Vec<_> =
        days.map(|(mois, jour)| format!("{reference};contact;{jour:02}/{mois:02}/2025;;;;;;;;30;;\n")).collect();
    lines.concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_integrated_by_what_its_lines_tell_whatever_their_order() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise
        .mapping_with(
            "Tout",
            &[("Employeur", "employeur"), ("Quotité", "quotite"), ("Issue", "issue"), ("Sortie le", "acquise_le")],
        )
        .await;
    let titles = "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé;Employeur;Quotité;Issue;Sortie le";
    let table = |exit: &str, end: &str, more: &str| {
        format!(
            "{titles}
101;suivi;20/10/2025;;;;;;;;;;;;en_emploi;
104;fin;{end};;;;;;demenagement;;;;;;;
{}{}101;sortie;01/10/2025;;;cdi;;;;;;;Mairie;100;;{exit}
104;etape;03/02/2025;30/06/2025;;Chantier;Les Jardins;Repassage;;;;;;;;
{more}104;parcours;01/09/2023;;;;;;;;;;;;;
",
            contacts("101"),
            contacts("104")
        )
    };
    let (import, read) = reprise.facts(&mapping, &table("", "01/07/2025", "")).await;
    assert_eq!(counts(&read), json!({ "prete": 2 * 308 + 5 }), "{read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(
        counts(&done),
        json!({ "integree": 2 * 308 + 5 }),
        "the call before its exit, the end before what it ends"
    );
    let followed = reprise.parcours("2024-03-01").await["sorties"][0].clone();
    assert_eq!((&followed["etat"], &followed["appels"][0]["issue"]), (&json!("en_suivi"), &json!("en_emploi")));
    let left = reprise.parcours("2023-05-15").await;
    assert_eq!(
        (&left["connu_depuis"], states(&left).last()),
        (&json!("2023-09-01"), Some(&state("sorti", "2025-07-01")))
    );

    // The exit moves by two months, and an étape was held in the second one: the exit moves first.
    let held = "104;etape;01/08/2025;31/08/2025;;Chantier;Les Jardins;Couture;;;;;;;;\n";
    let (import, read) = reprise.facts(&mapping, &table("", "01/08/2025", held)).await;
    assert_eq!(counts(&read), json!({ "inchangee": 2 * 308 + 4, "prete": 1, "rejetee": 1 }), "on the day of the exit");
    let refused = reprise.lines(&import, "rejetee").await[0]["problemes"][0].clone();
    assert_eq!(
        (&refused["colonne"], &refused["detail"]),
        (&json!("Du"), &json!("la personne est sortie le 01/08/2025 (ligne 3)"))
    );
    let (import, read) = reprise.facts(&mapping, &table("", "02/08/2025", held)).await;
    assert_eq!(counts(&read), json!({ "inchangee": 2 * 308 + 4, "prete": 2 }), "{read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "inchangee": 2 * 308 + 4, "integree": 2 }), "{done}");
    let left = reprise.parcours("2023-05-15").await;
    let expected = [("en_accompagnement", "2025-07-01"), ("en_etape", "2025-08-01"), ("sorti", "2025-08-02")];
    assert_eq!(states(&left)[2..], expected.map(|(etat, du)| state(etat, du)));
}

/// What is said of a reference under which no parcours is open.
const SANS_PARCOURS: &str = "aucun parcours n'est ouvert sous cette référence : intégrez d'abord la personne, avec sa date \
    d'entrée, par le tableau des personnes de la même source, puis relisez les lignes rejetées ou renvoyez ce tableau";

#[tokio::test(flavor = "multi_thread")]
async fn facts_that_come_before_the_persons_wait_for_them_and_are_read_again() {
    let reprise = Reprise::new().await;
    let mapping = reprise.mapping().await;
    let (import, read) = reprise.facts(&mapping, FAITS).await;
    assert_eq!(counts(&read), json!({ "rejetee": 8 }), "{read}");
    for line in reprise.lines(&import, "rejetee").await {
        let problem = &line["problemes"][0];
        assert_eq!((&problem["colonne"], &problem["detail"]), (&json!("N°"), &json!(SANS_PARCOURS)), "{line}");
    }
    reprise.persons(PERSONNES, 2).await;
    reprise.clock.set(reprise.clock.now() + TimeDelta::seconds(1));
    reprise.api().post(&format!("/v1/imports-de-parcours/{import}/reprise"), json!({})).await.unwrap();
    let read = reprise.settled("imports-de-parcours", &import).await;
    assert_eq!(counts(&read), json!({ "prete": 6, "rejetee": 2 }), "{read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": 6, "rejetee": 2 }), "{done}");
    assert_eq!(reprise.parcours("2024-03-01").await["connu_depuis"], "2025-09-01");
}

/// Bilans of étapes of six months: one of each of two persons, and two that are of no étape.
const BILANS: &str =
    "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé;Numéro;Étape;Commentaire
101;bilan;03/11/2025;;;;;;;;;;B1;E1;le projet se précise
101;etape;01/09/2025;;28/02/2026;Chantier;Les Jardins;Espaces verts;;;;;E1;;
101;bilan;04/11/2025;;;;;;;;;;B2;E9;
104;etape;01/09/2025;;28/02/2026;Chantier;Les Jardins;Repassage;;;;;E2;;
104;bilan;31/08/2025;;;;;;;;;;B3;;
";

#[tokio::test(flavor = "multi_thread")]
async fn bilans_of_before_are_held_and_those_that_nobody_tells_are_unknown() {
    let reprise = Reprise::of("lyon").await;
    reprise.persons(PERSONNES, 2).await;
    let others = [("Numéro", "numero"), ("Étape", "etape"), ("Commentaire", "commentaire")];
    let mapping = reprise.mapping_with("Bilans", &others).await;
    let (import, read) = reprise.facts(&mapping, BILANS).await;
    assert_eq!(counts(&read), json!({ "prete": 3, "rejetee": 2 }), "{read}");
    let refused = reprise.lines(&import, "rejetee").await;
    let refused: Vec<_> = refused.iter().map(|line| (&line["rang"], &line["problemes"][0]["colonne"])).collect();
    let (unnamed, outside) = ((json!(4), json!("Étape")), (json!(6), json!("Du")));
    let of_none = [(&unnamed.0, &unnamed.1), (&outside.0, &outside.1)];
    assert_eq!(refused, of_none, "no étape has this number, and none ran on that day");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": 3, "rejetee": 2 }), "{done}");

    let step = async |entree_le: &str| reprise.parcours(entree_le).await["etapes"][0].clone();
    let stands = |step: &Value| {
        let one = &step["suivi_bilans"];
        (one["tenus"].clone(), one["inconnus"].clone(), one["restants"].clone(), one["prochain"]["limite"].clone())
    };
    let told = step("2024-03-01").await;
    assert_eq!(told["bilans"], json!(["2025-11-03"]));
    assert_eq!(told["bilans_repris"][0]["commentaire"], "le projet se précise");
    let (europe, path) = (&reprise.equipe.gestionnaire, format!("/v1/etapes/{}", id(&told)));
    let seen = europe.get(&path).await.unwrap();
    assert_eq!((&seen["bilans"], &seen["bilans_repris"][0]["commentaire"]), (&told["bilans"], &Value::Null), "{seen}");
    assert_eq!(stands(&told), (json!(1), json!(0), json!(1), json!("2026-02-28")));
    let silent = step("2023-05-15").await;
    assert_eq!(stands(&silent), (json!(0), json!(1), json!(1), json!("2026-02-28")));
    let why = &silent["echeances"][0]["explication"];
    assert_eq!(why, "0 bilan tripartite tenu sur 2 (inconnu avant le 05/01/2026)", "no breach of November");

    let (_, again) = reprise.facts(&mapping, BILANS).await;
    assert_eq!(counts(&again), json!({ "inchangee": 3, "rejetee": 2 }), "{again}");
    let moved = BILANS.replace("03/11/2025", "05/11/2025");
    let (import, read) = reprise.facts(&mapping, &moved).await;
    assert_eq!(counts(&read), json!({ "inchangee": 2, "prete": 1, "rejetee": 2 }), "{read}");
    reprise.integrate("imports-de-parcours", &import).await;
    let told = step("2024-03-01").await;
    assert_eq!((&told["bilans"], &told["version"]), (&json!(["2025-11-05"]), &json!(2)), "moved, not doubled");
    let kept = reprise.equipe.referent.get(&format!("{path}/historique")).await.unwrap();
    let change = &kept["elements"][0]["champs"][0];
    assert_eq!((&change["champ"], &change["avant"][0]["tenu_le"]), (&json!("/bilans"), &json!("2025-11-03")), "{kept}");
    let seen = europe.get(&format!("{path}/historique")).await.unwrap();
    assert_eq!(seen["elements"][0]["champs"][0], json!({ "champ": "/bilans" }), "the notes are the référent's");

    let shorter = moved.replace("101;etape;01/09/2025;;28/02/2026", "101;etape;01/09/2025;31/10/2025;");
    let (import, _) = reprise.facts(&mapping, &shorter).await;
    let line = reprise.lines(&import, "rejetee").await[0].clone();
    let why = (&line["rang"], &line["problemes"][0]["detail"]);
    let expected = "un bilan de cette étape a été tenu le 05/11/2025 (ligne 2)";
    assert_eq!(why, (&json!(3), &json!(expected)), "an étape keeps the bilans that were held of it");
}

/// Days of veille of somebody else, one after the other: with them, and the line of a parcours, the last two lines of the table
/// are on both sides of what a batch of 500 holds.
const AUTRES: u64 = 498;

#[tokio::test(flavor = "multi_thread")]
async fn two_lines_that_take_the_days_of_each_other_are_integrated_at_once_whatever_stands_between() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping_with("Numérotée", &[("Numéro", "numero")]).await;
    let table = |connu: &str, motif: &str, (conge, soins): (&str, &str)| {
        let titles = "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé;Numéro";
        let mut told = format!("{titles}\n101;parcours;{connu};;;;;;;;;;P\n");
        let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        for rank in 0..AUTRES {
            let day = (first + chrono::Days::new(rank)).format("%d/%m/%Y");
            writeln!(told, "104;veille;{day};{day};;;;;{motif};;;;V{rank}").unwrap();
        }
        writeln!(told, "101;suspension;{conge};;;;;congé parental;;;;S1").unwrap();
        writeln!(told, "101;suspension;{soins};;;;;soins;;;;S2").unwrap();
        told
    };
    let (winter, summer) = ("01/02/2025;28/02/2025", "01/06/2025;30/06/2025");
    let all = usize::try_from(AUTRES).unwrap() + 3;
    let (import, read) = reprise.facts(&mapping, &table("01/09/2025", "repos", (winter, summer))).await;
    assert_eq!(counts(&read), json!({ "prete": all }), "{read}");
    reprise.integrate("imports-de-parcours", &import).await;
    let stopped = async || {
        let told = reprise.parcours("2024-03-01").await;
        let mut days: Vec<_> = told["suspensions"].as_array().unwrap().clone();
        days.sort_by_key(|one| one["du"].as_str().unwrap().to_owned());
        days.iter().map(|one| (one["du"].clone(), one["motif"].clone())).collect::<Vec<_>>()
    };
    let on = |du: &str, motif: &str| (json!(du), json!(motif));
    assert_eq!(stopped().await, [on("2025-02-01", "congé parental"), on("2025-06-01", "soins")]);

    let (import, read) = reprise.facts(&mapping, &table("01/10/2025", "attente", (summer, winter))).await;
    assert_eq!(counts(&read), json!({ "prete": all }), "{read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": all }), "in one pass: {done}");
    assert_eq!(stopped().await, [on("2025-02-01", "soins"), on("2025-06-01", "congé parental")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_contradict_each_other_say_so_at_the_preview_and_go_on_once_one_of_them_is_left_out() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping_with("Numérotée", &[("Numéro", "numero"), ("Issue", "issue")]).await;
    let facts = "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé;Numéro;Issue
101;parcours;01/09/2025;;;;;;;;;;P1;
101;parcours;01/10/2025;;;;;;;;;;P2;
101;suspension;01/02/2025;31/03/2025;;;;;;;;;S1;
101;veille;31/03/2025;30/04/2025;;;;;;;;;S2;
101;veille;01/04/2025;30/04/2025;;;;;;;;;S3;
101;référent;01/03/2024;31/08/2025;;;;;;Jeanne Petit;;;R1;
101;référent;31/08/2025;31/12/2025;;;;;;Paul Henry;;;R2;
104;etape;01/07/2025;31/07/2025;;Chantier;Les Jardins;Repassage;;;;;E1;
104;fin;01/07/2025;;;;;;abandon;;;;F1;
104;suivi;20/10/2025;;;;;;;;;;A1;en_emploi
998;etape;01/07/2025;31/07/2025;;Chantier;Les Jardins;Repassage;;;;;E2;
";
    let (import, read) = reprise.facts(&mapping, facts).await;
    assert_eq!(counts(&read), json!({ "prete": 5, "rejetee": 6 }), "{read}");
    let rejected = async || {
        let lines = reprise.lines(&import, "rejetee").await;
        let told = |line: &Value| {
            let one = &line["problemes"][0];
            (
                line["rang"].as_i64().unwrap(),
                one["colonne"].as_str().unwrap().to_owned(),
                one["detail"].as_str().unwrap().to_owned(),
            )
        };
        lines.iter().map(told).collect::<Vec<_>>()
    };
    let expected = [
        (3, "Fait", "le premier jour connu de ce parcours est déjà dit (ligne 2)"),
        (5, "Du", "une suspension ou une veille de ce parcours couvre déjà une partie de ces jours (ligne 4)"),
        (8, "Du", "un autre référent suit déjà la personne une partie de ces jours (ligne 7)"),
        (9, "Du", "la personne est sortie le 01/07/2025 (ligne 10)"),
        (11, "Du", "aucune sortie de ce parcours ne l'a précédé : reprenez d'abord la sortie"),
        (12, "N°", SANS_PARCOURS),
    ];
    let expected = expected.map(|(rang, colonne, detail)| (rang, colonne.to_owned(), detail.to_owned()));
    assert_eq!(rejected().await, expected);

    let path = format!("/v1/imports-de-parcours/{import}");
    let left_out = json!({ "rangs": [2, 10] });
    let decided = reprise.api().post(&format!("{path}/decisions"), left_out).await.unwrap();
    assert_eq!(counts(&decided), json!({ "ecartee": 2, "prete": 5, "rejetee": 4 }), "what they contradicted goes on");
    let shorter = json!({ "rang": 4, "cellules": { "Au": "30/03/2025" } });
    reprise.api().post(&format!("{path}/corrections"), shorter).await.unwrap();
    assert_eq!(
        rejected().await.iter().map(|one| one.0).collect::<Vec<_>>(),
        [6, 8, 11, 12],
        "line 5 overlaps line 6 now"
    );
    let back = json!({ "rangs": [2], "action": "creer" });
    let decided = reprise.api().post(&format!("{path}/decisions"), back).await.unwrap();
    assert_eq!(
        counts(&decided),
        json!({ "ecartee": 1, "prete": 5, "rejetee": 5 }),
        "and is contradicted once they are back"
    );
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "ecartee": 1, "integree": 5, "rejetee": 5 }), "{done}");
    assert_eq!(reprise.parcours("2024-03-01").await["connu_depuis"], "2025-09-01");
    let (_, again) = reprise.facts(&mapping, facts).await;
    assert_eq!(
        again["comptes"]["inchangee"], 4,
        "what it is beside facts that are kept is judged in the same way: {again}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_was_taken_on_what_stands_no_more_is_taken_again() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    let (import, _) = reprise.facts(&mapping, FAITS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let step = async || reprise.parcours("2023-05-15").await["etapes"][0].clone();
    reprise.rename(&step().await, "Repassage et couture").await;
    let (second, _) = reprise.facts(&mapping, &FAITS.replace("30/06/2026", "31/07/2026")).await;
    let rang = reprise.lines(&second, "a_decider").await[0]["rang"].clone();
    let replace = async || {
        let decided = json!({ "rangs": [rang], "action": "remplacer" });
        reprise.api().post(&format!("/v1/imports-de-parcours/{second}/decisions"), decided).await.unwrap()
    };
    replace().await;
    reprise.rename(&step().await, "Couture").await;
    let done = reprise.integrate("imports-de-parcours", &second).await;
    assert_eq!(counts(&done), json!({ "a_decider": 1, "inchangee": 5, "rejetee": 2 }), "{done}");
    let kept = step().await;
    assert_eq!(
        (&kept["intitule"], &kept["fin_prevue"]),
        (&json!("Couture"), &json!("2026-06-30")),
        "nothing is overwritten"
    );
    replace().await;
    let done = reprise.integrate("imports-de-parcours", &second).await;
    assert_eq!(counts(&done), json!({ "inchangee": 5, "integree": 1, "rejetee": 2 }), "{done}");
    let kept = step().await;
    assert_eq!((&kept["intitule"], &kept["fin_prevue"]), (&json!("Repassage"), &json!("2026-07-31")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_of_a_parcours_that_was_made_one_finds_the_one_that_was_kept() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let (garde, absorbe) = (reprise.parcours("2023-05-15").await, reprise.parcours("2024-03-01").await);
    let one = json!({ "absorbe": id(&absorbe), "motif": "même pièce d'identité" });
    reprise.api().post(&format!("/v1/parcours/{}/reunion", id(&garde)), one).await.unwrap();

    let mapping = reprise.mapping_with("Avec l'entrée", &[("Entrée", "entree")]).await;
    let facts = "N°;Fait;Du;Au;Fin prévue;Nature;Opérateur;Intitulé;Motif;Référent;Minutes;Signé;Entrée
101;etape;05/05/2025;31/10/2025;;Chantier;Les Jardins;Espaces verts;;;;;
101;etape;01/12/2025;;30/06/2026;Chantier;Les Jardins;Repassage;;;;;01/03/2024
101;etape;01/12/2025;;30/06/2026;Chantier;Les Jardins;Couture;;;;;02/03/2024
";
    let (import, read) = reprise.facts(&mapping, facts).await;
    assert_eq!(counts(&read), json!({ "prete": 2, "rejetee": 1 }), "{read}");
    reprise.integrate("imports-de-parcours", &import).await;
    let told = reprise.parcours("2023-05-15").await;
    let titles: Vec<_> = told["etapes"].as_array().unwrap().iter().map(|one| one["intitule"].clone()).collect();
    assert_eq!(titles, ["Espaces verts", "Repassage"]);

    let compare = async |persons: Value| {
        let asked = json!({ "source": "ancien_logiciel", "mois": "2025-12-15", "personnes": persons });
        reprise.api().post("/v1/imports-de-parcours/comparaison", asked).await.unwrap()
    };
    let present = |reference: &str| json!({ "reference": reference, "present": true, "situation": null });
    let told = compare(json!([present("101")])).await;
    assert_eq!((&told["comptees_ici"], &told["identiques"]), (&json!(1), &json!(1)), "{told}");
    assert_eq!(told["personnes"][0]["parcours"], garde["id"]);
    let both = compare(json!([present("101"), present("104")])).await;
    let constats: Vec<_> = both["personnes"].as_array().unwrap().iter().map(|one| one["constat"].clone()).collect();
    assert_eq!(constats, ["ancien_logiciel_seulement", "identique"], "one person here, two there: {both}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_corrected_to_before_the_extraction_brings_days_that_nobody_knows() {
    let reprise = Reprise::new().await;
    reprise.persons(&PERSONNES.replace("15/05/2023", "05/01/2026"), 2).await;
    let entered = reprise.parcours("2026-01-05").await;
    assert_eq!(entered["connu_depuis"], Value::Null, "on the day of the extraction: all of it is known");
    let path = format!("/v1/parcours/{}", id(&entered));
    let moved = async |remplace: &str, entree_le: &str| {
        let entree = format!("/v1/candidatures/{}/entree", entered["candidature"].as_str().unwrap());
        let body = json!({ "entree_le": entree_le, "remplace": remplace, "motif": "date lue sur le contrat" });
        reprise.api().post(&entree, body).await.unwrap();
        let there = |one: &Value| (one["entree_le"] == entree_le).then(|| one.clone());
        wait_for(&reprise.equipe.referent, &path, there).await.unwrap()
    };
    assert_eq!(moved("2026-01-05", "2026-01-04").await["connu_depuis"], "2026-01-05", "a day before it");
    let long_ago = moved("2026-01-04", "2023-01-02").await;
    assert_eq!(long_ago["connu_depuis"], "2026-01-05");
    let month = format!("{path}/accompagnement?mois=2025-08-01");
    let before = reprise.equipe.referent.get(&month).await.unwrap();
    let judged = before["regles"].as_array().unwrap().iter();
    assert_eq!(judged.filter(|one| one["raison"]["regle"] == "contact_du_mois").count(), 0, "of before: {before}");
    assert_eq!(moved("2023-01-02", "2026-01-06").await["connu_depuis"], Value::Null, "it began here");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_back_is_in_one_parcours_whatever_a_table_corrects_of_the_other() {
    let reprise = Reprise::new().await;
    let persons = reprise.mapping_of_persons().await;
    reprise.more_persons(&persons, PARTANTS, 4).await;
    let columns = [
        ("N°", "reference"),
        ("Fait", "fait"),
        ("Du", "du"),
        ("Nature", "nature"),
        ("Employeur", "employeur"),
        ("Quotité", "quotite"),
        ("État", "etat"),
        ("Justifiée le", "justifiee_le"),
        ("Sortie le", "acquise_le"),
        ("Entrée", "entree"),
    ];
    let mapping = reprise.mapping_of("Sorties", columns.map(colonne).into()).await;
    let exits = "N°;Fait;Du;Nature;Employeur;Quotité;État;Justifiée le;Sortie le;Entrée
201;sortie;01/09/2023;cdi;Mairie;100;confirmee;20/09/2023;01/03/2024;01/03/2022
";
    let (import, _) = reprise.facts(&mapping, exits).await;
    reprise.integrate("imports-de-parcours", &import).await;
    reprise.ended("2022-03-01", Some("2024-03-01")).await;

    let entered = |jour: &str| {
        format!("N°;Nom;Prénom;Né(e) le;Sexe;Entrée;Référent\n201;Garnier;Lou;02/01/1990;M;{jour};Mme Morel\n")
    };
    let refused = async |jour: &str| {
        let (import, _) = reprise.send("imports", &persons, &entered(jour)).await;
        let done = reprise.integrate("imports", &import).await;
        assert_eq!(counts(&done), json!({ "rejetee": 1 }), "{done}");
        let page = reprise.api().get(&format!("/v1/imports/{import}/lignes?etat=rejetee")).await.unwrap();
        let problem = page["elements"][0]["problemes"][0].clone();
        assert_eq!(problem["colonne"], "Entrée", "{problem}");
        problem["detail"].as_str().unwrap().to_owned()
    };
    let corrected = refused("15/03/2022").await;
    assert!(corrected.starts_with("la personne est entrée le 01/03/2022 et sortie le 01/03/2024 :"), "{corrected}");
    reprise.more_persons(&persons, &entered("02/05/2025"), 5).await;
    let running = refused("01/09/2025").await;
    assert!(running.starts_with("la personne est entrée le 02/05/2025 et n'est pas sortie :"), "{running}");

    let taken_back = exits.replace("confirmee;20/09/2023;01/03/2024", "non_positive;20/09/2023;");
    let (import, read) = reprise.facts(&mapping, &taken_back).await;
    assert_eq!(counts(&read), json!({ "prete": 1 }), "{read}");
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "rejetee": 1 }), "{done}");
    let why = reprise.lines(&import, "rejetee").await[0]["problemes"][0]["detail"].as_str().unwrap().to_owned();
    assert!(why.starts_with("La personne est revenue : son parcours commencé le 02/05/2025 est en cours"), "{why}");
    assert_eq!(states(&reprise.parcours("2022-03-01").await).last(), Some(&state("sorti", "2024-03-01")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_before_the_history_is_known_is_unknown_and_no_breach() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let diallo = reprise.parcours("2023-05-15").await;
    assert_eq!(diallo["connu_depuis"], "2026-01-05", "of whom nothing more is told, since the extraction");
    let due = |parcours: &Value| -> Vec<String> {
        let all = parcours["echeances"].as_array().unwrap().iter();
        all.map(|one| one["explication"].as_str().unwrap().to_owned()).collect()
    };
    assert!(due(&diallo).iter().all(|one| !one.contains("dépassée")), "{:?}", due(&diallo));
    let mapping = reprise.mapping().await;
    let (import, _) = reprise.facts(&mapping, FAITS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let garnier = reprise.parcours("2024-03-01").await;
    let asked = garnier["echeances"].as_array().unwrap();
    let contact = asked.iter().find(|one| one["regle"] == "contact_du_mois");
    let contact = contact.unwrap_or_else(|| panic!("{asked:?}"));
    let limit = contact["faits"].as_array().unwrap().iter().find(|one| one["libelle"] == "dernier jour").unwrap();
    assert_eq!(limit["valeur"], "2026-01-31", "December was kept, and the two years before September are not judged");
    let month = |mois: &str| format!("/v1/parcours/{}/accompagnement?mois={mois}", id(&garnier));
    let known = reprise.equipe.referent.get(&month("2025-09-01")).await.unwrap();
    assert!(
        known["regles"].as_array().unwrap().iter().any(|one| one["raison"]["regle"] == "contact_du_mois"),
        "{known}"
    );
    let before = reprise.equipe.referent.get(&month("2025-08-01")).await.unwrap();
    assert!(
        before["regles"].as_array().unwrap().iter().all(|one| one["raison"]["regle"] != "contact_du_mois"),
        "August is of before: {before}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_the_file_active_is_compared_with_the_former_program_person_by_person() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    let (import, _) = reprise.facts(&mapping, FAITS).await;
    reprise.integrate("imports-de-parcours", &import).await;
    let compare = async |persons: Value| {
        let asked = json!({ "source": "ancien_logiciel", "mois": "2025-12-15", "personnes": persons });
        reprise.api().post("/v1/imports-de-parcours/comparaison", asked).await
    };
    let present = |reference: &str, etat: Value| json!({ "reference": reference, "present": true, "situation": etat });
    let told = compare(json!([present("101", json!("en_accompagnement")), present("999", Value::Null)])).await.unwrap();
    let counted = (&told["comptees_ici"], &told["comptees_ancien_logiciel"], &told["identiques"]);
    assert_eq!(counted, (&json!(2), &json!(2), &json!(1)));
    let line = |rank: usize| {
        let one = &told["personnes"][rank];
        (one["reference"].clone(), one["participant_nom"].clone(), one["constat"].clone())
    };
    assert_eq!(line(0), (Value::Null, json!("Aminata Diallo"), json!("ici_seulement")));
    assert_eq!(line(1), (json!("999"), Value::Null, json!("ancien_logiciel_seulement")));
    assert_eq!(line(2), (json!("101"), json!("Lou Garnier"), json!("identique")));
    let why = told["personnes"][0]["explication"].as_str().unwrap();
    assert_eq!(
        why, "occupe une place pour le PLIE : étape commencée le 01/12/2025 (inconnu avant le 05/01/2026)",
        "her history is told by nobody before the extraction"
    );
    let twice = compare(json!([present("101", Value::Null), present(" 101", Value::Null)])).await.unwrap_err();
    assert_eq!(twice.body["errors"][0]["pointer"], "/personnes/1/reference");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_given_up_leaves_nothing_in_any_parcours() {
    let reprise = Reprise::new().await;
    reprise.persons(PERSONNES, 2).await;
    let mapping = reprise.mapping().await;
    let (import, read) = reprise.facts(&mapping, FAITS).await;
    let path = format!("/v1/imports-de-parcours/{import}");
    let gone = reprise.api().post(&format!("{path}/abandon"), json!({})).await.unwrap();
    assert_eq!((&read["etat"], &gone["etat"]), (&json!("apercu"), &json!("abandonne")));
    let late = reprise.api().post(&format!("{path}/integration"), json!({})).await.unwrap_err();
    assert_eq!(late.status, 409, "nothing is left of it to integrate");
    let periods = reprise.parcours("2024-03-01").await["periodes"].as_array().unwrap().len();
    assert_eq!(periods, 1, "neither suspension nor étape");
}

/// Persons who entered, each with so many étapes.
const PARCOURS: usize = 600;

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_parcours_come_over_batch_after_batch() {
    let reprise = Reprise::new().await;
    let (mut persons, mut facts) = (PERSONNES.lines().next().unwrap().to_owned(), String::new());
    writeln!(persons).unwrap();
    writeln!(facts, "{}", FAITS.lines().next().unwrap()).unwrap();
    for rank in 0..PARCOURS {
        let name: String = rank.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect();
        writeln!(persons, "{rank};Nom{name};Ana;01/01/19{:02};F;01/03/2024;Mme Morel", 50 + rank % 50).unwrap();
        writeln!(facts, "{rank};parcours;01/09/2025;;;;;;;;;").unwrap();
        writeln!(facts, "{rank};etape;05/05/2024;31/10/2024;;Chantier;Les Jardins;Espaces verts;;;;").unwrap();
        writeln!(facts, "{rank};etape;05/05/2025;31/10/2025;;Chantier;Les Jardins;Repassage;;;;").unwrap();
    }
    reprise.persons(&persons, PARCOURS).await;
    let mapping = reprise.mapping().await;
    let (import, read) = reprise.facts(&mapping, &facts).await;
    assert_eq!(counts(&read), json!({ "prete": 3 * PARCOURS }));
    let done = reprise.integrate("imports-de-parcours", &import).await;
    assert_eq!(counts(&done), json!({ "integree": 3 * PARCOURS }));
    let states = reprise.parcours("2024-03-01").await["periodes"].as_array().unwrap().len();
    assert_eq!(states, 5, "two étapes, and what was around them");
}
