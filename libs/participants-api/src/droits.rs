//! Consents and rights of the person.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, ConsentementId, Nominatif, ParticipantId, Personnes, StructureId};
use referentiel::Raison;
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

use crate::{
    AdresseDto, CandidatureDto, ContratDto, DiagnosticDto, EngagementDto, LectureDto, ParticipantDto, PieceDto,
    SituationDto,
};

kernel::codes! {
    /// What a person is asked.
    pub enum Finalite {
        /// That a partner receives what concerns it.
        Partage = "partage",
        /// The image right.
        Image = "image",
        /// Was told what is recorded, why and for how long (GDPR art. 13): an information, not an agreement.
        Information = "information",
    }
}

/// An answer of the person.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauConsentement {
    /// What for.
    pub finalite: Finalite,
    /// The partner: for sharing, and for sharing only.
    pub partenaire: Option<StructureId>,
    /// Yes or no; for an information, that it was given.
    pub accord: bool,
    /// On what day.
    #[schema(example = "2026-01-12")]
    pub recueilli_le: NaiveDate,
    /// Last day on which it holds.
    #[schema(example = "2027-01-11")]
    pub expire_le: Option<NaiveDate>,
}

/// A recorded answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsentementDto {
    /// Identifier.
    pub id: ConsentementId,
    /// What for.
    pub finalite: Finalite,
    /// The partner.
    pub partenaire: Option<StructureId>,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub partenaire_nom: Option<String>,
    /// Yes or no.
    pub accord: bool,
    /// On what day.
    #[schema(example = "2026-01-12")]
    pub recueilli_le: NaiveDate,
    /// Last day on which it holds.
    #[schema(example = "2027-01-11")]
    pub expire_le: Option<NaiveDate>,
    /// The day on which it was withdrawn.
    #[schema(example = "2026-06-01")]
    pub retire_le: Option<NaiveDate>,
    /// Whether it holds today.
    pub vaut: bool,
    /// Who recorded it.
    pub saisi_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub saisi_par_nom: Option<String>,
}

impl Nomme for ConsentementDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.partenaire, &mut self.partenaire_nom);
        noms.place(self.saisi_par, &mut self.saisi_par_nom);
    }
}

/// The withdrawal of a consent.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Retrait {
    /// From what day on.
    #[schema(example = "2026-06-01")]
    pub le: NaiveDate,
}

/// Why a right is exercised.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Demande {
    /// In a few words.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "demande écrite de la personne du 3 juin")]
    pub motif: String,
}

/// What a funder obliges to keep.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Obligation {
    /// The operation, as the refusal names it.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "l'opération 201600123")]
    pub operation: String,
    /// Last day of the obligation.
    #[schema(example = "2031-12-31")]
    pub jusquau: NaiveDate,
}

/// How long a file is kept, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConservationDto {
    /// Last contact with the person.
    #[schema(example = "2026-02-12")]
    pub dernier_contact: NaiveDate,
    /// The file leaves the active base.
    #[schema(example = "2028-02-12")]
    pub archivage_le: NaiveDate,
    /// The file is anonymised.
    #[schema(example = "2031-02-12")]
    pub anonymisation_le: NaiveDate,
    /// Obligations that hold it.
    pub obligations: Vec<Obligation>,
    /// The rule applied and the facts used.
    pub raison: Raison,
}

/// What the retention job announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Annonce {
    /// The person.
    pub participant: ParticipantId,
    /// What will be done.
    pub etape: EtapeConservation,
    /// Announced on.
    #[schema(example = "2028-01-13")]
    pub annoncee_le: NaiveDate,
    /// Done on that day, unless the person is seen again before.
    #[schema(example = "2028-02-12")]
    pub prevue_le: NaiveDate,
}

impl Nominatif for Annonce {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

kernel::codes! {
    /// The two stages of retention.
    pub enum EtapeConservation {
        /// The file leaves the active base.
        Archivage = "archivage",
        /// The file is anonymised.
        Anonymisation = "anonymisation",
    }
}

/// All that the service holds on a person, for that person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExportDto {
    /// When it was made.
    pub fait_le: DateTime<Utc>,
    /// The identity.
    pub identite: ParticipantDto,
    /// Every address recorded, corrected ones aside.
    pub adresses: Vec<AdresseDto>,
    /// Every situation recorded, corrected ones aside.
    pub situations: Vec<SituationDto>,
    /// The pièces; their files are opened one by one.
    pub pieces: Vec<PieceDto>,
    /// The candidatures.
    pub candidatures: Vec<CandidatureDto>,
    /// The diagnoses.
    pub diagnostics: Vec<DiagnosticDto>,
    /// The statutory contrats d'engagement.
    #[serde(default)]
    pub engagements: Vec<EngagementDto>,
    /// The contracts.
    pub contrats: Vec<ContratDto>,
    /// The consents.
    pub consentements: Vec<ConsentementDto>,
    /// Who read the file.
    pub lectures: Vec<LectureDto>,
}
