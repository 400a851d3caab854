//! Signatures given, on candidatures and contracts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::Queryable;
use kernel::ActeurId;
use referentiel::Signataire;
use store::{Colonne, Error, read_code};

/// The columns of [`Row`] in one of the two tables.
macro_rules! colonnes {
    ($table:ident) => {
        (
            $table::signataire,
            $table::signe_le,
            $table::nom,
            $table::lieu,
            $table::mode,
            $table::saisie_le,
            $table::saisie_par,
        )
    };
}

pub(crate) use colonnes;

use crate::entree::signature::domain::Signature;

/// What both tables keep of a signature.
#[derive(Debug, Queryable)]
pub(crate) struct Row {
    signataire: String,
    signe_le: NaiveDate,
    nom: Option<String>,
    lieu: Option<String>,
    mode: String,
    saisie_le: DateTime<Utc>,
    saisie_par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Signature {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            signataire: signataire(&row.signataire)?,
            signe_le: row.signe_le,
            nom: row.nom,
            lieu: row.lieu,
            mode: read_code(&row.mode)?,
            saisie_le: row.saisie_le,
            saisie_par: row.saisie_par.into(),
        })
    }
}

/// Reads a signatory.
pub(crate) fn signataire(text: &str) -> Result<Signataire, Error> {
    use Signataire::{Direction, Participant, Prescripteur, President, Referent};
    [Participant, Prescripteur, Referent, Direction, President]
        .into_iter()
        .find(|one| one.nom() == text)
        .ok_or_else(|| Error::Corrupt(format!("signataire = {text}")))
}
