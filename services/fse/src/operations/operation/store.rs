use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{OperationId, RessourceId};
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

/// A page, newest first.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<OperationId>, limite: i64) -> Result<Vec<Operation>, Error> {
    let mut query = operations::table.filter(operations::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(apres) = apres {
        query = query.filter(operations::id.lt(apres.uuid()));
    }
    let rows: Vec<(Colonne<OperationId>, Value)> = query
        .order(operations::id.desc())
        .limit(limite + 1)
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
