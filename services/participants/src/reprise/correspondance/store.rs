use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{CorrespondanceId, kind};
use participants_api::NouvelleCorrespondance;
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, read_json, write_json};

use crate::{reprise::correspondance::domain::Correspondance, schema::correspondances as table};

type Row = (Colonne<CorrespondanceId>, i32, Value, DateTime<Utc>);

const COLUMNS: (table::id, table::version, table::contenu, table::modifiee_le) =
    (table::id, table::version, table::contenu, table::modifiee_le);

fn lire((id, version, contenu, modifiee_le): Row) -> Result<Correspondance, Error> {
    Ok(Correspondance { id: id.into(), version, contenu: read_json(contenu)?, modifiee_le })
}

fn taken() -> Problem {
    Problem::new(Slug::Conflit, "Le territoire a déjà une correspondance de ce nom.")
}

pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: NouvelleCorrespondance) -> Result<Correspondance, Problem> {
    let (territoire, id, now) = (tx.territoire().uuid(), tx.id::<kind::Correspondance>(), tx.now());
    diesel::insert_into(table::table)
        .values((
            table::territoire_id.eq(territoire),
            table::id.eq(id.uuid()),
            table::nom.eq(&nouvelle.nom),
            table::contenu.eq(write_json(&nouvelle)?),
            table::modifiee_le.eq(now),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("correspondances_nom", taken)?;
    Ok(Correspondance { id, version: 1, contenu: nouvelle, modifiee_le: now })
}

/// Replaces what a mapping says, as `version`.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: CorrespondanceId,
    version: i32,
    nouvelle: NouvelleCorrespondance,
) -> Result<Correspondance, Problem> {
    let (key, now) = ((tx.territoire().uuid(), id.uuid()), tx.now());
    diesel::update(table::table.find(key))
        .set((
            table::version.eq(version),
            table::nom.eq(&nouvelle.nom),
            table::contenu.eq(write_json(&nouvelle)?),
            table::modifiee_le.eq(now),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("correspondances_nom", taken)?;
    Ok(Correspondance { id, version, contenu: nouvelle, modifiee_le: now })
}

pub(crate) async fn voir(tx: &mut Tx, id: CorrespondanceId) -> Result<Option<Correspondance>, Error> {
    let query = table::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(COLUMNS).first(tx.conn()).await.optional()?.map(lire).transpose()
}

/// Reads a mapping and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: CorrespondanceId) -> Result<Option<Correspondance>, Error> {
    let query = table::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(COLUMNS).for_update().first(tx.conn()).await.optional()?.map(lire).transpose()
}

/// The mappings of the territory, by name.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<Correspondance>, Error> {
    let query = table::table.filter(table::territoire_id.eq(tx.territoire().uuid())).order(table::nom).limit(200);
    let rows: Vec<Row> = query.select(COLUMNS).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
}
