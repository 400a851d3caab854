//! What accompanies a parcours beside its étapes: the plan of action and its freins.

use kernel::Clock;
use plie::demo::{Equipe, Personne, Refus, wait_for};
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
