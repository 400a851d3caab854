use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{FiltreId, kind};
use participants_api::{FiltreDto, NouveauFiltre};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, read_json, write_json};

use crate::schema::filtres;

pub(crate) async fn ajouter(tx: &mut Tx, nouveau: NouveauFiltre) -> Result<FiltreDto, Problem> {
    let (territoire, id, now, own) = (tx.territoire().uuid(), tx.id::<kind::Filtre>(), tx.now(), tx.acteur().soi());
    diesel::insert_into(filtres::table)
        .values((
            filtres::territoire_id.eq(territoire),
            filtres::id.eq(id.uuid()),
            filtres::utilisateur.eq(own.uuid()),
            filtres::nom.eq(&nouveau.nom),
            filtres::criteres.eq(write_json(&nouveau.recherche)?),
            filtres::cree_le.eq(now),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("filtres_nom", || Problem::new(Slug::Conflit, "Vous avez déjà une recherche de ce nom."))?;
    Ok(FiltreDto { id, nom: nouveau.nom, recherche: nouveau.recherche, cree_le: now })
}

/// The searches of the caller, by name.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<FiltreDto>, Error> {
    let query = filtres::table
        .filter(filtres::territoire_id.eq(tx.territoire().uuid()))
        .filter(filtres::utilisateur.eq(tx.acteur().soi().uuid()))
        .order(filtres::nom)
        .limit(200);
    let rows: Vec<(Colonne<FiltreId>, String, Value, DateTime<Utc>)> =
        query.select((filtres::id, filtres::nom, filtres::criteres, filtres::cree_le)).load(tx.conn()).await?;
    rows.into_iter()
        .map(|(id, nom, criteres, cree_le)| {
            Ok(FiltreDto { id: id.into(), nom, recherche: read_json(criteres)?, cree_le })
        })
        .collect()
}

/// A search of the caller; another's does not exist.
pub(crate) async fn voir(tx: &mut Tx, id: FiltreId) -> Result<Option<FiltreDto>, Error> {
    let query = filtres::table
        .find((tx.territoire().uuid(), id.uuid()))
        .filter(filtres::utilisateur.eq(tx.acteur().soi().uuid()))
        .select((filtres::nom, filtres::criteres, filtres::cree_le));
    let row: Option<(String, Value, DateTime<Utc>)> = query.first(tx.conn()).await.optional()?;
    row.map(|(nom, criteres, cree_le)| Ok(FiltreDto { id, nom, recherche: read_json(criteres)?, cree_le })).transpose()
}

/// Forgets a search of the caller; false when there is none.
pub(crate) async fn oublier(tx: &mut Tx, id: FiltreId) -> Result<bool, Error> {
    let (key, own) = ((tx.territoire().uuid(), id.uuid()), tx.acteur().soi());
    let gone =
        diesel::delete(filtres::table.find(key)).filter(filtres::utilisateur.eq(own.uuid())).execute(tx.conn()).await?;
    Ok(gone == 1)
}
