//! A person with what surrounds them, for the page on which somebody prepares to receive them.

use chrono::NaiveDate;
use kernel::{CommissionId, Nominatif, Personnes};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

use crate::{
    AdresseDto, CandidatureDto, ContratDto, DiagnosticDto, EngagementDto, ParticipantDto, PieceDto, SituationDto,
};

kernel::codes! {
    /// A part of what surrounds a person, which a right of its own shows.
    pub enum Rubrique {
        /// Address, situations and pièces.
        Situations = "situations",
        /// The candidature, and the session that sees it.
        Candidature = "candidature",
        /// The diagnosis, and what eligibility lacks.
        Diagnostic = "diagnostic",
        /// The contract.
        Contrat = "contrat",
    }
}

/// The session that sees a candidature, or saw it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SeanceDto {
    /// Identifier.
    pub id: CommissionId,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
}

/// A person's file with what surrounds it today, as far as the reader may see: what is `masquees` is absent below, and
/// may exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContexteDto {
    /// Who the person is.
    pub identite: ParticipantDto,
    /// What may be done with the file now.
    pub actions: Vec<Action>,
    /// What the reader has no right to see.
    pub masquees: Vec<Rubrique>,
    /// The address today.
    pub adresse: Option<AdresseDto>,
    /// The situations today, one a code.
    pub situations: Vec<SituationDto>,
    /// The last statutory contrat d'engagement, signed with the organisme référent.
    #[serde(default)]
    pub engagement: Option<EngagementDto>,
    /// The pièces, whatever became of them.
    pub pieces: Vec<PieceDto>,
    /// The pièces for which the PLIE waits, by type.
    #[schema(example = json!(["attestation_rsa"]))]
    pub pieces_attendues: Vec<String>,
    /// What the rules of eligibility still lack today, in French.
    #[schema(example = json!(["justificatif de domicile absent"]))]
    pub manques: Vec<String>,
    /// The last candidature, with its référent and what may be done with it.
    pub candidature: Option<CandidatureDto>,
    /// The session that sees it, or saw it last.
    pub seance: Option<SeanceDto>,
    /// Its last diagnosis.
    pub diagnostic: Option<DiagnosticDto>,
    /// Its last contract.
    pub contrat: Option<ContratDto>,
}

impl Nominatif for ContexteDto {
    fn montrer(&self, personnes: &mut Personnes) {
        self.identite.montrer(personnes);
    }
}

impl Nomme for ContexteDto {
    fn nommer(&mut self, noms: &mut Noms) {
        self.adresse.nommer(noms);
        self.situations.nommer(noms);
        self.engagement.nommer(noms);
        self.pieces.nommer(noms);
        self.candidature.nommer(noms);
        self.diagnostic.nommer(noms);
        self.contrat.nommer(noms);
    }
}
