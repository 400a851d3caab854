//! What is left of a person whose file was erased: in no table, no key of Redis and no file.

use std::{collections::BTreeSet, fs, path::Path};

use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::Clock;
use plie::demo::{Equipe, wait_for};
use serde_json::{Value, json};
use testkit::{Options, TestSuite, id, t};

use crate::{events::until, screens::patched};

/// In no commune, no code and no text of the suite.
const NOM: &str = "Zyxwvuts";

/// How each thing that is known of the person may be written.
const MARQUES: [&str; 14] = [
    NOM,
    "Quetzalina",
    "Wxyzabel",
    "1971-03-27",
    "27/03/1971",
    "1971-04-27",
    "0698765432",
    "06 98 76 54 32",
    "698765432",
    "quetzalina@perdu.example",
    "7698765Q",
    "2 71 03 69 123 456 78",
    "271036912345678",
    "Second-Qui-Sait",
];

/// A text about the person, with a number that they should never have given.
fn dit(quoi: &str) -> String {
    format!("{quoi} {NOM}, 2 71 03 69 123 456 78")
}

#[derive(diesel::QueryableByName)]
struct Colonne {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    colonne: String,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The columns of every table of the base, whoever owns it, of which a row has one of these marks of the person.
pub(crate) async fn colonnes(admin: &mut AsyncPgConnection, marques: &[&str]) -> BTreeSet<String> {
    let every = "SELECT format('%I.%I', n.nspname, c.relname) AS table, format('%I', a.attname) AS colonne
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped
          AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";
    let all: Vec<Colonne> = diesel::sql_query(every).load(admin).await.unwrap();
    assert!(all.len() > 300, "{} columns: the base was not found", all.len());
    let mut found = BTreeSet::new();
    for Colonne { table, colonne } in all {
        let says: Vec<_> = marques
            .iter()
            .flat_map(|marque| [(*marque).to_owned(), hex(marque)])
            .map(|marque| format!("{colonne}::text ILIKE '%{marque}%'"))
            .collect();
        let query = format!("SELECT count(*) AS n FROM {table} WHERE {}", says.join(" OR "));
        if diesel::sql_query(query).get_result::<Count>(admin).await.unwrap().n > 0 {
            found.insert(format!("{table}.{colonne}"));
        }
    }
    found
}

/// As a column of bytes is written.
fn hex(text: &str) -> String {
    kernel::hexadecimal(text.as_bytes())
}

fn says(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    MARQUES.iter().any(|marque| text.contains(&marque.to_lowercase()))
}

/// The files of the store that say something of the person.
fn fichiers(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fichiers(&path, found);
        } else if says(&fs::read(&path).unwrap()) || says(path.to_string_lossy().as_bytes()) {
            found.push(path.display().to_string());
        }
    }
}

/// The keys of the suite in Redis that say something of the person, by their name or by what they hold.
async fn cles(suite: &TestSuite) -> Vec<String> {
    let client = redis::Client::open(suite.layout.redis.as_str()).unwrap();
    let mut redis = client.get_multiplexed_async_connection().await.unwrap();
    let pattern = format!("{}*", suite.layout.redis_prefix);
    let keys: Vec<String> = redis::cmd("KEYS").arg(pattern).query_async(&mut redis).await.unwrap();
    let mut found = Vec::new();
    for key in keys {
        let kind: String = redis::cmd("TYPE").arg(&key).query_async(&mut redis).await.unwrap();
        let read = match kind.as_str() {
            "string" => redis::cmd("GET").arg(&key).clone(),
            "hash" => redis::cmd("HGETALL").arg(&key).clone(),
            "set" => redis::cmd("SMEMBERS").arg(&key).clone(),
            "list" => redis::cmd("LRANGE").arg(&key).arg(0).arg(-1).clone(),
            "zset" => redis::cmd("ZRANGE").arg(&key).arg(0).arg(-1).clone(),
            "none" => continue,
            other => panic!("{key} is a {other}, which this sweep does not read"),
        };
        let value: redis::Value = read.query_async(&mut redis).await.unwrap();
        if says(key.as_bytes()) || says(format!("{value:?}").as_bytes()) {
            found.push(key);
        }
    }
    found
}

/// Somebody of whom everybody wrote everything that can be written.
struct Bavardage<'a> {
    suite: &'a TestSuite,
    equipe: &'a Equipe,
}

impl Bavardage<'_> {
    /// The candidature and the person.
    async fn candidature(&self) -> (String, String) {
        let signed = |who: &str, mode: Value| json!({ "signataire": who, "signe_le": "2018-05-14", "nom": NOM, "lieu": dit("chez"), "mode": mode });
        let filed = json!({
            "personne": {
                "nom": NOM, "prenom": "Quetzalina", "date_naissance": "1971-04-27", "sexe": "F", "commune": "71076",
                "telephone": "06 98 76 54 32", "courriel": "quetzalina@perdu.example",
                "etat_civil": {
                    "nom_naissance": "Wxyzabel", "identifiant_france_travail": "7698765Q", "langues": [],
                    "second_contact": { "nom": "Second-Qui-Sait", "telephone": "06 98 76 54 32" },
                },
            },
            "situations": [{ "code": "rsa", "reponse": "oui", "depuis": "2018-01-01", "source": dit("mère de") }],
            "signatures": [
                signed("participant", json!({ "type": "dessinee", "traits": [[[0, 0], [500, 500]]] })),
                signed("prescripteur", json!({ "type": "papier", "attestation": true })),
            ],
            "deposee_le": "2018-05-14",
        });
        let lyon = self.equipe;
        let candidature = id(&lyon.prescripteur.post("/v1/candidatures", filed).await.unwrap());
        let path = format!("/v1/candidatures/{candidature}");
        let given = json!({ "referent": lyon.referent_id, "affectee_le": "2018-05-17" });
        let given = lyon.animation.post(&format!("{path}/affectation"), given).await.unwrap();
        let personne = given["participant"].as_str().unwrap().to_owned();
        let call =
            json!({ "avec": "personne", "le": "2018-05-18", "moyen": "telephone", "abouti": true, "note": dit("vue") });
        lyon.referent.post(&format!("{path}/contacts"), call).await.unwrap();
        let social = json!({ "avec": "referent_social", "le": "2018-05-21", "moyen": "telephone", "abouti": true,
            "referent_social": { "nom": dit("assistante de"), "organisme": null } });
        lyon.referent.post(&format!("{path}/contacts"), social).await.unwrap();
        let link = json!({ "jours": 60 });
        let link = lyon.referent.post(&format!("{path}/liens"), link).await.unwrap();
        let left = json!({ "jeton": link["jeton"], "texte": dit("joindre") });
        self.suite.anonymous().post("/v1/suivi/coordonnees", left).await.unwrap();
        let elements = json!([{ "theme": "emploi", "nature": "atout", "texte": dit("qualité de") }]);
        let diagnosis = json!({ "etabli_le": "2018-05-24", "elements": elements });
        lyon.referent.post(&format!("{path}/diagnostic"), diagnosis).await.unwrap();
        (candidature, personne)
    }

    /// What the file says, corrected and proved.
    async fn dossier(&self, personne: &str) {
        let api = &self.equipe.referent;
        let path = format!("/v1/participants/{personne}");
        let fait = json!({ "voie": dit("1 rue"), "complement": dit("chez"), "code_postal": "71100", "commune": "71076", "depuis": "2018-01-01", "source": dit("vu") });
        let home = id(&api.post(&format!("{path}/adresses"), fait.clone()).await.unwrap());
        let correct = json!({ "fait": fait, "motif": dit("relu avec") });
        api.post(&format!("/v1/adresses/{home}/correction"), correct).await.unwrap();
        let fait = json!({ "code": "deld", "reponse": "oui", "depuis": "2018-01-01", "source": dit("dit par") });
        let one = id(&api.post(&format!("{path}/situations"), fait.clone()).await.unwrap());
        let correct = json!({ "fait": fait, "motif": dit("relu avec") });
        api.post(&format!("/v1/situations/{one}/correction"), correct).await.unwrap();
        let engaged = json!({ "organisme": "departement", "referent_unique": dit("suivi de"), "oriente_le": "2018-01-08",
            "statut": "a_signer" });
        let engaged = id(&api.post(&format!("{path}/engagements"), engaged).await.unwrap());
        let told = json!({ "referent_unique": dit("relais de") });
        let (status, changed) = patched(self.suite, api, &format!("/v1/engagements/{engaged}"), "\"1\"", told).await;
        assert_eq!(status, 200, "{changed}");
        let asked = json!({ "kind": "attestation_rsa", "etat": "demandee" });
        let piece = id(&api.post(&format!("{path}/pieces"), asked).await.unwrap());
        let url = format!("{}/v1/pieces/{piece}/contenu", self.suite.url);
        let file = format!("%PDF-1.7\n1 0 obj\n({})", dit("certifie que"));
        let sent = self.suite.http.put(url).bearer_auth(api.token()).body(file).send().await.unwrap();
        assert_eq!(sent.status(), 200);
        let returned = json!({ "etat": "retournee", "motif": dit("illisible pour") });
        api.post(&format!("/v1/pieces/{piece}/etat"), returned).await.unwrap();
        let because = json!({ "motif": dit("demandé par") });
        let animation = &self.equipe.animation;
        animation.post(&format!("{path}/limitation"), because.clone()).await.unwrap();
        animation.post(&format!("{path}/limitation/levee"), because.clone()).await.unwrap();
        animation.post(&format!("{path}/export"), because).await.unwrap();
        let held = json!({ "operation": dit("l'opération de"), "jusquau": "2030-12-31" });
        self.equipe.gestionnaire.post(&format!("{path}/obligations"), held).await.unwrap();
        for search in
            [json!({ "nom": NOM }), json!({ "date_naissance": "1971-04-27" }), json!({ "telephone": "06 98 76 54 32" })]
        {
            let kept = json!({ "nom": format!("n° {}", search), "recherche": search });
            api.post("/v1/filtres", kept).await.unwrap();
        }
    }

    /// Another file of the person, made one with theirs; and lines of a table that became nobody.
    async fn reprise(&self, personne: &str) {
        let double = json!({ "nom": NOM, "prenom": "Quetzalina", "date_naissance": "1971-03-27", "sexe": "F" });
        let double = id(&self.equipe.referent.post("/v1/participants", double).await.unwrap());
        let merge = json!({ "absorbe": double, "motif": dit("deux fois") });
        self.equipe.animation.post(&format!("/v1/participants/{personne}/fusion"), merge).await.unwrap();
        let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
        let columns = [
            column("Nom", "nom"),
            column("Prénom", "prenom"),
            column("Naissance", "date_naissance"),
            column("Sexe", "sexe"),
        ];
        let mapping = json!({ "nom": "Tableau", "source": "tableau", "colonnes": columns });
        let api = &self.equipe.animation;
        let mapping = id(&api.post("/v1/correspondances", mapping).await.unwrap());
        let opened = json!({ "fichier": "base.csv", "correspondance": mapping, "arrete_le": "2026-01-05" });
        let import = id(&api.post("/v1/imports", opened).await.unwrap());
        let table =
            format!("Nom;Prénom;Naissance;Sexe\n{NOM};Quetzalina;27/04/1971;F\n{NOM};Quetzalina;31/02/1971;F\n");
        let url = format!("{}/v1/imports/{import}/fichier", self.suite.url);
        let sent = self.suite.http.put(url).bearer_auth(api.token()).body(table).send().await.unwrap();
        assert_eq!(sent.status(), 200);
        let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then_some(json!(true));
        wait_for(api, &format!("/v1/imports/{import}"), over).await.unwrap();
    }

    /// The commission, and the contract.
    async fn entree(&self, candidature: &str) {
        let api = &self.equipe.animation;
        let session = json!({ "tenue_le": "2018-06-07" });
        let path = format!("/v1/commissions/{}", id(&api.post("/v1/commissions", session).await.unwrap()));
        api.post(&format!("{path}/dossiers"), json!({ "candidature": candidature })).await.unwrap();
        let away = json!({ "candidature": candidature, "membre": self.equipe.referent_id, "motif": dit("connaît") });
        api.post(&format!("{path}/deports"), away).await.unwrap();
        let decision = json!({ "candidature": candidature, "decision": "validee", "motif": dit("projet de"), "conditions": dit("voir") });
        api.post(&format!("{path}/decisions"), decision.clone()).await.unwrap();
        api.post(&format!("{path}/cloture"), json!({ "presents": [self.equipe.membre_id, self.equipe.animation_id] }))
            .await
            .unwrap();
        let again = json!({ "decision": decision, "raison": dit("mal écrit") });
        api.post(&format!("{path}/corrections"), again).await.unwrap();
        let moved = json!({ "entree_le": "2018-06-06", "remplace": "2018-06-07", "motif": dit("reçu la veille, dit") });
        api.post(&format!("/v1/candidatures/{candidature}/entree"), moved).await.unwrap();
        let contrat = self.equipe.referent.post("/v1/contrats", json!({ "candidature": candidature })).await.unwrap();
        let path = format!("/v1/contrats/{}/signatures", id(&contrat));
        for signataire in contrat["manquantes"].as_array().unwrap() {
            let mode = json!({ "type": "papier", "attestation": true });
            let signature = json!({ "signataire": signataire, "signe_le": "2018-06-07", "nom": NOM, "lieu": dit("chez"), "mode": mode });
            self.equipe.referent.post(&path, signature).await.unwrap();
        }
    }

    /// An end that is corrected, then taken back.
    async fn fin(&self, parcours: &str) {
        let fin = |quoi: &str| json!({ "motif": "demenagement", "le": "2018-11-05", "destination": dit(quoi), "precisions": dit("parti de") });
        let decision = json!({ "le": "2018-11-06", "motif": dit("mal compris de") });
        self.equipe.referent.post(&format!("{parcours}/fin"), fin("chez")).await.unwrap();
        let corrected = json!({ "remplace": 1, "fin": fin("vers"), "decision": decision });
        self.equipe.animation.post(&format!("{parcours}/fin/correction"), corrected).await.unwrap();
        let back = json!({ "remplace": 2, "decision": decision });
        self.equipe.animation.post(&format!("{parcours}/fin/retrait"), back).await.unwrap();
    }

    /// The way to the job, and what Europe is told of it.
    async fn parcours(&self, candidature: &str, personne: &str) {
        let api = &self.equipe.referent;
        let own = |page: &Value| {
            let mut all = page["elements"].as_array()?.iter();
            all.find(|one| one["candidature"] == candidature).cloned()
        };
        let parcours = format!("/v1/parcours/{}", id(&wait_for(api, "/v1/parcours?limite=200", own).await.unwrap()));
        let etape = json!({
            "nature": "aci", "operateur": self.equipe.operateur_structure, "intitule": dit("poste de"),
            "debut": "2018-07-02", "fin_prevue": "2018-12-31",
        });
        let etape = format!("/v1/etapes/{}", id(&api.post(&format!("{parcours}/etapes"), etape).await.unwrap()));
        let told = json!({ "intitule": dit("atelier de") });
        let (status, changed) = patched(self.suite, api, &etape, "\"1\"", told).await;
        assert_eq!(status, 200, "{changed}");
        self.equipe.confier(personne, etape.rsplit('/').next().unwrap(), "2018-06-08").await.unwrap();
        self.equipe.operateur.post(&format!("{etape}/acceptation"), json!({})).await.unwrap();
        self.equipe.operateur.post(&format!("{etape}/demarrage"), json!({ "le": "2018-07-02" })).await.unwrap();
        let other = self.equipe.recruter("Sacha", "referent", None).await.unwrap();
        let relay =
            json!({ "referent": other, "des_le": "2018-07-02", "jusqu_au": "2018-07-31", "motif": dit("relais pour") });
        self.equipe.animation.post(&format!("{parcours}/referent"), relay).await.unwrap();
        let broken = json!({ "le": "2018-09-28", "motif": dit("quitté par") });
        self.equipe.operateur.post(&format!("{etape}/rupture"), broken).await.unwrap();
        let sooner = json!({ "remplace": 2, "debut": "2018-07-02", "fin": "2018-09-27", "motif": dit("dit par") });
        self.equipe.operateur.post(&format!("{etape}/correction"), sooner).await.unwrap();
        self.plan(&parcours).await;
        let paused = json!({ "du": "2018-10-01", "au": "2018-10-31", "motif": dit("soins de") });
        let paused = self.equipe.animation.post(&format!("{parcours}/suspensions"), paused).await.unwrap();
        self.comite(&id(&paused["demandes"][0]), personne).await;
        let longer = json!({ "du": "2018-10-01", "au": "2018-11-02", "motif": dit("soins prolongés de") });
        let longer = json!({ "remplace": 1, "suspension": longer, "motif": dit("appris après de") });
        let stop = format!("/v1/suspensions/{}", id(&paused["suspensions"][0]));
        api.post(&format!("{stop}/correction"), longer).await.unwrap();
        let review = json!({ "suite": "poursuite", "bilan": dit("parcours de") });
        api.post(&format!("{parcours}/revues"), review).await.unwrap();
        self.bilan(personne).await;
        self.agenda(personne).await;
        self.fse(personne).await;
        self.fin(&parcours).await;
        let cdi =
            json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2019-04-01", "employeur": dit("chez") });
        let exit = format!("/v1/sorties/{}", id(&api.post(&format!("{parcours}/sorties"), cdi).await.unwrap()));
        let piece = json!({ "kind": "contrat_de_travail", "date_document": "2019-03-28", "recue_le": "2019-04-20" });
        let piece = api.post(&format!("/v1/participants/{personne}/pieces"), piece).await.unwrap();
        let proof = json!({ "piece": piece["id"], "recu_le": "2019-04-20" });
        api.post(&format!("{exit}/justificatif"), proof).await.unwrap();
        self.equipe.animation.post(&format!("{exit}/confirmation"), json!({})).await.unwrap();
    }

    /// A bilan of their étape, as a former program tells it.
    async fn bilan(&self, personne: &str) {
        let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
        let columns = [
            column("Dossier", "participant"),
            column("Fait", "fait"),
            column("Du", "du"),
            column("Commentaire", "commentaire"),
        ];
        let mapping = json!({ "nom": "Bilans", "source": "tableau", "colonnes": columns });
        let api = &self.equipe.animation;
        let mapping = id(&api.post("/v1/correspondances-de-parcours", mapping).await.unwrap());
        let opened = json!({ "fichier": "bilans.csv", "correspondance": mapping, "arrete_le": "2026-01-05" });
        let import = id(&api.post("/v1/imports-de-parcours", opened).await.unwrap());
        let path = format!("/v1/imports-de-parcours/{import}");
        let table = format!("Dossier;Fait;Du;Commentaire\n{personne};bilan;06/08/2018;{}\n", dit("le point de"));
        let url = format!("{}{path}/fichier", self.suite.url);
        let sent = self.suite.http.put(url).bearer_auth(api.token()).body(table).send().await.unwrap();
        assert_eq!(sent.status(), 200);
        let read =
            |import: &Value| (!import["travail"]["fini_le"].is_null()).then(|| import["comptes"]["prete"].clone());
        assert_eq!(wait_for(api, &path, read).await.unwrap(), 1);
        api.post(&format!("{path}/integration"), json!({})).await.unwrap();
        let integrated = |import: &Value| (import["comptes"]["integree"] == 1).then_some(json!(true));
        wait_for(api, &path, integrated).await.unwrap();
    }

    /// What the comité de suivi is told of the person, and says of it.
    async fn comite(&self, demande: &str, personne: &str) {
        let api = &self.equipe.animation;
        let session = json!({ "instance": "comite_suivi", "tenue_le": "2018-10-04" });
        let session = format!("/v1/commissions/{}", id(&api.post("/v1/commissions", session).await.unwrap()));
        let told = |list: &Value| list.as_array()?.iter().find(|one| one["demande"] == demande).cloned();
        wait_for(api, &format!("{session}/demandes"), told).await.unwrap();
        let asked = json!({ "demande": demande });
        api.post(&format!("{session}/demandes"), asked).await.unwrap();
        let aside = json!({ "demande": demande, "membre": self.equipe.referent_id, "motif": dit("cousin de") });
        api.post(&format!("{session}/demandes/deports"), aside).await.unwrap();
        let decision = json!({ "demande": demande, "decision": "prise_acte", "motif": dit("vu pour"), "conditions": dit("rappeler") });
        api.post(&format!("{session}/demandes/decisions"), decision.clone()).await.unwrap();
        let action = json!({ "quoi": dit("crèche pour"), "qui": dit("sœur de"), "echeance": "2018-11-08", "participant": personne });
        let plan = api.post(&format!("{session}/actions"), action).await.unwrap()["plan"].clone();
        let presents = json!({ "presents": [self.equipe.membre_id, self.equipe.animation_id] });
        api.post(&format!("{session}/cloture"), presents.clone()).await.unwrap();
        let next = json!({ "instance": "comite_suivi", "tenue_le": "2018-11-08" });
        let next = format!("/v1/commissions/{}", id(&api.post("/v1/commissions", next).await.unwrap()));
        let noted = json!({ "action": plan[0]["id"], "etat": "faite", "resultat": dit("place pour") });
        api.post(&format!("{next}/actions/suites"), noted).await.unwrap();
        // Its relevé names the person, who is not on its agenda.
        api.post(&format!("{next}/cloture"), presents).await.unwrap();
        let corrected = json!({ "decision": decision, "raison": dit("mal noté pour") });
        api.post(&format!("{session}/demandes/corrections"), corrected).await.unwrap();
    }

    /// What is planned with the person, and what came of it.
    async fn plan(&self, parcours: &str) {
        let api = &self.equipe.referent;
        let line = json!({ "nature": "action", "intitule": dit("permis de"), "theme": "sante", "porteur": "partenaire", "partenaire": dit("auto-école de") });
        let line = format!("/v1/actions/{}", id(&api.post(&format!("{parcours}/actions"), line).await.unwrap()));
        let (status, changed) = patched(self.suite, api, &line, "\"1\"", json!({ "intitule": dit("code de") })).await;
        assert_eq!(status, 200, "{changed}");
        let done = json!({ "vers": "faite", "le": "2018-09-28", "resultat": dit("obtenu par") });
        api.post(&format!("{line}/avancement"), done).await.unwrap();
        let told = json!({ "moyen": "telephone", "convenu": dit("prestation pour") });
        let point = json!({ "interlocuteur": "france_travail", "avec": dit("conseillère de"), "le": "2018-09-03", "compte_rendu": told });
        api.post(&format!("{parcours}/liaisons"), point).await.unwrap();
        let given_up = json!({ "interlocuteur": "departement", "le": "2018-09-03" });
        let given_up = id(&api.post(&format!("{parcours}/liaisons"), given_up).await.unwrap());
        let why = json!({ "motif": dit("refusé par") });
        api.post(&format!("/v1/liaisons/{given_up}/annulation"), why).await.unwrap();
        let suite = json!({ "issue": "refusee", "le": "2018-09-10", "precisions": dit("trop loin pour") });
        let offer = json!({ "nature": "offre", "le": "2018-09-03", "objet": dit("poste proposé à"), "suite": suite });
        api.post(&format!("{parcours}/demarches"), offer).await.unwrap();
        let need = json!({ "theme": "mobilite", "le": "2018-09-03", "texte": dit("permis pour") });
        let need = id(&api.post(&format!("{parcours}/besoins"), need).await.unwrap());
        let answer = json!({ "issue": "sans_offre", "le": "2018-09-10", "precisions": dit("rien pour") });
        api.post(&format!("/v1/besoins/{need}/suite"), answer).await.unwrap();
        let how = json!({ "qualification": "bloque", "le": "2018-09-03", "cadre": "appui_gestion", "decision": dit("attendre"),
            "suite": dit("revoir"), "suite_le": "2018-10-01" });
        api.post(&format!("{parcours}/qualifications"), how).await.unwrap();
        let around = json!({ "fonction": "tuteur", "nom": dit("oncle de"), "organisme": dit("chez"), "telephone": "0698765432",
            "courriel": "quetzalina@perdu.example", "du": "2018-09-03", "partage": "rien" });
        let around = id(&api.post(&format!("{parcours}/intervenants"), around).await.unwrap());
        let around = format!("/v1/intervenants/{around}");
        let (status, changed) = patched(self.suite, api, &around, "\"1\"", json!({ "nom": dit("tante de") })).await;
        assert_eq!(status, 200, "{changed}");
    }

    async fn agenda(&self, personne: &str) {
        let api = &self.equipe.referent;
        let (debut, fin) = ("2018-09-03T10:00:00+02:00", "2018-09-03T11:00:00+02:00");
        let meeting = json!({
            "nature": "entretien", "titre": dit("point avec"), "debut": debut, "fin": fin, "lieu": dit("chez"),
            "participants": [personne], "categorie": "entretien",
        });
        let meeting = id(&api.post("/v1/rendez-vous", meeting).await.unwrap());
        let moved = json!({ "lieu": dit("à côté de") });
        let (status, changed) = patched(self.suite, api, &format!("/v1/rendez-vous/{meeting}"), "\"1\"", moved).await;
        assert_eq!(status, 200, "{changed}");
        let seance = plie::demo::Seance { debut, fin };
        plie::demo::rendez_vous_tenu(api, &meeting, &[personne], seance).await.unwrap();
        self.compte_rendu(&meeting, personne).await;
        let sheet = id(&api.post("/v1/feuilles", json!({ "mois": "2018-09-01" })).await.unwrap());
        let path = format!("/v1/feuilles/{sheet}");
        api.post(&format!("{path}/signatures"), json!({})).await.unwrap();
        self.equipe.direction.post(&format!("{path}/signatures"), json!({})).await.unwrap();
        let reopened = json!({ "motif": dit("oublié de compter") });
        self.equipe.direction.post(&format!("{path}/reouverture"), reopened).await.unwrap();
    }

    /// What was said at an appointment, written again and then corrected.
    async fn compte_rendu(&self, meeting: &str, personne: &str) {
        let api = &self.equipe.referent;
        let said = |quoi: &str| json!({ "decisions": dit(quoi), "suites": dit("rappeler"), "libre": dit("vu avec") });
        let begun = json!({ "participant": personne, "contenu": said("reçu") });
        let begun = id(&api.post(&format!("/v1/rendez-vous/{meeting}/comptes-rendus"), begun).await.unwrap());
        let path = format!("/v1/comptes-rendus/{begun}");
        let (status, changed) = patched(self.suite, api, &path, "\"1\"", json!({ "libre": dit("revu avec") })).await;
        assert_eq!(status, 200, "{changed}");
        api.post(&format!("{path}/validation"), json!({})).await.unwrap();
        let corrected = json!({ "contenu": said("bien reçu"), "motif": dit("relu avec"), "remplace": 2 });
        api.post(&format!("{path}/correction"), corrected).await.unwrap();
        let again = json!({ "contenu": said("encore reçu"), "motif": dit("relu par"), "remplace": 3 });
        api.post(&format!("{path}/correction"), again).await.unwrap();
    }

    async fn fse(&self, personne: &str) {
        let operation = json!({
            "numero": "201800042", "intitule": "Accompagnement", "programme": "fse_2014_2020", "debut": "2018-01-01",
            "fin": "2018-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00",
        });
        let operation = id(&self.equipe.gestionnaire.post("/v1/operations", operation).await.unwrap());
        let path = format!("/v1/operations/{operation}/participations");
        let enters = json!({ "participant": personne, "entree_le": "2018-07-02" });
        let one = format!("/v1/participations/{}", id(&self.equipe.referent.post(&path, enters).await.unwrap()));
        for months in [26, 27] {
            let entry = json!({
                "recueilli_le": "2018-07-02", "situation": "chomeur", "inscrit_france_travail": true, "mois_sans_emploi": months,
                "en_formation": false, "niveau": "cap_bep", "handicap": "non", "minima_sociaux": "oui", "sans_domicile": "non",
                "origine_etrangere": "non",
            });
            self.equipe.referent.post(&format!("{one}/questionnaire-entree"), entry).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_erased_is_in_no_table_no_key_and_no_file() {
    let clock = Clock::fixed(t("2026-06-01T09:00:00Z"));
    let mut suite = TestSuite::with(Options { clock: Some(clock.clone()), ..Options::default() }).await;
    let equipe = suite.territory("grand-chalon").await;
    let told = Bavardage { suite: &suite, equipe: &equipe };
    let (candidature, personne) = told.candidature().await;
    told.dossier(&personne).await;
    told.entree(&candidature).await;
    told.parcours(&candidature, &personne).await;
    told.reprise(&personne).await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let before = colonnes(&mut admin, &MARQUES).await;
    for column in [
        "emargement.compte_rendu_versions.ecrit",
        "emargement.compte_rendu_versions.motif",
        "emargement.comptes_rendus.ecrit",
        "emargement.comptes_rendus.motif",
        "emargement.feuille_versions.motif",
        "emargement.historique.valeurs",
        "emargement.rendez_vous.titre",
        "fse.participations.date_naissance",
        "parcours.actions.intitule",
        "parcours.actions.partenaire",
        "parcours.actions.resultat",
        "parcours.besoins.precisions",
        "parcours.besoins.texte",
        "parcours.bilans.commentaire",
        "parcours.demandes.acte",
        "parcours.demandes.motif",
        "parcours.demarches.objet",
        "parcours.demarches.precisions",
        "parcours.etapes.intitule",
        "parcours.historique.valeurs",
        "parcours.intervenants.courriel",
        "parcours.intervenants.nom",
        "parcours.liaisons.avec",
        "parcours.liaisons.convenu",
        "parcours.liaisons.motif",
        "parcours.outbox.donnees",
        "parcours.qualifications.decision",
        "parcours.qualifications.suite",
        "parcours.revues.bilan",
        "parcours.sorties.employeur",
        "parcours.suspensions.motif",
        "participants.actions_instances.quoi",
        "participants.actions_instances.qui",
        "participants.actions_instances.suites",
        "participants.candidature_contacts.contenu",
        "participants.commission_demandes.conditions",
        "participants.commission_demandes.corrigees",
        "participants.commission_demandes.deports",
        "participants.commission_demandes.motif",
        "participants.commissions.deports",
        "participants.demandes.motif",
        "participants.filtres.criteres",
        "participants.lignes_importees.cellules",
        "participants.obligations.operation",
        "participants.outbox.donnees",
        "participants.participants.telephone",
        "participants.registre_droits.motif",
    ] {
        assert!(before.contains(column), "{column} says nothing in {before:#?}");
    }
    let counted = figures(&suite).await;

    // The duty of the funder is over.
    clock.set(t("2040-01-10T09:00:00Z"));
    suite.restart().await;
    let animation = suite.anonymous().login("animation@grand-chalon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    let erase = json!({ "motif": dit("demandé par") });
    animation.post(&format!("/v1/participants/{personne}/effacement"), erase).await.unwrap();
    until(async || colonnes(&mut admin, &MARQUES).await.is_empty(), "a column still tells of the person").await;
    let mut left = Vec::new();
    fichiers(suite.files.path(), &mut left);
    left.extend(cles(&suite).await);
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(figures(&suite).await, counted, "what Europe counts stays");
}

/// What is told of the operation, whoever took part in it.
async fn figures(suite: &TestSuite) -> Value {
    let who = "gestionnaire_fse@grand-chalon.example";
    let api = suite.anonymous().login(who, plie::demo::MOT_DE_PASSE).await.unwrap();
    let operation = id(&api.get("/v1/operations").await.unwrap()["elements"][0]);
    let mut bilan = api.get(&format!("/v1/operations/{operation}/bilan")).await.unwrap();
    // Figures stay; the names of who is behind them go with their files.
    for named in ["calcule_le", "personnes"] {
        bilan.as_object_mut().unwrap().remove(named);
    }
    for one in bilan["indicateurs"].as_array_mut().unwrap() {
        one.as_object_mut().unwrap().remove("participations_noms");
    }
    for one in bilan["incompletes"].as_array_mut().unwrap() {
        one.as_object_mut().unwrap().remove("participation_nom");
    }
    bilan
}
