use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, FaitReprisId, ImportId, ParcoursId, TerritoireId};
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
    import_id: Option<Colonne<ImportId>>,
    fait_id: Option<Colonne<FaitReprisId>>,
}

fn row(territoire: TerritoireId, id: ParcoursId, fin: &Fin) -> Row {
    Row {
        territoire_id: territoire.into(),
        parcours_id: id.into(),
        motif: fin.motif.code().to_owned(),
        le: fin.le,
        destination: fin.destination.clone(),
        precisions: fin.precisions.clone(),
        par: fin.par.into(),
        import_id: None,
        fait_id: None,
    }
}

/// Keeps how a parcours ended.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParcoursId, fin: &Fin) -> Result<(), Error> {
    diesel::insert_into(fins::table).values(&row(tx.territoire(), id, fin)).execute(tx.conn()).await?;
    Ok(())
}

/// Keeps how locked parcours ended as an import tells it, each with the fact that says so, new ones or again.
pub(crate) async fn reprendre(
    tx: &mut Tx,
    import: ImportId,
    all: &[(ParcoursId, FaitReprisId, Fin)],
) -> Result<(), Error> {
    let territoire = tx.territoire();
    let told = all.iter().map(|(id, fait, fin)| Row {
        import_id: Some(import.into()),
        fait_id: Some((*fait).into()),
        ..row(territoire, *id, fin)
    });
    diesel::insert_into(fins::table)
        .values(&told.collect::<Vec<_>>())
        .on_conflict((fins::territoire_id, fins::parcours_id))
        .do_update()
        .set((
            fins::motif.eq(excluded(fins::motif)),
            fins::le.eq(excluded(fins::le)),
            fins::destination.eq(excluded(fins::destination)),
            fins::import_id.eq(excluded(fins::import_id)),
            fins::fait_id.eq(excluded(fins::fait_id)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// On which day some parcours ended, those that did so, with the fact of a table that says it.
pub(crate) async fn jours(
    tx: &mut Tx,
    ids: &[ParcoursId],
) -> Result<Vec<(ParcoursId, Option<FaitReprisId>, NaiveDate)>, Error> {
    let query = fins::table
        .filter(fins::territoire_id.eq(tx.territoire().uuid()))
        .filter(fins::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .select((fins::parcours_id, fins::fait_id, fins::le));
    let rows: Vec<(Colonne<ParcoursId>, Option<Colonne<FaitReprisId>>, NaiveDate)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), fait, le)| (id, fait.map(Into::into), le)).collect())
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
