//! What is left of a person once a file is anonymous, and of a request once it was answered.

use diesel::sql_types::{Array, BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::{Clock, Service};
use plie::demo::{Dossier, Equipe, Personne, Seance};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::events::until;

/// In no commune, no code and no text of the suite.
const NOM: &str = "Zyxwvuts";

#[derive(diesel::QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    nom: String,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn rows(admin: &mut AsyncPgConnection, table: &str, filter: &str) -> i64 {
    let query = format!("SELECT count(*) AS n FROM {table} t WHERE {filter}");
    diesel::sql_query(query).get_result::<Count>(admin).await.unwrap().n
}

/// The tables of every service, a row of which says `text` anywhere.
async fn tables_that_say(admin: &mut AsyncPgConnection, text: &str) -> Vec<String> {
    let query = "SELECT table_schema || '.' || table_name AS nom FROM information_schema.tables
                 WHERE table_schema = ANY ($1) ORDER BY 1";
    let schemas: Vec<_> = Service::tous().map(Service::nom).collect();
    let tables = diesel::sql_query(query).bind::<Array<Text>, _>(schemas).load(admin).await.unwrap();
    let mut found = Vec::new();
    for Table { nom } in tables {
        if rows(admin, &nom, &format!("t::text ILIKE '%{text}%'")).await > 0 {
            found.push(nom);
        }
    }
    found
}

/// A file of which every free text names the person: filed, diagnosed, refused, corrected.
async fn talkative(lyon: &Equipe) -> Dossier {
    let says = |text: &str| format!("{text} {NOM}");
    let signed = |who: &str, mode: Value| json!({ "signataire": who, "signe_le": "2026-02-02", "nom": says("Anne"), "mode": mode });
    let filed = json!({
        "personne": { "nom": NOM, "prenom": "Anne", "date_naissance": "1984-05-20", "sexe": "F", "commune": "69123" },
        "situations": [{ "code": "rsa", "reponse": "oui", "depuis": "2026-01-01", "source": says("mère de") }],
        "signatures": [
            signed("participant", json!({ "type": "dessinee", "traits": [[[0, 0], [500, 500]]] })),
            signed("prescripteur", json!({ "type": "papier", "attestation": true })),
        ],
        "deposee_le": "2026-02-02",
    });
    let candidature = id(&lyon.prescripteur.post("/v1/candidatures", filed).await.unwrap());
    let path = format!("/v1/candidatures/{candidature}");
    let given = json!({ "referent": lyon.referent_id, "affectee_le": "2026-02-03" });
    let assigned = lyon.animation.post(&format!("{path}/affectation"), given).await.unwrap();
    let participant = assigned["participant"].as_str().unwrap().to_owned();
    let call =
        json!({ "avec": "personne", "le": "2026-02-03", "moyen": "telephone", "abouti": true, "note": says("chez") });
    lyon.referent.post(&format!("{path}/contacts"), call).await.unwrap();
    let home = json!({
        "voie": says("1 rue"), "code_postal": "69003", "commune": "69123", "depuis": "2026-01-01", "source": says("vu par"),
    });
    lyon.referent.post(&format!("/v1/participants/{participant}/adresses"), home).await.unwrap();
    let elements = json!([{ "theme": "emploi", "nature": "atout", "texte": says("qualité de") }]);
    let diagnosis = json!({ "etabli_le": "2026-02-05", "elements": elements });
    lyon.referent.post(&format!("{path}/diagnostic"), diagnosis).await.unwrap();
    let dossier = Dossier { candidature, participant };
    refuse(lyon, &dossier, says).await;
    dossier
}

/// Refused, then corrected: the session's documents name the person too.
async fn refuse(lyon: &Equipe, dossier: &Dossier, says: impl Fn(&str) -> String) {
    let session = lyon.animation.post("/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await.unwrap();
    let path = format!("/v1/commissions/{}", id(&session));
    let listed = json!({ "candidature": dossier.candidature });
    lyon.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    let decision = |decision: &str| json!({ "candidature": dossier.candidature, "decision": decision, "motif": says("absence de"), "conditions": says("voir") });
    lyon.animation.post(&format!("{path}/decisions"), decision("reorientee")).await.unwrap();
    let closed = json!({ "presents": [lyon.membre_id, lyon.animation_id] });
    lyon.animation.post(&format!("{path}/cloture"), closed).await.unwrap();
    let corrected = json!({ "decision": decision("refusee"), "raison": says("erreur sur") });
    lyon.animation.post(&format!("{path}/corrections"), corrected).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_who_was_erased_is_nowhere_left() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let double = talkative(&lyon).await;
    let seance = Seance { debut: "2026-03-03T10:00:00+01:00", fin: "2026-03-03T11:00:00+01:00" };
    lyon.prevoir("entretien", &format!("Point avec {NOM}"), &[&double.participant], seance, None).await.unwrap();
    let courriel = format!("anna.{}@exemple.fr", NOM.to_lowercase());
    let body =
        json!({ "nom": NOM, "prenom": "Anna", "date_naissance": "1984-05-20", "sexe": "F", "courriel": courriel });
    let kept = id(&lyon.referent.post("/v1/participants", body).await.unwrap());
    let merge = json!({ "absorbe": double.participant, "motif": format!("deux fois {NOM}") });
    let fusion = lyon.animation.post(&format!("/v1/participants/{kept}/fusion"), merge).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    // What a server that is away did not take yet, at an address that the person has left since.
    let waits = format!(
        "INSERT INTO participants.messages (territoire_id, id, destinataire, sujet, corps, expire_le, essai_le)
         SELECT territoire_id, gen_random_uuid(), courriel, 'Code', 'Bonjour Anna', now() + interval '1 day', now() + interval '1 day'
         FROM participants.participants WHERE id = '{kept}'"
    );
    assert_eq!(diesel::sql_query(waits).execute(&mut admin).await.unwrap(), 1);
    let moved = suite.http.patch(format!("{}/v1/participants/{kept}", suite.url)).bearer_auth(lyon.referent.token());
    let moved = moved.header("if-match", "\"1\"").json(&json!({ "courriel": "anna@exemple.fr" })).send().await.unwrap();
    assert_eq!(moved.status(), 200);
    let before = tables_that_say(&mut admin, NOM).await;
    for expected in
        ["candidature_signatures", "commission_dossiers", "documents", "fusions", "messages", "participant_versions"]
    {
        assert!(before.contains(&format!("participants.{expected}")), "{expected} says nothing in {before:?}");
    }
    let erase = json!({ "motif": "demande écrite de la personne" });
    lyon.animation.post(&format!("/v1/participants/{kept}/effacement"), erase).await.unwrap();
    until(async || tables_that_say(&mut admin, NOM).await.is_empty(), "a table still says the name").await;
    let candidature = lyon.referent.get(&format!("/v1/candidatures/{}", double.candidature)).await.unwrap();
    assert_eq!(
        (&candidature["etat"], &candidature["decidee_le"]),
        (&json!("refusee"), &json!("2026-02-12")),
        "it counts"
    );
    let undo = format!("/v1/fusions/{}/annulation", id(&fusion));
    assert_eq!(lyon.animation.post(&undo, json!({})).await.unwrap_err().slug(), "transition-interdite");
    let merge = json!({ "absorbe": kept, "motif": "encore une fois" });
    let other = json!({ "nom": "Diallo", "prenom": "Awa", "date_naissance": "1984-05-20", "sexe": "F" });
    let other = id(&lyon.referent.post("/v1/participants", other).await.unwrap());
    let refused = lyon.animation.post(&format!("/v1/participants/{other}/fusion"), merge).await.unwrap_err();
    assert_eq!(refused.slug(), "transition-interdite", "{}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_accompanied_is_not_erased_and_who_left_is_with_the_name_of_the_employer() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let c = Personne { nom: NOM, prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
    let dossier = chalon.deposer(c, "2018-05-14", "2018-05-17").await.unwrap();
    chalon.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    chalon.commission(&[&dossier], "2018-06-07").await.unwrap();
    chalon.contractualiser(&dossier, "2018-06-07").await.unwrap();
    let parcours = format!("/v1/parcours/{}", id(&chalon.parcours(&dossier).await.unwrap()));
    let cdi = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2019-04-01", "employeur": NOM });
    let exit = format!("/v1/sorties/{}", id(&chalon.referent.post(&format!("{parcours}/sorties"), cdi).await.unwrap()));
    let erase = format!("/v1/participants/{}/effacement", dossier.participant);
    let because = json!({ "motif": "demande écrite de la personne" });
    assert_eq!(chalon.animation.post(&erase, because.clone()).await.unwrap_err().slug(), "effacement-refuse");
    let piece = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
    let piece = chalon.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), piece).await.unwrap();
    let proof = json!({ "piece": piece["id"], "recu_le": "2019-04-20" });
    chalon.referent.post(&format!("{exit}/justificatif"), proof).await.unwrap();
    chalon.animation.post(&format!("{exit}/confirmation"), json!({})).await.unwrap();
    until(async || chalon.animation.post(&erase, because.clone()).await.is_ok(), "the exit is not known").await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    until(async || tables_that_say(&mut admin, NOM).await.is_empty(), "the employer is still named").await;
    let left = chalon.referent.get(&parcours).await.unwrap();
    assert_eq!((&left["etat"], &left["entree_le"]), (&json!("sorti"), &json!("2018-06-07")), "it counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_given_again_for_a_day_and_then_forgotten() {
    let clock = Clock::fixed(t("2026-06-01T09:00:00Z"));
    let mut suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    suite.territory("lyon").await;
    let open = async |suite: &TestSuite| {
        let api = suite.anonymous().login("referent@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
        let body = json!({ "nom": "Diallo", "prenom": "Awa", "date_naissance": "1984-05-20", "sexe": "F" });
        let request = suite.http.post(format!("{}/v1/participants", suite.url)).bearer_auth(api.token());
        let answer = request.header("Idempotency-Key", "formulaire-1").json(&body).send().await.unwrap();
        id(&answer.error_for_status().unwrap().json().await.unwrap())
    };
    let first = open(&suite).await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    assert_eq!(rows(&mut admin, "participants.idempotence", "cle = encode(sha256('formulaire-1'), 'hex')").await, 1);
    // The job looks at each start.
    clock.set(t("2026-06-02T09:00:00Z"));
    suite.restart().await;
    assert_eq!(open(&suite).await, first, "the last instant of its day");
    clock.set(t("2026-06-02T09:00:01Z"));
    suite.restart().await;
    until(
        async || rows(&mut admin, "participants.idempotence", "cle = encode(sha256('formulaire-1'), 'hex')").await == 0,
        "the answer is still kept",
    )
    .await;
    assert_ne!(open(&suite).await, first);
}
