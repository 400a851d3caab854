use chrono::NaiveDate;
use diesel::{
    QueryableByName,
    sql_types::{Date, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId, UtilisateurId};
use store::{Colonne, Error, Tx, read_code};

use crate::pilotage::taux::domain::{Depart, Jours};

#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<ParcoursId>,
    #[diesel(sql_type = SqlUuid)]
    participant_id: Colonne<ParticipantId>,
    #[diesel(sql_type = SqlUuid)]
    referent: Colonne<UtilisateurId>,
    #[diesel(sql_type = Date)]
    le: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    motif: Option<String>,
}

/// Who left in these days, with who followed them on the day before, the last one first. What ended in favour of another
/// parcours of the person is no exit.
pub(crate) async fn departs(tx: &mut Tx, jours: Jours) -> Result<Vec<Depart>, Error> {
    // The scope of a read comes first (ADR 5).
    let query = diesel::sql_query(
        "SELECT p.id, p.participant_id, coalesce(a.referent, p.referent) AS referent, p.sorti_le AS le, f.motif
         FROM parcours p
         LEFT JOIN fins f ON f.territoire_id = $2 AND f.parcours_id = p.id
         LEFT JOIN affectations a ON a.territoire_id = $2 AND a.parcours_id = p.id AND a.remplacee_le IS NULL
           AND a.du <= greatest(p.sorti_le - 1, p.entree_le) AND (a.au IS NULL OR a.au >= greatest(p.sorti_le - 1, p.entree_le))
         WHERE p.territoire_id = $2 AND p.sorti_le BETWEEN $3 AND $4 AND p.reuni_a IS NULL
         ORDER BY p.sorti_le DESC, p.id DESC",
    );
    let rows: Vec<Row> = query
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Date, _>(jours.du)
        .bind::<Date, _>(jours.au)
        .load(tx.conn())
        .await?;
    rows.iter().map(lire).collect()
}

fn lire(row: &Row) -> Result<Depart, Error> {
    Ok(Depart {
        parcours: row.id.into(),
        participant: row.participant_id.into(),
        referent: row.referent.into(),
        le: row.le,
        motif: row.motif.as_deref().map(read_code).transpose()?,
    })
}

#[derive(Debug, QueryableByName)]
struct Entree {
    #[diesel(sql_type = SqlUuid)]
    referent: Colonne<UtilisateurId>,
    #[diesel(sql_type = Date)]
    le: NaiveDate,
}

/// Who followed each person who entered in these days on the day of the entry, and that day.
pub(crate) async fn entrees(tx: &mut Tx, jours: Jours) -> Result<Vec<(UtilisateurId, NaiveDate)>, Error> {
    let query = diesel::sql_query(
        "SELECT coalesce(a.referent, p.referent) AS referent, p.entree_le AS le
         FROM parcours p
         LEFT JOIN affectations a ON a.territoire_id = $2 AND a.parcours_id = p.id AND a.remplacee_le IS NULL
           AND a.du <= p.entree_le AND (a.au IS NULL OR a.au >= p.entree_le)
         WHERE p.territoire_id = $2 AND p.entree_le BETWEEN $3 AND $4 AND p.reuni_a IS NULL",
    );
    let rows: Vec<Entree> = query
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Date, _>(jours.du)
        .bind::<Date, _>(jours.au)
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.referent.into(), row.le)).collect())
}
