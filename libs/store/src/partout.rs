//! What is asked once for all territories: how far their feeds go, which of them have something waiting. The database
//! answers as the owner of the schema, with territories and ranks; nothing else is seen of more than one territory.

use std::collections::HashMap;

use auth::Systeme;
use diesel::{
    dsl::sql,
    sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{Service, TerritoireId};

use crate::{Colonne, Db, Error};

/// The scope in which it is asked.
const DEPLOIEMENT: Systeme = Systeme(TerritoireId::DEPLOIEMENT);

/// How far the feed of a territory goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, diesel::Queryable)]
pub struct Tete {
    /// The territory.
    #[diesel(deserialize_as = Colonne<TerritoireId>)]
    pub territoire: TerritoireId,
    /// The last sequence that it was given.
    pub seq: i64,
}

/// How far the feeds of this service go, `limite` of them at most, after a territory.
pub async fn tetes(db: &Db, apres: Option<TerritoireId>, limite: i64) -> Result<Vec<Tete>, Error> {
    db.read(&DEPLOIEMENT, async |tx| {
        let query = sql::<(SqlUuid, BigInt)>("SELECT territoire, seq FROM tetes(")
            .bind::<Nullable<SqlUuid>, _>(apres.map(TerritoireId::uuid))
            .sql(", ")
            .bind::<BigInt, _>(limite)
            .sql(")");
        query.load(tx.conn()).await.map_err(Error::from)
    })
    .await
}

/// How far this service has heard a producer, in each territory of which it has heard something.
pub async fn entendus(db: &Db, producteur: Service) -> Result<HashMap<TerritoireId, i64>, Error> {
    let heard: Vec<Tete> = db
        .read(&DEPLOIEMENT, async |tx| {
            let query = sql::<(SqlUuid, BigInt)>("SELECT territoire, seq FROM entendus(")
                .bind::<Text, _>(producteur.nom())
                .sql(")");
            query.load(tx.conn()).await.map_err(Error::from)
        })
        .await?;
    Ok(heard.into_iter().map(|Tete { territoire, seq }| (territoire, seq)).collect())
}

/// A question of the schema that territories answer: those where something waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attente(&'static str);

impl Attente {
    /// Cards to be told.
    pub const A_DIRE: Self = Self("territoires_a_dire");
    /// Messages to be carried.
    pub const A_SERVIR: Self = Self("territoires_a_servir");
    /// Lists that were read, to be spread.
    pub const A_ETALER: Self = Self("territoires_a_etaler");

    /// One of a service, by the name of the function that its migrations made (`regarder`).
    #[must_use]
    pub const fn nomme(fonction: &'static str) -> Self {
        Self(fonction)
    }
}

/// Where something waits, the deployment's own scope included.
pub async fn territoires(db: &Db, Attente(fonction): Attente) -> Result<Vec<TerritoireId>, Error> {
    let waiting: Vec<Colonne<TerritoireId>> = db
        .read(&DEPLOIEMENT, async |tx| {
            let query = sql::<SqlUuid>(&format!("SELECT t FROM {fonction}() t"));
            query.load(tx.conn()).await.map_err(Error::from)
        })
        .await?;
    Ok(waiting.into_iter().map(TerritoireId::from).collect())
}
