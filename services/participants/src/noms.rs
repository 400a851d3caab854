//! The names beside the identifiers that this service shows.

use store::{Error, Tx};
use suite_api::Nomme;

use crate::dossier::participant::store::noms::lister;

/// `chose` with the name of each person, user and structure that it shows: a query for the files of this service, one for
/// the cards of the others, each only when something wants it.
pub(crate) async fn nommer<T: Nomme>(tx: &mut Tx, chose: T) -> Result<T, Error> {
    suite_api::nommer(chose, async |innommes| {
        let mut connus = events::annuaires::noms(tx, innommes).await?;
        let personnes: Vec<_> = innommes.personnes.iter().copied().collect();
        if !personnes.is_empty() {
            let found = lister(tx, &personnes).await?;
            connus.extend(found.into_iter().map(|one| (one.participant.ressource(), one.nom)));
        }
        Ok(connus)
    })
    .await
}
