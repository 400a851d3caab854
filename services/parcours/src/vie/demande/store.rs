use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, CommissionId, DemandeId, Id, ParcoursId, ParticipantId, TerritoireId};
use parcours_api::{EtatDemande, FiltreDemandes};
use referentiel::NatureDemande;
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code, read_json, write_json};

use crate::{
    schema::demandes,
    vie::{
        affectation::store::suivis_par,
        demande::domain::{Acte, Demande},
    },
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = demandes)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<DemandeId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    nature: String,
    instance: String,
    objet: String,
    motif: Option<String>,
    etat: String,
    demandee_le: NaiveDate,
    demandee_par: Colonne<ActeurId>,
    decidee_le: Option<NaiveDate>,
    commission: Option<Colonne<CommissionId>>,
    motif_decision: Option<String>,
    conditions: Option<String>,
    sans_effet: Option<String>,
}

impl TryFrom<Row> for Demande {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            nature: read_code(&row.nature)?,
            instance: row.instance,
            objet: row.objet,
            motif: row.motif,
            etat: read_code(&row.etat)?,
            demandee_le: row.demandee_le,
            demandee_par: row.demandee_par.into(),
            decidee_le: row.decidee_le,
            commission: row.commission.map(Into::into),
            motif_decision: row.motif_decision,
            conditions: row.conditions,
            sans_effet: row.sans_effet,
        })
    }
}

/// Records a demande, and what is done once it is granted.
pub(crate) async fn ajouter(tx: &mut Tx, one: &Demande, acte: &Acte) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: one.participant.into(),
        nature: one.nature.code().to_owned(),
        instance: one.instance.clone(),
        objet: one.objet.clone(),
        motif: one.motif.clone(),
        etat: one.etat.code().to_owned(),
        demandee_le: one.demandee_le,
        demandee_par: one.demandee_par.into(),
        decidee_le: None,
        commission: None,
        motif_decision: None,
        conditions: None,
        sans_effet: None,
    };
    let acte = demandes::acte.eq(write_json(acte)?);
    diesel::insert_into(demandes::table).values((&row, acte)).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: DemandeId) -> Result<Option<Demande>, Error> {
    let query = demandes::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// What is done once a demande is granted; nothing is kept of it once the person is forgotten.
pub(crate) async fn acte(tx: &mut Tx, id: DemandeId) -> Result<Option<Acte>, Error> {
    let query = demandes::table.find((tx.territoire().uuid(), id.uuid()));
    let kept: Option<Option<Value>> = query.select(demandes::acte).first(tx.conn()).await.optional()?;
    kept.flatten().map(read_json).transpose()
}

/// Writes what became of a demande whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Demande) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    diesel::update(demandes::table.find(key))
        .set((
            demandes::etat.eq(one.etat.code()),
            demandes::decidee_le.eq(one.decidee_le),
            demandes::commission.eq(one.commission.map(Id::uuid)),
            demandes::motif_decision.eq(&one.motif_decision),
            demandes::conditions.eq(&one.conditions),
            demandes::sans_effet.eq(&one.sans_effet),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The demandes of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Demande>, Error> {
    let query = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((demandes::demandee_le, demandes::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page, the last asked first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreDemandes,
    apres: Option<(NaiveDate, DemandeId)>,
) -> Result<Vec<Demande>, Error> {
    let mut query = demandes::table.filter(demandes::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(demandes::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(demandes::participant_id.eq(participant.uuid()));
    }
    if let Some(parcours) = filtre.parcours {
        query = query.filter(demandes::parcours_id.eq(parcours.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(demandes::parcours_id.eq_any(theirs));
    }
    if let Some(nature) = filtre.nature {
        query = query.filter(demandes::nature.eq(nature.code()));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(demandes::etat.eq(etat.code()));
    }
    if let Some((le, id)) = apres {
        let before = demandes::demandee_le.lt(le).or(demandes::id.lt(Id::uuid(id)));
        query = query.filter(demandes::demandee_le.le(le)).filter(before);
    }
    let rows: Vec<Row> = query
        .order((demandes::demandee_le.desc(), demandes::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Of which an instance is still to decide.
const EN_ATTENTE: [EtatDemande; 2] = [EtatDemande::ADecider, EtatDemande::Ajournee];

/// What an instance granted of a parcours, and what was done then; nothing is kept of who was forgotten.
pub(crate) async fn accordees(tx: &mut Tx, id: ParcoursId) -> Result<Vec<(DemandeId, Acte)>, Error> {
    let query = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::parcours_id.eq(id.uuid()))
        .filter(demandes::etat.eq(EtatDemande::Accordee.code()))
        .order(demandes::id)
        .select((demandes::id, demandes::acte));
    let rows: Vec<(Colonne<DemandeId>, Option<Value>)> = query.load(tx.conn()).await?;
    rows.into_iter().filter_map(lire_l_acte).collect()
}

/// What is done once a demande is granted, with which one it is.
fn lire_l_acte((Colonne(id), acte): (Colonne<DemandeId>, Option<Value>)) -> Option<Result<(DemandeId, Acte), Error>> {
    Some(read_json(acte?).map(|acte| (id, acte)))
}

/// What an instance is still to decide of the exits of some parcours, and what is done once it is granted.
pub(crate) async fn sorties_en_attente(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(DemandeId, Acte)>, Error> {
    let natures = [NatureDemande::SortiePositive, NatureDemande::CorrectionSortie].map(Code::code);
    let query = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(demandes::nature.eq_any(natures))
        .filter(demandes::etat.eq_any(EN_ATTENTE.map(Code::code)));
    let rows: Vec<(Colonne<DemandeId>, Option<Value>)> =
        query.select((demandes::id, demandes::acte)).load(tx.conn()).await?;
    rows.into_iter().filter_map(lire_l_acte).collect()
}

/// Those of a parcours of which an instance is still to decide.
pub(crate) async fn en_attente(tx: &mut Tx, id: ParcoursId) -> Result<Vec<Demande>, Error> {
    let waiting = EN_ATTENTE.map(Code::code);
    let query = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::parcours_id.eq(id.uuid()))
        .filter(demandes::etat.eq_any(waiting))
        .order(demandes::id);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
