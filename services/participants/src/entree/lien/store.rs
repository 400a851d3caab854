use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, CandidatureId, LienId};
use store::{Colonne, Error, Tx};

use crate::{entree::lien::domain::Lien, schema::liens};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = liens)]
struct Row {
    id: Colonne<LienId>,
    candidature_id: Colonne<CandidatureId>,
    cree_le: DateTime<Utc>,
    cree_par: Colonne<ActeurId>,
    expire_le: DateTime<Utc>,
    revoque_le: Option<DateTime<Utc>>,
    consulte_le: Option<DateTime<Utc>>,
}

impl From<Row> for Lien {
    fn from(row: Row) -> Self {
        let Row { id, candidature_id, cree_le, cree_par, expire_le, revoque_le, consulte_le } = row;
        let (id, candidature, cree_par) = (id.into(), candidature_id.into(), cree_par.into());
        Self { id, candidature, cree_le, cree_par, expire_le, revoque_le, consulte_le }
    }
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
    Ok(query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(Into::into))
}

/// Links of a candidature, oldest first.
pub(crate) async fn lister(tx: &mut Tx, candidature: CandidatureId) -> Result<Vec<Lien>, Error> {
    let query = liens::table
        .filter(liens::territoire_id.eq(tx.territoire().uuid()))
        .filter(liens::candidature_id.eq(candidature.uuid()))
        .order(liens::id)
        .limit(100);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
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
