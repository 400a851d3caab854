//! Places that conventions fund, how they are occupied over a year as it is known on each day, and the ceiling of a référent.

use kernel::Clock;
use plie::demo::{Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::screens::patched;

/// Somebody who entered in Lyon on a day: whose they are, and their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str, le: &str) -> (String, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune: "69383" };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], le).await.unwrap();
    equipe.contractualiser(&dossier, le).await.unwrap();
    (dossier.participant.clone(), id(&equipe.parcours(&dossier).await.unwrap()))
}

/// Lyon on a day, with a structure that employs a référent.
struct Lyon {
    clock: Clock,
    suite: TestSuite,
    equipe: Equipe,
    maison: String,
    other: String,
}

impl Lyon {
    async fn le(instant: &str) -> Self {
        let clock = Clock::fixed(t(instant));
        let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
        let equipe = suite.territory("lyon").await;
        let maison = json!({ "nom": "Maison de l'emploi", "nature": "employeur_referent" });
        let maison = id(&equipe.admin.post("/v1/structures", maison).await.unwrap());
        let other = equipe.recruter("Dominique", "referent", Some(&maison)).await.unwrap();
        Self { clock, suite, equipe, maison, other }
    }

    /// Another day comes: who was signed in signs in again.
    async fn attendre(&mut self, instant: &str) {
        self.clock.set(t(instant));
        for role in ["referent", "animation", "operateur_etape", "direction"] {
            let api = self.suite.anonymous().login(&format!("{role}@lyon.example"), MOT_DE_PASSE).await.unwrap();
            match role {
                "referent" => self.equipe.referent = api,
                "animation" => self.equipe.animation = api,
                "operateur_etape" => self.equipe.operateur = api,
                _ => self.equipe.direction = api,
            }
        }
    }

    async fn get(&self, path: &str) -> Value {
        self.equipe.animation.get(path).await.unwrap_or_else(|refus| panic!("{refus}"))
    }

    /// The bytes of a document.
    async fn document(&self, path: &str) -> Vec<u8> {
        let url = format!("{}{path}", self.suite.url);
        let answer = self.suite.http.get(url).bearer_auth(self.equipe.animation.token()).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }

    async fn confier(&self, parcours: &str, des_le: &str) -> Result<Value, Refus> {
        let body = json!({ "referent": self.other, "des_le": des_le, "motif": "départ de Mme Morel" });
        self.equipe.animation.post(&format!("/v1/parcours/{parcours}/referent"), body).await
    }

    async fn convenir(&self, referent: Option<&str>, du: &str, au: &str, places: u32) -> Result<Value, Refus> {
        let body = json!({ "structure": self.maison, "referent": referent, "du": du, "au": au, "places": places, "etp": "1",
            "reference": "Convention 2026-014" });
        self.equipe.direction.post("/v1/conventions-places", body).await
    }
}

fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

fn elements(page: &Value) -> &Vec<Value> {
    page["elements"].as_array().unwrap()
}

/// What stands at this field of each month.
fn mois(occupation: &Value, champ: &str) -> Vec<Value> {
    occupation["mois"].as_array().unwrap().iter().map(|one| one[champ].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_convention_funds_places_for_some_days_and_what_it_said_stays_known() {
    let mut lyon = Lyon::le("2026-01-12T09:00:00Z").await;
    let (other, morel) = (lyon.other.clone(), lyon.equipe.referent_id.clone());
    let said = lyon.convenir(Some(&other), "2026-01-01", "2026-12-31", 70).await.unwrap();
    assert_eq!((&said["places"], &said["etp"], &said["version"]), (&json!(70), &json!("1"), &json!(1)));
    assert_eq!(
        (&said["structure_nom"], &said["referent_nom"]),
        (&json!("Maison de l'emploi"), &json!("Dominique Martin"))
    );
    lyon.convenir(None, "2026-01-01", "2026-12-31", 140).await.unwrap();
    let again = lyon.convenir(Some(&other), "2026-12-31", "2027-12-31", 80).await.unwrap_err();
    assert_eq!((again.status, again.slug()), (409, "chevauchement"), "{again}");
    let of_another = lyon.convenir(Some(&morel), "2026-01-01", "2026-12-31", 70).await.unwrap_err();
    assert_eq!(refused(&of_another), (422, "/referent"), "she is no référent of that structure");
    let backwards = lyon.convenir(Some(&other), "2027-01-01", "2026-12-31", 70).await.unwrap_err();
    assert_eq!(refused(&backwards), (422, "/au"));
    let body = json!({ "structure": lyon.maison, "du": "2027-01-01", "au": "2027-12-31", "places": 70, "etp": "1", "reference": "Suite" });
    assert_eq!(lyon.equipe.referent.post("/v1/conventions-places", body).await.unwrap_err().status, 403);

    lyon.attendre("2026-03-02T09:00:00Z").await;
    let path = format!("/v1/conventions-places/{}", id(&said));
    let edit = async |tag: &str, body: Value| patched(&lyon.suite, &lyon.equipe.direction, &path, tag, body).await;
    let (status, fewer) = edit("\"1\"", json!({ "places": 60 })).await;
    assert_eq!((status, &fewer["places"], &fewer["version"]), (200, &json!(60), &json!(2)), "{fewer}");
    assert_eq!(edit("\"1\"", json!({ "places": 50 })).await.0, 412);
    let (status, moved) = edit("\"2\"", json!({ "referent": null })).await;
    assert_eq!((status, &moved["errors"][0]["pointer"]), (422, &json!("/referent")), "{moved}");
    let (status, longer) = edit("\"2\"", json!({ "du": "2027-01-01" })).await;
    assert_eq!((status, &longer["errors"][0]["pointer"]), (422, &json!("/au")), "{longer}");
    let history = lyon.get(&format!("{path}/historique")).await;
    assert_eq!(elements(&history)[0]["champs"], json!([{ "champ": "/places", "avant": 70, "apres": 60 }]));
    let of = async |more: &str| {
        let page =
            lyon.get(&format!("/v1/conventions-places?referent={other}&du=2026-05-01&au=2026-05-31{more}")).await;
        elements(&page).iter().map(|one| one["places"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("").await, [json!(60)]);
    assert_eq!(of("&connu_le=2026-03-01").await, [json!(70)], "as it was known the day before");
    assert_eq!(of("&connu_le=2026-01-11").await, Vec::<Value>::new(), "nothing was said yet");
    let known = lyon.equipe.animation.get("/v1/conventions-places?connu_le=2026-03-03").await.unwrap_err();
    assert_eq!(refused(&known), (422, "/connu_le"));
    let dijon = lyon.suite.territory("dijon").await;
    assert_eq!(dijon.direction.get(&path).await.unwrap_err().status, 404, "another territory");
    assert!(elements(&dijon.direction.get("/v1/conventions-places").await.unwrap()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_year_of_the_places_is_told_month_by_month_as_it_was_known() {
    let mut lyon = Lyon::le("2026-07-10T09:00:00Z").await;
    let other = lyon.other.clone();
    let (_, first) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    let (_, second) = entre(&lyon.equipe, "Dominique", "2026-03-31").await;
    let (_, third) = entre(&lyon.equipe, "Elsa", "2026-03-12").await;
    for (parcours, des_le) in [(&first, "2026-02-12"), (&second, "2026-03-31"), (&third, "2026-04-01")] {
        lyon.confier(parcours, des_le).await.unwrap();
    }
    lyon.convenir(Some(&other), "2026-01-01", "2026-12-31", 4).await.unwrap();
    let stop = async |parcours: &str, nature: &str, du: &str, au: Option<&str>| {
        let body = json!({ "nature": nature, "du": du, "au": au, "motif": "décision du comité" });
        lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/suspensions"), body).await.unwrap();
        lyon.equipe.accorder(&format!("/v1/parcours/{parcours}"), "2026-07-10").await.unwrap();
    };
    stop(&first, "veille", "2026-05-31", Some("2026-06-15")).await;
    stop(&second, "veille", "2026-12-01", None).await;
    let gone = json!({ "motif": "demenagement", "le": "2026-06-30" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{third}/fin"), gone).await.unwrap();

    let told = lyon.get(&format!("/v1/occupation?annee=2026&referent={other}")).await;
    let expected = [0, 1, 2, 3, 2, 2, 2, 2, 2, 2, 2, 1].map(Value::from);
    assert_eq!(
        mois(&told, "occupees"),
        expected,
        "entered on the last day of March, in veille on that of May, out on that of June"
    );
    assert_eq!(mois(&told, "echu")[5..7], [json!(true), json!(false)]);
    assert_eq!(mois(&told, "personnes")[..7], [0, 1, 2, 3, 3, 3, 2].map(Value::from));
    assert_eq!(mois(&told, "personnes")[7..], vec![Value::Null; 5]);
    assert_eq!(mois(&told, "places"), vec![json!(4); 12]);
    assert_eq!(mois(&told, "taux")[3], "75");
    assert_eq!(
        (&told["moyenne"]["valeur"], &told["personnes"]),
        (&json!("1.7"), &json!(3)),
        "10 ÷ 6; who left is of the year"
    );
    assert_eq!(told["prevision"]["occupees"], 1);
    let said = told["prevision"]["raison"]["explication"].as_str().unwrap();
    assert_eq!(
        said,
        "1 places occupées prévues au 31 décembre : 2 au 30/06/2026, 0 entrée(s) et 1 fin(s) déjà connues"
    );
    let normes: Vec<_> = told["normes"].as_array().unwrap().iter().map(|one| &one["raison"]["explication"]).collect();
    assert_eq!(
        normes,
        ["1,7 par mois en moyenne pour 70", "3 personnes accompagnées dans l'année pour une norme de 90"]
    );

    for fin in mois(&told, "fin") {
        let file = lyon.get(&format!("/v1/file-active?au={}", fin.as_str().unwrap())).await;
        let whole = lyon.get("/v1/occupation?annee=2026").await;
        let same = whole["mois"].as_array().unwrap().iter().find(|one| one["fin"] == fin).unwrap();
        assert_eq!(same["occupees"], file["personnes"], "the territory counts as the file active on {fin}");
    }
    let of_the_house = lyon.get(&format!("/v1/occupation?annee=2026&structure={}", lyon.maison)).await;
    assert_eq!(
        (mois(&of_the_house, "occupees"), &of_the_house["structure_nom"]),
        (expected.to_vec(), &json!("Maison de l'emploi"))
    );
    let morel = lyon.get(&format!("/v1/occupation?annee=2026&referent={}", lyon.equipe.referent_id)).await;
    assert_eq!(
        (&mois(&morel, "occupees")[2..4], &morel["personnes"]),
        (&[json!(1), json!(0)][..], &json!(1)),
        "handed over on 1 April"
    );
    assert_eq!(mois(&morel, "places"), vec![Value::Null; 12], "nobody funds hers");

    lyon.attendre("2026-08-03T09:00:00Z").await;
    let late = json!({ "nature": "suspension", "du": "2026-06-20", "au": "2026-07-05", "motif": "décision du comité" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{first}/suspensions"), late).await.unwrap();
    lyon.equipe.accorder(&format!("/v1/parcours/{first}"), "2026-08-03").await.unwrap();
    let june = async |more: &str| {
        let told = lyon.get(&format!("/v1/occupation?annee=2026&referent={other}{more}")).await;
        mois(&told, "occupees")[5].clone()
    };
    assert_eq!((june("").await, june("&connu_le=2026-08-02").await), (json!(1), json!(2)), "recorded later");
    for (path, pointer) in [
        ("?annee=1789", "/annee"),
        ("?connu_le=2026-08-04", "/connu_le"),
        ("?referent=0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f", "/referent"),
        ("?structure=0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f", "/structure"),
    ] {
        let refus = lyon.equipe.animation.get(&format!("/v1/occupation{path}")).await.unwrap_err();
        assert_eq!(refused(&refus), (422, pointer));
    }
    assert_eq!(lyon.equipe.operateur.get("/v1/occupation").await.unwrap_err().status, 403);
    let dijon = lyon.suite.territory("dijon").await;
    assert_eq!(mois(&dijon.animation.get("/v1/occupation?annee=2026").await.unwrap(), "occupees"), vec![json!(0); 12]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_handed_over_beyond_a_ceiling_and_an_entry_is_never_refused() {
    let lyon = Lyon::le("2026-06-10T09:00:00Z").await;
    let rules = lyon.equipe.referent.get("/v1/referentiels/en-vigueur").await.unwrap();
    let mut next = rules.clone();
    (next["version"], next["effet"]) = (json!(rules["version"].as_i64().unwrap() + 1), json!("2026-01-01"));
    next["capacite"] = json!({ "par_etp": 1, "unite": "file_active", "nature": "plafond" });
    lyon.equipe.admin.post("/v1/referentiels", json!({ "referentiel": next })).await.unwrap();
    let (_, first) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    let (_, second) = entre(&lyon.equipe, "Dominique", "2026-02-12").await;
    let part = json!({ "referent": lyon.equipe.referent_id, "etp": "1", "des_le": "2026-01-01" });
    lyon.equipe.direction.post("/v1/capacites", part).await.unwrap();
    let told = |file: &Value| {
        let norme = &file["referents"][0]["norme"]["explication"];
        (*norme == "2 suivis pour un plafond de 1").then_some(file["referents"][0]["depassement"].clone())
    };
    let over = wait_for(&lyon.equipe.animation, "/v1/file-active?au=2026-06-01", told).await.unwrap();
    assert_eq!(over, 1, "both entries were let in, and it is said");

    lyon.confier(&first, "2026-06-01").await.unwrap();
    let full = lyon.confier(&second, "2026-06-01").await.unwrap_err();
    assert_eq!(refused(&full), (422, "/referent"));
    assert_eq!(full.body["errors"][0]["detail"], "1 suivis : le plafond de 1 est atteint le 01/06/2026");
    let before = lyon.confier(&second, "2026-05-31").await.unwrap_err();
    assert_eq!(refused(&before), (422, "/referent"), "one day alone, and two the day after");
    let all = json!({ "de": lyon.equipe.referent_id, "vers": lyon.other, "des_le": "2026-06-05", "motif": "départ de Mme Morel" });
    let done = lyon.equipe.animation.post("/v1/passations", all).await.unwrap();
    assert_eq!(
        done,
        json!({ "confies": [], "laisses": [{ "parcours": second, "raison": "1 suivis : le plafond de 1 est atteint le 05/06/2026" }] })
    );
    let stop = json!({ "du": "2026-06-01", "au": "2026-06-30", "motif": "décision du comité" });
    lyon.equipe.referent.post(&format!("/v1/parcours/{second}/suspensions"), stop).await.unwrap();
    lyon.equipe.accorder(&format!("/v1/parcours/{second}"), "2026-06-10").await.unwrap();
    let back = lyon.confier(&second, "2026-06-01").await.unwrap_err();
    assert_eq!(back.body["errors"][0]["detail"], "1 suivis : le plafond de 1 est atteint le 01/07/2026");
    let june = json!({ "referent": lyon.other, "des_le": "2026-06-01", "jusqu_au": "2026-06-30", "motif": "congé" });
    let path = format!("/v1/parcours/{second}/referent");
    lyon.equipe
        .animation
        .post(&path, june)
        .await
        .unwrap_or_else(|refus| panic!("who occupies no place takes none: {refus}"));
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
async fn whoever_takes_over_prints_what_must_not_be_missed_of_a_person_or_of_a_whole_portfolio() {
    let lyon = Lyon::le("2026-03-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon.equipe, "Camille", "2026-02-12").await;
    let action = json!({ "nature": "action", "intitule": "Passer le code de la route", "porteur": "personne",
        "echeance": "2026-04-15" });
    let said = lyon.equipe.referent.post(&format!("/v1/parcours/{parcours}/actions"), action).await;
    said.unwrap_or_else(|refus| panic!("{refus}"));
    let paths = [
        format!("/v1/parcours/{parcours}/fiche-passation"),
        format!("/v1/portefeuilles/{}/fiches-passation", lyon.equipe.referent_id),
    ];
    for path in paths {
        let printed = lyon.document(&path).await;
        assert_eq!(&printed[..5], b"%PDF-", "{path}");
    }
    let stranger = format!("/v1/parcours/{}/fiche-passation", lyon.maison);
    assert_eq!(lyon.equipe.referent.get(&stranger).await.unwrap_err().status, 404);
}
