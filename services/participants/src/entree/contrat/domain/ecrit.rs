//! What the parties of a contrat d'engagement sign, apart from their signatures: written once, when the first of
//! them signs, so that the page never says more than what was signed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The text of one contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContratEcrit {
    pub(crate) titre: String,
    pub(crate) territoire: String,
    /// The mention that the programme of its operation obliges to print.
    pub(crate) mention: Option<String>,
    pub(crate) reference: String,
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) date_naissance: NaiveDate,
    pub(crate) adresse: Option<String>,
    /// The day on which the commission decided.
    pub(crate) commission_le: Option<NaiveDate>,
    pub(crate) fin: Option<NaiveDate>,
    pub(crate) texte: Vec<String>,
    pub(crate) objectifs: Vec<String>,
    /// Day of the diagnosis that is attached.
    pub(crate) diagnostic_du: Option<NaiveDate>,
    pub(crate) version_texte: String,
    /// The first half of the text's fingerprint.
    pub(crate) empreinte: String,
}

/// The page: what was written, and what came since.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PageContrat<S> {
    #[serde(flatten)]
    pub(crate) ecrit: ContratEcrit,
    pub(crate) signatures: Vec<S>,
    pub(crate) lieu: Option<String>,
    pub(crate) debut: Option<NaiveDate>,
    pub(crate) entree_le: Option<NaiveDate>,
}
