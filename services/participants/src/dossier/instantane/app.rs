//! A person's file on a day, as it was known on another.

use kernel::ParticipantId;
use participants_api::{DossierDto, Regard};
use problem::Problem;
use store::Tx;

use crate::{
    dossier::{adresse, instantane::regard::regard, participant, piece, situation},
    noms::nommer,
};

/// The whole file.
pub(crate) async fn voir(tx: &mut Tx, id: ParticipantId, vue: Regard) -> Result<DossierDto, Problem> {
    let vue = regard(tx, vue)?;
    let identite = participant::app::connue(tx, id, vue.connu_au).await?;
    let pieces = piece::store::connu::lister(tx, id, vue.connu_au).await?;
    let dossier = DossierDto {
        au: vue.au,
        connu_au: vue.connu_au,
        identite: identite.into(),
        adresse: adresse::app::en_vigueur(tx, id, vue).await?.map(Into::into),
        situations: situation::app::en_vigueur(tx, id, vue).await?.into_iter().map(Into::into).collect(),
        pieces: pieces.into_iter().map(Into::into).collect(),
    };
    Ok(nommer(tx, dossier).await?)
}
