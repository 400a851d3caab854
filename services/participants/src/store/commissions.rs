use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods, OptionalExtension, QueryDsl,
    Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, Code, CommissionId, Id, UtilisateurId};
use participants_api::{CommissionDto, DecisionCorrigee, Deport, Dossier, EtatCommission, Membre, NouvelleDecision};
use serde_json::Value;
use store::{Colonne, Error, Tx, ecrire_json, lire_code, lire_json};

use super::schema::{commission_dossiers as dossiers, commissions, documents};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = commissions)]
struct Row {
    id: Colonne<CommissionId>,
    tenue_le: NaiveDate,
    etat: String,
    lieu: Option<String>,
    membres: Value,
    deports: Value,
    presents: Vec<Colonne<UtilisateurId>>,
}

impl TryFrom<Row> for CommissionDto {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            tenue_le: row.tenue_le,
            etat: lire_code(&row.etat)?,
            lieu: row.lieu,
            membres: lire_json(row.membres)?,
            deports: lire_json(row.deports)?,
            presents: row.presents.into_iter().map(Into::into).collect(),
            dossiers: vec![],
        })
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = dossiers)]
struct DossierRow {
    candidature_id: Colonne<CandidatureId>,
    decision: Option<String>,
    code_motif: Option<String>,
    motif: Option<String>,
    conditions: Option<String>,
    corrigees: Value,
}

impl DossierRow {
    fn lire(self, communiquee_le: Option<NaiveDate>) -> Result<Dossier, Error> {
        Ok(Dossier {
            candidature: self.candidature_id.into(),
            decision: self.decision.as_deref().map(lire_code).transpose()?,
            code_motif: self.code_motif.as_deref().map(lire_code).transpose()?,
            motif: self.motif,
            conditions: self.conditions,
            communiquee_le,
            corrigees: lire_json(self.corrigees)?,
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, tenue_le: NaiveDate, lieu: Option<&str>) -> Result<CommissionId, Error> {
    let id: CommissionId = tx.id();
    let territoire = tx.territoire().uuid();
    diesel::insert_into(commissions::table)
        .values((
            commissions::territoire_id.eq(territoire),
            commissions::id.eq(id.uuid()),
            commissions::tenue_le.eq(tenue_le),
            commissions::lieu.eq(lieu),
            commissions::etat.eq(EtatCommission::Ouverte.code()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(id)
}

/// A session with its agenda.
pub(crate) async fn voir(tx: &mut Tx, id: CommissionId) -> Result<Option<CommissionDto>, Error> {
    let query = commissions::table.find((tx.territoire().uuid(), id.uuid()));
    let Some(row) = query.select(Row::as_select()).first::<Row>(tx.conn()).await.optional()? else { return Ok(None) };
    let dossiers = agenda(tx, id).await?;
    Ok(Some(CommissionDto { dossiers, ..row.try_into()? }))
}

/// Locks a session for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: CommissionId) -> Result<Option<CommissionDto>, Error> {
    let locked: Option<Colonne<CommissionId>> = commissions::table
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
    apres: Option<(NaiveDate, CommissionId)>,
    limite: i64,
) -> Result<Vec<CommissionDto>, Error> {
    let (jour, id) = apres.unwrap_or((NaiveDate::MAX, Id::MAX));
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::tenue_le.le(jour))
        .filter(commissions::tenue_le.lt(jour).or(commissions::id.lt(id.uuid())))
        .order((commissions::tenue_le.desc(), commissions::id.desc()))
        .limit(limite + 1);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Days of the sessions from `depuis` on.
pub(crate) async fn jours(tx: &mut Tx, depuis: NaiveDate) -> Result<Vec<NaiveDate>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::tenue_le.ge(depuis))
        .order(commissions::tenue_le)
        .limit(1_000);
    Ok(query.select(commissions::tenue_le).load(tx.conn()).await?)
}

/// The day of the last session of the calendar.
pub(crate) async fn derniere(tx: &mut Tx) -> Result<Option<NaiveDate>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .order(commissions::tenue_le.desc());
    Ok(query.select(commissions::tenue_le).first(tx.conn()).await.optional()?)
}

/// The session on whose agenda a candidature was put last.
pub(crate) async fn de_la_candidature(
    tx: &mut Tx,
    candidature: CandidatureId,
) -> Result<Option<(CommissionId, NaiveDate)>, Error> {
    let query = dossiers::table
        .inner_join(commissions::table.on(
            commissions::territoire_id.eq(dossiers::territoire_id).and(commissions::id.eq(dossiers::commission_id)),
        ))
        .filter(dossiers::territoire_id.eq(tx.territoire().uuid()))
        .filter(dossiers::candidature_id.eq(candidature.uuid()))
        .order(commissions::tenue_le.desc());
    let row: Option<(Colonne<CommissionId>, NaiveDate)> =
        query.select((commissions::id, commissions::tenue_le)).first(tx.conn()).await.optional()?;
    Ok(row.map(|(id, jour)| (id.into(), jour)))
}

async fn agenda(tx: &mut Tx, id: CommissionId) -> Result<Vec<Dossier>, Error> {
    let query = dossiers::table
        .left_join(
            documents::table.on(documents::territoire_id
                .eq(dossiers::territoire_id)
                .and(documents::commission_id.eq(dossiers::commission_id))
                .and(documents::candidature_id.eq(dossiers::candidature_id.nullable()))),
        )
        .filter(dossiers::territoire_id.eq(tx.territoire().uuid()))
        .filter(dossiers::commission_id.eq(id.uuid()))
        .order((dossiers::rang, documents::id.desc()))
        .distinct_on(dossiers::rang)
        .limit(1_000);
    let rows: Vec<(DossierRow, Option<NaiveDate>)> =
        query.select((DossierRow::as_select(), documents::envoye_le.nullable())).load(tx.conn()).await?;
    rows.into_iter().map(|(row, sent)| row.lire(sent)).collect()
}

pub(crate) async fn inscrire(tx: &mut Tx, id: CommissionId, candidature: CandidatureId) -> Result<(), Error> {
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
pub(crate) async fn decider(tx: &mut Tx, id: CommissionId, nouvelle: &NouvelleDecision) -> Result<bool, Error> {
    let key = (tx.territoire().uuid(), id.uuid(), nouvelle.candidature.uuid());
    let changed = diesel::update(dossiers::table.find(key))
        .set((
            dossiers::decision.eq(nouvelle.decision.code()),
            dossiers::code_motif.eq(nouvelle.code_motif.map(Code::code)),
            dossiers::motif.eq(&nouvelle.motif),
            dossiers::conditions.eq(&nouvelle.conditions),
        ))
        .execute(tx.conn())
        .await?;
    Ok(changed == 1)
}

/// Keeps the decisions that a new one corrects.
pub(crate) async fn garder_corrigees(
    tx: &mut Tx,
    id: CommissionId,
    candidature: CandidatureId,
    corrigees: &[DecisionCorrigee],
) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid(), candidature.uuid());
    let kept = ecrire_json(&corrigees)?;
    diesel::update(dossiers::table.find(key)).set(dossiers::corrigees.eq(kept)).execute(tx.conn()).await?;
    Ok(())
}

/// Records who is called, and who takes no part in what.
pub(crate) async fn composer(
    tx: &mut Tx,
    id: CommissionId,
    membres: &[Membre],
    deports: &[Deport],
) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(commissions::table.find(key))
        .set((commissions::membres.eq(ecrire_json(&membres)?), commissions::deports.eq(ecrire_json(&deports)?)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn clore(tx: &mut Tx, id: CommissionId, presents: &[UtilisateurId]) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    let presents: Vec<_> = presents.iter().map(|one| one.uuid()).collect();
    diesel::update(commissions::table.find(key))
        .set((commissions::etat.eq(EtatCommission::Close.code()), commissions::presents.eq(presents)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
