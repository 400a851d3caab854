//! The versions of an identity, as who edited them left them.

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ParticipantId};
use serde_json::Value;
use store::{Colonne, Error, Tx};

use crate::schema::participant_versions as versions;

/// What somebody left of an identity, and who.
#[derive(Queryable, Selectable)]
#[diesel(table_name = versions)]
pub(crate) struct Edition {
    pub(crate) version: i32,
    pub(crate) saisie_le: DateTime<Utc>,
    pub(crate) saisie_par: Colonne<ActeurId>,
    pub(crate) contenu: Value,
}

/// The versions that came before `avant`, newest first, `limite` at most.
pub(crate) async fn lister(
    tx: &mut Tx,
    id: ParticipantId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<Edition>, Error> {
    let query = versions::table
        .filter(versions::territoire_id.eq(tx.territoire().uuid()))
        .filter(versions::participant_id.eq(id.uuid()))
        .filter(versions::version.lt(avant.unwrap_or(i32::MAX)))
        .order(versions::version.desc())
        .limit(limite);
    Ok(query.select(Edition::as_select()).load(tx.conn()).await?)
}

/// Who opened a file, and when.
pub(crate) async fn qui_ouvrit(tx: &mut Tx, id: ParticipantId) -> Result<Option<(ActeurId, DateTime<Utc>)>, Error> {
    let first = versions::table.find((tx.territoire().uuid(), id.uuid(), 1));
    let row: Option<(Colonne<ActeurId>, DateTime<Utc>)> =
        first.select((versions::saisie_par, versions::saisie_le)).first(tx.conn()).await.optional()?;
    Ok(row.map(|(Colonne(par), le)| (par, le)))
}
