//! Whom and what a request names is of the territory, of the kind that is meant: whatever else is refused where it
//! stands, and leaves nothing behind.

use std::collections::{BTreeMap, BTreeSet};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::Service;
use plie::demo::{Api, Equipe, Refus, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id};
use uuid::Uuid;

use crate::architecture::root;

/// An identifier that an operation takes: in its body, by the pattern of its pointer, or in its query.
#[derive(Debug, Clone)]
struct Reference {
    operation: String,
    method: String,
    path: String,
    /// `/participants/*`, or `?participant`.
    at: String,
    /// `ParticipantId`.
    kind: String,
}

/// What no walk tries, and why.
const EXEMPT: [(&str, &str, &str); 4] = [
    ("reperage_apply", "/situations/*/piece", "whoever was spotted has no file yet, hence no pièce"),
    ("participant_name", "/participants/*", "whoever has no file here has no name in the answer"),
    (
        "territoire_create",
        "/administrateur/habilitations/*/structure",
        "a territory that is being made has no structure: its administrator has one role, whatever is said",
    ),
    (
        "territoire_create",
        "/administrateur/habilitations/*/superieur",
        "a territory that is being made has nobody else: its administrator has one role, whatever is said",
    ),
];

/// Every identifier that the documents say a request takes.
fn references() -> Vec<Reference> {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let kinds: BTreeSet<_> = kernel::kind::schemas().into_iter().map(|(name, _)| name.to_owned()).collect();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let mut found = Vec::new();
            let body = &operation["requestBody"]["content"]["application/json"]["schema"];
            collect(&document, &kinds, body, "", &mut Vec::new(), &mut found);
            for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query")
            {
                let name = format!("?{}", parameter["name"].as_str().unwrap());
                collect(&document, &kinds, &parameter["schema"], &name, &mut Vec::new(), &mut found);
            }
            all.extend(found.into_iter().map(|(at, kind)| Reference {
                operation: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                at,
                kind,
            }));
        }
    }
    assert!(all.len() > 30, "the identifiers were not found");
    all
}

fn collect(
    document: &Value,
    kinds: &BTreeSet<String>,
    schema: &Value,
    at: &str,
    within: &mut Vec<String>,
    found: &mut Vec<(String, String)>,
) {
    if let Some(name) = schema["$ref"].as_str().and_then(|one| one.strip_prefix("#/components/schemas/")) {
        if kinds.contains(name) {
            found.push((at.to_owned(), name.to_owned()));
        } else if !within.iter().any(|one| one == name) {
            within.push(name.to_owned());
            collect(document, kinds, &document["components"]["schemas"][name], at, within, found);
            within.pop();
        }
        return;
    }
    for choice in ["allOf", "oneOf", "anyOf"].iter().flat_map(|key| schema[key].as_array().into_iter().flatten()) {
        collect(document, kinds, choice, at, within, found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        collect(document, kinds, property, &format!("{at}/{name}"), within, found);
    }
    if schema["items"].is_object() {
        collect(document, kinds, &schema["items"], &format!("{at}/*"), within, found);
    }
}

/// Whether a path is one of a template.
fn is(path: &str, template: &str) -> bool {
    let (path, template): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
    path.len() == template.len() && path.iter().zip(&template).all(|(one, other)| one == other || *other == "{id}")
}

/// The pointers of a body that are of a pattern.
fn pointers(body: &Value, pattern: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for part in pattern.split('/').skip(1) {
        found = found
            .into_iter()
            .flat_map(|at| match body.pointer(&at).and_then(Value::as_array) {
                Some(list) if part == "*" => (0..list.len()).map(|rank| format!("{at}/{rank}")).collect(),
                _ => vec![format!("{at}/{part}")],
            })
            .collect();
    }
    found.retain(|at| body.pointer(at).is_some_and(Value::is_string));
    found
}

/// Identifiers by kind, as a walk named them.
type Named = BTreeMap<String, String>;

/// Somebody who does everything that takes an identifier, in one territory.
struct Walk<'a> {
    suite: &'a TestSuite,
    equipe: &'a Equipe,
    references: Vec<Reference>,
    /// What the neighbour named; without it, nothing wrong is tried.
    neighbour: Option<Named>,
    named: Named,
    tried: BTreeSet<(String, String)>,
}

impl Walk<'_> {
    /// Identifiers that are none of `kind` here.
    fn wrong(&self, kind: &str) -> Vec<(&'static str, String)> {
        let Some(neighbour) = &self.neighbour else { return vec![] };
        let other = if kind == "UtilisateurId" { &self.equipe.operateur_structure } else { &self.equipe.referent_id };
        vec![
            ("of nobody", Uuid::now_v7().to_string()),
            ("of the neighbour", neighbour[kind].clone()),
            ("of another kind", other.clone()),
        ]
    }

    fn of(&self, method: &str, path: &str) -> Vec<Reference> {
        let own = self.references.iter().filter(|one| one.method == method && is(path, &one.path));
        own.cloned().collect()
    }

    /// Each identifier wrong, then the request as it is.
    async fn post(&mut self, api: &Api, path: &str, body: Value) -> Value {
        for Reference { operation, at, kind, .. } in self.of("POST", path) {
            for pointer in pointers(&body, &at) {
                self.named.insert(kind.clone(), body.pointer(&pointer).unwrap().as_str().unwrap().to_owned());
                if !self.tried.insert((operation.clone(), at.clone())) {
                    continue;
                }
                for (what, wrong) in self.wrong(&kind) {
                    let mut altered = body.clone();
                    *altered.pointer_mut(&pointer).unwrap() = json!(wrong);
                    refused(&format!("{operation} {pointer} {what}"), &pointer, api.post(path, altered).await);
                }
            }
        }
        api.post(path, body.clone()).await.unwrap_or_else(|refus| panic!("{refus} with {body}"))
    }

    /// The same of what is retouched for the first time.
    async fn patch(&mut self, api: &Api, path: &str, body: Value) {
        for Reference { operation, at, kind, .. } in self.of("PATCH", path) {
            for pointer in pointers(&body, &at) {
                self.tried.insert((operation.clone(), at.clone()));
                for (what, wrong) in self.wrong(&kind) {
                    let mut altered = body.clone();
                    *altered.pointer_mut(&pointer).unwrap() = json!(wrong);
                    let answer = self.retouch(api, path, &altered).await;
                    refused(&format!("{operation} {pointer} {what}"), &pointer, answer);
                }
            }
        }
        self.retouch(api, path, &body).await.unwrap_or_else(|refus| panic!("{refus} with {body}"));
    }

    async fn retouch(&self, api: &Api, path: &str, body: &Value) -> Result<Value, Refus> {
        let request = self.suite.http.patch(format!("{}{path}", self.suite.url)).bearer_auth(api.token());
        let answer = request.header("If-Match", "\"1\"").json(body).send().await.unwrap();
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        let refus = |body| Refus { method: "PATCH".to_owned(), path: path.to_owned(), status: status.as_u16(), body };
        if status.is_success() { Ok(body) } else { Err(refus(body)) }
    }

    async fn get(&mut self, api: &Api, path: &str, query: &[(&str, &str)]) {
        let url = |query: &[(&str, &str)]| {
            let told: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{path}?{}", told.join("&"))
        };
        for Reference { operation, at, kind, .. } in self.of("GET", path) {
            let Some(rank) = query.iter().position(|(name, _)| *name == at.trim_start_matches('?')) else { continue };
            self.tried.insert((operation.clone(), at.clone()));
            for (what, wrong) in self.wrong(&kind) {
                let mut altered = query.to_vec();
                altered[rank].1 = &wrong;
                let pointer = at.replace('?', "/");
                refused(&format!("{operation} {at} {what}"), &pointer, api.get(&url(&altered)).await);
            }
        }
        api.get(&url(query)).await.unwrap();
    }

    /// Everything, in the order in which it is done.
    async fn walk(&mut self) {
        let equipe = self.equipe;
        let directory = equipe.admin.get("/v1/structures").await.unwrap();
        let ccas = directory["elements"].as_array().unwrap().iter().find(|one| one["nature"] == "prescripteur");
        let ccas = id(ccas.unwrap());
        self.people(&ccas).await;
        let person = self.file().await;
        let candidature = self.entry(&person, &ccas).await;
        self.lists(&person, &ccas).await;
        let parcours = self.parcours(&candidature).await;
        self.time(&person, &parcours).await;
        self.exit(&person, &parcours).await;
        self.import().await;
    }

    /// Lists of whom and what concerns somebody or something.
    async fn lists(&mut self, person: &str, ccas: &str) {
        let equipe = self.equipe;
        let whose = [("referent", equipe.referent_id.as_str()), ("prescripteur", ccas)];
        self.get(&equipe.referent, "/v1/participants", &whose).await;
        self.get(&equipe.referent, "/v1/candidatures", &[whose.as_slice(), &[("participant", person)]].concat()).await;
        self.get(&equipe.admin, "/v1/utilisateurs", &[("structure", ccas)]).await;
    }

    /// Accounts that act for a structure.
    async fn people(&mut self, ccas: &str) {
        let equipe = self.equipe;
        let role = |role: &str, structure: &str| json!({ "role": role, "structure": structure, "superieur": equipe.referent_id, "du": "2015-01-01" });
        let account = json!({
            "courriel": format!("nadia@{}.example", equipe.territoire), "prenom": "Nadia", "nom": "Blanc",
            "habilitations": [role("prescripteur", ccas)],
        });
        let user = id(&self.post(&equipe.admin, "/v1/utilisateurs", account).await);
        let more = role("operateur_etape", &equipe.operateur_structure);
        self.post(&equipe.admin, &format!("/v1/utilisateurs/{user}/habilitations"), more).await;
        self.targets(ccas).await;
    }

    /// Rules that aim at something of an operator.
    async fn targets(&mut self, structure: &str) {
        let admin = &self.equipe.admin;
        let today = kernel::Clock::system().now().date_naive();
        let mut rules = admin.get(&format!("/v1/referentiels/en-vigueur?au={today}")).await.unwrap();
        (rules["version"], rules["effet"]) = (json!(2), json!(today));
        rules["cibles_operateurs"] = json!([{ "structure": structure, "cibles": { "entrees": 60 } }]);
        self.post(admin, "/v1/referentiels", json!({ "referentiel": rules })).await;
    }

    /// The postal code and the commune of a town of the territory: Chalon of the first one, Clermont of its neighbour.
    const fn town(&self) -> (&'static str, &'static str) {
        if self.neighbour.is_none() { ("71100", "71076") } else { ("63000", "63113") }
    }

    async fn open(&mut self, prenom: &str) -> String {
        let person = json!({ "nom": "Colin", "prenom": prenom, "date_naissance": "1988-09-02", "sexe": "F" });
        id(&self.post(&self.equipe.referent, "/v1/participants", person).await)
    }

    async fn piece(&mut self, person: &str, kind: &str, le: &str) -> String {
        let piece = json!({ "kind": kind, "date_document": le, "recue_le": le });
        id(&self.post(&self.equipe.referent, &format!("/v1/participants/{person}/pieces"), piece).await)
    }

    /// The file of a person, each fact with its proof, and a second file of the same person.
    async fn file(&mut self) -> String {
        let (referent, animation) = (&self.equipe.referent, &self.equipe.animation);
        let person = self.open("Camille").await;
        let path = format!("/v1/participants/{person}");
        let piece = self.piece(&person, "attestation_rsa", "2018-05-02").await;
        let fact = json!({ "code": "rsa", "reponse": "oui", "depuis": "2018-05-02", "source": "CAF", "piece": piece });
        let situation = id(&self.post(referent, &format!("{path}/situations"), fact.clone()).await);
        let mut right = fact;
        right["source"] = json!("notification de la CAF");
        let correction = json!({ "fait": right, "motif": "source relue" });
        self.post(referent, &format!("/v1/situations/{situation}/correction"), correction).await;
        let (code_postal, commune) = self.town();
        let home = json!({
            "voie": "12 rue des Lilas", "code_postal": code_postal, "commune": commune, "depuis": "2018-05-02",
            "source": "quittance", "piece": piece,
        });
        let address = id(&self.post(referent, &format!("{path}/adresses"), home.clone()).await);
        let mut right = home;
        right["voie"] = json!("14 rue des Lilas");
        let correction = json!({ "fait": right, "motif": "numéro relu" });
        self.post(referent, &format!("/v1/adresses/{address}/correction"), correction).await;
        let share = json!({
            "finalite": "partage", "partenaire": self.equipe.operateur_structure, "accord": true,
            "recueilli_le": "2018-05-02",
        });
        self.post(referent, &format!("{path}/consentements"), share).await;
        let structure = &self.equipe.prescripteur_structure;
        let engaged = json!({ "organisme": "france_travail", "structure": structure, "oriente_le": "2018-05-02", "statut": "a_signer" });
        let engaged = id(&self.post(referent, &format!("{path}/engagements"), engaged).await);
        let other = json!({ "structure": self.equipe.operateur_structure });
        self.patch(referent, &format!("/v1/engagements/{engaged}"), other).await;
        let today = kernel::Clock::system().now().date_naive();
        let spotted = json!({ "nom": "Colin", "prenom": "Colas", "repere_le": today, "informee_le": today,
            "base_legale": "consentement", "structure": structure });
        self.post(referent, "/v1/reperages", spotted).await;
        let double = self.open("Camile").await;
        let merge = json!({ "absorbe": double, "motif": "même pièce d'identité" });
        self.post(animation, &format!("{path}/fusion"), merge).await;
        person
    }

    /// From the candidature to the signed contract.
    async fn entry(&mut self, person: &str, ccas: &str) -> String {
        let equipe = self.equipe;
        let piece = self.piece(person, "justificatif_domicile", "2018-05-02").await;
        let signed = |who: &str| json!({ "signataire": who, "signe_le": "2018-05-14" });
        let filed = json!({
            "participant": person, "prescripteur": ccas, "deposee_le": "2018-05-14",
            "signatures": [signed("participant"), signed("prescripteur")],
            "situations": [{ "code": "difficulte_de_mobilite", "reponse": "oui", "depuis": "2018-05-02", "source": "CCAS", "piece": piece }],
        });
        let candidature = id(&self.post(&equipe.referent, "/v1/candidatures", filed).await);
        let path = format!("/v1/candidatures/{candidature}");
        let among = json!({ "parmi": [equipe.referent_id], "affectee_le": "2018-05-17" });
        self.post(&equipe.animation, &format!("{path}/affectation"), among).await;
        let named =
            json!({ "referent": equipe.referent_id, "affectee_le": "2018-05-17", "remplace": equipe.referent_id });
        self.post(&equipe.animation, &format!("{path}/affectation"), named).await;
        let elements = json!([{ "theme": "emploi", "nature": "atout", "texte": "cinq ans de cuisine" }]);
        let diagnosis = json!({ "etabli_le": "2018-05-24", "elements": elements });
        self.post(&equipe.referent, &format!("{path}/diagnostic"), diagnosis).await;
        self.commission(person, &candidature).await;
        let contract = self.post(&equipe.referent, "/v1/contrats", json!({ "candidature": candidature })).await;
        let signatures = format!("/v1/contrats/{}/signatures", id(&contract));
        for signataire in contract["manquantes"].as_array().unwrap() {
            let mode = json!({ "type": "papier", "attestation": true, "piece": piece });
            let signature = json!({ "signataire": signataire, "signe_le": "2018-06-07", "mode": mode });
            self.post(&equipe.referent, &signatures, signature).await;
        }
        candidature
    }

    /// A session in which a member steps aside, and a decision that is corrected.
    async fn commission(&mut self, person: &str, candidature: &str) {
        let equipe = self.equipe;
        let former = self.post(&equipe.animation, "/v1/commissions", json!({ "tenue_le": "2018-05-31" })).await;
        let letters = json!({ "quoi": "écrire aux employeurs", "qui": "Karim Benali", "echeance": "2018-07-15" });
        let letters = self.post(&equipe.animation, &format!("/v1/commissions/{}/actions", id(&former)), letters).await;
        let session = self.post(&equipe.animation, "/v1/commissions", json!({ "tenue_le": "2018-06-07" })).await;
        let path = format!("/v1/commissions/{}", id(&session));
        let member = |utilisateur: &str| json!({ "utilisateur": utilisateur, "nom": "Claire Petit" });
        let called = json!({ "membres": [member(&equipe.membre_id)] });
        self.post(&equipe.animation, &format!("{path}/membres"), called).await;
        let called = json!({
            "membres": [member(&equipe.membre_id), member(&equipe.referent_id), member(&equipe.animation_id)],
            "remplace": [equipe.membre_id],
        });
        self.post(&equipe.animation, &format!("{path}/membres"), called).await;
        self.post(&equipe.animation, &format!("{path}/dossiers"), json!({ "candidature": candidature })).await;
        let creche = json!({ "quoi": "demander une place en crèche", "qui": "Claire Petit", "echeance": "2018-07-15", "participant": person });
        self.post(&equipe.animation, &format!("{path}/actions"), creche).await;
        let done = json!({ "action": letters["plan"][0]["id"], "etat": "faite", "resultat": "douze lettres parties" });
        self.post(&equipe.animation, &format!("{path}/actions/suites"), done).await;
        let away = json!({ "candidature": candidature, "membre": equipe.referent_id, "motif": "voisin" });
        self.post(&equipe.animation, &format!("{path}/deports"), away).await;
        let decided =
            |decision: &str| json!({ "candidature": candidature, "decision": decision, "motif": "en séance" });
        self.post(&equipe.animation, &format!("{path}/decisions"), decided("ajournee")).await;
        let present = json!({ "presents": [equipe.membre_id, equipe.referent_id, equipe.animation_id] });
        self.post(&equipe.animation, &format!("{path}/cloture"), present).await;
        let corrected = json!({ "decision": decided("validee"), "raison": "erreur de saisie" });
        self.post(&equipe.animation, &format!("{path}/corrections"), corrected).await;
    }

    /// The parcours to which a candidature led, once it has opened.
    async fn opened(&self, candidature: &str) -> String {
        let found = wait_for(&self.equipe.referent, "/v1/parcours?limite=200", |page| {
            page["elements"].as_array()?.iter().find(|one| one["candidature"] == candidature).cloned()
        });
        id(&found.await.unwrap())
    }

    /// Places that a convention funds, of a référent of a structure.
    async fn places(&mut self) {
        let equipe = self.equipe;
        let house = json!({ "nom": "Maison de l'emploi", "nature": "employeur_referent" });
        let house = id(&equipe.admin.post("/v1/structures", house).await.unwrap());
        let lou = equipe.recruter("Lou", "referent", Some(&house)).await.unwrap();
        let places = json!({ "structure": house, "referent": lou, "du": "2018-01-01", "au": "2018-12-31", "places": 70, "etp": "1",
            "reference": "Convention 2018-014" });
        let places = id(&self.post(&equipe.direction, "/v1/conventions-places", places).await);
        let fewer = json!({ "structure": house, "referent": lou, "places": 60 });
        self.patch(&equipe.direction, &format!("/v1/conventions-places/{places}"), fewer).await;
        for path in ["/v1/conventions-places", "/v1/occupation", "/v1/file-active"] {
            self.get(&equipe.referent, path, &[("structure", house.as_str()), ("referent", lou.as_str())]).await;
        }
        for path in ["/v1/taux-sorties", "/v1/taux-sorties/personnes"] {
            self.get(&equipe.referent, path, &[("structure", house.as_str()), ("referent", lou.as_str())]).await;
        }
        for path in ["/v1/etats-presence", "/v1/etats-presence.xlsx", "/v1/grilles"] {
            self.get(&equipe.referent, path, &[("structure", house.as_str())]).await;
        }
        let month = json!({ "structure": house, "mois": "2018-03-01" });
        self.post(&equipe.direction, "/v1/grilles", month).await;
    }

    /// A parcours, and the second one of the same person, which ends in its favour.
    async fn parcours(&mut self, candidature: &str) -> String {
        let equipe = self.equipe;
        let part = json!({ "referent": equipe.referent_id, "etp": "1", "des_le": "2018-01-01" });
        self.post(&equipe.direction, "/v1/capacites", part).await;
        self.places().await;
        let parcours = self.opened(candidature).await;
        let other = plie::demo::Personne {
            nom: "Colin",
            prenom: "Kamille",
            naissance: "1988-09-03",
            sexe: "F",
            commune: self.town().1,
        };
        let other = equipe.deposer(other, "2018-05-14", "2018-05-17").await.unwrap();
        equipe.diagnostiquer(&other, "2018-05-24").await.unwrap();
        equipe.commission(&[&other], "2018-06-07").await.unwrap();
        equipe.contractualiser(&other, "2018-06-07").await.unwrap();
        let double = self.opened(&other.candidature).await;
        let one = json!({ "absorbe": double, "motif": "même pièce d'identité" });
        self.post(&equipe.animation, &format!("/v1/parcours/{parcours}/reunion"), one).await;
        parcours
    }

    /// Time: an étape, its appointments, what Europe pays of it.
    async fn time(&mut self, person: &str, parcours: &str) {
        let equipe = self.equipe;
        let step = json!({
            "nature": "aci", "operateur": equipe.operateur_structure, "intitule": "Espaces verts",
            "debut": "2018-07-02", "fin_prevue": "2018-12-31",
        });
        let step = id(&self.post(&equipe.referent, &format!("/v1/parcours/{parcours}/etapes"), step).await);
        equipe.confier(person, &step, "2018-07-02").await.unwrap();
        let line = json!({ "nature": "action", "intitule": "permis B", "porteur": "personne", "etape": step });
        let line = id(&self.post(&equipe.referent, &format!("/v1/parcours/{parcours}/actions"), line).await);
        self.patch(&equipe.referent, &format!("/v1/actions/{line}"), json!({ "etape": step })).await;
        let point = json!({ "interlocuteur": "autre", "structure": equipe.prescripteur_structure, "le": "2018-09-03" });
        self.post(&equipe.referent, &format!("/v1/parcours/{parcours}/liaisons"), point).await;
        let grid = json!({ "structure": equipe.operateur_structure, "mois": "2018-09-01",
            "personnes": [{ "participant": person, "present": true }] });
        self.post(&equipe.animation, "/v1/etats-presence/comparaison", grid).await;
        let step = format!("/v1/etapes/{step}");
        self.post(&equipe.operateur, &format!("{step}/acceptation"), json!({})).await;
        self.post(&equipe.operateur, &format!("{step}/demarrage"), json!({ "le": "2018-07-02" })).await;
        let operation = json!({
            "numero": "201800042", "intitule": "Accompagnement renforcé", "programme": "fse_2014_2020",
            "debut": "2018-01-01", "fin": "2018-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00",
        });
        let operation = id(&self.post(&equipe.gestionnaire, "/v1/operations", operation).await);
        let path = format!("/v1/operations/{operation}");
        self.collective(&operation).await;
        let agent = json!({ "agent": equipe.referent_id, "cout_annuel": "43000.00", "etp": "1" });
        self.post(&equipe.gestionnaire, &format!("{path}/agents"), agent).await;
        let enters = json!({ "participant": person, "entree_le": "2018-07-02" });
        self.post(&equipe.referent, &format!("{path}/participations"), enters).await;
        let mandate = json!({
            "controleur": id(&equipe.controleur.get("/v1/moi").await.unwrap()), "personnes": [person],
            "du": "2018-09-01", "au": "2018-09-30", "motif": "contrôle de service fait",
        });
        self.post(&equipe.gestionnaire, &format!("{path}/mandats"), mandate).await;
        let activity = json!({
            "jour": "2018-09-20", "minutes": 60, "categorie": "administratif", "operation": operation,
            "libelle": "dossiers",
        });
        self.post(&equipe.referent, "/v1/activites", activity).await;
        let held = self.meet(person, &operation, "2018-09-13").await;
        for (moment, heure) in [("arrivee", "09:00"), ("depart", "10:00")] {
            for (who, participant) in [("participant", Some(person)), ("animateur", None)] {
                let le = format!("2018-09-13T{heure}:00+02:00");
                let sign = json!({ "signataire": who, "participant": participant, "moment": moment, "signe_le": le, "mode": "dessinee" });
                self.post(&equipe.referent, &format!("/v1/rendez-vous/{held}/emargements"), sign).await;
            }
        }
        self.post(&equipe.referent, &format!("/v1/rendez-vous/{held}/cloture"), json!({})).await;
        self.say(person, &held).await;
        let bilan = json!({ "tenu_le": "2018-09-13", "rendez_vous": held });
        self.post(&equipe.operateur, &format!("{step}/bilans"), bilan).await;
        let moved = self.meet(person, &operation, "2018-09-17").await;
        let plan = json!({ "lieu": "bureau 4", "animateur": equipe.referent_id, "operation": operation });
        self.patch(&equipe.referent, &format!("/v1/rendez-vous/{moved}"), plan).await;
        let missed = self.meet(person, &operation, "2018-09-14").await;
        let absent = json!({ "participant": person, "motif": null });
        self.post(&equipe.referent, &format!("/v1/rendez-vous/{missed}/absences"), absent).await;
        let days = [("du", "2018-09-01"), ("au", "2018-09-30")];
        let whose = [("participant", person), ("animateur", equipe.referent_id.as_str())];
        let agenda = [&days[..], &whose[..], &[("operation", operation.as_str())]].concat();
        self.get(&equipe.referent, "/v1/rendez-vous", &agenda).await;
        self.lists_of_work(person, parcours, &operation).await;
        self.hand_over(parcours).await;
        self.report(parcours).await;
        self.post(&equipe.operateur, &format!("{step}/fin"), json!({ "le": "2018-12-31" })).await;
    }

    /// What was said at an appointment, corrected, and what is awaited of the others.
    async fn say(&mut self, person: &str, held: &str) {
        let Equipe { referent, referent_id, prescripteur_structure, operateur_structure, .. } = self.equipe;
        let told = |partner: &str| json!({ "decisions": "CV à refaire", "confidentialite": "partenaire", "partenaire": partner });
        let said = json!({ "participant": person, "contenu": told(prescripteur_structure) });
        let said = id(&self.post(referent, &format!("/v1/rendez-vous/{held}/comptes-rendus"), said).await);
        let path = format!("/v1/comptes-rendus/{said}");
        self.patch(referent, &path, json!({ "partenaire": prescripteur_structure })).await;
        self.post(referent, &format!("{path}/validation"), json!({})).await;
        let corrected = json!({ "contenu": told(operateur_structure), "motif": "partenaire relu", "remplace": 1 });
        self.post(referent, &format!("{path}/correction"), corrected).await;
        self.get(referent, "/v1/comptes-rendus", &[("participant", person), ("auteur", referent_id.as_str())]).await;
        let whose = [("participant", person), ("animateur", referent_id.as_str())];
        let whose = [&whose[..], &[("structure", operateur_structure.as_str())]].concat();
        self.get(referent, "/v1/comptes-rendus/attendus", &whose).await;
    }

    /// Whom a collective action retains, where the territory lets it.
    async fn collective(&mut self, operation: &str) {
        let equipe = self.equipe;
        let forum = json!({ "nom": "Forum des métiers", "le": "2018-09-03", "structure": equipe.operateur_structure,
            "operation": operation });
        let forum = self.post(&equipe.animation, "/v1/actions-collectives", forum).await;
        if forum["actions"][0]["possible"] != json!(true) {
            return;
        }
        let path = format!("/v1/actions-collectives/{}/retenus", id(&forum));
        let known = self.open("Colette").await;
        let piece = self.piece(&known, "justificatif_domicile", "2018-09-03").await;
        let fact = json!({ "code": "rsa", "reponse": "oui", "depuis": "2018-05-02", "source": "CAF", "piece": piece });
        let filed = json!({ "participant": known, "prescripteur": equipe.prescripteur_structure, "deposee_le": "2018-09-03",
            "signatures": [], "situations": [fact] });
        let retained = json!({ "referent": equipe.referent_id, "nouvelle": filed });
        self.post(&equipe.animation, &path, retained).await;
        let filed = to_assign(equipe, "Colombe").await;
        let filed = filed.split('/').nth(3).unwrap();
        let retained = json!({ "referent": equipe.referent_id, "candidature": filed });
        self.post(&equipe.animation, &path, retained).await;
    }

    /// Lists, by whom and by what they are asked.
    async fn lists_of_work(&mut self, person: &str, parcours: &str, operation: &str) {
        let Equipe { direction, referent, gestionnaire, .. } = self.equipe;
        let (who, operateur) = (self.equipe.referent_id.as_str(), self.equipe.operateur_structure.as_str());
        for path in ["/v1/feuilles", "/v1/activites"] {
            self.get(direction, path, &[("agent", who), ("operation", operation)]).await;
        }
        self.get(direction, "/v1/conges", &[("agent", who)]).await;
        self.get(referent, "/v1/parcours", &[("participant", person), ("referent", who)]).await;
        self.get(referent, "/v1/suivis", &[("referent", who)]).await;
        let of = [("parcours", parcours), ("referent", who)];
        let of = [&of[..], &[("participant", person)]].concat();
        self.get(referent, "/v1/etapes", &[&of[..], &[("operateur", operateur)]].concat()).await;
        for path in [
            "/v1/suspensions",
            "/v1/demandes",
            "/v1/sorties",
            "/v1/liaisons",
            "/v1/demarches",
            "/v1/besoins",
            "/v1/qualifications",
        ] {
            self.get(referent, path, &of).await;
        }
        let whose = [("participant", person), ("referent", who), ("structure", operateur)];
        self.get(referent, "/v1/echeances", &whose).await;
        self.get(referent, "/v1/echeances/synthese", &[("referent", who)]).await;
        let taking = [("operation", operation), ("participant", person)];
        self.get(referent, "/v1/participations", &taking).await;
        let controleur = id(&self.equipe.controleur.get("/v1/moi").await.unwrap());
        let control = [("operation", operation), ("controleur", controleur.as_str())];
        self.get(gestionnaire, "/v1/mandats", &control).await;
    }

    /// A suspension of which an instance is told, where the rules say so.
    async fn report(&mut self, parcours: &str) {
        let equipe = self.equipe;
        let stopped = json!({ "du": "2019-02-01", "au": "2019-02-28", "motif": "décision du comité" });
        let stopped = self.post(&equipe.referent, &format!("/v1/parcours/{parcours}/suspensions"), stopped).await;
        let Some(demande) = stopped["demandes"].get(0) else { return };
        let demande = id(demande);
        let session = json!({ "instance": "comite_suivi", "tenue_le": "2018-09-27" });
        let path = format!("/v1/commissions/{}", id(&self.post(&equipe.animation, "/v1/commissions", session).await));
        let told = |list: &Value| list.as_array()?.iter().find(|one| one["demande"] == demande).cloned();
        wait_for(&equipe.animation, &format!("{path}/demandes"), told).await.unwrap();
        self.post(&equipe.animation, &format!("{path}/demandes"), json!({ "demande": demande })).await;
        let aside = json!({ "demande": demande, "membre": equipe.referent_id, "motif": "employeur" });
        self.post(&equipe.animation, &format!("{path}/demandes/deports"), aside).await;
        let heard = json!({ "demande": demande, "decision": "prise_acte" });
        self.post(&equipe.animation, &format!("{path}/demandes/decisions"), heard.clone()).await;
        let presents = json!({ "presents": [equipe.membre_id, equipe.animation_id] });
        self.post(&equipe.animation, &format!("{path}/cloture"), presents).await;
        let corrected = json!({ "decision": heard, "raison": "erreur de saisie" });
        self.post(&equipe.animation, &format!("{path}/demandes/corrections"), corrected).await;
    }

    /// Another référent follows the person, then the first one again.
    async fn hand_over(&mut self, parcours: &str) {
        let Equipe { animation, referent_id, .. } = self.equipe;
        let other = self.equipe.recruter("Sacha", "referent", None).await.unwrap();
        let away = json!({ "referent": other, "des_le": "2018-09-20", "motif": "congé de formation" });
        self.post(animation, &format!("/v1/parcours/{parcours}/referent"), away).await;
        let back = json!({ "de": other, "vers": referent_id, "des_le": "2018-09-25", "motif": "retour", "parcours": [parcours] });
        self.post(animation, "/v1/passations", back).await;
        let made = [("de", other.as_str()), ("vers", referent_id.as_str())];
        self.get(animation, "/v1/passations", &made).await;
    }

    async fn meet(&mut self, person: &str, operation: &str, jour: &str) -> String {
        let meeting = json!({
            "nature": "entretien", "titre": "Suivi", "lieu": "bureau 3", "categorie": "entretien",
            "debut": format!("{jour}T09:00:00+02:00"), "fin": format!("{jour}T10:00:00+02:00"),
            "participants": [person], "animateur": self.equipe.referent_id, "operation": operation,
        });
        id(&self.post(&self.equipe.referent, "/v1/rendez-vous", meeting).await)
    }

    /// An exit, proved once, then by another pièce.
    async fn exit(&mut self, person: &str, parcours: &str) {
        let referent = &self.equipe.referent;
        let job =
            json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2019-01-07", "employeur": "Perrin" });
        let exit = id(&self.post(referent, &format!("/v1/parcours/{parcours}/sorties"), job).await);
        let path = format!("/v1/sorties/{exit}/justificatif");
        let first = self.piece(person, "contrat_de_travail", "2019-01-04").await;
        self.post(referent, &path, json!({ "piece": first, "recu_le": "2019-01-10" })).await;
        let second = self.piece(person, "contrat_de_travail", "2019-01-05").await;
        self.post(referent, &path, json!({ "piece": second, "recu_le": "2019-01-10", "remplace": first })).await;
    }

    /// A table that tells of somebody whom the suite knows, and of somebody who cannot be read.
    async fn import(&mut self) {
        let api = &self.equipe.animation;
        let known = self.open("Aminata").await;
        let columns = ["reference", "nom", "prenom", "date_naissance", "sexe"];
        let columns = columns.map(|titre| json!({ "titre": titre, "champ": titre }));
        let mapping = json!({ "nom": "Base", "source": "base", "colonnes": columns });
        let mapping = id(&self.post(api, "/v1/correspondances", mapping).await);
        let opened = json!({ "fichier": "base.csv", "correspondance": mapping, "arrete_le": "2019-01-05" });
        let path = format!("/v1/imports/{}", id(&self.post(api, "/v1/imports", opened).await));
        let table =
            "reference,nom,prenom,date_naissance,sexe\nA,COLIN,aminata,1988-09-02,F\nB,Autre,Nom,1991-02-31,M\n";
        let url = format!("{}{path}/fichier", self.suite.url);
        let sent = self.suite.http.put(url).bearer_auth(api.token()).body(table).send().await.unwrap();
        assert_eq!(sent.status(), 200);
        let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then_some(Value::Null);
        wait_for(api, &path, over).await.unwrap();
        let decided = json!({ "rangs": [2], "action": "completer", "participant": known });
        self.post(api, &format!("{path}/decisions"), decided).await;
        self.post(api, &format!("{path}/reprise"), json!({ "correspondance": mapping })).await;
        self.import_facts().await;
    }

    /// A table of the facts of parcours, of nobody whose entry was taken over.
    async fn import_facts(&mut self) {
        let api = &self.equipe.animation;
        let columns = ["reference", "fait", "du"].map(|titre| json!({ "titre": titre, "champ": titre }));
        let mapping = json!({ "nom": "Parcours", "source": "base", "colonnes": columns });
        let mapping = id(&self.post(api, "/v1/correspondances-de-parcours", mapping).await);
        let opened = json!({ "fichier": "parcours.csv", "correspondance": mapping, "arrete_le": "2019-01-05" });
        let opened = self.post(api, "/v1/imports-de-parcours", opened).await;
        let path = format!("/v1/imports-de-parcours/{}", id(&opened));
        let url = format!("{}{path}/fichier", self.suite.url);
        let table = "reference,fait,du\nA,parcours,2018-09-01\n";
        let sent = self.suite.http.put(url).bearer_auth(api.token()).body(table).send().await.unwrap();
        assert_eq!(sent.status(), 200);
        let over = |import: &Value| (!import["travail"]["fini_le"].is_null()).then_some(Value::Null);
        wait_for(api, &path, over).await.unwrap();
        self.post(api, &format!("{path}/reprise"), json!({ "correspondance": mapping })).await;
    }
}

/// The request was refused at the identifier that is wrong, or at what holds it.
fn refused(context: &str, pointer: &str, answer: Result<Value, Refus>) {
    let Err(refus) = answer else { panic!("{context} was accepted") };
    assert!((400..500).contains(&refus.status), "{context}: {refus}");
    let told = refus.body["errors"].as_array().into_iter().flatten();
    let told: Vec<_> = told.filter_map(|one| one["pointer"].as_str()).collect();
    let there = |one: &&str| pointer == *one || pointer.starts_with(&format!("{one}/"));
    assert!(told.iter().any(there), "{context}: {told:?} {refus}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_and_what_a_request_names_is_of_the_territory_and_of_the_kind_that_is_meant() {
    let suite = TestSuite::start().await;
    let mut neighbour = None;
    let mut tried = BTreeSet::new();
    for code in ["grand-chalon", "clermont"] {
        let equipe = suite.territory(code).await;
        let (named, none) = (BTreeMap::new(), BTreeSet::new());
        let mut walk = Walk { suite: &suite, equipe: &equipe, references: references(), neighbour, named, tried: none };
        walk.walk().await;
        // A demande comes before an instance in the first one alone: by the rules of the other, nobody else decides.
        tried.extend(walk.tried);
        neighbour = Some(walk.named);
    }
    let told = references().into_iter().map(|one| (one.operation, one.at));
    // A place among the territories, which the suite alone asks for, in the name of the deployment.
    let place = |operation: &str| operation.ends_with("_tetes_list");
    let exempt = |(operation, at): &(String, String)| {
        place(operation) || EXEMPT.iter().any(|one| (one.0, one.1) == (operation, at))
    };
    let expected: BTreeSet<_> = told.filter(|one| !exempt(one)).collect();
    let missing: Vec<_> = expected.difference(&tried).collect();
    assert!(missing.is_empty(), "identifiers that no walk names: {missing:?}");
}

/// Somebody filed and given to nobody yet: the path of the assignment.
async fn to_assign(equipe: &Equipe, prenom: &str) -> String {
    let signed = |who: &str| json!({ "signataire": who, "signe_le": "2018-05-14" });
    let person = json!({ "nom": "Colin", "prenom": prenom, "date_naissance": "1988-09-02", "sexe": "F" });
    let signatures = [signed("participant"), signed("prescripteur")];
    let filed = json!({ "personne": person, "signatures": signatures, "deposee_le": "2018-05-14" });
    let filed = id(&equipe.prescripteur.post("/v1/candidatures", filed).await.unwrap());
    format!("/v1/candidatures/{filed}/affectation")
}

fn given(referent: &str) -> Value {
    json!({ "referent": referent, "affectee_le": "2018-05-17" })
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_there_before_cards_were_told_is_known_once_the_suite_has_grown() {
    let mut suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let path = to_assign(&chalon, "Camille").await;
    suite.stop().await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    for (service, folder) in [
        (Service::Territoires, "00000000000045_fiches_a_dire"),
        (Service::Participants, "00000000000195_fiches_a_dire"),
        (Service::Fse, "00000000000050_fiches_a_dire"),
    ] {
        let read = |side: &str| {
            let file = root().join(format!("services/{service}/migrations/{folder}/{side}.sql"));
            std::fs::read_to_string(file).unwrap()
        };
        let again = format!("SET search_path = {service}; DELETE FROM a_dire; {}; {}", read("down"), read("up"));
        admin.batch_execute(&again).await.unwrap();
    }
    for service in Service::tous() {
        admin.batch_execute(&format!("SET search_path = {service}; DELETE FROM annuaire")).await.unwrap();
    }
    suite.restart().await;
    let animation = suite.anonymous().login("animation@grand-chalon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    animation.post(&path, given(&chalon.referent_id)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_owner_of_an_identifier_is_away_nobody_is_told_that_it_is_wrong() {
    let mut suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let path = to_assign(&chalon, "Camille").await;
    chalon.animation.post(&path, given(&chalon.referent_id)).await.unwrap();
    let path = to_assign(&chalon, "Camile").await;
    let other = chalon.recruter("Dominique", "referent", None).await.unwrap();
    suite.stop_service(Service::Territoires).await;
    let nobody = Uuid::now_v7().to_string();
    let refused = chalon.animation.post(&path, given(&nobody)).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (503, "indisponible"), "{}", refused.body);
    assert_eq!(refused.body["retry_after"], 1);
    chalon.animation.post(&path, given(&chalon.referent_id)).await.expect("whoever is known goes on");
    suite.restart().await;
    let animation = suite.anonymous().login("animation@grand-chalon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    let mut next = given(&other);
    next["remplace"] = json!(chalon.referent_id);
    animation.post(&path, next).await.expect("whoever was added meanwhile is heard of");
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_role_has_ended_is_given_nobody_and_a_role_just_given_holds_at_once() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let path = to_assign(&chalon, "Camille").await;
    let roles = format!("/v1/utilisateurs/{}/habilitations", chalon.membre_id);
    let over = json!({ "role": "referent", "structure": null, "du": "2015-01-01", "au": "2018-05-16" });
    chalon.admin.post(&roles, over).await.unwrap();
    let refused = chalon.animation.post(&path, given(&chalon.membre_id)).await.unwrap_err();
    assert_eq!(refused.body["errors"][0]["pointer"], "/referent", "{}", refused.body);
    let said = refused.body["errors"][0]["detail"].as_str().unwrap();
    assert!(said.contains("n'est pas référent le 17/05/2018"), "{said}");
    let again = json!({ "role": "referent", "structure": null, "du": "2018-05-17", "au": null });
    chalon.admin.post(&roles, again).await.unwrap();
    chalon.animation.post(&path, given(&chalon.membre_id)).await.unwrap();
}
