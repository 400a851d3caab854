//! The presences of a month as a structure and the PLIE agree on them, and the rates of exits.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use plie::demo::{Seance, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::id;

use crate::{
    events::until,
    places::{Lyon, elements, entre, refused},
};

impl Lyon {
    /// A further structure that employs a référent, both by their identifiers.
    async fn embaucher(&self, nom: &str, prenom: &str) -> (String, String) {
        let structure = json!({ "nom": nom, "nature": "employeur_referent" });
        let structure = id(&self.equipe.admin.post("/v1/structures", structure).await.unwrap());
        let referent = self.equipe.recruter(prenom, "referent", Some(&structure)).await.unwrap();
        (structure, referent)
    }

    async fn remettre(&self, parcours: &str, referent: &str, des_le: &str) {
        let body = json!({ "referent": referent, "des_le": des_le, "motif": "départ de Mme Morel" });
        self.equipe.animation.post(&format!("/v1/parcours/{parcours}/referent"), body).await.unwrap();
    }

    /// An interview of half an hour.
    async fn entretien(&self, personne: &str, debut: &'static str, fin: &'static str) {
        let seance = Seance { debut, fin };
        let rendez_vous = self.equipe.prevoir("entretien", "Suivi", &[personne], seance, None).await.unwrap();
        rendez_vous_tenu(&self.equipe.referent, &rendez_vous, &[personne], seance).await.unwrap();
    }

    async fn figer(&self, mois: &str) -> Value {
        let body = json!({ "structure": self.maison, "mois": mois });
        self.equipe.animation.post("/v1/grilles", body).await.unwrap()
    }

    async fn base(&self, sql: &str) {
        let mut admin = AsyncPgConnection::establish(&self.suite.admin_url).await.unwrap();
        admin.batch_execute(sql).await.unwrap();
    }

    /// Somebody leaves on a day, and participants is told.
    async fn sortir(&self, parcours: &str, le: &str) {
        let gone = json!({ "motif": "demenagement", "le": le });
        let path = format!("/v1/parcours/{parcours}");
        self.equipe.referent.post(&format!("{path}/fin"), gone).await.unwrap();
        let candidature = format!("/v1/candidatures/{}", self.get(&path).await["candidature"].as_str().unwrap());
        let over = |one: &Value| one["suivi_termine_le"].is_string().then(|| one.clone());
        wait_for(&self.equipe.animation, &candidature, over).await.unwrap();
    }

    /// Two files made one, of which one at least is over; parcours is told, whose parcours of the absorbed one this is.
    async fn fusionner(&self, garde: &str, absorbe: &str, parcours: &str) {
        let merge = json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
        self.equipe.animation.post(&format!("/v1/participants/{garde}/fusion"), merge).await.unwrap();
        let moved = |one: &Value| (one["participant"] == garde).then(|| one.clone());
        wait_for(&self.equipe.animation, &format!("/v1/parcours/{parcours}"), moved).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_frozen_once_and_what_is_learnt_later_is_told_beside_it() {
    let mut lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let (camille, first) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    let (_, second) = entre(&lyon.equipe, "Dominique", "2026-03-12").await;
    for (parcours, des_le) in [(&first, "2026-02-12"), (&second, "2026-03-12")] {
        lyon.confier(parcours, des_le).await.unwrap();
    }
    let gone = json!({ "motif": "demenagement", "le": "2026-03-20" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{second}/fin"), gone).await.unwrap();
    let path = format!("/v1/etats-presence?structure={}&mois=2026-03-15", lyon.maison);
    let named = |month: &Value| month["lignes"][0]["participant_nom"].is_string().then(|| month.clone());
    let month = wait_for(&lyon.equipe.animation, &path, named).await.unwrap();
    assert_eq!((&month["occupees"], &month["personnes"], &month["mois"]), (&json!(1), &json!(2), &json!("2026-03-01")));
    let line = |of: &str| month["lignes"].as_array().unwrap().iter().find(|one| one["parcours"] == of).unwrap().clone();
    let left = line(&second);
    assert_eq!(
        (&left["sorti_le"], &left["compte"]),
        (&json!("2026-03-20"), &json!(false)),
        "who left in the month is in it"
    );
    assert_eq!(left["jours"], json!([{ "etat": "en_accompagnement", "jours": 8 }]), "from 12 to 19 March");
    assert_eq!(line(&first)["participant_nom"], "Camille Colin");
    let sheet = lyon.document(&format!("/v1/etats-presence.xlsx?structure={}&mois=2026-03-15", lyon.maison)).await;
    assert_eq!(&sheet[..2], b"PK");

    let freeze = async |mois: &str| {
        let body = json!({ "structure": lyon.maison, "mois": mois });
        lyon.equipe.animation.post("/v1/grilles", body).await
    };
    assert_eq!(refused(&freeze("2026-04-01").await.unwrap_err()), (422, "/mois"), "April runs");
    let body = json!({ "structure": lyon.maison, "mois": "2026-03-01" });
    assert_eq!(lyon.equipe.referent.post("/v1/grilles", body).await.unwrap_err().status, 403);
    let frozen = freeze("2026-03-31").await.unwrap();
    assert_eq!((&frozen["grille"]["occupees"], &frozen["ecarts"]), (&json!(1), &json!([])));
    assert_eq!(freeze("2026-03-01").await.unwrap_err().slug(), "conflit");
    let path = format!("/v1/grilles/{}", id(&frozen));

    lyon.attendre("2026-05-04T09:00:00Z").await;
    let late = json!({ "nature": "veille", "du": "2026-03-31", "motif": "décision du comité" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{first}/suspensions"), late).await.unwrap();
    lyon.equipe.accorder(&format!("/v1/parcours/{first}"), "2026-05-04").await.unwrap();
    let told = lyon.get(&path).await;
    let same = ["occupees", "personnes", "jours", "contacts"].map(|one| told["grille"][one] == frozen["grille"][one]);
    assert_eq!(same, [true; 4], "nothing alters it");
    assert_eq!(told["occupees_aujourd_hui"], 0);
    let ecart = &told["ecarts"][0];
    assert_eq!((&ecart["participant"], &ecart["connu_le"]), (&json!(camille), &json!("2026-05-04")));
    let why = "n'occupe plus de place en fin de mois, connu le 04/05/2026 : 30 j en accompagnement, 1 j en veille";
    assert_eq!(ecart["explication"], why);
    assert_eq!(&lyon.document(&format!("{path}/xlsx")).await[..2], b"PK");
    let printed = lyon.document(&format!("{path}/pdf")).await;
    assert_eq!(&printed[..5], b"%PDF-");
    assert_eq!(printed, lyon.document(&format!("{path}/pdf")).await, "the same month gives the same bytes");
    let list = lyon.get(&format!("/v1/grilles?structure={}", lyon.maison)).await;
    assert_eq!((elements(&list).len(), &elements(&list)[0]["mois"]), (1, &json!("2026-03-01")));
    let dijon = lyon.suite.territory("dijon").await;
    assert_eq!(dijon.animation.get(&path).await.unwrap_err().status, 404, "another territory");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_grid_of_a_structure_is_compared_person_by_person_with_the_fact_that_explains() {
    let lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let (camille, first) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    let (dominique, second) = entre(&lyon.equipe, "Dominique", "2026-03-12").await;
    let (elsa, third) = entre(&lyon.equipe, "Elsa", "2026-03-12").await;
    let (farid, fourth) = entre(&lyon.equipe, "Farid", "2026-03-12").await;
    let (gaelle, _) = entre(&lyon.equipe, "Gaëlle", "2026-02-12").await;
    for (parcours, des_le) in
        [(&first, "2026-02-12"), (&second, "2026-03-12"), (&third, "2026-03-12"), (&fourth, "2026-03-12")]
    {
        lyon.confier(parcours, des_le).await.unwrap();
    }
    let gone = json!({ "motif": "demenagement", "le": "2026-03-20" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{second}/fin"), gone).await.unwrap();
    let asleep = json!({ "nature": "veille", "du": "2026-03-31", "motif": "décision du comité" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{fourth}/suspensions"), asleep).await.unwrap();
    lyon.equipe.accorder(&format!("/v1/parcours/{fourth}"), "2026-04-10").await.unwrap();
    let compare = async |persons: Value| {
        let body = json!({ "structure": lyon.maison, "mois": "2026-03-31", "personnes": persons });
        lyon.equipe.animation.post("/v1/etats-presence/comparaison", body).await
    };
    let present = |who: &str| json!({ "participant": who, "present": true });
    let grid = json!([
        { "participant": camille, "present": true, "situation": "en_accompagnement" },
        present(&dominique), present(&farid), present(&gaelle),
    ]);
    let told = compare(grid).await.unwrap();
    assert_eq!((&told["occupees"], &told["comptees"], &told["identiques"]), (&json!(2), &json!(4), &json!(1)));
    let of = |who: &str| {
        let all = told["personnes"].as_array().unwrap();
        let one = all.iter().find(|one| one["participant"] == who).unwrap_or_else(|| panic!("{told}"));
        (one["constat"].clone(), one["explication"].clone())
    };
    assert_eq!(of(&camille), (json!("identique"), Value::Null));
    let elsewhere = "n'occupe pas de place pour le PLIE : ";
    let there_alone = |why: &str| (json!("a_la_structure_seulement"), json!(format!("{elsewhere}{why}")));
    assert_eq!(of(&dominique), there_alone("sortie le 20/03/2026"));
    assert_eq!(of(&farid), there_alone("mise en veille le 31/03/2026"));
    assert_eq!(of(&gaelle), there_alone("suivie par une autre structure le 12/02/2026"));
    let here_alone = json!("occupe une place pour le PLIE : entrée au PLIE le 12/03/2026");
    assert_eq!(of(&elsa), (json!("au_plie_seulement"), here_alone));
    let other_state =
        compare(json!([{ "participant": camille, "present": true, "situation": "en_etape" }])).await.unwrap();
    let constats: Vec<_> = other_state["personnes"].as_array().unwrap().iter().map(|one| &one["constat"]).collect();
    assert!(constats.contains(&&json!("situation_differente")), "{other_state}");

    let twice = compare(json!([present(&camille), present(&camille)])).await.unwrap_err();
    assert_eq!(refused(&twice), (422, "/personnes/1/participant"));
    let unknown = compare(json!([present(&lyon.maison)])).await.unwrap_err();
    assert_eq!(refused(&unknown), (422, "/personnes/0/participant"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rate_of_exits_leaves_neutral_ones_out_and_leads_to_the_persons() {
    let lyon = Lyon::le("2026-07-10T09:00:00Z").await;
    let mut left = Vec::new();
    for (prenom, motif, le) in [
        ("Camille", "abandon", "2026-03-31"),
        ("Dominique", "demenagement", "2026-04-01"),
        ("Elsa", "sante", "2026-04-02"),
    ] {
        let (who, parcours) = entre(&lyon.equipe, prenom, "2026-02-12").await;
        if prenom != "Elsa" {
            lyon.confier(&parcours, "2026-02-12").await.unwrap();
        }
        let gone = json!({ "motif": motif, "le": le });
        lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/fin"), gone).await.unwrap();
        left.push(who);
    }
    let rate = async |query: &str| {
        let told = lyon.get(&format!("/v1/taux-sorties?{query}")).await;
        ["positives", "autres", "neutres", "denominateur", "entrees"].map(|one| told[one].as_u64().unwrap())
    };
    assert_eq!(rate("").await, [0, 2, 1, 2, 3]);
    assert_eq!(rate("du=2026-04-01&au=2026-04-02").await, [0, 1, 1, 1, 0]);
    assert_eq!(rate("du=2026-03-01&au=2026-03-31").await, [0, 1, 0, 1, 0]);
    assert_eq!(rate(&format!("structure={}", lyon.maison)).await, [0, 1, 1, 1, 2]);
    assert_eq!(rate(&format!("referent={}", lyon.equipe.referent_id)).await, [0, 1, 0, 1, 1]);
    let told = lyon.get("/v1/taux-sorties?du=2026-01-01&au=2026-03-30").await;
    assert_eq!((&told["taux"], &told["denominateur"]), (&Value::Null, &json!(0)), "nobody left yet");
    let backwards = lyon.equipe.animation.get("/v1/taux-sorties?du=2026-04-02&au=2026-04-01").await.unwrap_err();
    assert_eq!(refused(&backwards), (422, "/au"));
    let page = lyon.get("/v1/taux-sorties/personnes?limite=2").await;
    let who: Vec<_> = elements(&page).iter().map(|one| one["participant"].as_str().unwrap()).collect();
    assert_eq!(who, [left[2].as_str(), left[1].as_str()], "the last who left first");
    let next =
        lyon.get(&format!("/v1/taux-sorties/personnes?limite=2&apres={}", page["suivant"].as_str().unwrap())).await;
    assert_eq!(elements(&next)[0]["participant"], left[0].as_str());
    let neutral = lyon.get("/v1/taux-sorties/personnes?groupe=neutre").await;
    assert_eq!((elements(&neutral).len(), &elements(&neutral)[0]["motif"]), (1, &json!("demenagement")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_is_told_how_far_its_own_targets_are_and_the_territory_how_far_those_of_all() {
    let lyon = Lyon::le("2026-07-10T09:00:00Z").await;
    let (autre, _) = lyon.embaucher("Mission emploi", "Amadou").await;
    for prenom in ["Camille", "Dominique", "Elsa"] {
        let (_, parcours) = entre(&lyon.equipe, prenom, "2026-02-12").await;
        if prenom != "Elsa" {
            lyon.confier(&parcours, "2026-02-12").await.unwrap();
        }
        if prenom == "Camille" {
            let gone = json!({ "motif": "abandon", "le": "2026-06-30" });
            lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/fin"), gone).await.unwrap();
        }
    }
    let mut rules = lyon.equipe.admin.get("/v1/referentiels/en-vigueur?au=2026-07-10").await.unwrap();
    (rules["version"], rules["effet"]) = (json!(2), json!("2026-07-10"));
    rules["cibles"] = json!({ "taux_positif": "42", "entrees": 150 });
    let aimed = |of: &str| json!({ "structure": of, "cibles": { "entrees": 4, "renouvellement": "30" } });
    let publish = async |operators: Value| {
        let mut next = rules.clone();
        next["cibles_operateurs"] = operators;
        lyon.equipe.admin.post("/v1/referentiels", json!({ "referentiel": next })).await
    };
    let nobody = publish(json!([aimed(&lyon.maison), aimed(&lyon.other)])).await.unwrap_err();
    assert_eq!(refused(&nobody), (422, "/referentiel/cibles_operateurs/1/structure"));
    let twice = publish(json!([aimed(&lyon.maison), aimed(&lyon.maison)])).await.unwrap_err();
    assert_eq!(refused(&twice), (422, "/referentiel/cibles_operateurs"));
    publish(json!([aimed(&lyon.maison)])).await.unwrap();

    let year = "/v1/taux-sorties?du=2026-01-01&au=2026-12-31";
    let heard = |told: &Value| (told["cibles"] != json!([])).then(|| told.clone());
    wait_for(&lyon.equipe.animation, year, heard).await.unwrap();
    let targets = async |path: &str| {
        let told = lyon.get(path).await;
        let all = told["cibles"].as_array().unwrap().iter();
        all.map(|one| one["raison"]["explication"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let rate = "sorties positives : 0 % pour un objectif de 42 %, il manque 42 %";
    let entered = "entrées : 3 personnes pour un objectif de 150 personnes, il manque 147 personnes";
    assert_eq!(targets(year).await, [rate, entered]);
    let own = targets(&format!("{year}&structure={}", lyon.maison)).await;
    let entered = "entrées : 2 personnes pour un objectif de 4 personnes, il manque 2 personnes";
    assert_eq!(own[..2], [rate, entered], "the rate of the territory, and entries of its own");
    assert!(own[2].starts_with("renouvellement de la file active : ") && own[2].ends_with("atteint"), "{own:?}");
    assert_eq!(targets(&format!("{year}&referent={}", lyon.other)).await, [rate], "nothing else is aimed at of one");
    let half = format!("/v1/taux-sorties?du=2026-01-01&au=2026-12-30&structure={}", lyon.maison);
    assert_eq!(targets(&half).await, [rate], "what is aimed at is of a whole year");
    let other = targets(&format!("{year}&structure={autre}")).await;
    assert!(other.is_empty(), "nobody left it, and nothing is said of its entries: {other:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_month_goes_on_counting_the_two_persons_whose_files_were_made_one() {
    let lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let (camille, first) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    let (doublon, second) = entre(&lyon.equipe, "Camile", "2026-02-12").await;
    for parcours in [&first, &second] {
        lyon.confier(parcours, "2026-02-12").await.unwrap();
    }
    let frozen = lyon.figer("2026-03-01").await;
    let counted = |month: &Value| ["occupees", "personnes"].map(|one| month[one].clone());
    assert_eq!(counted(&frozen["grille"]), [2, 2].map(Value::from));

    // Two files of which both run are not made one: the second parcours ends after the month.
    lyon.sortir(&second, "2026-04-05").await;
    lyon.fusionner(&camille, &doublon, &second).await;
    let told = lyon.get(&format!("/v1/grilles/{}", id(&frozen))).await;
    assert_eq!(counted(&told["grille"]), [2, 2].map(Value::from), "as it was agreed");
    assert_eq!((&told["occupees_aujourd_hui"], &told["personnes_aujourd_hui"]), (&json!(1), &json!(1)));
    let ecarts = told["ecarts"].as_array().unwrap();
    let why: Vec<_> = ecarts.iter().map(|one| (&one["participant"], &one["explication"])).collect();
    let one = json!("dossier réuni depuis à un autre de cet état : une seule personne");
    assert_eq!(why, [(&json!(camille), &one)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_is_taken_back_is_told_beside_a_frozen_month_which_it_does_not_alter() {
    let mut lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let (camille, parcours) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    lyon.confier(&parcours, "2026-02-12").await.unwrap();
    lyon.sortir(&parcours, "2026-03-20").await;
    let frozen = lyon.figer("2026-03-01").await;
    assert_eq!((&frozen["grille"]["occupees"], &frozen["grille"]["personnes"]), (&json!(0), &json!(1)));
    lyon.attendre("2026-05-04T09:00:00Z").await;
    let back = json!({ "remplace": 1, "decision": { "le": "2026-05-04", "motif": "elle n’avait pas déménagé" } });
    lyon.equipe.animation.post(&format!("/v1/parcours/{parcours}/fin/retrait"), back).await.unwrap();
    let told = lyon.get(&format!("/v1/grilles/{}", id(&frozen))).await;
    let same = ["occupees", "personnes", "jours"].map(|one| told["grille"][one] == frozen["grille"][one]);
    assert_eq!(same, [true; 3], "nothing alters it");
    assert_eq!(told["occupees_aujourd_hui"], 1);
    let ecart = &told["ecarts"][0];
    assert_eq!((&ecart["participant"], &ecart["connu_le"]), (&json!(camille), &json!("2026-05-04")));
}

#[tokio::test(flavor = "multi_thread")]
async fn at_a_handover_each_structure_counts_the_contacts_and_the_étape_of_its_own_days() {
    let lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let (autre, amadou) = lyon.embaucher("Mission emploi", "Amadou").await;
    let (camille, parcours) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    lyon.confier(&parcours, "2026-02-12").await.unwrap();
    lyon.remettre(&parcours, &amadou, "2026-03-15").await;
    lyon.entretien(&camille, "2026-03-14T09:00:00+01:00", "2026-03-14T09:30:00+01:00").await;
    lyon.entretien(&camille, "2026-03-15T09:00:00+01:00", "2026-03-15T09:40:00+01:00").await;
    lyon.entretien(&camille, "2026-03-31T09:00:00+02:00", "2026-03-31T09:20:00+02:00").await;
    let step = json!({ "nature": "aci", "operateur": lyon.equipe.operateur_structure, "intitule": "Espaces verts",
        "debut": "2026-03-15", "fin_prevue": "2026-12-31" });
    let step = id(&lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/etapes"), step).await.unwrap());
    lyon.equipe.confier(&camille, &step, "2026-03-10").await.unwrap();
    let start = json!({ "le": "2026-03-15" });
    lyon.equipe.operateur.post(&format!("/v1/etapes/{step}/demarrage"), start).await.unwrap();

    let path = |structure: &str| format!("/v1/etats-presence?structure={structure}&mois=2026-03-01");
    let three = |month: &Value| (month["contacts"] == 2).then(|| month.clone());
    let later = wait_for(&lyon.equipe.animation, &path(&autre), three).await.unwrap();
    let before = lyon.get(&path(&lyon.maison)).await;
    let told = |month: &Value| {
        let line = &month["lignes"][0];
        ["contacts", "minutes", "delegue", "etape"].map(|one| line[one].clone())
    };
    assert_eq!(told(&before), [json!(1), json!(30), json!(false), Value::Null]);
    assert_eq!(told(&later), [json!(2), json!(60), json!(true), json!("aci")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_names_the_day_on_which_the_référent_left_and_the_passage_of_the_month() {
    let lyon = Lyon::le("2026-06-10T09:00:00Z").await;
    let (autre, _) = lyon.embaucher("Mission emploi", "Amadou").await;
    let (camille, parcours) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    lyon.confier(&parcours, "2026-02-12").await.unwrap();
    let next = json!({ "role": "referent", "structure": autre, "du": "2026-03-20" });
    let held = lyon.equipe.admin.post(&format!("/v1/utilisateurs/{}/habilitations", lyon.other), next).await.unwrap();
    let first = held["habilitations"].as_array().unwrap().iter().find(|one| one["structure"] == lyon.maison.as_str());
    let end = json!({ "au": "2026-03-19" });
    lyon.equipe.admin.post(&format!("/v1/habilitations/{}/cloture", id(first.unwrap())), end).await.unwrap();

    let (dominique, former) = entre(&lyon.equipe, "Dominique", "2026-02-12").await;
    lyon.sortir(&former, "2026-03-20").await;
    let (again, second) = entre(&lyon.equipe, "Dominique bis", "2026-05-07").await;
    lyon.fusionner(&dominique, &again, &second).await;

    let present = |who: &str| json!({ "participant": who, "present": true });
    let body = json!({ "structure": lyon.maison, "mois": "2026-03-31",
        "personnes": [present(&camille), present(&dominique)] });
    let fact = |told: &Value, who: &str| {
        let line = told["personnes"].as_array().unwrap().iter().find(|one| one["participant"] == who).cloned();
        line.map(|line| line["fait"].clone())
    };
    let compare = async || lyon.equipe.animation.post("/v1/etats-presence/comparaison", body.clone()).await.unwrap();
    let moved = json!({ "nature": "passation", "le": "2026-03-20" });
    until(async || fact(&compare().await, &camille) == Some(moved.clone()), "the day on which the role ended").await;
    let left = json!({ "nature": "sortie", "le": "2026-03-20" });
    assert_eq!(fact(&compare().await, &dominique), Some(left), "not the entry of May");
    let later = json!({ "structure": lyon.maison, "mois": "2026-07-01", "personnes": [present(&camille)] });
    let refus = lyon.equipe.animation.post("/v1/etats-presence/comparaison", later).await.unwrap_err();
    assert_eq!(refused(&refus), (422, "/mois"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_on_the_day_of_the_entry_is_counted_for_the_référent_of_that_day() {
    let lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let since = json!({ "role": "referent", "structure": lyon.maison, "du": "2026-03-12" });
    let compte =
        json!({ "courriel": "amadou@lyon.example", "prenom": "Amadou", "nom": "Martin", "habilitations": [since] });
    let amadou = id(&lyon.equipe.admin.post("/v1/utilisateurs", compte).await.unwrap());
    let (camille, parcours) = entre(&lyon.equipe, "Camille", "2026-03-12").await;
    lyon.remettre(&parcours, &amadou, "2026-03-12").await;
    let gone = json!({ "motif": "abandon", "le": "2026-03-12" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/fin"), gone).await.unwrap();
    let rates = lyon.get(&format!("/v1/taux-sorties?structure={}&du=2026-03-12", lyon.maison)).await;
    assert_eq!((&rates["denominateur"], &rates["entrees"]), (&json!(1), &json!(1)));
    let page = lyon.get(&format!("/v1/taux-sorties/personnes?structure={}&du=2026-03-12", lyon.maison)).await;
    assert_eq!(elements(&page)[0]["participant"], camille.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_controleur_finds_behind_the_figures_those_alone_whom_a_mandate_names() {
    let lyon = Lyon::le("2026-07-10T09:00:00Z").await;
    let operation = json!({
        "numero": "202600042", "intitule": "Accompagnement renforcé", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "60200.00",
    });
    let operation = id(&lyon.equipe.gestionnaire.post("/v1/operations", operation).await.unwrap());
    let mut left = Vec::new();
    for (prenom, le) in [("Camille", "2026-03-31"), ("Dominique", "2026-04-01"), ("Elsa", "2026-04-02")] {
        let (who, parcours) = entre(&lyon.equipe, prenom, "2026-02-12").await;
        let enters = json!({ "participant": who, "entree_le": "2026-02-12" });
        lyon.equipe.referent.post(&format!("/v1/operations/{operation}/participations"), enters).await.unwrap();
        let gone = json!({ "motif": "abandon", "le": le });
        lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/fin"), gone).await.unwrap();
        left.push((who, parcours));
    }
    let qui = id(&lyon.equipe.controleur.get("/v1/moi").await.unwrap());
    let mandate = json!({ "controleur": qui, "personnes": [left[0].0, left[2].0], "du": "2026-07-01", "au": "2026-12-31",
        "motif": "contrôle de service fait" });
    let controleur = &lyon.equipe.controleur;
    let none = controleur.get("/v1/taux-sorties/personnes?limite=1").await.unwrap();
    assert_eq!((elements(&none).len(), &none["suivant"]), (0, &Value::Null), "no page tells how many there are");
    let path = format!("/v1/operations/{operation}/mandats");
    lyon.equipe.gestionnaire.post(&path, mandate).await.unwrap();
    let one = |page: &Value| elements(page).first().map(|one| (one["participant"].clone(), page["suivant"].clone()));
    let (who, next) = wait_for(controleur, "/v1/taux-sorties/personnes?limite=1", |page| {
        one(page).map(|(who, next)| json!([who, next]))
    })
    .await
    .map(|pair| (pair[0].clone(), pair[1].clone()))
    .unwrap();
    assert_eq!(who, left[2].0.as_str(), "the last who left of the sample");
    let page = format!("/v1/taux-sorties/personnes?limite=1&apres={}", next.as_str().unwrap());
    let page = controleur.get(&page).await.unwrap();
    assert_eq!(one(&page), Some((json!(left[0].0), Value::Null)), "and nobody in between nor after");
    let rates = controleur.get("/v1/taux-sorties").await.unwrap();
    assert_eq!(rates["denominateur"], 3, "a figure names nobody and counts everybody");
    let file = controleur.get("/v1/file-active?au=2026-03-01").await.unwrap();
    assert_eq!((&file["personnes"], &file["referents"][0]["personnes"]), (&json!(3), &json!(3)));
    let behind: Vec<_> = file["referents"][0]["parcours"].as_array().unwrap().iter().collect();
    assert_eq!(behind.len(), 2);
    assert!(!behind.contains(&&json!(left[1].1)), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_a_former_pod_passed_over_is_told_again() {
    let mut lyon = Lyon::le("2026-04-10T09:00:00Z").await;
    let operation = json!({
        "numero": "202600042", "intitule": "Accompagnement renforcé", "programme": "fse_plus", "debut": "2026-01-01",
        "fin": "2026-12-31", "option": "forfait_40", "taux": "60", "cout_total": "60200.00",
    });
    lyon.equipe.gestionnaire.post("/v1/operations", operation).await.unwrap();
    let known = "SELECT 1 / count(*) FROM parcours.annuaire WHERE nature = 'operation'";
    let heard = async |suite: &testkit::TestSuite| {
        let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
        admin.batch_execute(known).await.is_ok()
    };
    until(async || heard(&lyon.suite).await, "parcours hears of it").await;
    // Opened by a pod that does not know who hears it, and heard by one that keeps no operations.
    lyon.base(
        "SET session_replication_role = replica; UPDATE fse.operations SET dite = 0;
         DELETE FROM parcours.annuaire WHERE nature = 'operation'",
    )
    .await;
    assert!(!heard(&lyon.suite).await);
    lyon.suite.restart().await;
    until(async || heard(&lyon.suite).await, "parcours hears of it again").await;
}
