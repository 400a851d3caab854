use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ParcoursId, TerritoireId};
use store::{Colonne, Error, Tx, read_code};

use crate::{schema::fins, sorties::fin::domain::Fin};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = fins)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    parcours_id: Colonne<ParcoursId>,
    motif: String,
    le: NaiveDate,
    destination: Option<String>,
    precisions: Option<String>,
    par: Colonne<ActeurId>,
}

/// Keeps how a parcours ended.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParcoursId, fin: &Fin) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        parcours_id: id.into(),
        motif: fin.motif.code().to_owned(),
        le: fin.le,
        destination: fin.destination.clone(),
        precisions: fin.precisions.clone(),
        par: fin.par.into(),
    };
    diesel::insert_into(fins::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// How some parcours ended, those that did so.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, Fin)>, Error> {
    let query = fins::table
        .filter(fins::territoire_id.eq(tx.territoire().uuid()))
        .filter(fins::parcours_id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let read = |row: Row| {
        let (motif, par) = (read_code(&row.motif)?, row.par.into());
        let fin = Fin { motif, le: row.le, destination: row.destination, precisions: row.precisions, par };
        Ok((row.parcours_id.into(), fin))
    };
    rows.into_iter().map(read).collect()
}
