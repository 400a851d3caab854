use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActionCollectiveId, OperationId, StructureId};
use participants_api::FiltreActionsCollectives;
use store::{Colonne, Error, Paginer, Tx};

use crate::{entree::action_collective::domain::ActionCollective, schema::actions_collectives as table};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    id: Colonne<ActionCollectiveId>,
    nom: String,
    le: NaiveDate,
    structure: Option<Colonne<StructureId>>,
    operation: Option<Colonne<OperationId>>,
}

impl From<Row> for ActionCollective {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            nom: row.nom,
            le: row.le,
            structure: row.structure.map(Into::into),
            operation: row.operation.map(Into::into),
        }
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &ActionCollective) -> Result<(), Error> {
    let (territoire, now, par) = (tx.territoire().uuid(), tx.now(), tx.acteur().id);
    diesel::insert_into(table::table)
        .values((
            table::territoire_id.eq(territoire),
            table::id.eq(one.id.uuid()),
            table::nom.eq(&one.nom),
            table::le.eq(one.le),
            table::structure.eq(one.structure.map(kernel::Id::uuid)),
            table::operation.eq(one.operation.map(kernel::Id::uuid)),
            table::saisie_le.eq(now),
            table::saisie_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: ActionCollectiveId) -> Result<Option<ActionCollective>, Error> {
    let query = table::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// Those of these actions that exist.
pub(crate) async fn parmi(
    tx: &mut Tx,
    ids: &[ActionCollectiveId],
) -> Result<HashMap<ActionCollectiveId, ActionCollective>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = table::table
        .filter(table::territoire_id.eq(tx.territoire().uuid()))
        .filter(table::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| (row.id.0, row.into())).collect())
}

/// A page, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreActionsCollectives,
    apres: Option<(NaiveDate, ActionCollectiveId)>,
) -> Result<Vec<ActionCollective>, Error> {
    let (jour, id) = apres.unwrap_or((NaiveDate::MAX, ActionCollectiveId::MAX));
    let mut query = table::table
        .filter(table::territoire_id.eq(tx.territoire().uuid()))
        .filter(table::le.le(jour))
        .filter(table::le.lt(jour).or(table::id.lt(id.uuid())))
        .into_boxed();
    if let Some(du) = filtre.du {
        query = query.filter(table::le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(table::le.le(au));
    }
    let query = query.order((table::le.desc(), table::id.desc()));
    let rows: Vec<Row> = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
