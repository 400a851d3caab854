//! Contacts made about a candidature: what explains a non-entry, and what the prescripteur is told.

use kernel::CandidatureId;
use participants_api::{ContactDto, Interlocuteur, NouveauContact};
use problem::{FieldError, Problem};
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
    coherent(&contact)?;
    if contact.avec == Interlocuteur::Personne && contact.abouti {
        participant::app::revoir(tx, dossier.participant, contact.le).await?;
    }
    let noted = rows::contacts::ajouter(tx, id, contact).await?;
    Ok(nommer(tx, noted).await?)
}

/// Something is explained to the person, who is there; a frein that threatens the entry is told to the structure d'animation.
fn coherent(contact: &NouveauContact) -> Result<(), FieldError> {
    let heard = contact.avec == Interlocuteur::Personne && contact.abouti;
    if !contact.explications.is_empty() && !heard {
        let detail = "les explications se donnent à la personne, par un contact abouti";
        return Err(FieldError::new("/explications", "incoherent", detail));
    }
    if contact.frein.is_some() && contact.avec != Interlocuteur::StructureAnimation {
        let detail = "le frein qui menace l'entrée se signale à la structure d'animation";
        return Err(FieldError::new("/frein", "incoherent", detail));
    }
    Ok(())
}
