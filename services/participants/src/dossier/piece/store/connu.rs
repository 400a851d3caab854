//! Pièces as they were known at an instant.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use referentiel::regles::pieces::FaitPiece;
use store::{Error, Tx};

use crate::{
    dossier::piece::{
        domain::Piece,
        store::{Row, completer},
    },
    schema::{piece_versions as versions, pieces},
};

/// The pièces of a file as they were known at `instant`, oldest first, each with the file that it had.
pub(crate) async fn lister(
    tx: &mut Tx,
    participant: ParticipantId,
    instant: DateTime<Utc>,
) -> Result<Vec<Piece>, Error> {
    let rows = versions_connues(tx, &[participant], instant).await?;
    let known = rows.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
    completer(tx, known, Some(instant)).await
}

/// What was known of the pièces of several files at `instant`, for the rules.
pub(crate) async fn faits(
    tx: &mut Tx,
    participants: &[ParticipantId],
    instant: DateTime<Utc>,
) -> Result<HashMap<ParticipantId, Vec<FaitPiece>>, Error> {
    let mut files: HashMap<_, Vec<_>> = HashMap::new();
    for row in versions_connues(tx, participants, instant).await? {
        let piece = Piece::try_from(row)?;
        files.entry(piece.participant).or_default().push(piece.fait());
    }
    Ok(files)
}

/// A pièce as its last version known at `instant` told it.
async fn versions_connues(
    tx: &mut Tx,
    participants: &[ParticipantId],
    instant: DateTime<Utc>,
) -> Result<Vec<Row>, Error> {
    let query = versions::table
        .inner_join(
            pieces::table.on(pieces::territoire_id.eq(versions::territoire_id).and(pieces::id.eq(versions::piece_id))),
        )
        .filter(pieces::territoire_id.eq(tx.territoire().uuid()))
        .filter(pieces::participant_id.eq_any(participants.iter().map(|one| one.uuid())))
        .filter(versions::saisie_le.le(instant))
        .distinct_on(pieces::id)
        .order((pieces::id, versions::version.desc()));
    let told = query.select((
        pieces::territoire_id,
        pieces::id,
        pieces::participant_id,
        pieces::kind,
        versions::date_document,
        versions::recue_le,
        versions::sha256,
        pieces::saisie_le,
        pieces::saisie_par,
        versions::etat,
        versions::motif,
        versions::expire_le,
        versions::version,
    ));
    Ok(told.load(tx.conn()).await?)
}
