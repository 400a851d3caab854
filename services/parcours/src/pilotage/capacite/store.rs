use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, upsert::excluded};
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

/// Keeps the working time of a référent from a day on; said again for that day, it is corrected.
pub(crate) async fn fixer(tx: &mut Tx, capacite: CapaciteReferent) -> Result<(), Error> {
    let CapaciteReferent { referent, etp, des_le } = capacite;
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

/// The working time of each référent on `au`, where it is known.
pub(crate) async fn le(tx: &mut Tx, au: NaiveDate) -> Result<HashMap<UtilisateurId, Decimal>, Error> {
    let mine = capacites::table.filter(capacites::territoire_id.eq(tx.territoire().uuid()));
    let query = mine.filter(capacites::des_le.le(au)).order((capacites::referent, capacites::des_le.desc()));
    let latest = query.distinct_on(capacites::referent).select((capacites::referent, capacites::centiemes_etp));
    let rows: Vec<(Colonne<UtilisateurId>, i16)> = latest.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(referent), hundredths)| (referent, Decimal::new(hundredths.into(), 2))).collect())
}
