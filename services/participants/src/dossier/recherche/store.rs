use diesel::{
    BoolExpressionMethods, ExpressionMethods, QueryDsl, SelectableHelper,
    dsl::sql,
    sql_types::{Array, BigInt, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use store::{Colonne, Error, Tx, ouvertures};

use crate::{
    dossier::{
        cle::{self, domain::cles::Critere},
        participant::{self, domain::Participant, store::Row},
    },
    schema::{participants, recherche_cles as keys},
};

/// Files whose keys were made another way, or not at all.
pub(crate) async fn a_indexer(tx: &mut Tx, limite: i64) -> Result<Vec<Participant>, Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::cles_version.lt(cle::domain::cles::VERSION))
        .filter(participants::fusionne_dans.is_null())
        .filter(participants::archive_le.is_null())
        .order((participants::cles_version, participants::id))
        .limit(limite);
    let found: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    participant::store::lire(found)
}

/// Persons who meet every criterion, by name, at most `limite`.
pub(crate) async fn chercher(tx: &mut Tx, criteres: &[Critere], limite: i64) -> Result<Vec<Participant>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = participants::table.filter(participants::territoire_id.eq(territoire)).into_boxed();
    for critere in criteres {
        let own = || keys::territoire_id.eq(territoire);
        let mut meeting = keys::table.select(keys::participant_id).into_boxed();
        // One range alone is read from the index, without the rows: a branch that matches nothing would
        // make the planner visit them.
        if !critere.egales.is_empty() || critere.debuts.is_empty() {
            meeting = meeting.filter(own().and(keys::cle.eq_any(critere.egales.clone())));
        }
        for debut in &critere.debuts {
            // Keys are ASCII: what begins so stands before the same text followed by the last byte.
            let range = keys::cle.ge(debut.clone()).and(keys::cle.lt(format!("{debut}\u{7f}")));
            meeting = meeting.or_filter(own().and(range));
        }
        query = query.filter(participants::id.eq_any(meeting));
    }
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(participants::id.eq_any(seuls));
    }
    let query = query.order((participants::nom_recherche, participants::id)).limit(limite);
    let found: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    participant::store::lire(found)
}

/// Files that have one of these keys, at most `limite`.
pub(crate) async fn partageant(tx: &mut Tx, cles: Vec<String>, limite: i64) -> Result<Vec<Participant>, Error> {
    let territoire = tx.territoire().uuid();
    // Each key is looked up by itself: a list would be planned on what the table was when it was small.
    let sharing: Vec<Colonne<ParticipantId>> = sql::<SqlUuid>("SELECT DISTINCT k.participant_id FROM unnest(")
        .bind::<Array<Text>, _>(cles)
        .sql(") AS w(cle) CROSS JOIN LATERAL (SELECT participant_id FROM recherche_cles WHERE territoire_id = ")
        .bind::<SqlUuid, _>(territoire)
        .sql(" AND cle = w.cle LIMIT ")
        .bind::<BigInt, _>(limite)
        .sql(") k LIMIT ")
        .bind::<BigInt, _>(limite)
        .load(tx.conn())
        .await?;
    if sharing.is_empty() {
        return Ok(Vec::new());
    }
    let query =
        participants::table.filter(participants::territoire_id.eq(territoire)).filter(participants::id.eq_any(sharing));
    let found: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    participant::store::lire(found)
}
