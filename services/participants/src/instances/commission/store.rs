use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods, OptionalExtension,
    PgJsonbExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::sql,
    sql_types::{Date, Nullable},
};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, Code, CommissionId, ParticipantId, UtilisateurId};
use participants_api::{EtatCommission, FiltreCommissions};
use serde_json::{Value, json};
use store::{Colonne, Error, Paginer, Tx, read_code, read_json, write_json};

use crate::{
    instances::{
        commission::domain::session::{Commission, Deplacement, Inscrit, Point},
        demande::{self, domain::Deport},
    },
    schema::{candidatures, commission_demandes, commission_dossiers as points, commissions, demandes, documents},
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = commissions)]
struct Row {
    id: Colonne<CommissionId>,
    instance: String,
    tenue_le: NaiveDate,
    etat: String,
    lieu: Option<String>,
    membres: Value,
    deports: Value,
    presents: Vec<Colonne<UtilisateurId>>,
    deplacements: Value,
    annulation: Option<Value>,
}

impl TryFrom<Row> for Commission {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            instance: row.instance,
            tenue_le: row.tenue_le,
            etat: read_code(&row.etat)?,
            lieu: row.lieu,
            membres: read_json(row.membres)?,
            deports: read_json(row.deports)?,
            presents: row.presents.into_iter().map(Into::into).collect(),
            points: vec![],
            demandes: vec![],
            deplacements: read_json(row.deplacements)?,
            annulation: row.annulation.map(read_json).transpose()?,
        })
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = points)]
struct PointRow {
    candidature_id: Colonne<CandidatureId>,
    decision: Option<String>,
    code_motif: Option<String>,
    motif: Option<String>,
    conditions: Option<String>,
    corrigees: Value,
    derogation: Option<String>,
}

impl PointRow {
    fn lire(self, communiquee_le: Option<NaiveDate>) -> Result<Point, Error> {
        Ok(Point {
            candidature: self.candidature_id.into(),
            decision: self.decision.as_deref().map(read_code).transpose()?,
            code_motif: self.code_motif.as_deref().map(read_code).transpose()?,
            motif: self.motif,
            conditions: self.conditions,
            derogation: self.derogation,
            communiquee_le,
            corrigees: read_json(self.corrigees)?,
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: &Commission) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(commissions::table)
        .values((
            commissions::territoire_id.eq(territoire),
            commissions::id.eq(nouvelle.id.uuid()),
            commissions::instance.eq(&nouvelle.instance),
            commissions::tenue_le.eq(nouvelle.tenue_le),
            commissions::lieu.eq(&nouvelle.lieu),
            commissions::etat.eq(nouvelle.etat.code()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: CommissionId) -> Result<Option<Commission>, Error> {
    let query = commissions::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    match row {
        Some(row) => completer(tx, row).await.map(Some),
        None => Ok(None),
    }
}

/// Reads a session and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: CommissionId) -> Result<Option<Commission>, Error> {
    let query = commissions::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    match row {
        Some(row) => completer(tx, row).await.map(Some),
        None => Ok(None),
    }
}

/// Adds its agenda.
async fn completer(tx: &mut Tx, row: Row) -> Result<Commission, Error> {
    let points = agenda(tx, row.id.into()).await?;
    let demandes = demande::store::agenda(tx, row.id.into()).await?;
    Ok(Commission { points, demandes, ..row.try_into()? })
}

/// A page, newest first, without the agendas; of those that sit and call `membre`, when they are named.
pub(crate) async fn lister(
    tx: &mut Tx,
    membre: Option<UtilisateurId>,
    filtre: &FiltreCommissions,
    apres: Option<(NaiveDate, CommissionId)>,
) -> Result<Vec<Commission>, Error> {
    let (jour, id) = apres.unwrap_or((NaiveDate::MAX, CommissionId::MAX));
    let mut query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::tenue_le.le(jour))
        .filter(commissions::tenue_le.lt(jour).or(commissions::id.lt(id.uuid())))
        .into_boxed();
    if let Some(membre) = membre {
        let called = json!([{ "utilisateur": membre }]);
        query = query.filter(commissions::membres.contains(called));
        query = query.filter(commissions::etat.eq(EtatCommission::Ouverte.code()));
    }
    if let Some(instance) = &filtre.instance {
        query = query.filter(commissions::instance.eq(instance));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(commissions::etat.eq(etat.code()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(commissions::tenue_le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(commissions::tenue_le.le(au));
    }
    let query = query.order((commissions::tenue_le.desc(), commissions::id.desc()));
    let rows: Vec<Row> = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The files on the agendas of these sessions, and whether something was decided of each: of `seuls` alone, where who acts sees
/// no others.
pub(crate) async fn dossiers(
    tx: &mut Tx,
    ids: &[CommissionId],
    seuls: Option<&[Colonne<ParticipantId>]>,
) -> Result<Vec<(Inscrit, CandidatureId)>, Error> {
    let territoire = tx.territoire().uuid();
    let decided = points::decision.is_not_null();
    let mut query =
        points::table
            .inner_join(candidatures::table.on(
                candidatures::territoire_id.eq(points::territoire_id).and(candidatures::id.eq(points::candidature_id)),
            ))
            .filter(points::territoire_id.eq(territoire))
            .filter(candidatures::territoire_id.eq(territoire))
            .filter(points::commission_id.eq_any(ids.iter().map(|id| id.uuid())))
            .select((points::commission_id, points::candidature_id, candidatures::participant_id, decided))
            .into_boxed();
    if let Some(seuls) = seuls {
        query = query.filter(candidatures::participant_id.eq_any(seuls.to_vec()));
    }
    let rows: Vec<(Colonne<CommissionId>, Colonne<CandidatureId>, Colonne<ParticipantId>, bool)> =
        query.load(tx.conn()).await?;
    let read = |(Colonne(commission), Colonne(candidature), Colonne(participant), decide)| {
        (Inscrit { commission, participant, decide }, candidature)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The same of the demandes, and who takes no part in the decision of each.
pub(crate) async fn demandes(
    tx: &mut Tx,
    ids: &[CommissionId],
    seuls: Option<&[Colonne<ParticipantId>]>,
) -> Result<Vec<(Inscrit, Vec<Deport>)>, Error> {
    let territoire = tx.territoire().uuid();
    let decided = commission_demandes::decision.is_not_null();
    let mut query = commission_demandes::table
        .inner_join(
            demandes::table.on(demandes::territoire_id
                .eq(commission_demandes::territoire_id)
                .and(demandes::id.eq(commission_demandes::demande_id))),
        )
        .filter(commission_demandes::territoire_id.eq(territoire))
        .filter(demandes::territoire_id.eq(territoire))
        .filter(commission_demandes::commission_id.eq_any(ids.iter().map(|id| id.uuid())))
        .select((commission_demandes::commission_id, demandes::participant_id, commission_demandes::deports, decided))
        .into_boxed();
    if let Some(seuls) = seuls {
        query = query.filter(demandes::participant_id.eq_any(seuls.to_vec()));
    }
    let rows: Vec<(Colonne<CommissionId>, Colonne<ParticipantId>, Value, bool)> = query.load(tx.conn()).await?;
    rows.into_iter()
        .map(|(Colonne(commission), Colonne(participant), deports, decide)| {
            Ok((Inscrit { commission, participant, decide }, read_json(deports)?))
        })
        .collect()
}

/// Days of the sessions of an instance from `depuis` on, and all those that moved ones had and have: none is held on these.
pub(crate) async fn jours(tx: &mut Tx, instance: &str, depuis: NaiveDate) -> Result<Vec<NaiveDate>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::instance.eq(instance))
        .filter(commissions::tenue_le.ge(depuis).or(commissions::deplacements.ne(json!([]))))
        .order(commissions::tenue_le.desc())
        .limit(1_000);
    let rows: Vec<(NaiveDate, Value)> =
        query.select((commissions::tenue_le, commissions::deplacements)).load(tx.conn()).await?;
    let mut all = Vec::with_capacity(rows.len());
    for (jour, deplacements) in rows {
        let former: Vec<Deplacement> = read_json(deplacements)?;
        all.push(jour);
        all.extend(former.into_iter().map(|one| one.tenue_le));
    }
    Ok(all)
}

/// The last day on which a session of an instance was first put in the calendar: the rhythm runs on from there, wherever the
/// session was moved since.
pub(crate) async fn derniere(tx: &mut Tx, instance: &str) -> Result<Option<NaiveDate>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::instance.eq(instance))
        .select(sql::<Nullable<Date>>("max(coalesce((deplacements->0->>'tenue_le')::date, tenue_le))"));
    Ok(query.first(tx.conn()).await?)
}

/// The first open session of an instance from `depuis` on.
pub(crate) async fn prochaine(tx: &mut Tx, instance: &str, depuis: NaiveDate) -> Result<Option<CommissionId>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::instance.eq(instance))
        .filter(commissions::etat.eq(EtatCommission::Ouverte.code()))
        .filter(commissions::tenue_le.ge(depuis))
        .order((commissions::tenue_le, commissions::id))
        .select(commissions::id);
    let row: Option<Colonne<CommissionId>> = query.first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// The open sessions, without their agendas, in the order in which whoever takes several takes them.
pub(crate) async fn ouvertes(tx: &mut Tx) -> Result<Vec<Commission>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::etat.eq(EtatCommission::Ouverte.code()))
        .order(commissions::id);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Sessions of which the files were open to the same members through a day that is over, `limite` at most, in the same order.
pub(crate) async fn acces_echus(tx: &mut Tx, limite: i64) -> Result<Vec<CommissionId>, Error> {
    let query = commissions::table
        .filter(commissions::territoire_id.eq(tx.territoire().uuid()))
        .filter(commissions::acces_jusquau.lt(tx.today()))
        .order(commissions::id)
        .limit(limite);
    let rows: Vec<Colonne<CommissionId>> = query.select(commissions::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Keeps through which day the files of a session that is locked are open to the same members.
pub(crate) async fn noter_acces(tx: &mut Tx, id: CommissionId, jusquau: Option<NaiveDate>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(commissions::table.find(key)).set(commissions::acces_jusquau.eq(jusquau)).execute(tx.conn()).await?;
    Ok(())
}

/// The session on whose agenda a candidature was put last.
pub(crate) async fn de_la_candidature(
    tx: &mut Tx,
    candidature: CandidatureId,
) -> Result<Option<(CommissionId, NaiveDate)>, Error> {
    let query =
        points::table
            .inner_join(commissions::table.on(
                commissions::territoire_id.eq(points::territoire_id).and(commissions::id.eq(points::commission_id)),
            ))
            .filter(points::territoire_id.eq(tx.territoire().uuid()))
            .filter(points::candidature_id.eq(candidature.uuid()))
            .order(commissions::tenue_le.desc());
    let row: Option<(Colonne<CommissionId>, NaiveDate)> =
        query.select((commissions::id, commissions::tenue_le)).first(tx.conn()).await.optional()?;
    Ok(row.map(|(id, jour)| (id.into(), jour)))
}

/// The open session on whose agenda a candidature is.
pub(crate) async fn en_attente(tx: &mut Tx, candidature: CandidatureId) -> Result<Option<CommissionId>, Error> {
    let query =
        points::table
            .inner_join(commissions::table.on(
                commissions::territoire_id.eq(points::territoire_id).and(commissions::id.eq(points::commission_id)),
            ))
            .filter(points::territoire_id.eq(tx.territoire().uuid()))
            .filter(points::candidature_id.eq(candidature.uuid()))
            .filter(commissions::etat.eq(EtatCommission::Ouverte.code()));
    let row: Option<Colonne<CommissionId>> = query.select(commissions::id).first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

async fn agenda(tx: &mut Tx, id: CommissionId) -> Result<Vec<Point>, Error> {
    let query = points::table
        .left_join(
            documents::table.on(documents::territoire_id
                .eq(tx.territoire().uuid())
                .and(documents::commission_id.eq(points::commission_id))
                .and(documents::candidature_id.eq(points::candidature_id.nullable()))),
        )
        .filter(points::territoire_id.eq(tx.territoire().uuid()))
        .filter(points::commission_id.eq(id.uuid()))
        .order((points::rang, documents::id.desc()))
        .distinct_on(points::rang)
        .limit(1_000);
    let rows: Vec<(PointRow, Option<NaiveDate>)> =
        query.select((PointRow::as_select(), documents::envoye_le.nullable())).load(tx.conn()).await?;
    rows.into_iter().map(|(row, sent)| row.lire(sent)).collect()
}

/// Puts a point on the agenda.
pub(crate) async fn inscrire(tx: &mut Tx, id: CommissionId, point: &Point) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(points::table)
        .values((
            points::territoire_id.eq(territoire),
            points::commission_id.eq(id.uuid()),
            points::candidature_id.eq(point.candidature.uuid()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes a candidature off the agenda of a session that was read with [`verrouiller`].
pub(crate) async fn retirer(tx: &mut Tx, id: CommissionId, candidature: CandidatureId) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid(), candidature.uuid());
    diesel::delete(points::table.find(key)).execute(tx.conn()).await?;
    Ok(())
}

/// Writes what was decided of a point of a session that was read with [`verrouiller`].
pub(crate) async fn enregistrer_point(tx: &mut Tx, id: CommissionId, point: &Point) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid(), point.candidature.uuid());
    diesel::update(points::table.find(key))
        .set((
            points::decision.eq(point.decision.map(Code::code)),
            points::code_motif.eq(point.code_motif.map(Code::code)),
            points::motif.eq(&point.motif),
            points::conditions.eq(&point.conditions),
            points::derogation.eq(&point.derogation),
            points::corrigees.eq(write_json(&point.corrigees)?),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes a session that was read with [`verrouiller`], its points aside.
pub(crate) async fn enregistrer(tx: &mut Tx, session: &Commission) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), session.id.uuid());
    diesel::update(commissions::table.find(key))
        .set((
            commissions::tenue_le.eq(session.tenue_le),
            commissions::lieu.eq(&session.lieu),
            commissions::etat.eq(session.etat.code()),
            commissions::membres.eq(write_json(&session.membres)?),
            commissions::deports.eq(write_json(&session.deports)?),
            commissions::presents.eq(session.presents.iter().map(|one| one.uuid()).collect::<Vec<_>>()),
            commissions::deplacements.eq(write_json(&session.deplacements)?),
            commissions::annulation.eq(session.annulation.as_ref().map(write_json).transpose()?),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
