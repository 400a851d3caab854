use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, Id};
use participants_api::{Candidature, Commission, CommissionDto, Decision, Dossier, EtatCommission};
use store::{Error, Tx, lire_code};
use uuid::Uuid;

use super::schema::{commission_dossiers as dossiers, commissions};

pub(crate) async fn ajouter(tx: &mut Tx, tenue_le: NaiveDate) -> Result<Id<Commission>, Error> {
    let id: Id<Commission> = tx.id();
    let territoire = tx.territoire().uuid();
    diesel::insert_into(commissions::table)
        .values((
            commissions::territoire_id.eq(territoire),
            commissions::id.eq(id.uuid()),
            commissions::tenue_le.eq(tenue_le),
            commissions::etat.eq(EtatCommission::Ouverte.code()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(id)
}

/// A session with its agenda.
pub(crate) async fn voir(tx: &mut Tx, id: Id<Commission>) -> Result<Option<CommissionDto>, Error> {
    let row: Option<(NaiveDate, String, Vec<Uuid>)> = commissions::table
        .find((tx.territoire().uuid(), id.uuid()))
        .select((commissions::tenue_le, commissions::etat, commissions::presents))
        .first(tx.conn())
        .await
        .optional()?;
    let Some((tenue_le, etat, presents)) = row else { return Ok(None) };
    Ok(Some(CommissionDto { id, tenue_le, etat: lire_code(&etat)?, presents, dossiers: agenda(tx, id).await? }))
}

/// Locks a session for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: Id<Commission>) -> Result<Option<CommissionDto>, Error> {
    let locked: Option<Uuid> = commissions::table
        .find((tx.territoire().uuid(), id.uuid()))
        .select(commissions::id)
        .for_update()
        .first(tx.conn())
        .await
        .optional()?;
    if locked.is_some() { voir(tx, id).await } else { Ok(None) }
}

/// A page, newest first, without the agendas.
pub(crate) async fn lister(
    tx: &mut Tx,
    apres: Option<(NaiveDate, Uuid)>,
    limite: i64,
) -> Result<Vec<CommissionDto>, Error> {
    let (jour, id) = apres.unwrap_or((NaiveDate::MAX, Uuid::max()));
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::tenue_le.le(jour))
        .filter(commissions::tenue_le.lt(jour).or(commissions::id.lt(id)))
        .order((commissions::tenue_le.desc(), commissions::id.desc()))
        .limit(limite + 1);
    let rows: Vec<(Uuid, NaiveDate, String, Vec<Uuid>)> = query
        .select((commissions::id, commissions::tenue_le, commissions::etat, commissions::presents))
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(id, tenue_le, etat, presents)| {
            Ok(CommissionDto { id: id.into(), tenue_le, etat: lire_code(&etat)?, presents, dossiers: vec![] })
        })
        .collect()
}

async fn agenda(tx: &mut Tx, id: Id<Commission>) -> Result<Vec<Dossier>, Error> {
    let query = dossiers::table
        .filter(dossiers::territoire_id.eq(tx.territoire().uuid()))
        .filter(dossiers::commission_id.eq(id.uuid()))
        .order(dossiers::rang);
    let rows: Vec<(Uuid, Option<String>, Option<String>)> =
        query.select((dossiers::candidature_id, dossiers::decision, dossiers::motif)).load(tx.conn()).await?;
    rows.into_iter()
        .map(|(candidature, decision, motif)| {
            let decision = decision.as_deref().map(lire_code).transpose()?;
            Ok(Dossier { candidature: candidature.into(), decision, motif })
        })
        .collect()
}

pub(crate) async fn inscrire(tx: &mut Tx, id: Id<Commission>, candidature: Id<Candidature>) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(dossiers::table)
        .values((
            dossiers::territoire_id.eq(territoire),
            dossiers::commission_id.eq(id.uuid()),
            dossiers::candidature_id.eq(candidature.uuid()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Records a decision; false when the candidature is not on the agenda.
pub(crate) async fn decider(
    tx: &mut Tx,
    id: Id<Commission>,
    candidature: Id<Candidature>,
    decision: Decision,
    motif: Option<&str>,
) -> Result<bool, Error> {
    let key = (tx.territoire().uuid(), id.uuid(), candidature.uuid());
    let changed = diesel::update(dossiers::table.find(key))
        .set((dossiers::decision.eq(decision.code()), dossiers::motif.eq(motif)))
        .execute(tx.conn())
        .await?;
    Ok(changed == 1)
}

pub(crate) async fn clore(tx: &mut Tx, id: Id<Commission>, presents: &[Uuid]) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(commissions::table.find(key))
        .set((commissions::etat.eq(EtatCommission::Close.code()), commissions::presents.eq(presents)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
