//! Links without account: a prescripteur follows one candidature with the link that the PLIE sent.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, CandidatureId, LienId, PieceId};
use referentiel::regles::pieces::EtatPiece;
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

use crate::{Decision, EtatCandidature};

/// A link to make.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NouveauLien {
    /// Days during which it opens.
    #[garde(range(min = 1, max = 180))]
    #[schema(example = 60)]
    pub jours: i64,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LienDto {
    /// Identifier.
    pub id: LienId,
    /// The candidature that it opens.
    pub candidature: CandidatureId,
    /// When it was made.
    pub cree_le: DateTime<Utc>,
    /// By whom.
    pub cree_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub cree_par_nom: Option<String>,
    /// Until when it opens.
    pub expire_le: DateTime<Utc>,
    /// Since when it opens no more.
    pub revoque_le: Option<DateTime<Utc>>,
    /// When it was last opened.
    pub consulte_le: Option<DateTime<Utc>>,
    /// Its token: said once, when it is made.
    pub jeton: Option<String>,
}

impl Nomme for LienDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.cree_par, &mut self.cree_par_nom);
    }
}

/// What a link shows: the stage, the missing pièces, the decision. Nothing of the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuiviParLien {
    /// First name of the person, and the initial of the last name.
    #[schema(example = "Aminata D.")]
    pub personne: String,
    /// Where the candidature stands.
    pub etat: EtatCandidature,
    /// Filed on.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// The commission that will see the file, or saw it.
    #[schema(example = "2026-02-12")]
    pub commission_le: Option<NaiveDate>,
    /// What was decided, once it is communicated.
    pub decision: Option<Decision>,
    /// Since when too many appointments were missed.
    #[schema(example = "2026-01-19")]
    pub rendez_vous_manques_depuis: Option<NaiveDate>,
    /// Pièces asked for.
    pub pieces: Vec<PieceAttendue>,
}

/// A pièce that the PLIE waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PieceAttendue {
    /// Identifier.
    pub id: PieceId,
    /// Its type.
    #[schema(example = "attestation_rsa")]
    pub kind: String,
    /// Where it stands.
    pub etat: EtatPiece,
    /// Why it was given back.
    #[schema(example = "la date est illisible")]
    pub motif: Option<String>,
}

/// What opens a link.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct JetonDeLien {
    /// The token of the link.
    #[garde(length(max = 200))]
    #[schema(example = "AZWg8jpL…")]
    pub jeton: String,
}

/// New contact details of the person, left by whoever holds a link.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CoordonneesParLien {
    /// The token of the link.
    #[garde(length(max = 200))]
    #[schema(example = "AZWg8jpL…")]
    pub jeton: String,
    /// As the prescripteur knows them; the référent reads them and updates the file.
    #[garde(length(chars, min = 4, max = 500))]
    #[schema(example = "nouveau numéro : 06 98 76 54 32")]
    pub texte: String,
}
