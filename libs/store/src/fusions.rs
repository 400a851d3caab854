//! Two files of one person made one: what each service keeps of the absorbed file moves to the other, and
//! moves back when the merge is undone.

use std::{collections::BTreeMap, iter};

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, QueryResult,
    sql_types::{Array, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{FusionId, ParticipantId, RessourceId};
use serde_json::Value;

use crate::{Colonne, Error, Tx, read_json, schema::personnes_fusionnees as known, write_json};

/// A table whose column `participant_id` says whose record it is.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub nom: &'static str,
    /// The column that names a record.
    pub id: &'static str,
    /// The column of which a person has one record at most: a record of the absorbed file beside one of the
    /// kept file stays where it is.
    pub unique: &'static str,
}

/// Merges that lead to one another at most: a person is not merged forever.
const CHAINE: usize = 16;

#[derive(diesel::QueryableByName)]
struct Moved {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<RessourceId>,
}

/// What a merge moved: records, by table.
pub type Deplaces = BTreeMap<String, Vec<RessourceId>>;

/// Moves every record of one file to another; says which.
pub async fn deplacer(tx: &mut Tx, de: ParticipantId, vers: ParticipantId, tables: &[Table]) -> QueryResult<Deplaces> {
    let (territoire, mut moved) = (tx.territoire().uuid(), Deplaces::new());
    for Table { nom, id, unique } in tables {
        let rows: Vec<Moved> = diesel::sql_query(format!(
            "UPDATE {nom} t SET participant_id = $3 WHERE territoire_id = $1 AND participant_id = $2 AND NOT EXISTS (
               SELECT FROM {nom} o WHERE o.territoire_id = $1 AND o.participant_id = $3 AND o.{unique} = t.{unique})
             RETURNING {id} AS id"
        ))
        .bind::<SqlUuid, _>(territoire)
        .bind::<SqlUuid, _>(de.uuid())
        .bind::<SqlUuid, _>(vers.uuid())
        .load(tx.conn())
        .await?;
        moved.insert((*nom).to_owned(), rows.into_iter().map(|row| row.id.0).collect());
    }
    Ok(moved)
}

/// Moves the named records back. What came to the file since stays with it.
pub async fn rendre(
    tx: &mut Tx,
    moved: &Deplaces,
    de: ParticipantId,
    vers: ParticipantId,
    tables: &[Table],
) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    for Table { nom, id, .. } in tables {
        diesel::sql_query(format!(
            "UPDATE {nom} SET participant_id = $4
             WHERE territoire_id = $1 AND {id} = ANY($2) AND participant_id = $3"
        ))
        .bind::<SqlUuid, _>(territoire)
        .bind::<Array<SqlUuid>, _>(moved.get(*nom).into_iter().flatten().map(|one| one.uuid()).collect::<Vec<_>>())
        .bind::<SqlUuid, _>(de.uuid())
        .bind::<SqlUuid, _>(vers.uuid())
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Moves what `absorbe` has to `garde`, as participants told it, and remembers it; says what it moved.
pub async fn fusionner(
    tx: &mut Tx,
    fusion: FusionId,
    garde: ParticipantId,
    absorbe: ParticipantId,
    tables: &[Table],
) -> Result<Deplaces, Error> {
    let moved = deplacer(tx, absorbe, garde, tables).await?;
    diesel::insert_into(known::table)
        .values((
            known::territoire_id.eq(tx.territoire().uuid()),
            known::fusion.eq(fusion.uuid()),
            known::garde.eq(garde.uuid()),
            known::absorbe.eq(absorbe.uuid()),
            known::deplaces.eq(write_json(&moved)?),
        ))
        .execute(tx.conn())
        .await?;
    Ok(moved)
}

/// Moves back what a merge moved, as participants told that it was undone; says what that was.
pub async fn separer(tx: &mut Tx, fusion: FusionId, tables: &[Table]) -> Result<Deplaces, Error> {
    let undone: Option<(Colonne<ParticipantId>, Colonne<ParticipantId>, Value)> =
        diesel::delete(known::table.find((tx.territoire().uuid(), fusion.uuid())))
            .returning((known::garde, known::absorbe, known::deplaces))
            .get_result(tx.conn())
            .await
            .optional()?;
    let Some((Colonne(garde), Colonne(absorbe), moved)) = undone else { return Ok(Deplaces::new()) };
    let moved: Deplaces = read_json(moved)?;
    rendre(tx, &moved, garde, absorbe, tables).await?;
    Ok(moved)
}

/// The files into which each of these was merged, one after the other, in the same order: none, of one that was not.
pub async fn suites(tx: &mut Tx, participants: &[ParticipantId]) -> Result<Vec<Vec<ParticipantId>>, Error> {
    let (territoire, mut asked, mut steps) = (tx.territoire().uuid(), participants.to_vec(), BTreeMap::new());
    for _ in 0..CHAINE {
        let query = known::table
            .filter(known::territoire_id.eq(territoire))
            .filter(known::absorbe.eq_any(asked.iter().map(|one| one.uuid())));
        let merged: Vec<(Colonne<ParticipantId>, Colonne<ParticipantId>)> =
            query.select((known::absorbe, known::garde)).load(tx.conn()).await?;
        if merged.is_empty() {
            break;
        }
        asked = merged.iter().map(|(_, Colonne(to))| *to).collect();
        steps.extend(merged.into_iter().map(|(Colonne(from), Colonne(to))| (from, to)));
    }
    let next = |file: &ParticipantId| steps.get(file).copied();
    Ok(participants.iter().map(|one| iter::successors(next(one), next).take(CHAINE).collect()).collect())
}

/// The files in which persons' records now are, in the same order: what was on its way, or recalled from
/// before a merge, names the former ones.
pub async fn dossiers(tx: &mut Tx, participants: &[ParticipantId]) -> Result<Vec<ParticipantId>, Error> {
    let suites = suites(tx, participants).await?;
    Ok(participants.iter().zip(suites).map(|(one, next)| next.last().copied().unwrap_or(*one)).collect())
}

/// The file in which a person's records now are.
pub async fn dossier(tx: &mut Tx, participant: ParticipantId) -> Result<ParticipantId, Error> {
    Ok(dossiers(tx, &[participant]).await?.pop().unwrap_or(participant))
}
