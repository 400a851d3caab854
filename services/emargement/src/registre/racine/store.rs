use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use emargement_api::{RACINE_SIGNEE, RacineSignee};
use kernel::TerritoireId;
use store::{Colonne, Error, Tx, read_json, schema::outbox};

use crate::{
    registre::{entree::domain::Empreinte, racine::domain::Racine},
    schema::{racines, registre},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = racines)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    jour: NaiveDate,
    seq: i64,
    empreinte: Vec<u8>,
    signature: Vec<u8>,
    cle_publique: Vec<u8>,
    signee_le: DateTime<Utc>,
    precedente: Option<Vec<u8>>,
}

/// A root with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signee {
    pub(crate) racine: Racine,
    pub(crate) signature: Vec<u8>,
    pub(crate) cle_publique: Vec<u8>,
    pub(crate) le: DateTime<Utc>,
}

/// The last entry written before `instant`: its rank, its seal and when it was written.
pub(crate) async fn tete_avant(
    tx: &mut Tx,
    instant: DateTime<Utc>,
) -> Result<Option<(i64, Vec<u8>, DateTime<Utc>)>, Error> {
    let mine = registre::table.filter(registre::territoire_id.eq(tx.territoire().uuid()));
    let before = mine.filter(registre::inscrite_le.lt(instant)).order(registre::seq.desc());
    let columns = (registre::seq, registre::empreinte, registre::inscrite_le);
    Ok(before.select(columns).first(tx.conn()).await.optional()?)
}

/// Keeps a root; the one that is there stays, and false is answered.
pub(crate) async fn garder(tx: &mut Tx, signee: &Signee) -> Result<bool, Error> {
    let row = Row {
        territoire_id: signee.racine.territoire.into(),
        jour: signee.racine.jour,
        seq: signee.racine.seq,
        empreinte: signee.racine.empreinte.to_vec(),
        signature: signee.signature.clone(),
        cle_publique: signee.cle_publique.clone(),
        signee_le: signee.le,
        precedente: signee.racine.precedente.map(|before| before.to_vec()),
    };
    let kept = diesel::insert_into(racines::table).values(&row).on_conflict_do_nothing().execute(tx.conn()).await?;
    Ok(kept == 1)
}

/// The last root.
pub(crate) async fn derniere(tx: &mut Tx) -> Result<Option<Signee>, Error> {
    let territoire = tx.territoire();
    let query = racines::table.filter(racines::territoire_id.eq(territoire.uuid())).order(racines::jour.desc());
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.map(|row| lire(territoire, row)).transpose()
}

/// The ranks and fingerprints of the roots that were told, as the events say.
pub(crate) async fn dites(tx: &mut Tx) -> Result<Vec<(i64, Empreinte)>, Error> {
    let told: Vec<serde_json::Value> = outbox::table
        .filter(outbox::territoire_id.eq(tx.territoire().uuid()))
        .filter(outbox::kind.eq(RACINE_SIGNEE))
        .select(outbox::donnees)
        .load(tx.conn())
        .await?;
    told.into_iter()
        .map(|told| {
            let RacineSignee { seq, empreinte, .. } = read_json(told)?;
            Ok((seq, octets(&empreinte).ok_or_else(|| Error::Corrupt("racine_signee".to_owned()))?))
        })
        .collect()
}

fn octets(text: &str) -> Option<Empreinte> {
    let bytes: Option<Vec<u8>> =
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect();
    bytes?.try_into().ok()
}

/// The roots after the day `apres`, oldest first.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<NaiveDate>, limite: i64) -> Result<Vec<Signee>, Error> {
    let territoire = tx.territoire();
    let mut query = racines::table.filter(racines::territoire_id.eq(territoire.uuid())).into_boxed();
    if let Some(apres) = apres {
        query = query.filter(racines::jour.gt(apres));
    }
    let rows: Vec<Row> = query.order(racines::jour).limit(limite).select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(|row| lire(territoire, row)).collect()
}

fn lire(territoire: TerritoireId, row: Row) -> Result<Signee, Error> {
    let corrupt = |_| Error::Corrupt("racines".to_owned());
    let empreinte = row.empreinte.try_into().map_err(corrupt)?;
    let precedente = row.precedente.map(TryInto::try_into).transpose().map_err(corrupt)?;
    Ok(Signee {
        racine: Racine { territoire, jour: row.jour, seq: row.seq, empreinte, precedente },
        signature: row.signature,
        cle_publique: row.cle_publique,
        le: row.signee_le,
    })
}
