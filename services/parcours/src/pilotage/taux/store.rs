use chrono::NaiveDate;
use diesel::{
    QueryableByName,
    sql_types::{Array, BigInt, Bool, Date, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId, UtilisateurId};
use referentiel::MotifCloture;
use store::{Colonne, Error, Tx, read_code};

use crate::pilotage::{
    occupation::{domain::Perimetre, store::Equipe},
    taux::domain::{Depart, Jours},
};

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

/// Who left from `$3` to `$4`, with who followed them on the day before, or on that of the entry: a référent whose day it is for
/// whom is asked, of everybody (`$5`) or of a team. What ended in favour of another parcours of the person is no exit. The parameters
/// are counted from `$2`: the scope of a read comes first (ADR 5).
const DEPARTS: &str = "FROM parcours p
     LEFT JOIN fins f ON f.territoire_id = $2 AND f.parcours_id = p.id
     LEFT JOIN affectations a ON a.territoire_id = $2 AND a.parcours_id = p.id AND a.remplacee_le IS NULL
       AND a.du <= greatest(p.sorti_le - 1, p.entree_le) AND (a.au IS NULL OR a.au >= greatest(p.sorti_le - 1, p.entree_le))
     WHERE p.territoire_id = $2 AND p.sorti_le BETWEEN $3 AND $4 AND p.reuni_a IS NULL
       AND ($5 OR EXISTS (SELECT FROM unnest($6, $7, $8) AS q(referent, du, au)
         WHERE q.referent = coalesce(a.referent, p.referent) AND q.du <= greatest(p.sorti_le - 1, p.entree_le)
           AND (q.au IS NULL OR q.au >= greatest(p.sorti_le - 1, p.entree_le))))";

/// Of those who left, the ones after `apres`, the last one first, `limite` at most; among these files alone when some are named.
pub(crate) async fn departs(
    tx: &mut Tx,
    jours: Jours,
    perimetre: &Perimetre,
    seuls: Option<&[Colonne<ParticipantId>]>,
    apres: Option<(NaiveDate, ParcoursId)>,
    limite: i64,
) -> Result<Vec<Depart>, Error> {
    let equipe = Equipe::de(perimetre);
    // The index gives them from there on.
    let au = apres.map_or(jours.au, |(le, _)| le.min(jours.au));
    let query = diesel::sql_query(format!(
        "SELECT p.id, p.participant_id, coalesce(a.referent, p.referent) AS referent, p.sorti_le AS le, f.motif {DEPARTS}
           AND ($9 IS NULL OR p.participant_id = ANY($9)) AND ($10 IS NULL OR (p.sorti_le, p.id) < ($10, $11))
         ORDER BY p.sorti_le DESC, p.id DESC LIMIT $12"
    ));
    let rows: Vec<Row> = query
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Date, _>(jours.du)
        .bind::<Date, _>(au)
        .bind::<Bool, _>(equipe.tout)
        .bind::<Array<SqlUuid>, _>(equipe.referents)
        .bind::<Array<Date>, _>(equipe.du)
        .bind::<Array<Nullable<Date>>, _>(equipe.au)
        .bind::<Nullable<Array<SqlUuid>>, _>(seuls)
        .bind::<Nullable<Date>, _>(apres.map(|(le, _)| le))
        .bind::<Nullable<SqlUuid>, _>(apres.map(|(_, id)| id.uuid()))
        .bind::<BigInt, _>(limite)
        .load(tx.conn())
        .await?;
    rows.iter().map(lire).collect()
}

#[derive(Debug, QueryableByName)]
struct Compte {
    #[diesel(sql_type = Date)]
    le: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    motif: Option<String>,
    #[diesel(sql_type = BigInt)]
    nombre: i64,
}

/// How many of those who left did so on each day for each motive; without one, a positive exit was confirmed.
pub(crate) async fn nombres(
    tx: &mut Tx,
    jours: Jours,
    perimetre: &Perimetre,
) -> Result<Vec<(NaiveDate, Option<MotifCloture>, u32)>, Error> {
    let equipe = Equipe::de(perimetre);
    let query = diesel::sql_query(format!(
        "SELECT p.sorti_le AS le, f.motif, count(*) AS nombre {DEPARTS} GROUP BY p.sorti_le, f.motif"
    ));
    let rows: Vec<Compte> = query
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Date, _>(jours.du)
        .bind::<Date, _>(jours.au)
        .bind::<Bool, _>(equipe.tout)
        .bind::<Array<SqlUuid>, _>(equipe.referents)
        .bind::<Array<Date>, _>(equipe.du)
        .bind::<Array<Nullable<Date>>, _>(equipe.au)
        .load(tx.conn())
        .await?;
    let one = |row: Compte| {
        let motif = row.motif.as_deref().map(read_code).transpose()?;
        Ok((row.le, motif, u32::try_from(row.nombre).unwrap_or(u32::MAX)))
    };
    rows.into_iter().map(one).collect()
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
