//! To which référent a person was given, told to whoever opens their file to them.

use events::{SUIVIS, annuaires::Annonce};
use kernel::{Id, ParticipantId};
use problem::Problem;
use store::Tx;

use crate::{dossier::participant, entree::candidature::store as rows};

/// Of persons one of whose candidatures was given to a référent.
pub(crate) const SUIVIS_DE_PERSONNES: Annonce = Annonce {
    nature: SUIVIS,
    dire: |tx, ids| {
        Box::pin(async move { refaire(tx, &ids.into_iter().map(Id::of_kind).collect::<Vec<_>>()).await })
    },
};

/// Opens the file of each of these persons to the référent to whom their last candidature was given.
pub(crate) async fn refaire(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<(), Problem> {
    let given = rows::donnees(tx, personnes).await?;
    participant::suivi::dire(tx, given).await
}
