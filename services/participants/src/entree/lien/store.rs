use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, CandidatureId, LienId};
use store::{Colonne, Error, Tx};

use crate::{entree::lien::domain::Lien, schema::liens};

type Ligne = (
    Colonne<LienId>,
    Colonne<CandidatureId>,
    DateTime<Utc>,
    Colonne<ActeurId>,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
);

const COLONNES: (
    liens::id,
    liens::candidature_id,
    liens::cree_le,
    liens::cree_par,
    liens::expire_le,
    liens::revoque_le,
    liens::consulte_le,
) = (
    liens::id,
    liens::candidature_id,
    liens::cree_le,
    liens::cree_par,
    liens::expire_le,
    liens::revoque_le,
    liens::consulte_le,
);

fn lien((id, candidature, cree_le, cree_par, expire_le, revoque_le, consulte_le): Ligne) -> Lien {
    let (id, candidature, cree_par) = (id.into(), candidature.into(), cree_par.into());
    Lien { id, candidature, cree_le, cree_par, expire_le, revoque_le, consulte_le }
}

pub(crate) async fn ajouter(tx: &mut Tx, lien: &Lien) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(liens::table)
        .values((
            liens::territoire_id.eq(territoire),
            liens::id.eq(lien.id.uuid()),
            liens::candidature_id.eq(lien.candidature.uuid()),
            liens::cree_le.eq(lien.cree_le),
            liens::cree_par.eq(lien.cree_par.uuid()),
            liens::expire_le.eq(lien.expire_le),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: LienId) -> Result<Option<Lien>, Error> {
    let query = liens::table.find((tx.territoire().uuid(), id.uuid()));
    Ok(query.select(COLONNES).first(tx.conn()).await.optional()?.map(lien))
}

/// Links of a candidature, oldest first.
pub(crate) async fn lister(tx: &mut Tx, candidature: CandidatureId) -> Result<Vec<Lien>, Error> {
    let query = liens::table
        .filter(liens::territoire_id.eq(tx.territoire().uuid()))
        .filter(liens::candidature_id.eq(candidature.uuid()))
        .order(liens::id)
        .limit(100);
    let rows: Vec<Ligne> = query.select(COLONNES).load(tx.conn()).await?;
    Ok(rows.into_iter().map(lien).collect())
}

pub(crate) async fn revoquer(tx: &mut Tx, id: LienId) -> Result<(), Error> {
    let (key, now) = ((tx.territoire().uuid(), id.uuid()), tx.now());
    diesel::update(liens::table.find(key).filter(liens::revoque_le.is_null()))
        .set(liens::revoque_le.eq(now))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Records that a link was opened.
pub(crate) async fn consulter(tx: &mut Tx, id: LienId) -> Result<(), Error> {
    let (key, now) = ((tx.territoire().uuid(), id.uuid()), tx.now());
    diesel::update(liens::table.find(key)).set(liens::consulte_le.eq(now)).execute(tx.conn()).await?;
    Ok(())
}
