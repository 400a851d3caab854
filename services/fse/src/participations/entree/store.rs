use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, ParticipantId, TerritoireId};
use participants_api::EntreeCorrigee;
use store::{Colonne, Error, Tx};

use crate::{participations::entree::domain::Deplacement, schema::entrees_deplacees as entrees};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = entrees)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    candidature_id: Colonne<CandidatureId>,
    participant_id: Colonne<ParticipantId>,
    avant: NaiveDate,
    entree_le: NaiveDate,
}

/// Keeps that an entry was moved; moved again, each day that was told before stays.
pub(crate) async fn garder(tx: &mut Tx, told: EntreeCorrigee) -> Result<(), Error> {
    let EntreeCorrigee { candidature, participant, avant, entree_le } = told;
    let file = store::fusions::dossier(tx, participant).await?;
    let row = Row {
        territoire_id: tx.territoire().into(),
        candidature_id: candidature.into(),
        participant_id: file.into(),
        avant,
        entree_le,
    };
    diesel::insert_into(entrees::table).values(&row).on_conflict_do_nothing().execute(tx.conn()).await?;
    let theirs = entrees::table
        .filter(entrees::territoire_id.eq(tx.territoire().uuid()))
        .filter(entrees::candidature_id.eq(candidature.uuid()));
    diesel::update(theirs).set(entrees::entree_le.eq(entree_le)).execute(tx.conn()).await?;
    Ok(())
}

/// The entries of these persons that were moved.
pub(crate) async fn des_personnes(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Deplacement>, Error> {
    let query = entrees::table
        .filter(entrees::territoire_id.eq(tx.territoire().uuid()))
        .filter(entrees::participant_id.eq_any(personnes.iter().map(|one| one.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let one = |row: Row| Deplacement {
        candidature: row.candidature_id.into(),
        participant: row.participant_id.into(),
        avant: row.avant,
        entree_le: row.entree_le,
    };
    Ok(rows.into_iter().map(one).collect())
}
