//! Contrats d'engagement.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    ActeurId, CandidatureId, ContratId, ModeSignature, Nominatif, ParticipantId, Personnes, PieceId, Programme,
};
use referentiel::{Raison, Signataire};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

use crate::traits::{POINTS, Trait, dans_le_cadre};

/// The European operation that a document names.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct OperationCitee {
    /// Its number at the managing authority.
    #[garde(length(chars, min = 1, max = 30), custom(problem::ligne))]
    #[schema(example = "202600123")]
    pub numero: String,
    /// Its title.
    #[garde(length(chars, min = 2, max = 200), custom(problem::ligne))]
    #[schema(example = "Accompagnement renforcé vers l'emploi")]
    pub intitule: String,
    /// Its programme.
    pub programme: Programme,
}

/// A contract to prepare.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauContrat {
    /// The candidature: validated by the commission.
    pub candidature: CandidatureId,
    /// First day; that of the last signature by default.
    #[schema(example = "2026-02-19")]
    pub debut: Option<NaiveDate>,
    /// Last day, when the contract has a term.
    #[schema(example = "2027-02-18")]
    pub fin: Option<NaiveDate>,
    /// The European operation that it names, one of the territory's, which it bears under the programme of that one; without
    /// it, the contract bears what finances the territory on its day.
    #[garde(dive)]
    pub operation: Option<OperationCitee>,
}

/// The renewal of a contract.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Renouvellement {
    /// First day: after the first day of the former one.
    #[schema(example = "2027-02-19")]
    pub debut: NaiveDate,
    /// Last day.
    #[schema(example = "2028-02-18")]
    pub fin: Option<NaiveDate>,
}

kernel::codes! {
    /// Why a contract ends.
    pub enum MotifFin {
        /// Its term.
        Terme = "terme",
        /// The person leaves the PLIE.
        Sortie = "sortie",
        /// By the person's will.
        Abandon = "abandon",
        /// By the PLIE, its engagements not being kept.
        NonRespect = "non_respect",
        /// Moved away.
        Demenagement = "demenagement",
        /// Another reason.
        Autre = "autre",
    }
}

/// The end of a contract.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FinContrat {
    /// Its last day.
    #[schema(example = "2027-01-31")]
    pub le: NaiveDate,
    /// Why.
    pub motif: MotifFin,
}

/// How a signature is given, with what proves it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub enum PreuveSignature {
    /// Drawn on a screen: the strokes, each a list of points in thousandths of the frame.
    Dessinee {
        /// The strokes.
        #[garde(length(min = 1, max = 200), inner(length(min = 2, max = POINTS)), custom(dans_le_cadre))]
        #[schema(value_type = Vec<Trait>)]
        traits: Vec<Vec<(u16, u16)>>,
    },
    /// Typed, with a one-time code that the signatory received.
    Code {
        /// The code: six digits.
        #[garde(pattern("^[0-9]{6}$"))]
        #[schema(example = "042917")]
        code: String,
    },
    /// On paper, scanned; whoever records it attests that it was seen.
    Papier {
        /// The pièce that holds the scan.
        piece: Option<PieceId>,
        /// Must be true.
        attestation: bool,
    },
}

impl PreuveSignature {
    /// How it is given.
    #[must_use]
    pub const fn mode(&self) -> ModeSignature {
        match self {
            Self::Dessinee { .. } => ModeSignature::Dessinee,
            Self::Code { .. } => ModeSignature::Code,
            Self::Papier { .. } => ModeSignature::Papier,
        }
    }
}

/// A signature on a contract.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SignatureContrat {
    /// Who signs.
    pub signataire: Signataire,
    /// On what day.
    #[schema(example = "2026-02-19")]
    pub signe_le: NaiveDate,
    /// Name of the signatory, as the contract prints it; of a référent and of a direction held by one person, the one that the
    /// suite knows when it is left out.
    #[garde(inner(length(chars, min = 2, max = 120)))]
    #[schema(example = "Claire Petit")]
    pub nom: Option<String>,
    /// Where.
    #[garde(inner(length(chars, min = 2, max = 120)))]
    #[schema(example = "Chalon-sur-Saône")]
    pub lieu: Option<String>,
    /// How.
    #[garde(dive)]
    pub mode: PreuveSignature,
}

/// A one-time code to ask for.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DemandeDeCode {
    /// Who will sign with it: the participant, whose address is in their file. The other parties sign on the screen or
    /// on paper.
    pub signataire: Signataire,
}

/// A one-time code that went to the signatory's own address: nobody else is shown it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CodeDeSignature {
    /// Until when it holds.
    pub expire_le: DateTime<Utc>,
}

/// A signature that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignatureDto {
    /// Who signed.
    pub signataire: Signataire,
    /// On what day.
    #[schema(example = "2026-02-19")]
    pub signe_le: NaiveDate,
    /// Name of the signatory.
    #[schema(example = "Claire Petit")]
    pub nom: Option<String>,
    /// Where.
    #[schema(example = "Chalon-sur-Saône")]
    pub lieu: Option<String>,
    /// How.
    pub mode: ModeSignature,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
    /// Who recorded it.
    pub saisie_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub saisie_par_nom: Option<String>,
}

impl Nomme for SignatureDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.saisie_par, &mut self.saisie_par_nom);
    }
}

/// A contrat d'engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContratDto {
    /// Identifier.
    pub id: ContratId,
    /// What it prints as its reference, and bears in the name of its file.
    #[serde(default)]
    #[schema(example = "2026-K7QX-3PDM")]
    pub reference: String,
    /// The candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-02-19")]
    pub debut: Option<NaiveDate>,
    /// Last day.
    #[schema(example = "2027-02-18")]
    pub fin: Option<NaiveDate>,
    /// The contract that it renews.
    pub renouvelle: Option<ContratId>,
    /// The European operation that it names.
    pub operation: Option<OperationCitee>,
    /// Version of the text.
    #[schema(example = "2026-1")]
    pub texte: String,
    /// SHA-256 of the text that is signed.
    pub empreinte: String,
    /// Signatures received.
    pub signatures: Vec<SignatureDto>,
    /// Signatures still missing by the territory's référentiel.
    pub manquantes: Vec<Signataire>,
    /// The last required signature; absent while one is missing.
    #[schema(example = "2026-02-19")]
    pub engage_le: Option<NaiveDate>,
    /// Whether it was signed before the suite, as a former program says: its text is on paper.
    #[serde(default)]
    pub repris: bool,
    /// Its end, when it was ended.
    pub termine: Option<FinContrat>,
    /// The rule applied.
    pub raison: Raison,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for ContratDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.signatures.nommer(noms);
    }
}

impl Nominatif for ContratDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

#[cfg(test)]
mod tests {
    use kernel::Code;

    use super::*;

    #[test]
    fn a_proof_bears_the_code_of_its_mode() {
        let proofs = [
            PreuveSignature::Dessinee { traits: vec![] },
            PreuveSignature::Code { code: "042917".to_owned() },
            PreuveSignature::Papier { piece: None, attestation: true },
        ];
        for proof in proofs {
            assert_eq!(serde_json::to_value(&proof).unwrap()["type"], proof.mode().code());
        }
    }
}
