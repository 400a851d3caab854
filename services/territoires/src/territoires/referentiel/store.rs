use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use referentiel::Referentiel;
use serde_json::Value;
use store::{Error, Tx, schema::referentiels};

fn lire(contenu: Value) -> Result<Referentiel, Error> {
    serde_json::from_value(contenu).map_err(|error| Error::Corrupt(error.to_string()))
}

/// The newest version of the territory's rules.
pub(crate) async fn derniere(tx: &mut Tx) -> Result<Option<Referentiel>, Error> {
    let mine = referentiels::table.filter(referentiels::territoire_id.eq(tx.territoire().uuid()));
    let newest: Option<Value> =
        mine.order(referentiels::version.desc()).select(referentiels::contenu).first(tx.conn()).await.optional()?;
    newest.map(lire).transpose()
}

/// Every version, oldest first.
pub(crate) async fn toutes(tx: &mut Tx) -> Result<Vec<Referentiel>, Error> {
    let mine = referentiels::table.filter(referentiels::territoire_id.eq(tx.territoire().uuid()));
    let all: Vec<Value> =
        mine.order(referentiels::version).limit(200).select(referentiels::contenu).load(tx.conn()).await?;
    all.into_iter().map(lire).collect()
}
