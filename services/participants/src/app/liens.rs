//! Following one candidature by a link, without account: its stage, its missing pièces, its decision.

use chrono::TimeDelta;
use kernel::{CandidatureId, CommissionId, De, LienId, PieceId};
use participants_api::{
    Contenu, Decision, Interlocuteur, LienDto, Moyen, NouveauContact, NouveauLien, PieceAttendue, SuiviParLien,
};
use problem::Problem;
use store::Tx;

use super::{commissions, participants, pieces};
use crate::{
    domain::{candidature::Candidature, commission::Point, lien::Lien, piece::Piece},
    liens::{Porteur, Sceau, invalide},
    store as rows,
};

/// Makes a link; its token is said once.
pub(crate) async fn creer(
    tx: &mut Tx,
    sceau: &Sceau,
    id: CandidatureId,
    nouveau: NouveauLien,
) -> Result<LienDto, Problem> {
    rows::candidatures::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let lien = Lien {
        id: tx.id(),
        candidature: id,
        cree_le: tx.now(),
        cree_par: tx.acteur().id,
        expire_le: tx.now() + TimeDelta::days(nouveau.jours),
        revoque_le: None,
        consulte_le: None,
    };
    rows::liens::ajouter(tx, &lien).await?;
    let jeton = Some(sceau.signer(tx.territoire(), lien.id));
    Ok(LienDto { jeton, ..lien.into() })
}

impl From<Lien> for LienDto {
    /// Without its token.
    fn from(lien: Lien) -> Self {
        let Lien { id, candidature, cree_le, cree_par, expire_le, revoque_le, consulte_le } = lien;
        Self { id, candidature, cree_le, cree_par, expire_le, revoque_le, consulte_le, jeton: None }
    }
}

/// The links of a candidature, without their tokens, with whose it is.
pub(crate) async fn lister(tx: &mut Tx, id: CandidatureId) -> Result<De<Vec<LienDto>>, Problem> {
    let candidature = rows::candidatures::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let links = rows::liens::lister(tx, id).await?.into_iter().map(Into::into).collect();
    Ok(De::une(candidature.participant, links))
}

/// Closes a link at once.
pub(crate) async fn revoquer(tx: &mut Tx, id: LienId) -> Result<LienDto, Problem> {
    rows::liens::revoquer(tx, id).await?;
    Ok(rows::liens::voir(tx, id).await?.ok_or_else(Problem::not_found)?.into())
}

/// What the link shows.
pub(crate) async fn suivre(tx: &mut Tx, porteur: Porteur) -> Result<SuiviParLien, Problem> {
    let candidature = ouvrir(tx, porteur).await?;
    rows::liens::consulter(tx, porteur.lien).await?;
    let personne = participants::exiger(tx, candidature.participant).await?;
    let session = rows::commissions::de_la_candidature(tx, candidature.id).await?;
    let decision = match session {
        Some((commission, _)) => communiquee(tx, commission, candidature.id).await?,
        None => None,
    };
    let all = rows::pieces::lister(tx, candidature.participant).await?;
    let initial: String = personne.identite.nom.chars().take(1).collect();
    Ok(SuiviParLien {
        personne: format!("{} {initial}.", personne.identite.prenom),
        etat: candidature.etat_communique(decision),
        deposee_le: candidature.deposee_le,
        commission_le: session.map(|(_, jour)| jour),
        decision,
        rendez_vous_manques_depuis: candidature.prescripteur_a_contacter_le,
        pieces: all.into_iter().filter(Piece::attendue).map(Into::into).collect(),
    })
}

async fn communiquee(
    tx: &mut Tx,
    commission: CommissionId,
    candidature: CandidatureId,
) -> Result<Option<Decision>, Problem> {
    let session = commissions::exiger(tx, commission).await?;
    Ok(session.point(candidature).and_then(Point::communiquee))
}

/// Leaves a note for the référent: the file itself is changed by nobody but the PLIE.
pub(crate) async fn coordonnees(tx: &mut Tx, porteur: Porteur, texte: String) -> Result<(), Problem> {
    let candidature = ouvrir(tx, porteur).await?;
    let contact = NouveauContact {
        avec: Interlocuteur::Prescripteur,
        le: tx.today(),
        moyen: Moyen::Courriel,
        abouti: true,
        note: Some(texte),
    };
    rows::contacts::ajouter(tx, candidature.id, contact).await?;
    Ok(())
}

/// Whether the holder of the link may send a file for this pièce: one that the PLIE waits for, of this very
/// person.
pub(crate) async fn attendre(tx: &mut Tx, porteur: Porteur, piece: PieceId) -> Result<(), Problem> {
    let candidature = ouvrir(tx, porteur).await?;
    let found = rows::pieces::voir(tx, piece).await?.filter(|found| found.participant == candidature.participant);
    if found.is_some_and(|found| found.attendue()) { Ok(()) } else { Err(Problem::not_found()) }
}

/// Records the file that the holder of the link sent.
pub(crate) async fn deposer(
    tx: &mut Tx,
    porteur: Porteur,
    piece: PieceId,
    cle: &str,
    contenu: Contenu,
) -> Result<PieceAttendue, Problem> {
    attendre(tx, porteur, piece).await?;
    Ok(pieces::deposer(tx, piece, cle, contenu).await?.into())
}

async fn ouvrir(tx: &mut Tx, porteur: Porteur) -> Result<Candidature, Problem> {
    let lien = rows::liens::voir(tx, porteur.lien).await?.filter(|lien| lien.ouvre(tx.now())).ok_or_else(invalide)?;
    rows::candidatures::voir(tx, lien.candidature).await?.ok_or_else(invalide)
}

impl From<Piece> for PieceAttendue {
    fn from(piece: Piece) -> Self {
        let Piece { id, kind, etat, motif, .. } = piece;
        Self { id, kind, etat, motif }
    }
}
