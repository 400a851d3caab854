//! Changing the key that signs the roots.

use kernel::TerritoireId;
use store::{Error, Tx};

use crate::registre::{
    cle::domain::{CHANGEMENT, changement},
    entree,
    racine::domain::Signataires,
};

/// Seals that another key signs from now on, when the last root bears the former one.
pub(crate) async fn changer(
    tx: &mut Tx,
    territoire: TerritoireId,
    signataires: &Signataires,
    derniere: &[u8],
) -> Result<(), Error> {
    let Signataires { actuel, ancien } = signataires;
    match ancien {
        Some(ancien) if derniere == ancien.cle_publique() && derniere != actuel.cle_publique() => {
            entree::store::inscrire(tx, CHANGEMENT, changement(territoire, ancien, actuel)).await
        }
        _ => Ok(()),
    }
}
