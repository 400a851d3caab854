use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, JoinOnDsl, QueryDsl,
    dsl::{max, sql},
    sql_types::{BigInt, Date, Nullable},
};
use diesel_async::RunQueryDsl;
use kernel::{Montant, OperationId, UtilisateurId};
use rust_decimal::Decimal;
use store::{Colonne, Error, Tx};

use crate::{
    operations::agent::domain::Cout,
    schema::{couts_agents, operation_agents, operations},
};

type Row = (Colonne<OperationId>, Colonne<UtilisateurId>, NaiveDate, i64, i32, Option<i64>);

/// Keeps the cost of someone on an operation that is locked; a former version of the same day stays.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    operation: OperationId,
    agent: UtilisateurId,
    cout: &Cout,
) -> Result<(), Error> {
    let (territoire, par, now) = (tx.territoire().uuid(), tx.acteur().id, tx.now());
    let former = couts_agents::table
        .filter(couts_agents::territoire_id.eq(territoire))
        .filter(couts_agents::operation_id.eq(operation.uuid()))
        .filter(couts_agents::agent.eq(agent.uuid()))
        .filter(couts_agents::depuis.eq(cout.depuis));
    let last: Option<i32> = former.select(max(couts_agents::version)).first(tx.conn()).await?;
    diesel::insert_into(couts_agents::table)
        .values((
            couts_agents::territoire_id.eq(territoire),
            couts_agents::operation_id.eq(operation.uuid()),
            couts_agents::agent.eq(agent.uuid()),
            couts_agents::depuis.eq(cout.depuis),
            couts_agents::version.eq(last.unwrap_or(0) + 1),
            couts_agents::cout_annuel_centimes.eq(cout.annuel.centimes()),
            couts_agents::etp_milliemes.eq(milliemes(cout.etp)?),
            couts_agents::charge_centimes.eq(cout.charge.map(Montant::centimes)),
            couts_agents::saisi_le.eq(now),
            couts_agents::saisi_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes the first cost of someone where the former version reads it, which knows one for the whole operation.
pub(crate) async fn ajouter_sans_date(
    tx: &mut Tx,
    operation: OperationId,
    agent: UtilisateurId,
    cout: &Cout,
) -> Result<(), Error> {
    let values = (
        operation_agents::cout_annuel_centimes.eq(cout.annuel.centimes()),
        operation_agents::etp_milliemes.eq(milliemes(cout.etp)?),
    );
    diesel::insert_into(operation_agents::table)
        .values((
            operation_agents::territoire_id.eq(tx.territoire().uuid()),
            operation_agents::operation_id.eq(operation.uuid()),
            operation_agents::agent.eq(agent.uuid()),
            values,
        ))
        .on_conflict((operation_agents::territoire_id, operation_agents::operation_id, operation_agents::agent))
        .do_update()
        .set(values)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Full-time équivalents in thousandths.
fn milliemes(etp: Decimal) -> Result<i32, Error> {
    i32::try_from(etp * Decimal::ONE_THOUSAND).map_err(|error| Error::Corrupt(error.to_string()))
}

/// The costs of these persons on every operation, by operation and person from the oldest; of each day, the last
/// version.
pub(crate) async fn couts(
    tx: &mut Tx,
    agents: &[UtilisateurId],
) -> Result<Vec<(OperationId, UtilisateurId, Cout)>, Error> {
    let mut rows = sans_date(tx, agents).await?;
    rows.extend(dates(tx, agents).await?);
    // What is dated takes the place of what the former version knew for the same day.
    let last: BTreeMap<_, _> =
        rows.into_iter().map(lire).map(|(operation, agent, cout)| ((operation, agent, cout.depuis), cout)).collect();
    Ok(last.into_iter().map(|((operation, agent, _), cout)| (operation, agent, cout)).collect())
}

async fn dates(tx: &mut Tx, agents: &[UtilisateurId]) -> Result<Vec<Row>, Error> {
    let rows = couts_agents::table
        .filter(couts_agents::territoire_id.eq(tx.territoire().uuid()))
        .filter(couts_agents::agent.eq_any(agents.iter().map(|agent| agent.uuid())))
        .order((couts_agents::operation_id, couts_agents::agent, couts_agents::depuis, couts_agents::version.desc()))
        .distinct_on((couts_agents::operation_id, couts_agents::agent, couts_agents::depuis))
        .select((
            couts_agents::operation_id,
            couts_agents::agent,
            couts_agents::depuis,
            couts_agents::cout_annuel_centimes,
            couts_agents::etp_milliemes,
            couts_agents::charge_centimes,
        ))
        .load(tx.conn())
        .await?;
    Ok(rows)
}

/// What the former version knows: one cost for the whole operation.
async fn sans_date(tx: &mut Tx, agents: &[UtilisateurId]) -> Result<Vec<Row>, Error> {
    let territoire = tx.territoire().uuid();
    let of_agent = operations::territoire_id.eq(territoire).and(operations::id.eq(operation_agents::operation_id));
    let rows = operation_agents::table
        .inner_join(operations::table.on(of_agent))
        .filter(operation_agents::territoire_id.eq(territoire))
        .filter(operation_agents::agent.eq_any(agents.iter().map(|agent| agent.uuid())))
        .select((
            operation_agents::operation_id,
            operation_agents::agent,
            sql::<Date>("(operations.contenu->>'debut')::date"),
            operation_agents::cout_annuel_centimes,
            operation_agents::etp_milliemes,
            None::<i64>.into_sql::<Nullable<BigInt>>(),
        ))
        .load(tx.conn())
        .await?;
    Ok(rows)
}

fn lire((Colonne(operation), Colonne(agent), depuis, annuel, etp, charge): Row) -> (OperationId, UtilisateurId, Cout) {
    let cout = Cout {
        depuis,
        annuel: Montant::depuis_centimes(annuel),
        etp: Decimal::new(etp.into(), 3),
        charge: charge.map(Montant::depuis_centimes),
    };
    (operation, agent, cout)
}
