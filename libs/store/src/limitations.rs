//! Files whose processing is restricted (GDPR, article 18): whatever the service, what is held of the person is kept and
//! read, and not changed.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, phrase};
use problem::{Problem, Slug};

use crate::{Colonne, Error, Tx, schema::dossiers_limites as limites};

/// Remembers since when a file is restricted, or that it is no more.
pub async fn noter(tx: &mut Tx, dossier: ParticipantId, limite_le: Option<NaiveDate>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), dossier.uuid());
    let Some(jour) = limite_le else {
        diesel::delete(limites::table.find(key)).execute(tx.conn()).await?;
        return Ok(());
    };
    diesel::insert_into(limites::table)
        .values((limites::territoire_id.eq(key.0), limites::dossier_id.eq(key.1), limites::limite_le.eq(jour)))
        .on_conflict((limites::territoire_id, limites::dossier_id))
        .do_update()
        .set(limites::limite_le.eq(jour))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Those of these files that are restricted, and since when.
pub async fn parmi(tx: &mut Tx, dossiers: &[ParticipantId]) -> Result<Vec<(ParticipantId, NaiveDate)>, Error> {
    let query = limites::table
        .filter(limites::territoire_id.eq(tx.territoire().uuid()))
        .filter(limites::dossier_id.eq_any(dossiers.iter().map(|one| one.uuid())))
        .order(limites::dossier_id);
    let rows: Vec<(Colonne<ParticipantId>, NaiveDate)> =
        query.select((limites::dossier_id, limites::limite_le)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), jour)| (id, jour)).collect())
}

/// Refuses what would change something of a person whose file is restricted.
pub async fn exiger_libres(tx: &mut Tx, dossiers: &[ParticipantId]) -> Result<(), Problem> {
    match parmi(tx, dossiers).await?.as_slice().first() {
        Some((_, jour)) => Err(refus(*jour)),
        None => Ok(()),
    }
}

/// Why nothing changes in a file that is restricted since `jour`.
#[must_use]
pub fn refus(jour: NaiveDate) -> Problem {
    let detail = format!(
        "Le traitement de ce dossier est limité depuis le {} : levez d'abord la limitation.",
        phrase::jour(jour)
    );
    Problem::new(Slug::DossierLimite, detail)
}
