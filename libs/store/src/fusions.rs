//! Two files of one person made one: what each service keeps of the absorbed file moves to the other, and
//! moves back when the merge is undone.

use std::collections::BTreeMap;

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl,
    sql_types::{Array, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use serde_json::Value;
use uuid::Uuid;

use crate::{Error, Tx, ecrire_json, lire_json, schema::personnes_fusionnees as known};

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
    id: Uuid,
}

/// Moves what `absorbe` has to `garde`, and remembers it.
pub async fn fusionner(tx: &mut Tx, fusion: Uuid, garde: Uuid, absorbe: Uuid, tables: &[Table]) -> Result<(), Error> {
    let (territoire, mut moved) = (tx.territoire().uuid(), BTreeMap::new());
    for Table { nom, id, unique } in tables {
        let rows: Vec<Moved> = diesel::sql_query(format!(
            "UPDATE {nom} t SET participant_id = $3 WHERE territoire_id = $1 AND participant_id = $2 AND NOT EXISTS (
               SELECT FROM {nom} o WHERE o.territoire_id = $1 AND o.participant_id = $3 AND o.{unique} = t.{unique})
             RETURNING {id} AS id"
        ))
        .bind::<SqlUuid, _>(territoire)
        .bind::<SqlUuid, _>(absorbe)
        .bind::<SqlUuid, _>(garde)
        .load(tx.conn())
        .await?;
        moved.insert(*nom, rows.into_iter().map(|row| row.id).collect::<Vec<_>>());
    }
    diesel::insert_into(known::table)
        .values((
            known::territoire_id.eq(territoire),
            known::fusion.eq(fusion),
            known::garde.eq(garde),
            known::absorbe.eq(absorbe),
            known::deplaces.eq(ecrire_json(&moved)?),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Moves back what a merge moved. What came since stays with the file that was kept.
pub async fn separer(tx: &mut Tx, fusion: Uuid, tables: &[Table]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let undone: Option<(Uuid, Uuid, Value)> = diesel::delete(known::table.find((territoire, fusion)))
        .returning((known::garde, known::absorbe, known::deplaces))
        .get_result(tx.conn())
        .await
        .optional()?;
    let Some((garde, absorbe, moved)) = undone else { return Ok(()) };
    let mut moved: BTreeMap<String, Vec<Uuid>> = lire_json(moved)?;
    for Table { nom, id, .. } in tables {
        diesel::sql_query(format!(
            "UPDATE {nom} SET participant_id = $4
             WHERE territoire_id = $1 AND {id} = ANY($2) AND participant_id = $3"
        ))
        .bind::<SqlUuid, _>(territoire)
        .bind::<Array<SqlUuid>, _>(moved.remove(*nom).unwrap_or_default())
        .bind::<SqlUuid, _>(garde)
        .bind::<SqlUuid, _>(absorbe)
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// The file in which a person's records now are: an event that was on its way names the former one.
pub async fn dossier(tx: &mut Tx, participant: Uuid) -> Result<Uuid, Error> {
    let (territoire, mut file) = (tx.territoire().uuid(), participant);
    for _ in 0..CHAINE {
        let query = known::table.filter(known::territoire_id.eq(territoire)).filter(known::absorbe.eq(file));
        let Some(next) = query.select(known::garde).first(tx.conn()).await.optional()? else { break };
        file = next;
    }
    Ok(file)
}
