use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{CorrespondanceId, kind};
use parcours_api::{CorrespondanceParcoursDto, NouvelleCorrespondanceParcours};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, read_json, write_json};

use crate::schema::correspondances as table;

type Row = (Colonne<CorrespondanceId>, Value, DateTime<Utc>);

const COLUMNS: (table::id, table::contenu, table::creee_le) = (table::id, table::contenu, table::creee_le);

fn lire((id, contenu, creee_le): Row) -> Result<CorrespondanceParcoursDto, Error> {
    Ok(CorrespondanceParcoursDto { id: id.into(), contenu: read_json(contenu)?, creee_le })
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    nouvelle: NouvelleCorrespondanceParcours,
) -> Result<CorrespondanceParcoursDto, Problem> {
    let (territoire, id, creee_le) = (tx.territoire().uuid(), tx.id::<kind::Correspondance>(), tx.now());
    diesel::insert_into(table::table)
        .values((
            table::territoire_id.eq(territoire),
            table::id.eq(id.uuid()),
            table::nom.eq(&nouvelle.nom),
            table::contenu.eq(write_json(&nouvelle)?),
            table::creee_le.eq(creee_le),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("correspondances_nom", || {
            Problem::new(Slug::Conflit, "Le territoire a déjà une correspondance de parcours de ce nom.")
        })?;
    Ok(CorrespondanceParcoursDto { id, contenu: nouvelle, creee_le })
}

pub(crate) async fn voir(tx: &mut Tx, id: CorrespondanceId) -> Result<Option<CorrespondanceParcoursDto>, Error> {
    let query = table::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(COLUMNS).first(tx.conn()).await.optional()?.map(lire).transpose()
}

/// The mappings of the territory, by name.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<CorrespondanceParcoursDto>, Error> {
    let query = table::table.filter(table::territoire_id.eq(tx.territoire().uuid())).order(table::nom).limit(200);
    let rows: Vec<Row> = query.select(COLUMNS).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
}
