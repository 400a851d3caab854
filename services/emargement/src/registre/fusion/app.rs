//! Persons of whom two files were made one, or two again.

use events::{PERSONNES_SEPAREES, PersonnesFusionnees};
use kernel::RendezVousId;
use serde_json::json;
use store::{Error, Tx};

use crate::registre::entree;

/// Seals which appointments changed files: entries of before name the file of before, and whoever verifies a
/// presence finds here why.
pub(crate) async fn sceller(
    tx: &mut Tx,
    kind: &str,
    told: PersonnesFusionnees,
    rendez_vous: &[RendezVousId],
) -> Result<(), Error> {
    if rendez_vous.is_empty() {
        return Ok(());
    }
    let fait = if kind == PERSONNES_SEPAREES { "separation" } else { "fusion" };
    let PersonnesFusionnees { fusion, garde, absorbe } = told;
    let sealed = json!({ "fusion": fusion, "garde": garde, "absorbe": absorbe, "rendez_vous": rendez_vous });
    entree::store::inscrire(tx, fait, sealed).await
}
