//! Pièces as they were known at an instant.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ParticipantId, PieceId};
use referentiel::regles::pieces::FaitPiece;
use store::{Colonne, Error, Tx, read_code};

use crate::{
    dossier::piece::{domain::Piece, store::completer},
    schema::{piece_versions as versions, pieces},
};

/// A version of a pièce, beside what does not change of it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = versions)]
struct VersionRow {
    piece_id: Colonne<PieceId>,
    #[diesel(select_expression = pieces::participant_id)]
    participant_id: Colonne<ParticipantId>,
    version: i32,
    #[diesel(select_expression = pieces::kind)]
    kind: String,
    etat: String,
    motif: Option<String>,
    date_document: Option<NaiveDate>,
    expire_le: Option<NaiveDate>,
    recue_le: Option<NaiveDate>,
    sha256: Option<String>,
    #[diesel(select_expression = pieces::saisie_le)]
    saisie_le: DateTime<Utc>,
    #[diesel(select_expression = pieces::saisie_par)]
    saisie_par: Colonne<ActeurId>,
}

impl TryFrom<VersionRow> for Piece {
    type Error = Error;

    fn try_from(row: VersionRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.piece_id.into(),
            participant: row.participant_id.into(),
            version: row.version,
            kind: row.kind,
            etat: read_code(&row.etat)?,
            motif: row.motif,
            date_document: row.date_document,
            expire_le: row.expire_le,
            recue_le: row.recue_le,
            sha256: row.sha256,
            contenu: None,
            saisie_le: row.saisie_le,
            saisie_par: row.saisie_par.into(),
        })
    }
}

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

async fn versions_connues(
    tx: &mut Tx,
    participants: &[ParticipantId],
    instant: DateTime<Utc>,
) -> Result<Vec<VersionRow>, Error> {
    let query = versions::table
        .inner_join(
            pieces::table.on(pieces::territoire_id.eq(versions::territoire_id).and(pieces::id.eq(versions::piece_id))),
        )
        .filter(pieces::territoire_id.eq(tx.territoire().uuid()))
        .filter(pieces::participant_id.eq_any(participants.iter().map(|one| one.uuid())))
        .filter(versions::saisie_le.le(instant))
        .distinct_on(pieces::id)
        .order((pieces::id, versions::version.desc()));
    Ok(query.select(VersionRow::as_select()).load(tx.conn()).await?)
}
