use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{NouvellePiece, Participant, PieceDto};
use store::{Error, Tx};
use uuid::Uuid;

use super::schema::pieces;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = pieces)]
struct Row {
    territoire_id: Uuid,
    id: Uuid,
    participant_id: Uuid,
    kind: String,
    date_document: NaiveDate,
    recue_le: NaiveDate,
    sha256: Option<String>,
    saisie_le: DateTime<Utc>,
    saisie_par: Uuid,
}

impl From<Row> for PieceDto {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            date_document: row.date_document,
            recue_le: row.recue_le,
            sha256: row.sha256,
            saisie_le: row.saisie_le,
            saisie_par: row.saisie_par,
        }
    }
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    participant: Id<Participant>,
    piece: NouvellePiece,
) -> Result<PieceDto, Error> {
    let row = Row {
        territoire_id: tx.territoire().uuid(),
        id: tx.id::<Row>().uuid(),
        participant_id: participant.uuid(),
        kind: piece.kind,
        date_document: piece.date_document,
        recue_le: piece.recue_le,
        sha256: piece.sha256,
        saisie_le: tx.now(),
        saisie_par: tx.acteur().id,
    };
    diesel::insert_into(pieces::table).values(&row).execute(tx.conn()).await?;
    Ok(row.into())
}

/// Every pièce of a file, oldest first.
pub(crate) async fn lister(tx: &mut Tx, participant: Id<Participant>) -> Result<Vec<PieceDto>, Error> {
    let query = pieces::table
        .filter(pieces::territoire_id.eq(tx.territoire().uuid()))
        .filter(pieces::participant_id.eq(participant.uuid()))
        .order((pieces::date_document, pieces::id))
        .limit(1_000);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
