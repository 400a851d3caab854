//! One person's way, step by step, each by the one who takes it.

use serde_json::{Value, json};

use super::{Api, Equipe, Refus, wait_for};

/// An invented person.
#[derive(Debug, Clone, Copy)]
pub struct Personne {
    /// Last name.
    pub nom: &'static str,
    /// First name.
    pub prenom: &'static str,
    /// Birth date.
    pub naissance: &'static str,
    /// `F` or `M`.
    pub sexe: &'static str,
    /// INSEE code of the commune.
    pub commune: &'static str,
}

/// A day and two times, in Europe/Paris, with the offset of that day.
#[derive(Debug, Clone, Copy)]
pub struct Seance<'a> {
    /// Start.
    pub debut: &'a str,
    /// End.
    pub fin: &'a str,
}

/// A candidature and the person behind it.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The candidature.
    pub candidature: String,
    /// The person.
    pub participant: String,
}

/// A text of an answer; empty when it is not there.
pub(super) fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

impl Equipe {
    /// The prescripteur files, both signatures given; the animation team assigns.
    pub async fn deposer(&self, personne: Personne, deposee_le: &str, affectee_le: &str) -> Result<Dossier, Refus> {
        let signatures = [("participant", deposee_le), ("prescripteur", deposee_le)];
        let signatures: Vec<_> =
            signatures.iter().map(|(who, le)| json!({ "signataire": who, "signe_le": le })).collect();
        let candidature = self
            .prescripteur
            .post(
                "/v1/candidatures",
                json!({
                    "personne": {
                        "nom": personne.nom, "prenom": personne.prenom, "date_naissance": personne.naissance,
                        "sexe": personne.sexe, "commune": personne.commune,
                    },
                    "situations": [{ "code": "rsa", "reponse": "oui", "depuis": deposee_le, "source": "déclaration" }],
                    "signatures": signatures, "deposee_le": deposee_le,
                }),
            )
            .await?;
        let candidature = text(&candidature, "id");
        let assigned = self
            .animation
            .post(
                &format!("/v1/candidatures/{candidature}/affectation"),
                json!({ "referent": self.referent_id, "affectee_le": affectee_le }),
            )
            .await?;
        Ok(Dossier { candidature, participant: text(&assigned, "participant") })
    }

    /// The référent puts an appointment in the agenda.
    pub async fn prevoir(
        &self,
        nature: &str,
        titre: &str,
        participants: &[&str],
        seance: Seance<'_>,
        operation: Option<&str>,
    ) -> Result<String, Refus> {
        let categorie = if participants.len() > 1 { "collectif" } else { "entretien" };
        let rendez_vous = self
            .referent
            .post(
                "/v1/rendez-vous",
                json!({
                    "nature": nature, "titre": titre, "debut": seance.debut, "fin": seance.fin, "lieu": "Maison de l'emploi",
                    "participants": participants, "operation": operation, "categorie": categorie,
                }),
            )
            .await?;
        Ok(text(&rendez_vous, "id"))
    }

    /// A diagnostic appointment to which the person does not come.
    pub async fn rendez_vous_manque(&self, dossier: &Dossier, seance: Seance<'_>) -> Result<String, Refus> {
        let id = self.prevoir("diagnostic", "Entretien de diagnostic", &[&dossier.participant], seance, None).await?;
        self.referent
            .post(
                &format!("/v1/rendez-vous/{id}/absences"),
                json!({ "participant": dossier.participant, "motif": null }),
            )
            .await?;
        self.referent.post(&format!("/v1/rendez-vous/{id}/cloture"), json!({})).await?;
        Ok(id)
    }

    /// The référent records the diagnosis.
    pub async fn diagnostiquer(&self, dossier: &Dossier, le: &str) -> Result<(), Refus> {
        let elements = json!([
            { "theme": "mobilite", "nature": "frein", "texte": "permis B en cours, pas de véhicule" },
            { "theme": "emploi", "nature": "atout", "texte": "cinq ans d'expérience en restauration" },
            { "theme": "formation", "nature": "objectif", "texte": "titre professionnel de cuisine" },
        ]);
        let path = format!("/v1/candidatures/{}/diagnostic", dossier.candidature);
        self.referent.post(&path, json!({ "etabli_le": le, "elements": elements })).await.map(drop)
    }

    /// The commission meets and validates.
    pub async fn commission(&self, dossiers: &[&Dossier], tenue_le: &str) -> Result<Value, Refus> {
        let session = self.animation.post("/v1/commissions", json!({ "tenue_le": tenue_le })).await?;
        let path = format!("/v1/commissions/{}", text(&session, "id"));
        for dossier in dossiers {
            self.animation.post(&format!("{path}/dossiers"), json!({ "candidature": dossier.candidature })).await?;
            let decision =
                json!({ "candidature": dossier.candidature, "decision": "validee", "motif": "projet réaliste" });
            self.animation.post(&format!("{path}/decisions"), decision).await?;
        }
        self.animation
            .post(&format!("{path}/cloture"), json!({ "presents": [self.membre_id, self.animation_id] }))
            .await
    }

    /// What is asked of the commission about a parcours, by its path, comes before a session and is granted: the parcours, once
    /// it has changed.
    pub async fn accorder(&self, parcours: &str, tenue_le: &str) -> Result<Value, Refus> {
        let waiting = |one: &&Value| one.get("etat").and_then(Value::as_str) == Some("a_decider");
        let all = |seen: &Value| seen.get("demandes").and_then(Value::as_array).cloned().unwrap_or_default();
        let session = self.animation.post("/v1/commissions", json!({ "tenue_le": tenue_le })).await?;
        let path = format!("/v1/commissions/{}/demandes", text(&session, "id"));
        for demande in all(&self.referent.get(parcours).await?).iter().filter(waiting) {
            let asked = json!({ "demande": text(demande, "id") });
            let heard =
                |list: &Value| list.as_array()?.iter().find(|one| one.get("demande") == asked.get("demande")).cloned();
            wait_for(&self.animation, &path, heard).await?;
            self.animation.post(&path, asked.clone()).await?;
            let granted = json!({ "demande": text(demande, "id"), "decision": "accordee" });
            self.animation.post(&format!("{path}/decisions"), granted).await?;
        }
        let presents = json!({ "presents": [self.membre_id, self.animation_id] });
        self.animation.post(&format!("/v1/commissions/{}/cloture", text(&session, "id")), presents).await?;
        wait_for(&self.referent, parcours, |seen| {
            let decided = !all(seen).iter().any(|one| waiting(&one));
            decided.then(|| seen.clone())
        })
        .await?;
        // Read again: what it shows was not all read at one instant.
        self.referent.get(parcours).await
    }

    /// The contract receives the signatures that the territory asks, all on one day.
    pub async fn contractualiser(&self, dossier: &Dossier, signe_le: &str) -> Result<Value, Refus> {
        let mut contrat = self.referent.post("/v1/contrats", json!({ "candidature": dossier.candidature })).await?;
        let path = format!("/v1/contrats/{}/signatures", text(&contrat, "id"));
        let missing = contrat.get("manquantes").and_then(Value::as_array).cloned().unwrap_or_default();
        for signataire in missing {
            let mode = json!({ "type": "papier", "attestation": true });
            let signature = json!({ "signataire": signataire, "signe_le": signe_le, "mode": mode });
            contrat = self.referent.post(&path, signature).await?;
        }
        Ok(contrat)
    }

    /// The person agrees to share what concerns a structure with it.
    pub async fn partager(&self, participant: &str, structure: &str, le: &str) -> Result<Value, Refus> {
        let yes = json!({ "finalite": "partage", "partenaire": structure, "accord": true, "recueilli_le": le });
        self.referent.post(&format!("/v1/participants/{participant}/consentements"), yes).await
    }

    /// The person agrees to share with who runs an étape, which then sees it.
    pub async fn confier(&self, participant: &str, etape: &str, le: &str) -> Result<(), Refus> {
        self.partager(participant, &self.operateur_structure, le).await?;
        let seen = |page: &Value| {
            let all = page.get("elements")?.as_array()?;
            all.iter().find(|one| one.get("id").and_then(Value::as_str) == Some(etape)).cloned()
        };
        wait_for(&self.operateur, "/v1/etapes?limite=200", seen).await.map(drop)
    }

    /// The parcours of a person, once it has opened.
    pub async fn parcours(&self, dossier: &Dossier) -> Result<Value, Refus> {
        wait_for(&self.referent, "/v1/parcours?limite=200", |page| {
            let all = page.get("elements")?.as_array()?;
            all.iter().find(|one| one.get("candidature").and_then(Value::as_str) == Some(&dossier.candidature)).cloned()
        })
        .await
    }
}

/// Everybody signs the start and the end of an appointment, which is then over.
pub async fn rendez_vous_tenu(
    referent: &Api,
    id: &str,
    participants: &[&str],
    seance: Seance<'_>,
) -> Result<Value, Refus> {
    let path = format!("/v1/rendez-vous/{id}");
    for (moment, le) in [("arrivee", seance.debut), ("depart", seance.fin)] {
        let sign = |signataire: &str, participant: Option<&str>| json!({ "signataire": signataire, "participant": participant, "moment": moment, "signe_le": le, "mode": "dessinee" });
        for participant in participants {
            referent.post(&format!("{path}/emargements"), sign("participant", Some(participant))).await?;
        }
        referent.post(&format!("{path}/emargements"), sign("animateur", None)).await?;
    }
    referent.post(&format!("{path}/cloture"), json!({})).await
}

/// The person signs the start and forgets the end: the appointment is over and not proved.
pub async fn rendez_vous_sans_depart(
    referent: &Api,
    id: &str,
    participant: &str,
    seance: Seance<'_>,
) -> Result<Value, Refus> {
    let path = format!("/v1/rendez-vous/{id}");
    for (signataire, participant, moment, le) in [
        ("participant", Some(participant), "arrivee", seance.debut),
        ("animateur", None, "arrivee", seance.debut),
        ("animateur", None, "depart", seance.fin),
    ] {
        let sign = json!({ "signataire": signataire, "participant": participant, "moment": moment, "signe_le": le, "mode": "dessinee" });
        referent.post(&format!("{path}/emargements"), sign).await?;
    }
    referent.post(&format!("{path}/cloture"), json!({})).await
}
