//! Who sends the papers: the letterhead that territoires tells.

use base64::{Engine, engine::general_purpose::STANDARD};
use events::annuaires::{self, EnTete};
use kernel::{Telephone, hexadecimal};
use pages::Expediteur;
use sha2::{Digest, Sha256};
use store::{Error, Tx};

/// The sender of a page, and the image of its logo.
#[derive(Debug, Clone, Default)]
pub struct EnTetePage {
    /// What the page keeps with its words.
    pub expediteur: Expediteur,
    /// The image, a PNG.
    pub logo: Option<Vec<u8>>,
}

/// The sender that the letterhead says now; an empty one while nothing was told.
pub async fn lire(tx: &mut Tx) -> Result<EnTetePage, Error> {
    let own = tx.territoire();
    let Some(en_tete) = annuaires::connues::<EnTete>(tx, &[own]).await?.remove(&own) else {
        return Ok(EnTetePage::default());
    };
    let logo = en_tete.logo.map(|logo| STANDARD.decode(logo)).transpose();
    let logo = logo.map_err(|_| Error::Corrupt("annuaire : le logo du territoire n'est pas en base64".to_owned()))?;
    let expediteur = Expediteur {
        adresse: en_tete.adresse,
        telephone: en_tete.telephone.map(|one| Telephone::as_str(&one).to_owned()),
        courriel: en_tete.courriel,
        logo: logo.as_ref().map(|image| hexadecimal(&Sha256::digest(image))),
    };
    Ok(EnTetePage { expediteur, logo })
}
