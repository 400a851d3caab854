use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ParcoursId, ParticipantId, ProlongationId, TerritoireId};
use store::{Colonne, Error, Tx};

use crate::{pilotage::prolongation::domain::Prolongation, schema::prolongations};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = prolongations)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ProlongationId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    le: NaiveDate,
    jusqu_au: NaiveDate,
    motif: String,
    par: Colonne<ActeurId>,
}

/// Keeps a prolongation of a person's parcours, which is locked.
pub(crate) async fn ajouter(tx: &mut Tx, personne: ParticipantId, one: &Prolongation) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: personne.into(),
        le: one.le,
        jusqu_au: one.jusqu_au,
        motif: one.motif.clone(),
        par: one.par.into(),
    };
    diesel::insert_into(prolongations::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// The prolongations of some parcours, the one that holds last.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Prolongation>, Error> {
    let query = prolongations::table
        .filter(prolongations::territoire_id.eq(tx.territoire().uuid()))
        .filter(prolongations::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((prolongations::jusqu_au, prolongations::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let read = |row: Row| Prolongation {
        id: row.id.into(),
        parcours: row.parcours_id.into(),
        le: row.le,
        jusqu_au: row.jusqu_au,
        motif: row.motif,
        par: row.par.into(),
    };
    Ok(rows.into_iter().map(read).collect())
}
