//! Following one candidature by a link, without account: its stage, its missing pièces, its decision.

use chrono::TimeDelta;
use kernel::{CandidatureId, De, LienId};
use participants_api::{LienDto, NouveauLien};
use problem::Problem;
use store::Tx;

use crate::{
    dossier::consentement,
    entree::{
        candidature,
        lien::{domain::Lien, sceau::Sceau, store as rows},
    },
    noms::nommer,
};

/// Makes a link; its token is said once.
pub(crate) async fn creer(
    tx: &mut Tx,
    sceau: &Sceau,
    id: CandidatureId,
    nouveau: NouveauLien,
) -> Result<LienDto, Problem> {
    let candidature = candidature::app::modifiable(tx, id).await?;
    if let Some(structure) = candidature.prescripteur {
        consentement::app::exiger(tx, candidature.participant, structure).await?;
    }
    let lien = Lien {
        id: tx.id(),
        candidature: id,
        cree_le: tx.now(),
        cree_par: tx.acteur().id,
        expire_le: tx.now() + TimeDelta::days(nouveau.jours),
        revoque_le: None,
        consulte_le: None,
    };
    rows::ajouter(tx, &lien).await?;
    let jeton = Some(sceau.signer(tx.territoire(), lien.id));
    let made = LienDto { jeton, ..lien.into() };
    Ok(nommer(tx, made).await?)
}

impl From<Lien> for LienDto {
    /// Without its token.
    fn from(lien: Lien) -> Self {
        let Lien { id, candidature, cree_le, cree_par, expire_le, revoque_le, consulte_le } = lien;
        let cree_par_nom = None;
        Self { id, candidature, cree_le, cree_par, cree_par_nom, expire_le, revoque_le, consulte_le, jeton: None }
    }
}

/// The links of a candidature, without their tokens, with whose it is.
pub(crate) async fn lister(tx: &mut Tx, id: CandidatureId) -> Result<De<Vec<LienDto>>, Problem> {
    let candidature = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let links = rows::lister(tx, id).await?.into_iter().map(Into::into).collect();
    Ok(De::une(candidature.participant, nommer(tx, links).await?))
}

/// Closes a link at once.
pub(crate) async fn revoquer(tx: &mut Tx, id: LienId) -> Result<LienDto, Problem> {
    let link = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    candidature::store::voir(tx, link.candidature).await?.ok_or_else(Problem::not_found)?;
    rows::revoquer(tx, id).await?;
    let closed = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    Ok(nommer(tx, closed.into()).await?)
}
