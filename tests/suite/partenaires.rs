//! What a partner reads: its own extracts and the points d'étape that were held with it, of whom shares with it, and nothing
//! of what others are told.

use plie::demo::{Api, Equipe, MOT_DE_PASSE, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::{
    events::until,
    instances::{clore, decider, demande, entre, inscrire, mars, ouvrir, proposees, seance},
};

/// A structure that refers persons, and somebody of it.
async fn partenaire(suite: &TestSuite, equipe: &Equipe, nom: &str, prenom: &str) -> (String, Api) {
    let structure = json!({ "nom": nom, "nature": "prescripteur", "siret": null });
    let structure = id(&equipe.admin.post("/v1/structures", structure).await.unwrap());
    equipe.recruter(prenom, "prescripteur", Some(&structure)).await.unwrap();
    (structure, suite.accept(&format!("{prenom}@{}.example", equipe.territoire)).await)
}

/// Sends the extract of each partner of a session; the path under which each partner opens its own.
async fn envoyer(equipe: &Equipe, session: &str, le: &str) -> Vec<(String, String)> {
    let papers = equipe.animation.get(&format!("{session}/documents")).await.unwrap();
    let mut sent = Vec::new();
    for one in papers.as_array().unwrap().iter().filter(|one| one["nature"] == "extrait") {
        let left = json!({ "le": le, "canal": "espace" });
        equipe.animation.post(&format!("/v1/documents/{}/envoi", id(one)), left).await.unwrap();
        sent.push((one["structure"].as_str().unwrap().to_owned(), format!("/v1/extraits/{}", id(one))));
    }
    sent
}

async fn pdf(suite: &TestSuite, api: &Api, path: &str) -> u16 {
    let request = suite.http.get(format!("{}{path}/pdf", suite.url)).bearer_auth(api.token());
    request.send().await.unwrap().status().as_u16()
}

/// What a list shows of each.
fn valeurs<'a>(page: &'a Value, champ: &str) -> Vec<&'a Value> {
    page["elements"].as_array().unwrap().iter().map(|one| &one[champ]).collect()
}

fn status<T: std::fmt::Debug>(answer: Result<T, Refus>) -> u16 {
    answer.unwrap_err().status
}

async fn retirer(equipe: &Equipe, personne: &str, structure: &str, le: &str) {
    let given = equipe.referent.get(&format!("/v1/participants/{personne}/consentements")).await.unwrap();
    let given = given.as_array().unwrap().iter().find(|one| one["partenaire"] == structure).unwrap();
    let back = format!("/v1/consentements/{}/retrait", id(given));
    equipe.referent.post(&back, json!({ "le": le })).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_opens_its_own_extract_of_who_shares_with_it_once_it_left_and_no_other() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (agence, conseillere) = partenaire(&suite, &lyon, "Agence France Travail", "agathe").await;
    let (departement, autre) = partenaire(&suite, &lyon, "Département", "denis").await;
    let ((camille, first), (dana, second)) =
        (entre(&lyon, "Camille", "69383").await, entre(&lyon, "Dana", "69383").await);
    lyon.partager(&camille, &agence, "2026-03-02").await.unwrap();
    lyon.partager(&dana, &agence, "2026-03-02").await.unwrap();
    lyon.partager(&dana, &departement, "2026-03-02").await.unwrap();
    let session = seance(&lyon, "commission", "2026-03-10").await;
    for parcours in [&first, &second] {
        demande(&lyon.referent.post(&format!("{parcours}/suspensions"), mars()).await.unwrap());
    }
    for one in proposees(&lyon, &session, 2).await {
        let asked = one["demande"].as_str().unwrap();
        inscrire(&lyon, &session, asked).await.unwrap();
        let granted = json!({ "decision": "accordee", "conditions": "point d’étape fin mars" });
        decider(&lyon, &session, asked, granted).await.unwrap();
    }
    clore(&lyon, &session).await.unwrap();
    assert_eq!(valeurs(&conseillere.get("/v1/extraits").await.unwrap(), "id"), [&json!(null); 0], "nothing left yet");
    let sent = envoyer(&lyon, &session, "2026-03-10").await;
    let of = |structure: &str| sent.iter().find(|(to, _)| to == structure).unwrap().1.clone();

    let listed = conseillere.get("/v1/extraits").await.unwrap();
    assert_eq!(
        (valeurs(&listed, "structure_nom"), valeurs(&listed, "tenue_le")),
        (vec![&json!("Agence France Travail")], vec![&json!("2026-03-10")])
    );
    let own = conseillere.get(&of(&agence)).await.unwrap();
    let said = |one: &Value| ["prenom", "decision"].map(|key| one[key].as_str().unwrap().to_owned());
    let mut lines: Vec<_> = own["lignes"].as_array().unwrap().iter().map(said).collect();
    lines.sort();
    let granted = |prenom: &str| [prenom.to_owned(), "suspension : accord".to_owned()];
    assert_eq!(lines, [granted("Camille"), granted("Dana")], "whoever referred them");
    assert!(own["lignes"].as_array().unwrap().iter().all(|one| one["motif"].is_null()), "nothing of why: {own}");
    assert_eq!(pdf(&suite, &conseillere, &of(&agence)).await, 200);
    let seen = autre.get(&of(&departement)).await.unwrap();
    assert_eq!((seen["lignes"].as_array().unwrap().len(), &seen["lignes"][0]["prenom"]), (1, &json!("Dana")));
    let lectures = format!("/v1/participants/{camille}/lectures");
    let read = wait_for(&lyon.admin, &lectures, |lines| {
        lines.as_array()?.iter().find(|one| one["operation"] == "extrait_view").cloned()
    });
    assert_eq!(read.await.unwrap()["phrase"], "a lu ce qu'une commission a décidé de vous, comme partenaire");

    // Whoever tries: another structure, the whole relevé, another territory, somebody of the team.
    assert_eq!(status(autre.get(&of(&agence)).await), 404, "of another structure");
    assert_eq!(pdf(&suite, &autre, &of(&agence)).await, 404);
    let papers = lyon.animation.get(&format!("{session}/documents")).await.unwrap();
    let whole = papers.as_array().unwrap().iter().find(|one| one["nature"] == "releve").unwrap();
    assert_eq!(status(conseillere.get(&format!("/v1/extraits/{}", id(whole))).await), 404, "the relevé is no extract");
    assert_eq!(status(conseillere.get(&format!("{session}/documents")).await), 403);
    assert_eq!(status(conseillere.get(&format!("/v1/documents/{}/pdf", id(whole))).await), 403);
    let chalon = suite.territory("grand-chalon").await;
    assert_eq!(status(chalon.prescripteur.get(&of(&agence)).await), 404, "of another territory");
    assert_eq!(valeurs(&chalon.prescripteur.get("/v1/extraits").await.unwrap(), "id"), [&json!(null); 0]);
    assert_eq!(status(lyon.referent.get("/v1/extraits").await), 403, "it is a partner's");

    retirer(&lyon, &camille, &agence, "2026-03-10").await;
    let left = conseillere.get(&of(&agence)).await.unwrap();
    assert_eq!((left["lignes"].as_array().unwrap().len(), &left["lignes"][0]["prenom"]), (1, &json!("Dana")));
    retirer(&lyon, &dana, &agence, "2026-03-10").await;
    let refused = conseillere.get(&of(&agence)).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (403, "interdit"), "nobody shares with it any more");
    assert_eq!(pdf(&suite, &conseillere, &of(&agence)).await, 403);
    assert_eq!(autre.get(&of(&departement)).await.unwrap()["lignes"].as_array().unwrap().len(), 1, "with it she does");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_referred_somebody_reads_their_entry_with_its_reasons_while_they_share() {
    let clock = kernel::Clock::fixed(t("2026-03-10T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock), ..Options::default() }).await;
    let lyon = suite.territory("lyon").await;
    let one = Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "69123" };
    let m = lyon.deposer(one, "2026-01-12", "2026-01-15").await.unwrap();
    lyon.diagnostiquer(&m, "2026-01-29").await.unwrap();
    lyon.partager(&m.participant, &lyon.prescripteur_structure, "2026-01-20").await.unwrap();
    lyon.commission(&[&m], "2026-02-12").await.unwrap();
    let session = id(&lyon.animation.get("/v1/commissions").await.unwrap()["elements"][0]);
    let sent = envoyer(&lyon, &format!("/v1/commissions/{session}"), "2026-02-13").await;
    let own = async || lyon.prescripteur.get(&sent[0].1).await.unwrap()["lignes"].clone();
    assert_eq!(
        own().await,
        json!([{ "nom": "Mercier", "prenom": "Mathieu", "decision": "entrée validée", "motif": "projet réaliste", "entree_le": "2026-02-12" }])
    );
    let reason = json!({ "motif": "exactitude contestée" });
    lyon.direction.post(&format!("/v1/participants/{}/limitation", m.participant), reason).await.unwrap();
    assert_eq!(
        status(lyon.prescripteur.get(&sent[0].1).await),
        403,
        "nothing is told of whom processing is restricted"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_reads_the_points_that_were_held_with_it_and_that_the_person_shares() {
    let (_clock, suite, lyon) = ouvrir("lyon", "2026-03-10T09:00:00Z").await;
    let (agence, conseillere) = partenaire(&suite, &lyon, "Agence France Travail", "agathe").await;
    let (departement, autre) = partenaire(&suite, &lyon, "Département", "denis").await;
    let (camille, parcours) = entre(&lyon, "Camille", "69383").await;
    let held = async |structure: &str, convenu: &str, partage: bool| {
        let told = json!({ "moyen": "rencontre", "convenu": convenu, "partage": partage });
        let body = json!({ "interlocuteur": "france_travail", "structure": structure, "avec": "Mme Petit", "le": "2026-03-05",
            "compte_rendu": told });
        lyon.referent.post(&format!("{parcours}/liaisons"), body).await.unwrap();
    };
    held(&agence, "une prestation de six semaines", true).await;
    held(&agence, "ce qu’elle garde pour elle", false).await;
    held(&departement, "le logement avance", true).await;
    let planned = json!({ "interlocuteur": "france_travail", "structure": agence, "le": "2026-04-01" });
    lyon.referent.post(&format!("{parcours}/liaisons"), planned).await.unwrap();
    let read = async |api: &Api| api.get("/v1/liaisons/partagees").await.unwrap();
    assert_eq!(valeurs(&read(&conseillere).await, "id"), [&Value::Null; 0], "she agreed to nothing yet");
    lyon.partager(&camille, &agence, "2026-03-02").await.unwrap();
    until(async || !valeurs(&read(&conseillere).await, "id").is_empty(), "the agreement was not told").await;
    let seen = read(&conseillere).await;
    assert_eq!(
        (valeurs(&seen, "convenu"), valeurs(&seen, "participant_nom"), valeurs(&seen, "structure_nom")),
        (
            vec![&json!("une prestation de six semaines")],
            vec![&json!("Camille Colin")],
            vec![&json!("Agence France Travail")]
        )
    );
    assert_eq!(valeurs(&read(&autre).await, "id"), [&Value::Null; 0], "with the Département she shares nothing");
    let before = conseillere.get("/v1/liaisons/partagees?au=2026-03-04").await.unwrap();
    assert_eq!(valeurs(&before, "id"), [&Value::Null; 0]);
    let after = conseillere.get("/v1/liaisons/partagees?du=2026-03-05&au=2026-03-05").await.unwrap();
    assert_eq!(valeurs(&after, "le"), [&json!("2026-03-05")]);
    assert_eq!(status(conseillere.get("/v1/liaisons").await), 403);
    assert_eq!(status(conseillere.get(&format!("/v1/liaisons/{}", id(&seen["elements"][0]))).await), 403);
    assert_eq!(status(lyon.operateur.get("/v1/liaisons/partagees").await), 403);
    let chalon = suite.territory("grand-chalon").await;
    assert_eq!(valeurs(&chalon.prescripteur.get("/v1/liaisons/partagees").await.unwrap(), "id"), [&Value::Null; 0]);

    retirer(&lyon, &camille, &agence, "2026-03-10").await;
    until(async || valeurs(&read(&conseillere).await, "id").is_empty(), "the withdrawal was not told").await;
    let login = suite.anonymous().login("prescripteur@lyon.example", MOT_DE_PASSE).await.unwrap();
    assert_eq!(valeurs(&read(&login).await, "id"), [&Value::Null; 0], "who referred her was not met");
}
