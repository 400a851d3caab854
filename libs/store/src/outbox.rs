//! Events, committed with the change that they tell.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Jsonb, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use kernel::{EvenementId, Id, RessourceId, TerritoireId};
use serde::Serialize;
use serde_json::{Value, json};
use trace::Trace;

use crate::{Committed, Error, Tx};

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

#[derive(diesel::QueryableByName)]
struct Head {
    #[diesel(sql_type = BigInt)]
    seq: i64,
}

/// An event, where it was emitted and what caused it.
pub(crate) struct Emis {
    pub(crate) territoire: TerritoireId,
    pub(crate) event: Evenement,
    pub(crate) trace: Option<Trace>,
}

/// Writes the events as the last statements before the commit: the row of the head is locked from here
/// to the commit, so the sequence of a territory follows the order of its commits, without gaps. Heads
/// are locked in the order of the territories, so that two transactions never wait for each other.
pub(crate) async fn append(tx: &mut Tx, events: Vec<Emis>) -> Result<Vec<Committed>, Error> {
    let mut territoires: BTreeMap<TerritoireId, Vec<Value>> = BTreeMap::new();
    for Emis { territoire, event, trace } in events {
        let id: EvenementId = tx.id();
        let trace = trace.map(|trace| trace.to_string());
        territoires.entry(territoire).or_default().push(json!({
            "id": id, "type": event.kind, "sujet": event.sujet, "survenu_le": event.survenu_le,
            "trace": trace, "donnees": event.donnees
        }));
    }
    let mut committed = Vec::with_capacity(territoires.len());
    for (territoire, rows) in territoires {
        if territoire != tx.territoire() {
            tx.enter(territoire).await?;
        }
        committed.push(Committed { territoire, seq: write(tx, rows).await? });
    }
    Ok(committed)
}

/// The last sequence given.
async fn write(tx: &mut Tx, rows: Vec<Value>) -> Result<i64, Error> {
    let territoire = tx.territoire();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let Head { seq } = diesel::sql_query(
        "WITH tete AS (
           INSERT INTO outbox_tete (territoire_id, seq) VALUES ($1, $2)
           ON CONFLICT (territoire_id) DO UPDATE SET seq = outbox_tete.seq + excluded.seq
           RETURNING seq
         ), ecrit AS (
           INSERT INTO outbox (territoire_id, seq, id, type, sujet, survenu_le, trace, donnees)
           SELECT $1, tete.seq - $2 + n, (e->>'id')::uuid, e->>'type', (e->>'sujet')::uuid,
                  (e->>'survenu_le')::timestamptz, e->>'trace', e->'donnees'
           FROM tete, jsonb_array_elements($3) WITH ORDINALITY AS ligne(e, n)
         )
         SELECT seq FROM tete",
    )
    .bind::<SqlUuid, _>(territoire.uuid())
    .bind::<BigInt, _>(count)
    .bind::<Jsonb, _>(Value::Array(rows))
    .get_result(tx.conn())
    .await?;
    Ok(seq)
}
