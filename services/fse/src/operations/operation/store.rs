use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use fse_api::CoutAgent;
use kernel::{Montant, OperationId, UtilisateurId};
use problem::{Problem, Slug};
use rust_decimal::Decimal;
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, read_json, write_json};

use crate::{
    operations::operation::domain::Operation,
    schema::{operation_agents as agents, operations},
};

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

/// Sets the cost of someone on an operation.
pub(crate) async fn affecter_agent(tx: &mut Tx, operation: OperationId, cout: &CoutAgent) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let values =
        (agents::cout_annuel_centimes.eq(cout.cout_annuel.centimes()), agents::etp_milliemes.eq(milliemes(cout.etp)?));
    diesel::insert_into(agents::table)
        .values((
            agents::territoire_id.eq(territoire),
            agents::operation_id.eq(operation.uuid()),
            agents::agent.eq(cout.agent.uuid()),
            values,
        ))
        .on_conflict((agents::territoire_id, agents::operation_id, agents::agent))
        .do_update()
        .set(values)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Full-time équivalents in thousandths.
fn milliemes(etp: Decimal) -> Result<i32, Error> {
    i32::try_from((etp * Decimal::ONE_THOUSAND).round()).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Annual cost and full-time équivalents of each person on an operation.
pub(crate) async fn agents(
    tx: &mut Tx,
    operation: OperationId,
) -> Result<Vec<(UtilisateurId, Montant, Decimal)>, Error> {
    let query = agents::table
        .filter(agents::territoire_id.eq(tx.territoire().uuid()))
        .filter(agents::operation_id.eq(operation.uuid()));
    let rows: Vec<(Colonne<UtilisateurId>, i64, i32)> =
        query.select((agents::agent, agents::cout_annuel_centimes, agents::etp_milliemes)).load(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|(Colonne(agent), centimes, etp)| (agent, Montant::depuis_centimes(centimes), Decimal::new(etp.into(), 3)))
        .collect())
}
