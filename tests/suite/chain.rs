//! One person, from the candidature to the bilan, in the words of the seeds.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use plie::demo::{Activite, Dossier, Equipe, Personne, Seance, rendez_vous_sans_depart, rendez_vous_tenu, wait_for};
use serde_json::{Value, json};
use testkit::TestSuite;

const M: Personne =
    Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "63113" };
const G: Personne =
    Personne { nom: "Garnier", prenom: "Gisèle", naissance: "1979-04-11", sexe: "F", commune: "69123" };

fn seance(debut: &'static str, fin: &'static str) -> Seance<'static> {
    Seance { debut, fin }
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

/// The diagnostic interview of G, the commission and the contract, in the PLIE of Lyon.
pub(crate) async fn g_in(equipe: &Equipe) -> Dossier {
    g_of(equipe, G.commune).await
}

/// The same in one of the three PLIEs of the Rhône, of whose towns one is that of G.
async fn g_of(equipe: &Equipe, commune: &'static str) -> Dossier {
    let dossier = equipe.deposer(Personne { commune, ..G }, "2017-02-13", "2017-02-16").await.unwrap();
    let interview = seance("2017-03-02T09:00:00+01:00", "2017-03-02T10:30:00+01:00");
    let id = equipe.prevoir("diagnostic", "Diagnostic", &[&dossier.participant], interview, None).await.unwrap();
    rendez_vous_tenu(&equipe.referent, &id, &[&dossier.participant], interview).await.unwrap();
    equipe.diagnostiquer(&dossier, "2017-03-02").await.unwrap();
    equipe.commission(&[&dossier], "2017-03-16").await.unwrap();
    equipe.contractualiser(&dossier, "2017-03-23").await.unwrap();
    dossier
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_enters_on_three_dates_in_the_three_plie_of_the_rhone() {
    let suite = TestSuite::start().await;
    for (code, commune, expected) in [
        ("lyon", G.commune, "2017-03-16"),
        ("uni-est", "69259", "2017-03-23"),
        ("sud-ouest-lyonnais", "69149", "2017-03-02"),
    ] {
        let equipe = suite.territory(code).await;
        let dossier = g_of(&equipe, commune).await;
        let parcours = equipe.parcours(&dossier).await.unwrap();
        assert_eq!(text(&parcours, "/entree_le"), expected, "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_the_signature_of_the_prescripteur_is_not_filed() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let file = json!({
        "personne": { "nom": "Mercier", "prenom": "Mathieu", "date_naissance": "1980-05-20", "sexe": "M", "commune": "63113" },
        "signatures": [{ "signataire": "participant", "signe_le": "2015-01-12" }], "deposee_le": "2015-01-12",
    });
    let refused = clermont.prescripteur.post("/v1/candidatures", file).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (422, "signature-manquante"));
    assert_eq!(text(&refused.body, "/errors/0/detail"), "signature attendue : prescripteur");
    let listed = clermont.animation.get("/v1/candidatures").await.unwrap();
    assert_eq!(listed["elements"], json!([]), "nothing is half-written");
    let persons = clermont.referent.get("/v1/participants").await.unwrap();
    assert_eq!(persons["elements"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_of_the_file_says_how_it_was_given() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let file = |signatures: Value| {
        let personne = json!({ "nom": "Arnaud", "prenom": "Aline", "date_naissance": "1985-01-10", "sexe": "F" });
        json!({ "personne": personne, "signatures": signatures, "deposee_le": "2026-02-02" })
    };
    let paper = |who: &str, seen: bool| json!({ "signataire": who, "signe_le": "2026-02-02", "mode": { "type": "papier", "attestation": seen } });
    let twice = file(json!([paper("participant", false), paper("prescripteur", true), paper("prescripteur", true)]));
    let refused = lyon.prescripteur.post("/v1/candidatures", twice).await.unwrap_err();
    let at: Vec<_> = refused.body["errors"].as_array().unwrap().iter().map(|one| text(one, "/pointer")).collect();
    assert_eq!(at, ["/signatures/0/mode/attestation", "/signatures/2/signataire"]);
    let drawn = json!({ "signataire": "participant", "signe_le": "2026-02-01", "lieu": "Lyon",
        "mode": { "type": "dessinee", "traits": [[[0, 0], [500, 500]]] } });
    let filed = file(json!([drawn, paper("prescripteur", true)]));
    let filed = lyon.prescripteur.post("/v1/candidatures", filed).await.unwrap();
    let seen = lyon.referent.get(&format!("/v1/candidatures/{}", text(&filed, "/id"))).await.unwrap();
    let told = |rank: usize| (text(&seen, &format!("/signatures/{rank}/mode")), &seen["signatures"][rank]["lieu"]);
    assert_eq!((told(0), told(1)), (("dessinee", &json!("Lyon")), ("papier", &Value::Null)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_signatures_of_three_do_not_engage_and_the_third_does() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let dossier = clermont.deposer(M, "2015-01-12", "2015-01-15").await.unwrap();
    clermont.diagnostiquer(&dossier, "2015-02-05").await.unwrap();
    clermont.commission(&[&dossier], "2015-02-12").await.unwrap();
    let contrat = clermont.referent.post("/v1/contrats", json!({ "candidature": dossier.candidature })).await.unwrap();
    let path = format!("/v1/contrats/{}/signatures", text(&contrat, "/id"));
    let sign = async |who: &str| {
        clermont.referent.post(&path, json!({ "signataire": who, "signe_le": "2015-02-19", "mode": { "type": "papier", "attestation": true } })).await
    };
    sign("participant").await.unwrap();
    let two = sign("referent").await.unwrap();
    assert_eq!((&two["engage_le"], &two["manquantes"]), (&Value::Null, &json!(["direction"])));
    let again = sign("referent").await.unwrap_err();
    assert_eq!(again.status, 409);
    let three = sign("direction").await.unwrap();
    assert_eq!(text(&three, "/engage_le"), "2015-02-19");
    let candidature = clermont.referent.get(&format!("/v1/candidatures/{}", dossier.candidature)).await.unwrap();
    assert_eq!(text(&candidature, "/etat"), "contractualisee");
    assert_eq!(text(&candidature, "/entree_le"), "2015-02-12");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_missed_appointments_call_for_the_prescripteur() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    let d = Personne { nom: "Durand", prenom: "Diane", naissance: "1990-01-01", sexe: "F", commune: "21231" };
    let dossier = dijon.deposer(d, "2021-01-04", "2021-01-05").await.unwrap();
    let path = format!("/v1/candidatures/{}", dossier.candidature);
    let due = |value: &Value| {
        let all = value["echeances"].as_array()?.clone();
        all.into_iter().find(|one| one["regle"] == "absences_avant_entree")
    };
    dijon.rendez_vous_manque(&dossier, seance("2021-01-12T09:00:00+01:00", "2021-01-12T10:00:00+01:00")).await.unwrap();
    dijon.rendez_vous_manque(&dossier, seance("2021-01-19T09:00:00+01:00", "2021-01-19T10:00:00+01:00")).await.unwrap();
    let said = wait_for(&dijon.referent, &path, due).await.unwrap();
    assert!(text(&said, "/explication").starts_with("prescripteur à contacter"), "{said}");
    let followed = dijon.prescripteur.get("/v1/candidatures/suivies").await.unwrap();
    assert_eq!(followed["elements"][0]["rendez_vous_manques_depuis"], "2021-01-19", "the prescripteur is told too");
    let kept = seance("2021-01-26T09:00:00+01:00", "2021-01-26T10:00:00+01:00");
    let id = dijon.prevoir("diagnostic", "Diagnostic", &[&dossier.participant], kept, None).await.unwrap();
    rendez_vous_tenu(&dijon.referent, &id, &[&dossier.participant], kept).await.unwrap();
    assert!(
        due(&dijon.referent.get(&path).await.unwrap()).is_some(),
        "an appointment kept later does not erase the trace"
    );
    let call = async |abouti: bool| {
        let call = json!({ "avec": "prescripteur", "le": "2021-01-27", "moyen": "telephone", "abouti": abouti });
        dijon.referent.post(&format!("{path}/contacts"), call).await.unwrap();
        dijon.referent.get(&path).await.unwrap()
    };
    assert!(due(&call(false).await).is_some(), "nobody answered");
    let reached = call(true).await;
    assert_eq!(due(&reached), None);
    assert_eq!(reached["prescripteur_a_contacter_le"], "2021-01-19", "the trace stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_person_of_an_appointment_counts_for_themselves_and_an_excuse_is_not_a_miss() {
    let suite = TestSuite::start().await;
    let dijon = suite.territory("dijon").await;
    let person = |prenom, naissance| Personne { nom: "Durand", prenom, naissance, sexe: "F", commune: "21231" };
    let diane = dijon.deposer(person("Diane", "1990-01-01"), "2021-01-04", "2021-01-05").await.unwrap();
    let elise = dijon.deposer(person("Elise", "1992-07-14"), "2021-01-04", "2021-01-05").await.unwrap();
    let both = [diane.participant.as_str(), elise.participant.as_str()];
    let absent = async |id: &str, participant: &str, motif: Value| {
        let path = format!("/v1/rendez-vous/{id}/absences");
        dijon.referent.post(&path, json!({ "participant": participant, "motif": motif })).await.unwrap();
    };
    let close = async |id: &str| {
        dijon.referent.post(&format!("/v1/rendez-vous/{id}/cloture"), json!({})).await.unwrap();
    };

    let first = seance("2021-01-12T09:00:00+01:00", "2021-01-12T10:00:00+01:00");
    let collective = dijon.prevoir("diagnostic", "Diagnostic collectif", &both, first, None).await.unwrap();
    absent(&collective, &diane.participant, json!("sante")).await;
    absent(&collective, &elise.participant, Value::Null).await;
    close(&collective).await;
    let second = seance("2021-01-19T09:00:00+01:00", "2021-01-19T10:00:00+01:00");
    let workshop = dijon.prevoir("atelier", "Atelier mobilité", &both, second, None).await.unwrap();
    absent(&workshop, &diane.participant, Value::Null).await;
    absent(&workshop, &elise.participant, Value::Null).await;
    close(&workshop).await;

    let path = |dossier: &Dossier| format!("/v1/candidatures/{}", dossier.candidature);
    let told = |value: &Value| value["prescripteur_a_contacter_le"].as_str().map(Value::from);
    assert_eq!(wait_for(&dijon.referent, &path(&elise), told).await.unwrap(), "2021-01-19");
    let excused = dijon.referent.get(&path(&diane)).await.unwrap();
    assert_eq!(told(&excused), None, "she missed the workshop, and said why she did not come before");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_document_there_is_no_exit_and_with_it_the_exit_is_confirmed_after_six_months() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let c = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };
    let dossier = chalon.deposer(c, "2018-05-14", "2018-05-17").await.unwrap();
    chalon.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    chalon.commission(&[&dossier], "2018-06-07").await.unwrap();
    let parcours = chalon.parcours(&dossier).await.unwrap();
    let parcours = format!("/v1/parcours/{}", text(&parcours, "/id"));
    let cdi = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2019-04-01", "employeur": "Boulangerie Perrin" });
    let sortie = chalon.referent.post(&format!("{parcours}/sorties"), cdi).await.unwrap();
    let exit = format!("/v1/sorties/{}", text(&sortie, "/id"));
    let refused = chalon.animation.post(&format!("{exit}/confirmation"), json!({})).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "piece-manquante"));
    assert_eq!(text(&chalon.referent.get(&parcours).await.unwrap(), "/etat"), "suivi_emploi", "C stays");
    let piece = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
    let piece = chalon.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), piece).await.unwrap();
    let proof = json!({ "piece": piece["id"], "recu_le": "2019-04-20" });
    chalon.referent.post(&format!("{exit}/justificatif"), proof).await.unwrap();
    let confirmed = chalon.animation.post(&format!("{exit}/confirmation"), json!({})).await.unwrap();
    assert_eq!((text(&confirmed, "/etat"), text(&confirmed, "/acquise_le")), ("confirmee", "2019-10-01"));
    assert_eq!(text(&chalon.referent.get(&parcours).await.unwrap(), "/etat"), "sorti");
    let candidature = format!("/v1/candidatures/{}", dossier.candidature);
    let over = |one: &Value| one["suivi_termine_le"].as_str().map(Into::into);
    assert_eq!(wait_for(&chalon.referent, &candidature, over).await.unwrap(), "2019-10-01");
    let d = Personne { nom: "Durand", prenom: "Denis", naissance: "1979-03-11", sexe: "M", commune: "71076" };
    let next = chalon.deposer(d, "2019-11-04", "2019-11-04").await.unwrap().candidature;
    let other = chalon.recruter("Dominique", "referent", None).await.unwrap();
    let among =
        json!({ "affectee_le": "2019-11-05", "parmi": [chalon.referent_id, other], "remplace": chalon.referent_id });
    let assigned = chalon.animation.post(&format!("/v1/candidatures/{next}/affectation"), among).await.unwrap();
    assert_eq!(text(&assigned, "/referent"), chalon.referent_id, "who left weighs on nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn six_months_in_an_aci_take_two_bilans_and_its_operator_sees_no_other_participant() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let g = g_in(&lyon).await;
    let parcours = lyon.parcours(&g).await.unwrap();
    let step = |operateur: &str| json!({ "nature": "aci", "operateur": operateur, "intitule": "Espaces verts", "debut": "2017-05-01", "fin_prevue": "2017-10-31" });
    let path = format!("/v1/parcours/{}/etapes", text(&parcours, "/id"));
    let own = lyon.referent.post(&path, step(&lyon.operateur_structure)).await.unwrap();
    let neighbour = json!({ "nom": "Chantier du Rhône", "nature": "aci", "siret": null });
    let neighbour = text(&lyon.admin.post("/v1/structures", neighbour).await.unwrap(), "/id").to_owned();
    let other = lyon.referent.post(&path, step(&neighbour)).await.unwrap();
    let url = |etape: &Value| format!("/v1/etapes/{}", text(etape, "/id"));
    lyon.confier(&g.participant, text(&own, "/id"), "2017-04-20").await.unwrap();
    lyon.operateur.post(&format!("{}/demarrage", url(&own)), json!({ "le": "2017-05-01" })).await.unwrap();
    let held = lyon.operateur.post(&format!("{}/bilans", url(&own)), json!({ "tenu_le": "2017-07-10" })).await.unwrap();
    assert_eq!(text(&held, "/echeances/0/explication"), "1 bilan tripartite tenu sur 2");
    let bilans = &held["suivi_bilans"];
    assert_eq!((&bilans["attendus"], &bilans["tenus"], &bilans["restants"]), (&json!(2), &json!(1), &json!(1)));
    let query = format!("/v1/echeances?regle=bilans_tripartites&participant={}", g.participant);
    let listed = lyon.referent.get(&query).await.unwrap();
    assert_eq!(listed["elements"][0]["raison"], bilans["prochain"]["raison"], "the list says the same");
    assert_eq!(listed["elements"][0]["limite"], bilans["prochain"]["limite"]);
    assert_eq!(lyon.operateur.get(&url(&other)).await.unwrap_err().status, 404);
    let refused =
        lyon.operateur.post(&format!("{}/demarrage", url(&other)), json!({ "le": "2017-05-01" })).await.unwrap_err();
    assert_eq!(refused.status, 404);
    let seen = lyon.operateur.get("/v1/etapes").await.unwrap();
    assert_eq!(seen["elements"].as_array().unwrap().len(), 1);
    let broken = json!({ "le": "2017-10-15", "motif": "emploi trouvé" });
    let rompue = lyon.operateur.post(&format!("{}/rupture", url(&own)), broken).await.unwrap();
    assert_eq!((text(&rompue, "/etat"), text(&rompue, "/motif")), ("rompue", "emploi trouvé"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bilan_of_clermont_counts_m_and_the_certified_hours() {
    let suite = TestSuite::start().await;
    let clermont = suite.territory("clermont").await;
    let operation = json!({
        "numero": "201500077", "intitule": "Accompagnement à l'emploi", "programme": "fse_2014_2020", "debut": "2015-01-01",
        "fin": "2015-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "25899.60",
    });
    let operation = clermont.gestionnaire.post("/v1/operations", operation).await.unwrap();
    assert_eq!(text(&operation, "/montant_fse"), "15539.76");
    let operation = text(&operation, "/id").to_owned();
    let cost = json!({ "agent": clermont.referent_id, "cout_annuel": "43000.00", "etp": "1" });
    clermont.gestionnaire.post(&format!("/v1/operations/{operation}/agents"), cost).await.unwrap();

    let dossier = clermont.deposer(M, "2015-01-12", "2015-01-15").await.unwrap();
    clermont.diagnostiquer(&dossier, "2015-02-05").await.unwrap();
    clermont.commission(&[&dossier], "2015-02-12").await.unwrap();
    participation(&clermont, &operation, &dossier).await;

    // One interview proved, a second one that lacks the person's departure.
    let proved = seance("2015-03-03T09:00:00+01:00", "2015-03-03T11:00:00+01:00");
    let id = clermont.prevoir("entretien", "Suivi", &[&dossier.participant], proved, Some(&operation)).await.unwrap();
    rendez_vous_tenu(&clermont.referent, &id, &[&dossier.participant], proved).await.unwrap();
    unproved(&clermont, &operation, &dossier).await;
    let bilan = Activite { categorie: "administratif", libelle: "bilan" };
    let activity = bilan.de_huit_heures("2015-03-05", 90, Some(&operation));
    clermont.referent.post("/v1/activites", activity).await.unwrap();
    certify(&clermont, "2015-03-01").await;

    let path = format!("/v1/operations/{operation}/bilan");
    let bilan = wait_for(&clermont.gestionnaire, &path, |bilan| (bilan["temps"] != json!([])).then(|| bilan.clone()))
        .await
        .unwrap();
    let figure = |code: &str| {
        let all = bilan["indicateurs"].as_array().unwrap();
        let one = all.iter().find(|one| one["code"] == code).unwrap();
        (one["compte"]["femmes"].as_u64().unwrap(), one["compte"]["hommes"].as_u64().unwrap())
    };
    for code in ["CO01", "CO02", "CO10", "CR04"] {
        assert_eq!(figure(code), (0, 1), "{code}");
    }
    assert_eq!(bilan["participants"], json!({ "femmes": 0, "hommes": 1 }));
    // 2 h + 1 h + 1 h 30 at 25.00 €; the hour without signature is at risk.
    assert_eq!(bilan["temps"][0]["minutes"], 270);
    assert_eq!(text(&bilan, "/couts/personnel"), "112.50");
    assert_eq!(text(&bilan, "/couts/fse"), "67.50");
    assert_eq!(text(&bilan, "/couts/risque/fse"), "15.00");
    workbook(&suite, &clermont, &format!("{path}.xlsx")).await;
}

async fn participation(clermont: &Equipe, operation: &str, dossier: &Dossier) {
    let enters = json!({ "participant": dossier.participant, "entree_le": "2015-02-12" });
    let path = format!("/v1/operations/{operation}/participations");
    let participation = clermont.referent.post(&path, enters.clone()).await.unwrap();
    assert_eq!(clermont.referent.post(&path, enters).await.unwrap_err().status, 409, "one person, one operation");
    let path = format!("/v1/participations/{}", text(&participation, "/id"));
    let entry = json!({
        "recueilli_le": "2015-02-12", "situation": "chomeur", "inscrit_france_travail": true, "mois_sans_emploi": 20, "en_formation": false, "niveau": "cap_bep",
        "handicap": "non", "minima_sociaux": "refus_de_repondre", "sans_domicile": "non", "origine_etrangere": "non",
    });
    clermont.referent.post(&format!("{path}/questionnaire-entree"), entry).await.unwrap();
    let exit = json!({ "sortie_le": "2015-09-01", "observe_le": "2015-09-10", "situation": "emploi_durable" });
    clermont.referent.post(&format!("{path}/questionnaire-sortie"), exit).await.unwrap();
}

async fn unproved(clermont: &Equipe, operation: &str, dossier: &Dossier) {
    let meeting = seance("2015-03-04T09:00:00+01:00", "2015-03-04T10:00:00+01:00");
    let id = clermont.prevoir("entretien", "Suivi", &[&dossier.participant], meeting, Some(operation)).await.unwrap();
    let ended = rendez_vous_sans_depart(&clermont.referent, &id, &dossier.participant, meeting).await.unwrap();
    assert_eq!(ended["presences"][0]["manque"], json!(["signature de départ du participant"]));
}

/// The employee signs, then the superior.
async fn certify(equipe: &Equipe, mois: &str) {
    let sheet = equipe.referent.post("/v1/feuilles", json!({ "mois": mois })).await.unwrap();
    let path = format!("/v1/feuilles/{}/signatures", text(&sheet, "/id"));
    let first = equipe.direction.post(&path, json!({})).await.unwrap_err();
    assert_eq!(first.slug(), "transition-interdite", "the employee signs first");
    equipe.referent.post(&path, json!({})).await.unwrap();
    let certified = equipe.direction.post(&path, json!({})).await.unwrap();
    assert_eq!(text(&certified, "/etat"), "certifiee");
}

/// The same figures in the workbook that a person opens.
async fn workbook(suite: &TestSuite, clermont: &Equipe, path: &str) {
    let answer =
        suite.http.get(format!("{}{path}", suite.url)).bearer_auth(clermont.gestionnaire.token()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes().await.unwrap().to_vec())).unwrap();
    let sheets = ["Synthèse", "Indicateurs", "Participations", "Personnes comptées", "Temps certifié"];
    assert_eq!(workbook.sheet_names(), sheets);
    let summary = workbook.worksheet_range("Synthèse").unwrap();
    let value = |label: &str| {
        let row = summary.rows().find(|row| row[0] == Data::String(label.to_owned())).unwrap();
        row[1].clone()
    };
    assert_eq!(value("Montant FSE (€)"), Data::Float(67.5));
    assert_eq!(value("Numéro"), Data::String("201500077".to_owned()));
    let time = workbook.worksheet_range("Temps certifié").unwrap();
    let (Data::String(agent), Data::DateTime(_)) = (&time[(1, 0)], &time[(1, 1)]) else {
        panic!("{:?}", time.rows().nth(1))
    };
    assert!(agent.contains(' ') && !agent.contains('-'), "{agent} is a name");
}
