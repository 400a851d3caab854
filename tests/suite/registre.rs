//! The ledger as whoever verifies it without the suite does: by the documented script, with the key that was published.

use std::{fs, path::Path, process::Command};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::{Clock, Service};
use plie::demo::{Api, Equipe, MOT_DE_PASSE, Seance, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::{Options, TestSuite, id, t};

/// What the documentation gives to copy.
fn script() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/verifying-the-ledger.md");
    let page = fs::read_to_string(page).unwrap();
    page.split_once("```python\n").unwrap().1.split_once("```").unwrap().0.to_owned()
}

/// What somebody saved of a ledger, two entries a page.
#[derive(Clone)]
struct Copie {
    cle: String,
    entrees: Vec<Value>,
    racines: Vec<Value>,
    connues: Vec<Value>,
}

impl Copie {
    async fn lire(suite: &TestSuite, api: &Api, connues: &[Value]) -> Self {
        let mut entrees = Vec::new();
        loop {
            let after = entrees.last().map_or(0, |one: &Value| one["seq"].as_i64().unwrap());
            let page = api.get(&format!("/v1/registre?apres={after}&limite=2")).await.unwrap();
            match page.as_array().unwrap().as_slice() {
                [] => break,
                page => entrees.extend(page.to_vec()),
            }
        }
        let racines = api.get("/v1/registre/racines").await.unwrap().as_array().unwrap().clone();
        let secret = territoires::Coffre::new(&suite.layout.master_key).secret_de_service(Service::Emargement);
        Self { cle: emargement::cle_du_registre(&secret), entrees, racines, connues: connues.to_vec() }
    }

    /// What the script says, and whether it is content.
    fn verifier(&self) -> (bool, String) {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("verifier.py"), script()).unwrap();
        for (name, all) in [("registre", &self.entrees), ("racines", &self.racines), ("connues", &self.connues)] {
            for (rank, page) in all.chunks(2).enumerate() {
                let file = folder.path().join(format!("{name}-{}.json", rank + 1));
                fs::write(file, serde_json::to_vec(page).unwrap()).unwrap();
            }
        }
        let mut python = Command::new("python3");
        let run = python.arg(folder.path().join("verifier.py")).arg(&self.cle).arg(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        (run.status.success(), said)
    }

    /// The script refuses, and says each of these.
    fn refuse(&self, why: &[&str]) {
        let (holds, said) = self.verifier();
        assert!(!holds, "{said}");
        for one in why {
            assert!(said.contains(one), "« {one} » is not said: {said}");
        }
    }
}

async fn login(suite: &TestSuite, role: &str) -> Api {
    suite.anonymous().login(&format!("{role}@grand-chalon.example"), MOT_DE_PASSE).await.unwrap()
}

/// A day of the agenda of somebody, signed.
async fn journee(chalon: &Equipe, personne: &str, jour: &str) {
    let (debut, fin) = (format!("{jour}T09:00:00+01:00"), format!("{jour}T10:00:00+01:00"));
    let seance = Seance { debut: &debut, fin: &fin };
    let meeting = chalon.prevoir("entretien", "Suivi", &[personne], seance, None).await.unwrap();
    rendez_vous_tenu(&chalon.referent, &meeting, &[personne], seance).await.unwrap();
}

/// The root of a day, once it is signed.
async fn racine(api: &Api, rang: usize) -> Value {
    wait_for(api, "/v1/registre/racines", |roots| roots.as_array()?.get(rang).cloned()).await.unwrap()
}

async fn alter(suite: &TestSuite, sql: &str) {
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    admin.batch_execute(sql).await.unwrap();
}

async fn verify(api: &Api) -> Value {
    api.get("/v1/registre/verification").await.unwrap()
}

/// Two days of a ledger, each with its root: signatures, then a sheet that was reopened.
async fn deux_jours(clock: &Clock) -> (TestSuite, Equipe, String) {
    let mut suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let chalon = suite.territory("grand-chalon").await;
    let body = json!({ "nom": "Diallo", "prenom": "Awa", "date_naissance": "1984-05-20", "sexe": "F" });
    let personne = id(&chalon.referent.post("/v1/participants", body).await.unwrap());
    journee(&chalon, &personne, "2026-02-16").await;
    clock.set(t("2026-03-17T10:00:00Z"));
    suite.restart().await;
    racine(&login(&suite, "controleur").await, 0).await;
    let (referent, direction) = (login(&suite, "referent").await, login(&suite, "direction").await);
    let path =
        format!("/v1/feuilles/{}", id(&referent.post("/v1/feuilles", json!({ "mois": "2026-02-01" })).await.unwrap()));
    referent.post(&format!("{path}/signatures"), json!({})).await.unwrap();
    let because = json!({ "motif": "oublié de compter Awa Diallo" });
    direction.post(&format!("{path}/reouverture"), because).await.unwrap();
    clock.set(t("2026-03-18T10:00:00Z"));
    suite.restart().await;
    racine(&login(&suite, "controleur").await, 1).await;
    (suite, chalon, personne)
}

/// Another key, and its signatures of these texts.
fn faux(textes: &[String]) -> (String, Vec<String>) {
    let sign = "import json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
key = Ed25519PrivateKey.generate()
print(json.dumps([key.public_key().public_bytes_raw().hex(), [key.sign(one.encode()).hex() for one in json.loads(sys.argv[1])]]))";
    let run = Command::new("python3").args(["-c", sign, &json!(textes).to_string()]).output().unwrap();
    serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)))
}

/// The whole chain after a changed entry, sealed anew.
const RESCELLER: &str = "DO $$ DECLARE one record; head bytea := decode(repeat('00', 32), 'hex'); BEGIN
    FOR one IN SELECT * FROM emargement.registre ORDER BY seq LOOP
      UPDATE emargement.registre SET precedente = head,
        empreinte = sha256(head || int8send(one.seq) || convert_to(one.contenu, 'UTF8')) WHERE seq = one.seq
        RETURNING empreinte INTO head;
    END LOOP;
    UPDATE emargement.racines r SET empreinte = (SELECT empreinte FROM emargement.registre e WHERE e.seq = r.seq);
  END $$";

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_script_holds_an_honest_ledger_and_names_what_was_done_to_another() {
    let clock = Clock::fixed(t("2026-03-16T17:00:00Z"));
    let (suite, _, _) = deux_jours(&clock).await;
    let api = login(&suite, "controleur").await;
    let honest = Copie::lire(&suite, &api, &[]).await;
    assert_eq!((honest.entrees.len(), honest.racines.len()), (6, 2));
    let known = Copie { connues: honest.racines.clone(), ..honest.clone() };
    for copy in [&honest, &known] {
        let (holds, said) = copy.verifier();
        assert!(holds && said.contains("6 entries and 2 roots hold"), "{said}");
    }

    let mut changed = honest.clone();
    let text = changed.entrees[2]["contenu"].as_str().unwrap().replace("dessinee", "papier!!");
    changed.entrees[2]["contenu"] = json!(text);
    changed.refuse(&["entry 3: changed", "no longer leads to the root of 2026-03-16"]);

    let mut text = honest.clone();
    text.entrees[5]["textes"][0]["texte"] = json!("oublié de compter");
    text.refuse(&["entry 6: its text was changed"]);
    text.entrees[5]["textes"] = json!([]);
    text.refuse(&["entry 6: without its text"]);

    let mut removed = honest.clone();
    removed.entrees.remove(1);
    removed.refuse(&["entry 2: removed"]);

    let mut twice = honest.clone();
    twice.entrees.insert(4, twice.entrees[3].clone());
    twice.refuse(&["entry 4: came twice"]);

    // Put back to what it was the day before, root and all: only what was told elsewhere shows it.
    let mut old = known.clone();
    old.entrees.truncate(4);
    old.racines.truncate(1);
    old.refuse(&["entry 5: removed", "entry 6: removed", "the known root of 2026-03-17 is no longer there"]);

    let mut tail = honest.clone();
    tail.entrees.truncate(5);
    tail.refuse(&["no longer leads to the root of 2026-03-17, at rank 6"]);

    let empty = Copie { entrees: vec![], racines: vec![], ..honest.clone() };
    empty.refuse(&["an empty ledger proves nothing"]);

    // Consistent in itself, down to roots signed by a key of its own.
    alter(&suite, "UPDATE emargement.registre SET contenu = replace(contenu, 'dessinee', 'papier!!') WHERE seq = 3")
        .await;
    alter(&suite, RESCELLER).await;
    let mut rewritten = Copie::lire(&suite, &api, &[]).await;
    let texts: Vec<_> = rewritten.racines.iter().map(|root| root["texte"].as_str().unwrap().to_owned()).collect();
    let (key, signatures) = faux(&texts);
    for (root, signature) in rewritten.racines.iter_mut().zip(signatures) {
        root["cle_publique"] = json!(key);
        root["signature"] = json!(signature);
    }
    rewritten.refuse(&["the root of 2026-03-16 is not signed by the noted key"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_suite_names_each_rank_by_its_own_key_and_as_far_as_it_went() {
    let clock = Clock::fixed(t("2026-03-16T17:00:00Z"));
    let (suite, _, _) = deux_jours(&clock).await;
    let api = login(&suite, "controleur").await;
    let honest = verify(&api).await;
    assert_eq!((&honest["intact"], &honest["ruptures"], &honest["entrees"]), (&json!(true), &json!([]), &json!(6)));
    assert!(honest["racines"].as_array().unwrap().iter().all(|root| root["tient"] == true), "{honest}");
    let secret = territoires::Coffre::new(&suite.layout.master_key).secret_de_service(Service::Emargement);
    assert_eq!(honest["cle_publique"], emargement::cle_du_registre(&secret), "the published one");

    alter(&suite, "DELETE FROM emargement.registre_textes; DELETE FROM emargement.registre WHERE seq > 4").await;
    alter(&suite, "DELETE FROM emargement.racines WHERE jour > '2026-03-16'").await;
    let cut = verify(&api).await;
    let missing = json!([{ "rang": 5, "nature": "retiree" }, { "rang": 6, "nature": "retiree" }]);
    assert_eq!((&cut["intact"], &cut["ruptures"]), (&json!(false), &missing));

    alter(&suite, "UPDATE emargement.registre SET contenu = replace(contenu, 'dessinee', 'papier!!') WHERE seq = 3")
        .await;
    alter(&suite, RESCELLER).await;
    let rewritten = verify(&api).await;
    assert_eq!(rewritten["intact"], false, "the roots that were told say otherwise: {rewritten}");
    assert_eq!(rewritten["racines"][0]["tient"], false, "signed by no key of the deployment");

    alter(&suite, "DELETE FROM emargement.registre; DELETE FROM emargement.racines").await;
    let empty = verify(&api).await;
    assert_eq!((&empty["intact"], &empty["premiere_rupture"]), (&json!(false), &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_erasure_cuts_is_cut_and_not_broken() {
    let clock = Clock::fixed(t("2026-03-16T17:00:00Z"));
    let (suite, _, personne) = deux_jours(&clock).await;
    let api = login(&suite, "controleur").await;
    // As the former version sealed it: the reason stands in the entry itself.
    let former = "INSERT INTO emargement.registre SELECT territoire_id, seq + 1, empreinte, c.contenu,
          sha256(empreinte || int8send(seq + 1) || convert_to(c.contenu, 'UTF8')), inscrite_le
        FROM emargement.registre, LATERAL (SELECT json_build_object('fait', 'feuille_rouverte', 'donnees', json_build_object(
          'feuille', (SELECT id FROM emargement.feuilles), 'motif', 'Awa Diallo n''était pas là', 'version', 3))::text AS contenu) c
        WHERE seq = 6";
    alter(&suite, former).await;
    let animation = login(&suite, "animation").await;
    let erase = json!({ "motif": "demande écrite de la personne" });
    animation.post(&format!("/v1/participants/{personne}/effacement"), erase).await.unwrap();
    let cut = |read: &Value| (read["coupees"].as_array()?.len() == 2).then(|| read.clone());
    let read = wait_for(&api, "/v1/registre/verification", cut).await.unwrap();
    assert_eq!((&read["intact"], &read["entrees"]), (&json!(true), &json!(8)), "{read}");
    assert_eq!(read["coupees"], json!([{ "rang": 6, "par": 8 }, { "rang": 7, "par": 8 }]));
    let copy = Copie::lire(&suite, &api, &[]).await;
    assert!(!json!(copy.entrees).to_string().contains("Diallo"));
    let (holds, said) = copy.verifier();
    assert!(holds && said.contains("entry 6: cut, as entry 8 says") && said.contains("entry 7: cut"), "{said}");
    // What nobody said was erased is broken.
    alter(&suite, "UPDATE emargement.registre SET contenu = '' WHERE seq = 2").await;
    let broken = verify(&api).await;
    assert_eq!(broken["ruptures"], json!([{ "rang": 2, "nature": "changee" }]));
    Copie::lire(&suite, &api, &[]).await.refuse(&["entry 2: emptied"]);
}
