//! Who sends the papers: the letterhead that territoires tells, and the logos of the papers that were made.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use impression::{EnTetePage, Impression};
use pages::{Document, Expediteur};
use store::{Error, Tx};

use crate::schema::logos;

/// The sender as the letterhead says it now.
pub(crate) async fn actuel(tx: &mut Tx) -> Result<Expediteur, Error> {
    Ok(impression::lire(tx).await?.expediteur)
}

/// The same, for a paper that is kept: its logo stays, whatever the letterhead becomes.
pub(crate) async fn fige(tx: &mut Tx) -> Result<Expediteur, Error> {
    let EnTetePage { expediteur, logo } = impression::lire(tx).await?;
    if let Some((empreinte, image)) = expediteur.logo.as_ref().zip(logo) {
        garder(tx, empreinte, &image).await?;
    }
    Ok(expediteur)
}

/// The logo of a sender, of now or of the day of a paper.
pub(crate) async fn logo(tx: &mut Tx, expediteur: &Expediteur) -> Result<Option<Vec<u8>>, Error> {
    let Some(wanted) = &expediteur.logo else { return Ok(None) };
    if let Some(kept) = gardee(tx, wanted).await? {
        return Ok(Some(kept));
    }
    let EnTetePage { expediteur: now, logo } = impression::lire(tx).await?;
    Ok(logo.filter(|_| now.logo.as_ref() == Some(wanted)))
}

/// A document with the logo of its sender.
pub(crate) async fn imprimer<D: Document>(tx: &mut Tx, document: D) -> Result<Impression<D>, Error> {
    let logo = logo(tx, document.expediteur()).await?;
    Ok(Impression { document, logo })
}

/// Keeps an image under its fingerprint; one that is there is the same.
async fn garder(tx: &mut Tx, empreinte: &str, image: &[u8]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(logos::table)
        .values((logos::territoire_id.eq(territoire), logos::empreinte.eq(empreinte), logos::image.eq(image)))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(())
}

async fn gardee(tx: &mut Tx, empreinte: &str) -> Result<Option<Vec<u8>>, Error> {
    let one = logos::table.find((tx.territoire().uuid(), empreinte.to_owned()));
    Ok(one.select(logos::image).first(tx.conn()).await.optional()?)
}
