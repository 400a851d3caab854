//! Contacts made about a candidature: what explains a non-entry, what the prescripteur is told, and with whom the diagnosis is made.

use kernel::CandidatureId;
use participants_api::{ContactDto, Interlocuteur, NouveauContact, ReferentSocialConnu};
use problem::{FieldError, Problem};
use store::{Error, Tx};

use crate::{
    dossier::participant,
    entree::candidature::{app::modifiable, domain, store as rows},
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

/// The référent social whom the contacts of a candidature name, as it is told once the person enters.
pub(crate) async fn referent_social(tx: &mut Tx, id: CandidatureId) -> Result<Option<ReferentSocialConnu>, Error> {
    let made = rows::contacts::de(tx, &[id]).await?.remove(&id).unwrap_or_default();
    let named = made.into_iter().filter_map(|one| Some((one.contact.le, one.contact.referent_social?, one.saisi_par)));
    Ok(domain::contacts::referent_social(&named.collect::<Vec<_>>()))
}

/// Something is explained to the person, who is there; a frein that threatens the entry is told to the structure d'animation; a
/// contact with the référent social says who that is, and no other does.
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
    match (contact.avec, &contact.referent_social) {
        (Interlocuteur::ReferentSocial, None) => {
            Err(FieldError::new("/referent_social", "manquant", "attendu : le nom du référent social"))
        }
        (Interlocuteur::Personne | Interlocuteur::Prescripteur | Interlocuteur::StructureAnimation, Some(_)) => {
            let detail = "le référent social se nomme par un contact avec lui";
            Err(FieldError::new("/referent_social", "incoherent", detail))
        }
        _ => Ok(()),
    }
}
