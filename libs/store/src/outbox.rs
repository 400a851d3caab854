//! Events, committed with the change that they tell.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, Insertable, QueryDsl, dsl::sql, sql_types::Bool};
use diesel_async::RunQueryDsl;
use kernel::{EvenementId, Id, RessourceId, TerritoireId};
use serde::Serialize;
use serde_json::Value;
use trace::Trace;

use crate::{
    Colonne, Committed, Error, Tx,
    schema::{outbox, outbox_tete as tete},
};

/// A past-tense fact, to be told to the other services when the transaction commits.
#[derive(Debug, Clone, PartialEq)]
pub struct Evenement {
    /// Name and version, such as `participants.entree_validee.v1`.
    pub kind: &'static str,
    /// What it is about.
    pub sujet: RessourceId,
    /// When it happened.
    pub survenu_le: DateTime<Utc>,
    /// Its payload.
    pub donnees: Value,
}

impl Evenement {
    /// The fact `kind` about `sujet`.
    pub fn new<K>(
        kind: &'static str,
        sujet: Id<K>,
        survenu_le: DateTime<Utc>,
        donnees: &impl Serialize,
    ) -> Result<Self, Error> {
        let donnees = serde_json::to_value(donnees).map_err(|error| Error::Corrupt(error.to_string()))?;
        Ok(Self { kind, sujet: sujet.ressource(), survenu_le, donnees })
    }
}

/// What was told last of each of these, of a kind that tells what is, whole each time: one of `elagage::FICHES_DITES`, whose
/// index is met by the kind as it is written in the statement.
pub async fn derniers(
    tx: &mut Tx,
    kind: &'static str,
    ids: &[RessourceId],
) -> Result<HashMap<RessourceId, Value>, Error> {
    let query = outbox::table
        .filter(outbox::territoire_id.eq(tx.territoire().uuid()))
        .filter(sql::<Bool>(&format!("type = '{kind}'")))
        .filter(outbox::sujet.eq_any(ids.iter().map(|id| id.uuid())))
        .order((outbox::sujet, outbox::seq.desc()))
        .distinct_on(outbox::sujet);
    let rows: Vec<(Colonne<RessourceId>, Value)> =
        query.select((outbox::sujet, outbox::donnees)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), told)| (id, told)).collect())
}

/// An event, where it was emitted and what caused it.
pub(crate) struct Emis {
    pub(crate) territoire: TerritoireId,
    pub(crate) event: Evenement,
    pub(crate) trace: Option<Trace>,
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    seq: i64,
    id: Colonne<EvenementId>,
    kind: &'static str,
    sujet: Colonne<RessourceId>,
    survenu_le: DateTime<Utc>,
    trace: Option<String>,
    donnees: Value,
}

/// Rows of one statement: it takes some sixty thousand values.
const LOT: usize = 1000;

/// Writes the events as the last statements before the commit: the row of the head is locked from here
/// to the commit, so the sequence of a territory follows the order of its commits, without gaps. Heads
/// are locked in the order of the territories, so that two transactions never wait for each other.
pub(crate) async fn append(tx: &mut Tx, events: Vec<Emis>) -> Result<Vec<Committed>, Error> {
    let mut territoires: BTreeMap<TerritoireId, Vec<(Evenement, Option<Trace>)>> = BTreeMap::new();
    for Emis { territoire, event, trace } in events {
        territoires.entry(territoire).or_default().push((event, trace));
    }
    let mut committed = Vec::with_capacity(territoires.len());
    for (territoire, events) in territoires {
        if territoire != tx.territoire() {
            tx.enter(territoire).await?;
        }
        committed.push(Committed { territoire, seq: write(tx, events).await? });
    }
    Ok(committed)
}

/// The last sequence given.
async fn write(tx: &mut Tx, events: Vec<(Evenement, Option<Trace>)>) -> Result<i64, Error> {
    let territoire = tx.territoire();
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let seq: i64 = diesel::insert_into(tete::table)
        .values((tete::territoire_id.eq(territoire.uuid()), tete::seq.eq(count)))
        .on_conflict(tete::territoire_id)
        .do_update()
        .set(tete::seq.eq(tete::seq + count))
        .returning(tete::seq)
        .get_result(tx.conn())
        .await?;
    let rows: Vec<_> = (seq - count + 1..)
        .zip(events)
        .map(|(seq, (event, trace))| Row {
            territoire_id: territoire.into(),
            seq,
            id: tx.id().into(),
            kind: event.kind,
            sujet: event.sujet.into(),
            survenu_le: event.survenu_le,
            trace: trace.map(|trace| trace.to_string()),
            donnees: event.donnees,
        })
        .collect();
    for rows in rows.chunks(LOT) {
        diesel::insert_into(outbox::table).values(rows).execute(tx.conn()).await?;
    }
    Ok(seq)
}
