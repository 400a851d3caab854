//! A parcours told in few calls: an entry without appointments, an étape, a call, an exit.

use serde_json::{Value, json};

use super::{Dossier, Equipe, Personne, Refus, Seance, chaine::text};

/// The days of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entree {
    pub(super) depose: &'static str,
    pub(super) affecte: &'static str,
    pub(super) diagnostic: &'static str,
    pub(super) commission: &'static str,
    pub(super) contrat: &'static str,
}

impl Equipe {
    /// Files a candidature and assigns it; the diagnosis is made.
    pub(super) async fn instruire(&self, personne: Personne, jours: Entree) -> Result<Dossier, Refus> {
        let dossier = self.deposer(personne, jours.depose, jours.affecte).await?;
        self.diagnostiquer(&dossier, jours.diagnostic).await?;
        Ok(dossier)
    }

    /// Who was validated signs: the path of their parcours.
    pub(super) async fn engager(&self, dossier: &Dossier, jours: Entree) -> Result<String, Refus> {
        self.contractualiser(dossier, jours.contrat).await?;
        Ok(format!("/v1/parcours/{}", text(&self.parcours(dossier).await?, "id")))
    }

    /// Lets somebody enter by a session of their own: the file, and the path of the parcours.
    pub(super) async fn entrer(&self, personne: Personne, jours: Entree) -> Result<(Dossier, String), Refus> {
        let dossier = self.instruire(personne, jours).await?;
        self.commission(&[&dossier], jours.commission).await?;
        let parcours = self.engager(&dossier, jours).await?;
        Ok((dossier, parcours))
    }

    /// An étape begins on the day that was planned: its path.
    pub(super) async fn commencer(
        &self,
        parcours: &str,
        (nature, intitule): (&str, &str),
        debut: &str,
        fin_prevue: &str,
    ) -> Result<String, Refus> {
        let step = json!({ "nature": nature, "operateur": self.operateur_structure, "intitule": intitule,
            "debut": debut, "fin_prevue": fin_prevue });
        let step = self.referent.post(&format!("{parcours}/etapes"), step).await?;
        let path = format!("/v1/etapes/{}", text(&step, "id"));
        self.referent.post(&format!("{path}/demarrage"), json!({ "le": debut })).await?;
        Ok(path)
    }

    /// The référent calls somebody, and signs alone.
    pub(super) async fn telephoner(&self, participant: &str, seance: Seance<'_>) -> Result<(), Refus> {
        let id = self.prevoir("telephone", "Appel", &[participant], seance, None).await?;
        let path = format!("/v1/rendez-vous/{id}");
        for (moment, le) in [("arrivee", seance.debut), ("depart", seance.fin)] {
            let sign = json!({ "signataire": "animateur", "participant": null, "moment": moment, "signe_le": le, "mode": "dessinee" });
            self.referent.post(&format!("{path}/emargements"), sign).await?;
        }
        self.referent.post(&format!("{path}/cloture"), json!({})).await.map(drop)
    }

    /// Declares for what somebody leaves, and with whom: the path of the exit.
    pub(super) async fn partir(
        &self,
        parcours: &str,
        nature: &Value,
        debut: &str,
        employeur: &str,
    ) -> Result<String, Refus> {
        let job = json!({ "nature": nature, "debut": debut, "employeur": employeur });
        Ok(format!("/v1/sorties/{}", text(&self.referent.post(&format!("{parcours}/sorties"), job).await?, "id")))
    }

    /// The document that proves an exit is received: its kind and its date.
    pub(super) async fn prouver(
        &self,
        dossier: &Dossier,
        exit: &str,
        (kind, date): (&str, &str),
        recu_le: &str,
    ) -> Result<(), Refus> {
        let piece = json!({ "kind": kind, "date_document": date, "recue_le": recu_le });
        let piece = self.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), piece).await?;
        let proof = json!({ "piece": text(&piece, "id"), "recu_le": recu_le });
        self.referent.post(&format!("{exit}/justificatif"), proof).await.map(drop)
    }

    /// The person agrees that they leave.
    pub(super) async fn accepter_de_partir(&self, exit: &str, le: &str) -> Result<(), Refus> {
        let agreed = json!({ "le": le, "moyen": "entretien" });
        self.referent.post(&format!("{exit}/accord"), agreed).await.map(drop)
    }

    /// The animation team confirms an exit.
    pub(super) async fn confirmer(&self, exit: &str) -> Result<(), Refus> {
        self.animation.post(&format!("{exit}/confirmation"), json!({})).await.map(drop)
    }
}
