//! What accompanies a parcours beside its étapes: the plan of action and its freins, exchanges with partners, démarches, who
//! is around, and when the next contact is due.

use kernel::Clock;
use plie::demo::{Api, Equipe, Personne, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::screens::patched;

/// Somebody who entered on 12 February 2026: their file and the path of their parcours.
async fn entre(equipe: &Equipe, prenom: &'static str, commune: &'static str) -> (String, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune };
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    equipe.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
    equipe.commission(&[&dossier], "2026-02-12").await.unwrap();
    equipe.contractualiser(&dossier, "2026-02-12").await.unwrap();
    (dossier.participant.clone(), format!("/v1/parcours/{}", id(&equipe.parcours(&dossier).await.unwrap())))
}

async fn territoire(code: &str, le: &str) -> (Clock, TestSuite, Equipe) {
    let clock = Clock::fixed(t(le));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let equipe = suite.territory(code).await;
    (clock, suite, equipe)
}

fn refused(refus: &Refus) -> (u16, &str) {
    (refus.status, refus.body["errors"][0]["pointer"].as_str().unwrap_or_default())
}

/// A tool of the territory that has this scope alone.
async fn outil(suite: &TestSuite, equipe: &Equipe, scope: &str) -> Api {
    let asked = json!({ "nom": "Tableau de bord", "scopes": [scope], "expire_le": "2026-06-30" });
    let client = equipe.admin.post("/v1/clients", asked).await.unwrap();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", client["client_id"].as_str().unwrap()),
        ("client_secret", client["secret"].as_str().unwrap()),
    ];
    let sent = suite.http.post(format!("{}/v1/jetons", suite.url)).form(&form).send().await.unwrap();
    let token: Value = sent.json().await.unwrap();
    suite.anonymous().with_token(token["access_token"].as_str().unwrap())
}

fn ligne(more: &Value) -> Value {
    let mut line = json!({ "nature": "action", "intitule": "s'inscrire à l'auto-école sociale", "theme": "mobilite",
        "porteur": "personne", "echeance": "2026-06-30" });
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    line
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_what_who_until_when_and_what_came_of_it() {
    let (_clock, suite, dijon) = territoire("dijon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&dijon, "Camille", "21231").await;
    let (_, other) = entre(&dijon, "Dominique", "21231").await;
    let etape = json!({ "nature": "atelier", "operateur": dijon.operateur_structure, "intitule": "Code de la route",
        "debut": "2026-04-01", "fin_prevue": "2026-06-30" });
    let [etape, foreign] = [
        id(&dijon.referent.post(&format!("{parcours}/etapes"), etape.clone()).await.unwrap()),
        id(&dijon.referent.post(&format!("{other}/etapes"), etape).await.unwrap()),
    ];
    let plan = async |body: Value| dijon.referent.post(&format!("{parcours}/actions"), body).await;
    for (wrong, pointer) in [
        (json!({ "intitule": "p" }), "/intitule"),
        (json!({ "theme": "justice" }), "/theme"),
        (json!({ "porteur": "partenaire" }), "/partenaire"),
        (json!({ "partenaire": "Auto-école du Lac" }), "/partenaire"),
        (json!({ "echeance": "2026-02-11" }), "/echeance"),
        (json!({ "etape": foreign }), "/etape"),
    ] {
        assert_eq!(refused(&plan(ligne(&wrong)).await.unwrap_err()), (422, pointer), "{wrong}");
    }
    let line = plan(ligne(&json!({ "etape": etape }))).await.unwrap();
    assert_eq!((&line["etat"], &line["etat_le"]), (&json!("a_faire"), &json!("2026-06-10")));
    let path = format!("/v1/actions/{}", id(&line));
    let goal = json!({ "nature": "objectif", "intitule": "permis B", "porteur": "partenaire",
        "partenaire": "Auto-école du Lac", "echeance": "2026-06-15" });
    plan(goal).await.unwrap();
    let carried = json!({ "porteur": "referent", "intitule": "monter le dossier d'aide au permis" });
    let (status, changed) = patched(&suite, &dijon.referent, &path, "\"1\"", carried.clone()).await;
    assert_eq!((status, &changed["version"], &changed["etape"]), (200, &json!(2), &json!(etape)), "{changed}");
    let (late, _) = patched(&suite, &dijon.referent, &path, "\"1\"", carried).await;
    assert_eq!(late, 412, "somebody changed it since");
    let history = dijon.direction.get(&format!("{path}/historique")).await.unwrap();
    assert_eq!(history["elements"][0]["champs"].as_array().unwrap().len(), 2, "{history}");

    let advance = async |body: Value| dijon.referent.post(&format!("{path}/avancement"), body).await;
    for (wrong, status, pointer) in [
        (json!({ "vers": "faite", "le": "2026-06-10" }), 422, "/resultat"),
        (json!({ "vers": "en_cours", "le": "2026-06-10", "resultat": "code obtenu" }), 422, "/resultat"),
        (json!({ "vers": "en_cours", "le": "2026-06-11" }), 422, "/le"),
        (json!({ "vers": "en_cours", "le": "2026-02-11" }), 422, "/le"),
        (json!({ "vers": "a_faire", "le": "2026-06-10" }), 409, ""),
    ] {
        assert_eq!(refused(&advance(wrong.clone()).await.unwrap_err()), (status, pointer), "{wrong}");
    }
    let whole = dijon.referent.get(&format!("{parcours}/plan")).await.unwrap();
    let order: Vec<_> = whole["lignes"].as_array().unwrap().iter().map(|one| &one["nature"]).collect();
    assert_eq!(order, ["objectif", "action"], "what falls due first");
    advance(json!({ "vers": "en_cours", "le": "2026-05-04" })).await.unwrap();
    assert_eq!(
        refused(&advance(json!({ "vers": "faite", "le": "2026-05-03", "resultat": "fait" })).await.unwrap_err()).1,
        "/le"
    );
    let done = json!({ "vers": "faite", "le": "2026-06-10", "resultat": "aide accordée" });
    let told = advance(done.clone()).await.unwrap();
    assert_eq!(
        (&told["etat"], &told["resultat"], &told["actions"][0]["possible"]),
        (&json!("faite"), &json!("aide accordée"), &json!(false))
    );
    let again = advance(done).await.unwrap_err();
    assert_eq!(
        (again.status, &again.body["detail"]),
        (409, &told["actions"][0]["raison"]),
        "for the reason that is said"
    );
    let (status, _) = patched(&suite, &dijon.referent, &path, "\"2\"", json!({ "intitule": "permis" })).await;
    assert_eq!(status, 409, "what is done stays as it was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frein_is_followed_from_its_first_level_to_its_last_one() {
    let (_clock, _suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let weigh = async |niveau: &str, le: &str, remplace: Value| {
        let mut body = json!({ "theme": "logement", "niveau": niveau, "le": le });
        if remplace.is_string() {
            body["remplace"] = remplace;
        }
        lyon.referent.post(&format!("{parcours}/niveaux"), body).await
    };
    assert_eq!(
        refused(&weigh("bloquant", "2026-02-11", Value::Null).await.unwrap_err()),
        (422, "/le"),
        "before the entry"
    );
    assert_eq!(refused(&weigh("bloquant", "2026-06-11", Value::Null).await.unwrap_err()), (422, "/le"), "to come");
    let first = weigh("bloquant", "2026-02-12", Value::Null).await.unwrap();
    assert_eq!((&first["entree"], &first["evolution"]), (&json!("bloquant"), &json!("stable")));
    let twice = weigh("marque", "2026-02-12", Value::Null).await.unwrap_err();
    assert_eq!(twice.status, 409, "{}", twice.body);
    weigh("marque", "2026-02-12", json!("bloquant")).await.unwrap();
    let lifted = weigh("aucun", "2026-06-10", Value::Null).await.unwrap();
    assert_eq!(
        (&lifted["entree"], &lifted["actuel"], &lifted["evolution"]),
        (&json!("marque"), &json!("aucun"), &json!("leve"))
    );
    let worse = weigh("bloquant", "2026-06-09", Value::Null).await.unwrap();
    assert_eq!(worse["evolution"], "leve", "the last day counts, whenever it was typed");
    let plan = lyon.direction.get(&format!("{parcours}/plan")).await.unwrap();
    assert_eq!(plan["freins"][0]["niveaux"].as_array().unwrap().len(), 3, "{plan}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frein_weighs_at_the_entry_what_the_diagnosis_found_and_what_was_said_before_stays() {
    let (_clock, _suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "69383" };
    let dossier = lyon.deposer(personne, "2026-02-02", "2026-02-03").await.unwrap();
    let diagnosis = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
    let found = |le: &str, niveau: &str| {
        json!({ "etabli_le": le, "elements": [{ "theme": "logement", "nature": "frein", "texte": "hébergée" }],
            "niveaux": [{ "theme": "logement", "niveau": niveau }] })
    };
    lyon.referent.post(&diagnosis, found("2026-02-05", "bloquant")).await.unwrap();
    lyon.commission(&[&dossier], "2026-02-12").await.unwrap();
    lyon.contractualiser(&dossier, "2026-02-12").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&lyon.parcours(&dossier).await.unwrap()));
    let frein = async |weights: usize| {
        let there = |plan: &Value| {
            let one = plan["freins"].get(0)?;
            (one["niveaux"].as_array()?.len() == weights).then(|| one.clone())
        };
        wait_for(&lyon.referent, &format!("{parcours}/plan"), there).await.unwrap()
    };
    let entered = frein(1).await;
    assert_eq!(
        (&entered["entree"], &entered["niveaux"][0]["le"], &entered["niveaux"][0]["par_nom"].is_string()),
        (&json!("bloquant"), &json!("2026-02-12"), &true),
        "on the day of the entry, by whom found it: {entered}"
    );
    let weigh = async |niveau: &str, remplace: Value| {
        let body = json!({ "theme": "logement", "niveau": niveau, "le": "2026-06-01", "remplace": remplace });
        lyon.referent.post(&format!("{parcours}/niveaux"), body).await.unwrap()
    };
    let lighter = weigh("leger", Value::Null).await;
    assert_eq!((&lighter["entree"], &lighter["evolution"]), (&json!("bloquant"), &json!("allege")));
    let again = weigh("marque", json!("leger")).await;
    let former = &again["niveaux"][1]["remplaces"];
    assert_eq!(
        (&again["actuel"], &former[0]["niveau"], former[0]["par_nom"].is_string()),
        (&json!("marque"), &json!("leger"), true),
        "{again}"
    );
    weigh("aucun", json!("marque")).await;
    let twice = weigh("leger", json!("aucun")).await;
    let said: Vec<_> = twice["niveaux"][1]["remplaces"].as_array().unwrap().iter().map(|one| &one["niveau"]).collect();
    assert_eq!(said, ["leger", "marque", "aucun"]);

    lyon.referent.post(&format!("{diagnosis}/actualisations"), found("2026-06-10", "aucun")).await.unwrap();
    let lifted = frein(3).await;
    assert_eq!((&lifted["entree"], &lifted["evolution"]), (&json!("bloquant"), &json!("leve")));

    // Of the day before the entry, and typed four months late: the first weight is kept beside it.
    lyon.referent.post(&format!("{diagnosis}/actualisations"), found("2026-02-11", "marque")).await.unwrap();
    let told = |plan: &Value| {
        let one = plan["freins"].get(0)?;
        (one["entree"] == "marque").then(|| one.clone())
    };
    let late = wait_for(&lyon.referent, &format!("{parcours}/plan"), told).await.unwrap();
    assert_eq!(
        (&late["niveaux"][0]["le"], &late["niveaux"][0]["remplaces"][0]["niveau"], &late["evolution"]),
        (&json!("2026-02-12"), &json!("bloquant"), &json!("leve")),
        "{late}"
    );
    let kept: Vec<_> = late["niveaux"].as_array().unwrap()[1..].iter().map(|one| &one["niveau"]).collect();
    assert_eq!(kept, ["leger", "aucun"], "what was said in the parcours stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_touches_health_is_read_by_who_accompanies_and_by_nobody_else() {
    let (_clock, suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let said = ligne(&json!({ "theme": "sante", "intitule": "prendre rendez-vous" }));
    let line = id(&lyon.referent.post(&format!("{parcours}/actions"), said.clone()).await.unwrap());
    lyon.referent.post(&format!("{parcours}/actions"), ligne(&json!({}))).await.unwrap();
    let weighs = json!({ "theme": "sante", "niveau": "marque", "le": "2026-06-10" });
    lyon.referent.post(&format!("{parcours}/niveaux"), weighs).await.unwrap();
    let path = format!("{parcours}/plan");
    for api in [&lyon.referent, &lyon.animation] {
        let plan = api.get(&path).await.unwrap();
        assert_eq!(plan["lignes"].as_array().unwrap().len(), 2);
        assert_eq!(plan["freins"][0]["theme"], "sante");
    }
    let plan = lyon.direction.get(&path).await.unwrap();
    assert!(!plan.to_string().contains("sante") && !plan.to_string().contains("prendre rendez-vous"), "{plan}");
    assert_eq!(plan["lignes"].as_array().unwrap().len(), 1);
    for hidden in [format!("/v1/actions/{line}"), format!("/v1/actions/{line}/historique")] {
        assert_eq!(lyon.direction.get(&hidden).await.unwrap_err().status, 404, "{hidden}");
    }
    for (api, who) in [
        (&lyon.gestionnaire, "who answers for Europe"),
        (&lyon.operateur, "an operator"),
        (&lyon.prescripteur, "who referred"),
    ] {
        assert_eq!(api.get(&path).await.unwrap_err().status, 403, "{who}");
    }
    assert_eq!(lyon.direction.post(&format!("{parcours}/actions"), said.clone()).await.unwrap_err().status, 403);
    let dijon = suite.territory("dijon").await;
    assert_eq!(dijon.referent.get(&path).await.unwrap_err().status, 404, "of another territory");
    assert_eq!(dijon.referent.post(&format!("{parcours}/actions"), said).await.unwrap_err().status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_follows_the_files_that_are_made_one() {
    let (_clock, _suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (person, parcours) = entre(&lyon, "Camille", "69383").await;
    let line = id(&lyon.referent.post(&format!("{parcours}/actions"), ligne(&json!({}))).await.unwrap());
    let kept = json!({ "nom": "Colin", "prenom": "Camille", "date_naissance": "1988-09-02", "sexe": "F" });
    let kept = id(&lyon.referent.post("/v1/participants", kept).await.unwrap());
    let merge = json!({ "absorbe": person, "motif": "même pièce d'identité" });
    lyon.animation.post(&format!("/v1/participants/{kept}/fusion"), merge).await.unwrap();
    let follows = |one: &Value| (one["participant"] == json!(kept)).then_some(Value::Null);
    wait_for(&lyon.referent, &format!("/v1/actions/{line}"), follows).await.unwrap();
    let plan = lyon.referent.get(&format!("{parcours}/plan")).await.unwrap();
    assert_eq!((&plan["participant"], &plan["lignes"][0]["participant"]), (&json!(kept), &json!(kept)));
}

fn echeances<'a>(parcours: &'a Value, regle: &str) -> Vec<&'a str> {
    let all = parcours["echeances"].as_array().unwrap().iter().filter(|one| one["regle"] == regle);
    all.map(|one| one["explication"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dijon_france_travail_and_the_departement_are_met_about_each_person() {
    let (_clock, suite, dijon) = territoire("dijon", "2026-06-10T09:00:00Z").await;
    let (person, parcours) = entre(&dijon, "Camille", "21231").await;
    let due = dijon.referent.get(&parcours).await.unwrap();
    assert_eq!(
        echeances(&due, "point_partenaire"),
        [
            "point d'étape avec France Travail : à faire au plus tard le 12/08/2026, 63 jours restants",
            "point d'étape avec le Département : à faire au plus tard le 12/08/2026, 63 jours restants",
        ]
    );
    let note = async |body: Value| dijon.referent.post(&format!("{parcours}/liaisons"), body).await;
    let compte_rendu = json!({ "moyen": "rencontre", "convenu": "une prestation de six semaines", "partage": true });
    for (wrong, pointer) in [
        (json!({ "interlocuteur": "medecin", "le": "2026-06-10" }), "/interlocuteur"),
        (json!({ "interlocuteur": "autre", "le": "2026-02-11" }), "/le"),
        (json!({ "interlocuteur": "autre", "le": "2026-06-11", "compte_rendu": compte_rendu }), "/le"),
        (json!({ "interlocuteur": "autre", "le": "2026-06-10", "structure": dijon.referent_id }), "/structure"),
    ] {
        assert_eq!(refused(&note(wrong.clone()).await.unwrap_err()), (422, pointer), "{wrong}");
    }
    let planned = json!({ "interlocuteur": "france_travail", "avec": "Mme Petit", "le": "2026-07-01" });
    let planned = note(planned).await.unwrap();
    assert_eq!((&planned["etat"], &planned["compte_rendu"]), (&json!("prevue"), &Value::Null));
    let path = format!("/v1/liaisons/{}", id(&planned));
    let hold = async |le: &str| {
        dijon.referent.post(&format!("{path}/tenue"), json!({ "le": le, "compte_rendu": compte_rendu })).await
    };
    assert_eq!(refused(&hold("2026-06-11").await.unwrap_err()), (422, "/le"), "to come");
    let told = hold("2026-06-09").await.unwrap();
    assert_eq!(
        (&told["etat"], &told["le"], &told["compte_rendu"]["partage"]),
        (&json!("tenue"), &json!("2026-06-09"), &json!(true))
    );
    assert_eq!(hold("2026-06-09").await.unwrap_err().status, 409, "once");
    let given_up = note(json!({ "interlocuteur": "departement", "le": "2026-07-02" })).await.unwrap();
    let why = json!({ "motif": "la référente a changé de secteur" });
    let given_up = format!("/v1/liaisons/{}/annulation", id(&given_up));
    dijon.referent.post(&given_up, why.clone()).await.unwrap();
    assert_eq!(dijon.referent.post(&given_up, why).await.unwrap_err().status, 409, "once");
    let call = json!({ "interlocuteur": "prescripteur", "structure": dijon.prescripteur_structure, "le": "2026-06-01",
        "compte_rendu": { "moyen": "telephone", "convenu": "le logement avance" } });
    note(call).await.unwrap();
    let next = dijon.referent.get(&parcours).await.unwrap();
    assert!(echeances(&next, "point_partenaire")[0].contains("09/12/2026"), "six months after the last one: {next}");
    assert!(echeances(&next, "point_partenaire")[1].contains("12/08/2026"), "given up is not compte_rendu: {next}");

    let list = async |query: &str| {
        let page = dijon.direction.get(&format!("/v1/liaisons?{query}")).await.unwrap();
        page["elements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["interlocuteur"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list(&format!("participant={person}")).await,
        ["departement", "france_travail", "prescripteur"],
        "the last day first"
    );
    assert_eq!(list("interlocuteur=prescripteur").await, ["prescripteur"]);
    assert_eq!(list("etat=tenue&au=2026-06-08").await, ["prescripteur"]);
    let first = dijon.referent.get("/v1/liaisons?limite=2").await.unwrap();
    let rest = dijon
        .referent
        .get(&format!("/v1/liaisons?limite=2&apres={}", first["suivant"].as_str().unwrap()))
        .await
        .unwrap();
    assert_eq!(
        (first["elements"].as_array().unwrap().len(), &rest["elements"][0]["interlocuteur"]),
        (2, &json!("prescripteur"))
    );

    assert_eq!(dijon.prescripteur.get("/v1/liaisons").await.unwrap_err().status, 403);
    assert_eq!(
        dijon.direction.post(&format!("{path}/annulation"), json!({ "motif": "absente" })).await.unwrap_err().status,
        403
    );
    let lyon = suite.territory("lyon").await;
    assert_eq!(lyon.referent.get(&path).await.unwrap_err().status, 404, "of another territory");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_is_renewed_in_time_and_an_offer_has_its_answer() {
    let (_clock, _suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let note = async |body: Value| lyon.referent.post(&format!("{parcours}/demarches"), body).await;
    let obtained = json!({ "issue": "aboutie", "le": "2026-03-02", "a_renouveler_le": "2026-06-24" });
    for (wrong, pointer) in [
        (json!({ "nature": "inscription", "le": "2026-02-11" }), "/le"),
        (json!({ "nature": "inscription", "le": "2026-06-11" }), "/le"),
        (json!({ "nature": "inscription", "le": "2026-03-03", "suite": obtained }), "/suite/le"),
        (json!({ "nature": "offre", "le": "2026-03-02", "suite": obtained }), "/suite/a_renouveler_le"),
    ] {
        assert_eq!(refused(&note(wrong.clone()).await.unwrap_err()), (422, pointer), "{wrong}");
    }
    note(json!({ "nature": "inscription", "le": "2026-03-02", "suite": obtained })).await.unwrap();
    let due = lyon.referent.get(&parcours).await.unwrap();
    assert!(echeances(&due, "inscription_a_renouveler")[0].contains("24/06/2026"), "{due}");
    let offer = note(json!({ "nature": "offre", "le": "2026-06-01", "objet": "agent d'entretien" })).await.unwrap();
    assert_eq!((&offer["suite"], &offer["actions"][0]["possible"]), (&Value::Null, &json!(true)));
    let path = format!("/v1/demarches/{}/suite", id(&offer));
    let refused_there = json!({ "issue": "refusee", "le": "2026-06-08", "precisions": "poste pourvu" });
    assert_eq!(
        refused(&lyon.referent.post(&path, json!({ "issue": "refusee", "le": "2026-05-31" })).await.unwrap_err()),
        (422, "/le")
    );
    let told = lyon.referent.post(&path, refused_there.clone()).await.unwrap();
    assert_eq!(told["suite"]["issue"], "refusee");
    assert_eq!(lyon.referent.post(&path, refused_there).await.unwrap_err().status, 409, "once");
    let offers = lyon.direction.get("/v1/demarches?nature=offre").await.unwrap();
    assert_eq!(offers["elements"].as_array().unwrap().len(), 1);
    assert_eq!(lyon.gestionnaire.get("/v1/demarches").await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_that_no_étape_meets_waits_for_the_animation_team_until_it_answers() {
    let (_clock, _suite, dijon) = territoire("dijon", "2026-06-10T09:00:00Z").await;
    let (person, parcours) = entre(&dijon, "Camille", "21231").await;
    let told = async |le: &str| {
        let body = json!({ "theme": "mobilite", "le": le, "texte": "un permis à financer avant la saison" });
        dijon.referent.post(&format!("{parcours}/besoins"), body).await
    };
    for le in ["2026-02-11", "2026-06-11"] {
        assert_eq!(refused(&told(le).await.unwrap_err()), (422, "/le"), "{le}");
    }
    let need = told("2026-06-08").await.unwrap();
    assert_eq!((&need["etat"], &need["par_nom"]), (&json!("ouvert"), &json!("Claire Morel")));
    let waiting = async |query: &str| dijon.animation.get(&format!("/v1/besoins?{query}")).await.unwrap();
    let listed = waiting("etat=ouvert&theme=mobilite").await;
    let line = &listed["elements"][0];
    assert_eq!((&line["id"], &line["participant"]), (&need["id"], &json!(person)));
    assert_eq!(waiting("theme=logement").await["elements"], json!([]));
    let health = json!({ "theme": "sante", "le": "2026-06-08", "texte": "un bilan de compétences adapté" });
    dijon.referent.post(&format!("{parcours}/besoins"), health).await.unwrap();
    assert_eq!(waiting("theme=sante").await["elements"].as_array().unwrap().len(), 1);
    let kept = dijon.direction.get("/v1/besoins?theme=sante").await.unwrap();
    assert_eq!(kept["elements"], json!([]), "it stays with the référent and the animation team");
    let path = format!("/v1/besoins/{}/suite", id(&need));
    let answer = |le: &str| json!({ "issue": "offre_a_creer", "le": le, "precisions": "une session en septembre" });
    assert_eq!(refused(&dijon.animation.post(&path, answer("2026-06-07")).await.unwrap_err()), (422, "/le"));
    let answered = dijon.animation.post(&path, answer("2026-06-10")).await.unwrap();
    assert_eq!((&answered["etat"], &answered["suite"]["issue"]), (&json!("clos"), &json!("offre_a_creer")));
    assert_eq!(dijon.animation.post(&path, answer("2026-06-10")).await.unwrap_err().status, 409, "once");
    assert_eq!(waiting("etat=ouvert&theme=mobilite").await["elements"], json!([]));
    assert_eq!(waiting("etat=clos").await["elements"].as_array().unwrap().len(), 1);
    assert_eq!(dijon.gestionnaire.get("/v1/besoins").await.unwrap_err().status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_writes_in_parcours_is_told_nothing_of_what_touches_health() {
    let (_clock, suite, dijon) = territoire("dijon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&dijon, "Camille", "21231").await;
    let tool = outil(&suite, &dijon, "parcours:gerer").await;
    let weighs = |theme: &str, niveau: &str| json!({ "theme": theme, "niveau": niveau, "le": "2026-06-10" });
    let needs = |theme: &str| json!({ "theme": theme, "le": "2026-06-08", "texte": "un bilan de compétences adapté" });
    dijon.referent.post(&format!("{parcours}/niveaux"), weighs("sante", "marque")).await.unwrap();
    let need = id(&dijon.referent.post(&format!("{parcours}/besoins"), needs("sante")).await.unwrap());
    for (what, hidden, shown) in [
        ("niveaux", weighs("sante", "aucun"), weighs("mobilite", "leger")),
        ("besoins", needs("sante"), needs("mobilite")),
    ] {
        let path = format!("{parcours}/{what}");
        assert_eq!(refused(&tool.post(&path, hidden).await.unwrap_err()), (422, "/theme"), "{what}");
        tool.post(&path, shown).await.unwrap();
    }
    let (path, answer) = (format!("/v1/besoins/{need}/suite"), json!({ "issue": "offre_a_creer", "le": "2026-06-10" }));
    assert_eq!(tool.post(&path, answer.clone()).await.unwrap_err().status, 404);
    dijon.animation.post(&path, answer).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_around_a_person_is_told_what_the_person_agreed_to() {
    let (_clock, suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let path = format!("{parcours}/intervenants");
    let somebody = |more: Value| {
        let mut one = json!({ "fonction": "referent_social", "nom": "Sylvie Petit", "organisme": "MDS du 3e",
            "telephone": "04 78 12 34 56", "du": "2026-01-05", "partage": "plan", "accord_le": "2026-02-12" });
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    for (wrong, pointer) in [
        (json!({ "fonction": "medecin" }), "/fonction"),
        (json!({ "accord_le": null }), "/accord_le"),
        (json!({ "partage": "rien" }), "/accord_le"),
        (json!({ "accord_le": "2026-06-11" }), "/accord_le"),
        (json!({ "au": "2026-01-04" }), "/au"),
    ] {
        let refus = lyon.referent.post(&path, somebody(wrong.clone())).await.unwrap_err();
        assert_eq!(refused(&refus), (422, pointer), "{wrong}");
    }
    let tutor = somebody(
        json!({ "fonction": "tuteur", "nom": "Marc Roy", "partage": "rien", "accord_le": null, "du": "2026-06-01" }),
    );
    lyon.referent.post(&path, tutor).await.unwrap();
    let social = lyon.referent.post(&path, somebody(json!({}))).await.unwrap();
    let all = lyon.direction.get(&path).await.unwrap();
    let names: Vec<_> = all["intervenants"].as_array().unwrap().iter().map(|one| &one["nom"]).collect();
    assert_eq!(names, ["Sylvie Petit", "Marc Roy"], "the référent social first");
    let one = format!("/v1/intervenants/{}", id(&social));
    assert_eq!(&lyon.referent.get(&one).await.unwrap()["nom"], &social["nom"]);
    let withdrawn = json!({ "partage": "rien", "accord_le": null });
    let (status, changed) = patched(&suite, &lyon.referent, &one, "\"1\"", withdrawn.clone()).await;
    assert_eq!((status, &changed["partage"], &changed["version"]), (200, &json!("rien"), &json!(2)), "{changed}");
    let (late, _) = patched(&suite, &lyon.referent, &one, "\"1\"", withdrawn).await;
    assert_eq!(late, 412);
    let (status, _) = patched(&suite, &lyon.referent, &one, "\"2\"", json!({ "partage": "tout" })).await;
    assert_eq!(status, 422, "without the person's agreement");
    let history = lyon.referent.get(&format!("{one}/historique")).await.unwrap();
    assert_eq!(history["elements"].as_array().unwrap().len(), 1, "{history}");
    assert_eq!(lyon.operateur.get(&path).await.unwrap_err().status, 403);
    let dijon = suite.territory("dijon").await;
    assert_eq!(dijon.referent.get(&one).await.unwrap_err().status, 404, "of another territory");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_around_a_person_is_told_more_than_the_person_agreed_to() {
    let (_clock, suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    for (theme, intitule) in [("mobilite", "passer le code"), ("sante", "voir un spécialiste")] {
        let line = json!({ "nature": "action", "intitule": intitule, "theme": theme, "porteur": "personne" });
        lyon.referent.post(&format!("{parcours}/actions"), line).await.unwrap();
    }
    let step = json!({ "nature": "atelier", "operateur": lyon.operateur_structure, "intitule": "Atelier CV",
        "debut": "2026-06-15", "fin_prevue": "2026-06-30" });
    lyon.referent.post(&format!("{parcours}/etapes"), step).await.unwrap();
    let told = async |partage: &str, accord: Option<&str>, du: &str, au: Option<&str>| {
        let one = json!({ "fonction": "tuteur", "nom": "Marc Roy", "du": du, "au": au, "partage": partage, "accord_le": accord });
        let one = id(&lyon.referent.post(&format!("{parcours}/intervenants"), one).await.unwrap());
        let told = lyon.referent.get(&format!("/v1/intervenants/{one}/partage")).await.unwrap();
        assert!(!told.to_string().contains("spécialiste"), "what touches health stays with who accompanies: {told}");
        let many = |field: &str| told[field].as_array().unwrap().len();
        (told["etendue"].clone(), many("etapes"), many("lignes"), told["situation"].clone(), told["raison"].clone())
    };
    let agreed = Some("2026-02-12");
    let why = json!("accord de la personne du 12/02/2026");
    let none = json!("la personne n'a donné son accord à aucun partage");
    assert_eq!(told("rien", None, "2026-01-05", None).await, (json!("rien"), 0, 0, Value::Null, none));
    assert_eq!(told("etapes", agreed, "2026-01-05", None).await, (json!("etapes"), 1, 0, Value::Null, why.clone()));
    assert_eq!(told("plan", agreed, "2026-01-05", None).await, (json!("plan"), 1, 1, Value::Null, why.clone()));
    let all = (json!("tout"), 1, 1, json!("en_accompagnement"), why);
    assert_eq!(told("tout", agreed, "2026-01-05", Some("2026-06-10")).await, all, "until their last day");
    let gone = json!("n'intervient plus depuis le 09/06/2026");
    let over = told("tout", agreed, "2026-01-05", Some("2026-06-09")).await;
    assert_eq!(over, (json!("rien"), 0, 0, Value::Null, gone));
    let later = told("tout", agreed, "2026-06-11", None).await;
    assert_eq!((later.0, later.1), (json!("rien"), 0), "not there yet");
    let around = lyon.referent.get(&format!("{parcours}/intervenants")).await.unwrap();
    let one = format!("/v1/intervenants/{}/partage", id(&around["intervenants"][0]));
    assert_eq!(lyon.operateur.get(&one).await.unwrap_err().status, 403);
    let dijon = suite.territory("dijon").await;
    assert_eq!(dijon.referent.get(&one).await.unwrap_err().status, 404, "of another territory");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_contact_is_due_by_the_phase_in_the_rhone_and_by_the_month_in_chalon() {
    let (_clock, suite, lyon) = territoire("lyon", "2026-03-02T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let next = async || lyon.referent.get(&format!("{parcours}/accompagnement")).await.unwrap();
    let told = next().await;
    assert_eq!(
        (&told["phase"], &told["prochain_contact"]["au_plus_tard"]),
        (&json!("debut"), &json!("2026-03-05")),
        "{told}"
    );
    let paused = json!({ "du": "2026-03-01", "au": "2026-03-31", "motif": "décision du comité" });
    lyon.referent.post(&format!("{parcours}/suspensions"), paused).await.unwrap();
    lyon.accorder(&parcours, "2026-03-02").await.unwrap();
    let told = next().await;
    assert_eq!((&told["phase"], &told["prochain_contact"]), (&Value::Null, &Value::Null), "suspended");
    let chalon = suite.territory("grand-chalon").await;
    let (_, parcours) = entre(&chalon, "Camille", "71076").await;
    let told = chalon.referent.get(&format!("{parcours}/accompagnement")).await.unwrap();
    assert_eq!(
        (&told["phase"], &told["regles"][0]["raison"]["regle"]),
        (&Value::Null, &json!("contact_du_mois")),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portfolio_is_prepared_in_one_call_and_qualified_person_by_person() {
    let (_clock, suite, lyon) = territoire("lyon", "2026-06-10T09:00:00Z").await;
    let (_, parcours) = entre(&lyon, "Camille", "69383").await;
    let (_, other) = entre(&lyon, "Dominique", "69383").await;
    for (theme, niveau) in [("mobilite", "marque"), ("sante", "leger"), ("langue", "aucun")] {
        let weighs = json!({ "theme": theme, "niveau": niveau, "le": "2026-06-01" });
        lyon.referent.post(&format!("{parcours}/niveaux"), weighs).await.unwrap();
    }
    let qualify = async |body: Value| lyon.animation.post(&format!("{parcours}/qualifications"), body).await;
    let how = |more: Value| {
        let mut one = json!({ "qualification": "bloque", "le": "2026-06-10", "cadre": "appui_gestion", "renforce": true,
            "decision": "chercher une PMSMP", "suite": "rencontrer le restaurant du Lac", "suite_le": "2026-06-30" });
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    for (wrong, pointer) in [
        (json!({ "qualification": "perdu" }), "/qualification"),
        (json!({ "le": "2026-06-11" }), "/le"),
        (json!({ "le": "2026-02-11" }), "/le"),
        (json!({ "suite_le": null }), "/suite_le"),
        (json!({ "suite_le": "2026-06-09" }), "/suite_le"),
        (json!({ "suite": null }), "/suite"),
    ] {
        assert_eq!(refused(&qualify(how(wrong.clone())).await.unwrap_err()), (422, pointer), "{wrong}");
    }
    qualify(how(json!({ "le": "2026-05-04", "qualification": "en_construction", "suite_le": "2026-06-01" })))
        .await
        .unwrap();
    qualify(how(json!({}))).await.unwrap();
    let history = lyon.direction.get("/v1/qualifications").await.unwrap();
    let all: Vec<_> = history["elements"].as_array().unwrap().iter().map(|one| &one["qualification"]).collect();
    assert_eq!(all, ["bloque", "en_construction"], "what was said before stays");

    let path = format!("/v1/portefeuilles/{}", lyon.referent_id);
    let whole = lyon.animation.get(&path).await.unwrap();
    let persons = whole["personnes"].as_array().unwrap();
    assert_eq!((persons.len(), &whole["au"]), (2, &json!("2026-06-10")));
    let of = |path: &str| persons.iter().find(|one| path.ends_with(one["parcours"].as_str().unwrap())).unwrap();
    let one = of(&parcours);
    assert_eq!(
        (&one["situation"], &one["depuis"], &one["mois"]),
        (&json!("en_accompagnement"), &json!("2026-02-12"), &json!(3))
    );
    assert_eq!((&one["jours_sans_etape"], &one["etape"]), (&json!(118), &Value::Null));
    let open: Vec<_> = one["freins"].as_array().unwrap().iter().map(|frein| &frein["theme"]).collect();
    assert_eq!(open, ["mobilite", "sante"], "what no longer weighs is not open");
    assert_eq!((&one["qualification"]["qualification"], &one["phase"]), (&json!("bloque"), &json!("renforce")));
    assert_eq!((&of(&other)["qualification"], &of(&other)["phase"]), (&Value::Null, &json!("seul")));
    assert!(!one["echeances"].as_array().unwrap().is_empty());
    let told = lyon.referent.get(&format!("{parcours}/accompagnement")).await.unwrap();
    assert_eq!(told["phase"], "renforce", "the same rule");
    let seen = lyon.direction.get(&path).await.unwrap();
    assert!(!seen.to_string().contains("sante"), "what touches health stays with who accompanies: {seen}");
    let nobody = lyon.animation.get(&format!("/v1/portefeuilles/{}", lyon.membre_id)).await.unwrap();
    assert_eq!(nobody["personnes"], json!([]));
    assert_eq!(lyon.gestionnaire.get(&path).await.unwrap_err().status, 403);
    let dijon = suite.territory("dijon").await;
    assert_eq!(dijon.animation.get(&path).await.unwrap_err().status, 404, "of another territory");
}
