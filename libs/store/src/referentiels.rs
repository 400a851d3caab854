//! The territory's rules, as each service keeps them.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::phrase;
use problem::Problem;
use referentiel::Referentiel;
use serde_json::Value;

use crate::{Error, Tx, schema::referentiels};

/// The référentiel in force on `jour`; before the first one, that one: what was taken over from another program may be
/// older than the rules.
pub async fn en_vigueur(tx: &mut Tx, jour: NaiveDate) -> Result<Referentiel, Error> {
    let kept = referentiels::table.filter(referentiels::territoire_id.eq(tx.territoire().uuid()));
    let contenu: Option<Value> = kept
        .filter(referentiels::effet.le(jour))
        .order((referentiels::effet.desc(), referentiels::version.desc()))
        .select(referentiels::contenu)
        .first(tx.conn())
        .await
        .optional()?;
    let contenu = if let Some(contenu) = contenu {
        contenu
    } else {
        let first = kept.order((referentiels::effet.asc(), referentiels::version.desc()));
        let first = first.select(referentiels::contenu).first(tx.conn()).await.optional()?;
        first.ok_or(Error::NoReferentiel)?
    };
    serde_json::from_value(contenu).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Every version of the rules of a territory, for what judges many days at once.
#[derive(Debug, Clone)]
pub struct Versions(Vec<Referentiel>);

impl Versions {
    /// The référentiel in force on `jour`, as [`en_vigueur`] finds it.
    pub fn en_vigueur(&self, jour: NaiveDate) -> Result<&Referentiel, Error> {
        let found = self.0.iter().find(|one| one.effet <= jour);
        let first = || self.0.last().and_then(|last| self.0.iter().find(|one| one.effet == last.effet));
        found.or_else(first).ok_or(Error::NoReferentiel)
    }

    /// All of them, the last to come into force first.
    pub fn toutes(&self) -> impl Iterator<Item = &Referentiel> {
        self.0.iter()
    }
}

/// Reads every version at once.
pub async fn versions(tx: &mut Tx) -> Result<Versions, Error> {
    let kept = referentiels::table.filter(referentiels::territoire_id.eq(tx.territoire().uuid()));
    let latest_first = kept.order((referentiels::effet.desc(), referentiels::version.desc()));
    let contenus: Vec<Value> = latest_first.select(referentiels::contenu).load(tx.conn()).await?;
    let read = contenus.into_iter().map(serde_json::from_value);
    read.collect::<Result<_, _>>().map(Versions).map_err(|error| Error::Corrupt(error.to_string()))
}

/// The référentiel in force on a day that a request tells at `pointer`; a day before the first one is refused there.
pub async fn en_vigueur_le(tx: &mut Tx, pointer: &str, jour: NaiveDate) -> Result<Referentiel, Problem> {
    let kept = en_vigueur(tx, jour).await?;
    if kept.effet <= jour {
        return Ok(kept);
    }
    let detail =
        format!("attendu : le {} ou plus tard, où commencent les règles du territoire", phrase::jour(kept.effet));
    Err(Problem::field(pointer, "hors_bornes", detail))
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
