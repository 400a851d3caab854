use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{
    CandidatureId, Code, Id, ParcoursId, ParticipantId, TerritoireId, UtilisateurId, calendrier::Periode, kind,
};
use parcours_api::{EtatParcours, NouvelleSuspension};
use participants_api::EntreeValidee;
use store::{Colonne, Error, Tx, read_code};

use crate::{
    schema::{parcours, suspensions},
    vie::parcours::domain::Parcours,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = parcours)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    candidature_id: Colonne<CandidatureId>,
    referent: Colonne<UtilisateurId>,
    entree_le: NaiveDate,
    etat: String,
    reuni_a: Option<Colonne<ParcoursId>>,
}

impl TryFrom<Row> for Parcours {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            participant: row.participant_id.into(),
            candidature: row.candidature_id.into(),
            referent: row.referent.into(),
            entree_le: row.entree_le,
            etat: read_code(&row.etat)?,
            reuni_a: row.reuni_a.map(Into::into),
        })
    }
}

/// Opens the parcours of a person who entered; told twice, it opens once.
pub(crate) async fn ouvrir(tx: &mut Tx, entree: &EntreeValidee) -> Result<(), Error> {
    let participant_id = ::store::fusions::dossier(tx, entree.participant).await?;
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        participant_id: participant_id.into(),
        candidature_id: entree.candidature.into(),
        referent: entree.referent.into(),
        entree_le: entree.entree_le,
        etat: EtatParcours::EnAccompagnement.code().to_owned(),
        reuni_a: None,
    };
    diesel::insert_into(parcours::table).values(&row).on_conflict_do_nothing().execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<Option<Parcours>, Error> {
    let query = parcours::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Reads a parcours and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ParcoursId) -> Result<Option<Parcours>, Error> {
    let query = parcours::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Parcours> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found);
    Ok(found)
}

/// A page, newest first.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<ParcoursId>, limite: i64) -> Result<Vec<Parcours>, Error> {
    let mut query = parcours::table.filter(parcours::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(apres) = apres {
        query = query.filter(parcours::id.lt(apres.uuid()));
    }
    let rows: Vec<Row> =
        query.order(parcours::id.desc()).limit(limite + 1).select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Every parcours that is not over, after the identifier `apres`, by référent.
pub(crate) async fn en_cours(
    tx: &mut Tx,
    apres: (UtilisateurId, ParcoursId),
    limite: i64,
) -> Result<Vec<Parcours>, Error> {
    use diesel::BoolExpressionMethods;
    let (referent, id) = apres;
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::etat.ne(EtatParcours::Sorti.code()))
        .filter(parcours::referent.ge(referent.uuid()))
        .filter(parcours::referent.gt(referent.uuid()).or(parcours::id.gt(id.uuid())))
        .order((parcours::referent, parcours::id))
        .limit(limite);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Writes where a parcours that was read with [`verrouiller`] stands.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Parcours) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    let now = (parcours::etat.eq(one.etat.code()), parcours::reuni_a.eq(one.reuni_a.map(Id::uuid)));
    diesel::update(parcours::table.find(key)).set(now).execute(tx.conn()).await?;
    Ok(())
}

/// Writes why a parcours ended in favour of another, and who decided it.
pub(crate) async fn motiver(tx: &mut Tx, one: &Parcours, motif: &str) -> Result<(), Error> {
    let (key, par) = ((tx.territoire().uuid(), one.id.uuid()), tx.acteur().id);
    let why = (parcours::reuni_motif.eq(motif), parcours::reuni_par.eq(par.uuid()));
    diesel::update(parcours::table.find(key)).set(why).execute(tx.conn()).await?;
    Ok(())
}

/// Whether the person has another parcours that is not over.
pub(crate) async fn en_double(tx: &mut Tx, one: &Parcours) -> Result<bool, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq(one.participant.uuid()))
        .filter(parcours::etat.ne(EtatParcours::Sorti.code()))
        .filter(parcours::id.ne(one.id.uuid()));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn()).await?)
}

pub(crate) async fn suspendre(tx: &mut Tx, id: ParcoursId, suspension: &NouvelleSuspension) -> Result<(), Error> {
    let (territoire, own, par) = (tx.territoire().uuid(), tx.id::<kind::Suspension>().uuid(), tx.acteur().id);
    diesel::insert_into(suspensions::table)
        .values((
            suspensions::territoire_id.eq(territoire),
            suspensions::id.eq(own),
            suspensions::parcours_id.eq(id.uuid()),
            suspensions::du.eq(suspension.du),
            suspensions::au.eq(suspension.au),
            suspensions::motif.eq(&suspension.motif),
            suspensions::decidee_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The suspensions of a parcours.
pub(crate) async fn suspensions(tx: &mut Tx, id: ParcoursId) -> Result<Vec<Periode>, Error> {
    let query = suspensions::table
        .filter(suspensions::territoire_id.eq(tx.territoire().uuid()))
        .filter(suspensions::parcours_id.eq(id.uuid()))
        .order(suspensions::du);
    let rows: Vec<(NaiveDate, NaiveDate)> = query.select((suspensions::du, suspensions::au)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(du, au)| Periode { du, au: Some(au) }).collect())
}
