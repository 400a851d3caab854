//! The bilan of an operation.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Duree, Montant, Nominatif, ParticipantId, ParticipationId, Personnes, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

use crate::OperationDto;

/// The bilan of an operation at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bilan {
    /// The operation.
    pub operation: OperationDto,
    /// When it was computed.
    pub calcule_le: DateTime<Utc>,
    /// Participations that count.
    pub participants: Compte,
    /// Participations left out, and why: a mandatory answer is missing, or they make no participant.
    pub incompletes: Vec<Incomplete>,
    /// Indicators of the programme.
    pub indicateurs: Vec<Indicateur>,
    /// Who takes part, for who may read participations; for a controleur, those whom their mandate names.
    #[serde(default)]
    pub personnes: Vec<PersonneDuBilan>,
    /// Certified time, by person.
    pub temps: Vec<TempsAgent>,
    /// Money.
    pub couts: Couts,
}

impl Nomme for Bilan {
    fn nommer(&mut self, noms: &mut Noms) {
        self.temps.nommer(noms);
        self.personnes.nommer(noms);
        let noms = derriere(&self.personnes);
        for one in &mut self.incompletes {
            one.participation_nom = noms.get(&one.participation).cloned();
        }
        for one in &mut self.indicateurs {
            one.participations_noms = one.participations.iter().map(|id| noms.get(id).cloned()).collect();
        }
    }
}

/// The name behind each participation, where it is known.
fn derriere(personnes: &[PersonneDuBilan]) -> HashMap<ParticipationId, String> {
    personnes.iter().filter_map(|one| Some((one.participation, one.participant_nom.clone()?))).collect()
}

impl Nominatif for Bilan {
    fn montrer(&self, personnes: &mut Personnes) {
        self.personnes.montrer(personnes);
    }
}

/// Whose a participation of a bilan is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonneDuBilan {
    /// The participation.
    pub participation: ParticipationId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
}

impl Nomme for PersonneDuBilan {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

impl Nominatif for PersonneDuBilan {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Nomme for TempsAgent {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.agent, &mut self.agent_nom);
    }
}

/// A figure by sex.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Compte {
    /// Women.
    #[schema(example = 3)]
    pub femmes: usize,
    /// Men.
    #[schema(example = 2)]
    pub hommes: usize,
}

/// A participation left out of the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Incomplete {
    /// The participation.
    pub participation: ParticipationId,
    /// Name of the person, where they are among `personnes`.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participation_nom: Option<String>,
    /// What is missing, or why there is no participant.
    #[schema(example = json!(["niveau d'études"]))]
    pub manque: Vec<String>,
}

/// An indicator, with the participations behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Indicateur {
    /// Code of the programme.
    #[schema(example = "EECO02")]
    pub code: String,
    /// French label.
    #[schema(example = "chômeurs, y compris de longue durée")]
    pub libelle: String,
    /// The figure.
    pub compte: Compte,
    /// The participations counted.
    pub participations: Vec<ParticipationId>,
    /// Names of the persons, in the order of `participations`, of those who are among `personnes`.
    #[serde(default)]
    #[schema(example = json!(["Aminata Diallo"]))]
    pub participations_noms: Vec<Option<String>>,
}

/// Certified time of one person on the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TempsAgent {
    /// The person.
    pub agent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub agent_nom: Option<String>,
    /// Certified minutes.
    pub minutes: Duree,
    /// Of these, minutes whose presence sheet lacks a signature, and those of activities of which nobody said the hours.
    pub non_justifiees: Duree,
    /// Of these, minutes above what may be declared for the person in a year: 1 720 hours for a full time, those of
    /// their other operations included.
    pub hors_plafond: Duree,
    /// Hourly rate of the last certified day: annual cost over 1 720 hours.
    pub taux_horaire: Option<Montant>,
    /// What is declared, by year and by rate.
    pub declare: Vec<TempsDeclare>,
    /// Direct staff cost.
    pub cout: Montant,
    /// Months that these minutes come from.
    pub mois: Vec<NaiveDate>,
}

/// Time declared of one person in a year, at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TempsDeclare {
    /// The year.
    #[schema(example = 2026)]
    pub annee: i32,
    /// Hourly rate.
    pub taux_horaire: Montant,
    /// Minutes declared, whole ones.
    pub minutes: Duree,
    /// What they cost.
    pub cout: Montant,
}

/// What an operation costs, and what Europe pays of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Couts {
    /// Direct staff costs.
    pub personnel: Montant,
    /// Flat rate on them.
    pub forfait: Montant,
    /// Total.
    pub total: Montant,
    /// What Europe pays.
    pub fse: Montant,
    /// Of these, what falls if the missing signatures do not come.
    pub risque: Risque,
}

/// Money at risk for want of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Risque {
    /// Minutes without all their signatures.
    pub minutes: Duree,
    /// Of direct staff costs.
    pub personnel: Montant,
    /// Of the total.
    pub total: Montant,
    /// Of what Europe pays.
    pub fse: Montant,
}
