//! Commands that check one thing and write another, run two by two at the same time: whichever comes first, what is
//! signed is what happened.

use plie::demo::{Api, Dossier, Equipe, Personne, Refus};
use serde_json::{Value, json};
use testkit::{TestSuite, id};

/// Times that each pair is run.
const FOIS: usize = 6;

/// What may be asked of a month of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Geste {
    Activite,
    Conge,
    Prevoir,
    Terminer,
    Completer,
    Signer,
    Rouvrir,
}

use Geste as G;

const GESTES: [Geste; 7] = [G::Activite, G::Conge, G::Prevoir, G::Terminer, G::Completer, G::Signer, G::Rouvrir];

/// Every pair, each gesture with itself too.
fn pairs() -> impl Iterator<Item = [Geste; 2]> {
    GESTES.into_iter().enumerate().flat_map(|(rank, left)| GESTES[rank..].iter().map(move |right| [left, *right]))
}

/// Months whose days 12 to 15 are never holidays, so that nothing but the gestures keeps a sheet from being signed.
fn months() -> impl Iterator<Item = String> {
    (2015..=2025).flat_map(|year| ["01", "02", "09", "10", "11", "12"].map(|month| format!("{year}-{month}")))
}

/// A month in which two gestures are tried, with what they need.
struct Essai {
    referent: Api,
    mois: String,
    person: String,
    feuille: String,
    /// An appointment that everybody signed and nobody closed.
    signe: Option<String>,
    /// One that is over, and that the person left without signing.
    incomplet: Option<String>,
}

impl Essai {
    async fn preparer(chalon: &Equipe, person: &str, mois: String, pair: [Geste; 2]) -> Self {
        let mut month = Self {
            referent: chalon.referent.clone(),
            mois,
            person: person.to_owned(),
            feuille: String::new(),
            signe: None,
            incomplet: None,
        };
        let first = json!({ "mois": format!("{}-01", month.mois) });
        month.feuille = format!("/v1/feuilles/{}", id(&month.referent.post("/v1/feuilles", first).await.unwrap()));
        if pair.contains(&G::Terminer) {
            let path = month.rendez_vous("12", &["participant", "animateur"]).await;
            let jour = month.jour("12");
            let said = json!({ "nature": "non_termine", "jour": jour, "motif": "signé, à terminer" });
            month.referent.post(&format!("{}/explications", month.feuille), said).await.unwrap();
            month.signe = Some(path);
        }
        if pair.contains(&G::Completer) {
            let path = month.rendez_vous("13", &["animateur"]).await;
            month.referent.post(&format!("{path}/cloture"), json!({})).await.unwrap();
            month.incomplet = Some(path);
        }
        if pair.contains(&G::Rouvrir) {
            month.faire(G::Signer).await.unwrap();
        }
        month
    }

    fn jour(&self, jour: &str) -> String {
        format!("{}-{jour}", self.mois)
    }

    async fn prevoir(&self, jour: &str) -> Result<Value, Refus> {
        let at = |hour: &str| format!("{}T{hour}:00Z", self.jour(jour));
        let meeting = json!({
            "nature": "entretien", "titre": "Suivi", "debut": at("09:00"), "fin": at("10:00"), "lieu": "bureau 3",
            "participants": [self.person], "categorie": "entretien",
        });
        self.referent.post("/v1/rendez-vous", meeting).await
    }

    /// An interview whose start everybody signed, and whose end those who are named did.
    async fn rendez_vous(&self, jour: &str, partis: &[&str]) -> String {
        let path = format!("/v1/rendez-vous/{}", id(&self.prevoir(jour).await.unwrap()));
        for (moment, heure, signataires) in
            [("arrivee", "09:00", &["participant", "animateur"][..]), ("depart", "10:00", partis)]
        {
            for signataire in signataires {
                let sign = self.signature(jour, signataire, moment, heure);
                self.referent.post(&format!("{path}/emargements"), sign).await.unwrap();
            }
        }
        path
    }

    fn signature(&self, jour: &str, signataire: &str, moment: &str, heure: &str) -> Value {
        let participant = (signataire == "participant").then_some(&self.person);
        json!({
            "signataire": signataire, "participant": participant, "moment": moment, "mode": "dessinee",
            "signe_le": format!("{}T{heure}:00Z", self.jour(jour)),
        })
    }

    async fn faire(&self, geste: Geste) -> Result<Value, Refus> {
        let (path, body) = match geste {
            G::Activite => {
                let jour = self.jour("14");
                let body = json!({ "jour": jour, "minutes": 16, "categorie": "administratif", "libelle": "dossiers" });
                ("/v1/activites".to_owned(), body)
            }
            G::Conge => ("/v1/conges".to_owned(), json!({ "du": self.jour("12"), "au": self.jour("15") })),
            G::Prevoir => return self.prevoir("15").await,
            G::Terminer => (format!("{}/cloture", self.signe.as_ref().unwrap()), json!({})),
            G::Completer => {
                let mut sign = self.signature("13", "participant", "depart", "10:00");
                sign["motif"] = json!("oubli");
                (format!("{}/emargements", self.incomplet.as_ref().unwrap()), sign)
            }
            G::Signer => (format!("{}/signatures", self.feuille), json!({})),
            G::Rouvrir => (format!("{}/reouverture", self.feuille), json!({ "motif": "un oubli" })),
        };
        self.referent.post(&path, body).await
    }

    /// A signed sheet has no contradiction left, and opened again it says the same.
    async fn verifier(&self, context: &str) {
        let signed = self.referent.get(&self.feuille).await.unwrap();
        if signed["etat"] == "composee" {
            return;
        }
        let open = signed["anomalies"].as_array().unwrap().iter().filter(|one| one["explication"].is_null()).count();
        assert_eq!(open, 0, "{context}: {signed}");
        let again = self.faire(G::Rouvrir).await.unwrap();
        assert_eq!(again["lignes"], signed["lignes"], "{context}");
        assert_eq!(again["anomalies"], signed["anomalies"], "{context}");
    }
}

/// Whether a gesture is done once, whoever asks it twice.
const fn unique(geste: Geste) -> bool {
    matches!(geste, G::Prevoir | G::Terminer | G::Completer | G::Signer | G::Rouvrir)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_two_commands_do_at_once_in_a_month_what_is_signed_is_what_happened() {
    let suite = TestSuite::start().await;
    let mut rounds = pairs().flat_map(|pair| [pair; FOIS]);
    for code in ["grand-chalon", "clermont", "lyon"] {
        let equipe = suite.territory(code).await;
        let file = json!({ "nom": "Petit", "prenom": "Pascale", "date_naissance": "1985-01-10", "sexe": "F", "commune": "71076" });
        let person = id(&equipe.referent.post("/v1/participants", file).await.unwrap());
        for mois in months() {
            let Some([left, right]) = rounds.next() else { return };
            let context = format!("{left:?} and {right:?} in {mois}");
            let month = Essai::preparer(&equipe, &person, mois, [left, right]).await;
            let (one, other) = tokio::join!(month.faire(left), month.faire(right));
            for refused in [&one, &other].into_iter().filter_map(|answer| answer.as_ref().err()) {
                assert_eq!(refused.status, 409, "{context}: {}", refused.body);
            }
            if left == right && unique(left) {
                assert!(one.is_ok() != other.is_ok(), "{context}: done once");
            }
            month.verifier(&context).await;
        }
    }
    assert!(rounds.next().is_none(), "months are missing for every pair");
}

/// Two writers of one value, each with their own: who writes, where, and what each says.
struct Ecritures {
    quoi: &'static str,
    api: Api,
    path: String,
    corps: [Value; 2],
}

/// Somebody whose file is diagnosed, and the session at which it waits.
async fn presente(equipe: &Equipe, prenom: &'static str) -> (Dossier, String) {
    let personne = Personne { nom: "Colin", prenom, naissance: "1988-09-02", sexe: "F", commune: "71076" };
    let dossier = equipe.deposer(personne, "2018-05-14", "2018-05-17").await.unwrap();
    equipe.diagnostiquer(&dossier, "2018-05-24").await.unwrap();
    let session = equipe.animation.post("/v1/commissions", json!({ "tenue_le": "2018-06-07" })).await.unwrap();
    let path = format!("/v1/commissions/{}", id(&session));
    let listed = json!({ "candidature": dossier.candidature });
    equipe.animation.post(&format!("{path}/dossiers"), listed).await.unwrap();
    (dossier, path)
}

fn decision(dossier: &Dossier, decision: &str) -> Value {
    json!({ "candidature": dossier.candidature, "decision": decision, "motif": "en séance" })
}

/// What concerns an entry: the assignment, the members, the decision, its correction.
async fn de_l_entree(equipe: &Equipe, other: &str) -> Vec<Ecritures> {
    let animation = || equipe.animation.clone();
    let given = |referent: &str, remplace: Option<&str>| json!({ "referent": referent, "affectee_le": "2018-05-17", "remplace": remplace });
    let signed = |who: &str| json!({ "signataire": who, "signe_le": "2018-05-14" });
    let personne = json!({ "nom": "Colin", "prenom": "Anne", "date_naissance": "1988-09-02", "sexe": "F" });
    let filed = json!({ "personne": personne, "signatures": [signed("participant"), signed("prescripteur")], "deposee_le": "2018-05-14" });
    let filed = id(&equipe.prescripteur.post("/v1/candidatures", filed).await.unwrap());
    let (waiting, session) = presente(equipe, "Brice").await;
    let again = Personne { nom: "Colin", prenom: "Chloé", naissance: "1988-09-02", sexe: "F", commune: "71076" };
    let again = equipe.deposer(again, "2018-05-14", "2018-05-17").await.unwrap();
    let (closed, over) = presente(equipe, "David").await;
    equipe.animation.post(&format!("{over}/decisions"), decision(&closed, "ajournee")).await.unwrap();
    let present = json!({ "presents": [equipe.membre_id, equipe.animation_id] });
    equipe.animation.post(&format!("{over}/cloture"), present).await.unwrap();
    let member = |one: &str| json!({ "membres": [{ "utilisateur": one, "nom": "Claire Petit" }] });
    let moved = |tenue_le: &str| json!({ "tenue_le": tenue_le, "remplace": "2018-06-07" });
    let (_, there) = presente(equipe, "Gaston").await;
    let elsewhere = |lieu: &str| json!({ "tenue_le": "2018-06-07", "lieu": lieu, "remplace": "2018-06-07" });
    let correct = |said: &str| json!({ "decision": decision(&closed, said), "raison": "erreur de saisie" });
    let (own, first) = (equipe.referent_id.as_str(), format!("/v1/candidatures/{filed}/affectation"));
    vec![
        Ecritures { quoi: "affecter", api: animation(), path: first, corps: [given(own, None), given(other, None)] },
        Ecritures {
            quoi: "réaffecter",
            api: animation(),
            path: format!("/v1/candidatures/{}/affectation", again.candidature),
            corps: [given(other, Some(own)), given(other, Some(own))],
        },
        Ecritures {
            quoi: "appeler",
            api: animation(),
            path: format!("{session}/membres"),
            corps: [member(own), member(&equipe.membre_id)],
        },
        Ecritures {
            quoi: "déplacer",
            api: animation(),
            path: format!("{session}/deplacements"),
            corps: [moved("2018-06-14"), moved("2018-06-21")],
        },
        Ecritures {
            quoi: "changer de lieu",
            api: animation(),
            path: format!("{there}/deplacements"),
            corps: [elsewhere("salle Monge"), elsewhere("salle Bocage")],
        },
        Ecritures {
            quoi: "décider",
            api: animation(),
            path: format!("{session}/decisions"),
            corps: [decision(&waiting, "validee"), decision(&waiting, "refusee")],
        },
        Ecritures {
            quoi: "corriger",
            api: animation(),
            path: format!("{over}/corrections"),
            corps: [correct("validee"), correct("refusee")],
        },
    ]
}

/// What concerns an accompaniment: the working time of who leads it, the proof of an exit, the decision that counts one.
async fn du_parcours(equipe: &Equipe) -> Vec<Ecritures> {
    let part = |etp: &str| json!({ "referent": equipe.referent_id, "etp": etp, "des_le": "2018-01-01" });
    let mut all = vec![Ecritures {
        quoi: "dire le temps de travail",
        api: equipe.direction.clone(),
        path: "/v1/capacites".to_owned(),
        corps: [part("0.5"), part("0.8")],
    }];
    for (prenom, nature) in [
        ("Elsa", json!({ "type": "cdi", "quotite": "100" })),
        ("Flora", json!({ "type": "contrat_aide", "fin": "2019-12-31", "quotite": "57" })),
    ] {
        let (dossier, path) = presente(equipe, prenom).await;
        equipe.animation.post(&format!("{path}/decisions"), decision(&dossier, "validee")).await.unwrap();
        let present = json!({ "presents": [equipe.membre_id, equipe.animation_id] });
        equipe.animation.post(&format!("{path}/cloture"), present).await.unwrap();
        equipe.contractualiser(&dossier, "2018-06-07").await.unwrap();
        let parcours = id(&equipe.parcours(&dossier).await.unwrap());
        let aided = nature["type"] == "contrat_aide";
        let job = json!({ "nature": nature, "debut": "2019-01-07", "employeur": "Perrin" });
        let exit = equipe.referent.post(&format!("/v1/parcours/{parcours}/sorties"), job).await.unwrap();
        let exit = format!("/v1/sorties/{}", id(&exit));
        if aided {
            let counts = |le: &str| json!({ "le": le, "motif": "correspond au projet" });
            let corps = [counts("2019-02-01"), counts("2019-02-04")];
            let path = format!("{exit}/decision");
            all.push(Ecritures { quoi: "compter", api: equipe.animation.clone(), path, corps });
            continue;
        }
        let piece = async || {
            let piece =
                json!({ "kind": "contrat_de_travail", "date_document": "2019-01-04", "recue_le": "2019-01-10" });
            let path = format!("/v1/participants/{}/pieces", dossier.participant);
            json!({ "piece": id(&equipe.referent.post(&path, piece).await.unwrap()), "recu_le": "2019-01-10" })
        };
        let corps = [piece().await, piece().await];
        let path = format!("{exit}/justificatif");
        all.push(Ecritures { quoi: "justifier", api: equipe.referent.clone(), path, corps });
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_writers_of_one_value_at_once_the_second_is_told_what_the_first_wrote() {
    let suite = TestSuite::start().await;
    let chalon = suite.territory("grand-chalon").await;
    let other = chalon.recruter("Dominique", "referent", None).await.unwrap();
    let mut all = de_l_entree(&chalon, &other).await;
    all.extend(du_parcours(&chalon).await);
    for Ecritures { quoi, api, path, corps: [one, other] } in all {
        let (this, that) = tokio::join!(api.post(&path, one.clone()), api.post(&path, other.clone()));
        assert!(this.is_ok() != that.is_ok(), "{quoi}: {this:?} {that:?}");
        let refused = this.err().or(that.err()).unwrap();
        assert_eq!((refused.status, refused.slug()), (409, "conflit"), "{quoi}: {}", refused.body);
        for late in [one, other] {
            let late = api.post(&path, late).await.unwrap_err();
            assert_eq!(late.status, 409, "{quoi}, later: {}", late.body);
        }
    }
}
