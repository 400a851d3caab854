//! Messages to persons, from the transaction that asks for them to whoever carries them.

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl, sql_types};
use diesel_async::RunQueryDsl;
use kernel::{MessageId, TerritoireId};

use crate::{Colonne, Error, Tx, schema::messages};

/// How many are taken at once.
const LOT: i32 = 20;

/// What is said to a person, at their own address and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Their address.
    pub destinataire: String,
    /// One line.
    pub sujet: String,
    /// Plain text, in French: what to do, and until when. A code stands alone on its line.
    pub corps: String,
    /// When nobody can do anything with it any more: it is not sent later.
    pub expire_le: DateTime<Utc>,
}

impl std::fmt::Debug for Message {
    /// Without whom and what: both are theirs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("sujet", &self.sujet).finish_non_exhaustive()
    }
}

/// A message that somebody took to carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AEnvoyer {
    /// The same however often it is tried.
    pub id: MessageId,
    /// What it says, to whom.
    pub message: Message,
    /// How many times it was taken, this one included.
    pub essais: i32,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: Colonne<MessageId>,
    #[diesel(sql_type = sql_types::Text)]
    destinataire: String,
    #[diesel(sql_type = sql_types::Text)]
    sujet: String,
    #[diesel(sql_type = sql_types::Text)]
    corps: String,
    #[diesel(sql_type = sql_types::Timestamptz)]
    expire_le: DateTime<Utc>,
    #[diesel(sql_type = sql_types::Integer)]
    essais: i32,
}

/// Writes a message of a territory, in the transaction that asks for it.
pub(crate) async fn ecrire(tx: &mut Tx, territoire: TerritoireId, message: Message) -> Result<(), Error> {
    if territoire != tx.territoire() {
        tx.enter(territoire).await?;
    }
    let id: MessageId = tx.id();
    let Message { destinataire, sujet, corps, expire_le } = message;
    diesel::insert_into(messages::table)
        .values((
            messages::territoire_id.eq(territoire.uuid()),
            messages::id.eq(id.uuid()),
            messages::destinataire.eq(destinataire),
            messages::sujet.eq(sujet),
            messages::corps.eq(corps),
            messages::expire_le.eq(expire_le),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes the oldest ones that nobody carries, and gives up those that nobody can use any more. Whoever dies with
/// them leaves them to the next after a minute, then two, four, up to an hour.
pub async fn prendre(tx: &mut Tx) -> Result<Vec<AEnvoyer>, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let stale = messages::table.filter(messages::territoire_id.eq(territoire)).filter(messages::expire_le.le(now));
    let given_up = diesel::delete(stale).execute(tx.conn()).await?;
    if given_up > 0 {
        tracing::warn!(given_up, "messages could not be sent in time");
    }
    let taken: Vec<Row> = diesel::sql_query(
        "UPDATE messages SET essais = essais + 1, essai_le = now() + least(interval '1 hour', interval '1 minute' * 2 ^ essais)
         WHERE territoire_id = $1 AND id IN (
           SELECT id FROM messages WHERE territoire_id = $1 AND essai_le <= now() ORDER BY id LIMIT $2
           FOR UPDATE SKIP LOCKED)
         RETURNING id, destinataire, sujet, corps, expire_le, essais",
    )
    .bind::<sql_types::Uuid, _>(territoire)
    .bind::<sql_types::Integer, _>(LOT)
    .load(tx.conn())
    .await?;
    Ok(taken.into_iter().map(a_envoyer).collect())
}

fn a_envoyer(row: Row) -> AEnvoyer {
    let Row { id, destinataire, sujet, corps, expire_le, essais } = row;
    AEnvoyer { id: id.into(), message: Message { destinataire, sujet, corps, expire_le }, essais }
}

/// Forgets a message that was carried.
pub async fn retirer(tx: &mut Tx, id: MessageId) -> Result<(), Error> {
    diesel::delete(messages::table.find((tx.territoire().uuid(), id.uuid()))).execute(tx.conn()).await?;
    Ok(())
}
