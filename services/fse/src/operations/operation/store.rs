use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl,
    dsl::{exists, max, min, sql},
    sql_types::{Bool, Text},
};
use diesel_async::RunQueryDsl;
use fse_api::FiltreOperations;
use kernel::{Code, OperationId, RessourceId};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Paginer, Tx, read_json, write_json};

use crate::{
    operations::operation::domain::Operation,
    schema::{couts_agents, operations, participations},
};

/// How far an operation is told: raised when a service more begins to hear of operations, all are told again (1: parcours). The
/// trigger of the table notes each row that changes, so that to write it is to tell it.
const ENTENDUE: i32 = 1;

type Row = (Colonne<OperationId>, i32, Value);

const CHAMPS: (operations::id, operations::version, operations::contenu) =
    (operations::id, operations::version, operations::contenu);

fn lire((Colonne(id), version, contenu): Row) -> Result<Operation, Error> {
    Ok(Operation { id, version, contenu: read_json(contenu)? })
}

fn numero_pris() -> Problem {
    Problem::new(Slug::Conflit, "Une opération porte déjà ce numéro.").at("/numero", "existe", "déjà pris")
}

pub(crate) async fn ajouter(tx: &mut Tx, operation: &Operation) -> Result<(), Problem> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(operations::table)
        .values((
            operations::territoire_id.eq(territoire),
            operations::id.eq(operation.id.uuid()),
            operations::numero.eq(&operation.contenu.numero),
            operations::contenu.eq(write_json(&operation.contenu)?),
            operations::dite.eq(ENTENDUE),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("operations_numero", numero_pris)?;
    Ok(())
}

/// Notes that the operations that were told to fewer services than hear them now are to be told again; says how many: a
/// territory has some tens.
pub(crate) async fn redire(tx: &mut Tx) -> Result<usize, Error> {
    let untold = operations::table
        .filter(operations::territoire_id.eq(tx.territoire().uuid()))
        .filter(operations::dite.lt(ENTENDUE));
    Ok(diesel::update(untold).set(operations::dite.eq(ENTENDUE)).execute(tx.conn()).await?)
}

/// Whether some are.
pub(crate) async fn reste_a_dire(tx: &mut Tx) -> Result<bool, Error> {
    let untold = operations::table
        .filter(operations::territoire_id.eq(tx.territoire().uuid()))
        .filter(operations::dite.lt(ENTENDUE));
    Ok(diesel::select(exists(untold)).get_result(tx.conn()).await?)
}

/// Writes the content of a locked operation, and its version.
pub(crate) async fn modifier(tx: &mut Tx, next: &Operation) -> Result<(), Problem> {
    diesel::update(operations::table.find((tx.territoire().uuid(), next.id.uuid())))
        .set((
            operations::numero.eq(&next.contenu.numero),
            operations::contenu.eq(write_json(&next.contenu)?),
            operations::version.eq(next.version),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("operations_numero", numero_pris)?;
    Ok(())
}

/// The first and the last day on which somebody entered an operation or a cost of somebody begins.
pub(crate) async fn jours_occupes(tx: &mut Tx, id: OperationId) -> Result<Option<(NaiveDate, NaiveDate)>, Error> {
    let territoire = tx.territoire().uuid();
    let entered = participations::table
        .filter(participations::territoire_id.eq(territoire))
        .filter(participations::operation_id.eq(id.uuid()));
    let entered: (Option<NaiveDate>, Option<NaiveDate>) =
        entered.select((min(participations::entree_le), max(participations::entree_le))).first(tx.conn()).await?;
    let costs = couts_agents::table
        .filter(couts_agents::territoire_id.eq(territoire))
        .filter(couts_agents::operation_id.eq(id.uuid()));
    let costs: (Option<NaiveDate>, Option<NaiveDate>) =
        costs.select((min(couts_agents::depuis), max(couts_agents::depuis))).first(tx.conn()).await?;
    let first = entered.0.into_iter().chain(costs.0).min();
    let last = entered.1.into_iter().chain(costs.1).max();
    Ok(first.zip(last))
}

pub(crate) async fn voir(tx: &mut Tx, id: OperationId) -> Result<Option<Operation>, Error> {
    let query = operations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(CHAMPS).first(tx.conn()).await.optional()?;
    row.map(lire).transpose()
}

/// Those of these operations that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<Operation>, Error> {
    let query = operations::table
        .filter(operations::territoire_id.eq(tx.territoire().uuid()))
        .filter(operations::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Row> = query.select(CHAMPS).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
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
    let rows: Vec<Row> = query.order(operations::id.desc()).select(CHAMPS).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
}

/// Holds an operation until the end of the transaction: whoever changes what is attached to it waits. Those who
/// only refer to it go on.
pub(crate) async fn verrouiller(tx: &mut Tx, id: OperationId) -> Result<(), Error> {
    let query = operations::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(operations::numero).for_no_key_update().execute(tx.conn()).await?;
    Ok(())
}
