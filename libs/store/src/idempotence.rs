//! The same request sent twice is done once, also at the same instant.

use chrono::TimeDelta;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, PgArrayExpressionMethods, QueryDsl,
    sql_types::{Binary, Bool, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, Personnes};
use problem::{Problem, Slug};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Colonne, Error, Tx, read_json, schema::idempotence};

/// How long an answer is given again.
pub const DUREE: TimeDelta = TimeDelta::days(1);

/// The key that a client gave to a request, and the fingerprint of that request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cle {
    /// `Idempotency-Key`, which is kept nowhere: it opens the answer.
    pub dite: String,
    /// What is kept of it.
    pub gardee: String,
    /// SHA-256 of the method, the path and the body.
    pub empreinte: [u8; 32],
}

/// An answer to be given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reponse {
    /// HTTP status.
    pub statut: u16,
    /// `Location`, when something was created.
    pub location: Option<String>,
    /// Version of the resource, for `ETag`.
    pub version: Option<i32>,
    /// The body, as it was sent.
    pub corps: String,
}

/// What is kept of a request that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gardee {
    /// Its answer.
    pub reponse: Conservation,
    /// Whose data it worked on.
    pub personnes: Personnes,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conservation {
    /// Sealed with the client's own key.
    Scellee(Vec<u8>),
    /// In clear, by a pod of the former version.
    Claire(Reponse),
    /// Not kept, or no longer.
    Rien,
}

#[derive(diesel::QueryableByName)]
struct Prise {
    #[diesel(sql_type = Bool)]
    prise: bool,
    #[diesel(sql_type = Bool)]
    ancienne: bool,
}

/// Takes the key. `None`: it is ours, the request must be done. `Some`: it was done.
///
/// A second request of the same key waits here for the first to commit or to roll back: the primary key
/// makes it wait. Fails with a problem when the key was used for another request.
pub async fn prendre(tx: &mut Tx, cle: &Cle) -> Result<Option<Gardee>, Problem> {
    let (territoire, sujet, now) = (tx.territoire().uuid(), tx.acteur().id.uuid(), tx.now());
    // Pods of the former version write the key itself: what they did is not done again.
    let Prise { prise, ancienne: former } = diesel::sql_query(
        "WITH prise AS (
           INSERT INTO idempotence (territoire_id, sujet, cle, empreinte, cree_le) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT DO NOTHING RETURNING 1)
         SELECT EXISTS (SELECT FROM prise) AS prise,
           EXISTS (SELECT FROM idempotence WHERE territoire_id = $1 AND sujet = $2 AND cle = $6) AS ancienne",
    )
    .bind::<SqlUuid, _>(territoire)
    .bind::<SqlUuid, _>(sujet)
    .bind::<Text, _>(&cle.gardee)
    .bind::<Binary, _>(cle.empreinte.as_slice())
    .bind::<Timestamptz, _>(now)
    .bind::<Text, _>(&cle.dite)
    .get_result(tx.conn())
    .await
    .map_err(Error::from)?;
    if prise && !former {
        return Ok(None);
    }
    let kept = if former { &cle.dite } else { &cle.gardee };
    let (empreinte, scellee, claire, personnes): (
        Vec<u8>,
        Option<Vec<u8>>,
        Option<Value>,
        Vec<Colonne<ParticipantId>>,
    ) = idempotence::table
        .filter(idempotence::territoire_id.eq(territoire))
        .filter(idempotence::sujet.eq(sujet))
        .filter(idempotence::cle.eq(kept))
        .select((idempotence::empreinte, idempotence::scellee, idempotence::reponse, idempotence::personnes))
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
    let reponse = match (scellee, claire) {
        (Some(scellee), _) => Conservation::Scellee(scellee),
        (None, Some(claire)) => Conservation::Claire(ancienne(claire)?),
        (None, None) => Conservation::Rien,
    };
    Ok(Some(Gardee { reponse, personnes: personnes.into_iter().map(Into::into).collect() }))
}

/// An answer as pods of the former version keep it: its body is the JSON itself.
fn ancienne(kept: Value) -> Result<Reponse, Error> {
    #[derive(Deserialize)]
    struct Ancienne {
        statut: u16,
        location: Option<String>,
        version: Option<i32>,
        corps: Value,
    }
    let Ancienne { statut, location, version, corps } = read_json(kept)?;
    Ok(Reponse { statut, location, version, corps: corps.to_string() })
}

/// Keeps the answer, sealed, in the transaction that did the work, with whose data that was; `None` keeps that the
/// request was done, and nothing of what it was answered.
pub async fn garder(tx: &mut Tx, cle: &Cle, scellee: Option<Vec<u8>>) -> Result<(), Error> {
    let personnes: Vec<_> = tx.personnes().clone().identifiants().iter().map(|one| one.uuid()).collect();
    let key = (tx.territoire().uuid(), tx.acteur().id.uuid(), &cle.gardee);
    diesel::update(idempotence::table.find(key))
        .set((idempotence::scellee.eq(scellee), idempotence::personnes.eq(personnes)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Forgets the answers that show these persons; that their requests were done stays known.
pub async fn effacer(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<usize, Error> {
    if personnes.is_empty() {
        return Ok(0);
    }
    let personnes: Vec<_> = personnes.iter().map(|one| one.uuid()).collect();
    let theirs = idempotence::table
        .filter(idempotence::territoire_id.eq(tx.territoire().uuid()))
        // Those of the former version, in clear, do not say whom they show.
        .filter(idempotence::personnes.overlaps_with(personnes).or(idempotence::reponse.is_not_null()));
    let nothing = (idempotence::scellee.eq(None::<Vec<u8>>), idempotence::reponse.eq(None::<Value>));
    Ok(diesel::update(theirs).set(nothing).execute(tx.conn()).await?)
}

/// Forgets answers that are too old to be given again.
pub async fn oublier(tx: &mut Tx) -> Result<usize, Error> {
    let (territoire, since) = (tx.territoire().uuid(), tx.now() - DUREE);
    let old = idempotence::table.filter(idempotence::territoire_id.eq(territoire));
    Ok(diesel::delete(old.filter(idempotence::cree_le.lt(since))).execute(tx.conn()).await?)
}
