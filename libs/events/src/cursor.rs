//! Where a service stands in a feed.

use auth::Systeme;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Service, TerritoireId};
use store::{Db, Error, Tx, schema::abonnement};

/// Failures in a row after which an event is parked: it shows in the metrics and in readiness; the slow poll
/// still retries it.
const PARK_AFTER: i32 = 5;

/// The cursor, without locking it.
pub(crate) async fn read(db: &Db, producteur: Service, territoire: TerritoireId) -> Result<i64, Error> {
    db.read(&Systeme(territoire), async |tx| {
        let seq = abonnement::table
            .find((territoire.uuid(), producteur.nom()))
            .select(abonnement::seq)
            .first(tx.conn())
            .await;
        Ok(seq.optional()?.unwrap_or(0))
    })
    .await
}

/// The cursor, locked until the transaction ends; `None` when another consumer holds it.
pub(crate) async fn lock(tx: &mut Tx, producteur: Service) -> Result<Option<i64>, Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(abonnement::table)
        .values((abonnement::territoire_id.eq(territoire), abonnement::producteur.eq(producteur.nom())))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    let seq = abonnement::table
        .find((territoire, producteur.nom()))
        .select(abonnement::seq)
        .for_update()
        .skip_locked()
        .first(tx.conn())
        .await
        .optional()?;
    Ok(seq)
}

/// Moves the locked cursor and forgets past failures.
pub(crate) async fn advance(tx: &mut Tx, producteur: Service, seq: i64) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), producteur.nom());
    diesel::update(abonnement::table.find(key))
        .set((
            abonnement::seq.eq(seq),
            abonnement::echecs.eq(0),
            abonnement::gare_le.eq(None::<chrono::DateTime<chrono::Utc>>),
            abonnement::erreur.eq(None::<String>),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Counts a failure, and parks the territory's cursor when there were too many; true when it is parked.
pub(crate) async fn record_failure(
    db: &Db,
    producteur: Service,
    territoire: TerritoireId,
    erreur: &str,
) -> Result<bool, Error> {
    db.tx(&Systeme(territoire), async |tx| {
        lock(tx, producteur).await?;
        let key = (territoire.uuid(), producteur.nom());
        let failures: i32 = diesel::update(abonnement::table.find(key))
            .set((abonnement::echecs.eq(abonnement::echecs + 1), abonnement::erreur.eq(erreur)))
            .returning(abonnement::echecs)
            .get_result(tx.conn())
            .await?;
        let park = failures >= PARK_AFTER;
        if park {
            let now = tx.now();
            diesel::update(abonnement::table.find(key)).set(abonnement::gare_le.eq(now)).execute(tx.conn()).await?;
        }
        Ok(park)
    })
    .await
}
