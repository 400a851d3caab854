//! The time zone of each territory, as this service knows it.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use diesel::{OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Fuseau, TerritoireId};

use crate::{Conn, Error, read_code, schema::territoires_connus};

/// Those that were read. A territory keeps its own for ever: nothing here grows old.
#[derive(Debug, Default)]
pub(crate) struct Fuseaux(RwLock<HashMap<TerritoireId, Fuseau>>);

impl Fuseaux {
    pub(crate) fn lu(&self, territoire: TerritoireId) -> Option<Fuseau> {
        if territoire == TerritoireId::DEPLOIEMENT {
            return Some(Fuseau::default());
        }
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&territoire).copied()
    }

    pub(crate) fn retenir(&self, territoire: TerritoireId, fuseau: Fuseau) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(territoire, fuseau);
    }
}

/// The zone of a territory, on a connection in the scope of the deployment; `None` of one that this service has not
/// heard of.
pub(crate) async fn lire(conn: &mut Conn, territoire: TerritoireId) -> Result<Option<Fuseau>, Error> {
    let row = territoires_connus::table.find((TerritoireId::DEPLOIEMENT.uuid(), territoire.uuid()));
    let code: Option<String> = row.select(territoires_connus::fuseau).first(conn).await.optional()?;
    code.as_deref().map(read_code).transpose()
}
