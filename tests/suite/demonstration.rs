//! The demonstration tells the persons of scenarios S0 to S2: what is read of them is what their territory's rules say.

use kernel::Clock;
use plie::demo::{Equipe, jouer_les_lettres, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

/// The demonstration of a territory, read on 2 November 2026.
async fn jouee(code: &str) -> (TestSuite, Equipe) {
    let clock = Clock::fixed(t("2026-11-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let equipe = suite.territory(code).await;
    jouer_les_lettres(&equipe, code).await.unwrap();
    (suite, equipe)
}

async fn lister(equipe: &Equipe, path: &str) -> Vec<Value> {
    equipe.animation.get(path).await.unwrap()["elements"].as_array().unwrap().clone()
}

/// The only thing of a list that is of this person.
fn de<'a>(all: &'a [Value], nom: &str) -> &'a Value {
    let own: Vec<_> = all.iter().filter(|one| one["participant_nom"] == nom).collect();
    assert_eq!(own.len(), 1, "{nom} in {all:?}");
    own[0]
}

/// Whether the contact of March 2026 was kept, and why, once so many contacts have arrived.
async fn mars(chalon: &Equipe, parcours: &Value, contacts: usize) -> (bool, bool, String) {
    let path = format!("/v1/parcours/{}/accompagnement?mois=2026-03-01", id(parcours));
    let arrived = |month: &Value| (month["contacts"].as_array()?.len() == contacts).then(|| month.clone());
    let month = wait_for(&chalon.referent, &path, arrived).await.unwrap();
    let rules = month["regles"].as_array().unwrap();
    let one = rules.iter().find(|one| one["raison"]["regle"] == "contact_du_mois").unwrap();
    let why = one["raison"]["explication"].as_str().unwrap().to_owned();
    (month["delegue"].as_bool().unwrap(), one["tenue"].as_bool().unwrap(), why)
}

#[tokio::test(flavor = "multi_thread")]
async fn in_chalon_a_lacks_a_quarter_of_an_hour_b_was_called_c_left_and_a_half_time_follows_one_too_many() {
    let (_suite, chalon) = jouee("grand-chalon").await;
    let parcours = lister(&chalon, "/v1/parcours?limite=200").await;
    let (a, b) = (de(&parcours, "Aline Arnaud"), de(&parcours, "Bruno Barbier"));
    let short = "il manque 15 min d'entretien dans le mois".to_owned();
    assert_eq!(mars(&chalon, a, 2).await, (false, false, short), "times do not add up");
    let (delegue, tenue, why) = mars(&chalon, b, 1).await;
    assert!(delegue && tenue, "{why}");
    let sorties = lister(&chalon, "/v1/sorties?limite=200").await;
    let c = de(&sorties, "Camille Colin");
    assert_eq!((&c["etat"], &c["acquise_le"]), (&json!("confirmee"), &json!("2019-10-01")));

    let file = chalon.direction.get("/v1/file-active").await.unwrap();
    let all = file["referents"].as_array().unwrap();
    let half_time = all.iter().find(|one| one["referent"] != json!(chalon.referent_id)).unwrap();
    assert_eq!((&half_time["personnes"], &half_time["depassement"]), (&json!(41), &json!(1)));
    assert_eq!(half_time["norme"]["explication"], "41 suivis pour une norme de 40");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dijon_d_calls_for_the_prescripteur_e_does_not_and_f_had_until_the_16th_of_july() {
    let (_suite, dijon) = jouee("dijon").await;
    let missed = "/v1/echeances?regle=absences_avant_entree";
    let one = |page: &Value| (page["elements"].as_array()?.len() == 1).then(|| page["elements"][0].clone());
    let d = wait_for(&dijon.referent, missed, one).await.unwrap();
    assert_eq!((&d["participant_nom"], &d["alerte_le"]), (&json!("Diane Durand"), &json!("2021-01-19")));
    assert_eq!(lister(&dijon, missed).await.len(), 1, "the team sees it too, and nothing of E");

    let without = lister(&dijon, "/v1/echeances?regle=ecart_sans_etape").await;
    let f = de(&without, "Fatou Fournier");
    assert_eq!((&f["alerte_le"], &f["limite"]), (&json!("2021-06-16"), &json!("2021-07-16")));
    assert_eq!(f["etat"], "depassee");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_lyon_i_j_and_k_are_in_the_file_active_and_each_exit_of_2017_has_its_verdict() {
    let (_suite, lyon) = jouee("lyon").await;
    let file = lyon.animation.get("/v1/file-active?au=2026-10-12").await.unwrap();
    let counted = file["referents"][0]["parcours"].as_array().unwrap();
    let parcours = lister(&lyon, "/v1/parcours?limite=200").await;
    let mut names: Vec<_> = parcours
        .iter()
        .filter(|one| counted.contains(&one["id"]))
        .map(|one| one["participant_nom"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Inès Imbert", "Jade Joly", "Karima Keller"]);
    assert_eq!(file["personnes"], 3);

    let sorties = lister(&lyon, "/v1/sorties?limite=200").await;
    let judged = |nom: &str| {
        let one = de(&sorties, nom);
        (one["compte"].clone(), one["acquise_le"].clone())
    };
    for nom in ["Nora Olivier", "Odette Pasquier", "Paula Quentin", "Sabine Tessier"] {
        assert_eq!(judged(nom), (json!("compte"), json!("2017-12-01")), "{nom}");
    }
    assert_eq!(judged("Rose Savary"), (json!("compte"), json!("2017-10-10")));
    assert_eq!(judged("Tania Ullmann"), (json!("pas_encore"), Value::Null), "its document is missing");
    assert_eq!(judged("Ursule Vasseur"), (json!("non_compte"), Value::Null), "no title came");
    let never: Vec<_> = sorties.iter().filter(|one| one["participant_nom"] == "Violette Wagner").collect();
    assert_eq!(never.len(), 5);
    assert!(never.iter().all(|one| one["compte"] == "non_compte"), "{never:?}");
}
