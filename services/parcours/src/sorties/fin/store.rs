use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
    upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, FaitReprisId, ImportId, ParcoursId, TerritoireId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json, write_json};

use crate::{
    schema::{fins, fins_retirees, parcours},
    sorties::fin::domain::{Correction, Fin},
    vie::parcours::domain::Parcours,
};

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
    version: i32,
    correction: Option<Value>,
}

/// The decision that corrected an end, as it is kept.
#[derive(Serialize, Deserialize)]
struct CorrectionGardee {
    le: NaiveDate,
    motif: String,
    par: ActeurId,
}

impl TryFrom<Row> for Fin {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let kept: Option<CorrectionGardee> = row.correction.map(read_json).transpose()?;
        Ok(Self {
            motif: read_code(&row.motif)?,
            le: row.le,
            destination: row.destination,
            precisions: row.precisions,
            par: row.par.into(),
            version: row.version,
            correction: kept.map(|CorrectionGardee { le, motif, par }| Correction { le, motif, par }),
        })
    }
}

/// An end that is said here: no line of a table tells it.
fn row(territoire: TerritoireId, id: ParcoursId, fin: &Fin) -> Result<Row, Error> {
    let kept = fin.correction.clone().map(|Correction { le, motif, par }| CorrectionGardee { le, motif, par });
    Ok(Row {
        territoire_id: territoire.into(),
        parcours_id: id.into(),
        motif: fin.motif.code().to_owned(),
        le: fin.le,
        destination: fin.destination.clone(),
        precisions: fin.precisions.clone(),
        par: fin.par.into(),
        import_id: None,
        fait_id: None,
        version: fin.version,
        correction: kept.as_ref().map(write_json).transpose()?,
    })
}

/// Keeps how a parcours ended.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParcoursId, fin: &Fin) -> Result<(), Error> {
    let row = row(tx.territoire(), id, fin)?;
    diesel::insert_into(fins::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// Writes how a locked parcours ended after all, which its history keeps as it was. The line of a table that told it is the
/// same: it says now what somebody changed since.
pub(crate) async fn enregistrer(tx: &mut Tx, id: ParcoursId, fin: &Fin) -> Result<(), Error> {
    let Row { motif, le, destination, precisions, version, correction, .. } = row(tx.territoire(), id, fin)?;
    diesel::update(fins::table.find((tx.territoire().uuid(), id.uuid())))
        .set((
            fins::motif.eq(motif),
            fins::le.eq(le),
            fins::destination.eq(destination),
            fins::precisions.eq(precisions),
            fins::version.eq(version),
            fins::correction.eq(correction),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes away how a locked parcours ended, which goes on: its history keeps it, and of the line of a table that told it, that
/// it was taken back.
pub(crate) async fn retirer(tx: &mut Tx, id: ParcoursId) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    let told: Option<Option<Colonne<FaitReprisId>>> =
        fins::table.find(key).select(fins::fait_id).first(tx.conn()).await.optional()?;
    if let Some(Colonne(fait)) = told.flatten() {
        let taken_back = (
            fins_retirees::territoire_id.eq(key.0),
            fins_retirees::fait_id.eq(fait.uuid()),
            fins_retirees::parcours_id.eq(key.1),
        );
        diesel::insert_into(fins_retirees::table)
            .values(taken_back)
            .on_conflict_do_nothing()
            .execute(tx.conn())
            .await?;
    }
    diesel::delete(fins::table.find(key)).execute(tx.conn()).await?;
    Ok(())
}

/// When the person of a parcours that ended on a day came back: the first day of another parcours of theirs since. What was
/// made one with another parcours is none.
pub(crate) async fn retour(tx: &mut Tx, one: &Parcours, fin: NaiveDate) -> Result<Option<NaiveDate>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq(one.participant.uuid()))
        .filter(parcours::id.ne(one.id.uuid()))
        .filter(parcours::reuni_a.is_null())
        .filter(parcours::entree_le.ge(fin))
        .order((parcours::entree_le, parcours::id))
        .select(parcours::entree_le);
    let found: Option<NaiveDate> = query.first(tx.conn()).await.optional()?;
    Ok(found)
}

/// Keeps how locked parcours ended as an import tells it, each with the fact that says so, new ones or again.
pub(crate) async fn reprendre(
    tx: &mut Tx,
    import: ImportId,
    all: &[(ParcoursId, FaitReprisId, Fin)],
) -> Result<(), Error> {
    let territoire = tx.territoire();
    let again = fins_retirees::table
        .filter(fins_retirees::territoire_id.eq(territoire.uuid()))
        .filter(fins_retirees::fait_id.eq_any(all.iter().map(|(_, fait, _)| fait.uuid())));
    diesel::delete(again).execute(tx.conn()).await?;
    let told = all.iter().map(|(id, fait, fin)| {
        let (import_id, fait_id) = (Some(import.into()), Some((*fait).into()));
        Ok(Row { import_id, fait_id, ..row(territoire, *id, fin)? })
    });
    diesel::insert_into(fins::table)
        .values(&told.collect::<Result<Vec<_>, Error>>()?)
        .on_conflict((fins::territoire_id, fins::parcours_id))
        .do_update()
        .set((
            fins::motif.eq(excluded(fins::motif)),
            fins::le.eq(excluded(fins::le)),
            fins::destination.eq(excluded(fins::destination)),
            fins::import_id.eq(excluded(fins::import_id)),
            fins::fait_id.eq(excluded(fins::fait_id)),
            fins::version.eq(excluded(fins::version)),
            fins::correction.eq(excluded(fins::correction)),
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
    rows.into_iter().map(|row| Ok((row.parcours_id.into(), row.try_into()?))).collect()
}
