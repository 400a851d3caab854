//! Who sends the papers: the letterhead that territoires tells, and the logos of the papers that were made.

use base64::{Engine, engine::general_purpose::STANDARD};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use events::annuaires::{self, EnTete};
use kernel::{Telephone, hexadecimal};
use pages::Expediteur;
use sha2::{Digest, Sha256};
use store::{Error, Tx};

use crate::schema::logos;

/// The sender as the letterhead says it now.
pub(crate) async fn actuel(tx: &mut Tx) -> Result<Expediteur, Error> {
    Ok(lu(tx).await?.0)
}

/// The same, for a paper that is kept: its logo stays, whatever the letterhead becomes.
pub(crate) async fn fige(tx: &mut Tx) -> Result<Expediteur, Error> {
    let (expediteur, image) = lu(tx).await?;
    if let Some((empreinte, image)) = expediteur.logo.as_ref().zip(image) {
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
    let (now, image) = lu(tx).await?;
    Ok(image.filter(|_| now.logo.as_ref() == Some(wanted)))
}

/// The sender that the letterhead says, and its logo.
async fn lu(tx: &mut Tx) -> Result<(Expediteur, Option<Vec<u8>>), Error> {
    let own = tx.territoire();
    let Some(en_tete) = annuaires::connues::<EnTete>(tx, &[own]).await?.remove(&own) else {
        return Ok(Default::default());
    };
    let image = en_tete.logo.map(|logo| STANDARD.decode(logo)).transpose();
    let image = image.map_err(|_| Error::Corrupt("annuaire : le logo du territoire n'est pas en base64".to_owned()))?;
    let expediteur = Expediteur {
        adresse: en_tete.adresse,
        telephone: en_tete.telephone.map(|one| Telephone::as_str(&one).to_owned()),
        courriel: en_tete.courriel,
        logo: image.as_ref().map(|image| hexadecimal(&Sha256::digest(image))),
    };
    Ok((expediteur, image))
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
