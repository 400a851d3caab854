//! The territory's rules, as each service keeps them.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use referentiel::Referentiel;
use serde_json::Value;

use crate::{Error, Tx, schema::referentiels};

/// The référentiel in force on `jour`.
pub async fn en_vigueur(tx: &mut Tx, jour: NaiveDate) -> Result<Referentiel, Error> {
    let contenu: Option<Value> = referentiels::table
        .filter(referentiels::territoire_id.eq(tx.territoire().uuid()))
        .filter(referentiels::effet.le(jour))
        .order((referentiels::effet.desc(), referentiels::version.desc()))
        .select(referentiels::contenu)
        .first(tx.conn())
        .await
        .optional()?;
    let contenu = contenu.ok_or(Error::NoReferentiel)?;
    serde_json::from_value(contenu).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Keeps a version; one that is already there is left as it is.
pub async fn garder(tx: &mut Tx, referentiel: &Referentiel) -> Result<bool, Error> {
    let contenu = serde_json::to_value(referentiel).map_err(|error| Error::Corrupt(error.to_string()))?;
    let written = diesel::insert_into(referentiels::table)
        .values((
            referentiels::territoire_id.eq(tx.territoire().uuid()),
            referentiels::version.eq(referentiel.version),
            referentiels::effet.eq(referentiel.effet),
            referentiels::contenu.eq(contenu),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(written == 1)
}
