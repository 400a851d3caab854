//! What the other services are told of operations.

use events::annuaires::{Annonce, Fiche, Operation, annoncer};
use fse_api::NouvelleOperation;

use crate::operations::operation::store as rows;

/// An operation that was opened.
pub(crate) const OPERATIONS: Annonce = Annonce {
    nature: Operation::NATURE,
    dire: |tx, ids| {
        Box::pin(async move {
            let fiches: Vec<_> = rows::parmi(tx, &ids).await?.into_iter().map(Operation::from).collect();
            annoncer(tx, &fiches)
        })
    },
};

impl From<super::domain::Operation> for Operation {
    fn from(operation: super::domain::Operation) -> Self {
        let super::domain::Operation { id, contenu, .. } = operation;
        let NouvelleOperation { numero, intitule, programme, debut, fin, .. } = contenu;
        Self { id, numero, intitule, programme, debut, fin }
    }
}
