//! Places that conventions fund, how they are occupied over a year as it is known on each day, and the ceiling of a référent.

use kernel::Clock;
use plie::demo::{Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::screens::patched;

/// Somebody who entered in Lyon on a day: whose they are, and their parcours.
pub(crate) async fn entre(equipe: &Equipe, prenom: &'static str, le: &str) -> (String, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune: "69383" };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], le).await.unwrap();
    equipe.contractualiser(&dossier, le).await.unwrap();
    (dossier.participant.clone(), id(&equipe.parcours(&dossier).await.unwrap()))
}

/// Lyon on a day, with a structure that employs a référent.
pub(crate) struct Lyon {
    clock: Clock,
    pub(crate) suite: TestSuite,
    pub(crate) equipe: Equipe,
    pub(crate) maison: String,
    pub(crate) other: String,
}

impl Lyon {
    pub(crate) async fn le(instant: &str) -> Self {
        let clock = Clock::fixed(t(instant));
        let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
        let equipe = suite.territory("lyon").await;
        let maison = json!({ "nom": "Maison de l'emploi", "nature": "employeur_referent" });
        let maison = id(&equipe.admin.post("/v1/structures", maison).await.unwrap());
        let other = equipe.recruter("Dominique", "referent", Some(&maison)).await.unwrap();
        Self { clock, suite, equipe, maison, other }
    }

    /// Another day comes: who was signed in signs in again.
    pub(crate) async fn attendre(&mut self, instant: &str) {
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

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.equipe.animation.get(path).await.unwrap_or_else(|refus| panic!("{refus}"))
    }

    /// The bytes of a document.
    pub(crate) async fn document(&self, path: &str) -> Vec<u8> {
        let url = format!("{}{path}", self.suite.url);
        let answer = self.suite.http.get(url).bearer_auth(self.equipe.animation.token()).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }

    pub(crate) async fn confier(&self, parcours: &str, des_le: &str) -> Result<Value, Refus> {
        let body = json!({ "referent": self.other, "des_le": des_le, "motif": "départ de Mme Morel" });
        self.equipe.animation.post(&format!("/v1/parcours/{parcours}/referent"), body).await
    }

    async fn convenir(&self, referent: Option<&str>, du: &str, au: &str, places: u32) -> Result<Value, Refus> {
        let body = json!({ "structure": self.maison, "referent": referent, "du": du, "au": au, "places": places, "etp": "1",
            "reference": "Convention 2026-014" });
        self.equipe.direction.post("/v1/conventions-places", body).await
    }
}

pub(crate) fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

pub(crate) fn elements(page: &Value) -> &Vec<Value> {
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
    assert_eq!(said, "1 place occupée prévue au 31 décembre : 2 au 30/06/2026, puis 0 entrée connue et 1 fin connue");
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
    let whole = lyon.get("/v1/occupation?annee=2026").await;
    let march = &whole["mois"][2];
    assert_eq!((&march["places"], &march["occupees"], &march["hors_convention"]), (&json!(4), &json!(3), &json!(1)));
    assert_eq!((&march["taux"], &march["taux_couvert"]), (&Value::Null, &json!("50")), "nobody says what Morel holds");
    assert_eq!((&march["sans_etp"], &whole["normes"]), (&json!(1), &json!([])), "nor what she works");
    assert_eq!((&whole["mois"][3]["taux"], &whole["mois"][3]["taux_couvert"]), (&json!("75"), &json!("75")));
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
        json!({ "id": null, "confies": [], "laisses": [{ "parcours": second, "raison": "1 suivis : le plafond de 1 est atteint le 05/06/2026" }] })
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
