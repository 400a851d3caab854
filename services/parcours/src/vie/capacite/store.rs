use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, sql_types::Text, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{TerritoireId, UtilisateurId};
use parcours_api::CapaciteReferent;
use rust_decimal::Decimal;
use store::{Colonne, Error, Tx};

use crate::schema::capacites;

#[derive(Debug, Insertable)]
#[diesel(table_name = capacites)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    referent: Colonne<UtilisateurId>,
    des_le: NaiveDate,
    centiemes_etp: i16,
}

/// One says the working time of a référent at a time: others wait here.
pub(crate) async fn verrouiller(tx: &mut Tx, referent: UtilisateurId) -> Result<(), Error> {
    let key = format!("capacite {} {referent}", tx.territoire());
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))").bind::<Text, _>(key);
    lock.execute(tx.conn()).await?;
    Ok(())
}

/// What was said of the working time of a référent from that very day on.
pub(crate) async fn du_jour(tx: &mut Tx, referent: UtilisateurId, des_le: NaiveDate) -> Result<Option<Decimal>, Error> {
    let one = capacites::table.find((tx.territoire().uuid(), referent.uuid(), des_le));
    let hundredths: Option<i16> = one.select(capacites::centiemes_etp).first(tx.conn()).await.optional()?;
    Ok(hundredths.map(|hundredths| Decimal::new(hundredths.into(), 2)))
}

/// Keeps the working time of a référent from a day on; said again for that day, it is corrected.
pub(crate) async fn fixer(tx: &mut Tx, capacite: CapaciteReferent) -> Result<(), Error> {
    let CapaciteReferent { referent, etp, des_le, .. } = capacite;
    let hundredths = i16::try_from(etp * Decimal::ONE_HUNDRED).map_err(|error| Error::Corrupt(error.to_string()))?;
    let row =
        Row { territoire_id: tx.territoire().into(), referent: referent.into(), des_le, centiemes_etp: hundredths };
    diesel::insert_into(capacites::table)
        .values(&row)
        .on_conflict((capacites::territoire_id, capacites::referent, capacites::des_le))
        .do_update()
        .set(capacites::centiemes_etp.eq(excluded(capacites::centiemes_etp)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What is said of the working time of each référent from a day until `au` on: a référent has a few of these.
pub(crate) async fn jusqu_au(tx: &mut Tx, au: NaiveDate) -> Result<Vec<(UtilisateurId, NaiveDate, Decimal)>, Error> {
    let mine = capacites::table.filter(capacites::territoire_id.eq(tx.territoire().uuid()));
    let query = mine.filter(capacites::des_le.le(au)).order((capacites::referent, capacites::des_le));
    let said = (capacites::referent, capacites::des_le, capacites::centiemes_etp);
    let rows: Vec<(Colonne<UtilisateurId>, NaiveDate, i16)> = query.select(said).load(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|(Colonne(who), des_le, hundredths)| (who, des_le, Decimal::new(hundredths.into(), 2)))
        .collect())
}

/// The working time of a référent on a day, where it is known.
pub(crate) async fn du_referent(
    tx: &mut Tx,
    referent: UtilisateurId,
    jour: NaiveDate,
) -> Result<Option<Decimal>, Error> {
    let query = capacites::table
        .filter(capacites::territoire_id.eq(tx.territoire().uuid()))
        .filter(capacites::referent.eq(referent.uuid()))
        .filter(capacites::des_le.le(jour))
        .order(capacites::des_le.desc())
        .select(capacites::centiemes_etp);
    let hundredths: Option<i16> = query.first(tx.conn()).await.optional()?;
    Ok(hundredths.map(|hundredths| Decimal::new(hundredths.into(), 2)))
}

/// The working time of each référent on `au`, where it is known.
pub(crate) async fn le(tx: &mut Tx, au: NaiveDate) -> Result<HashMap<UtilisateurId, Decimal>, Error> {
    let mine = capacites::table.filter(capacites::territoire_id.eq(tx.territoire().uuid()));
    let query = mine.filter(capacites::des_le.le(au)).order((capacites::referent, capacites::des_le.desc()));
    let latest = query.distinct_on(capacites::referent).select((capacites::referent, capacites::centiemes_etp));
    let rows: Vec<(Colonne<UtilisateurId>, i16)> = latest.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(referent), hundredths)| (referent, Decimal::new(hundredths.into(), 2))).collect())
}
