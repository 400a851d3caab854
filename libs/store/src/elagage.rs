//! What grows with use and not with what is kept of persons, and how long of it is kept. Nothing that a figure, a
//! proof or a reader of a feed needs goes.

use chrono::{Months, TimeDelta};
use diesel::{
    ExpressionMethods, QueryDsl,
    sql_types::{BigInt, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{EvenementId, LectureId};

use crate::{
    Colonne, Error, Tx,
    schema::{dossiers_ouverts as ouverts, inbox, journal_lecture as lectures, travaux},
};

/// How long it is kept that an event was applied. The cursor says it as well: this is the second lock.
const MARQUES: TimeDelta = TimeDelta::days(30);
/// How long a card that a later one replaces is still told, and is remembered to whom a file was open.
const FICHES: TimeDelta = TimeDelta::days(30);
/// How long a long work that is over can be read.
const TRAVAUX: TimeDelta = TimeDelta::days(90);
/// Rows deleted in one transaction.
const LOT: i64 = 5000;

/// The kinds that tell what is, whole each time: whoever reads the feed from its start needs the last one of each subject.
/// The index `outbox_fiches` holds these and no other.
pub const FICHES_DITES: [&str; 10] = [
    "territoires.utilisateur_decrit.v1",
    "territoires.structure_decrite.v1",
    "territoires.en_tete_decrit.v1",
    "participants.personne_decrite.v1",
    "fse.operation_decrite.v1",
    "participants.echeances_dites.v1",
    "fse.echeances_dites.v1",
    "emargement.echeances_dites.v1",
    "participants.dossier_suivi.v1",
    "parcours.dossier_suivi.v1",
];

/// Takes away some of what has been kept long enough; how much it was, nothing when there is no more. `journal` is how
/// many months reads are kept.
pub async fn elaguer(tx: &mut Tx, journal: Months) -> Result<usize, Error> {
    let told = marques(tx).await? + fiches(tx).await?;
    Ok(told + lectures(tx, journal).await? + travaux(tx).await? + ouvertures(tx).await?)
}

async fn marques(tx: &mut Tx) -> Result<usize, Error> {
    let (territoire, avant) = (tx.territoire().uuid(), tx.now() - MARQUES);
    let old: Vec<Colonne<EvenementId>> = inbox::table
        .filter(inbox::territoire_id.eq(territoire))
        .filter(inbox::applique_le.lt(avant))
        .order(inbox::applique_le)
        .limit(LOT)
        .select(inbox::evenement_id)
        .load(tx.conn())
        .await?;
    let taken = inbox::table.filter(inbox::territoire_id.eq(territoire)).filter(inbox::evenement_id.eq_any(old));
    Ok(diesel::delete(taken).execute(tx.conn()).await?)
}

/// A card that a later one replaced.
async fn fiches(tx: &mut Tx) -> Result<usize, Error> {
    let avant = tx.now() - FICHES;
    let dites = FICHES_DITES.map(|kind| format!("'{kind}'")).join(", ");
    let replaced = diesel::sql_query(format!(
        "DELETE FROM outbox WHERE territoire_id = $1 AND seq IN (
           SELECT o.seq FROM outbox o WHERE o.territoire_id = $1 AND o.type IN ({dites}) AND o.survenu_le < $2
             AND EXISTS (SELECT FROM outbox n WHERE n.territoire_id = $1 AND n.type IN ({dites}) AND n.type = o.type
               AND n.sujet = o.sujet AND n.seq > o.seq)
           LIMIT $3)"
    ))
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Timestamptz, _>(avant)
    .bind::<BigInt, _>(LOT);
    Ok(replaced.execute(tx.conn()).await?)
}

/// Reads are numbered in the order of time: the oldest are the first of the primary key.
async fn lectures(tx: &mut Tx, journal: Months) -> Result<usize, Error> {
    let territoire = tx.territoire().uuid();
    let old: Vec<Colonne<LectureId>> = lectures::table
        .filter(lectures::territoire_id.eq(territoire))
        .filter(lectures::id.lt(LectureId::premier(tx.now() - journal).uuid()))
        .order(lectures::id)
        .limit(LOT)
        .select(lectures::id)
        .load(tx.conn())
        .await?;
    let taken = lectures::table.filter(lectures::territoire_id.eq(territoire)).filter(lectures::id.eq_any(old));
    Ok(diesel::delete(taken).execute(tx.conn()).await?)
}

/// A file that was open for a time, and is no more.
async fn ouvertures(tx: &mut Tx) -> Result<usize, Error> {
    let over = ouverts::table
        .filter(ouverts::territoire_id.eq(tx.territoire().uuid()))
        .filter(ouverts::au.lt(tx.jour(tx.now() - FICHES)));
    Ok(diesel::delete(over).execute(tx.conn()).await?)
}

async fn travaux(tx: &mut Tx) -> Result<usize, Error> {
    let over = travaux::table
        .filter(travaux::territoire_id.eq(tx.territoire().uuid()))
        .filter(travaux::fini_le.lt(tx.now() - TRAVAUX));
    Ok(diesel::delete(over).execute(tx.conn()).await?)
}
