use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, NullableExpressionMethods, OptionalExtension,
    QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, Code, CommissionId, DemandeId, ParticipantId, PieceId, TerritoireId};
use participants_api::EtatCommission;
use referentiel::NatureDemande;
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json, write_json};

use crate::{
    instances::demande::domain::{Demande, EtatPresentation, PointDemande},
    schema::{commission_demandes as points, commissions, demandes, documents},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = demandes)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<DemandeId>,
    participant_id: Colonne<ParticipantId>,
    candidature_id: Colonne<CandidatureId>,
    nature: String,
    instance: String,
    pour_information: bool,
    objet: String,
    motif: Option<String>,
    demandee_le: NaiveDate,
    etat: String,
    reportee: bool,
    piece_id: Option<Colonne<PieceId>>,
}

impl TryFrom<Row> for Demande {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            participant: row.participant_id.into(),
            candidature: row.candidature_id.into(),
            nature: read_code(&row.nature)?,
            instance: row.instance,
            pour_information: row.pour_information,
            objet: row.objet,
            motif: row.motif,
            demandee_le: row.demandee_le,
            etat: read_code(&row.etat)?,
            reportee: row.reportee,
            piece: row.piece_id.map(Into::into),
        })
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = points)]
struct PointRow {
    decision: Option<String>,
    motif: Option<String>,
    conditions: Option<String>,
    deports: Value,
    corrigees: Value,
}

/// Keeps a demande that parcours tells; told twice, it is kept once.
pub(crate) async fn ajouter(tx: &mut Tx, one: &Demande) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        participant_id: one.participant.into(),
        candidature_id: one.candidature.into(),
        nature: one.nature.code().to_owned(),
        instance: one.instance.clone(),
        pour_information: one.pour_information,
        objet: one.objet.clone(),
        motif: one.motif.clone(),
        demandee_le: one.demandee_le,
        etat: one.etat.code().to_owned(),
        reportee: one.reportee,
        piece_id: one.piece.map(Into::into),
    };
    diesel::insert_into(demandes::table).values(&row).on_conflict_do_nothing().execute(tx.conn()).await?;
    Ok(())
}

/// Whose a demande is.
pub(crate) async fn personne(tx: &mut Tx, id: DemandeId) -> Result<Option<ParticipantId>, Error> {
    let query = demandes::table.find((tx.territoire().uuid(), id.uuid())).select(demandes::participant_id);
    let row: Option<Colonne<ParticipantId>> = query.first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// Reads a demande and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: DemandeId) -> Result<Option<Demande>, Error> {
    let query = demandes::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Writes a demande that was read with [`verrouiller`].
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Demande) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    diesel::update(demandes::table.find(key))
        .set((demandes::etat.eq(one.etat.code()), demandes::reportee.eq(one.reportee)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Those that wait for a session of an instance, of one nature when it is named: what a former one postponed first, then the
/// oldest.
pub(crate) async fn a_presenter(
    tx: &mut Tx,
    instance: &str,
    nature: Option<NatureDemande>,
    limite: i64,
) -> Result<Vec<Demande>, Error> {
    let mut query = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::instance.eq(instance))
        .filter(demandes::etat.eq(EtatPresentation::APresenter.code()))
        .order((demandes::reportee.desc(), demandes::demandee_le, demandes::id))
        .limit(limite)
        .into_boxed();
    if let Some(nature) = nature {
        query = query.filter(demandes::nature.eq(nature.code()));
    }
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The open session on whose agenda a demande is.
pub(crate) async fn en_attente(tx: &mut Tx, id: DemandeId) -> Result<Option<CommissionId>, Error> {
    let query =
        points::table
            .inner_join(commissions::table.on(
                commissions::territoire_id.eq(points::territoire_id).and(commissions::id.eq(points::commission_id)),
            ))
            .filter(points::territoire_id.eq(tx.territoire().uuid()))
            .filter(points::demande_id.eq(id.uuid()))
            .filter(commissions::etat.eq(EtatCommission::Ouverte.code()));
    let row: Option<Colonne<CommissionId>> = query.select(commissions::id).first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// The last session on whose agenda a demande was put.
pub(crate) async fn derniere(tx: &mut Tx, id: DemandeId) -> Result<Option<CommissionId>, Error> {
    let query = points::table
        .filter(points::territoire_id.eq(tx.territoire().uuid()))
        .filter(points::demande_id.eq(id.uuid()))
        .order(points::rang.desc())
        .select(points::commission_id);
    let row: Option<Colonne<CommissionId>> = query.first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// The last session on whose agenda an entry by a collective action was put.
pub(crate) async fn seance_de_l_entree(tx: &mut Tx, candidature: CandidatureId) -> Result<Option<CommissionId>, Error> {
    let query = points::table
        .inner_join(
            demandes::table
                .on(demandes::territoire_id.eq(points::territoire_id).and(demandes::id.eq(points::demande_id))),
        )
        .filter(points::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::candidature_id.eq(candidature.uuid()))
        .filter(demandes::nature.eq(NatureDemande::EntreeCollective.code()))
        .order(points::rang.desc())
        .select(points::commission_id);
    let row: Option<Colonne<CommissionId>> = query.first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// The demandes on the agenda of a session, in the order of presentation.
pub(crate) async fn agenda(tx: &mut Tx, id: CommissionId) -> Result<Vec<PointDemande>, Error> {
    let query = points::table
        .inner_join(
            demandes::table
                .on(demandes::territoire_id.eq(points::territoire_id).and(demandes::id.eq(points::demande_id))),
        )
        .left_join(
            documents::table.on(documents::territoire_id
                .eq(tx.territoire().uuid())
                .and(documents::commission_id.eq(points::commission_id))
                .and(documents::demande_id.eq(points::demande_id.nullable()))),
        )
        .filter(points::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(points::commission_id.eq(id.uuid()))
        .order((points::rang, documents::id.desc()))
        .distinct_on(points::rang)
        .limit(1_000);
    let shown = (PointRow::as_select(), Row::as_select(), documents::envoye_le.nullable());
    let rows: Vec<(PointRow, Row, Option<NaiveDate>)> = query.select(shown).load(tx.conn()).await?;
    let read = |(point, row, communiquee_le): (PointRow, Row, Option<NaiveDate>)| {
        Ok(PointDemande {
            demande: row.try_into()?,
            decision: point.decision.as_deref().map(read_code).transpose()?,
            motif: point.motif,
            conditions: point.conditions,
            communiquee_le,
            deports: read_json(point.deports)?,
            corrigees: read_json(point.corrigees)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Puts a demande on the agenda of a session.
pub(crate) async fn inscrire(tx: &mut Tx, commission: CommissionId, id: DemandeId) -> Result<(), Error> {
    diesel::insert_into(points::table)
        .values((
            points::territoire_id.eq(tx.territoire().uuid()),
            points::commission_id.eq(commission.uuid()),
            points::demande_id.eq(id.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes a demande off the agenda of a session that is locked.
pub(crate) async fn oter(tx: &mut Tx, commission: CommissionId, id: DemandeId) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), commission.uuid(), id.uuid());
    diesel::delete(points::table.find(key)).execute(tx.conn()).await?;
    Ok(())
}

/// Writes what was decided of a point of a session that is locked.
pub(crate) async fn enregistrer_point(
    tx: &mut Tx,
    commission: CommissionId,
    point: &PointDemande,
) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), commission.uuid(), point.demande.id.uuid());
    diesel::update(points::table.find(key))
        .set((
            points::decision.eq(point.decision.map(Code::code)),
            points::motif.eq(&point.motif),
            points::conditions.eq(&point.conditions),
            points::deports.eq(write_json(&point.deports)?),
            points::corrigees.eq(write_json(&point.corrigees)?),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
