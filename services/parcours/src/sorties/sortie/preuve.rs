//! The pièces among which an exit finds its proof: participants has them.

use auth::{Ecriture, Grant, Scope};
use chrono::NaiveDate;
use clients::ParticipantsClient;
use kernel::{ParcoursId, ParticipantId, PieceId, SortieId};
use parcours_api::NatureSortie;
use participants_api::PieceDto;
use problem::Problem;
use referentiel::{
    Referentiel,
    regles::{pieces::FaitPiece, preuve, sortie::Faits},
};
use store::{Db, Error, Tx};

use crate::{
    sorties::sortie::{domain::Sortie, store as rows},
    vie::parcours,
};

/// What participants said of the file of a person.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    /// The person.
    pub(crate) participant: ParticipantId,
    /// Their pièces, accepted or not.
    pub(crate) pieces: Vec<PieceDto>,
}

impl Dossier {
    /// Refuses a pièce that does not prove this exit, or its contract that began on `contrat`, and says what is missing.
    pub(crate) fn prouver(
        &self,
        referentiel: &Referentiel,
        faits: &Faits,
        contrat: Option<NaiveDate>,
        id: PieceId,
    ) -> Result<&PieceDto, String> {
        let piece = self.pieces.iter().find(|piece| piece.id == id);
        let piece = piece.ok_or_else(|| "cette pièce n'est pas dans le dossier de la personne".to_owned())?;
        let verdict = preuve::juger(referentiel, faits, contrat, &fait(piece));
        if verdict.conclusion { Ok(piece) } else { Err(verdict.raison.explication) }
    }
}

fn fait(piece: &PieceDto) -> FaitPiece {
    let PieceDto { etat, date_document, expire_le, .. } = *piece;
    FaitPiece { kind: piece.kind.clone(), etat, date_document, expire_le }
}

/// The file of the person whose exit it is, asked before any transaction opens.
pub(crate) async fn demander<P: Ecriture>(
    grant: &Grant<P>,
    db: &Db,
    participants: &ParticipantsClient,
    id: SortieId,
) -> Result<Dossier, Problem> {
    let participant = db.check(grant, async |tx| de_qui(tx, id).await).await?.ok_or_else(Problem::not_found)?;
    let pieces = participants.pieces(grant.territoire(), participant).await?;
    Ok(Dossier { participant, pieces })
}

/// When the person of a parcours was born, asked before any transaction opens of who leaves for a job where their age
/// counts.
pub(crate) async fn naissance<P: Ecriture>(
    grant: &Grant<P>,
    db: &Db,
    participants: &ParticipantsClient,
    id: ParcoursId,
    nature: &NatureSortie,
) -> Result<Option<NaiveDate>, Problem> {
    if !Sortie::demande_l_age(nature) {
        return Ok(None);
    }
    let parcours = db.check(grant, async |tx| parcours::store::voir(tx, id).await).await?;
    let participant = parcours.ok_or_else(Problem::not_found)?.participant;
    Ok(Some(participants.participant(grant.territoire(), participant).await?.date_naissance))
}

async fn de_qui(tx: &mut Tx, id: SortieId) -> Result<Option<ParticipantId>, Error> {
    let Some(sortie) = rows::voir(tx, id).await? else { return Ok(None) };
    Ok(parcours::store::voir(tx, sortie.parcours).await?.map(|parcours| parcours.participant))
}
