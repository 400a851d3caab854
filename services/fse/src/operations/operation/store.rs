use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl,
    dsl::sql,
    sql_types::{Bool, Text},
};
use diesel_async::RunQueryDsl;
use fse_api::FiltreOperations;
use kernel::{Code, OperationId, RessourceId};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, read_json, write_json};

use crate::{operations::operation::domain::Operation, schema::operations};

pub(crate) async fn ajouter(tx: &mut Tx, operation: &Operation) -> Result<(), Problem> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(operations::table)
        .values((
            operations::territoire_id.eq(territoire),
            operations::id.eq(operation.id.uuid()),
            operations::numero.eq(&operation.contenu.numero),
            operations::contenu.eq(write_json(&operation.contenu)?),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("operations_numero", || {
            Problem::new(Slug::Conflit, "Une opération porte déjà ce numéro.").at("/numero", "existe", "déjà pris")
        })?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: OperationId) -> Result<Option<Operation>, Error> {
    let query = operations::table.find((tx.territoire().uuid(), id.uuid()));
    let contenu: Option<Value> = query.select(operations::contenu).first(tx.conn()).await.optional()?;
    contenu.map(|contenu| Ok(Operation { id, contenu: read_json(contenu)? })).transpose()
}

/// Those of these operations that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<Operation>, Error> {
    let query = operations::table
        .filter(operations::territoire_id.eq(tx.territoire().uuid()))
        .filter(operations::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<OperationId>, Value)> =
        query.select((operations::id, operations::contenu)).load(tx.conn()).await?;
    rows.into_iter().map(|(id, contenu)| Ok(Operation { id: id.into(), contenu: read_json(contenu)? })).collect()
}

/// A page, newest first, and one more when there are more. A territory has some tens of operations: its own are read.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreOperations,
    apres: Option<OperationId>,
) -> Result<Vec<Operation>, Error> {
    let mut query = operations::table.filter(operations::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(programme) = filtre.programme {
        query = query.filter(sql::<Bool>("operations.contenu->>'programme' = ").bind::<Text, _>(programme.code()));
    }
    // Days are written as ISO 8601 has them, whose order is theirs.
    if let Some(du) = filtre.du {
        query = query.filter(sql::<Bool>("operations.contenu->>'fin' >= ").bind::<Text, _>(du.to_string()));
    }
    if let Some(au) = filtre.au {
        query = query.filter(sql::<Bool>("operations.contenu->>'debut' <= ").bind::<Text, _>(au.to_string()));
    }
    if let Some(apres) = apres {
        query = query.filter(operations::id.lt(apres.uuid()));
    }
    let rows: Vec<(Colonne<OperationId>, Value)> = query
        .order(operations::id.desc())
        .limit(filtre.limite + 1)
        .select((operations::id, operations::contenu))
        .load(tx.conn())
        .await?;
    rows.into_iter().map(|(id, contenu)| Ok(Operation { id: id.into(), contenu: read_json(contenu)? })).collect()
}

/// Holds an operation until the end of the transaction: whoever changes what is attached to it waits. Those who
/// only refer to it go on.
pub(crate) async fn verrouiller(tx: &mut Tx, id: OperationId) -> Result<(), Error> {
    let query = operations::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(operations::numero).for_no_key_update().execute(tx.conn()).await?;
    Ok(())
}
