//! A file whose processing is restricted is kept and read, and changes in no service.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::Service;
use plie::demo::{Api, Dossier, Equipe, Personne, wait_for};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

use crate::{
    chain,
    events::until,
    isolation::{Operation, operations, protected, tokens},
};

/// What names a person and still goes on, and why.
const GOES_ON: [(&str, &str); 36] = [
    ("mandat_create", "a control reads, and changes nothing"),
    ("mandat_end", "the same"),
    ("consentement_withdraw", "the person takes back what they agreed to: it shows less of them"),
    ("lien_revoke", "it shows less of them"),
    ("participant_unrestrict", "it is how the restriction ends"),
    ("participant_export", "the person exercises a right"),
    ("participant_erase", "the person exercises a right"),
    ("obligation_create", "a funder obliges to keep the file, whatever the person asks"),
    ("commission_close", "it names a session: a restricted file leaves its agenda"),
    ("commission_cancel", "it names a session: a restricted file leaves its agenda"),
    ("commission_convene", "it names a session"),
    ("commission_members", "it names a session"),
    ("commission_move", "it names a session"),
    ("import_upload", "it names a table; a line of a restricted file is refused by itself"),
    ("import_integrate", "the same"),
    ("import_abandon", "the same"),
    ("import_retry", "the same"),
    ("import_line_correct", "the same"),
    ("import_line_decide", "the same: the line says at its pointer why it is refused"),
    ("import_parcours_upload", "it names a table; a line of a restricted file is rejected with its reason"),
    ("import_parcours_integrate", "the same"),
    ("import_parcours_abandon", "the same"),
    ("import_parcours_retry", "the same"),
    ("import_parcours_line_correct", "the same"),
    ("import_parcours_line_decide", "the same"),
    ("correspondance_parcours_create", "it names a mapping of columns"),
    ("import_parcours_create", "it names a table"),
    ("passation_create", "it names référents: a person whose file is restricted is left, and said to be"),
    ("correspondance_update", "it names a mapping of columns"),
    ("travail_cancel", "it names a work"),
    ("correspondance_create", "it names a mapping of columns"),
    ("import_create", "it names a table"),
    ("reperage_apply", "it is of who has no file yet: it opens one"),
    ("reperage_close", "the same, and opens none"),
    ("reperage_erase", "the same"),
    ("participant_create", "it opens a file, which nobody restricted yet"),
];

fn because() -> Value {
    json!({ "motif": "la personne conteste ce qui est écrit" })
}

/// Somebody of whom every service holds something that may change.
pub(crate) struct Tenu {
    pub(crate) suite: TestSuite,
    pub(crate) equipe: Equipe,
    pub(crate) dossier: Dossier,
    /// One identifier of each kind, by the first segment of the paths that take it.
    ids: BTreeMap<&'static str, String>,
    /// Another parcours, which could be made one with the first.
    autre: String,
    /// Another file, which could be.
    double: String,
    jeton: String,
    piece: String,
}

async fn posted(api: &Api, path: &str, body: Value) -> String {
    id(&api.post(path, body).await.unwrap())
}

pub(crate) fn rendez_vous(participants: &[&str], jour: &str) -> Value {
    json!({ "nature": "entretien", "titre": "Entretien", "debut": format!("{jour}T09:00:00+01:00"), "fin": format!("{jour}T10:00:00+01:00"),
        "lieu": "Maison de l'emploi", "participants": participants, "operation": null, "categorie": "entretien" })
}

impl Tenu {
    pub(crate) async fn new() -> Self {
        let suite = TestSuite::start().await;
        let lyon = suite.territory("lyon").await;
        let dossier = chain::g_in(&lyon).await;
        let (g, candidature) = (dossier.participant.as_str(), dossier.candidature.as_str());
        let parcours = id(&lyon.parcours(&dossier).await.unwrap());
        let of_g = |what: &str| format!("/v1/participants/{g}/{what}");
        let referent = &lyon.referent;
        let adresse =
            json!({ "code_postal": "69003", "commune": "69123", "depuis": "2017-01-01", "source": "facture" });
        let rsa = json!({ "code": "rsa", "reponse": "oui", "depuis": "2017-01-01", "source": "attestation" });
        let partage = json!({ "finalite": "partage", "partenaire": lyon.operateur_structure, "accord": true, "recueilli_le": "2017-03-02" });
        let aci = json!({ "nature": "aci", "operateur": lyon.operateur_structure, "intitule": "Espaces verts", "debut": "2017-05-01", "fin_prevue": "2017-10-31" });
        let cdi = json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2018-10-01", "employeur": "Boulangerie Perrin" });
        let operation = json!({ "numero": "201700042", "intitule": "Accompagnement", "programme": "fse_2014_2020", "debut": "2017-01-01",
            "fin": "2017-12-31", "option": "personnel_seul", "taux": "60", "cout_total": "60200.00" });
        let operation = posted(&lyon.gestionnaire, "/v1/operations", operation).await;
        let piece = posted(referent, &of_g("pieces"), json!({ "kind": "attestation_rsa", "etat": "demandee" })).await;
        let lien =
            referent.post(&format!("/v1/candidatures/{candidature}/liens"), json!({ "jours": 30 })).await.unwrap();
        lyon.partager(g, &lyon.prescripteur_structure, "2017-02-13").await.unwrap();
        let paused = json!({ "du": "2018-03-01", "au": "2018-03-31", "motif": "congé maternité" });
        referent.post(&format!("/v1/parcours/{parcours}/suspensions"), paused).await.unwrap();
        let paused = lyon.accorder(&format!("/v1/parcours/{parcours}"), "2018-02-22").await.unwrap();
        let enters = json!({ "participant": g, "entree_le": "2017-03-16" });
        let session = posted(&lyon.animation, "/v1/commissions", json!({ "tenue_le": "2017-06-01" })).await;
        let veille = json!({ "nature": "veille", "du": "2018-06-01", "motif": "congé parental" });
        let veille = referent.post(&format!("/v1/parcours/{parcours}/suspensions"), veille).await.unwrap();
        let asked = id(veille["demandes"].as_array().unwrap().last().unwrap());
        let told = |list: &Value| list.as_array()?.iter().find(|one| one["demande"] == asked).cloned();
        wait_for(&lyon.animation, &format!("/v1/commissions/{session}/demandes"), told).await.unwrap();
        let convenue = convenue(&lyon, g, &asked).await;
        let sessions = lyon.animation.get("/v1/commissions").await.unwrap();
        let entered = |one: &&Value| one["etat"] == "close" && one["nombre_dossiers"] == 1;
        let closed = id(sessions["elements"].as_array().unwrap().iter().find(entered).unwrap());
        let papers = lyon.animation.get(&format!("/v1/commissions/{closed}/documents")).await.unwrap();
        let courrier = id(papers.as_array().unwrap().iter().find(|one| one["nature"] == "courrier").unwrap());
        let personne = json!({ "nom": "Garnier", "prenom": "Gisele", "date_naissance": "1979-04-11", "sexe": "F" });
        let [absorbe, double] = [
            posted(referent, "/v1/participants", personne.clone()).await,
            posted(referent, "/v1/participants", personne).await,
        ];
        let merged = json!({ "absorbe": absorbe, "motif": "même pièce d'identité" });
        let goal = json!({ "nature": "objectif", "intitule": "permis B", "porteur": "personne" });
        let point = json!({ "interlocuteur": "france_travail", "le": "2018-01-15" });
        let offer = json!({ "nature": "offre", "le": "2018-01-15" });
        let around = json!({ "fonction": "tuteur", "nom": "Petit", "du": "2018-01-15", "partage": "rien" });
        let need = json!({ "theme": "mobilite", "le": "2018-01-15", "texte": "un permis à financer" });
        let forum = json!({ "nom": "Forum des métiers", "le": "2017-02-13" });
        let forum = posted(&lyon.animation, "/v1/actions-collectives", forum).await;
        let engaged = json!({ "organisme": "france_travail", "oriente_le": "2017-02-01", "statut": "a_signer" });
        let engagement = posted(referent, &of_g("engagements"), engaged).await;
        let meeting = posted(referent, "/v1/rendez-vous", rendez_vous(&[g], "2018-01-15")).await;
        let said = json!({ "participant": g, "contenu": { "decisions": "CV à refaire" } });
        let said = posted(referent, &format!("/v1/rendez-vous/{meeting}/comptes-rendus"), said).await;
        let mut ids = BTreeMap::from([
            ("actions-collectives", forum),
            ("comptes-rendus", said),
            ("engagements", engagement),
            ("liaisons", posted(referent, &format!("/v1/parcours/{parcours}/liaisons"), point).await),
            ("besoins", posted(referent, &format!("/v1/parcours/{parcours}/besoins"), need).await),
            ("demarches", posted(referent, &format!("/v1/parcours/{parcours}/demarches"), offer).await),
            ("intervenants", posted(referent, &format!("/v1/parcours/{parcours}/intervenants"), around).await),
            ("actions", posted(referent, &format!("/v1/parcours/{parcours}/actions"), goal).await),
            ("participants", g.to_owned()),
            ("candidatures", candidature.to_owned()),
            ("adresses", posted(referent, &of_g("adresses"), adresse).await),
            ("situations", posted(referent, &of_g("situations"), rsa).await),
            ("consentements", posted(referent, &of_g("consentements"), partage).await),
            ("contrats", id(&referent.get(&format!("/v1/candidatures/{candidature}/contrats")).await.unwrap()[0])),
            ("etapes", posted(referent, &format!("/v1/parcours/{parcours}/etapes"), aci).await),
            ("sorties", posted(referent, &format!("/v1/parcours/{parcours}/sorties"), cdi).await),
            ("rendez-vous", meeting),
            ("suspensions", id(&paused["suspensions"][0])),
            ("participations", posted(referent, &format!("/v1/operations/{operation}/participations"), enters).await),
            ("fusions", posted(&lyon.animation, &of_g("fusion"), merged).await),
            ("liens", id(&lien)),
            ("pieces", piece.clone()),
            ("commissions", session),
            ("demandes", asked),
            ("actions-instances", convenue),
            ("documents", courrier),
            ("parcours", parcours),
            ("operations", operation),
        ]);
        let h = Personne { nom: "Hubert", prenom: "Hélène", naissance: "1980-01-10", sexe: "F", commune: "69123" };
        let autre = entrer(&lyon, h).await;
        let asked = format!("/v1/echeances?source=parcours&participant={}&au=2099-12-31", dossier.participant);
        ids.insert("echeances", id(&referent.get(&asked).await.unwrap()["elements"][0]));
        let jeton = lien["jeton"].as_str().unwrap().to_owned();
        Self { suite, equipe: lyon, dossier, ids, autre, double, jeton, piece }
    }

    /// The same, of what surrounds a parcours.
    fn suivi(operation: &str) -> Option<Value> {
        Some(match operation {
            "action_create" | "action_update" => {
                json!({ "nature": "objectif", "intitule": "permis B", "porteur": "personne" })
            }
            "action_advance" => json!({ "vers": "en_cours", "le": "2018-01-15" }),
            "niveau_create" => json!({ "theme": "mobilite", "niveau": "leger", "le": "2018-01-15" }),
            "liaison_create" => json!({ "interlocuteur": "france_travail", "le": "2018-01-15" }),
            "liaison_hold" => {
                json!({ "le": "2018-01-15", "compte_rendu": { "moyen": "telephone", "convenu": "rien de neuf" } })
            }
            "liaison_cancel" => json!({ "motif": "agence fermée" }),
            "qualification_create" => json!({ "qualification": "bloque", "le": "2018-01-15", "cadre": "referent" }),
            "demarche_create" => json!({ "nature": "inscription", "le": "2018-01-15" }),
            "besoin_create" => json!({ "theme": "mobilite", "le": "2018-01-15", "texte": "un permis à financer" }),
            "besoin_conclude" => json!({ "issue": "sans_offre", "le": "2018-01-15" }),
            "demarche_conclude" => json!({ "issue": "aboutie", "le": "2018-01-15" }),
            "intervenant_create" | "intervenant_update" => {
                json!({ "fonction": "tuteur", "nom": "Petit", "du": "2018-01-15", "partage": "rien" })
            }
            _ => return None,
        })
    }

    /// A body that the operation takes when the file is not restricted, or could in another state.
    pub(crate) fn body(&self, operation: &str) -> Option<Value> {
        let (g, candidature) = (&self.dossier.participant, &self.dossier.candidature);
        let names =
            |motif: &str| json!({ "candidature": candidature, "membre": self.equipe.membre_id, "motif": motif });
        let decision = json!({ "candidature": candidature, "decision": "validee", "motif": "projet réaliste" });
        let diagnosis = json!({ "etabli_le": "2017-03-02", "elements": [{ "theme": "emploi", "nature": "atout", "texte": "expérience" }] });
        Some(match operation {
            "participant_update" => json!({ "telephone": "0612345678" }),
            "participant_restrict" => because(),
            "participant_merge" => json!({ "absorbe": self.double, "motif": "même pièce d'identité" }),
            "participant_unmerge" | "rendez_vous_cancel" | "rendez_vous_close" | "etape_accept" | "sortie_confirm" => {
                json!({})
            }
            "adresse_create" => {
                json!({ "code_postal": "69003", "commune": "69123", "depuis": "2018-01-01", "source": "facture" })
            }
            "adresse_correct" | "situation_correct" => json!({ "fait": null, "motif": "saisi par erreur" }),
            "situation_create" => {
                json!({ "code": "rqth", "reponse": "oui", "depuis": "2018-01-01", "source": "notification" })
            }
            "consentement_create" => json!({ "finalite": "image", "accord": true, "recueilli_le": "2018-01-01" }),
            "engagement_create" | "engagement_update" => {
                json!({ "organisme": "france_travail", "oriente_le": "2018-01-08", "statut": "a_signer" })
            }
            "piece_create" => json!({ "kind": "attestation_rsa", "etat": "demandee" }),
            "piece_follow" => json!({ "etat": "sans_objet" }),
            "candidature_create" => json!({ "participant": g, "deposee_le": "2019-01-07", "signatures": [
                { "signataire": "participant", "signe_le": "2019-01-07" }, { "signataire": "prescripteur", "signe_le": "2019-01-07" }] }),
            "candidature_assign" => json!({ "referent": self.equipe.referent_id, "affectee_le": "2017-02-16" }),
            "candidature_contact" => {
                json!({ "avec": "personne", "le": "2017-03-02", "moyen": "telephone", "abouti": false })
            }
            "candidature_sign" => json!({ "signataire": "referent", "signe_le": "2017-02-16" }),
            "action_collective_retain" => json!({ "referent": self.equipe.referent_id, "candidature": candidature }),
            "candidature_no_entry" => json!({ "motif": "abandon" }),
            "entree_correct" => {
                json!({ "entree_le": "2017-03-17", "remplace": "2017-03-16", "motif": "séance reportée" })
            }
            "diagnostic_create" | "diagnostic_update" => diagnosis,
            "lien_create" => json!({ "jours": 7 }),
            "commission_enroll" => json!({ "candidature": candidature }),
            "commission_recuse" => names("employeur"),
            "commission_decide" => decision,
            "commission_correct" => json!({ "decision": decision, "raison": "erreur de saisie" }),
            "demande_enroll" => json!({ "demande": self.ids["demandes"] }),
            "demande_recuse" => {
                json!({ "demande": self.ids["demandes"], "membre": self.equipe.membre_id, "motif": "employeur" })
            }
            "demande_decide" => json!({ "demande": self.ids["demandes"], "decision": "accordee" }),
            "demande_correct" => {
                let decision = json!({ "demande": self.ids["demandes"], "decision": "accordee" });
                json!({ "decision": decision, "raison": "erreur de saisie" })
            }
            "demande_withdraw" => json!({ "motif": "la personne reprend" }),
            "instance_action_create" => {
                json!({ "quoi": "demander une place en crèche", "qui": "Claire Petit", "echeance": "2018-06-15", "participant": g })
            }
            "instance_action_follow" => {
                json!({ "action": self.ids["actions-instances"], "etat": "faite", "resultat": "place obtenue" })
            }
            "parcours_prolong" => json!({ "jusqu_au": "2027-06-30", "motif": "titre en cours" }),
            "parcours_review" => json!({ "suite": "poursuite", "bilan": "deux étapes tenues" }),
            "document_send" => json!({ "le": "2017-03-20", "canal": "courriel" }),
            "contrat_create" => json!({ "candidature": candidature }),
            "contrat_code" => json!({ "signataire": "participant" }),
            "contrat_sign" => {
                json!({ "signataire": "participant", "signe_le": "2017-03-23", "mode": { "type": "papier", "attestation": true } })
            }
            "contrat_renew" => json!({ "debut": "2018-03-23" }),
            "contrat_end" => json!({ "le": "2018-03-23", "motif": "terme" }),
            "piece_upload" | "suivi_upload" => Value::Null,
            other => return self.vie(other).or_else(|| Self::suivi(other)),
        })
    }

    /// The same, of what is done of a parcours, of appointments and of participations.
    fn vie(&self, operation: &str) -> Option<Value> {
        let g = &self.dossier.participant;
        let entry = json!({ "recueilli_le": "2017-03-16", "situation": "chomeur", "inscrit_france_travail": true, "mois_sans_emploi": 26,
            "en_formation": false, "niveau": "cap_bep", "handicap": "non", "minima_sociaux": "oui", "sans_domicile": "non", "origine_etrangere": "non" });
        Some(match operation {
            "etape_create" => {
                json!({ "nature": "aci", "operateur": self.equipe.operateur_structure, "intitule": "Cuisine", "debut": "2018-05-01", "fin_prevue": "2018-10-31" })
            }
            "etape_update" => json!({ "intitule": "Cuisine" }),
            "rendez_vous_update" => json!({ "lieu": "bureau 4" }),
            "etape_start" | "etape_end" => json!({ "le": "2017-05-01" }),
            "etape_break" => json!({ "le": "2017-05-01", "motif": "abandon" }),
            "bilan_tripartite_create" => json!({ "tenu_le": "2017-06-01" }),
            "sortie_create" => {
                json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": "2018-11-01", "employeur": "Boulangerie Perrin" })
            }
            "sortie_prove" => json!({ "piece": self.piece, "recu_le": "2018-10-12" }),
            "sortie_decide" => json!({ "le": "2018-10-12", "motif": "contrat aidé" }),
            "sortie_qualify" => json!({ "obtenu_le": "2018-10-12" }),
            "sortie_agree" => json!({ "le": "2018-10-12", "moyen": "entretien" }),
            "sortie_contrat_create" => json!({ "debut": "2018-10-12", "quotite": "100", "employeur": "Mairie" }),
            "sortie_appel_create" => json!({ "le": "2018-10-12", "issue": "en_emploi" }),
            "sortie_correct" => json!({ "le": "2018-10-12", "motif": "autre personne" }),
            "sortie_break" => json!({ "le": "2018-10-12" }),
            "sortie_abandon" => json!({ "le": "2018-10-12", "motif": "injoignable" }),
            "suspension_create" => json!({ "du": "2018-02-01", "au": "2018-02-28", "motif": "congé maternité" }),
            "echeance_postpone" => json!({ "au": "2099-12-31", "motif": "étape convenue" }),
            "suspension_correct" => json!({ "remplace": 1, "suspension": null, "motif": "autre personne" }),
            "etape_correct" => json!({ "remplace": 1, "debut": "2017-05-02", "fin": null, "motif": "date relevée" }),
            "suspension_resume" => json!({ "le": "2018-03-16" }),
            "parcours_end" => json!({ "motif": "demenagement", "le": "2018-03-16" }),
            "fin_correct" => json!({ "remplace": 1, "fin": { "motif": "demenagement", "le": "2018-03-16" },
                "decision": { "le": "2018-10-12", "motif": "autre personne" } }),
            "fin_withdraw" => json!({ "remplace": 1, "decision": { "le": "2018-10-12", "motif": "autre personne" } }),
            "parcours_assign" => {
                json!({ "referent": self.equipe.animation_id, "des_le": "2018-03-16", "motif": "départ de Mme Morel" })
            }
            "parcours_merge" => json!({ "absorbe": self.autre, "motif": "même personne" }),
            "rendez_vous_create" => rendez_vous(&[g], "2018-02-15"),
            "emargement_create" => {
                json!({ "signataire": "participant", "participant": g, "moment": "arrivee", "signe_le": "2018-01-15T09:00:00+01:00", "mode": "dessinee" })
            }
            "absence_create" => json!({ "participant": g, "motif": null }),
            "compte_rendu_create" => json!({ "participant": g, "contenu": { "decisions": "CV à refaire" } }),
            "compte_rendu_update" => json!({ "decisions": "CV refait" }),
            "compte_rendu_validate" | "compte_rendu_abandon" => json!({}),
            "compte_rendu_correct" => {
                json!({ "contenu": { "decisions": "CV refait" }, "motif": "relu", "remplace": 1 })
            }
            "participation_create" => json!({ "participant": g, "entree_le": "2017-03-17" }),
            "questionnaire_entree_create" => entry,
            "questionnaire_sortie_create" => {
                json!({ "sortie_le": "2017-10-01", "observe_le": "2017-10-05", "situation": "recherche_emploi" })
            }
            "suivi_contact" => json!({ "jeton": self.jeton, "texte": "nouveau numéro : 06 12 34 56 78" }),
            _ => return None,
        })
    }

    /// Whether an operation is of something that is held here, or of nothing that its path names.
    pub(crate) fn nomme(&self, operation: &Operation) -> bool {
        let noun = operation.path.split('/').nth(2).unwrap();
        !operation.path.contains('{') || operation.path.matches('{').count() == 1 && self.ids.contains_key(noun)
    }

    pub(crate) async fn send(&self, operation: &Operation, token: &str, body: &Value) -> (u16, Value) {
        let noun = operation.path.split('/').nth(2).unwrap();
        let path = match self.ids.get(noun) {
            Some(own) => operation.path.replace("{id}", own),
            None => operation.path.clone(),
        };
        assert!(!path.contains('{'), "the sweep has no id for {path}");
        let url = format!("{}{path}", self.suite.url);
        let request = self.suite.http.request(operation.method.parse().unwrap(), url).bearer_auth(token);
        let request = request.header("If-Match", "\"1\"").header("X-Lien", &self.jeton).header("X-Piece", &self.piece);
        let request = if body.is_null() { request.body("%PDF-1.7\n1 0 obj\n") } else { request.json(body) };
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }

    /// Restricts the file, and waits until every service knows.
    async fn limiter(&self) {
        let path = format!("/v1/participants/{}/limitation", self.dossier.participant);
        self.equipe.animation.post(&path, because()).await.unwrap();
        let mut admin = AsyncPgConnection::establish(&self.suite.admin_url).await.unwrap();
        until(async || connu(&mut admin).await == 4, "a service does not know the restriction").await;
    }
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The services that hold something of persons.
fn tenants() -> impl Iterator<Item = Service> {
    Service::tous().filter(|service| service.tient_des_personnes())
}

/// How many services know of one restriction.
async fn connu(admin: &mut AsyncPgConnection) -> i64 {
    let known: Vec<_> = tenants().map(|one| format!("SELECT * FROM {one}.dossiers_limites")).collect();
    let query = format!("SELECT count(*) AS n FROM ({}) known", known.join(" UNION ALL "));
    diesel::sql_query(query).get_result::<Count>(admin).await.unwrap().n
}

/// What a session on whose agenda this demande is decided that somebody does for the person.
async fn convenue(equipe: &Equipe, personne: &str, demande: &str) -> String {
    let session = posted(&equipe.animation, "/v1/commissions", json!({ "tenue_le": "2017-05-18" })).await;
    let session = format!("/v1/commissions/{session}");
    equipe.animation.post(&format!("{session}/demandes"), json!({ "demande": demande })).await.unwrap();
    let action = json!({ "quoi": "demander une place en crèche", "qui": "Claire Petit", "echeance": "2018-06-15", "participant": personne });
    id(&equipe.animation.post(&format!("{session}/actions"), action).await.unwrap()["plan"][0])
}

async fn entrer(equipe: &Equipe, personne: Personne) -> String {
    let dossier = equipe.deposer(personne, "2018-05-14", "2018-05-17").await.unwrap();
    equipe.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    equipe.commission(&[&dossier], "2018-06-07").await.unwrap();
    equipe.contractualiser(&dossier, "2018-06-07").await.unwrap();
    id(&equipe.parcours(&dossier).await.unwrap())
}

/// Whether a schema of the documents names a person, by itself or by what leads to them.
fn names_a_person(document: &Value, schema: &Value, seen: &mut BTreeSet<String>) -> bool {
    match schema {
        Value::Object(fields) => fields.iter().any(|(key, value)| match (key.as_str(), value.as_str()) {
            ("$ref", Some(named)) => {
                let name = named.rsplit('/').next().unwrap().to_owned();
                matches!(name.as_str(), "ParticipantId" | "CandidatureId" | "ParcoursId")
                    || seen.insert(name.clone())
                        && names_a_person(document, &document["components"]["schemas"][&name], seen)
            }
            _ => names_a_person(document, value, seen),
        }),
        Value::Array(all) => all.iter().any(|one| names_a_person(document, one, seen)),
        _ => false,
    }
}

/// Operations that may change something of a person, with a token of who may.
fn qui_changent(equipe: &Equipe) -> Vec<(Operation, String)> {
    let (_, document) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let body = |one: &Operation| {
        let said = &document["paths"][&one.path][one.method.to_lowercase()]["requestBody"];
        names_a_person(&document, said, &mut BTreeSet::new())
    };
    let held = tokens(equipe);
    let mut found: Vec<_> = protected()
        .into_iter()
        .filter(|(one, right)| {
            one.method != "GET" && right.ecriture() && right.nominative() && (one.path.contains("{id}") || body(one))
        })
        .map(|(one, right)| {
            let token = held.iter().find(|(role, _)| right.roles().contains(role)).unwrap().1.clone();
            (one, token)
        })
        .collect();
    // Whoever holds a link changes something too; to look is a POST, for the token of the link stands in no path.
    let links = operations().into_iter().filter(|one| one.path.starts_with("/v1/suivi/"));
    found.extend(links.map(|one| (one, String::new())));
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_changes_of_a_person_whose_file_is_restricted() {
    let tenu = Tenu::new().await;
    tenu.limiter().await;
    let mut spared: BTreeMap<_, _> = GOES_ON.into_iter().collect();
    let mut wrong = Vec::new();
    let all = qui_changent(&tenu.equipe);
    assert!(all.len() > 50, "the sweep found {} operations", all.len());
    for (operation, token) in all {
        if spared.remove(operation.id.as_str()).is_some() {
            continue;
        }
        let Some(body) = tenu.body(&operation.id) else {
            wrong.push(format!("{}: say what it takes, or why it goes on", operation.id));
            continue;
        };
        let (status, answer) = tenu.send(&operation, &token, &body).await;
        if (status, answer["slug"].as_str()) != (409, Some("dossier-limite")) {
            wrong.push(format!("{}: {status} {answer}", operation.id));
        }
    }
    let alone = [
        "correspondance_create",
        "correspondance_parcours_create",
        "import_create",
        "import_parcours_create",
        "participant_create",
    ];
    spared.retain(|name, _| !alone.contains(name));
    assert!(spared.is_empty(), "they name nobody any more: {spared:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_and_a_workshop_go_on_without_the_person() {
    let suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let person = |nom, prenom| Personne { nom, prenom, naissance: "1985-01-10", sexe: "F", commune: "69123" };
    let mut both = Vec::new();
    for one in [person("Arnaud", "Aline"), person("Bernard", "Berthe")] {
        let dossier = lyon.deposer(one, "2026-02-02", "2026-02-03").await.unwrap();
        lyon.diagnostiquer(&dossier, "2026-02-05").await.unwrap();
        both.push(dossier);
    }
    let (aline, berthe) = (&both[0], &both[1]);
    let atelier = rendez_vous(&[&aline.participant, &berthe.participant], "2026-02-09");
    let atelier = format!("/v1/rendez-vous/{}", posted(&lyon.referent, "/v1/rendez-vous", atelier).await);
    let session = format!(
        "/v1/commissions/{}",
        posted(&lyon.animation, "/v1/commissions", json!({ "tenue_le": "2026-02-12" })).await
    );
    for one in &both {
        lyon.animation.post(&format!("{session}/dossiers"), json!({ "candidature": one.candidature })).await.unwrap();
    }
    let decide = json!({ "candidature": berthe.candidature, "decision": "validee", "motif": "projet réaliste" });
    lyon.animation.post(&format!("{session}/decisions"), decide).await.unwrap();
    let restriction = format!("/v1/participants/{}/limitation", aline.participant);
    lyon.animation.post(&restriction, because()).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    until(async || connu(&mut admin).await == 4, "a service does not know the restriction").await;

    let closed = lyon
        .animation
        .post(&format!("{session}/cloture"), json!({ "presents": [lyon.membre_id, lyon.animation_id] }))
        .await
        .unwrap();
    let decided: Vec<_> = closed["dossiers"].as_array().unwrap().iter().map(|one| one["candidature"].clone()).collect();
    assert_eq!(decided, [json!(berthe.candidature)]);
    let waiting = lyon.referent.get(&format!("/v1/candidatures/{}", aline.candidature)).await.unwrap();
    assert_eq!(waiting["etat"], "diagnostic", "it waits for another session, as it was");

    let absent = |one: &Dossier| json!({ "participant": one.participant, "motif": null });
    let refused = lyon.referent.post(&format!("{atelier}/absences"), absent(aline)).await.unwrap_err();
    assert_eq!(refused.slug(), "dossier-limite");
    lyon.referent.post(&format!("{atelier}/absences"), absent(berthe)).await.unwrap();
    let over = lyon.referent.post(&format!("{atelier}/cloture"), json!({})).await.unwrap();
    let of_aline =
        over["presences"].as_array().unwrap().iter().find(|one| one["participant"] == aline.participant.as_str());
    assert_eq!(of_aline.unwrap()["issue"], "attendu", "nothing was recorded of her");

    lyon.animation.post(&format!("{restriction}/levee"), because()).await.unwrap();
    until(async || connu(&mut admin).await == 0, "a service does not know that it was lifted").await;
    let next = posted(&lyon.animation, "/v1/commissions", json!({ "tenue_le": "2026-02-26" })).await;
    lyon.animation
        .post(&format!("/v1/commissions/{next}/dossiers"), json!({ "candidature": aline.candidature }))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restriction_of_before_is_told_to_the_services_that_hear_of_it_now() {
    let mut suite = TestSuite::start().await;
    let lyon = suite.territory("lyon").await;
    let personne = json!({ "nom": "Garnier", "prenom": "Gisèle", "date_naissance": "1979-04-11", "sexe": "F" });
    let g = posted(&lyon.referent, "/v1/participants", personne).await;
    lyon.animation.post(&format!("/v1/participants/{g}/limitation"), because()).await.unwrap();
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    until(async || connu(&mut admin).await == 4, "a service does not know the restriction").await;
    for service in tenants() {
        admin.batch_execute(&format!("DELETE FROM {service}.dossiers_limites")).await.unwrap();
    }
    // The round looks at each start.
    suite.restart().await;
    until(async || connu(&mut admin).await == 4, "the restriction was not told again").await;
    let referent = suite.anonymous().login("referent@lyon.example", plie::demo::MOT_DE_PASSE).await.unwrap();
    let refused = referent.post("/v1/rendez-vous", rendez_vous(&[&g], "2026-02-09")).await.unwrap_err();
    assert_eq!((refused.status, refused.slug()), (409, "dossier-limite"));
    wait_for(&referent, &format!("/v1/participants/{g}"), |file| file["limite_le"].as_str().map(Into::into))
        .await
        .unwrap();
}
