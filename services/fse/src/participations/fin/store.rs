use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{Code, ParcoursId, ParticipantId, TerritoireId};
use store::{Colonne, Error, Tx, read_code};

use crate::{participations::fin::domain::Fin, schema::fins_de_parcours as fins};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = fins)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    le: NaiveDate,
    motif: Option<String>,
    reprise_le: Option<NaiveDate>,
}

/// Keeps how a parcours ended; told again after it was taken back, it ended so.
pub(crate) async fn garder(tx: &mut Tx, fin: &Fin) -> Result<(), Error> {
    let file = store::fusions::dossier(tx, fin.participant).await?;
    let row = Row {
        territoire_id: tx.territoire().into(),
        parcours_id: fin.parcours.into(),
        participant_id: file.into(),
        le: fin.le,
        motif: fin.motif.map(|motif| motif.code().to_owned()),
        reprise_le: None,
    };
    diesel::insert_into(fins::table)
        .values(&row)
        .on_conflict((fins::territoire_id, fins::parcours_id))
        .do_update()
        .set((
            fins::participant_id.eq(excluded(fins::participant_id)),
            fins::le.eq(excluded(fins::le)),
            fins::motif.eq(excluded(fins::motif)),
            fins::reprise_le.eq(excluded(fins::reprise_le)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The end that was told was taken back: the parcours goes on.
pub(crate) async fn reprendre(tx: &mut Tx, parcours: ParcoursId, le: NaiveDate) -> Result<(), Error> {
    let one = fins::table.find((tx.territoire().uuid(), parcours.uuid()));
    diesel::update(one).set(fins::reprise_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}

/// The ends that hold of the parcours of these persons.
pub(crate) async fn des_personnes(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Fin>, Error> {
    let query = fins::table
        .filter(fins::territoire_id.eq(tx.territoire().uuid()))
        .filter(fins::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(fins::reprise_le.is_null());
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let one = |row: Row| {
        let motif = row.motif.as_deref().map(read_code).transpose()?;
        Ok(Fin { parcours: row.parcours_id.into(), participant: row.participant_id.into(), le: row.le, motif })
    };
    rows.into_iter().map(one).collect()
}
