//! A person's file: dated facts, corrections that overwrite nothing, pièces and verdicts on the day that
//! mattered.

use kernel::Clock;
use plie::demo::{Api, Equipe};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, t};

async fn person(api: &Api) -> String {
    let body = json!({
        "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F", "telephone": "0612345678",
        "etat_civil": { "nom_naissance": "Konaté", "pays_naissance": "FR", "commune_naissance": "2A004",
            "nationalite": "francaise", "identifiant_france_travail": "7612345a", "niveau_formation": "cap_bep",
            "menage": { "adultes": 1, "enfants_a_charge": 2 }, "langues": [{ "code": "wo", "niveau": "maternelle" }] },
    });
    let created = api.post("/v1/participants", body).await.unwrap();
    assert_eq!(created["telephone"], "06 12 34 56 78");
    assert_eq!(created["etat_civil"]["identifiant_france_travail"], "7612345A");
    created["id"].as_str().unwrap().to_owned()
}

fn adresse() -> Value {
    json!({ "voie": "12 rue des Lilas", "code_postal": "71100", "commune": "71076", "qpv": "QN07101M",
        "depuis": "2024-03-01", "source": "facture" })
}

fn rsa(depuis: &str) -> Value {
    json!({ "code": "rsa", "reponse": "oui", "depuis": depuis, "source": "attestation" })
}

async fn refused(api: &Api, path: &str, body: Value) -> (String, String) {
    let refusal = api.post(path, body).await.unwrap_err();
    assert_eq!(refusal.status, 422, "{}", refusal.body);
    let first = &refusal.body["errors"][0];
    (first["pointer"].as_str().unwrap().to_owned(), first["detail"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_telephone_leaves_the_rest_of_the_file_and_what_is_null_is_removed() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let id = person(&lyon.referent).await;
    let url = format!("{}/v1/participants/{id}", suite.url);
    let patch = async |version: u32, body: Value| {
        let request = suite.http.patch(&url).bearer_auth(lyon.referent.token()).json(&body);
        let answer = request.header("If-Match", format!("\"{version}\"")).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let before = lyon.referent.get(&format!("/v1/participants/{id}")).await.unwrap();
    let (status, after) = patch(1, json!({ "telephone": "0798765432" })).await;
    assert_eq!((status, &after["telephone"]), (200, &json!("07 98 76 54 32")), "{after}");
    for field in ["nom", "prenom", "date_naissance", "sexe", "commune", "courriel", "etat_civil"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    let (_, after) = patch(2, json!({ "etat_civil": { "menage": { "enfants_a_charge": 3 } } })).await;
    assert_eq!(after["etat_civil"]["menage"], json!({ "adultes": 1, "enfants_a_charge": 3 }));
    assert_eq!(after["etat_civil"]["langues"], before["etat_civil"]["langues"]);
    let (_, after) = patch(3, json!({ "telephone": null, "etat_civil": { "menage": null } })).await;
    assert_eq!((&after["telephone"], &after["etat_civil"]["menage"]), (&Value::Null, &Value::Null));
    assert_eq!(after["etat_civil"]["nom_naissance"], "Konaté");
    for (body, pointer) in [
        (json!({ "nom": null }), "/nom"),
        (json!({ "sexe": "X" }), "/sexe"),
        (json!({ "etat_civil": { "commune_naissance": null } }), "/etat_civil/commune_naissance"),
        (json!({ "date_naissance": "1884-05-20" }), "/date_naissance"),
    ] {
        let (status, refused) = patch(4, body).await;
        assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!(pointer)), "{refused}");
    }
    let (status, unchanged) = patch(4, json!({})).await;
    assert_eq!((status, &unchanged["version"]), (200, &json!(4)));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_born_where_civil_status_says_though_the_place_is_no_more() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    for (pays, commune, kept) in [
        ("FR", json!("91182"), "FR"),
        ("RE", json!("97411"), "FR"),
        ("MQ", json!("97209"), "FR"),
        ("YU", Value::Null, "YU"),
        ("SU", Value::Null, "SU"),
    ] {
        let body = json!({
            "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F",
            "etat_civil": { "pays_naissance": pays, "commune_naissance": commune },
        });
        let opened = chalon.referent.post("/v1/participants", body).await.unwrap();
        assert_eq!(opened["etat_civil"]["pays_naissance"], kept, "{opened}");
        assert_eq!(opened["etat_civil"]["commune_naissance"], commune, "{opened}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_identifier_is_checked_and_the_refusal_says_what_was_expected() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let base = |etat_civil: Value| json!({ "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F", "etat_civil": etat_civil });
    for (etat_civil, pointer, expected) in [
        (
            json!({ "identifiant_france_travail": "761234A" }),
            "/etat_civil/identifiant_france_travail",
            "7 chiffres et une lettre",
        ),
        (json!({ "pays_naissance": "FR" }), "/etat_civil/commune_naissance", "née en France"),
        (
            json!({ "pays_naissance": "DZ", "commune_naissance": "2A004" }),
            "/etat_civil/pays_naissance",
            "attend le pays FR",
        ),
        (json!({ "pays_naissance": "ZZ" }), "/etat_civil/pays_naissance", "code ISO 3166-1"),
        (json!({ "pays_naissance": "RE" }), "/etat_civil/commune_naissance", "née en France"),
        (
            json!({ "pays_naissance": "FR", "commune_naissance": "78182" }),
            "/etat_civil/commune_naissance",
            "aujourd'hui Évry-Courcouronnes (91228)",
        ),
        (json!({ "nir": "295109912611193" }), "/etat_civil/nir", "champ inconnu"),
    ] {
        let (at, detail) = refused(&chalon.referent, "/v1/participants", base(etat_civil)).await;
        assert_eq!(at, pointer);
        assert!(detail.contains(expected), "{detail}");
    }
    let id = person(&chalon.referent).await;
    let path = format!("/v1/participants/{id}/adresses");
    for (change, pointer, expected) in [
        (json!({ "code_postal": "71000" }), "/code_postal", "Chalon-sur-Saône : attendu 71100"),
        (json!({ "commune": "91182" }), "/commune", "aujourd'hui Évry-Courcouronnes (91228)"),
        (json!({ "qpv": "QP071003" }), "/qpv", "l'autre millésime"),
        (json!({ "qpv": "QN071" }), "/qpv", "millésime 2015"),
        (json!({ "jusqua": "2024-02-29" }), "/jusqua", "le 01/03/2024 ou plus tard"),
        (json!({ "depuis": "2099-01-01" }), "/depuis", "futur"),
    ] {
        let mut body = adresse();
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let (at, detail) = refused(&chalon.referent, &path, body).await;
        assert_eq!(at, pointer);
        assert!(detail.contains(expected), "{detail}");
    }
    let mut unknown = rsa("2026-01-01");
    unknown["code"] = json!("millionnaire");
    let (at, detail) = refused(&chalon.referent, &format!("/v1/participants/{id}/situations"), unknown).await;
    assert_eq!(at, "/code");
    assert!(detail.contains("rsa, ass, aah"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_a_day_is_what_was_known_that_day_whatever_was_corrected_since() {
    let clock = Clock::fixed(t("2026-02-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let Equipe { referent, .. } = suite.territory("grand-chalon").await;
    let id = person(&referent).await;
    referent.post(&format!("/v1/participants/{id}/adresses"), adresse()).await.unwrap();
    let first = referent.post(&format!("/v1/participants/{id}/situations"), rsa("2025-11-01")).await.unwrap();

    clock.set(t("2026-02-02T09:05:00Z"));
    let correction = format!("/v1/situations/{}/correction", first["id"].as_str().unwrap());
    let right = json!({ "fait": rsa("2026-01-01"), "motif": "date lue sur la notification" });
    let second = referent.post(&correction, right.clone()).await.unwrap();
    assert_eq!((&second["remplace"], &second["motif"]), (&first["id"], &json!("date lue sur la notification")));
    let twice = referent.post(&correction, right).await.unwrap_err();
    assert_eq!(twice.status, 409, "the correction is corrected, not the fact again");

    let path = |query: &str| format!("/v1/participants/{id}/situations{query}");
    let now = referent.get(&path("")).await.unwrap();
    assert_eq!(now.as_array().unwrap().len(), 1);
    assert_eq!(now[0]["depuis"], "2026-01-01");
    assert_eq!(referent.get(&path("?au=2025-12-01")).await.unwrap(), json!([]), "RSA did not hold in December");
    let before = referent.get(&path("?au=2025-12-01&connu_au=2026-02-01")).await.unwrap();
    assert_eq!(before, json!([]), "nothing was known the day before");
    let tomorrow = referent.get(&path("?connu_au=2026-02-03")).await.unwrap_err();
    assert_eq!(tomorrow.status, 422);
    let file = referent.get(&format!("/v1/participants/{id}/dossier?au=2026-02-02")).await.unwrap();
    assert_eq!(file["adresse"]["epci"], "CA Le Grand Chalon");
    assert_eq!(file["situations"][0]["code"], "rsa");
}

async fn eligible(referent: &Api, id: &str, query: &str) -> (String, Value) {
    let verdict = referent.get(&format!("/v1/participants/{id}/eligibilite{query}")).await.unwrap();
    (verdict["etat"].as_str().unwrap().to_owned(), verdict)
}

#[tokio::test(flavor = "multi_thread")]
async fn eligibility_is_replayed_on_the_day_that_mattered_with_its_pieces() {
    let suite = TestSuite::start().await;
    let Equipe { referent, .. } = suite.territory("grand-chalon").await;
    let id = person(&referent).await;
    referent.post(&format!("/v1/participants/{id}/adresses"), adresse()).await.unwrap();
    referent.post(&format!("/v1/participants/{id}/situations"), rsa("2026-01-01")).await.unwrap();
    assert_eq!(eligible(&referent, &id, "?au=2026-02-12").await.0, "preuve_manquante");

    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let piece = referent.post(&format!("/v1/participants/{id}/pieces"), asked).await.unwrap();
    let state = format!("/v1/pieces/{}/etat", piece["id"].as_str().unwrap());
    let early = referent.post(&state, json!({ "etat": "retournee", "motif": "illisible" })).await.unwrap_err();
    assert_eq!(early.status, 409, "what was not received cannot be given back");
    let undated = referent.post(&state, json!({ "etat": "acceptee" })).await.unwrap_err();
    assert_eq!(undated.body["errors"][0]["pointer"], "/date_document");
    referent.post(&state, json!({ "etat": "recue", "date_document": "2026-01-15" })).await.unwrap();
    let silent = referent.post(&state, json!({ "etat": "retournee" })).await.unwrap_err();
    assert_eq!(silent.body["errors"][0]["pointer"], "/motif");
    assert_eq!(eligible(&referent, &id, "?au=2026-02-12").await.0, "preuve_manquante", "nobody has checked it");
    referent.post(&state, json!({ "etat": "acceptee" })).await.unwrap();
    let home = json!({ "kind": "justificatif_domicile", "date_document": "2026-01-05", "recue_le": "2026-01-20" });
    referent.post(&format!("/v1/participants/{id}/pieces"), home).await.unwrap();

    let (etat, verdict) = eligible(&referent, &id, "?au=2026-02-12").await;
    assert_eq!(etat, "rempli", "{verdict}");
    let criterion =
        |code: &str| verdict["criteres"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
    assert_eq!(criterion("residence")["faits"][0]["valeur"], "Chalon-sur-Saône (71076)");
    assert_eq!(criterion("qpv")["etat"], "rempli", "the address tells the quartier: nobody typed it");
    assert_eq!(criterion("qpv")["faits"][0]["valeur"], "depuis le 01/03/2024, source : adresse, quartier QN07101M");
    // Ninety days after the notice, and one more.
    let rsa_on = async |jour: &str| {
        let (_, verdict) = eligible(&referent, &id, &format!("?au={jour}")).await;
        let all = verdict["criteres"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["code"] == "rsa").unwrap()["etat"].clone()
    };
    assert_eq!(rsa_on("2026-04-15").await, "rempli");
    assert_eq!(rsa_on("2026-04-16").await, "preuve_manquante");
    let judged = referent.get(&format!("/v1/participants/{id}/pieces?evenement=entree&le=2026-04-16")).await.unwrap();
    assert_eq!(judged[0]["verdict"]["valeur"], "perimee");
    let before = format!("/v1/participants/{id}/eligibilite?au=2026-02-12&connu_au=2026-01-31");
    let before = referent.get(&before).await.unwrap_err();
    assert_eq!(before.body["errors"][0]["detail"], "le dossier n'était pas encore ouvert ce jour-là");
}

#[tokio::test(flavor = "multi_thread")]
async fn eligibility_for_the_fund_is_another_verdict() {
    let suite = TestSuite::start().await;
    let Equipe { referent, .. } = suite.territory("grand-chalon").await;
    let id = person(&referent).await;
    let path = format!("/v1/participants/{id}/eligibilite-fse?au=2026-03-02&debut=2026-01-01&fin=2026-12-31");
    assert_eq!(referent.get(&path).await.unwrap()["etat"], "inconnu", "no address, no status");
    referent.post(&format!("/v1/participants/{id}/adresses"), adresse()).await.unwrap();
    let registered =
        json!({ "code": "inscrit_france_travail", "reponse": "oui", "depuis": "2025-06-01", "source": "attestation" });
    referent.post(&format!("/v1/participants/{id}/situations"), registered).await.unwrap();
    let verdict = referent.get(&path).await.unwrap();
    assert_eq!(verdict["etat"], "rempli", "{verdict}");
    assert_ne!(eligible(&referent, &id, "?au=2026-03-02").await.0, "rempli", "the PLIE still waits for proofs");
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << >> endobj\n";

async fn send(suite: &TestSuite, api: &Api, piece: &str, bytes: &'static [u8]) -> (u16, Value) {
    let url = format!("{}/v1/pieces/{piece}/contenu", suite.url);
    let answer = suite.http.put(url).bearer_auth(api.token()).body(bytes).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_recognised_by_its_bytes_and_served_as_a_download_only() {
    let suite = TestSuite::start().await;
    let (chalon, lyon) = (suite.territory("grand-chalon").await, suite.territory("lyon").await);
    let id = person(&chalon.referent).await;
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let piece = chalon.referent.post(&format!("/v1/participants/{id}/pieces"), asked).await.unwrap();
    let piece = piece["id"].as_str().unwrap();
    let (status, body) = send(&suite, &chalon.referent, piece, b"<html><script>alert(1)</script></html>").await;
    assert_eq!((status, body["slug"].as_str().unwrap()), (415, "type-non-pris-en-charge"));
    assert_eq!(send(&suite, &lyon.referent, piece, PDF).await.0, 404, "another territory's pièce does not exist");
    assert_eq!(send(&suite, &chalon.direction, piece, PDF).await.0, 403);
    let (status, body) = send(&suite, &chalon.referent, piece, PDF).await;
    assert_eq!((status, &body["etat"]), (200, &json!("recue")), "{body}");
    assert_eq!(body["contenu"]["type_mime"], "application/pdf");
    let url = format!("{}/v1/pieces/{piece}/contenu", suite.url);
    let opened = suite.http.get(&url).bearer_auth(chalon.referent.token()).send().await.unwrap();
    let header = |name: &str| opened.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-disposition"), format!("attachment; filename=\"piece-{piece}.pdf\""));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(opened.bytes().await.unwrap(), PDF);
    let stranger = suite.http.get(&url).bearer_auth(lyon.referent.token()).send().await.unwrap();
    assert_eq!(stranger.status(), 404);
    let kept: Vec<_> = walk(suite.files.path());
    assert_eq!(kept.len(), 1, "what was refused left nothing: {kept:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

/// An antivirus that finds something in what contains `EICAR`.
pub(crate) async fn clamd() -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut command = [0; 10];
            socket.read_exact(&mut command).await.unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut seen = Vec::new();
            loop {
                let size = socket.read_u32().await.unwrap();
                if size == 0 {
                    break;
                }
                let mut chunk = vec![0; usize::try_from(size).unwrap()];
                socket.read_exact(&mut chunk).await.unwrap();
                seen.extend(chunk);
            }
            let infected = seen.windows(5).any(|window| window == b"EICAR");
            let answer: &[u8] = if infected { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
            socket.write_all(answer).await.unwrap();
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_antivirus_finds_opens_for_nobody_and_another_file_can_come() {
    let antivirus = Some(clamd().await);
    let suite = TestSuite::with(Options { antivirus, ..Options::default() }).await;
    let Equipe { referent, .. } = suite.territory("grand-chalon").await;
    let id = person(&referent).await;
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let piece = referent.post(&format!("/v1/participants/{id}/pieces"), asked).await.unwrap();
    let piece = piece["id"].as_str().unwrap();
    let (_, infected) = send(&suite, &referent, piece, b"%PDF-1.7 EICAR").await;
    assert_eq!(infected["contenu"]["analyse"], "quarantaine");
    let refused = referent.get(&format!("/v1/pieces/{piece}/contenu")).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "fichier-en-quarantaine"));
    let (_, clean) = send(&suite, &referent, piece, PDF).await;
    assert_eq!(clean["contenu"]["analyse"], "sain");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_is_told_as_it_was_known_and_another_file_is_to_be_checked_again() {
    let clock = Clock::fixed(t("2026-02-02T09:00:00Z"));
    let suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    suite.territory("grand-chalon").await;
    let login =
        async || suite.anonymous().login("referent@grand-chalon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    let referent = login().await;
    let id = person(&referent).await;
    let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
    let piece = referent.post(&format!("/v1/participants/{id}/pieces"), asked).await.unwrap();
    let piece = piece["id"].as_str().unwrap();

    clock.set(t("2026-02-03T09:00:00Z"));
    let referent = login().await;
    let (_, first) = send(&suite, &referent, piece, PDF).await;
    let accepted = json!({ "etat": "acceptee", "date_document": "2026-01-20" });
    referent.post(&format!("/v1/pieces/{piece}/etat"), accepted).await.unwrap();
    assert_eq!(send(&suite, &referent, piece, PDF).await.1["etat"], "acceptee", "the very file again");

    clock.set(t("2026-02-05T09:00:00Z"));
    let referent = login().await;
    let (_, second) = send(&suite, &referent, piece, b"%PDF-1.7\n2 0 obj << >> endobj\n").await;
    assert_eq!(
        (&second["etat"], &second["recue_le"]),
        (&json!("recue"), &json!("2026-02-05")),
        "nobody has checked it"
    );
    let known = async |jour: &str| {
        let file = referent.get(&format!("/v1/participants/{id}/dossier?connu_au={jour}")).await.unwrap();
        file["pieces"][0].clone()
    };
    let asked = known("2026-02-02").await;
    assert_eq!((&asked["etat"], &asked["contenu"], &asked["sha256"]), (&json!("demandee"), &Value::Null, &Value::Null));
    let accepted = known("2026-02-04").await;
    assert_eq!((&accepted["etat"], &accepted["date_document"]), (&json!("acceptee"), &json!("2026-01-20")));
    assert_eq!((&accepted["sha256"], &accepted["contenu"]["sha256"]), (&first["sha256"], &first["sha256"]));
    let now = known("2026-02-05").await;
    assert_eq!((&now["etat"], &now["sha256"]), (&json!("recue"), &second["sha256"]));
}
