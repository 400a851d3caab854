//! The same request sent twice is done once, also at the same instant.

use chrono::TimeDelta;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use problem::{Problem, Slug};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, Tx, schema::idempotence};

/// How long an answer is given again: what it says of people is not kept for longer.
pub const DUREE: TimeDelta = TimeDelta::days(1);

/// The key that a client gave to a request, and the fingerprint of that request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cle {
    /// `Idempotency-Key`.
    pub cle: String,
    /// SHA-256 of the method, the path and the body.
    pub empreinte: [u8; 32],
}

/// An answer kept to be given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reponse {
    /// HTTP status.
    pub statut: u16,
    /// `Location`, when something was created.
    pub location: Option<String>,
    /// Version of the resource, for `ETag`.
    pub version: Option<i32>,
    /// The body.
    pub corps: Value,
}

/// Takes the key. `None`: it is ours, the request must be done. `Some`: it was done, here is its answer.
///
/// A second request of the same key waits here for the first to commit or to roll back: the primary key
/// makes it wait. Fails with a problem when the key was used for another request.
pub async fn prendre(tx: &mut Tx, cle: &Cle) -> Result<Option<Reponse>, Problem> {
    let (territoire, sujet, now) = (tx.territoire().uuid(), tx.acteur().id.uuid(), tx.now());
    let taken = diesel::insert_into(idempotence::table)
        .values((
            idempotence::territoire_id.eq(territoire),
            idempotence::sujet.eq(sujet),
            idempotence::cle.eq(&cle.cle),
            idempotence::empreinte.eq(cle.empreinte.as_slice()),
            idempotence::cree_le.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await
        .map_err(Error::from)?;
    if taken == 1 {
        return Ok(None);
    }
    let (empreinte, reponse): (Vec<u8>, Option<Value>) = idempotence::table
        .find((territoire, sujet, &cle.cle))
        .select((idempotence::empreinte, idempotence::reponse))
        .first(tx.conn())
        .await
        .optional()
        .map_err(Error::from)?
        .ok_or_else(|| Problem::new(Slug::Indisponible, "La même requête est en cours."))?;
    if empreinte != cle.empreinte {
        return Err(Problem::new(
            Slug::CleIdempotenceReutilisee,
            "Cette clé d'idempotence a déjà servi pour une autre requête.",
        ));
    }
    let reponse = reponse.ok_or_else(|| Problem::new(Slug::Indisponible, "La même requête est en cours."))?;
    let reponse = serde_json::from_value(reponse).map_err(|error| Error::Corrupt(error.to_string()))?;
    Ok(Some(reponse))
}

/// Keeps the answer, in the transaction that did the work.
pub async fn garder(tx: &mut Tx, cle: &Cle, reponse: &Reponse) -> Result<(), Error> {
    let reponse = serde_json::to_value(reponse).map_err(|error| Error::Corrupt(error.to_string()))?;
    let key = (tx.territoire().uuid(), tx.acteur().id.uuid(), &cle.cle);
    diesel::update(idempotence::table.find(key)).set(idempotence::reponse.eq(reponse)).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets answers that are too old to be given again.
pub async fn oublier(tx: &mut Tx) -> Result<usize, Error> {
    let (territoire, since) = (tx.territoire().uuid(), tx.now() - DUREE);
    let old = idempotence::table.filter(idempotence::territoire_id.eq(territoire));
    Ok(diesel::delete(old.filter(idempotence::cree_le.lt(since))).execute(tx.conn()).await?)
}
