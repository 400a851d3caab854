//! The statutory contrat d'engagement (art. L5411-6 of the Code du travail): signed between a jobseeker and their organisme
//! référent, of whom it names the référent unique. It is not the contract of the PLIE, and has no field, status nor référent in
//! common with it.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, EngagementId, Nominatif, ParticipantId, Personnes, StructureId};
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// The organisme référent of a jobseeker (art. L5411-5-1).
    pub enum OrganismeReferent {
        /// France Travail.
        FranceTravail = "france_travail",
        /// The Département.
        Departement = "departement",
        /// Whom the Département delegates it to, which a PLIE may be.
        Delegataire = "delegataire",
        /// A mission locale.
        MissionLocale = "mission_locale",
        /// A Cap emploi.
        CapEmploi = "cap_emploi",
    }
}

kernel::codes! {
    /// How the organisme référent says that it stands.
    pub enum StatutEngagement {
        /// The person is oriented, and has not signed yet.
        ASigner = "a_signer",
        /// Signed, and it runs.
        EnCours = "en_cours",
        /// It is suspended by the organisme référent.
        Suspendu = "suspendu",
        /// It ended, or another orientation took its place.
        Termine = "termine",
    }
}

/// What people write of a statutory contrat d'engagement, as the organisme référent says it. Why its hours are reduced is not
/// kept: it may be the health of the person.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EngagementEcrit {
    /// The organisme référent.
    pub organisme: OrganismeReferent,
    /// Its structure, when the directory has it.
    pub structure: Option<StructureId>,
    /// The référent unique, by their name: they have no account here.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)))]
    #[schema(example = "Sylvie Petit")]
    pub referent_unique: Option<String>,
    /// Day of the orientation to this organisme.
    #[schema(example = "2026-01-20")]
    pub oriente_le: NaiveDate,
    /// Day of the signature.
    #[schema(example = "2026-02-10")]
    pub signe_le: Option<NaiveDate>,
    /// Hours of activity a week: fifteen at least unless they are reduced, none for some.
    #[garde(inner(range(max = 35)))]
    #[schema(example = 15)]
    pub heures: Option<u8>,
    /// How it stands.
    pub statut: StatutEngagement,
    /// Last day, of one that ended.
    pub fin_le: Option<NaiveDate>,
}

/// A statutory contrat d'engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EngagementDto {
    /// Identifier.
    pub id: EngagementId,
    /// Version of what people edit: one more at each change.
    #[schema(example = 1)]
    pub version: i32,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// The organisme référent.
    pub organisme: OrganismeReferent,
    /// Its structure.
    pub structure: Option<StructureId>,
    /// Its name.
    #[schema(example = "Agence de Chalon centre")]
    pub structure_nom: Option<String>,
    /// The référent unique.
    #[schema(example = "Sylvie Petit")]
    pub referent_unique: Option<String>,
    /// Day of the orientation.
    #[schema(example = "2026-01-20")]
    pub oriente_le: NaiveDate,
    /// Last day to sign, a month after the orientation; absent once it is signed or over.
    #[schema(example = "2026-02-20")]
    pub a_signer_avant: Option<NaiveDate>,
    /// Day of the signature.
    #[schema(example = "2026-02-10")]
    pub signe_le: Option<NaiveDate>,
    /// Hours of activity a week.
    #[schema(example = 15)]
    pub heures: Option<u8>,
    /// How it stands.
    pub statut: StatutEngagement,
    /// Last day.
    pub fin_le: Option<NaiveDate>,
    /// Who wrote it.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for EngagementDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for EngagementDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}
