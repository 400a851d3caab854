//! Pièces, from the request to the acceptance; their verdict is against the day that mattered.

use chrono::NaiveDate;
use kernel::{Code, ParticipantId, PieceId};
use participants_api::{Analyse, Contenu, JourQuiCompte, NouvellePiece, PieceDto, SuitePiece, VerdictPiece};
use problem::{FieldError, Problem, Slug};
use referentiel::{
    Evenement, Referentiel,
    regles::pieces::{EtatPiece, FaitPiece, juger},
};
use store::{Tx, referentiels};

use super::participants::{exiger, modifiable};
use crate::store::{self as rows, pieces::Dossier};

/// Records a pièce: asked for, received or accepted.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParticipantId, piece: NouvellePiece) -> Result<PieceDto, Problem> {
    modifiable(tx, id).await?;
    let etat = piece.etat.unwrap_or(EtatPiece::Acceptee);
    if matches!(etat, EtatPiece::Retournee | EtatPiece::NonObtenue) {
        return Err(Problem::field("/etat", "incoherent", "une pièce est d'abord demandée ou reçue"));
    }
    verifier_dates(tx.today(), etat, piece.date_document, piece.recue_le)?;
    Ok(rows::pieces::ajouter(tx, id, etat, piece).await?)
}

/// Moves a pièce: received, accepted, given back with a reason…
pub(crate) async fn suivre(tx: &mut Tx, id: PieceId, suite: SuitePiece) -> Result<PieceDto, Problem> {
    let mut dossier = rows::pieces::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    modifiable(tx, dossier.participant).await?;
    let piece = &mut dossier.piece;
    if matches!(suite.etat, EtatPiece::Retournee | EtatPiece::SansObjet) && suite.motif.is_none() {
        return Err(Problem::field("/motif", "absent", "dites pourquoi : la personne doit pouvoir corriger"));
    }
    if suite.etat == EtatPiece::Retournee && !matches!(piece.etat, EtatPiece::Recue | EtatPiece::Acceptee) {
        let detail = format!("Une pièce « {} » n'a pas été reçue : elle ne peut être retournée.", piece.etat.code());
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    piece.etat = suite.etat;
    piece.motif = suite.motif;
    piece.date_document = suite.date_document.or(piece.date_document);
    piece.expire_le = suite.expire_le.or(piece.expire_le);
    if matches!(suite.etat, EtatPiece::Recue | EtatPiece::Acceptee) {
        piece.recue_le = piece.recue_le.or_else(|| Some(tx.today()));
    }
    verifier_dates(tx.today(), suite.etat, piece.date_document, piece.recue_le)?;
    rows::pieces::enregistrer(tx, &dossier).await?;
    voir(tx, id).await
}

/// Records that a file was received. Whoever checks it accepts it afterwards.
pub(crate) async fn deposer(tx: &mut Tx, id: PieceId, cle: &str, contenu: Contenu) -> Result<PieceDto, Problem> {
    let mut dossier = rows::pieces::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    modifiable(tx, dossier.participant).await?;
    rows::pieces::deposer(tx, id, cle, &contenu).await?;
    dossier.piece.sha256 = Some(contenu.sha256);
    if dossier.piece.etat != EtatPiece::Acceptee {
        dossier.piece.etat = EtatPiece::Recue;
        dossier.piece.motif = None;
    }
    dossier.piece.recue_le = dossier.piece.recue_le.or_else(|| Some(tx.today()));
    rows::pieces::enregistrer(tx, &dossier).await?;
    voir(tx, id).await
}

/// The last file of a pièce: its key and what it is. A file in quarantine opens for nobody.
pub(crate) async fn contenu(tx: &mut Tx, id: PieceId) -> Result<(ParticipantId, String, Contenu), Problem> {
    let Dossier { participant, .. } = rows::pieces::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let (cle, contenu) = rows::pieces::contenu(tx, id).await?.ok_or_else(Problem::not_found)?;
    saine(&contenu)?;
    Ok((participant, cle, contenu))
}

/// Refuses a file that the antivirus keeps.
pub(super) fn saine(contenu: &Contenu) -> Result<(), Problem> {
    let kept = contenu.analyse == Analyse::Quarantaine;
    let detail = "L'antivirus a retenu ce fichier : demandez-en un autre.";
    if kept { Err(Problem::new(Slug::FichierEnQuarantaine, detail)) } else { Ok(()) }
}

/// A pièce, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: PieceId) -> Result<PieceDto, Problem> {
    Ok(rows::pieces::voir(tx, id).await?.ok_or_else(Problem::not_found)?.piece)
}

/// The pièces of a file; each with its worth on the day of the event, when one is named.
pub(crate) async fn lister(tx: &mut Tx, id: ParticipantId, jour: JourQuiCompte) -> Result<Vec<PieceDto>, Problem> {
    exiger(tx, id).await?;
    let mut pieces = rows::pieces::lister(tx, id).await?;
    let Some(evenement) = jour.evenement else { return Ok(pieces) };
    let reference = match jour.le {
        Some(le) => le,
        None => entree(tx, id, evenement).await?,
    };
    let referentiel = referentiels::en_vigueur(tx, reference).await?;
    for piece in &mut pieces {
        piece.verdict = Some(verdict(&referentiel, piece, evenement, reference));
    }
    Ok(pieces)
}

async fn entree(tx: &mut Tx, id: ParticipantId, evenement: Evenement) -> Result<NaiveDate, Problem> {
    let entered = match evenement {
        Evenement::Entree => rows::candidatures::entree(tx, id).await?,
        Evenement::Etape | Evenement::Sortie => None,
    };
    entered.ok_or_else(|| Problem::field("/le", "absent", "le jour de l'événement est attendu"))
}

fn verdict(referentiel: &Referentiel, piece: &PieceDto, evenement: Evenement, reference: NaiveDate) -> VerdictPiece {
    let fait = FaitPiece {
        kind: piece.kind.clone(),
        etat: piece.etat,
        date_document: piece.date_document,
        expire_le: piece.expire_le,
    };
    let verdict = juger(referentiel, &fait, evenement, reference);
    VerdictPiece { valeur: verdict.conclusion, raison: verdict.raison }
}

/// Whether a pièce named as a proof belongs to the person's own file.
pub(super) async fn du_dossier(
    tx: &mut Tx,
    participant: ParticipantId,
    piece: Option<PieceId>,
    pointer: &str,
) -> Result<Option<FieldError>, Problem> {
    let Some(piece) = piece else { return Ok(None) };
    let found = rows::pieces::voir(tx, piece).await?;
    let own = found.is_some_and(|dossier| dossier.participant == participant);
    Ok((!own).then(|| FieldError::new(pointer, "inconnue", "cette pièce n'est pas dans le dossier de la personne")))
}

fn verifier_dates(
    today: NaiveDate,
    etat: EtatPiece,
    date_document: Option<NaiveDate>,
    recue_le: Option<NaiveDate>,
) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if etat == EtatPiece::Acceptee && date_document.is_none() {
        errors.push(FieldError::new("/date_document", "absent", "une pièce acceptée porte la date du document"));
    }
    if etat == EtatPiece::Acceptee && recue_le.is_none() {
        errors.push(FieldError::new("/recue_le", "absent", "une pièce acceptée porte le jour de sa réception"));
    }
    if let (Some(date), Some(recue)) = (date_document, recue_le)
        && recue < date
    {
        errors.push(FieldError::new("/recue_le", "incoherent", "une pièce n'est pas reçue avant sa propre date"));
    }
    if recue_le.is_some_and(|recue| recue > today) {
        errors.push(FieldError::new("/recue_le", "futur", "une pièce n'est pas reçue dans le futur"));
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
