//! What Europe pays for in a territory: an operation, who takes part in it, the time spent, the exit.

use serde_json::{Value, json};

use super::{Dossier, Equipe, Refus, Seance, chaine::text, rendez_vous_sans_depart, rendez_vous_tenu};

/// What somebody does outside appointments.
#[derive(Debug, Clone, Copy)]
pub struct Activite<'a> {
    /// Category of time of the référentiel.
    pub categorie: &'a str,
    /// What was done.
    pub libelle: &'a str,
}

impl Activite<'_> {
    /// So many minutes of it on a day, from eight in the morning on (UTC).
    #[must_use]
    pub fn de_huit_heures(self, jour: &str, minutes: u16, operation: Option<&str>) -> Value {
        let fin = 8 * 60 + minutes;
        json!({
            "debut": format!("{jour}T08:00:00Z"), "fin": format!("{jour}T{:02}:{:02}:00Z", fin / 60, fin % 60),
            "categorie": self.categorie, "operation": operation, "libelle": self.libelle,
        })
    }
}

impl Equipe {
    /// Replays a year of an operation for a person whose étape ended in its summer: questionnaires, an
    /// interview proved, one that lacks a signature, the month certified, a CDI that held six months.
    pub async fn operation(&self, dossier: &Dossier, parcours: &str, annee: i32) -> Result<(), Refus> {
        let operation = self.ouvrir_operation(annee).await?;
        let participation = self.faire_participer(dossier, &operation, annee).await?;
        self.septembre(dossier, &operation, annee).await?;
        self.certifier(&format!("{annee}-09-01")).await?;
        self.emploi(dossier, parcours, annee).await?;
        let exit = json!({
            "sortie_le": format!("{annee}-10-01"), "observe_le": format!("{annee}-10-05"), "situation": "emploi_durable",
        });
        self.referent.post(&format!("{participation}/questionnaire-sortie"), exit).await.map(drop)
    }

    async fn ouvrir_operation(&self, annee: i32) -> Result<String, Refus> {
        let (programme, option) =
            if annee > 2020 { ("fse_plus", "forfait_40") } else { ("fse_2014_2020", "personnel_seul") };
        let operation = json!({
            "numero": format!("{annee}00042"), "intitule": "Accompagnement renforcé vers l'emploi", "programme": programme,
            "debut": format!("{annee}-01-01"), "fin": format!("{annee}-12-31"), "option": option, "taux": "60", "cout_total": "60200.00",
        });
        let operation = text(&self.gestionnaire.post("/v1/operations", operation).await?, "id");
        let agent = json!({ "agent": self.referent_id, "cout_annuel": "43000.00", "etp": "1" });
        self.gestionnaire.post(&format!("/v1/operations/{operation}/agents"), agent).await?;
        Ok(operation)
    }

    /// The path of the participation, whose entry questionnaire is answered.
    async fn faire_participer(&self, dossier: &Dossier, operation: &str, annee: i32) -> Result<String, Refus> {
        let le = format!("{annee}-01-02");
        let enters = json!({ "participant": dossier.participant, "entree_le": le });
        let path = format!("/v1/operations/{operation}/participations");
        let participation = format!("/v1/participations/{}", text(&self.referent.post(&path, enters).await?, "id"));
        let entry = json!({
            "recueilli_le": le, "situation": "chomeur", "inscrit_france_travail": true, "mois_sans_emploi": 26, "en_formation": false, "niveau": "cap_bep",
            "handicap": "non", "minima_sociaux": "oui", "sans_domicile": "non", "origine_etrangere": "refus_de_repondre",
        });
        self.referent.post(&format!("{participation}/questionnaire-entree"), entry).await?;
        Ok(participation)
    }

    async fn septembre(&self, dossier: &Dossier, operation: &str, annee: i32) -> Result<(), Refus> {
        let at = |day: &str, hour: &str| format!("{annee}-09-{day}T{hour}:00+02:00");
        let person = dossier.participant.as_str();
        let (debut, fin) = (at("13", "09:00"), at("13", "10:30"));
        let proved = Seance { debut: &debut, fin: &fin };
        let meeting = self.prevoir("entretien", "Entretien de suivi", &[person], proved, Some(operation)).await?;
        rendez_vous_tenu(&self.referent, &meeting, &[person], proved).await?;

        let (debut, fin) = (at("20", "14:00"), at("20", "15:00"));
        let unproved = Seance { debut: &debut, fin: &fin };
        let meeting =
            self.prevoir("entretien", "Préparation de l'embauche", &[person], unproved, Some(operation)).await?;
        rendez_vous_sans_depart(&self.referent, &meeting, person, unproved).await?;
        let worked = Activite { categorie: "administratif", libelle: "dossier de l'employeur" };
        let jour = format!("{annee}-09-20");
        self.referent.post("/v1/activites", worked.de_huit_heures(&jour, 90, Some(operation))).await.map(drop)
    }

    /// The référent signs the sheet of a month, then the direction: it is certified and frozen.
    pub async fn certifier(&self, mois: &str) -> Result<Value, Refus> {
        let sheet = self.referent.post("/v1/feuilles", json!({ "mois": mois })).await?;
        let path = format!("/v1/feuilles/{}/signatures", text(&sheet, "id"));
        self.referent.post(&path, json!({})).await?;
        self.direction.post(&path, json!({})).await
    }

    /// A CDI from October, its contract supplied, confirmed once it has held six months.
    async fn emploi(&self, dossier: &Dossier, parcours: &str, annee: i32) -> Result<(), Refus> {
        let cdi = json!({ "type": "cdi", "quotite": "100" });
        let (path, debut) = (format!("/v1/parcours/{parcours}"), format!("{annee}-10-01"));
        let exit = self.partir(&path, &cdi, &debut, "Boulangerie Perrin").await?;
        let signed = format!("{annee}-09-28");
        self.prouver(dossier, &exit, ("contrat_de_travail", &signed), &format!("{annee}-10-12")).await?;
        self.accepter_de_partir(&exit, &format!("{}-04-01", annee + 1)).await?;
        self.confirmer(&exit).await
    }
}
