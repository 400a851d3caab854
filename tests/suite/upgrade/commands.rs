//! What names something of before is done; what names nobody is refused where it stands.

use plie::demo::{Api, Refus};
use serde_json::{Value, json};
use uuid::Uuid;

use super::former::Upgraded;

/// A command, and the pointers at which it names something of before.
struct Command<'a> {
    who: &'a Api,
    path: String,
    body: Value,
    names: &'a [&'a str],
}

impl Command<'_> {
    /// Refused with each name changed, then done.
    async fn play(self) -> Value {
        let Self { who, path, body, names } = self;
        for pointer in names {
            let mut unknown = body.clone();
            *unknown.pointer_mut(pointer).unwrap() = json!(Uuid::now_v7());
            let Refus { status, body, .. } = who.post(&path, unknown).await.unwrap_err();
            assert_eq!((status, &body["errors"][0]["pointer"]), (422, &json!(pointer)), "{path}: {body}");
        }
        who.post(&path, body).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_something_of_before_is_done_and_what_names_nobody_is_refused_there() {
    let mut upgraded = Upgraded::start().await;
    let mut named = async |query: &str| {
        let found = upgraded.texts(&format!("SELECT ({query})::text AS nom")).await;
        found.into_iter().next().unwrap()
    };
    let t = named("SELECT id FROM territoires.territoires WHERE code = 'lyon'").await;
    let user = |role: &str| format!("SELECT id FROM territoires.utilisateurs WHERE courriel = '{role}@lyon.example'");
    let structure = |nature: &str| {
        format!("SELECT id FROM territoires.structures WHERE nature = '{nature}' AND territoire_id = '{t}'")
    };
    let person = |nom: &str| {
        format!("SELECT min(id::text) FROM participants.participants WHERE nom = '{nom}' AND territoire_id = '{t}'")
    };
    let (referent_id, animation_id) = (named(&user("referent")).await, named(&user("animation")).await);
    let (controleur, membre) = (named(&user("controleur")).await, named(&user("membre_commission")).await);
    let (aci, ccas) = (named(&structure("aci")).await, named(&structure("prescripteur")).await);
    let (lefevre, garnier) = (named(&person("Lefèvre")).await, named(&person("Garnier")).await);
    let operation = named(&format!("SELECT id FROM fse.operations WHERE territoire_id = '{t}'")).await;
    let parcours = named(&format!("SELECT id FROM parcours.parcours WHERE participant_id = '{lefevre}'")).await;
    let stage = named(&format!("SELECT id FROM parcours.etapes WHERE participant_id = '{lefevre}'")).await;
    let of =
        |nom: &str| format!("SELECT id FROM participants.candidatures WHERE participant_id::text = ({})", person(nom));
    let (away, sits, stays) = (named(&of("Traoré")).await, named(&of("Blanc")).await, named(&of("Noël")).await);
    let session =
        named(&format!("SELECT id FROM participants.commissions WHERE etat = 'ouverte' AND territoire_id = '{t}'"))
            .await;
    let sheet =
        named(&format!("SELECT id FROM emargement.feuilles WHERE etat = 'signee_agent' AND territoire_id = '{t}'"))
            .await;
    let [referent, animation, gestionnaire] = [
        upgraded.somebody("referent", "lyon").await,
        upgraded.somebody("animation", "lyon").await,
        upgraded.somebody("gestionnaire_fse", "lyon").await,
    ];
    let direction = upgraded.somebody("direction", "lyon").await;
    let meeting = json!({
        "nature": "entretien", "titre": "Entretien", "debut": "2018-03-05T09:00:00+01:00", "fin": "2018-03-05T10:00:00+01:00",
        "lieu": "Lyon", "participants": [lefevre], "animateur": referent_id, "operation": operation, "categorie": "entretien",
    });
    let activity = json!({ "jour": "2018-03-06", "minutes": 60, "categorie": "administratif", "libelle": "dossiers", "operation": operation });
    let mandate = json!({ "controleur": controleur, "du": "2026-11-26", "au": "2026-12-31", "motif": "contrôle", "personnes": [garnier] });
    let member = |id: &str| json!({ "utilisateur": id, "nom": "Membre" });
    let members = json!({ "membres": [member(&membre), member(&animation_id)], "remplace": [membre, animation_id] });
    let step = json!({ "nature": "aci", "operateur": aci, "intitule": "Maraîchage", "debut": "2027-05-03", "fin_prevue": "2027-10-29" });
    let yes = json!({ "finalite": "partage", "partenaire": ccas, "accord": true, "recueilli_le": "2026-11-26" });
    let given = json!({ "referent": referent_id, "remplace": referent_id, "affectee_le": "2026-11-26" });
    let cost = json!({ "agent": animation_id, "cout_annuel": "53000.00", "etp": "0.5", "depuis": "2018-06-01" });
    let share = json!({ "referent": referent_id, "des_le": "2026-01-01", "etp": "0.8" });
    let enters = json!({ "participant": lefevre, "entree_le": "2018-05-02" });
    for (who, path, body, names) in [
        (&referent, "/v1/rendez-vous".to_owned(), meeting, &["/animateur", "/participants/0", "/operation"][..]),
        (&referent, "/v1/activites".to_owned(), activity, &["/operation"]),
        (&gestionnaire, format!("/v1/operations/{operation}/mandats"), mandate, &["/controleur", "/personnes/0"]),
        (&animation, format!("/v1/commissions/{session}/membres"), members, &["/membres/0/utilisateur"]),
        (&referent, format!("/v1/parcours/{parcours}/etapes"), step, &["/operateur"]),
        (&referent, format!("/v1/participants/{lefevre}/consentements"), yes, &["/partenaire"]),
        (&animation, format!("/v1/candidatures/{away}/affectation"), given, &["/referent"]),
        (&gestionnaire, format!("/v1/operations/{operation}/agents"), cost, &["/agent"]),
        (&animation, "/v1/capacites".to_owned(), share, &["/referent"]),
        (&referent, format!("/v1/operations/{operation}/participations"), enters, &["/participant"]),
    ] {
        Command { who, path, body, names }.play().await;
    }

    // What was begun goes on: a sheet waits for its superior, an étape runs, a session sits.
    direction.post(&format!("/v1/feuilles/{sheet}/signatures"), json!({})).await.unwrap();
    referent.post(&format!("/v1/etapes/{stage}/fin"), json!({ "le": "2026-11-25" })).await.unwrap();
    let path = format!("/v1/commissions/{session}");
    for candidature in [&sits, &stays] {
        let decision = json!({ "candidature": candidature, "decision": "validee", "motif": "projet réaliste" });
        animation.post(&format!("{path}/decisions"), decision).await.unwrap();
    }
    animation.post(&format!("{path}/cloture"), json!({ "presents": [membre, animation_id] })).await.unwrap();
    upgraded.settle().await;
}
