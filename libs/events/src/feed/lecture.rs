//! A page of the feed.

use actix_web::web::Data;
use auth::{Grant, Scope, permission::EvenementLire};
use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use garde::Validate;
use kernel::{EvenementId, RessourceId};
use problem::Problem;
use runtime::http::Reponse;
use serde::Deserialize;
use serde_json::Value;
use store::{Colonne, Db, schema::outbox};

use super::Feed;
use crate::{Enveloppe, Flux, annuaires};

#[operation::bounded]
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Position {
    #[serde(default)]
    #[garde(range(min = 0))]
    apres: i64,
    #[serde(default = "default_limit")]
    #[garde(range(min = 1, max = 500))]
    limite: i64,
}

const fn default_limit() -> i64 {
    200
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    seq: i64,
    id: Colonne<EvenementId>,
    kind: String,
    sujet: Colonne<RessourceId>,
    survenu_le: DateTime<Utc>,
    trace: Option<String>,
    donnees: Value,
}

/// The events of the territory of the token, after a cursor.
pub(super) async fn lire(
    Feed { service, annonces }: Feed,
    grant: Grant<EvenementLire>,
    position: Position,
    db: Data<Db>,
) -> Result<Reponse<Flux>, Problem> {
    let territoire = grant.territoire();
    annuaires::dire(&db, territoire, annonces).await?;
    let rows: Vec<Row> = db
        .read(&grant, async |tx| {
            outbox::table
                .filter(outbox::territoire_id.eq(territoire.uuid()))
                .filter(outbox::seq.gt(position.apres))
                .order(outbox::seq)
                .limit(position.limite)
                .select(Row::as_select())
                .load(tx.conn())
                .await
                .map_err(store::Error::from)
        })
        .await?;
    let curseur = rows.last().map_or(position.apres, |row| row.seq);
    let elements = rows
        .into_iter()
        .map(|row| Enveloppe {
            specversion: "1.0".to_owned(),
            id: row.id.into(),
            source: service.nom().to_owned(),
            kind: row.kind,
            subject: row.sujet.into(),
            time: row.survenu_le,
            territoire,
            seq: row.seq,
            traceparent: row.trace,
            data: row.donnees,
        })
        .collect();
    Ok(Reponse::ok(Flux { elements, curseur, a_jour: true }).sans_etiquette())
}
