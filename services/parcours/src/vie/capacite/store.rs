use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, dsl::count_star,
    sql_types::Text, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{TerritoireId, UtilisateurId};
use parcours_api::CapaciteReferent;
use rust_decimal::Decimal;
use store::{Colonne, Error, Tx};

use crate::schema::{capacites, capacites_remplacees as remplacees};

#[derive(Debug, Insertable)]
#[diesel(table_name = capacites)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    referent: Colonne<UtilisateurId>,
    des_le: NaiveDate,
    centiemes_etp: i16,
    /// None of what the former version of the suite said: it was known all along.
    connue_le: Option<DateTime<Utc>>,
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

/// Keeps the working time of a référent, who is locked, from a day on; said otherwise for that day, what was said stays, as what
/// was known until now.
pub(crate) async fn fixer(tx: &mut Tx, capacite: CapaciteReferent) -> Result<(), Error> {
    let CapaciteReferent { referent, etp, des_le, .. } = capacite;
    let hundredths = i16::try_from(etp * Decimal::ONE_HUNDRED).map_err(|error| Error::Corrupt(error.to_string()))?;
    let Some(connue_le) = remplacer(tx, referent, des_le, hundredths).await? else { return Ok(()) };
    let row = Row {
        territoire_id: tx.territoire().into(),
        referent: referent.into(),
        des_le,
        centiemes_etp: hundredths,
        connue_le: Some(connue_le),
    };
    diesel::insert_into(capacites::table)
        .values(&row)
        .on_conflict((capacites::territoire_id, capacites::referent, capacites::des_le))
        .do_update()
        .set((
            capacites::centiemes_etp.eq(excluded(capacites::centiemes_etp)),
            capacites::connue_le.eq(excluded(capacites::connue_le)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Sets aside what was said until now from that day on; since when something else is known, none when it is the same.
async fn remplacer(
    tx: &mut Tx,
    referent: UtilisateurId,
    des_le: NaiveDate,
    centiemes_etp: i16,
) -> Result<Option<DateTime<Utc>>, Error> {
    let (territoire, referent, now) = (tx.territoire().uuid(), referent.uuid(), tx.now());
    let said = capacites::table.find((territoire, referent, des_le));
    let said: Option<(i16, Option<DateTime<Utc>>)> =
        said.select((capacites::centiemes_etp, capacites::connue_le)).first(tx.conn()).await.optional()?;
    let Some((former_etp, connue_le)) = said else { return Ok(Some(now)) };
    if former_etp == centiemes_etp {
        return Ok(None);
    }
    // Whoever waited for the lock may have begun before what they replace was said.
    let remplacee_le = connue_le.map_or(now, |since| since.max(now));
    let former: i64 = remplacees::table
        .filter(remplacees::territoire_id.eq(territoire))
        .filter(remplacees::referent.eq(referent))
        .filter(remplacees::des_le.eq(des_le))
        .select(count_star())
        .first(tx.conn())
        .await?;
    let kept = (
        remplacees::territoire_id.eq(territoire),
        remplacees::referent.eq(referent),
        remplacees::des_le.eq(des_le),
        remplacees::rang.eq(i32::try_from(former).unwrap_or(i32::MAX).saturating_add(1)),
        remplacees::centiemes_etp.eq(former_etp),
        remplacees::connue_le.eq(connue_le),
        remplacees::remplacee_le.eq(remplacee_le),
    );
    diesel::insert_into(remplacees::table).values(kept).execute(tx.conn()).await?;
    Ok(Some(remplacee_le))
}

/// What is said of the working time of each référent from a day until `au` on, as it was known at `connu` (now, when it is not
/// said), oldest first: a référent has a few of these.
pub(crate) async fn jusqu_au(
    tx: &mut Tx,
    au: NaiveDate,
    connu: Option<DateTime<Utc>>,
) -> Result<Vec<(UtilisateurId, NaiveDate, Decimal)>, Error> {
    type Said = (Colonne<UtilisateurId>, NaiveDate, i16);
    let territoire = tx.territoire().uuid();
    let mut query =
        capacites::table.filter(capacites::territoire_id.eq(territoire)).filter(capacites::des_le.le(au)).into_boxed();
    if let Some(connu) = connu {
        query = query.filter(capacites::connue_le.is_null().or(capacites::connue_le.le(connu)));
    }
    let said = (capacites::referent, capacites::des_le, capacites::centiemes_etp);
    let mut rows: Vec<Said> = query.select(said).load(tx.conn()).await?;
    if let Some(connu) = connu {
        let former = remplacees::table
            .filter(remplacees::territoire_id.eq(territoire))
            .filter(remplacees::des_le.le(au))
            .filter(remplacees::connue_le.is_null().or(remplacees::connue_le.le(connu)))
            .filter(remplacees::remplacee_le.gt(connu));
        let said = (remplacees::referent, remplacees::des_le, remplacees::centiemes_etp);
        let known: Vec<Said> = former.select(said).load(tx.conn()).await?;
        rows.extend(known);
    }
    rows.sort_by_key(|(Colonne(who), des_le, _)| (*who, *des_le));
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

/// The working time of each référent on `au`, where it is known, as it was known at `connu`: now, when it is not said.
pub(crate) async fn le(
    tx: &mut Tx,
    au: NaiveDate,
    connu: Option<DateTime<Utc>>,
) -> Result<HashMap<UtilisateurId, Decimal>, Error> {
    // Of what is said from several days on, the last one is kept.
    Ok(jusqu_au(tx, au, connu).await?.into_iter().map(|(referent, _, etp)| (referent, etp)).collect())
}
