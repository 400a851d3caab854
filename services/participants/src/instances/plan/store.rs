use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, PgJsonbExpressionMethods, QueryDsl,
    Queryable, QueryableByName, Selectable, SelectableHelper,
    sql_types::{Array, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ActionInstanceId, Code, CommissionId, ParticipantId, TerritoireId};
use participants_api::{EtatActionInstance, FiltreActionsInstances};
use serde_json::{Value, json};
use store::{Colonne, Error, Paginer, Tx, ouvertures, read_code, read_json, write_json};

use crate::{
    instances::{commission::domain::session::Commission, plan::domain::ActionInstance},
    schema::actions_instances as actions,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = actions)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ActionInstanceId>,
    commission_id: Colonne<CommissionId>,
    instance: String,
    decidee_le: NaiveDate,
    participant_id: Option<Colonne<ParticipantId>>,
    quoi: String,
    qui: String,
    echeance: NaiveDate,
    etat: String,
    suites: Value,
    creee_par: Colonne<ActeurId>,
}

impl TryFrom<Row> for ActionInstance {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            commission: row.commission_id.into(),
            instance: row.instance,
            decidee_le: row.decidee_le,
            participant: row.participant_id.map(Into::into),
            quoi: row.quoi,
            qui: row.qui,
            echeance: row.echeance,
            etat: read_code(&row.etat)?,
            suites: read_json(row.suites)?,
            creee_par: row.creee_par.into(),
        })
    }
}

/// Keeps what a session that is locked decided.
pub(crate) async fn ajouter(tx: &mut Tx, one: &ActionInstance) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        commission_id: one.commission.into(),
        instance: one.instance.clone(),
        decidee_le: one.decidee_le,
        participant_id: one.participant.map(Into::into),
        quoi: one.quoi.clone(),
        qui: one.qui.clone(),
        echeance: one.echeance,
        etat: one.etat.code().to_owned(),
        suites: write_json(&one.suites)?,
        creee_par: one.creee_par.into(),
    };
    diesel::insert_into(actions::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// Whom an action concerns, when it is one person.
pub(crate) async fn personne(tx: &mut Tx, id: ActionInstanceId) -> Result<Option<ParticipantId>, Error> {
    let query = actions::table.find((tx.territoire().uuid(), id.uuid())).select(actions::participant_id);
    let found: Option<Option<Colonne<ParticipantId>>> = query.first(tx.conn()).await.optional()?;
    Ok(found.flatten().map(Into::into))
}

/// Reads an action and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ActionInstanceId) -> Result<Option<ActionInstance>, Error> {
    let query = actions::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Writes what came of an action that was read with [`verrouiller`].
pub(crate) async fn enregistrer(tx: &mut Tx, one: &ActionInstance) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    diesel::update(actions::table.find(key))
        .set((
            actions::etat.eq(one.etat.code()),
            actions::echeance.eq(one.echeance),
            actions::suites.eq(write_json(&one.suites)?),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What a session decided or noted, oldest first; with `ouvertes`, what former ones of its instance left to be done too.
pub(crate) async fn de_la_seance(
    tx: &mut Tx,
    session: &Commission,
    ouvertes: bool,
) -> Result<Vec<ActionInstance>, Error> {
    let noted = json!([{ "commission": session.id }]);
    let own = actions::commission_id.eq(session.id.uuid()).or(actions::suites.contains(noted));
    let before = actions::instance
        .eq(session.instance.clone())
        .and(actions::etat.eq(EtatActionInstance::AFaire.code()))
        .and(actions::decidee_le.le(session.tenue_le));
    let mut query = actions::table.filter(actions::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    query = if ouvertes { query.filter(own.or(before)) } else { query.filter(own) };
    let rows: Vec<Row> =
        query.order((actions::decidee_le, actions::id)).limit(500).select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

#[derive(QueryableByName)]
struct Convenue {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<CommissionId>,
}

/// Those of these sessions that decided of an action, or noted what came of one.
pub(crate) async fn convenues(tx: &mut Tx, seances: &[CommissionId]) -> Result<HashSet<CommissionId>, Error> {
    let rows: Vec<Convenue> = diesel::sql_query(
        "SELECT commission_id AS id FROM actions_instances WHERE territoire_id = $2 AND commission_id = ANY($3)
         UNION SELECT s.id FROM unnest($3) AS s(id) JOIN actions_instances a ON a.territoire_id = $2
           AND a.suites @> jsonb_build_array(jsonb_build_object('commission', s.id))",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Array<SqlUuid>, _>(seances.iter().map(|one| one.uuid()).collect::<Vec<_>>())
    .load(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|one| one.id.into()).collect())
}

/// A page, what is to be done first at its head, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreActionsInstances,
    apres: Option<(NaiveDate, ActionInstanceId)>,
) -> Result<Vec<ActionInstance>, Error> {
    let mut query = actions::table.filter(actions::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(actions::participant_id.eq_any(seuls));
    }
    if let Some(instance) = &filtre.instance {
        query = query.filter(actions::instance.eq(instance));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(actions::etat.eq(etat.code()));
    }
    if let Some(au) = filtre.au {
        query = query.filter(actions::echeance.le(au));
    }
    if let Some((le, id)) = apres {
        let after = actions::echeance.gt(le).or(actions::id.gt(id.uuid()));
        query = query.filter(actions::echeance.ge(le)).filter(after);
    }
    let rows: Vec<Row> = query
        .order((actions::echeance, actions::id))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
