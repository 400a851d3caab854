//! Telling the cards: whatever changed since it was told is told before the feed is read.

use auth::Systeme;
use kernel::{RessourceId, TerritoireId};
use problem::Problem;
use store::{
    Db, Evenement, Tx, annuaires as rows,
    partout::{self, Attente},
};

use super::Fiche;
use crate::Handling;

/// Cards told in one transaction.
const LOT: i64 = 500;

/// What a service tells of one nature of what it owns. A trigger `noter_a_dire` on its tables notes what changes.
#[derive(Debug, Clone, Copy)]
pub struct Annonce {
    /// The nature of the cards.
    pub nature: &'static str,
    /// Tells the cards of these, by [`annoncer`].
    pub dire: for<'a> fn(&'a mut Tx, Vec<RessourceId>) -> Handling<'a>,
}

/// Tells cards, as part of the transaction.
pub fn annoncer<F: Fiche>(tx: &mut Tx, fiches: &[F]) -> Result<(), Problem> {
    let now = tx.now();
    for fiche in fiches {
        tx.emit(Evenement::new(F::EVENEMENT, fiche.id(), now, fiche)?);
    }
    Ok(())
}

/// Tells what changed in a territory and is still to be told, lot by lot, until nothing is.
pub async fn dire(db: &Db, territoire: TerritoireId, annonces: &[Annonce]) -> Result<(), Problem> {
    let scope = Systeme(territoire);
    let natures: Vec<_> = annonces.iter().map(|one| one.nature).collect();
    while db.read(&scope, async |tx| rows::reste_a_dire(tx, &natures).await).await? {
        db.tx(&scope, async |tx| lot(tx, annonces).await).await?;
    }
    Ok(())
}

/// Tells what changed in any territory and is still to be told.
pub(crate) async fn dire_partout(db: &Db, annonces: &[Annonce]) -> Result<(), Problem> {
    if annonces.is_empty() {
        return Ok(());
    }
    for territoire in partout::territoires(db, Attente::A_DIRE).await? {
        dire(db, territoire, annonces).await?;
    }
    Ok(())
}

async fn lot(tx: &mut Tx, annonces: &[Annonce]) -> Result<(), Problem> {
    for annonce in annonces {
        let changed = rows::prendre(tx, annonce.nature, LOT).await?;
        if !changed.is_empty() {
            (annonce.dire)(tx, changed).await?;
        }
    }
    Ok(())
}
