//! Pièces: what proves the facts of a file.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, PieceId};
use referentiel::{
    Evenement, Raison,
    regles::pieces::{EtatPiece, ValeurPiece},
};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

/// A pièce asked for or received.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvellePiece {
    /// Its type, by the code of the référentiel.
    #[garde(pattern("^[a-z][a-z_]{1,60}$"))]
    #[schema(example = "attestation_rsa")]
    pub kind: String,
    /// Where it stands: accepted by default, for whoever records it has seen it.
    pub etat: Option<EtatPiece>,
    /// Date of the document itself, once it was received.
    #[schema(example = "2026-01-10")]
    pub date_document: Option<NaiveDate>,
    /// Last day on which the document holds, when it says one.
    #[schema(example = "2031-01-09")]
    pub expire_le: Option<NaiveDate>,
    /// Day on which it was received.
    #[schema(example = "2026-01-15")]
    pub recue_le: Option<NaiveDate>,
    /// SHA-256 of the file, in hexadecimal, when it is kept elsewhere.
    #[garde(inner(pattern("^[0-9a-f]{64}$")))]
    pub sha256: Option<String>,
}

/// What becomes of a pièce.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SuitePiece {
    /// Its new state.
    pub etat: EtatPiece,
    /// Why; required when it is given back or does not apply.
    #[garde(inner(length(chars, min = 2, max = 300)))]
    #[schema(example = "la date est illisible")]
    pub motif: Option<String>,
    /// Date of the document, when it is received or accepted.
    #[schema(example = "2026-01-10")]
    pub date_document: Option<NaiveDate>,
    /// Last day on which the document holds.
    #[schema(example = "2031-01-09")]
    pub expire_le: Option<NaiveDate>,
}

kernel::codes! {
    /// What the antivirus said of a file.
    pub enum Analyse {
        /// No antivirus is configured.
        Aucune = "non_analyse",
        /// Nothing found.
        Sain = "sain",
        /// Something found: the file is in quarantine, nobody can open it.
        Quarantaine = "quarantaine",
    }
}

/// A file received for a pièce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contenu {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size, in bytes.
    #[schema(example = 182_044)]
    pub taille: i64,
    /// Its type, read in its bytes.
    #[schema(example = "application/pdf")]
    pub type_mime: String,
    /// What the antivirus said.
    pub analyse: Analyse,
    /// When it was received.
    pub depose_le: DateTime<Utc>,
    /// Who sent it: a user, or the link of a prescripteur.
    pub depose_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub depose_par_nom: Option<String>,
}

impl Nomme for Contenu {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.depose_par, &mut self.depose_par_nom);
    }
}

/// A pièce of a person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PieceDto {
    /// Identifier.
    pub id: PieceId,
    /// Its type.
    #[schema(example = "attestation_rsa")]
    pub kind: String,
    /// Where it stands.
    pub etat: EtatPiece,
    /// Why it was given back, or does not apply.
    #[schema(example = "la date est illisible")]
    pub motif: Option<String>,
    /// Date of the document itself.
    #[schema(example = "2026-01-10")]
    pub date_document: Option<NaiveDate>,
    /// Last day on which the document holds.
    #[schema(example = "2031-01-09")]
    pub expire_le: Option<NaiveDate>,
    /// Day on which it was received.
    #[schema(example = "2026-01-15")]
    pub recue_le: Option<NaiveDate>,
    /// SHA-256 of the file.
    pub sha256: Option<String>,
    /// The file, when the suite keeps it.
    pub contenu: Option<Contenu>,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
    /// Who recorded it.
    pub saisie_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub saisie_par_nom: Option<String>,
    /// What it is worth on the day of the event asked about.
    pub verdict: Option<VerdictPiece>,
    /// What may be done with it now: `contenu`, and `etat/` with each state that may be said of it, such as `etat/acceptee`.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for PieceDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.saisie_par, &mut self.saisie_par_nom);
        self.contenu.nommer(noms);
    }
}

/// What a pièce is worth on the day that mattered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerdictPiece {
    /// Its worth.
    pub valeur: ValeurPiece,
    /// The rule applied.
    pub raison: Raison,
}

/// The event whose day matters.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct JourQuiCompte {
    /// The event: each pièce then says what it is worth on its day.
    #[param(inline)]
    pub evenement: Option<Evenement>,
    /// Its day; for the entry, the person's own entry date by default.
    #[param(example = "2026-02-12")]
    pub le: Option<NaiveDate>,
    /// Only the pièces that stand there.
    pub etat: Option<EtatPiece>,
    /// Only those of this type.
    #[garde(inner(pattern("^[a-z][a-z_]{1,60}$")))]
    #[param(example = "attestation_rsa")]
    pub kind: Option<String>,
}
