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
    for annonce in annonces {
        while lot(db, territoire, annonce).await? {}
    }
    Ok(())
}

/// The same, of one lot of each at most: whoever waits for an answer does not wait for all that an import left.
pub async fn rattraper(db: &Db, territoire: TerritoireId, annonces: &[Annonce]) -> Result<(), Problem> {
    for annonce in annonces {
        lot(db, territoire, annonce).await?;
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

/// Tells a lot of one nature, in a transaction of its own: what it locks, it locks in one order. Whether there was some.
async fn lot(db: &Db, territoire: TerritoireId, annonce: &Annonce) -> Result<bool, Problem> {
    let scope = Systeme(territoire);
    if !db.read(&scope, async |tx| rows::reste_a_dire(tx, &[annonce.nature]).await).await? {
        return Ok(false);
    }
    db.tx(&scope, async |tx| {
        let changed = rows::prendre(tx, annonce.nature, LOT).await?;
        if !changed.is_empty() {
            (annonce.dire)(tx, changed).await?;
        }
        Ok::<_, Problem>(())
    })
    .await?;
    Ok(true)
}
