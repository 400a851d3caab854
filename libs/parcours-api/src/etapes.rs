//! Étapes and their bilans tripartites.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{EtapeId, FaitReprisId, Nominatif, ParcoursId, ParticipantId, Personnes, RendezVousId, StructureId};
use referentiel::Raison;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// What an étape is.
    pub enum NatureEtape {
        /// Atelier et chantier d'insertion.
        Aci = "aci",
        /// Association intermédiaire.
        Ai = "ai",
        /// Entreprise d'insertion.
        Ei = "ei",
        /// Entreprise de travail temporaire d'insertion.
        Etti = "etti",
        /// Training.
        Formation = "formation",
        /// Immersion in a company.
        Immersion = "immersion",
        /// Workshop of a PLIE operator.
        Atelier = "atelier",
        /// Job that is not an exit.
        Emploi = "emploi",
    }
}

kernel::codes! {
    /// Where an étape stands.
    pub enum EtatEtape {
        /// Proposed to the operator.
        Positionnee = "positionnee",
        /// Accepted by the operator.
        Acceptee = "acceptee",
        /// Running.
        Demarree = "demarree",
        /// Ended at its time.
        Terminee = "terminee",
        /// Broken before its time.
        Rompue = "rompue",
        /// Never begun.
        Abandonnee = "abandonnee",
    }
}

impl EtatEtape {
    /// As an étape is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Positionnee => "proposée",
            Self::Acceptee => "acceptée",
            Self::Demarree => "démarrée",
            Self::Terminee => "terminée",
            Self::Rompue => "rompue",
            Self::Abandonnee => "abandonnée",
        }
    }
}

/// An étape to propose.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleEtape {
    /// What it is.
    pub nature: NatureEtape,
    /// The structure that runs it.
    pub operateur: StructureId,
    /// Title.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Chantier espaces verts, agent d'entretien")]
    pub intitule: String,
    /// First day.
    #[schema(example = "2026-05-01")]
    pub debut: NaiveDate,
    /// Planned last day, included.
    #[schema(example = "2026-10-31")]
    pub fin_prevue: NaiveDate,
}

/// What people change of an étape, as long as it has not ended.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct PlanEtape {
    /// Title.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Chantier espaces verts, agent d'entretien")]
    pub intitule: String,
    /// First day; as it was, once the étape began.
    #[schema(example = "2026-05-01")]
    pub debut: NaiveDate,
    /// Planned last day, included.
    #[schema(example = "2026-10-31")]
    pub fin_prevue: NaiveDate,
}

/// The days that an étape really had: by a decision that says why.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionEtape {
    /// The `version` of the étape that it corrects, as it was read.
    #[garde(range(min = 1, max = 1_000_000))]
    #[schema(example = 1)]
    pub remplace: i32,
    /// First day.
    #[schema(example = "2026-05-01")]
    pub debut: NaiveDate,
    /// Actual last day, included; null of one that still runs, also when it was said to be over. Said in either case: what is
    /// left out reopens nothing.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(example = "2026-06-15", required)]
    pub fin: Option<NaiveDate>,
    /// Why it is corrected; no medical detail.
    #[garde(length(chars, min = 3, max = 200), custom(problem::ligne))]
    #[schema(example = "date relevée sur le contrat")]
    pub motif: String,
}

/// An étape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EtapeDto {
    /// Identifier.
    pub id: EtapeId,
    /// Version of what people edit: one more at each change.
    #[serde(default)]
    #[schema(example = 1)]
    pub version: i32,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What it is.
    pub nature: NatureEtape,
    /// The structure that runs it.
    pub operateur: StructureId,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Chantiers du Val de Saône")]
    pub operateur_nom: Option<String>,
    /// Title.
    #[schema(example = "Chantier espaces verts, agent d'entretien")]
    pub intitule: String,
    /// First day.
    #[schema(example = "2026-05-01")]
    pub debut: NaiveDate,
    /// Planned last day, included.
    #[schema(example = "2026-10-31")]
    pub fin_prevue: NaiveDate,
    /// Actual last day, included.
    pub fin: Option<NaiveDate>,
    /// Where it stands.
    pub etat: EtatEtape,
    /// Why it was broken or given up.
    pub motif: Option<String>,
    /// Days of its bilans tripartites.
    pub bilans: Vec<NaiveDate>,
    /// Those of them that a former program tells.
    #[serde(default)]
    pub bilans_repris: Vec<BilanRepris>,
    /// How they stand, and by when the next one is to be held, as the list of échéances says it; none of an étape that asks for
    /// none.
    #[serde(default)]
    pub suivi_bilans: Option<SuiviBilans>,
    /// How many were held of those that the territory's rule asks for, in one sentence: `suivi_bilans` says the same in numbers
    /// and days.
    pub echeances: Vec<Raison>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// A bilan tripartite of before the suite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BilanRepris {
    /// The fact that a line of a table tells.
    pub fait: FaitReprisId,
    /// Its day, one of those of `bilans`.
    #[schema(example = "2025-08-04")]
    pub tenu_le: NaiveDate,
    /// What the former program says of it; null to who does not follow the persons.
    #[schema(example = "le projet de formation se précise")]
    pub commentaire: Option<String>,
}

/// How the bilans tripartites of an étape stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuiviBilans {
    /// How many the étape asks for.
    #[schema(example = 2)]
    pub attendus: u32,
    /// How many were held.
    #[schema(example = 1)]
    pub tenus: u32,
    /// How many more fell due before the history of the parcours is known: whether they were held, nobody knows.
    #[schema(example = 0)]
    pub inconnus: u32,
    /// How many are still to be held.
    #[schema(example = 1)]
    pub restants: u32,
    /// The next one; none once all were held.
    pub prochain: Option<ProchainBilan>,
}

/// The next bilan tripartite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProchainBilan {
    /// First day on which one is warned of it.
    #[schema(example = "2026-10-01")]
    pub alerte_le: NaiveDate,
    /// Last day.
    #[schema(example = "2026-10-31")]
    pub limite: NaiveDate,
    /// The rule applied and the facts used.
    pub raison: Raison,
}

impl Nomme for EtapeDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.operateur, &mut self.operateur_nom);
    }
}

impl Nominatif for EtapeDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What happens to an étape on a day.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DateEtape {
    /// The day.
    #[schema(example = "2026-05-01")]
    pub le: NaiveDate,
}

/// An étape broken before its time, or given up.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RuptureEtape {
    /// The last day.
    #[schema(example = "2026-08-15")]
    pub le: NaiveDate,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "emploi trouvé")]
    pub motif: String,
}

/// A bilan tripartite that was held.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauBilan {
    /// On what day.
    #[schema(example = "2026-07-10")]
    pub tenu_le: NaiveDate,
    /// The appointment of the agenda that proves it.
    pub rendez_vous: Option<RendezVousId>,
}
