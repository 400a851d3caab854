use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use serde_json::{Value, json};
use store::{Error, Tx};

use crate::{
    registre::entree::domain::{Empreinte, Entree, ORIGINE, sceller},
    schema::registre,
};

/// Seals a fact in the territory's ledger. Writers of one territory wait for one another here, so this
/// comes late in a transaction.
pub(crate) async fn inscrire(tx: &mut Tx, fait: &str, donnees: Value) -> Result<(), Error> {
    let (territoire, now, par) = (tx.territoire(), tx.now(), tx.acteur().id);
    tx.conn()
        .batch_execute(&format!("SELECT pg_advisory_xact_lock(hashtextextended('registre{territoire}', 0))"))
        .await?;
    let head: Option<(i64, Vec<u8>)> = registre::table
        .filter(registre::territoire_id.eq(territoire.uuid()))
        .order(registre::seq.desc())
        .select((registre::seq, registre::empreinte))
        .first(tx.conn())
        .await
        .optional()?;
    let (last, seal) = head.unwrap_or((0, ORIGINE.to_vec()));
    let precedente: Empreinte = seal.try_into().map_err(|_| Error::Corrupt("registre.empreinte".to_owned()))?;
    let seq = last + 1;
    // The text itself is kept and sealed: no parser stands between the proof and who verifies it.
    let contenu = json!({ "fait": fait, "par": par, "inscrit_le": now, "donnees": donnees }).to_string();
    let empreinte = sceller(&precedente, seq, &contenu);
    diesel::insert_into(registre::table)
        .values((
            registre::territoire_id.eq(territoire.uuid()),
            registre::seq.eq(seq),
            registre::precedente.eq(precedente.as_slice()),
            registre::contenu.eq(contenu),
            registre::empreinte.eq(empreinte.as_slice()),
            registre::inscrite_le.eq(now),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A page of the ledger after the rank `apres`.
pub(crate) async fn lire(tx: &mut Tx, apres: i64, limite: i64) -> Result<Vec<(Entree, DateTime<Utc>)>, Error> {
    let query = registre::table
        .filter(registre::territoire_id.eq(tx.territoire().uuid()))
        .filter(registre::seq.gt(apres))
        .order(registre::seq)
        .limit(limite);
    let rows: Vec<(i64, Vec<u8>, String, Vec<u8>, DateTime<Utc>)> = query
        .select((registre::seq, registre::precedente, registre::contenu, registre::empreinte, registre::inscrite_le))
        .load(tx.conn())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(seq, precedente, contenu, empreinte, le)| (Entree { seq, precedente, contenu, empreinte }, le))
        .collect())
}
