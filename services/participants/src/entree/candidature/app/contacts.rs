//! Contacts made about a candidature: what explains a non-entry, and what the prescripteur is told.

use kernel::CandidatureId;
use participants_api::{ContactDto, Interlocuteur, NouveauContact};
use problem::Problem;
use store::Tx;

use crate::{
    dossier::participant,
    entree::candidature::{app::modifiable, store as rows},
    noms::nommer,
};

/// Records a contact.
pub(crate) async fn noter(tx: &mut Tx, id: CandidatureId, contact: NouveauContact) -> Result<ContactDto, Problem> {
    let dossier = modifiable(tx, id).await?;
    if contact.le < dossier.deposee_le || contact.le > tx.today() {
        return Err(Problem::field("/le", "incoherent", "un contact suit le dépôt et n'est pas dans le futur"));
    }
    if contact.avec == Interlocuteur::Personne && contact.abouti {
        participant::app::revoir(tx, dossier.participant, contact.le).await?;
    }
    let noted = rows::contacts::ajouter(tx, id, contact).await?;
    Ok(nommer(tx, noted).await?)
}
