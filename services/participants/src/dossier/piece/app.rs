//! Pièces, from the request to the acceptance; their verdict is against the day that mattered.

use chrono::NaiveDate;
use kernel::{Code, De, ParticipantId, PieceId};
use participants_api::{Analyse, Contenu, JourQuiCompte, NouvellePiece, PieceDto, SuitePiece, VerdictPiece};
use problem::{FieldError, Problem, Slug};
use referentiel::{
    Evenement, Referentiel,
    regles::pieces::{EtatPiece, juger},
};
use store::{Tx, referentiels};
use suite_api::Action;

use crate::{
    dossier::{
        participant::{
            self,
            app::{exiger, modifiable},
        },
        piece::{
            domain::{Commande, Piece, motiver},
            store as rows,
        },
    },
    noms::nommer,
};

/// Records a pièce: asked for, received or accepted.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParticipantId, nouvelle: NouvellePiece) -> Result<PieceDto, Problem> {
    modifiable(tx, id).await?;
    let piece = Piece::enregistrer(tx.id(), id, nouvelle, tx.now(), tx.acteur().id)?;
    verifier(tx, &piece)?;
    rows::ajouter(tx, &piece).await?;
    Ok(nommer(tx, piece.into()).await?)
}

fn verifier(tx: &Tx, piece: &Piece) -> Result<(), Problem> {
    let errors = piece.erreurs(tx.today());
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

impl From<Piece> for PieceDto {
    fn from(piece: Piece) -> Self {
        let place = |etat: &EtatPiece| {
            let nom = ["etat", etat.code()].join("/");
            Action::selon(&nom, piece.permet(Commande::Placer(*etat)))
        };
        let mut actions = vec![Action::selon("contenu", piece.permet(Commande::Deposer))];
        actions.extend(EtatPiece::TOUS.iter().filter(|etat| **etat != piece.etat).map(place));
        let Piece { id, kind, etat, motif, date_document, expire_le, .. } = piece;
        let Piece { recue_le, sha256, contenu, saisie_le, saisie_par, .. } = piece;
        let verdict = None;
        Self {
            id,
            kind,
            etat,
            motif,
            date_document,
            expire_le,
            recue_le,
            sha256,
            contenu,
            saisie_le,
            saisie_par,
            saisie_par_nom: None,
            verdict,
            actions,
        }
    }
}

/// A pièce of a file that may be changed, locked for the rest of the transaction.
async fn verrouiller(tx: &mut Tx, id: PieceId) -> Result<Piece, Problem> {
    // The person before what is theirs, as a merge and an erasure take them.
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    modifiable(tx, seen.participant).await?;
    rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Moves a pièce: received, accepted, given back with a reason…
pub(crate) async fn suivre(tx: &mut Tx, id: PieceId, suite: SuitePiece) -> Result<PieceDto, Problem> {
    let mut piece = verrouiller(tx, id).await?;
    motiver(&suite)?;
    piece.suivre(suite, tx.today())?;
    verifier(tx, &piece)?;
    rows::enregistrer(tx, &piece).await?;
    voir(tx, id).await
}

/// Records that a file was received. Whoever checks it accepts it afterwards.
pub(crate) async fn deposer(tx: &mut Tx, id: PieceId, emplacement: &str, contenu: Contenu) -> Result<Piece, Problem> {
    let mut piece = verrouiller(tx, id).await?;
    piece.deposer(&contenu, tx.today())?;
    rows::deposer(tx, id, emplacement, &contenu).await?;
    rows::enregistrer(tx, &piece).await?;
    trouver(tx, id).await
}

/// The last file of a pièce: where it is kept and what it is, with whose it is. A file in quarantine opens for nobody.
pub(crate) async fn telecharger(tx: &mut Tx, id: PieceId) -> Result<De<(String, Contenu)>, Problem> {
    let Piece { participant, .. } = trouver(tx, id).await?;
    let (emplacement, contenu) = rows::contenu(tx, id).await?.ok_or_else(Problem::not_found)?;
    saine(&contenu)?;
    Ok(De::une(participant, (emplacement, contenu)))
}

/// Refuses a file that the antivirus keeps.
pub(crate) fn saine(contenu: &Contenu) -> Result<(), Problem> {
    let kept = contenu.analyse == Analyse::Quarantaine;
    let detail = "L'antivirus a retenu ce fichier : demandez-en un autre.";
    if kept { Err(Problem::new(Slug::FichierEnQuarantaine, detail)) } else { Ok(()) }
}

async fn trouver(tx: &mut Tx, id: PieceId) -> Result<Piece, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// A pièce, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: PieceId) -> Result<PieceDto, Problem> {
    let piece = trouver(tx, id).await?;
    Ok(nommer(tx, piece.into()).await?)
}

/// The pièces of a file; each with its worth on the day of the event, when one is named.
pub(crate) async fn lister(tx: &mut Tx, id: ParticipantId, jour: JourQuiCompte) -> Result<Vec<PieceDto>, Problem> {
    exiger(tx, id).await?;
    let mut pieces = rows::lister(tx, id).await?;
    pieces.retain(|piece| jour.etat.is_none_or(|etat| piece.etat == etat));
    pieces.retain(|piece| jour.kind.as_ref().is_none_or(|kind| piece.kind == *kind));
    let Some(evenement) = jour.evenement else {
        return Ok(nommer(tx, pieces.into_iter().map(Into::into).collect()).await?);
    };
    let (reference, referentiel) = if let Some(le) = jour.le {
        (le, referentiels::en_vigueur_le(tx, "/le", le).await?)
    } else {
        let entree = entree(tx, id, evenement).await?;
        (entree, referentiels::en_vigueur(tx, entree).await?)
    };
    let judged = |piece: Piece| {
        let verdict = Some(verdict(&referentiel, &piece, evenement, reference));
        PieceDto { verdict, ..piece.into() }
    };
    Ok(nommer(tx, pieces.into_iter().map(judged).collect()).await?)
}

async fn entree(tx: &mut Tx, id: ParticipantId, evenement: Evenement) -> Result<NaiveDate, Problem> {
    let entered = match evenement {
        Evenement::Entree => participant::store::entree::entree(tx, id).await?,
        Evenement::Etape | Evenement::Sortie => None,
    };
    entered.ok_or_else(|| Problem::field("/le", "absent", "le jour de l'événement est attendu"))
}

fn verdict(referentiel: &Referentiel, piece: &Piece, evenement: Evenement, reference: NaiveDate) -> VerdictPiece {
    let verdict = juger(referentiel, &piece.fait(), evenement, reference);
    VerdictPiece { valeur: verdict.conclusion, raison: verdict.raison }
}

/// Whether a pièce named as a proof belongs to the person's own file.
pub(crate) async fn du_dossier(
    tx: &mut Tx,
    participant: ParticipantId,
    piece: Option<PieceId>,
    pointer: &str,
) -> Result<Option<FieldError>, Problem> {
    let Some(piece) = piece else { return Ok(None) };
    let found = rows::voir(tx, piece).await?;
    let own = found.is_some_and(|found| found.participant == participant);
    Ok((!own).then(|| FieldError::new(pointer, "inconnue", "cette pièce n'est pas dans le dossier de la personne")))
}
