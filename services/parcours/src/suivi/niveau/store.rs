use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, NiveauId, ParcoursId, ParticipantId, TerritoireId};
use participants_api::Theme;
use store::{Colonne, Error, Tx, read_code};

use crate::{
    schema::{niveaux, niveaux_remplaces},
    suivi::{
        action::store::lisibles,
        niveau::domain::{Niveau, Remplace},
    },
    vie::parcours::domain::Parcours,
};

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = niveaux)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<NiveauId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    theme: String,
    le: NaiveDate,
    niveau: String,
    par: Colonne<ActeurId>,
    du_diagnostic: bool,
}

fn row(tx: &mut Tx, parcours: &Parcours, one: &Niveau) -> Row {
    Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        parcours_id: parcours.id.into(),
        participant_id: parcours.participant.into(),
        theme: one.theme.code().to_owned(),
        le: one.le,
        niveau: one.poids.code().to_owned(),
        par: one.par.into(),
        du_diagnostic: one.du_diagnostic,
    }
}

/// What was said of a theme that very day.
pub(crate) async fn du_jour(
    tx: &mut Tx,
    id: ParcoursId,
    theme: Theme,
    le: NaiveDate,
) -> Result<Option<(NiveauId, Niveau)>, Error> {
    let query = niveaux::table
        .filter(niveaux::territoire_id.eq(tx.territoire().uuid()))
        .filter(niveaux::parcours_id.eq(id.uuid()))
        .filter(niveaux::theme.eq(theme.code()))
        .filter(niveaux::le.eq(le));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let id = row.id.0;
    let (_, found) = completer(tx, vec![row]).await?.pop().ok_or_else(|| Error::Corrupt("niveaux".to_owned()))?;
    Ok(Some((id, found)))
}

/// All that was said of the themes of a parcours, those included of which few read.
pub(crate) async fn du_parcours(tx: &mut Tx, id: ParcoursId) -> Result<Vec<(NiveauId, Niveau)>, Error> {
    let query = niveaux::table
        .filter(niveaux::territoire_id.eq(tx.territoire().uuid()))
        .filter(niveaux::parcours_id.eq(id.uuid()))
        .order((niveaux::theme, niveaux::le));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let ids: Vec<NiveauId> = rows.iter().map(|row| row.id.0).collect();
    let found = completer(tx, rows).await?;
    Ok(ids.into_iter().zip(found).map(|(id, (_, one))| (id, one)).collect())
}

/// Keeps how heavy themes of a parcours weigh, each on its day: what was said already of a day stays.
pub(crate) async fn ajouter(tx: &mut Tx, parcours: &Parcours, all: &[Niveau]) -> Result<(), Error> {
    if all.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(all.len());
    for one in all {
        rows.push(row(tx, parcours, one));
    }
    diesel::insert_into(niveaux::table).values(&rows).on_conflict_do_nothing().execute(tx.conn()).await?;
    Ok(())
}

/// Says another weight in the place of one, which is kept; their parcours is locked.
pub(crate) async fn remplacer(tx: &mut Tx, id: NiveauId, former: &Niveau, one: &Niveau) -> Result<(), Error> {
    let rang = former.remplaces.len().saturating_add(1);
    let territoire = tx.territoire().uuid();
    let kept = (
        niveaux_remplaces::territoire_id.eq(territoire),
        niveaux_remplaces::niveau_id.eq(id.uuid()),
        niveaux_remplaces::rang.eq(i32::try_from(rang).unwrap_or(i32::MAX)),
        niveaux_remplaces::niveau.eq(former.poids.code()),
        niveaux_remplaces::par.eq(former.par.uuid()),
        niveaux_remplaces::remplace_le.eq(tx.now()),
    );
    diesel::insert_into(niveaux_remplaces::table).values(kept).execute(tx.conn()).await?;
    diesel::update(niveaux::table.find((territoire, id.uuid())))
        .set((
            niveaux::niveau.eq(one.poids.code()),
            niveaux::par.eq(one.par.uuid()),
            niveaux::du_diagnostic.eq(one.du_diagnostic),
        ))
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
    completer(tx, rows).await
}

/// Adds what was said before, of all in one query.
async fn completer(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<(ParcoursId, Niveau)>, Error> {
    type Former = (Colonne<NiveauId>, String, Colonne<ActeurId>, DateTime<Utc>);
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let query = niveaux_remplaces::table
        .filter(niveaux_remplaces::territoire_id.eq(tx.territoire().uuid()))
        .filter(niveaux_remplaces::niveau_id.eq_any(ids))
        .order((niveaux_remplaces::niveau_id, niveaux_remplaces::rang));
    let former: Vec<Former> = query
        .select((
            niveaux_remplaces::niveau_id,
            niveaux_remplaces::niveau,
            niveaux_remplaces::par,
            niveaux_remplaces::remplace_le,
        ))
        .load(tx.conn())
        .await?;
    let mut replaced: HashMap<NiveauId, Vec<Remplace>> = HashMap::new();
    for (Colonne(of), niveau, Colonne(par), jusqu_au) in former {
        replaced.entry(of).or_default().push(Remplace { poids: read_code(&niveau)?, par, jusqu_au });
    }
    let read = |row: Row| {
        let (theme, poids) = (read_code(&row.theme)?, read_code(&row.niveau)?);
        let remplaces = replaced.remove(&row.id.0).unwrap_or_default();
        let (le, par, du_diagnostic) = (row.le, row.par.into(), row.du_diagnostic);
        Ok((row.parcours_id.into(), Niveau { theme, le, poids, par, du_diagnostic, remplaces }))
    };
    rows.into_iter().map(read).collect()
}
