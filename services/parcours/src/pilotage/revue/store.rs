use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ParcoursId, ParticipantId, RevueId, TerritoireId};
use store::{Colonne, Error, Tx, read_code};

use crate::{pilotage::revue::domain::Revue, schema::revues};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = revues)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<RevueId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    le: NaiveDate,
    suite: String,
    prochaine_le: Option<NaiveDate>,
    bilan: String,
    par: Colonne<ActeurId>,
}

/// Keeps a review of a person's parcours.
pub(crate) async fn ajouter(tx: &mut Tx, personne: ParticipantId, one: &Revue) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: personne.into(),
        le: one.le,
        suite: one.suite.code().to_owned(),
        prochaine_le: one.prochaine_le,
        bilan: one.bilan.clone(),
        par: one.par.into(),
    };
    diesel::insert_into(revues::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// The reviews of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Revue>, Error> {
    let query = revues::table
        .filter(revues::territoire_id.eq(tx.territoire().uuid()))
        .filter(revues::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((revues::le, revues::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let read = |row: Row| {
        Ok(Revue {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            le: row.le,
            suite: read_code(&row.suite)?,
            prochaine_le: row.prochaine_le,
            bilan: row.bilan,
            par: row.par.into(),
        })
    };
    rows.into_iter().map(read).collect()
}
