//! Following one candidature by a link, without account: its stage, its missing pièces, its decision.

use chrono::TimeDelta;
use kernel::{CandidatureId, CommissionId, LienId, PieceId};
use participants_api::{
    Contenu, EtatCandidature, Interlocuteur, LienDto, Moyen, NouveauContact, NouveauLien, PieceAttendue, PieceDto,
    SuiviParLien,
};
use problem::Problem;
use referentiel::regles::pieces::EtatPiece;
use store::Tx;

use super::{participants, pieces};
use crate::{
    liens::{Porteur, Sceau, invalide},
    store::{self as rows, candidatures::Dossier},
};

/// Makes a link; its token is said once.
pub(crate) async fn creer(
    tx: &mut Tx,
    sceau: &Sceau,
    id: CandidatureId,
    nouveau: NouveauLien,
) -> Result<LienDto, Problem> {
    rows::candidatures::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let expire_le = tx.now() + TimeDelta::days(nouveau.jours);
    let lien = rows::liens::ajouter(tx, id, expire_le).await?;
    let jeton = Some(sceau.signer(tx.territoire(), lien.id));
    Ok(LienDto { jeton, ..lien })
}

/// The links of a candidature, without their tokens.
pub(crate) async fn lister(tx: &mut Tx, id: CandidatureId) -> Result<Vec<LienDto>, Problem> {
    rows::candidatures::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    Ok(rows::liens::lister(tx, id).await?)
}

/// Closes a link at once.
pub(crate) async fn revoquer(tx: &mut Tx, id: LienId) -> Result<LienDto, Problem> {
    rows::liens::revoquer(tx, id).await?;
    rows::liens::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// What the link shows.
pub(crate) async fn suivre(tx: &mut Tx, porteur: Porteur) -> Result<SuiviParLien, Problem> {
    let dossier = ouvrir(tx, porteur).await?;
    rows::liens::consulter(tx, porteur.lien).await?;
    let personne = participants::exiger(tx, dossier.participant).await?;
    let session = rows::commissions::de_la_candidature(tx, dossier.id).await?;
    let decision = match session {
        Some((commission, _)) => communiquee(tx, commission, dossier.id).await?,
        None => None,
    };
    let all = rows::pieces::lister(tx, dossier.participant).await?;
    let initial: String = personne.nom.chars().take(1).collect();
    let decided = matches!(
        dossier.etat,
        EtatCandidature::Validee | EtatCandidature::Refusee | EtatCandidature::Ajournee | EtatCandidature::Reorientee
    );
    // A decision that has not been communicated yet shows as a file on the agenda.
    let silent = decided && decision.is_none() && dossier.decidee_le.is_some();
    let etat = if silent { EtatCandidature::Presentee } else { dossier.etat };
    Ok(SuiviParLien {
        personne: format!("{} {initial}.", personne.prenom),
        etat,
        deposee_le: dossier.deposee_le,
        commission_le: session.map(|(_, jour)| jour),
        decision,
        rendez_vous_manques_depuis: dossier.prescripteur_a_contacter_le,
        pieces: all.into_iter().filter(attendue).map(attente).collect(),
    })
}

async fn communiquee(
    tx: &mut Tx,
    commission: CommissionId,
    candidature: CandidatureId,
) -> Result<Option<participants_api::Decision>, Problem> {
    let session = rows::commissions::voir(tx, commission).await?.ok_or_else(Problem::not_found)?;
    let own = session.dossiers.into_iter().find(|dossier| dossier.candidature == candidature);
    Ok(own.filter(|dossier| dossier.communiquee_le.is_some()).and_then(|dossier| dossier.decision))
}

/// Leaves a note for the référent: the file itself is changed by nobody but the PLIE.
pub(crate) async fn coordonnees(tx: &mut Tx, porteur: Porteur, texte: String) -> Result<(), Problem> {
    let dossier = ouvrir(tx, porteur).await?;
    let contact = NouveauContact {
        avec: Interlocuteur::Prescripteur,
        le: tx.today(),
        moyen: Moyen::Courriel,
        abouti: true,
        note: Some(texte),
    };
    rows::contacts::ajouter(tx, dossier.id, contact).await?;
    Ok(())
}

/// Whether the holder of the link may send a file for this pièce: one that the PLIE waits for, of this very
/// person.
pub(crate) async fn attendre(tx: &mut Tx, porteur: Porteur, piece: PieceId) -> Result<(), Problem> {
    let dossier = ouvrir(tx, porteur).await?;
    let found = rows::pieces::voir(tx, piece).await?.filter(|found| found.participant == dossier.participant);
    match found.map(|found| found.piece) {
        Some(piece) if attendue(&piece) => Ok(()),
        _ => Err(Problem::not_found()),
    }
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
    Ok(attente(pieces::deposer(tx, piece, cle, contenu).await?))
}

async fn ouvrir(tx: &mut Tx, porteur: Porteur) -> Result<Dossier, Problem> {
    let lien = rows::liens::voir(tx, porteur.lien).await?.ok_or_else(invalide)?;
    if lien.revoque_le.is_some() || lien.expire_le <= tx.now() {
        return Err(invalide());
    }
    rows::candidatures::voir(tx, lien.candidature).await?.ok_or_else(invalide)
}

fn attendue(piece: &PieceDto) -> bool {
    matches!(piece.etat, EtatPiece::Demandee | EtatPiece::Retournee | EtatPiece::NonObtenue)
}

fn attente(piece: PieceDto) -> PieceAttendue {
    PieceAttendue { id: piece.id, kind: piece.kind, etat: piece.etat, motif: piece.motif }
}
