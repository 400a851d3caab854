use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, NiveauId, ParcoursId};
use participants_api::{NiveauFrein, Theme};
use store::{Colonne, Error, Tx, read_code};

use crate::{
    schema::niveaux,
    suivi::{action::store::lisibles, niveau::domain::Niveau},
    vie::parcours::domain::Parcours,
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = niveaux)]
struct Row {
    parcours_id: Colonne<ParcoursId>,
    theme: String,
    le: NaiveDate,
    niveau: String,
    par: Colonne<ActeurId>,
}

/// What was said of a theme that very day.
pub(crate) async fn du_jour(
    tx: &mut Tx,
    id: ParcoursId,
    theme: Theme,
    le: NaiveDate,
) -> Result<Option<NiveauFrein>, Error> {
    let query = niveaux::table
        .filter(niveaux::territoire_id.eq(tx.territoire().uuid()))
        .filter(niveaux::parcours_id.eq(id.uuid()))
        .filter(niveaux::theme.eq(theme.code()))
        .filter(niveaux::le.eq(le));
    let found: Option<String> = query.select(niveaux::niveau).first(tx.conn()).await.optional()?;
    found.as_deref().map(read_code).transpose()
}

/// Keeps how heavy a theme weighs on a day; said again of that day, it is corrected.
pub(crate) async fn fixer(tx: &mut Tx, parcours: &Parcours, one: Niveau) -> Result<(), Error> {
    let id: NiveauId = tx.id();
    diesel::insert_into(niveaux::table)
        .values((
            niveaux::territoire_id.eq(tx.territoire().uuid()),
            niveaux::id.eq(id.uuid()),
            niveaux::parcours_id.eq(parcours.id.uuid()),
            niveaux::participant_id.eq(parcours.participant.uuid()),
            niveaux::theme.eq(one.theme.code()),
            niveaux::le.eq(one.le),
            niveaux::niveau.eq(one.poids.code()),
            niveaux::par.eq(one.par.uuid()),
        ))
        .on_conflict((niveaux::territoire_id, niveaux::parcours_id, niveaux::theme, niveaux::le))
        .do_update()
        .set((niveaux::niveau.eq(excluded(niveaux::niveau)), niveaux::par.eq(excluded(niveaux::par))))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What was said of the themes of some parcours, of those of which somebody reads.
pub(crate) async fn des_parcours(
    tx: &mut Tx,
    ids: &[ParcoursId],
    sensibles: bool,
) -> Result<Vec<(ParcoursId, Niveau)>, Error> {
    let query = niveaux::table
        .filter(niveaux::territoire_id.eq(tx.territoire().uuid()))
        .filter(niveaux::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(niveaux::theme.eq_any(lisibles(sensibles)))
        .order((niveaux::parcours_id, niveaux::theme, niveaux::le));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let read = |row: Row| {
        let (theme, poids) = (read_code(&row.theme)?, read_code(&row.niveau)?);
        Ok((row.parcours_id.into(), Niveau { theme, le: row.le, poids, par: row.par.into() }))
    };
    rows.into_iter().map(read).collect()
}
