//! Somebody with several roles: each shows what it shows, and nothing more.

use auth::{Permission, Role};
use kernel::Code;
use plie::demo::{Api, Equipe, MOT_DE_PASSE};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::{chain, isolation};

/// The roles that a territory gives.
fn donnees() -> impl Iterator<Item = Role> {
    let reserved = [Role::Exploitant, Role::Service];
    Role::TOUS.iter().copied().filter(move |role| !reserved.contains(role))
}

/// Gives a second role to an account of the team for the time of `work`, logged in again.
async fn avec<T>(suite: &TestSuite, equipe: &Equipe, compte: &str, role: Value, work: impl AsyncFnOnce(Api) -> T) -> T {
    // A role that ended closed the sessions of before.
    let adresse = &equipe.comptes.iter().find(|one| one.role == compte).unwrap().courriel;
    let login = async || suite.anonymous().login(adresse, MOT_DE_PASSE).await.unwrap();
    let me = id(&login().await.get("/v1/moi").await.unwrap());
    let given = equipe.admin.post(&format!("/v1/utilisateurs/{me}/habilitations"), role).await.unwrap();
    let last = given["habilitations"].as_array().unwrap().iter().map(id).max().unwrap();
    let result = work(login().await).await;
    equipe.admin.post(&format!("/v1/habilitations/{last}/cloture"), json!({ "au": "2015-01-02" })).await.unwrap();
    result
}

fn role(role: Role, structure: Option<&str>) -> Value {
    let au = (role == Role::Controleur).then_some("2030-12-31");
    json!({ "role": role, "structure": structure, "du": "2015-01-01", "au": au })
}

#[test]
fn what_a_structure_limits_is_known() {
    let bound = [Role::Prescripteur, Role::OperateurEtape];
    let limited =
        Permission::ALL.iter().filter(|one| one.nominative() && one.roles().iter().any(|role| bound.contains(role)));
    assert_eq!(
        limited.map(|one| one.nom()).collect::<Vec<_>>(),
        ["candidature:deposer", "candidature:suivre", "partenaire:lire", "etape:lire", "etape:declarer"],
        "a permission given to who acts for a structure asks `Vue`, and is tried below"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_with_a_second_role_sees_and_changes_the_etapes_of_its_structure_only() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let g = chain::g_in(&lyon).await;
    let parcours = id(&lyon.parcours(&g).await.unwrap());
    let other =
        lyon.admin.post("/v1/structures", json!({ "nom": "Autre", "nature": "aci", "siret": null })).await.unwrap();
    let step = |operateur: &str| json!({ "nature": "aci", "operateur": operateur, "intitule": "Espaces verts", "debut": "2017-05-01", "fin_prevue": "2017-10-31" });
    let path = format!("/v1/parcours/{parcours}/etapes");
    let own = id(&lyon.referent.post(&path, step(&lyon.operateur_structure)).await.unwrap());
    lyon.confier(&g.participant, &own, "2017-04-20").await.unwrap();
    lyon.partager(&g.participant, &id(&other), "2017-04-20").await.unwrap();
    let foreign = id(&lyon.referent.post(&path, step(&id(&other))).await.unwrap());
    for second in donnees().filter(|role| *role != Role::OperateurEtape) {
        let refers = second == Role::Prescripteur;
        let structure = if refers { lyon.prescripteur_structure.clone() } else { id(&other) };
        let given = role(second, Some(&structure));
        avec(&suite, &lyon, "operateur_etape", given, async |api| {
            for (operation, permission) in isolation::protected() {
                if !permission.nominative() || !permission.roles().contains(&Role::OperateurEtape) {
                    continue;
                }
                // A controleur sees what a mandate names, and none is given here.
                let tout = permission.roles().contains(&second) && second != Role::Controleur;
                let what = format!("{} {} {}", second.nom(), operation.method, operation.path);
                if operation.path.contains("{id}") {
                    let path = operation.path.replace("{id}", &foreign);
                    let body = match operation.id.as_str() {
                        "etape_accept" => json!({}),
                        "etape_break" => json!({ "le": "2017-06-01", "motif": "essai" }),
                        "bilan_tripartite_create" => json!({ "tenu_le": "2017-06-01" }),
                        "etape_correct" => {
                            json!({ "remplace": 1, "debut": "2017-06-01", "fin": null, "motif": "date relevée" })
                        }
                        _ => json!({ "le": "2017-06-01" }),
                    };
                    let answer = match operation.method.as_str() {
                        "GET" => api.get(&path).await,
                        _ => api.post(&path, body).await,
                    };
                    let hidden = answer.is_err_and(|refus| refus.status == 404);
                    assert_eq!(hidden, !tout, "{what}");
                } else {
                    let seen = api.get(&operation.path).await.unwrap();
                    let ids: Vec<_> = seen["elements"].as_array().unwrap().iter().map(id).collect();
                    assert!(ids.contains(&own), "{what}");
                    assert_eq!(ids.contains(&foreign), tout, "{what}");
                }
            }
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prescripteur_who_is_also_an_operator_files_and_follows_for_their_own_structure() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let filed = |prescripteur: Value, nom: &str| {
        let signed = |who: &str| json!({ "signataire": who, "signe_le": "2026-02-02", "mode": { "type": "declaree" } });
        json!({ "deposee_le": "2026-02-02", "prescripteur": prescripteur, "signatures": [signed("participant"), signed("prescripteur")],
            "personne": { "nom": nom, "prenom": "Inès", "date_naissance": "1984-05-20", "sexe": "F", "commune": "69123" } })
    };
    let aci = lyon.operateur_structure.clone();
    let mission = json!({ "nom": "Mission locale", "nature": "prescripteur", "siret": null });
    let mission = id(&lyon.admin.post("/v1/structures", mission).await.unwrap());
    let given = role(Role::OperateurEtape, Some(&aci));
    avec(&suite, &lyon, "prescripteur", given, async |api| {
        let refused = api.post("/v1/candidatures", filed(json!(aci), "Diallo")).await.unwrap_err();
        assert_eq!(
            (refused.status, &refused.body["errors"][0]["pointer"]),
            (422, &json!("/prescripteur")),
            "{refused}"
        );
        let own = id(&api.post("/v1/candidatures", filed(Value::Null, "Diallo")).await.unwrap());
        let other = id(&lyon.referent.post("/v1/candidatures", filed(json!(mission), "Faye")).await.unwrap());
        let seen = api.get("/v1/candidatures/suivies").await.unwrap();
        let ids: Vec<_> = seen["elements"].as_array().unwrap().iter().map(id).collect();
        assert!(ids.contains(&own) && !ids.contains(&other), "{ids:?}");
    })
    .await;
}
